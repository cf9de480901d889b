"""Our own places: world regions, waters and other natural features, sites, and names that GeoNames lacks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer_sources.tables import Row, read_table

from geomap.gazetteer import importance
from geomap.gazetteer.entry import Entry, Match
from geomap.gazetteer.folding import fold
from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_POINT = ("lat", "lon", "uncertainty_km")
REGION_COLUMNS = ("key", "name", "kind", *_POINT, "countries", "alternates", "adjectives")
NATURAL_COLUMNS = ("key", "name", "kind", *_POINT, "countries", "alternates")
SITE_COLUMNS = ("key", "name", "kind", *_POINT, "country", "locality", "admin1", "alternates")
ABBREVIATION_COLUMNS = ("abbreviation", "country", "admin1", "strict")
ALIAS_COLUMNS = ("alias", "name", "country", "admin1")


def read_regions(path: Path, countries: set[str]) -> list[Entry]:
    """Return world regions, continents and disputed areas.

    Raises:
        TableError: A value is wrong.
    """
    rows = read_table(path, REGION_COLUMNS, key="key")
    entries = [_area(row, countries) for row in rows]
    for row, entry in zip(rows, entries, strict=True):
        entry.names += [(name, Match.DEMONYM) for name in row.items("adjectives")]
    return entries


def read_natural(path: Path, countries: set[str]) -> list[Entry]:
    """Return seas, rivers, ranges and other natural features.

    Raises:
        TableError: A value is wrong.
    """
    return [_area(row, countries) for row in read_table(path, NATURAL_COLUMNS, key="key")]


def read_sites(path: Path, countries: dict[str, str]) -> list[Entry]:
    """Return sites; `countries` gives the names of all countries by code.

    Raises:
        TableError: A value is wrong.
    """
    entries = []
    for row in read_table(path, SITE_COLUMNS, key="key"):
        lat, lon, uncertainty = row.point()
        country = row.code("country", set(countries))
        holders = (row.values["locality"] or row.values["admin1"], countries.get(country, ""))
        entries.append(
            Entry(
                row.text("key"),
                row.text("name"),
                row.text("kind"),
                Precision.SITE,
                lat,
                lon,
                uncertainty,
                importance.SITE,
                country=country,
                names=[(name, Match.ALTERNATE) for name in row.items("alternates")],
                within=tuple(holder for holder in holders if holder and holder != row.text("name")),
            )
        )
    return entries


def add_abbreviations(path: Path, countries: dict[str, Entry], divisions: dict[str, Entry]) -> None:
    """Give countries and divisions (by code, "US.TX") their abbreviations.

    Raises:
        TableError: A value is wrong.
    """
    for row in read_table(path, ABBREVIATION_COLUMNS):
        code = row.code("country", set(countries))
        division = row.values["admin1"]
        if division and f"{code}.{division}" not in divisions:
            raise row.wrong("admin1", f"is no division of {code}")
        strict = row.values["strict"]
        if strict not in ("", "0", "1"):
            raise row.wrong("strict", "is neither 0 nor 1")
        how = Match.QUALIFIER if strict == "1" else Match.ABBREVIATION
        holder = divisions[f"{code}.{division}"] if division else countries[code]
        holder.names.append((row.text("abbreviation"), how))


def add_aliases(path: Path, entries: Iterable[Entry]) -> None:
    """Give places their common names: each alias to the most important place of a name in its country and division.

    Raises:
        TableError: There is no such place.
    """
    named: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in {fold(entry.name), *(fold(name) for name, _ in entry.names)}:
            named[key].append(entry)
    for row in read_table(path, ALIAS_COLUMNS):
        country, division = row.values["country"], row.values["admin1"]
        found = [
            entry
            for entry in named[fold(row.text("name"))]
            if country in ("", entry.country) and division in ("", entry.admin1.partition(".")[2])
        ]
        if not found:
            raise row.wrong("name", f"is no place in {'.'.join((country, division))!r}")
        best = max(found, key=lambda entry: (fold(entry.name) == fold(row.text("name")), entry.importance))
        best.names.append((row.text("alias"), Match.ALIAS))


def _area(row: Row, countries: set[str]) -> Entry:
    """Return a region or natural feature."""
    lat, lon, uncertainty = row.point()
    touched = row.codes("countries", countries)
    return Entry(
        row.text("key"),
        row.text("name"),
        row.text("kind"),
        Precision.AREA,
        lat,
        lon,
        uncertainty,
        importance.region(uncertainty),
        country=touched[0] if len(touched) == 1 else "",
        names=[(name, Match.ALTERNATE) for name in row.items("alternates")],
        countries=touched,
    )
