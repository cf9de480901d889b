"""Shapes of the user's own places, as GeoJSON or WKT: a representative point, a radius, and for polygons an outline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from geomap.gazetteer.imports.rows import RowError
from geomap.gazetteer.nearness import distance_km
from geomap.gazetteer.outline import FINE_STEP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

_POINT_KM = 0.5
_MOST_POINTS = 200_000  # of one outline


@dataclass(frozen=True, slots=True)
class Area:
    """Where a place is: a point in degrees, the radius in km that holds all of it, and its outline if it has one."""

    lat: float
    lon: float
    radius_km: float
    shape: MultiPolygon | None


def area_of(geometry: object, wkt: str) -> Area | None:
    """Return what a GeoJSON geometry or a WKT text says, None where both are empty.

    Raises:
        RowError: It is no geometry, has no extent, or lies off the globe.
    """
    shape = _geometry(geometry, wkt)
    if shape is None:
        return None
    import shapely

    if shape.is_empty or shapely.get_num_coordinates(shape) > _MOST_POINTS:
        message = "its geometry is empty" if shape.is_empty else f"its geometry has more than {_MOST_POINTS:,} points"
        raise RowError(message)
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004 - degrees; false for NaN too
        message = "its geometry is not on the globe"
        raise RowError(message)
    outline = _outline(shape)
    inside = (outline or shape).representative_point()
    corners = ((south, west), (south, east), (north, west), (north, east))
    radius = max(distance_km(inside.y, inside.x, lat, lon) for lat, lon in corners)
    return Area(inside.y, inside.x, max(radius, _POINT_KM), outline)


def _geometry(geometry: object, wkt: str) -> BaseGeometry | None:
    import shapely

    try:
        if geometry is not None:
            return shapely.force_2d(shapely.geometry.shape(cast("dict[str, Any]", geometry)))
        return shapely.force_2d(shapely.from_wkt(wkt)) if wkt else None
    except (shapely.errors.ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        message = f"its geometry cannot be read ({str(error)[:80]})"
        raise RowError(message) from error


def _outline(shape: BaseGeometry) -> MultiPolygon | None:
    """Return the polygons of a shape on the grid of the file, None where it has none."""
    import shapely

    mended = shapely.make_valid(shapely.set_precision(shapely.make_valid(shape), FINE_STEP))
    polygons = [polygon for polygon in _polygons(mended) if polygon.area > 0]
    return shapely.MultiPolygon(polygons) if polygons else None


def _polygons(shape: BaseGeometry) -> Iterator[Polygon]:
    """Yield the polygons of a shape and of its parts."""
    if shape.geom_type == "Polygon":
        yield cast("Polygon", shape)
    for part in getattr(shape, "geoms", ()):
        yield from _polygons(part)
