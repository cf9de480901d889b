"""What lies under the incidents: sea, land, waters, coasts and borders of the shared basemap, cut to the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geomap.briefings.picture import theme
from geomap.briefings.picture.svg import path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geomap.basemap.data import Basemap
    from geomap.briefings.picture.svg import Canvas
    from geomap.briefings.picture.view import View

    Line = NDArray[np.float64]

_TOLERANCE = 0.4  # pixels by which a line may be off
_BEYOND = 8.0  # pixels by which areas go on beyond the frame, so that their edges are not seen
_SMALLEST = 1.2  # pixels: what is smaller is left out
_SMALLEST_LAKE = 3.0  # pixels
_RIVERS_FROM, _MORE_RIVERS_FROM = 3.0, 5.0  # zoom
_SHORTEST_RIVER, _SHORTEST_FAR_OUT = 4.0, 30.0  # pixels: far out, only the courses of great rivers are worth it
_DIVISIONS_FROM = 4.2  # zoom
_LAST_ZOOM = 9
_DATE_LINE = 1e-3  # degrees


def draw_ground(canvas: Canvas, basemap: Basemap, view: View) -> None:
    """Paint sea, land, lakes, rivers, coasts, and the borders of countries and divisions."""
    canvas.add("rect", width=view.width, height=view.height, fill=theme.SEA)
    pixels = view.scale / 360  # a degree of longitude
    land = area_path(basemap.land, view)
    canvas.add("path", d=land or "M0 0", fill=theme.LAND, fill_rule="evenodd")
    shores = [shore for shore in basemap.lakes if np.ptp(shore, axis=0).max() * pixels > _SMALLEST_LAKE]
    canvas.add("path", d=area_path(shores, view) or "M0 0", fill=theme.SEA, fill_rule="evenodd")
    if view.zoom >= _DIVISIONS_FROM:
        divisions = basemap.divisions_drawn(min(_LAST_ZOOM, view.zoom))
        _stroke(canvas, divisions, view, stroke=theme.DIVISION, stroke_width=0.9, stroke_dasharray="4 3")
    coasts = [
        part for index, arc in enumerate(basemap.arcs) if index not in basemap.inner for part in _without_date_line(arc)
    ]
    _stroke(canvas, coasts, view, stroke=theme.COAST, stroke_width=0.9)
    if view.zoom >= _RIVERS_FROM:
        shortest = _SHORTEST_RIVER if view.zoom >= _MORE_RIVERS_FROM else _SHORTEST_FAR_OUT
        rivers = [river for river in basemap.rivers if np.ptp(river, axis=0).max() * pixels > shortest]
        _stroke(canvas, rivers, view, stroke=theme.RIVER, stroke_width=0.8 if view.zoom < 6 else 1.2)  # noqa: PLR2004 - zoom
    _stroke(canvas, shores, view, stroke=theme.COAST, stroke_width=0.6)
    borders = [part for index in sorted(basemap.inner) for part in _without_date_line(basemap.arcs[index])]
    _stroke(canvas, borders, view, stroke=theme.BORDER, stroke_width=0.7 if view.zoom < 4 else 1.1)  # noqa: PLR2004 - zoom


def area_path(rings: Sequence[Line], view: View) -> str:
    """The path of rings in degrees, simplified and cut to the view; to be filled even-odd."""
    box = (-_BEYOND, -_BEYOND, view.width + _BEYOND, view.height + _BEYOND)
    cut = (clip_ring(ring, box) for ring in _in_pixels(rings, view))
    return "".join(path(ring, closed=True) for ring in cut if len(ring) > 2)  # noqa: PLR2004 - three corners or more


def clip_ring(ring: Line, box: tuple[float, float, float, float]) -> Line:
    """The part of a ring inside a box left, top, right, bottom (Sutherland and Hodgman, 1974)."""
    for side in range(4):
        if not len(ring):
            break
        axis, limit = side % 2, box[side]
        inside = ring[:, axis] >= limit if side < 2 else ring[:, axis] <= limit  # noqa: PLR2004 - two sides each way
        if inside.all():
            continue
        before, was = np.roll(ring, 1, axis=0), np.roll(inside, 1)
        crossing = inside != was
        length = np.where(crossing, ring[:, axis] - before[:, axis], 1.0)
        share = (limit - before[:, axis]) / length
        cuts = before + (ring - before) * share[:, None]
        # Each side gives the point where it crosses, if it does, and then its end, if that is inside.
        both = np.stack([cuts, ring], axis=1).reshape(-1, 2)
        ring = both[np.stack([crossing, inside], axis=1).ravel()]
    return ring


def _stroke(canvas: Canvas, lines: Sequence[Line], view: View, **look: object) -> None:
    d = "".join(path(part) for line in _in_pixels(lines, view) for part in _seen(line, view))
    if d:
        canvas.add("path", d=d, fill="none", stroke_linejoin="round", **look)


def _in_pixels(lines: Sequence[Line], view: View) -> list[Line]:
    """Lines in pixels, simplified, on every turn of the Earth on which they meet the view; specks are left out."""
    west, south, east, north = view.bounds
    small = _SMALLEST / view.scale * 360 / 2  # degrees; half, since a degree of latitude takes more pixels
    found = []
    for line in lines:
        low, bottom = line.min(axis=0)
        high, top = line.max(axis=0)
        if top < south or bottom > north or max(high - low, top - bottom) < small:
            continue
        found += [
            line + np.array((360.0 * turn, 0.0))
            for turn in view.turns
            if low + 360 * turn <= east and high + 360 * turn >= west
        ]
    if not found:
        return []
    # All at once: a call for each of thousands of lines would take longer than what it does.
    owners = np.repeat(np.arange(len(found)), [len(line) for line in found])
    thin = shapely.simplify(
        shapely.linestrings(view.project(np.concatenate(found)), indices=owners), _TOLERANCE, preserve_topology=False
    )
    points, owners = shapely.get_coordinates(thin, return_index=True)
    return np.split(points, np.flatnonzero(np.diff(owners)) + 1)


def _seen(line: Line, view: View) -> list[Line]:
    """The stretches of a line that may be seen: those whose boxes meet the view."""
    low, high = np.minimum(line[1:], line[:-1]), np.maximum(line[1:], line[:-1])
    shown = (high[:, 0] >= 0) & (low[:, 0] <= view.width) & (high[:, 1] >= 0) & (low[:, 1] <= view.height)
    if shown.all():
        return [line]
    edges = np.flatnonzero(np.diff(np.concatenate([[False], shown, [False]]).astype(np.int8)))
    return [line[first : last + 1] for first, last in edges.reshape(-1, 2)]


def _without_date_line(arc: Line) -> list[Line]:
    """A line without the stretches along 180°, where the source cuts the land, but no coast or border runs."""
    on_it = np.abs(np.abs(arc[:, 0]) - 180.0) < _DATE_LINE
    along = on_it[1:] & on_it[:-1]
    if not along.any():
        return [arc]
    parts = np.split(arc, np.flatnonzero(along) + 1)
    return [part for part in parts if len(part) > 1]
