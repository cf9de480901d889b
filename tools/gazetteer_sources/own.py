"""Our own places: world regions, waters and other natural features, sites, and names that GeoNames lacks."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer_sources.tables import Row, each, how_named, read_table
from geomap.gazetteer import importance
from geomap.gazetteer.entry import Entry, Match
from geomap.gazetteer.folding import fold
from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from pathlib import Path

_POINT = ("lat", "lon", "uncertainty_km")
REGION_COLUMNS = ("key", "name", "kind", *_POINT, "countries", "alternates", "adjectives")
NATURAL_COLUMNS = ("key", "name", "kind", *_POINT, "countries", "alternates")
SITE_COLUMNS = ("key", "name", "kind", *_POINT, "country", "locality", "admin1", "alternates")
LOCALITY_COLUMNS = ("key", "name", "kind", *_POINT, "country", "admin1", "alternates")
LOCALITY_KINDS = ("town", "village", "quarter", "district")
ABBREVIATION_COLUMNS = ("abbreviation", "country", "admin1", "strict")
DIVISION_COLUMNS = ("code", "name")
DEMONYM_COLUMNS = ("country", "name", "level", "demonyms")
_PLURAL = re.compile(r"(?:s|sh|ch|x|z|ese|ais|ois|men|man|woman)$")
_NEWSWORTHY = 3_000  # inhabitants of the towns that news names about as often as these places
ALIAS_COLUMNS = ("alias", "name", "country", "admin1")


def read_regions(path: Path, countries: set[str]) -> list[Entry]:
    """Return world regions, continents and disputed areas.

    Raises:
        TableError: A value is wrong.
    """

    def region(row: Row) -> Entry:
        entry = _area(row, countries)
        entry.names += [(name, Match.DEMONYM) for name in with_plurals(row.items("adjectives"))]
        return entry

    return each(read_table(path, REGION_COLUMNS, key="key"), region)


def read_natural(path: Path, countries: set[str]) -> list[Entry]:
    """Return seas, rivers, ranges and other natural features.

    Raises:
        TableError: A value is wrong.
    """
    return each(read_table(path, NATURAL_COLUMNS, key="key"), lambda row: _area(row, countries))


def read_sites(path: Path, countries: dict[str, str]) -> list[Entry]:
    """Return sites; `countries` gives the names of all countries by code.

    Raises:
        TableError: A value is wrong.
    """

    def site(row: Row) -> Entry:
        lat, lon, uncertainty = row.point()
        country = row.code("country", set(countries))
        holders = (row.values["locality"] or row.values["admin1"], countries.get(country, ""))
        return Entry(
            row.text("key"),
            row.text("name"),
            row.text("kind"),
            Precision.SITE,
            lat,
            lon,
            uncertainty,
            importance.SITE,
            country=country,
            names=row.names("alternates"),
            within=tuple(holder for holder in holders if holder and holder != row.text("name")),
        )

    return each(read_table(path, SITE_COLUMNS, key="key"), site)


def read_localities(path: Path, countries: dict[str, str]) -> list[Entry]:
    """Return villages, towns, quarters and districts that GeoNames' table of towns lacks; `countries` as above.

    Raises:
        TableError: A value is wrong.
    """

    def locality(row: Row) -> Entry:
        lat, lon, uncertainty = row.point()
        country, kind = row.code("country", set(countries)), row.text("kind")
        if kind not in LOCALITY_KINDS:
            row.reject("kind", f"is none of {', '.join(LOCALITY_KINDS)}")
        district = kind == "district"
        holders = (row.values["admin1"], countries.get(country, ""))
        return Entry(
            row.text("key"),
            row.text("name"),
            kind,
            Precision.AREA if district else Precision.LOCALITY,
            lat,
            lon,
            uncertainty,
            importance.division(2, 0) if district else importance.city(_NEWSWORTHY, ""),
            country=country,
            names=row.names("alternates"),
            within=tuple(holder for holder in holders if holder and holder != row.text("name")),
        )

    return each(read_table(path, LOCALITY_COLUMNS, key="key"), locality)


def read_english(path: Path, codes: Container[str]) -> dict[str, str]:
    """Return the English names of first-level divisions that we give ourselves, by code.

    Raises:
        TableError: A value is wrong.
    """

    def name(row: Row) -> tuple[str, str]:
        if row.text("code") not in codes:
            row.reject("code", "is no first-level division")
        return row.text("code"), row.text("name")

    return dict(each(read_table(path, DIVISION_COLUMNS, key="code"), name))


def add_abbreviations(path: Path, entries: Iterable[Entry]) -> None:
    """Give countries and first-level divisions their abbreviations.

    Raises:
        TableError: A value is wrong.
    """
    countries = {entry.country: entry for entry in entries if entry.precision is Precision.COUNTRY}
    divisions = _by_name(entry for entry in entries if entry.kind == "admin1")

    def add(row: Row) -> None:
        code, division = row.code("country", set(countries)), row.values["admin1"]
        if row.values["strict"] not in ("0", "1"):
            row.reject("strict", "is neither 0 nor 1")
        named = divisions[code, fold(division)] if division else [countries[code]]
        if not named:
            row.reject("admin1", f"is no first-level division of {code}")
        how = Match.QUALIFIER if row.values["strict"] == "1" else Match.ABBREVIATION
        _likeliest(named, division).names.append((row.text("abbreviation"), how))

    each(read_table(path, ABBREVIATION_COLUMNS), add)


def add_aliases(path: Path, entries: Iterable[Entry]) -> None:
    """Give places their common names.

    An alias belongs to the place of a name in a division; where none is given, to the first-level division of that
    name, or else to the most important place of that name in the country.

    Raises:
        TableError: There is no such place.
    """
    places = _by_name(entries)

    def add(row: Row) -> None:
        country, division, name = row.text("country"), row.values["admin1"], row.text("name")
        named = places[country, fold(name)]
        if division:
            codes = {entry.admin1 for entry in places[country, fold(division)] if entry.kind == "admin1"}
            if not codes:
                row.reject("admin1", f"is no first-level division of {country}")
            named = [entry for entry in named if entry.admin1 in codes and entry.kind != "admin1"]
        else:
            named = [entry for entry in named if entry.kind == "admin1"] or named
        if not named:
            row.reject("name", f"is no place in {division or country}")
        _likeliest(named, name).names.append((row.text("alias"), how_named(row.text("alias"), Match.ALIAS)))

    each(read_table(path, ALIAS_COLUMNS), add)


def add_demonyms(path: Path, entries: Iterable[Entry]) -> None:
    """Give first-level divisions and towns the adjectives and the names of their people.

    Raises:
        TableError: There is no such place.
    """
    places = _by_name(entries)

    def add(row: Row) -> None:
        named = places[row.text("country"), fold(row.text("name"))]
        kept = [entry for entry in named if (entry.kind == "admin1") == (row.text("level") == "division")]
        if row.text("level") == "town":
            kept = [entry for entry in kept if entry.precision is Precision.LOCALITY]
        if not kept:
            row.reject("name", "is no such place of its country")
        best = _likeliest(kept, row.text("name"))
        best.names += [(name, Match.DEMONYM) for name in with_plurals(row.items("demonyms"))]

    each(read_table(path, DEMONYM_COLUMNS), add)


def with_plurals(demonyms: list[str]) -> list[str]:
    """Return demonyms, and the plurals in "s" of those that form it so: "Texan" and "Texans"."""
    return [*demonyms, *(f"{demonym}s" for demonym in demonyms if not _PLURAL.search(demonym))]


def _by_name(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    """Return places by country code and each of their folded names."""
    places: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in {fold(entry.name), *(fold(name) for name, _ in entry.names)}:
            places[entry.country, key].append(entry)
    return places


def _likeliest(named: list[Entry], name: str) -> Entry:
    """Return the place that a name means: one that is called so, rather than also called so; the more important."""
    return max(named, key=lambda entry: (fold(entry.name) == fold(name), entry.importance))


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
        names=row.names("alternates"),
        countries=touched,
    )
