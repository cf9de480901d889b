"""Which part of the Earth a picture shows, and where a place is on it.

The projections are cylindrical, so that the map may run on across the date line: Mercator, as on the interactive map,
and Miller's where so much of the Earth is shown that Mercator would blow up the poles.
(J. P. Snyder, Map Projections: A Working Manual, US Geological Survey, 1987, pages 38 and 86.)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_EARTH_KM = 40_075.0  # around the equator
_KM_A_DEGREE = _EARTH_KM / 360
_HIGHEST = {"mercator": 85.0, "miller": 89.9}
_WIDE = 0.30  # of the world's width: a view higher than this is drawn in Miller's projection
_CLOSEST = 120.0  # km across: nearer than this the basemap has nothing to show
_CLOSEST_POINT = 700.0  # km across around a single spot: enough to see where it is
_SPOT = 4.0  # km within which points are one spot
_TALLEST_WORLD = (-58.0, 80.0)  # latitudes of a map of the whole world
_TILE = 256.0


@dataclass(frozen=True, slots=True)
class View:
    """A window on the Earth of `width` × `height` pixels.

    `left` and `top` are its corner in world units (the world is 1 wide; x grows east from 180° W, y south from the
    equator), `scale` is pixels a world unit.
    """

    projection: str
    left: float
    top: float
    scale: float
    width: float
    height: float

    def project(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Longitude and latitude in degrees (n × 2) as pixels, on the turn of the Earth that the longitudes are on."""
        x = ((points[:, 0] + 180.0) / 360.0 - self.left) * self.scale
        y = (_y(points[:, 1], self.projection) - self.top) * self.scale
        return np.column_stack([x, y])

    def spot(self, lon: float, lat: float) -> tuple[float, float]:
        """A place in pixels, on the turn of the Earth on which it is nearest to the middle of the view."""
        x, y = self.project(np.array([[lon, lat]]))[0]
        middle = self.width / 2
        x -= round((x - middle) / self.scale) * self.scale
        return float(x), float(y)

    @property
    def turns(self) -> range:
        """By how many turns of the Earth what lies between 180° W and 180° E must be moved to fill the view."""
        first = math.floor(self.left)
        return range(first - 1, math.floor(self.left + self.width / self.scale) + 2)

    @property
    def zoom(self) -> float:
        """The zoom level of a web map of the same scale."""
        return math.log2(self.scale / _TILE)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees; east may exceed 180."""
        west = self.left * 360 - 180
        east = west + self.width / self.scale * 360
        return west, self.latitude(self.height), east, self.latitude(0.0)

    def latitude(self, y: float) -> float:
        """The latitude at a height of the picture, in degrees."""
        value = self.top + y / self.scale
        if self.projection == "mercator":
            return math.degrees(2 * math.atan(math.exp(-value * 2 * math.pi)) - math.pi / 2)
        return math.degrees(2.5 * math.atan(math.exp(-value * 2 * math.pi * 0.8)) - 0.625 * math.pi)

    def pixels_a_km(self, latitude: float) -> float:
        """How many pixels a kilometre takes, east to west, at a latitude."""
        return self.scale / (_EARTH_KM * max(0.01, math.cos(math.radians(latitude))))


def choose_view(places: Sequence[tuple[float, float, float]], width: float, height: float, margin: float) -> View:
    """The view that shows all places, as near as is worth it.

    Args:
        places: Longitude and latitude in degrees, and the radius in km that is to be seen around each.
        width: Of the picture, in pixels.
        height: Likewise.
        margin: Pixels kept free at each side for symbols.
    """
    if not places:
        return _world(width, height)
    west, east = _span([(lon, min(_degrees(radius, lat), 60.0)) for lon, lat, radius in places])
    south = max(-85.0, min(lat - radius / _KM_A_DEGREE for _, lat, radius in places))
    north = min(85.0, max(lat + radius / _KM_A_DEGREE for _, lat, radius in places))
    middle = (south + north) / 2
    across = max((east - west) * _KM_A_DEGREE * math.cos(math.radians(middle)), (north - south) * _KM_A_DEGREE)
    closest = _CLOSEST if across > _SPOT else _CLOSEST_POINT
    room_x, room_y = width - 2 * margin, height - 2 * margin
    for projection in ("mercator", "miller"):
        low, high = (float(_y(np.array([lat]), projection)[0]) for lat in (north, south))
        least = closest / (_EARTH_KM * math.cos(math.radians(middle)))
        scale = min(room_x / max((east - west) / 360, 1e-9), room_y / max(high - low, 1e-9), width / least)
        centre = ((west + east) / 2 + 180) / 360, (low + high) / 2
        view = _framed(projection, centre, scale, width, height)
        if view.height / view.scale <= _WIDE or projection == "miller":
            return view
    raise AssertionError


def _framed(projection: str, middle: tuple[float, float], scale: float, width: float, height: float) -> View:
    """A view around a middle, no wider than the world, and moved away from where the projection ends."""
    x, y = middle
    scale = max(scale, width)
    if scale == width:
        x = 0.5 if abs(x % 1 - 0.5) < 0.25 else x  # noqa: PLR2004 - a whole world is cut in the Pacific where it may be
    half = height / scale / 2
    edge = float(_y(np.array([_HIGHEST[projection]]), projection)[0])
    highest, lowest = edge + half, -edge - half
    y = min(max(y, highest), lowest) if highest < lowest else 0.0
    left = x - width / scale / 2
    return View(projection, left, y - half, scale, width, height)


def _world(width: float, height: float) -> View:
    north, south = (float(_y(np.array([lat]), "miller")[0]) for lat in reversed(_TALLEST_WORLD))
    return _framed("miller", (0.5, (north + south) / 2), width, width, height)


def _span(reaches: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The shortest stretch of longitudes that holds all, in degrees; it may run across 180°."""
    edges: list[tuple[float, float]] = sorted(
        ((lon - reach) % 360, (lon - reach) % 360 + 2 * reach) for lon, reach in reaches
    )
    merged = [edges[0]]
    for start, end in edges[1:]:
        if start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    first, last = merged[0][0] + 360, max(end for _, end in merged)
    gaps = [(after[0] - before[1], after[0]) for before, after in pairwise(merged)]
    gaps.append((first - last, first))
    gap, start = max(gaps)
    if gap <= 0:
        return -180.0, 180.0
    west = (start + 180) % 360 - 180
    return west, west + 360 - gap


def _degrees(km: float, latitude: float) -> float:
    return km / (_KM_A_DEGREE * max(0.1, math.cos(math.radians(latitude))))


def _y(latitudes: NDArray[np.float64], projection: str) -> NDArray[np.float64]:
    """World units south of the equator."""
    highest = _HIGHEST[projection]
    phi = np.radians(np.clip(latitudes, -highest, highest))
    if projection == "mercator":
        return np.asarray(-np.log(np.tan(np.pi / 4 + phi / 2)) / (2 * np.pi))
    return np.asarray(-1.25 * np.log(np.tan(np.pi / 4 + 0.4 * phi)) / (2 * np.pi))
