"""Several indexes as one: the user's gazetteers over the embedded one.

A row of all layers is a row of one of them, counted on from the rows of the layers before it. The places of several
layers that have one GeoNames id are one place: every layer's names find it, and the first layer that has it says what
it is. The user's own places come first, then the embedded index, which is the better edited one, then GeoNames dumps.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from geomap.gazetteer.entry import MATCH_WEIGHTS
from geomap.gazetteer.layout import MATCH_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.gazetteer.index import Index
    from geomap.gazetteer.place import Place

_MATCH_MASK = (1 << MATCH_BITS) - 1
_CACHED = 1 << 14  # joined places kept


class Layers:
    """The interface of `Index` over several of them. Safe to share between threads."""

    def __init__(self, own: Sequence[Index], base: Index, dumps: Sequence[Index]) -> None:
        """Join open indexes.

        Args:
            own: Those of the user's own places, the first winning over the next.
            base: The embedded one, or one built to take its place.
            dumps: Those of GeoNames dumps, the first winning over the next.
        """
        self.layers = (*own, base, *dumps)
        self._base = base
        self._starts = [0, *accumulate(map(len, self.layers))]
        self._own = len(own)
        self.countries = self._table("countries")
        self.capitals = self._table("capitals")
        self.divisions = self._table("divisions")
        self.abbreviations = [form for layer in self.layers for form in layer.abbreviations]
        self.qualifiers = [form for layer in self.layers for form in layer.qualifiers]
        self._joined = lru_cache(maxsize=_CACHED)(self._join)

    def __len__(self) -> int:
        """Return how many places there are; one that several layers have counts once."""
        return self._starts[-1] - sum(1 for row in self._shared_rows() if self._first(row) != row)

    def rows(self) -> Iterator[int]:
        """Yield the rows of every place once."""
        again = set(self._shared_rows())
        return (row for row in range(self._starts[-1]) if row not in again or self._first(row) == row)

    def postings(self, folded: str, most: int | None = None) -> Sequence[int]:
        """Return the postings of a folded name in all layers, the most important first; of each so many at most."""
        best: dict[int, int] = {}
        for start, layer in zip(self._starts, self.layers, strict=False):
            for posting in layer.postings(folded, most):
                row, how = self._first(start + (posting >> MATCH_BITS)), posting & _MATCH_MASK
                if row not in best or MATCH_WEIGHTS[how] > MATCH_WEIGHTS[best[row]]:
                    best[row] = how
        ranked = sorted(best, key=lambda row: -self.importance(row) * MATCH_WEIGHTS[best[row]])
        return [row << MATCH_BITS | best[row] for row in ranked]

    def knows(self, folded: str) -> bool:
        """Whether a folded name is one of any place."""
        return any(layer.knows(folded) for layer in self.layers)

    def names_starting(self, prefix: str) -> Iterator[str]:
        """Yield the folded names that begin with a folded text, layer by layer."""
        return chain.from_iterable(layer.names_starting(prefix) for layer in self.layers)

    def has_prefix(self, folded: str) -> bool:
        """Whether any name begins with a folded text."""
        return any(layer.has_prefix(folded) for layer in self.layers)

    def sounding_like(self, key: str) -> list[str]:
        """Return the names that have a `sound` key."""
        return [name for layer in self.layers for name in layer.sounding_like(key)]

    def populated(self, cell: int) -> Sequence[int]:
        """Return the rows of the populated places of a 1° cell."""
        rows = (self._starts[at] + row for at, layer in enumerate(self.layers) for row in layer.populated(cell))
        return list(dict.fromkeys(map(self._first, rows)))

    def place(self, row: int) -> Place:
        """Return the place of a row, with what only other layers know of it."""
        at, own_row = self._split(row)
        return self._joined(row) if at < self._own else self.layers[at].place(own_row)

    def importance(self, row: int) -> float:
        """Return how likely a place is meant by its name alone, 0 to 1: the most that any layer says."""
        at, own_row = self._split(row)
        said = self.layers[at].importance(own_row)
        if at >= self._own:
            return said
        return max([said, *(self.layers[other].importance(r) for other, r in self._others(at, own_row))])

    def point(self, row: int) -> tuple[float, float]:
        """Return latitude and longitude of a place, in degrees."""
        at, own_row = self._split(row)
        return self.layers[at].point(own_row)

    def admin2(self, row: int) -> int:
        """Return the geonameid of the second-level division of a place, 0 where unknown."""
        at, own_row = self._split(row)
        said = self.layers[at].admin2(own_row)
        return said or next(
            (known for other, r in self._others(at, own_row) if (known := self.layers[other].admin2(r))), 0
        )

    def geonameid(self, row: int) -> int:
        """Return the GeoNames id of a place, 0 where it has none."""
        at, own_row = self._split(row)
        return self.layers[at].geonameid(own_row)

    def row_of_id(self, geonameid: int) -> int | None:
        """Return the row of a GeoNames id, None where it is not known."""
        for at, layer in enumerate(self.layers):
            row = layer.row_of_id(geonameid)
            if row is not None:
                return self._starts[at] + row
        return None

    def row_of_key(self, key: str) -> int | None:
        """Return the row of a place's key, None where it is not known."""
        for at, layer in enumerate(self.layers):
            row = layer.row_of_key(key)
            if row is not None:
                return self._first(self._starts[at] + row)
        return None

    def _split(self, row: int) -> tuple[int, int]:
        """Return the layer of a row, and the row in it."""
        at = bisect_right(self._starts, row) - 1
        return at, row - self._starts[at]

    def _first(self, row: int) -> int:
        """Return the row of a place in the first layer that has its GeoNames id."""
        at, own_row = self._split(row)
        geonameid = self.layers[at].geonameid(own_row) if at else 0
        for before in range(at if geonameid else 0):
            found = self.layers[before].row_of_id(geonameid)
            if found is not None:
                return self._starts[before] + found
        return row

    def _others(self, at: int, row: int) -> Iterator[tuple[int, int]]:
        """Yield the later layers that have the GeoNames id of a row, with their rows."""
        geonameid = self.layers[at].geonameid(row) if at < self._own else 0
        for other in range(at + 1 if geonameid else len(self.layers), len(self.layers)):
            found = self.layers[other].row_of_id(geonameid)
            if found is not None:
                yield other, found

    def _join(self, row: int) -> Place:
        """Return one of the user's own places; what it does not say, the other layers that know its id do."""
        at, own_row = self._split(row)
        place = self.layers[at].place(own_row)
        for other, other_row in self._others(at, own_row):
            known = self.layers[other].place(other_row)
            place = replace(
                place,
                key=known.key if self.layers[other] is self._base else place.key,
                country=place.country or known.country,
                admin1=place.admin1 or known.admin1,
                admin1_code=place.admin1_code or known.admin1_code,
                population=place.population or known.population,
                within=place.within or known.within,
                countries=place.countries or known.countries,
            )
        return place

    def _table(self, name: str) -> dict[str, int]:
        """Return a table of codes to rows: the base says, and the others what it lacks."""
        joined: dict[str, int] = {}
        for layer, start in sorted(
            zip(self.layers, self._starts, strict=False), key=lambda found: found[0] is not self._base
        ):
            rows: dict[str, int] = getattr(layer, name)
            for code, row in rows.items():
                joined.setdefault(code, start + row)
        return {code: self._first(row) for code, row in joined.items()}

    def _shared_rows(self) -> Iterator[int]:
        """Yield the rows whose GeoNames id an earlier layer has too."""
        import numpy as np

        seen = np.empty(0, "u4")
        for layer, start in zip(self.layers, self._starts, strict=False):
            ids = layer.geonameids()
            again = np.isin(ids, seen) & (ids != 0)
            yield from (start + np.flatnonzero(again)).tolist()
            seen = np.union1d(seen, ids)
