"""Airports with an IATA code: the package airportsdata (MIT)."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from geomap.gazetteer import importance
from geomap.gazetteer.entry import Entry, Match
from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from pathlib import Path

_UNCERTAINTY_KM = 2.0
_SAYS_SO = re.compile(r"airport|aerodrome|air ?base|airfield|airstrip|heliport|AFB|air force|seaplane", re.IGNORECASE)
_INTERNATIONAL = re.compile(r"\bInt'?l\b|\bIntl\b")
_NAMELESS = re.compile(
    r"(?:(?:city|municipal|county|regional|international|airport|new|old|north|south)\b ?)+", re.IGNORECASE
)
_SAME_DEGREES = 0.05


def read_airports(path: Path, countries: dict[str, str], sites: list[Entry]) -> list[Entry]:
    """Return the airports of airportsdata's airports.csv; one that is named like its town gets "Airport" added.

    Args:
        path: The table.
        countries: Names of all countries by code.
        sites: Our own sites; an airport among them is not repeated.

    Raises:
        OSError: The file cannot be read.
    """
    airports = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["iata"] or row["country"] not in countries:
                continue
            lat, lon = float(row["lat"]), float(row["lon"])
            name = _INTERNATIONAL.sub("International", row["name"].strip())
            full = name if _SAYS_SO.search(name) else f"{name} Airport"
            if _NAMELESS.fullmatch(full) or _repeats(lat, lon, sites):
                continue
            holders = (row["city"].partition(",")[0], countries[row["country"]])
            airports.append(
                Entry(
                    f"airport:{row['iata']}",
                    full,
                    "airport",
                    Precision.SITE,
                    lat,
                    lon,
                    _UNCERTAINTY_KM,
                    importance.AIRPORT,
                    country=row["country"],
                    names=[(short, Match.ALTERNATE) for short in _shorter(full)],
                    within=tuple(holder for holder in holders if holder),
                )
            )
    return airports


def _shorter(name: str) -> list[str]:
    """Return what people call an airport: "Baghdad Airport" for "Baghdad International Airport"."""
    return [name.replace(" International Airport", " Airport")] if " International Airport" in name else []


def _repeats(lat: float, lon: float, sites: list[Entry]) -> bool:
    """Whether one of our own sites is the airport at a point in degrees."""
    return any(
        site.kind in ("airport", "base") and abs(site.lat - lat) + abs(site.lon - lon) < _SAME_DEGREES for site in sites
    )
