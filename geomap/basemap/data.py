"""Reads the packed basemap, which `tools/build_basemap.py` wrote.

Land, lakes, rivers, borders and names. The interactive map carries the packed bytes and unpacks them in the browser
(`maps/assets/js/basemap-data.js`); briefings unpack them here. The two readers change together.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from geomap.basemap.characters import from_characters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Line = NDArray[np.float64]  # n × 2: longitude, latitude in degrees

_HALF = 180.0
_WORLD = 360.0
ATTRIBUTION = "Natural Earth · GeoNames"


@dataclass(frozen=True, slots=True)
class Town:
    """A town or capital: name, position in degrees, inhabitants in thousands."""

    name: str
    lon: float
    lat: float
    thousands: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Country:
    """A country: name, ISO 3166-1 alpha-2 code or None, label point and area in square degrees, rings of arcs."""

    name: str
    code: str | None
    lon: float
    lat: float
    area: float
    polygons: list[list[list[int]]]


@dataclass(frozen=True, slots=True)
class Division:
    """The name of a first-level division, and the zoom from which it is worth showing."""

    name: str
    lon: float
    lat: float
    zoom: int


class Basemap:
    """The unpacked basemap. Lines are arrays of longitude and latitude in degrees, WGS84.

    A line that crosses the date line goes on beyond 180° instead of jumping back across the map.
    """

    def __init__(self, raw: dict[str, Any]) -> None:
        """Take the parsed JSON; lines are decoded when they are first asked for."""
        self._raw = raw
        self.countries = [Country(*row) for row in raw["countries"]]
        self.inner = frozenset(raw["inner"])  # arcs between two countries; the others are coasts

    @cached_property
    def arcs(self) -> list[Line]:
        """The lines of which coasts, borders and outlines are made."""
        return self._lines(self._raw["arcs"])

    @cached_property
    def land(self) -> list[Line]:
        """The rings that enclose the land; a hole is a ring like the others, so they are to be filled even-odd."""
        return [self.ring(ring) for polygon in self._raw["land"] for ring in polygon]

    def divisions_drawn(self, zoom: float) -> list[Line]:
        """Borders between first-level divisions that are worth drawing at a zoom."""
        return [line for first, lines in self._raw["borders"] if first <= zoom for line in self._lines(lines)]

    @cached_property
    def lakes(self) -> list[Line]:
        """The shores of lakes and of the islands in them, the largest lake first: to be filled even-odd."""
        return self._lines(self._raw["lakes"])

    @cached_property
    def rivers(self) -> list[Line]:
        """The courses of large rivers, the longest first."""
        return self._lines(self._raw["rivers"])

    @cached_property
    def towns(self) -> list[Town]:
        """Capitals and towns, the most important first."""
        rows = zip(*self._raw["towns"], strict=True)
        return [Town(name, lon, lat, thousands, bool(capital)) for name, lon, lat, thousands, capital in rows]

    @cached_property
    def divisions(self) -> list[Division]:
        """Names of first-level divisions."""
        return [Division(name, lon, lat, zoom) for zoom, name, lon, lat in zip(*self._raw["divisions"], strict=True)]

    def outline(self, code: str) -> list[Line]:
        """The rings of a country by ISO 3166-1 alpha-2 code; none where the basemap does not have it."""
        found = next((country for country in self.countries if country.code == code), None)
        return [self.ring(ring) for polygon in found.polygons for ring in polygon] if found else []

    def ring(self, numbers: Sequence[int]) -> Line:
        """The arcs of these numbers joined; `~n` is arc n walked backwards."""
        parts: list[Line] = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            if parts:
                shift = np.round((parts[-1][-1, 0] - arc[0, 0]) / _WORLD) * _WORLD
                arc = arc[1:] + np.array((shift, 0.0))
            parts.append(arc)
        ring = np.concatenate(parts)
        around = ring[-1, 0] - ring[0, 0]
        if abs(around) > _HALF:  # Antarctica goes once around the world: closed along the bottom
            ring = np.concatenate([ring, [(ring[-1, 0], -90.0), (ring[0, 0], -90.0)]])
        return ring

    def _lines(self, packed: Sequence[Any]) -> list[Line]:
        """Unpack lines, all at once: counts of points, first points, and moves, in whole steps east and south."""
        counts, *begins, moves_x, moves_y = packed
        if not counts:
            return []
        world = _WORLD * self._raw["steps"]
        first = np.cumsum([0, *counts])
        inside = np.ones(first[-1], dtype=bool)
        inside[first[:-1]] = False  # the first point of a line is no move
        steps = np.zeros((first[-1], 2))
        steps[inside, 0], steps[inside, 1] = from_characters(moves_x), from_characters(moves_y)
        jumps = np.abs(steps[:, 0]) > world / 2
        steps[jumps, 0] -= np.sign(steps[jumps, 0]) * world
        walked = np.cumsum(steps, axis=0)
        # Where each line begins, what was walked before it is taken off again.
        walked += np.repeat(np.column_stack(begins) - walked[first[:-1]], counts, axis=0)
        points = np.column_stack([walked[:, 0] / self._raw["steps"] - _HALF, 90.0 - walked[:, 1] / self._raw["steps"]])
        return np.split(points, first[1:-1])


def packed() -> bytes:
    """The basemap as it ships: gzipped JSON."""
    return (resources.files("geomap.basemap") / "basemap.json.gz").read_bytes()


@cache
def load_basemap() -> Basemap:
    """The basemap, read once."""
    return Basemap(json.loads(gzip.decompress(packed())))
