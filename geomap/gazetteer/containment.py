"""What lies in what: by the codes of GeoNames, by outlines, then by the circle of a place's uncertainty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.nearness import distance_km
from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.place import Place

_COAST_KM = 8.0
_REGION_EDGE = 1.25


def shape_key(place: Place) -> str:
    """Return the key under which the outline of a place is kept, if there is one."""
    return f"admin1:{place.admin1_code}" if place.kind == "admin1" else place.key


def contains(gazetteer: Gazetteer, outer: Place, inner: Place) -> bool:
    """Whether one place lies in another.

    A country holds what has its code; a division what has its code, or lies in its outline; a continent or world
    region what lies in its countries; anything else what lies in the circle of its uncertainty.
    """
    if outer.key == inner.key:
        return True
    if outer.precision is Precision.COUNTRY:
        return inner.precision is not Precision.COUNTRY and _countries(inner) == {outer.country}
    if inner.precision is Precision.COUNTRY and not outer.countries:
        return False
    if outer.kind == "admin1" and inner.admin1_code:
        return inner.admin1_code == outer.admin1_code
    if outer.kind == "admin2":
        holder = gazetteer.admin2(inner)
        if holder is not None:
            return holder.key == outer.key
    if outer.countries:
        inside = _countries(inner) <= set(outer.countries) and bool(_countries(inner))
        return inside and (outer.kind == "continent" or _in_circle(outer, inner, _REGION_EDGE))
    if outer.country and inner.country and outer.country != inner.country:
        return False
    outline = gazetteer.shape(outer)
    if outline is None:
        return inner.uncertainty_km <= outer.uncertainty_km and _in_circle(outer, inner, 1.0)
    from shapely import Point

    return bool(outline.intersects(Point(inner.lon, inner.lat)))


def reverse(gazetteer: Gazetteer, lat: float, lon: float) -> tuple[str | None, str | None]:
    """Return the country code and the name of the first-level division at a point in degrees."""
    held = gazetteer.shapes.holding(lat, lon, "admin1:")
    if held is not None:
        code = held.removeprefix("admin1:")
        division = gazetteer.admin1(code)
        return code.partition(".")[0], division.name if division else None
    held = gazetteer.shapes.holding(lat, lon, "country:")
    if held is not None:
        return held.removeprefix("country:"), None
    town = gazetteer.nearest_city(lat, lon, _COAST_KM)
    return (town.country, town.admin1) if town else (None, None)


def _countries(place: Place) -> set[str | None]:
    """Return the countries that a place lies in or touches."""
    return set(place.countries) or ({place.country} if place.country else set())


def _in_circle(outer: Place, inner: Place, edge: float) -> bool:
    return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) <= outer.uncertainty_km * edge
