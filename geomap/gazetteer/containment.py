"""What lies in what: by the codes of GeoNames, by outlines, then by the circle of a place's uncertainty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.nearness import distance_km
from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.place import Place

_COAST_KM = 8.0
_OUTSKIRTS = 2.0
_REGION_EDGE = 1.5


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
    by_codes = _by_codes(gazetteer, outer, inner)
    return _by_outline(gazetteer, outer, inner) if by_codes is None else by_codes


def _by_codes(gazetteer: Gazetteer, outer: Place, inner: Place) -> bool | None:
    """Return what codes and lists of countries say, None where they say nothing."""
    countries = _countries(inner)
    holder = gazetteer.admin2(inner) if outer.kind == "admin2" else None
    known: bool | None = None
    if not countries and (outer.precision is Precision.COUNTRY or outer.countries):
        known = None  # a bare point: its country is not known
    elif outer.precision is Precision.COUNTRY:
        known = inner.precision is not Precision.COUNTRY and countries == {outer.country}
    elif outer.countries:
        inside = countries <= set(outer.countries)
        known = inside and (outer.kind == "continent" or _in_circle(outer, inner, _REGION_EDGE))
    elif inner.precision is Precision.COUNTRY or (countries and outer.country and countries != {outer.country}):
        known = False
    elif outer.kind == "admin1" and inner.admin1_code:
        known = inner.admin1_code == outer.admin1_code
    elif holder is not None:
        known = holder.key == outer.key
    elif outer.precision is Precision.LOCALITY and inner.within[:1] == (outer.name,):
        known = _in_circle(outer, inner, _OUTSKIRTS)
    return known


def _by_outline(gazetteer: Gazetteer, outer: Place, inner: Place) -> bool:
    """Return what the outline of the outer place says, or where it has none the circle of its uncertainty."""
    outline = gazetteer.shape(outer)
    if outline is None:
        return inner.uncertainty_km <= outer.uncertainty_km and _in_circle(outer, inner, 1.0)
    from shapely import Point

    return bool(outline.intersects(Point(inner.lon, inner.lat)))


def reverse(gazetteer: Gazetteer, lat: float, lon: float) -> tuple[str | None, str | None]:
    """Return the country code and the name of the first-level division at a point in degrees."""
    held = gazetteer.shapes.holding(lat, lon, "admin1:", "country:")
    if held is not None:
        kind, _, code = held.partition(":")
        division = gazetteer.admin1(code) if kind == "admin1" else None
        return code.partition(".")[0], division.name if division else None
    town = gazetteer.nearest_city(lat, lon, _COAST_KM)
    return (town.country, town.admin1) if town else (None, None)


def _countries(place: Place) -> set[str | None]:
    """Return the countries that a place lies in or touches."""
    return set(place.countries) or ({place.country} if place.country else set())


def _in_circle(outer: Place, inner: Place, edge: float) -> bool:
    return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) <= outer.uncertainty_km * edge
