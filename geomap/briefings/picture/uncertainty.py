"""How far off a place may be, drawn to scale: the outline of a country or province, or else a circle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geomap.briefings.picture.ground import area_path
from geomap.briefings.picture.svg import number
from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geomap.basemap.data import Basemap
    from geomap.briefings.facts import Briefing, Row
    from geomap.briefings.picture.svg import Canvas
    from geomap.briefings.picture.view import View
    from geomap.gazetteer.place import Place

_MOST = 40  # places: with more, the reaches would hide the map
_SMALLEST = 16.0  # pixels: the symbol itself covers as much
_LARGEST = 0.9  # of the view's longer side


@dataclass(frozen=True, slots=True)
class Reach:
    """The area in which a place may lie: a path, or a circle x, y, radius; in pixels."""

    colour: str
    path: str = ""
    circle: tuple[float, float, float] | None = None


def reaches(basemap: Basemap, view: View, briefing: Briefing) -> list[Reach]:
    """The reach of each place that is known less precisely than its symbol suggests; none where they are too many."""
    places: dict[str, tuple[Place, Row]] = {}
    for row in briefing.placed:
        if row.place is not None:
            places.setdefault(row.place.key, (row.place, row))
    if len(places) > _MOST:
        return []
    found = []
    for place, row in places.values():
        outline = _outline(place, basemap, briefing) if place.precision in {Precision.AREA, Precision.COUNTRY} else []
        d = area_path(outline, view)
        r = place.uncertainty_km * view.pixels_a_km(place.lat)
        if d:
            found.append(Reach(row.kind.colour, path=d))
        elif _SMALLEST <= r <= _LARGEST * max(view.width, view.height):
            found.append(Reach(row.kind.colour, circle=(*view.spot(place.lon, place.lat), r)))
    return found


def draw_reaches(canvas: Canvas, found: Sequence[Reach]) -> None:
    """Paint the reaches, as tinted areas with a broken rim."""
    for reach in found:
        look = {
            "fill": reach.colour, "fill_opacity": 0.07, "stroke": reach.colour, "stroke_opacity": 0.6,
            "stroke_width": 1.2, "stroke_dasharray": "6 4", "stroke_linejoin": "round",
        }  # fmt: skip
        if reach.circle is not None:
            x, y, r = reach.circle
            canvas.add("circle", cx=number(x), cy=number(y), r=number(r), **look)
        else:
            canvas.add("path", d=reach.path, fill_rule="evenodd", **look)


def _outline(place: Place, basemap: Basemap, briefing: Briefing) -> Sequence[NDArray[np.float64]]:
    if briefing.gazetteer is not None:
        shape = briefing.gazetteer.shape(place)
        if shape is not None:
            return [np.asarray(ring.coords)[:, :2] for part in shape.geoms for ring in (part.exterior, *part.interiors)]
    if place.precision is Precision.COUNTRY and place.country:
        return basemap.outline(place.country)
    return []
