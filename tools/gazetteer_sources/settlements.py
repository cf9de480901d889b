"""Makes entries of populated places; the capitals are those that countries.tsv names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer_sources.english import plain
from gazetteer_sources.tables import each, read_table
from geomap.gazetteer import importance
from geomap.gazetteer.entry import Entry, Match
from geomap.gazetteer.folding import fold
from geomap.gazetteer.place import Precision
from geomap.gazetteer.usable import is_former

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer_sources.tables import Row
    from gazetteer_sources.towns import Town

_CAPITAL = "PPLC"
_KINDS = {"PPLX": "district", "STLMT": "settlement"}
CITY, _TOWN = 50_000, 5_000


TOWN_COLUMNS = ("country", "published", "name")


def settlements(towns: list[Town], countries: dict[str, Row], english: dict[int, str]) -> list[Entry]:
    """Return all populated places; `english` gives display names by geonameid where GeoNames has another.

    Raises:
        TableError: countries.tsv names a capital that no town of its country has.
    """
    capitals = _capitals(towns, countries)
    return [
        _entry(town, english.get(town.geonameid), capital=town.geonameid in capitals)
        for town in towns
        if town.country in countries
    ]


def read_english_towns(path: Path, towns: list[Town]) -> dict[int, str]:
    """Return the English names of towns that we give ourselves, by geonameid.

    Raises:
        TableError: No town has a published name.
    """
    named: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for town in towns:
        for key in {fold(town.name), *(fold(name) for name in town.names)}:
            named[town.country, key].append(town)

    def name(row: Row) -> tuple[int, str]:
        found = named[row.text("country"), fold(row.text("published"))]
        if not found:
            row.reject("published", "is no town of its country in GeoNames")
        return max(found, key=lambda town: town.population).geonameid, row.text("name")

    return dict(each(read_table(path, TOWN_COLUMNS), name))


def _entry(town: Town, english: str | None, *, capital: bool) -> Entry:
    """Return a populated place as an entry."""
    feature = _CAPITAL if capital else town.feature
    seat = feature == "PPLA"
    size = "city" if town.population >= CITY or seat else "town" if town.population >= _TOWN else "village"
    return Entry(
        f"gn:{town.geonameid}",
        english or plain(town.name, town.country),
        "capital" if capital else _KINDS.get(feature, size),
        Precision.LOCALITY,
        town.lat,
        town.lon,
        importance.city_uncertainty_km(town.population),
        importance.city(town.population, feature),
        town.geonameid,
        town.population,
        town.country,
        town.admin1,
        town.admin2,
        [
            (name, Match.ALTERNATE)
            for name in sorted({*town.names, town.name})
            if not is_former(name, town.name, town.country)
        ],
    )


def _capitals(towns: list[Town], countries: dict[str, Row]) -> set[int]:
    """Return the geonameids of the capitals."""
    members: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        members[town.country].append(town)

    def capital(row: Row) -> int:
        # Where a country has several, countries.tsv names first the one that news means.
        wanted = fold(next(iter(row.items("capital")), ""))
        named = [
            town
            for town in members[row.text("iso2")]
            if wanted in {fold(town.name), *(fold(name) for name in town.names)}
        ]
        if wanted and not named:
            row.reject("capital", "is no town of its country in GeoNames")
        return max(named, key=lambda town: (town.feature == _CAPITAL, town.population)).geonameid if wanted else 0

    return set(each(list(countries.values()), capital))
