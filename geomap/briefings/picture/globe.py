"""The inset: where in the world the map is, on a globe seen from above its middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geomap.briefings.picture import theme
from geomap.briefings.picture.svg import number, path

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geomap.basemap.data import Basemap
    from geomap.briefings.picture.svg import Canvas
    from geomap.briefings.picture.view import View

    Line = NDArray[np.float64]

_TOLERANCE = 0.6  # degrees
_SMALLEST = 1.5  # square degrees
_FEWEST = 16  # points of an outline: what has fewer is smaller than that
_WIDEST = 170.0  # degrees: a view wider than this needs no inset
_SMALL = 5.0  # pixels: a frame smaller than this is a dot
_STEPS = 24


def wanted(view: View) -> bool:
    """Whether an inset would tell anything."""
    west, _, east, _ = view.bounds
    return east - west < _WIDEST


def draw_globe(canvas: Canvas, basemap: Basemap, view: View, inset: tuple[float, float, float]) -> None:
    """Paint the globe in a disc x, y, radius, with the view framed on it."""
    x, y, r = inset
    west, south, east, north = view.bounds
    middle = (west + east) / 2, (south + north) / 2
    canvas.add("circle", cx=number(x), cy=number(y), r=number(r + 3), fill=theme.PAPER, fill_opacity=0.85)
    canvas.add("circle", cx=number(x), cy=number(y), r=number(r), fill=theme.SEA)
    parts = [d for ring in basemap.land for d in _land(ring, middle, (x, y), r)]
    canvas.add(
        "path", d="".join(parts) or "M0 0", fill="#ebe7dc", stroke=theme.COAST, stroke_width=0.5, fill_rule="evenodd"
    )
    canvas.add("circle", cx=number(x), cy=number(y), r=number(r), fill="none", stroke=theme.COAST, stroke_width=1)
    lons, lats = np.linspace(west, east, _STEPS), np.linspace(south, north, _STEPS)
    edge = np.concatenate([
        np.column_stack([lons, np.full(_STEPS, south)]), np.column_stack([np.full(_STEPS, east), lats]),
        np.column_stack([lons[::-1], np.full(_STEPS, north)]), np.column_stack([np.full(_STEPS, west), lats[::-1]]),
    ])  # fmt: skip
    frame, _ = _seen_from(edge, middle)
    frame = frame * r + np.array((x, y))
    if np.ptp(frame, axis=0).max() < _SMALL:
        canvas.add("circle", cx=number(x), cy=number(y), r=3, fill="#c81e1e", stroke=theme.PAPER, stroke_width=1.2)
    else:
        d = path(frame, closed=True)
        canvas.add("path", d=d, fill="#c81e1e", fill_opacity=0.12, stroke="#c81e1e", stroke_width=1.4)


def _land(ring: Line, middle: tuple[float, float], at: tuple[float, float], r: float) -> list[str]:
    if len(ring) < _FEWEST or np.ptp(ring[:, 0]) * np.ptp(ring[:, 1]) < _SMALLEST:
        return []
    thin = shapely.get_coordinates(shapely.simplify(shapely.linestrings(ring), _TOLERANCE))
    points, shown = _seen_from(thin, middle)
    if not shown.any() or len(points) < 4:  # noqa: PLR2004 - a ring has three corners, and closes
        return []
    parts = [path(points * r + np.array(at), closed=True)]
    if _holds(ring, (middle[0] + 180.0, -middle[1])):
        # Land that holds the far side's middle: what the ring leaves free is land, not what it holds.
        (x, y), d = at, 2 * r
        parts.append(f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 1 {d:.1f} 0a{r:.1f} {r:.1f} 0 1 1 {-d:.1f} 0z")
    return parts


def _holds(ring: Line, point: tuple[float, float]) -> bool:
    area = shapely.polygons(ring)
    low = ring[:, 0].min()
    lon = low + (point[0] - low) % 360
    return bool(shapely.contains_xy(area, lon, point[1]))


def _seen_from(points: Line, middle: tuple[float, float]) -> tuple[Line, NDArray[np.bool_]]:
    """The orthographic projection (Snyder, page 145); what lies beyond the rim is put on it."""
    lon, lat = np.radians(points[:, 0] - middle[0]), np.radians(points[:, 1])
    phi = np.radians(middle[1])
    x = np.cos(lat) * np.sin(lon)
    y = np.cos(phi) * np.sin(lat) - np.sin(phi) * np.cos(lat) * np.cos(lon)
    shown = np.sin(phi) * np.sin(lat) + np.cos(phi) * np.cos(lat) * np.cos(lon) > 0
    length = np.maximum(np.hypot(x, y), 1e-9)
    rim = np.where(shown, 1.0, 1.0 / length)
    return np.column_stack([x * rim, -y * rim]), shown
