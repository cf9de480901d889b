"""The folded names of an index: one trie, or for many millions of names one for each range of the alphabet.

A name has a number. Within a trie the numbers are the trie's own; where there are several tries, those of the later
ones are counted on from the earlier ones. The meta data lists the `ranges`: the first name of each trie and its first
number; the tries are then the sections "trie0", "trie1", …, instead of the one "trie".
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from geomap.gazetteer.container import damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.gazetteer.container import SectionFile

RANGES = "ranges"


class Names:
    """Folded names and their numbers, read through the memory map of a file."""

    def __init__(self, file: SectionFile) -> None:
        """Take the tries of an open file.

        Raises:
            GazetteerError: A trie is missing or cannot be read.
        """
        import marisa_trie

        ranges: list[tuple[str, int]] = [(first, start) for first, start in file.meta.get(RANGES, [("", 0)])]
        sections = ["trie"] if RANGES not in file.meta else [f"trie{at}" for at in range(len(ranges))]
        self._firsts = [first for first, _ in ranges]
        self._starts = [start for _, start in ranges]
        self._tries = []
        for name in sections:
            trie = marisa_trie.Trie()
            try:
                trie.map(file.section(name))
            except (RuntimeError, ValueError) as error:
                raise damaged(file.path, f"the names in {name!r} cannot be read ({error})") from error
            self._tries.append(trie)

    def get(self, folded: str) -> int | None:
        """Return the number of a name, None where it is not known."""
        at = bisect_right(self._firsts, folded) - 1 if len(self._tries) > 1 else 0
        number: int | None = self._tries[at].get(folded) if at >= 0 else None
        return None if number is None else self._starts[at] + number

    def __contains__(self, folded: str) -> bool:
        """Whether a name is known."""
        return self.get(folded) is not None

    def name(self, number: int) -> str:
        """Return the name of a number."""
        at = bisect_right(self._starts, number) - 1
        return str(self._tries[at].restore_key(number - self._starts[at]))

    def starting(self, prefix: str) -> Iterator[str]:
        """Yield the names that begin with a folded text."""
        first = max(0, bisect_right(self._firsts, prefix) - 1)
        last = bisect_left(self._firsts, prefix + chr(0x10FFFF))
        for trie in self._tries[first : max(last, first + 1)]:
            yield from trie.iterkeys(prefix)
