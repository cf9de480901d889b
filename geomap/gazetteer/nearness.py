"""Populated places around a point, by way of the index's 1° cells."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.gazetteer.layout import COLUMNS, ROWS, cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.gazetteer.index import Index
    from geomap.gazetteer.layers import Layers

_KM_PER_DEGREE = 110.5  # of latitude, at its shortest, so that no cell is missed


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance between two points in degrees, latitude first, in km."""
    from geopy.distance import great_circle

    return float(great_circle((lat, lon), (other_lat, other_lon)).km)


def around(index: Index | Layers, lat: float, lon: float, radius_km: float) -> list[tuple[int, float]]:
    """Return the populated places within a radius of a point in degrees, with distances in km, nearest first."""
    near = []
    for number in _cells(lat, lon, radius_km):
        for row in index.populated(number):
            distance = distance_km(lat, lon, *index.point(row))
            if distance <= radius_km:
                near.append((row, distance))
    return sorted(near, key=lambda found: (found[1], found[0]))


def _cells(lat: float, lon: float, radius_km: float) -> Iterator[int]:
    """Yield the cells that a circle may touch; all of a row near the poles."""
    reach = radius_km / _KM_PER_DEGREE
    for row in range(max(0, int(lat + 90 - reach)), min(ROWS - 1, int(lat + 90 + reach)) + 1):
        widest = max(abs(row - 90), abs(row - 89))
        shrink = math.cos(math.radians(min(90, widest)))
        across = min(COLUMNS / 2, reach / shrink) if shrink > reach / COLUMNS else COLUMNS / 2
        first, last = math.floor(lon - across), math.floor(lon + across)
        for column in range(first, min(last, first + COLUMNS - 1) + 1):
            yield cell(row - 90, (column + 180) % COLUMNS - 180)
