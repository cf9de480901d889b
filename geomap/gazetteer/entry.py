"""A place on its way into an index: what the writer needs to know of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.gazetteer.place import Precision


class Match(IntEnum):
    """How a name belongs to a place; the numbers are part of the file format."""

    NAME = 0
    ALIAS = 1
    ALTERNATE = 2
    ABBREVIATION = 3
    QUALIFIER = 4  # an abbreviation that is an everyday word, trusted only after "Place, "
    DEMONYM = 5


# How candidates call each match, and how much a place's importance counts when it is matched so.
MATCH_WORDS = ("name", "alias", "alternate", "abbreviation", "abbreviation", "demonym")
MATCH_WEIGHTS = (1.0, 0.98, 0.8, 0.95, 0.94, 0.9)


@dataclass(slots=True)
class Entry:
    """A place to be written into an index.

    Attributes:
        key: Stable unique key, as in `Place.key`.
        name: English display name.
        kind: As in `Place.kind`.
        precision: As in `Place.precision`.
        lat: Latitude, degrees north.
        lon: Longitude, degrees east.
        uncertainty_km: Radius that holds most of the place, in km.
        importance: 0 to 1, how likely the place is meant by its name when nothing else is known.
        geonameid: GeoNames id, 0 if none.
        population: Inhabitants, 0 where unknown.
        country: ISO 3166-1 alpha-2 code, "" where it lies in none or several.
        admin1: GeoNames code of the first-level division ("IQ.07"), "" if unknown.
        admin2: GeoNames id of the second-level division, 0 if unknown.
        names: Every name but the display name, with how it belongs to the place.
        countries: All countries touched, for regions and waters.
        within: Names of the places that hold it, the smallest first, where division and country do not say it.
    """

    key: str
    name: str
    kind: str
    precision: Precision
    lat: float
    lon: float
    uncertainty_km: float
    importance: float
    geonameid: int = 0
    population: int = 0
    country: str = ""
    admin1: str = ""
    admin2: int = 0
    names: list[tuple[str, Match]] = field(default_factory=list)
    countries: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
