"""Sorts more names than memory holds: sorted runs on disk, merged when they are read.

A line of a run is a folded name in UTF-8, a zero byte, the place in eight hexadecimal digits, and the digit of the
match; bytes then sort as names do, and equal names by place.
"""

from __future__ import annotations

import heapq
from contextlib import ExitStack
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BUFFERED = 1_000_000  # names kept in memory: some 100 MB
_PLACE = -10  # where the place starts in a line: eight digits, the match, the end of the line
_READ = 1 << 18  # bytes read ahead of each run


class Runs:
    """The names of all places, with the places that they belong to, in files of a folder."""

    def __init__(self, folder: Path, written: int = 0, most: int = _BUFFERED) -> None:
        """Use a folder, in which so many runs are written already; keep at most so many names in memory."""
        self._folder = folder
        self._lines: list[bytes] = []
        self._most = most
        self.written = written

    def add(self, folded: str, place: int, how: int) -> None:
        """Add a name of a place, and how it belongs to it."""
        self._lines.append(f"{folded}\0{place:08x}{how}\n".encode())

    @property
    def full(self) -> bool:
        """Whether it is time to `spill`."""
        return len(self._lines) >= self._most

    def spill(self) -> None:
        """Write what is in memory as a run.

        Raises:
            OSError: The folder cannot be written to.
        """
        self._lines.sort()
        with self._path(self.written).open("wb") as file:
            file.writelines(self._lines)
        self.written += 1
        self._lines = []

    def __iter__(self) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """Yield every name once, in order, with its places and how it belongs to each."""
        with ExitStack() as stack:
            runs: list[Iterator[bytes]] = [
                stack.enter_context(self._path(number).open("rb", buffering=_READ)) for number in range(self.written)
            ]
            for name, lines in groupby(heapq.merge(*runs, sorted(self._lines)), key=_name):
                yield name.decode(), [(int(line[_PLACE:-2], 16), line[-2] - ord("0")) for line in lines]

    def _path(self, number: int) -> Path:
        return self._folder / f"names.{number:04}"


def _name(line: bytes) -> bytes:
    return line[: _PLACE - 1]
