"""The file format of the gazetteer's data: named sections behind a checked header, read through a memory map.

Layout, little-endian: 8 bytes of magic, format version (u32), header length (u32), CRC-32 of the header (u32),
the header (JSON: kind, file length, sections, SHA-256 of the sections, meta), then the sections at multiples of 8.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import struct
import sys
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAGIC = b"GEOMAPGZ"
VERSION = 1
_PREFIX = struct.Struct("<8sIII")
_ALIGN = 8
_CHUNK = 1 << 20
USER_SUFFIX = ".gazetteer"
_MEND_USERS = "Import it again (geomap gazetteer import …), or delete the file"
_MEND = (
    "Reinstall geomap (pip install --force-reinstall geomap), or in a checkout run: "
    "python tools/build_shapes.py --help, python tools/build_gazetteer.py --help"
)


class SectionFile:
    """A data file opened through a memory map; its sections are views, read when touched."""

    def __init__(self, path: Path, kind: str) -> None:
        """Open a file and check its header, its length and the bounds of its sections.

        Raises:
            GazetteerError: The file is missing, damaged, of another kind or of another format version.
        """
        self.path = path
        header, start, self._view = _open(path)
        try:
            self.meta: dict[str, Any] = header["meta"]
            self._sections: dict[str, list[int]] = header["sections"]
            length, found_kind, self._digest = header["length"], header["kind"], header["sha256"]
        except KeyError as error:
            raise damaged(path, f"its header lacks {error}") from error
        if found_kind != kind:
            raise damaged(path, f"it holds {found_kind!r}, not {kind!r}")
        if length != len(self._view):
            raise damaged(path, f"it has {len(self._view):,} bytes where its header says {length:,}")
        self._start = start
        if any(at < start or size < 0 or at + size > length for at, size in self._sections.values()):
            raise damaged(path, "a section lies outside the file")

    def section(self, name: str, code: str = "B") -> memoryview[Any]:
        """Return a section as a view of numbers of one `struct` format code, bytes by default.

        Raises:
            GazetteerError: The file has no such section.
        """
        try:
            at, size = self._sections[name]
        except KeyError as error:
            raise damaged(self.path, f"it has no section {name!r}") from error
        return self._view[at : at + size].cast(code)  # type: ignore[call-overload,no-any-return]

    def verify(self) -> None:
        """Read the whole file and compare its checksum.

        Raises:
            GazetteerError: The contents are not what was written.
        """
        if hashlib.sha256(self._view[self._start :]).hexdigest() != self._digest:
            raise damaged(self.path, "its checksum does not match its contents")


def write_sections(path: Path, kind: str, meta: Mapping[str, object], sections: Mapping[str, bytes | Path]) -> None:
    """Write a data file whole or not at all: to a temporary file beside it, then renamed.

    Args:
        path: Where it goes.
        kind: What it holds.
        meta: What the header says of it, besides.
        sections: The bytes of each section, or a file that holds them: sections may be larger than memory.

    Raises:
        OSError: The folder cannot be written to, or a section's file cannot be read.
    """
    placed: dict[str, list[int]] = {}
    digest, at = hashlib.sha256(), 0
    for name, data in sections.items():
        size = 0
        for chunk in _chunks(data):
            digest.update(chunk)
            size += len(chunk)
        placed[name] = [at, size]
        digest.update(bytes(-size % _ALIGN))
        at += size + -size % _ALIGN
    # Offsets are counted from the end of the header; its own length is only known once they are written.
    header = {"kind": kind, "meta": meta, "sha256": digest.hexdigest(), "byteorder": "little"}
    start = 0
    while True:
        sections_at = {name: [start + offset, size] for name, (offset, size) in placed.items()}
        text = json.dumps(
            header | {"sections": sections_at, "length": start + at}, sort_keys=True, ensure_ascii=False
        ).encode()
        needed = -(-(_PREFIX.size + len(text)) // _ALIGN) * _ALIGN
        if needed <= start:
            break
        start = needed
    text += b" " * (start - _PREFIX.size - len(text))
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_PREFIX.pack(MAGIC, VERSION, len(text), zlib.crc32(text)))
            file.write(text)
            for name, data in sections.items():
                for chunk in _chunks(data):
                    file.write(chunk)
                file.write(bytes(-placed[name][1] % _ALIGN))
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _chunks(data: bytes | Path) -> Iterator[bytes]:
    """Yield the bytes of a section, those of a file in pieces."""
    if isinstance(data, bytes):
        yield data
        return
    with data.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _open(path: Path) -> tuple[dict[str, Any], int, memoryview[int]]:
    """Map a file and read its header; return the header, where the sections start, and the bytes."""
    try:
        with path.open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except FileNotFoundError as error:
        message = f"The gazetteer's data file {path} is missing. {_mend(path)}"
        raise GazetteerError(message) from error
    except (OSError, ValueError) as error:
        raise damaged(path, f"it cannot be read: {error}") from error
    if len(view) < _PREFIX.size:
        raise damaged(path, "it is too short")
    magic, version, size, checksum = _PREFIX.unpack(view[: _PREFIX.size])
    if magic != MAGIC:
        raise damaged(path, "it does not start as such a file does")
    if version != VERSION or sys.byteorder != "little":
        what = f"has format version {version}; this geomap reads version {VERSION} on little-endian machines"
        raise outdated(path, f"{what} (this one is {sys.byteorder}-endian)")
    text = bytes(view[_PREFIX.size : _PREFIX.size + size])
    if len(text) != size or zlib.crc32(text) != checksum:
        raise damaged(path, "its header is damaged")
    header: dict[str, Any] = json.loads(text)
    return header, _PREFIX.size + size, view


def damaged(path: Path, what: str) -> GazetteerError:
    """Return the error for a file that cannot be used, with the command that mends it."""
    return GazetteerError(f"The gazetteer's data file {path} is damaged: {what}. {_mend(path)}")


def outdated(path: Path, what: str) -> GazetteerError:
    """Return the error for a file that another version of geomap made, with the command that mends it."""
    return GazetteerError(f"The gazetteer's data file {path} {what}. {_mend(path)}")


def _mend(path: Path) -> str:
    """Return what to do about a file that cannot be used."""
    return _MEND_USERS if path.suffix == USER_SUFFIX else _MEND
