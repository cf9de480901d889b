"""Reads the rows of a GeoNames dump: the 19 columns of allCountries.txt and of the files of single countries.

The columns are described at https://download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.entry import Entry, Match
from geomap.gazetteer.imports import rows
from geomap.gazetteer.imports.features import CLASSES, meaning
from geomap.gazetteer.imports.rows import RowError
from geomap.gazetteer.usable import is_former, usable

if TYPE_CHECKING:
    from collections.abc import Collection

COLUMNS = 19
_COUNTRY = re.compile(r"[A-Z]{2}")
_CODE = re.compile(r"[\w.-]{1,20}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NO_DIVISION = "00"
_NO_FEATURE = "L"  # a few rows have no feature class: something somewhere
_MOST_NAMES = 500  # alternate names read of one place


class GeoNamesRows:
    """Rows become entries; the codes of second-level divisions are numbered until their ids are known."""

    def __init__(self, classes: Collection[str] = CLASSES, state: dict[str, Any] | None = None) -> None:
        """Take the feature classes to keep, and to go on what `state` returned."""
        self._classes = frozenset(classes)
        state = state or {}
        self._codes: dict[str, int] = {code: at for at, code in enumerate(state.get("codes", [""]))}
        self._ids: list[int] = state.get("ids", [0])
        self.newest: str = state.get("newest", "")

    def entry(self, line: str) -> Entry | None:
        """Return the entry of a row, None where its feature class is not wanted.

        The entry's `admin2` is a number that `divisions` explains, once all rows are read.

        Raises:
            RowError: Something is wrong with the row.
        """
        fields = line.split("\t")
        if len(fields) != COLUMNS:
            message = f"it has {len(fields)} columns, not {COLUMNS}"
            raise RowError(message)
        rows.check_text(line.replace("\t", " "))
        (
            number, name, plain, others, lat, lon, feature_class, feature, country, _, code1, code2, _, _,
            population, _, _, _, changed,
        ) = fields  # fmt: skip
        geonameid = rows.count("id", number)
        if not geonameid:
            message = "there is no id"
            raise RowError(message)
        feature_class = feature_class or _NO_FEATURE
        if feature_class not in CLASSES or len(feature_class) > 1:
            message = f"there is no feature class {feature_class[:20]!r}"
            raise RowError(message)
        if country and not _COUNTRY.fullmatch(country):
            message = f"the country code is {country[:20]!r}"
            raise RowError(message)
        display = rows.name(name)
        y, x = rows.point(lat, lon)
        people = rows.count("population", population)
        admin1 = f"{country}.{code1}" if country and code1 != _NO_DIVISION and _CODE.fullmatch(code1) else ""
        admin2 = self._division(f"{admin1}.{code2}") if admin1 and _CODE.fullmatch(code2) else 0
        if feature == "ADM2" and admin2:
            self._ids[admin2], admin2 = geonameid, 0
        if changed > self.newest and _DAY.fullmatch(changed):
            self.newest = changed
        if feature_class not in self._classes:
            return None
        what = meaning(feature_class, feature, people)
        return Entry(
            f"gn:{geonameid}",
            display,
            what.kind,
            what.precision,
            y,
            x,
            what.uncertainty_km,
            what.importance,
            geonameid,
            people,
            country,
            admin1,
            admin2,
            _names(display, plain, others, country),
        )

    def divisions(self) -> list[int]:
        """Return the geonameid of each numbered second-level division, 0 where no row has it."""
        return self._ids

    def state(self) -> dict[str, Any]:
        """Return, as JSON, what it takes to go on."""
        return {"codes": list(self._codes), "ids": self._ids, "newest": self.newest}

    def _division(self, code: str) -> int:
        number = self._codes.get(code)
        if number is None:
            number = self._codes[code] = len(self._ids)
            self._ids.append(0)
        return number


def _names(display: str, plain: str, others: str, country: str) -> list[tuple[str, Match]]:
    """Return the other names of a place that are names."""
    names = others.split(",", _MOST_NAMES)[:_MOST_NAMES] if others else []
    if plain and plain != display:
        names.append(plain)
    return [
        (name, Match.ALTERNATE)
        for name in names
        if name != display and usable(name) and not is_former(name, display, country)
    ]
