"""Features and placemarks of other people as rows of a table: their properties, and a point of their geometry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapely import from_wkb
from shapely.errors import ShapelyError
from shapely.geometry import shape

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def to_table_row(row: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value, or the row of a table
    """A row with `lat` and `lon` in degrees of its geometry, where it has one and does not give them itself.

    A geometry that is no point gives a point in its midst.
    """
    if not isinstance(row, dict):
        return {}
    geometry = row.get("geometry")
    properties = row.get("properties")
    table = dict(properties) if isinstance(properties, dict) else {k: v for k, v in row.items() if k != "geometry"}
    if isinstance(properties, dict) and row.get("id") is not None:
        table.setdefault("id", row["id"])
    point = _shape(geometry)
    if point is not None and not point.is_empty:
        middle = point.representative_point()
        table = {"lat": middle.y, "lon": middle.x} | {k: v for k, v in table.items() if k not in {"lat", "lon"}}
    return table


def _shape(geometry: Any) -> BaseGeometry | None:  # noqa: ANN401 - GeoJSON, WKB, or neither
    try:
        if isinstance(geometry, dict):
            return shape(geometry)
        return from_wkb(geometry) if isinstance(geometry, bytes) else None
    except (ShapelyError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None
