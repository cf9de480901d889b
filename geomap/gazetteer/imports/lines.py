"""Reads the lines of a large table, plain or in a zip file, of which nothing is trusted.

Nothing of a zip file is ever written under the names in it, so that they cannot point outside; what it inflates to,
and how long a line may be, is limited.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST = 1 << 18  # bytes of a line; the longest of GeoNames have some 30,000
_LARGEST = 16 << 30  # bytes of a table: ten times the whole of GeoNames
_RATIO = 100  # how many times larger than in its zip file a table may be; that of GeoNames is 4.5 times
_BUFFER = 1 << 20
_ZIP = b"PK\x03\x04"
_TABLE = re.compile(r"(?!(?:.*/)?readme\.)[^\0]*\.(?:txt|tsv)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number from 1, where the next one starts in bytes, and its bytes, None where it is too long."""

    number: int
    end: int
    data: bytes | None


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Open a table and yield it with its size in bytes once inflated.

    Raises:
        GazetteerError: The file is missing or empty, or a zip file that is damaged, locked, or holds no single table.
    """
    try:
        size = path.stat().st_size
        if not path.is_file() or not size:
            message = f"{path} is empty, or no file."
            raise GazetteerError(message)
        with path.open("rb") as file:
            start = file.read(len(_ZIP))
            file.seek(0)
            if start == _ZIP:
                with zipfile.ZipFile(file) as archive:
                    table = _table(path, archive)
                    with archive.open(table) as member:
                        yield (
                            cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", member), _BUFFER)),
                            table.file_size,
                        )
            else:
                yield file, size
    except FileNotFoundError as error:
        message = f"{path}: no such file."
        raise GazetteerError(message) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        message = f"{path} is a damaged zip file ({error}). Fetch it again."
        raise GazetteerError(message) from error


def lines(file: BinaryIO, *, number: int = 0, at: int = 0) -> Iterator[Line]:
    """Yield the lines of a table after so many lines and bytes, which are skipped.

    Raises:
        GazetteerError: The table is larger than any should be.
    """
    left = at
    while left:  # a zip file is inflated up to there, so that its checksum is still compared at the end
        skipped = len(file.read(min(left, _BUFFER)))
        if not skipped:
            return
        left -= skipped
    while data := file.readline(_LONGEST):
        at += len(data)
        number += 1
        whole: bytes | None = data
        while not data.endswith(b"\n") and (data := file.readline(_LONGEST)):
            at += len(data)
            whole = None
        if at > _LARGEST:
            message = f"The table is larger than {_LARGEST >> 30} GB, which no table of places is."
            raise GazetteerError(message)
        yield Line(number, at, whole)


def _table(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Return the one table of a zip file.

    Raises:
        GazetteerError: There is none, there are several, it is encrypted, or it would inflate beyond reason.
    """
    found = [info for info in archive.infolist() if _TABLE.fullmatch(info.filename)]
    if len(found) != 1:
        message = (
            f"{path} should hold one table (….txt); it holds {len(found) or 'none'}. Unpack it and name the table."
        )
        raise GazetteerError(message)
    (table,) = found
    if table.flag_bits & 1:
        message = f"{path} is locked with a password. Unpack it and import the table."
        raise GazetteerError(message)
    if table.file_size > max(_LONGEST, _RATIO * table.compress_size) or table.file_size > _LARGEST:
        size = f"{table.file_size:,} bytes from {table.compress_size:,}"
        message = f"{path} would inflate to {size}: it is no table of places."
        raise GazetteerError(message)
    return table
