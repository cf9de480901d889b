"""Reads an index: names to postings, rows to places. The layout is described in `writer`."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.container import SectionFile, outdated
from geomap.gazetteer.folding import fingerprint, prefixes
from geomap.gazetteer.layout import KIND, MANY, PER_DEGREE, RECORD, RECORD_FIELDS, TOP
from geomap.gazetteer.names import Names
from geomap.gazetteer.place import Place, Precision

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

_unpack, _SIZE = RECORD.unpack_from, RECORD.size
_IDS_KEPT = 1 << 21  # ids kept in memory, four bytes each
_CACHED = 1 << 15  # places kept, some 600 bytes each


class Index:
    """One data file of places and names, opened through a memory map. Safe to share between threads."""

    def __init__(self, path: Path, beneath: Index | None = None) -> None:
        """Open a file; nothing but its header is read.

        Args:
            path: The file.
            beneath: The index that knows the countries and divisions which this one only has the codes of.

        Raises:
            GazetteerError: The file is missing, damaged or of another version.
        """
        import marisa_trie

        self.file = file = SectionFile(path, KIND)
        self.names = Names(file)
        self.sounds = marisa_trie.Trie()
        self.sounds.map(file.section("sounds"))
        self._first = file.section("first", "I")
        self._lists = file.section("lists", "I")
        self._records = file.section("records")
        self._strings = file.section("strings")
        self._importance = file.section("importance", "H")
        self._byid = file.section("byid", "I")
        self._cells = file.section("cells", "I")
        self._beneath = beneath
        self._source = path.stem if beneath else ""
        meta: dict[str, Any] = file.meta
        if meta["folding"] != fingerprint():
            raise outdated(path, "was built with other rules of folding names than this geomap has")
        self._kinds = [(kind, Precision(precision)) for kind, precision in meta["kinds"]]
        self._countries: list[str] = meta["countries"]
        self._codes: list[str] = meta["admin1"]
        self.countries: dict[str, int] = meta["country_places"]
        self.divisions: dict[str, int] = meta["admin1_places"]
        self.abbreviations: list[str] = meta["abbreviations"]
        self.qualifiers: list[str] = meta["qualifiers"]
        self.capitals: dict[str, int] = meta["capital_places"]
        self._places: dict[int, Place] = {}
        self._region = lru_cache(maxsize=None)(self._region_of)

    def __len__(self) -> int:
        """Return how many places there are."""
        return len(self._records) // _SIZE

    def postings(self, folded: str, most: int | None = None) -> Sequence[int]:
        """Return the postings of a folded name, the most important first and so many at most; none if not known."""
        number = self.names.get(folded)
        if number is None:
            return ()
        first = self._first[number]
        if not first & MANY:
            return (first,)
        at = first ^ MANY
        count = self._lists[at] if most is None else min(most, self._lists[at])
        return self._lists[at + 1 : at + 1 + count].tolist()

    def knows(self, folded: str) -> bool:
        """Whether a folded name is one of any place."""
        return folded in self.names

    def names_starting(self, prefix: str) -> Iterator[str]:
        """Yield the folded names that begin with a folded text."""
        return self.names.starting(prefix)

    def has_prefix(self, folded: str) -> bool:
        """Whether any name begins with a folded text."""
        return any(next(self.names.starting(prefix), None) is not None for prefix in prefixes(folded))

    def sounding_like(self, key: str) -> list[str]:
        """Return the names that have a `sound` key."""
        number = self.sounds.get(key)
        if number is None:
            return []
        starts = self.file.section("sounding", "I")
        names = self.file.section("sounded", "I")[starts[number] : starts[number + 1]]
        return [self.names.name(name) for name in names]

    def rows(self) -> Iterator[int]:
        """Yield the rows of every place."""
        return iter(range(len(self)))

    def populated(self, cell: int) -> Sequence[int]:
        """Return the rows of the populated places of a 1° cell."""
        return range(self._cells[cell], self._cells[cell + 1])

    def place(self, row: int) -> Place:
        """Return the place of a row."""
        place = self._places.get(row)
        if place is None:
            if len(self._places) >= _CACHED:
                self._places.clear()
            place = self._places[row] = self._place(row)
        return place

    def importance(self, row: int) -> float:
        """Return how likely a place is meant by its name alone, 0 to 1."""
        return float(self._importance[row] / TOP)

    def point(self, row: int) -> tuple[float, float]:
        """Return latitude and longitude of a place, in degrees."""
        lat, lon, *_ = _unpack(self._records, row * _SIZE)
        return lat / PER_DEGREE, lon / PER_DEGREE

    def admin2(self, row: int) -> int:
        """Return the geonameid of the second-level division of a place, 0 where unknown."""
        return int(_unpack(self._records, row * _SIZE)[4])

    def geonameids(self) -> NDArray[np.uint32]:
        """Return the GeoNames id of every row, 0 where it has none."""
        import numpy as np

        numbers: NDArray[np.uint32] = np.frombuffer(self._records, RECORD_FIELDS)["geonameid"]
        return numbers

    def row_of_id(self, geonameid: int) -> int | None:
        """Return the row of a GeoNames id, None where it is not known."""
        if self._ids is not None:
            at = bisect_left(self._ids, geonameid)
        else:
            at = bisect_left(self._byid, geonameid, key=self.geonameid)
        row: int | None = self._byid[at] if at < len(self._byid) else None
        return row if row is not None and self.geonameid(row) == geonameid else None

    def row_of_key(self, key: str) -> int | None:
        """Return the row of a place's key, None where it is not known."""
        kind, _, number = key.partition(":")
        if kind == "gn" and number.isdecimal():
            return self.row_of_id(int(number))
        return self._keys.get(key)

    @cached_property
    def _ids(self) -> array[int] | None:
        """The GeoNames ids in order, None where they are so many that they had better stay on disk."""
        if len(self._byid) > _IDS_KEPT:
            return None
        import numpy as np

        return array("I", self.geonameids()[np.asarray(self._byid)].tobytes())

    @cached_property
    def _details(self) -> dict[int, tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Key, countries and holders of the places that have others than their GeoNames id and division say."""
        written = json.loads(bytes(self.file.section("details")))
        return {int(row): (key, tuple(countries), tuple(within)) for row, (key, countries, within) in written.items()}

    @cached_property
    def _keys(self) -> dict[str, int]:
        return {key: row for row, (key, _, _) in self._details.items()}

    def geonameid(self, row: int) -> int:
        """Return the GeoNames id of a place, 0 where it has none."""
        return int(_unpack(self._records, row * _SIZE)[3])

    def _name_of(self, row: int) -> str:
        return self._string(_unpack(self._records, row * _SIZE)[5])

    def division_name(self, code: str) -> str | None:
        """Return the name of a first-level division by its GeoNames code, None where it is not known."""
        known = self._beneath.division_name(code) if self._beneath and code else None
        row = self.divisions.get(code)
        return known if known is not None or row is None else self._name_of(row)

    def country_name(self, code: str) -> str | None:
        """Return the name of a country by its ISO code, None where it is not known."""
        known = self._beneath.country_name(code) if self._beneath and code else None
        row = self.countries.get(code)
        return known if known is not None or row is None else self._name_of(row)

    def _string(self, at: int) -> str:
        return str(self._strings[at + 1 : at + 1 + self._strings[at]], "utf-8")

    def _place(self, row: int) -> Place:
        (lat, lon, population, geonameid, _, name_at, kind_at, country_at, admin1_at, uncertainty) = _unpack(
            self._records, row * _SIZE
        )
        kind, precision = self._kinds[kind_at]
        country, code, admin1, within = self._region(country_at, admin1_at)
        name = self._string(name_at)
        countries: tuple[str, ...] = ()
        details = self._details.get(row)
        if details is not None:
            key, countries, holders = details
            within = holders or within
        else:
            key = f"gn:{geonameid}"
        if precision is Precision.COUNTRY:
            within = ()
        elif len(within) > 1 and within[0] == name:
            within = within[1:]  # "Baghdad, Iraq", not "Baghdad, Baghdad, Iraq"
        return Place(
            key,
            name,
            kind,
            lat / PER_DEGREE,
            lon / PER_DEGREE,
            precision,
            uncertainty / 10,
            country,
            admin1,
            code,
            geonameid or None,
            population,
            within,
            countries,
            self._source,
        )

    def _region_of(self, country_at: int, admin1_at: int) -> tuple[str | None, str | None, str | None, tuple[str, ...]]:
        """Return country code, division code, division name and the names of both, the smallest first."""
        country, code = self._countries[country_at], self._codes[admin1_at]
        admin1 = self.division_name(code)
        holders = (admin1, self.country_name(country))
        return country or None, code or None, admin1, tuple(holder for holder in holders if holder)
