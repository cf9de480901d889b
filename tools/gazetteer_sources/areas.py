"""Makes entries of first- and second-level divisions: names, a point, how far they reach, how many live there."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from shapely import Point

from gazetteer_sources.english import TYPES, bare, first_level_name, is_drawn, plain, without_article
from gazetteer_sources.towns import usable
from geomap.gazetteer import importance
from geomap.gazetteer.entry import Entry, Match
from geomap.gazetteer.folding import fold
from geomap.gazetteer.nearness import distance_km
from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from shapely import MultiPolygon
    from shapely.geometry.base import BaseGeometry

    from gazetteer_sources.divisions import Division, Divisions
    from gazetteer_sources.natural_earth import Drawn
    from gazetteer_sources.towns import Town
    from geomap.gazetteer.shapes import Shapes

_KM_PER_DEGREE = 111.2
_MOST = 0.9
_LEAST_KM = {1: 8.0, 2: 5.0}
_NATIVE_TYPE = re.compile(r" (?:Oblast|Krai)$")
_COUNTY_LEVEL = 2
_COUNTIES = {"US": "{} Co.", "IE": "Co. {}", "GB": "Co. {}"}
_DEFAULT_TYPE = {1: "Province", 2: "District"}


class Areas:
    """Builds the entries of divisions from their towns and outlines."""

    def __init__(self, towns: list[Town], drawn: list[Drawn], shapes: Shapes, english: dict[str, str]) -> None:
        """Take all towns, Natural Earth's divisions, the outlines assigned to codes, and English names by code."""
        self._shapes = shapes
        self._english = english
        self._labelled = {division.geonameid: division for division in drawn if division.geonameid > 0}
        self._members: dict[str | int, list[Town]] = defaultdict(list)
        for town in towns:
            self._members[town.admin1].append(town)
            self._members[town.admin2].append(town)

    def first(self, divisions: Divisions) -> list[Entry]:
        """Return the first-level divisions that have a town or an outline."""
        entries = []
        for code, division in divisions.first.items():
            drawn = self._drawn(division)
            name = self._english.get(code) or first_level_name(division, drawn)
            entry = self._entry(division, 1, name, f"admin1:{code}", self._members[code])
            if entry is not None:
                entry.admin1 = code
                entry.names += [
                    (other, Match.ALTERNATE) for other in (drawn.names if drawn else ()) if _names_it(other)
                ]
                entries.append(entry)
        return entries

    def second(self, divisions: Divisions) -> list[Entry]:
        """Return the second-level divisions that have a town or an outline; of the others no point is known."""
        entries = []
        for geonameid, division in divisions.second.items():
            name = without_article(plain(division.name, division.country), division.country)
            entry = self._entry(division, 2, name, f"gn:{geonameid}", self._members[geonameid])
            if entry is not None:
                entry.admin1 = ".".join(division.code.split(".")[:2])
                drawn = self._drawn(division)
                entry.names += [
                    (other, Match.ALTERNATE) for other in (drawn.names if drawn else ()) if _names_it(other)
                ]
                entries.append(entry)
        return entries

    def former(self, known: set[int], countries: set[str]) -> list[Entry]:
        """Return the divisions that Natural Earth draws under an id that is not `known`: of another level or year.

        `countries` are the folded names of countries and territories, some of which it draws as divisions.
        """
        return [
            _former(drawn)
            for geonameid, drawn in self._labelled.items()
            if geonameid not in known and drawn.country.isalpha() and fold(drawn.names[0]) not in countries
        ]

    def _entry(self, division: Division, level: int, name: str, shape: str, towns: list[Town]) -> Entry | None:
        """Return a division as an entry, None where nothing says where it is."""
        outline = self._shapes.get(shape)
        placed = self._outlined(division, outline) if outline else _spread(towns, _LEAST_KM[level])
        if placed is None:
            return None
        lat, lon, uncertainty = placed
        # The towns listed are neither all nor without overlap: enough to rank by, not to print.
        population = sum(town.population for town in towns if town.feature != "PPLX")
        return Entry(
            f"gn:{division.geonameid}",
            name,
            f"admin{level}",
            Precision.AREA,
            lat,
            lon,
            uncertainty,
            importance.division(level, population),
            division.geonameid,
            country=division.country,
            names=[(other, Match.ALTERNATE) for other in _names(division, level, name)],
        )

    def _drawn(self, division: Division) -> Drawn | None:
        """Return a division as Natural Earth draws it, None where it does not or labels another with its id."""
        drawn = self._labelled.get(division.geonameid)
        return drawn if drawn and is_drawn(division, drawn) else None

    def _outlined(self, division: Division, outline: MultiPolygon) -> tuple[float, float, float]:
        """Return a point inside an outline and the radius of a circle of its area, latitude first, in km."""
        drawn = self._drawn(division)
        point = Point(drawn.lon, drawn.lat) if drawn else None
        if point is None or not outline.contains(point):
            point = outline.representative_point()
        lat, lon = point.y, point.x
        return lat, lon, _radius_km(outline, lat)


def _former(drawn: Drawn) -> Entry:
    """Return a division that only Natural Earth has."""
    name = plain(drawn.names[0], drawn.country)
    types = dict.fromkeys((drawn.type or "Province", "Province"))
    return Entry(
        f"gn:{drawn.geonameid}",
        name,
        "province",
        Precision.AREA,
        drawn.lat,
        drawn.lon,
        _radius_km(drawn.shape, drawn.lat),
        importance.FORMER_PROVINCE,
        drawn.geonameid,
        country=drawn.country,
        names=[*_drawn_names(drawn), *((f"{name} {kind}", Match.ALTERNATE) for kind in types)],
    )


def _radius_km(outline: BaseGeometry, lat: float) -> float:
    """Return the radius in km of a circle with the area of an outline around a latitude in degrees."""
    area = outline.area * _KM_PER_DEGREE**2 * math.cos(math.radians(lat))
    return max(3.0, math.sqrt(area / math.pi))


def _names(division: Division, level: int, name: str) -> list[str]:
    """Return all names of a division: as published, and with and without the word for what it is."""
    types = {division.type or _DEFAULT_TYPE[level], *(["Province", "Region"] if level == 1 else [])}
    published = [division.name, plain(division.name, division.country), *division.names]
    short = [bare(other) for other in (name, *published)]
    stem = _NATIVE_TYPE.sub("", bare(name))
    longer = [f"{stem} {kind}" for kind in sorted(types)] if bare(name) == name else []
    if level == _COUNTY_LEVEL and division.country in _COUNTIES:
        longer += [_COUNTIES[division.country].format(bare(name))]
    names = dict.fromkeys([*published, *short, stem, *longer])
    return [other for other in names if _names_it(other)]


def _drawn_names(drawn: Drawn | None) -> list[tuple[str, Match]]:
    """Return the names that Natural Earth has of a division."""
    return [(name, Match.ALTERNATE) for name in drawn.names if _names_it(name)] if drawn else []


def _names_it(name: str) -> bool:
    """Whether a name is one, and not just the word for a division."""
    return usable(name) and name not in TYPES.split("|")


def _spread(towns: list[Town], least_km: float) -> tuple[float, float, float] | None:
    """Return the centre of towns, weighted by their people, and the radius in km that holds most of them."""
    if not towns:
        return None
    weights = [town.population + 1 for town in towns]
    total = sum(weights)
    lat = sum(town.lat * weight for town, weight in zip(towns, weights, strict=True)) / total
    # Longitudes are taken relative to one town, so that a division across the date line stays in one piece.
    base = towns[0].lon
    offsets = [(town.lon - base + 180) % 360 - 180 for town in towns]
    lon = base + sum(offset * weight for offset, weight in zip(offsets, weights, strict=True)) / total
    lon = (lon + 180) % 360 - 180
    distances = sorted(distance_km(lat, lon, town.lat, town.lon) for town in towns)
    return lat, lon, max(least_km, distances[min(len(distances) - 1, int(_MOST * len(distances)))])
