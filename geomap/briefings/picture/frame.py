"""The map itself in its frame: ground, reaches, names, symbols, scale bar and inset."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.basemap.data import load_basemap
from geomap.briefings import fonts
from geomap.briefings.picture import globe, theme
from geomap.briefings.picture.ground import draw_ground
from geomap.briefings.picture.names import Taken, draw_names
from geomap.briefings.picture.spots import Mark, place_marks
from geomap.briefings.picture.svg import element, number
from geomap.briefings.picture.symbols import draw_ring, draw_symbol
from geomap.briefings.picture.uncertainty import Reach, draw_reaches, reaches
from geomap.briefings.picture.view import View, choose_view
from geomap.briefings.words import latitude

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from geomap.briefings.facts import Briefing
    from geomap.briefings.picture.svg import Canvas

_MARGIN = 52.0
_BAR = 150.0  # pixels that the scale bar takes at most
_DISTORTED = 1.08  # a scale that changes by more over the view is only true at one latitude
_GLOBE = 0.15  # of the frame's shorter side
_CORNER = 12.0
_CLIP = "geomap-frame"


@dataclass(frozen=True, slots=True)
class Plan:
    """A map before it is painted: the view, the marks, the reaches drawn to scale, and the inset x, y, radius."""

    view: View
    marks: list[Mark]
    reaches: list[Reach]
    inset: tuple[float, float, float] | None


def plan_frame(briefing: Briefing, width: float, height: float, numbered: AbstractSet[int]) -> Plan:
    """Lay out the map for a frame; rows whose number is in `numbered` show it."""
    view = _view(briefing, width, height)
    marks, inset = _marks(briefing, view, numbered)
    return Plan(view, marks, reaches(load_basemap(), view, briefing), inset)


def draw_frame(canvas: Canvas, briefing: Briefing, plan: Plan, x: float, y: float) -> None:
    """Paint the map with its upper left corner at (x, y)."""
    view, basemap = plan.view, load_basemap()
    area = {"width": number(view.width), "height": number(view.height)}
    canvas.add("clipPath", element("rect", **area), id=_CLIP)
    canvas.open("g", transform=f"translate({number(x)} {number(y)})")
    canvas.open("g", clip_path=f"url(#{_CLIP})")
    draw_ground(canvas, basemap, view)
    draw_reaches(canvas, plan.reaches)
    bar = _Bar.of(view, briefing)
    taken = Taken([bar.box, *(mark.box for mark in plan.marks)])
    if plan.inset:
        left, top, r = plan.inset
        taken.add((left - r - 4, top - r - 4, left + r + 4, top + r + 4))
    draw_names(canvas, basemap, view, plan.marks, taken)
    _draw_marks(canvas, plan.marks)
    bar.draw(canvas)
    if plan.inset:
        globe.draw_globe(canvas, basemap, view, plan.inset)
    canvas.close("g")
    canvas.add("rect", fill="none", stroke=theme.COAST, stroke_width=1, **area)
    canvas.close("g")


def _view(briefing: Briefing, width: float, height: float) -> View:
    places = [
        (place.lon, place.lat, place.uncertainty_km if row.vague else 0.0)
        for row in briefing.placed
        if (place := row.place) is not None
    ]
    return choose_view(places, width, height, min(_MARGIN, 0.12 * min(width, height)))


def _marks(
    briefing: Briefing, view: View, numbered: AbstractSet[int]
) -> tuple[list[Mark], tuple[float, float, float] | None]:
    """The marks, and where the inset goes: the corner in which the fewest of them would have to give way."""
    bar = _Bar.of(view, briefing)
    left, top, right, bottom = bar.box
    middle, half = (top + bottom) / 2, (bottom - top) / 2
    obstacles = [(left + half + step * (right - left - 2 * half) / 4, middle, half) for step in range(5)]
    inset = None
    if globe.wanted(view):
        r = min(62.0, _GLOBE * min(view.width, view.height))
        at = _CORNER + r
        corners = [
            (view.width - at, at), (at, at), (view.width - at, view.height - at),
        ]  # fmt: skip
        spots = [view.spot(row.place.lon, row.place.lat) for row in briefing.placed if row.place is not None]
        near = [sum(math.dist(corner, spot) < r + 22 for spot in spots) for corner in corners]
        inset = (*corners[near.index(min(near))], r)
        obstacles.append((inset[0], inset[1], r + 4))
    return place_marks(briefing.placed, numbered, view, obstacles), inset


def _draw_marks(canvas: Canvas, marks: Sequence[Mark]) -> None:
    for mark in marks:
        if mark.moved:
            (x, y), (to_x, to_y) = mark.at, mark.drawn
            canvas.add("path", d=f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}", stroke=theme.LEG, stroke_width=1)
            canvas.add("circle", cx=number(x), cy=number(y), r=2, fill=theme.LEG)
    for mark in marks:
        x, y = mark.drawn
        if mark.symbol is not None:
            draw_symbol(canvas, mark.symbol, x, y, str(mark.number) if mark.number is not None else "")
        else:
            mix = Counter(row.group.colour for row in mark.rows).most_common()
            draw_ring(canvas, mix, x, y, mark.reach - 2)


@dataclass(frozen=True, slots=True)
class _Bar:
    """The scale bar, in the lower left corner."""

    length: float
    label: str
    height: float

    @classmethod
    def of(cls, view: View, briefing: Briefing) -> _Bar:
        _, south, _, north = view.bounds
        middle = view.latitude(view.height / 2)
        pixels = view.pixels_a_km(middle)
        km = _round(_BAR / pixels)
        scales = [view.pixels_a_km(lat) for lat in (south, middle, north)]
        label = f"{km:,} km"
        if max(scales) / min(scales) > _DISTORTED:
            label += " " + briefing.labels("at_latitude", latitude=latitude(middle))
        return cls(km * pixels, label, view.height)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """What it covers."""
        width = max(self.length, fonts.width(self.label, 10, 600)) + 16
        return 8.0, self.height - 38, 8.0 + width, self.height - 8

    def draw(self, canvas: Canvas) -> None:
        """Paint it."""
        left, top, right, bottom = self.box
        canvas.add(
            "rect", x=left, y=number(top), width=number(right - left), height=number(bottom - top), rx=2,
            fill=theme.PAPER, fill_opacity=0.82,
        )  # fmt: skip
        canvas.text(self.label, left + 8, top + 13, 10, weight=600, colour=theme.INK)
        d = f"M{left + 8:.1f} {bottom - 11:.1f}v5h{self.length:.1f}v-5"
        canvas.add("path", d=d, fill="none", stroke=theme.INK, stroke_width=1.5)


def _round(km: float) -> int:
    """The largest of 1, 2, 5, 10, 20, … that is not larger."""
    power = 10 ** math.floor(math.log10(max(km, 1)))
    return int(max(step * power for step in (1, 2, 5) if step * power <= max(km, 1)))
