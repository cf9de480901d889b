"""Names that are spelled or sound nearly alike: misspellings and other transliterations."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from geomap.gazetteer.folding import sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.gazetteer.index import Index
    from geomap.gazetteer.layers import Layers

_LETTERS = "abcdefghijklmnopqrstuvwxyz "
_SHORTEST = 4
_BEGINNING = 3
_POOL = 20_000
_ALIKE = 0.72
_SHORT = 8  # letters below which one slip is all that a name may have
_SLIP = 3
_MOST = 50


def alike(index: Index | Layers, folded: str) -> list[tuple[str, float]]:
    """Return folded names of the index like a folded name, with their likeness (0 to 1), the likest first.

    Three nets: every name one keystroke away, every name with the same consonants, and every name with the same
    beginning that is nearly as long. Names of fewer than four letters are like too many others: none for them.
    """
    if len(folded) < _SHORTEST:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    pool = {name for name in _slips(folded) if index.knows(name)}
    pool.update(index.sounding_like(sound(folded)))
    same_start = index.names_starting(folded[:_BEGINNING])
    pool.update(name for name in islice(same_start, _POOL) if abs(len(name) - len(folded)) <= _SLIP)
    pool.discard(folded)
    cutoff = _ALIKE if len(folded) >= _SHORT else 1 - 1.01 / len(folded)
    found = process.extract(folded, sorted(pool), scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=_MOST)
    return [(name, likeness) for name, likeness, _ in found]


def _slips(folded: str) -> Iterator[str]:
    """Yield everything one deletion, swap, replacement or insertion away."""
    for at in range(len(folded) + 1):
        head, tail = folded[:at], folded[at:]
        yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail[1:]
            yield head + letter + tail
