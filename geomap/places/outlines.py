"""What outlines tell of words: the half of an area that lies in a direction, its edge, its coast, a common border."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geopy.distance import geodesic

from geomap.gazetteer.nearness import distance_km

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.place import Place

_FAR_DEGREES = 90.0
_GAP_DEGREES = 0.02  # outlines of neighbours may miss each other by so much
_COAST_SAMPLES = 72
_OUT_DEGREES = 0.12  # a point so far outside an outline is at sea, or in the neighbour
_AT_SEA_KM = 40.0  # what happens "off the coast" of a country is mostly told of the waters next to it
_RINGS_KM = (3.0, 6.0, 10.0, 15.0, 22.0, 30.0, 45.0, 60.0)
_OFF_TOWN_KM = 10.0
_WINDS = 16
_ACROSS = 60.0  # degrees to either side of a wind that still count as that coast
_MOST_BORDER_POINTS = 400


@dataclass(frozen=True, slots=True)
class Spot:
    """A representative point in degrees, and the radius in km that holds what it stands for."""

    lat: float
    lon: float
    reach_km: float


def half(place: Place, way: str, gazetteer: Gazetteer) -> Spot | None:
    """The part of an outline that lies in a direction ("north", "southeast"), None where no outline is known."""
    from shapely import box

    shape = gazetteer.shape(place)
    if shape is None:
        return None
    west, south, east, north = shape.bounds
    middle_x, middle_y = shape.centroid.x, shape.centroid.y
    south_edge = middle_y if "north" in way else south
    north_edge = middle_y if "south" in way else north
    west_edge = middle_x if "east" in way else west
    east_edge = middle_x if "west" in way else east
    part = shape.intersection(box(west_edge, south_edge, east_edge, north_edge))
    if part.is_empty:
        return None
    inside = part.centroid if part.covers(part.centroid) else part.representative_point()
    low_x, low_y, high_x, high_y = part.bounds
    return Spot(inside.y, inside.x, float(geodesic((low_y, low_x), (high_y, high_x)).km) / 2)


def edge(place: Place, towards: float, gazetteer: Gazetteer) -> Spot | None:
    """Where an area ends in a direction (degrees east of north), seen from its middle; the reach is half its width."""
    from shapely import LineString

    shape = gazetteer.shape(place)
    if shape is None:
        return None
    middle = shape.centroid
    x, y = math.sin(math.radians(towards)), math.cos(math.radians(towards))
    ray = LineString([(middle.x, middle.y), (middle.x + _FAR_DEGREES * x, middle.y + _FAR_DEGREES * y)])
    crossings = _points(ray.intersection(shape.boundary))
    if not crossings:
        return None
    lon, lat = max(crossings, key=lambda p: (p[0] - middle.x) * x + (p[1] - middle.y) * y)
    across = [(px - middle.x) * y - (py - middle.y) * x for px, py in _points(shape.envelope.boundary)]
    return Spot(lat, lon, (max(across) - min(across)) * 111 / 4)


@lru_cache(maxsize=64)
def border(gazetteer: Gazetteer, one: Place, other: Place) -> tuple[tuple[float, float], ...]:
    """Points (lat, lon) along the common border of two places with outlines; empty where they do not touch."""
    first, second = gazetteer.shape(one), gazetteer.shape(other)
    if first is None or second is None or not first.intersects(second.envelope.buffer(_GAP_DEGREES)):
        return ()
    line = first.boundary.intersection(second.boundary)
    if line.is_empty or line.length == 0:
        line = first.boundary.intersection(second.buffer(_GAP_DEGREES))
    points = [(y, x) for x, y in _points(line.segmentize(0.2) if line.length else line)]
    step = max(1, math.ceil(len(points) / _MOST_BORDER_POINTS))
    return tuple(points[::step])


@lru_cache(maxsize=256)
def along(points: tuple[tuple[float, float], ...], near: tuple[float, float] | None = None) -> Spot:
    """The point of a line that stands for all of it, its farthest point the reach; or the one nearest to a place."""
    if near is not None:
        closest = min(points, key=lambda p: distance_km(*near, *p))
        return Spot(*closest, distance_km(*near, *closest))
    middle = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    centre = min(points, key=lambda p: distance_km(*middle, *p))
    return Spot(*centre, max(distance_km(*centre, *p) for p in points))


@lru_cache(maxsize=64)
def off_coast(place: Place, way: str | None, towards: float | None, gazetteer: Gazetteer) -> Spot | None:
    """The waters off an area with an outline, or off one of its coasts; None where it has no coast there."""
    shape = gazetteer.shape(place)
    if shape is None:
        return None
    coast = _coast(gazetteer, place)
    if way is not None and towards is not None:
        middle = shape.centroid
        coast = tuple(
            (lat, lon, out)
            for lat, lon, out in coast
            if _turn(math.degrees(math.atan2(lon - middle.x, lat - middle.y)), towards) <= _ACROSS
        )
    if not coast:
        return None
    ashore = along(tuple((lat, lon) for lat, lon, _ in coast))
    # In a fjord "out" may lead to the other shore: the first that is at sea counts, the nearest to the middle first.
    for lat, lon, out in sorted(coast, key=lambda c: distance_km(ashore.lat, ashore.lon, *c[:2])):
        point = geodesic(kilometers=_AT_SEA_KM).destination((lat, lon), out)
        if gazetteer.shapes.holding(point.latitude, point.longitude, "country:") is None:
            reach = max(distance_km(lat, lon, *other[:2]) for other in coast)
            return Spot(point.latitude, point.longitude, reach + _AT_SEA_KM)
    return None


@lru_cache(maxsize=64)
def _coast(gazetteer: Gazetteer, place: Place) -> tuple[tuple[float, float, float], ...]:
    """Points of a coast (lat, lon) with the bearing that leads out to sea, evenly along the larger outlines."""
    shape = gazetteer.shape(place)
    if shape is None:
        return ()
    found = []
    rings = [polygon.exterior for polygon in _large(shape)]
    whole = sum(ring.length for ring in rings)
    for ring in rings:
        count = max(4, round(_COAST_SAMPLES * ring.length / whole))
        for at in range(count):
            here = ring.interpolate(at / count, normalized=True)
            back = ring.interpolate(max(0.0, at / count - 1e-3), normalized=True)
            ahead = ring.interpolate(min(1.0, at / count + 1e-3), normalized=True)
            for sign in (1, -1):
                dx, dy = sign * (ahead.y - back.y), -sign * (ahead.x - back.x)
                size = math.hypot(dx, dy) or 1.0
                lon, lat = here.x + _OUT_DEGREES * dx / size, here.y + _OUT_DEGREES * dy / size
                if gazetteer.shapes.holding(lat, lon, "country:") is None:
                    found.append((here.y, here.x, math.degrees(math.atan2(dx, dy)) % 360))
                    break
    return tuple(found)


def off_town(place: Place, out_km: float | None, gazetteer: Gazetteer) -> Spot | None:
    """The waters off a town: beyond the nearest shore, so far out as the text says; None where no sea is near."""
    for ring in _RINGS_KM:
        for turn in range(_WINDS):
            towards = 360 / _WINDS * turn
            point = geodesic(kilometers=ring).destination((place.lat, place.lon), towards)
            if gazetteer.shapes.holding(point.latitude, point.longitude, "country:") is None:
                far = max(ring, out_km) if out_km else ring + _OFF_TOWN_KM
                out = geodesic(kilometers=far).destination((place.lat, place.lon), towards)
                return Spot(out.latitude, out.longitude, far + _OFF_TOWN_KM)
    return None


def nearest_edge(place: Place, outer: Place, gazetteer: Gazetteer) -> Spot | None:
    """The point of the border of `outer` that is nearest to a place, its distance the reach."""
    from shapely import Point
    from shapely.ops import nearest_points

    shape = gazetteer.shape(outer)
    if shape is None:
        return None
    point, _ = nearest_points(shape.boundary, Point(place.lon, place.lat))
    return Spot(point.y, point.x, distance_km(point.y, point.x, place.lat, place.lon))


def _large(shape: MultiPolygon) -> list[Polygon]:
    """The polygons of a shape that are not islets beside it."""
    most = max(polygon.area for polygon in shape.geoms)
    return [polygon for polygon in shape.geoms if polygon.area >= most / 20]


def _points(geometry: BaseGeometry) -> list[tuple[float, float]]:
    import shapely

    return [(float(x), float(y)) for x, y in shapely.get_coordinates(geometry)]


def _turn(one: float, other: float) -> float:
    return abs((one - other + 180) % 360 - 180)
