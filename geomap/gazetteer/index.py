"""Reads an index: names to postings, rows to places. The layout is described in `writer`."""

from __future__ import annotations

import json
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.container import SectionFile
from geomap.gazetteer.folding import prefixes
from geomap.gazetteer.layout import DEGREES, KIND, MANY, TOP
from geomap.gazetteer.place import Place, Precision

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_CACHED = 1 << 15


class Index:
    """One data file of places and names, opened through a memory map. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Open a file; nothing but its header is read.

        Raises:
            GazetteerError: The file is missing, damaged or of another version.
        """
        import marisa_trie

        self.file = file = SectionFile(path, KIND)
        self.trie = marisa_trie.Trie()
        self.trie.map(file.section("trie"))
        self.sounds = marisa_trie.Trie()
        self.sounds.map(file.section("sounds"))
        self._first = file.section("first", "I")
        self._lists = file.section("lists", "I")
        self._lat, self._lon = file.section("lat", "i"), file.section("lon", "i")
        self._population = file.section("population", "I")
        self._geonameid = file.section("geonameid", "I")
        self._admin2 = file.section("admin2", "I")
        self._name, self._strings = file.section("name", "I"), file.section("strings")
        self._kind, self._country = file.section("kind"), file.section("country")
        self._admin1 = file.section("admin1", "H")
        self._importance = file.section("importance", "H")
        self._uncertainty = file.section("uncertainty", "H")
        self._byid = file.section("byid", "I")
        self.cells = file.section("cells", "I")
        meta: dict[str, Any] = file.meta
        self._kinds = [(kind, Precision(precision)) for kind, precision in meta["kinds"]]
        self._countries: list[str] = meta["countries"]
        self._codes: list[str] = meta["admin1"]
        self.countries: dict[str, int] = meta["country_places"]
        self.divisions: dict[str, int] = meta["admin1_places"]
        self.capitals: dict[str, int] = meta["capital_places"]
        self.place = lru_cache(maxsize=_CACHED)(self._place)
        self._region = lru_cache(maxsize=None)(self._region_of)

    def __len__(self) -> int:
        """Return how many places there are."""
        return len(self._lat)

    def postings(self, folded: str) -> Sequence[int]:
        """Return the postings of a folded name, the most important first; none where it is not known."""
        number = self.trie.get(folded)
        return () if number is None else self.postings_of(number)

    def postings_of(self, number: int) -> Sequence[int]:
        """Return the postings of a name by its number in the trie."""
        first = self._first[number]
        if not first & MANY:
            return (first,)
        at = first ^ MANY
        return self._lists[at + 1 : at + 1 + self._lists[at]].tolist()

    def has_prefix(self, folded: str) -> bool:
        """Whether any name begins with a folded text."""
        return any(self.trie.has_keys_with_prefix(prefix) for prefix in prefixes(folded))

    def sounding_like(self, key: str) -> list[str]:
        """Return the names that have a `sound` key."""
        number = self.sounds.get(key)
        if number is None:
            return []
        starts = self.file.section("sounding", "I")
        names = self.file.section("sounded", "I")[starts[number] : starts[number + 1]]
        return [self.trie.restore_key(name) for name in names]

    def importance(self, row: int) -> float:
        """Return the importance of a place, 0 to 1."""
        return self._importance[row] / TOP

    def point(self, row: int) -> tuple[float, float]:
        """Return latitude and longitude of a place, in degrees."""
        return self._lat[row] * DEGREES, self._lon[row] * DEGREES

    def population(self, row: int) -> int:
        """Return the inhabitants of a place, 0 where unknown."""
        return self._population[row]

    def admin2(self, row: int) -> int:
        """Return the geonameid of the second-level division of a place, 0 where unknown."""
        return self._admin2[row]

    def row_of_id(self, geonameid: int) -> int | None:
        """Return the row of a GeoNames id, None where it is not known."""
        at = bisect_left(self._byid, geonameid, key=self._geonameid.__getitem__)
        if at < len(self._byid) and self._geonameid[self._byid[at]] == geonameid:
            return self._byid[at]
        return None

    def row_of_key(self, key: str) -> int | None:
        """Return the row of a place's key, None where it is not known."""
        kind, _, number = key.partition(":")
        if kind == "gn" and number.isdecimal():
            return self.row_of_id(int(number))
        return self._keys.get(key)

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """The abbreviations as written, without spaces."""
        return frozenset(self.file.meta["abbreviations"])

    @cached_property
    def _details(self) -> dict[int, tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Key, countries and containers of the places that are in no GeoNames table."""
        written = json.loads(bytes(self.file.section("details")))
        return {
            int(row): (key, tuple(countries), tuple(within)) for row, (key, countries, within) in written.items()
        }

    @cached_property
    def _keys(self) -> dict[str, int]:
        return {key: row for row, (key, _, _) in self._details.items()}

    def name(self, row: int) -> str:
        """Return the display name of a place."""
        at = self._name[row]
        return str(self._strings[at + 1 : at + 1 + self._strings[at]], "utf-8")

    def _place(self, row: int) -> Place:
        kind, precision = self._kinds[self._kind[row]]
        country, code, admin1, within = self._region(self._country[row], self._admin1[row])
        name = self.name(row)
        geonameid = self._geonameid[row] or None
        key, countries, holders = self._details.get(row) or (f"gn:{geonameid}", (), ())
        if admin1 == name:
            within = within[1:]  # "Baghdad, Iraq", not "Baghdad, Baghdad, Iraq"
        if precision is Precision.COUNTRY:
            within = ()
        return Place(
            key,
            name,
            kind,
            self._lat[row] / 1e5,  # a quotient gives the shortest decimal fraction, a product does not
            self._lon[row] / 1e5,
            precision,
            self._uncertainty[row] / 10,
            country,
            admin1,
            code,
            geonameid,
            self._population[row],
            holders or within,
            countries,
        )

    def _region_of(self, country_at: int, admin1_at: int) -> tuple[str | None, str | None, str | None, tuple[str, ...]]:
        """Return country code, division code, division name and the names of both, the smallest first."""
        country, code = self._countries[country_at], self._codes[admin1_at]
        division, state = self.divisions.get(code), self.countries.get(country)
        admin1 = None if division is None else self.name(division)
        holders = (admin1, None if state is None else self.name(state))
        return country or None, code or None, admin1, tuple(holder for holder in holders if holder)
