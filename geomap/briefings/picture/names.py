"""The names on the map: which there is room for, and where they stand, so that none covers a symbol or another name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geomap.briefings import fonts
from geomap.briefings.picture import theme
from geomap.briefings.words import clipped
from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.basemap.data import Basemap, Country
    from geomap.briefings.picture.spots import Mark
    from geomap.briefings.picture.svg import Canvas
    from geomap.briefings.picture.view import View

    Box = tuple[float, float, float, float]

_CELL = 96.0
_EDGE = 4.0  # pixels that a name stays away from the frame
_PLACES_NAMED = 60  # places of incidents that are named before anything else
_SAME = 40.0  # pixels within which two equal names are one place
_DOTS = frozenset({"town", "capital"})
_STEP, _STEPS = 14.0, 8  # pixels by which a country's name moves, and how often to each side
_TRIANGLE = 3
_LEFT, _RIGHT, _ABOVE, _BELOW = "left", "right", "above", "below"


@dataclass(frozen=True, slots=True)
class Name:
    """A name that would like to stand at a spot."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    rank: float
    weight: int = fonts.REGULAR
    italic: bool = False
    spacing: float = 0.0
    dot: str = ""  # "town", "capital", or none: then the name is centred on its spot
    country: Country | None = None  # whose name it is: it may move about within its borders
    gap: float = 6.0  # pixels between the spot and a name beside it
    rise: float = 6.0  # the same for a name above or below

    @property
    def width(self) -> float:
        """How wide it is, in pixels."""
        return fonts.width(self.text, self.size, self.weight, italic=self.italic) + self.spacing * len(self.text)


class Taken:
    """The boxes that are taken, found by where they are."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        """Take these boxes."""
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Take one more."""
        for cell in self._around(box):
            self._cells.setdefault(cell, []).append(box)

    def free(self, box: Box) -> bool:
        """Whether a box meets none that is taken."""
        return not any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
            for cell in self._around(box)
            for other in self._cells.get(cell, ())
        )

    @staticmethod
    def _around(box: Box) -> Iterator[tuple[int, int]]:
        for x in range(math.floor(box[0] / _CELL), math.floor(box[2] / _CELL) + 1):
            for y in range(math.floor(box[1] / _CELL), math.floor(box[3] / _CELL) + 1):
                yield x, y


def draw_names(canvas: Canvas, basemap: Basemap, view: View, marks: Sequence[Mark], taken: Taken) -> None:
    """Paint the names of the incidents' places, then those of countries, capitals, towns and divisions."""
    shown: dict[str, list[tuple[float, float]]] = {}
    names = [*_of_places(marks), *sorted(_of_basemap(basemap, view), key=lambda name: name.rank)]
    for name in names:
        if any(math.dist(spot, (name.x, name.y)) < _SAME for spot in shown.get(name.text.casefold(), ())):
            continue
        dot = (name.x - 3.5, name.y - 3.5, name.x + 3.5, name.y + 3.5)
        if name.dot in _DOTS and not taken.free(dot):
            continue
        for side, box in (*_sides(name), *_elsewhere(name, basemap, view)):
            if _inside(box, view) and taken.free(box):
                taken.add(box)
                if name.dot in _DOTS:
                    taken.add(dot)
                shown.setdefault(name.text.casefold(), []).append((name.x, name.y))
                _draw(canvas, name, side, box)
                break


def _of_places(marks: Sequence[Mark]) -> list[Name]:
    """The places of the incidents themselves, each beside all its symbols."""
    at: dict[str, list[Mark]] = {}
    for mark in reversed(marks):
        place = mark.rows[0].place
        if place is not None and not mark.rows[0].vague and all(row.place == place for row in mark.rows):
            at.setdefault(place.key, []).append(mark)
    found = []
    for together in list(at.values())[:_PLACES_NAMED]:
        boxes = list(zip(*(mark.box for mark in together), strict=True))
        left, top, right, bottom = min(boxes[0]), min(boxes[1]), max(boxes[2]), max(boxes[3])
        found.append(
            Name(
                _place_name(together[0]),
                (left + right) / 2,
                (top + bottom) / 2,
                10.5,
                theme.INK,
                0.0,
                weight=600,
                dot="place",
                gap=(right - left) / 2 + 2,
                rise=(bottom - top) / 2,
            )
        )
    return found


def _place_name(mark: Mark) -> str:
    """The name of a mark's place; a site is named with what holds it."""
    place = mark.rows[0].place
    if place is None:
        return ""
    held = place.precision is Precision.SITE and place.within
    return clipped(f"{place.name}, {place.within[0]}" if held else place.name, 34)


def _of_basemap(basemap: Basemap, view: View) -> Iterator[Name]:
    """What the basemap could name at this scale; as `maps/assets/js/labels.js` chooses."""
    zoom = view.zoom
    pixels = view.scale / 360  # a degree of longitude
    _, south, _, north = view.bounds
    for country in basemap.countries:
        across = math.sqrt(country.area) * pixels
        if country.name and zoom < 8.5 and (across > 30 or (zoom >= 4.5 and across > 4)):  # noqa: PLR2004 - zoom, pixels
            x, y = view.spot(country.lon, country.lat)
            size = min(14.0, max(9.5, 8.5 + across / 70))
            yield Name(
                country.name.upper(), x, y, size, theme.COUNTRY_NAME, -1e6 * across, fonts.MEDIUM, spacing=0.9,
                country=country,
            )  # fmt: skip
    for town in basemap.towns:
        if not south < town.lat < north or zoom < _first_zoom(town.thousands, capital=town.capital):
            continue
        x, y = view.spot(town.lon, town.lat)
        if 0 < x < view.width and 0 < y < view.height:
            rank = -(town.thousands + 1) * (8 if town.capital else 1)
            large = town.capital or town.thousands >= 1000  # noqa: PLR2004 - a million
            yield Name(
                town.name, x, y, 10.5 if large else 9.5, theme.CAPITAL_NAME if town.capital else theme.TOWN_NAME, rank,
                weight=600 if town.capital else fonts.REGULAR, dot="capital" if town.capital else "town",
            )  # fmt: skip
    for order, division in enumerate(basemap.divisions):
        if division.zoom <= zoom <= division.zoom + 4:
            x, y = view.spot(division.lon, division.lat)
            yield Name(division.name, x, y, 9.5, theme.DIVISION_NAME, order / 1e4, italic=True)


def _first_zoom(thousands: int, *, capital: bool) -> float:
    if capital:
        return 3.4 if thousands >= 1000 else 4.4 if thousands >= 100 else 5.5  # noqa: PLR2004 - thousands of people
    for people, zoom in ((5000, 3.8), (1500, 4.8), (400, 5.7), (150, 6.7), (80, 7.6)):
        if thousands >= people:
            return zoom
    return 8.5


def _sides(name: Name) -> Iterator[tuple[str, Box]]:
    """Where a name may stand, the best place first."""
    width, half = name.width, name.size * 0.62
    x, y, gap = name.x, name.y, name.gap
    if not name.dot:
        yield "", (x - width / 2 - 2, y - half, x + width / 2 + 2, y + half)
        return
    near = 0.0 if name.dot == "place" else 3.0
    yield _RIGHT, (x + (gap if not near else -near), y - half, x + gap + width + 2, y + half)
    yield _LEFT, (x - gap - width - 2, y - half, x - (gap if not near else -near), y + half)
    yield _BELOW, (x - width / 2 - 2, y + name.rise - 1, x + width / 2 + 2, y + name.rise + 2 * half)
    yield _ABOVE, (x - width / 2 - 2, y - name.rise - 2 * half, x + width / 2 + 2, y - name.rise + 1)


def _elsewhere(name: Name, basemap: Basemap, view: View) -> Iterator[tuple[str, Box]]:
    """Where else in its country a country's name may stand, the nearest first: above and below before the sides."""
    if name.country is None:
        return
    from shapely import LineString, contains_xy, polygonize

    rings = [view.project(basemap.ring(ring)) for polygon in name.country.polygons for ring in polygon]
    turn = name.x - view.project(np.array([[name.country.lon, name.country.lat]]))[0][0]
    land = polygonize([LineString(ring + np.array((turn, 0.0))) for ring in rings if len(ring) > _TRIANGLE])
    width, half = name.width, name.size * 0.62
    steps = [(across, down) for across in range(-_STEPS, _STEPS + 1) for down in range(-2 * _STEPS, 2 * _STEPS + 1)]
    for across, down in sorted(steps, key=lambda step: (2 * abs(step[0]) + abs(step[1]), step)):
        x, y = name.x + across * _STEP, name.y + down * _STEP
        if contains_xy(land, [x - width / 3, x, x + width / 3], [y] * 3).all():
            yield "", (x - width / 2 - 2, y - half, x + width / 2 + 2, y + half)


def _inside(box: Box, view: View) -> bool:
    return box[0] >= _EDGE and box[1] >= _EDGE and box[2] <= view.width - _EDGE and box[3] <= view.height - _EDGE


def _draw(canvas: Canvas, name: Name, side: str, box: Box) -> None:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    if name.dot in _DOTS:
        if name.dot == "capital":
            canvas.add(
                "rect", x=f"{name.x - 2.4:.1f}", y=f"{name.y - 2.4:.1f}", width=4.8, height=4.8, fill=theme.LAND,
                stroke=name.colour, stroke_width=1.2,
            )  # fmt: skip
        else:
            canvas.add(
                "circle", cx=f"{name.x:.1f}", cy=f"{name.y:.1f}", r=1.8, fill=theme.LAND, stroke=name.colour,
                stroke_width=1.1,
            )  # fmt: skip
    anchor = {_RIGHT: "start", _LEFT: "end"}.get(side, "middle")
    at = {_RIGHT: name.x + name.gap, _LEFT: name.x - name.gap}.get(side, x)
    canvas.text(
        name.text, at, y + name.size * 0.35, name.size, weight=name.weight, colour=name.colour, anchor=anchor,
        italic=name.italic, halo=theme.LAND, spacing=name.spacing,
    )  # fmt: skip
