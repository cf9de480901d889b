"""Rows that something is wrong with: set aside in a file, so that they can be mended, and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

_KEPT = 10_000  # rows written; the rest is only counted
_SHOWN = 2_000  # characters written of a row


class Aside:
    """A table of file, line, reason and row. Characters that could steer a terminal are written as escapes."""

    def __init__(self, path: Path, count: int = 0, size: int = 0) -> None:
        """Start a file, or go on in one after so many rows and bytes.

        Raises:
            OSError: The file cannot be written.
        """
        self.path = path
        self.count = count
        self.first = ""  # what is wrong with the first of the rows added here
        self._file = path.open("r+b" if path.exists() else "w+b")
        self._file.truncate(size)
        self._file.seek(size)

    def __enter__(self) -> Self:
        """Close the file at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._file.close()

    def add(self, file: str, line: int, reason: str, row: str | bytes | None) -> None:
        """Set a row aside; None for one that is too long to keep."""
        self.count += 1
        self.first = self.first or f"line {line}: {_plain(reason)}"
        if self.count > _KEPT:
            return
        if self.count == 1:
            self._file.write(b"file\tline\treason\trow\n")
        text = "" if row is None else row[: 4 * _SHOWN].decode(errors="replace") if isinstance(row, bytes) else row
        self._file.write(f"{_plain(file)}\t{line}\t{_plain(reason)}\t{_plain(text[:_SHOWN])}\n".encode())

    def size(self) -> int:
        """Write everything out and return how many bytes the file has."""
        self._file.flush()
        return self._file.tell()


def _plain(text: str) -> str:
    """Return text in which nothing but printable characters and tabs-as-bars is left."""
    text = text.rstrip("\r\n").replace("\t", " | ")
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
