"""Columns as a text for a page: JSON and bytes, gzipped, in base 85. `assets/js/characters.js` is the reader."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson

from geomap.basemap.characters import LARGEST, to_characters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LARGE = 500_000  # bytes from which packing as well as can be takes long for the last hundredths
_QUICK, _THOROUGH = 4, 9
_MISREAD = "\"'&<>\\`~"  # by HTML, or by a string in a script
_DIGITS = np.array([code for code in range(0x21, 0x7F) if chr(code) not in _MISREAD][:85], dtype=np.uint8)
_WORD = 4  # bytes that become five characters


def packed(columns: object, data: bytes = b"") -> str:
    """JSON of `columns`, and `data` behind it, as text: a tenth of the size, and nothing in it that HTML misreads."""
    try:
        head = orjson.dumps(columns)
    except TypeError:
        # A report may hold half a surrogate pair; as such it cannot be written, so it becomes a replacement character.
        text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        head = text.encode("utf-8", errors="replace")
    raw = len(head).to_bytes(_WORD, "little") + head + data
    return base85(gzip.compress(raw, compresslevel=_THOROUGH if len(raw) < _LARGE else _QUICK, mtime=0))


def base85(data: bytes) -> str:
    """Bytes as text: their number, a tilde, and five characters for each four bytes, a quarter more than the bytes.

    The digits are not those of RFC 1924, which HTML would misread; base 64 takes a third more.
    """
    values = np.frombuffer(data + bytes(-len(data) % _WORD), dtype=">u4").astype(np.uint32)
    digits = np.empty((len(values), 5), dtype=np.uint8)
    for place in range(4, -1, -1):
        values, digits[:, place] = np.divmod(values, 85)
    return f"{len(data)}~{_DIGITS[digits].tobytes().decode('ascii')}"


def numbers(values: Sequence[int | None], *, growing: bool = False) -> str | list[int]:
    """A column of whole numbers: as characters, or as a list where one of them is too large for that.

    Args:
        values: The numbers; None becomes -1.
        growing: Give each less the one before, which packs to almost nothing where they mostly grow.
    """
    column = _integers(values)
    if growing:
        column = np.diff(column, prepend=0)
    if len(column) and np.abs(column).max() > LARGEST:
        return [int(number) for number in column]
    return to_characters(column)


def _integers(values: Sequence[int | None]) -> NDArray[np.int64]:
    """The numbers as an array, -1 for None."""
    missing = values.count(None)
    if not missing:
        return np.array(values, dtype=np.int64)
    if missing == len(values):
        return np.full(missing, -1, dtype=np.int64)
    return np.array([-1 if value is None else value for value in values], dtype=np.int64)


def identifiers(values: Sequence[str]) -> tuple[Any, bytes]:
    """A column of ids: a list; or, where all are hexadecimal and as long, how long, and their bytes in planes."""
    length = len(values[0]) if values else 0
    if length % 2 or not length or any(len(value) != length for value in values):
        return list(values), b""
    joined = "".join(values)
    try:
        data = bytes.fromhex(joined)
    except ValueError:
        return list(values), b""
    if data.hex() != joined:  # capitals
        return list(values), b""
    planes = np.frombuffer(data, dtype=np.uint8).reshape(len(values), -1).T
    return {"hex": length, "count": len(values)}, planes.tobytes()
