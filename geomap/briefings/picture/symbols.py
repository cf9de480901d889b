"""The symbols of incidents: one shape a group, changed by status and precision, as on the interactive map.

`maps/assets/js/shapes.js` draws the same in the browser; the two change together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.briefings import fonts
from geomap.briefings.picture import theme
from geomap.briefings.picture.svg import Canvas, number
from geomap.events.mention import Status

if TYPE_CHECKING:
    from collections.abc import Callable

_RADII = (9.5, 10.0, 11.0, 13.0, 15.5)  # by severity
_SMALL = (5.5, 6.0, 7.0, 9.0, 11.5)  # the same without a number inside
_HALO = 1.3
_LARGE = 12.0
_INSIDE = {"triangle": 0.24, "triangle-down": -0.18, "drop": 0.22}  # how far down the number stands, of the radius
_DASHES = {Status.PLANNED: "4 2.5", Status.THREATENED: "1.4 2", Status.ALLEGED: "4 2.5"}
_FILLS = {Status.OCCURRED: 1.0, Status.ALLEGED: 0.35}


@dataclass(frozen=True, slots=True)
class Symbol:
    """How an incident looks: shape and colour of its kind, status, whether its place is vague, size, confidence."""

    shape: str
    colour: str
    status: Status = Status.OCCURRED
    vague: bool = False
    radius: float = 6.0
    confidence: float = 1.0

    @property
    def reach(self) -> float:
        """How far from its middle it extends, in pixels."""
        return self.radius * 1.2 + _HALO + (6.5 if self.vague else 0.0)


def radius(severity: int, *, numbered: bool) -> float:
    """The radius of a symbol, in pixels."""
    return (_RADII if numbered else _SMALL)[severity]


def draw_symbol(canvas: Canvas, symbol: Symbol, x: float, y: float, text: str = "") -> None:
    """Paint a symbol around (x, y), with a number inside."""
    r, colour = symbol.radius, symbol.colour
    opacity = 0.5 + 0.5 * symbol.confidence
    canvas.open("g", transform=f"translate({number(x)} {number(y)})", opacity=f"{opacity:.2f}" if opacity < 1 else None)
    if symbol.vague:
        _draw_area(canvas, colour, r + 6.5)
    outline = shape_path(symbol.shape, r)
    fill = _FILLS.get(symbol.status, 0.0)
    # A halo in the colour of the paper keeps symbols apart from each other and from the map.
    halo = 2 * _HALO if fill == 1 else 2 * _HALO + 2
    canvas.add(
        "path", d=outline, fill=theme.PAPER, stroke=theme.PAPER, stroke_width=number(halo), stroke_linejoin="round"
    )
    if fill == 1:
        canvas.add("path", d=outline, fill=colour)
    else:
        canvas.add(
            "path", d=outline, fill=colour if fill else "none", fill_opacity=fill or None, stroke=colour,
            stroke_width=2, stroke_linejoin="round", stroke_dasharray=_DASHES.get(symbol.status),
        )  # fmt: skip
    _draw_stroke(canvas, symbol, numbered=bool(text))
    canvas.close("g")
    if text:
        _draw_number(canvas, symbol, text, x, y)


def _draw_stroke(canvas: Canvas, symbol: Symbol, *, numbered: bool) -> None:
    """The bar of what was foiled and the cross of what is denied; a number inside stays free of them."""
    r = symbol.radius
    look = {"stroke": symbol.colour, "stroke_width": 2, "fill": "none"}
    if symbol.status is Status.FOILED:
        half, down = (r * 0.42, r * 0.52) if numbered else (r * 0.5, 0.0)
        canvas.add("path", d=f"M{-half:.1f} {down:.1f}H{half:.1f}", **look)
    if symbol.status is Status.DENIED:
        start, end = (r * 0.62, r * 1.15) if numbered else (0.0, r * 1.15)
        arms = ((1, 1), (-1, 1), (1, -1), (-1, -1))
        d = "".join(f"M{x * start:.1f} {y * start:.1f}L{x * end:.1f} {y * end:.1f}" for x, y in arms)
        canvas.add("path", d=d, **look)


def _draw_number(canvas: Canvas, symbol: Symbol, text: str, x: float, y: float) -> None:
    narrow = symbol.shape in {"triangle", "triangle-down", "star"}
    size = 9.5 if len(text) == 1 else 8.0 if narrow else 8.8
    if symbol.radius > _LARGE:
        size += 1.5
    if symbol.status is Status.FOILED:
        size, y = size - 1, y - symbol.radius * 0.14
    colour = theme.PAPER if symbol.status is Status.OCCURRED else symbol.colour
    y += _INSIDE.get(symbol.shape, 0.0) * symbol.radius + size * 0.36
    canvas.text(text, x, y, size, weight=fonts.BOLD, colour=colour, anchor="middle")


def shape_path(shape: str, r: float) -> str:
    """The outline of a shape around (0, 0); the radii are set so that all look equally heavy."""
    return _SHAPES.get(shape, _circle)(r)


def _circle(r: float) -> str:
    a = r * 0.92
    return f"M{-a:.2f} 0A{a:.2f} {a:.2f} 0 1 1 {a:.2f} 0A{a:.2f} {a:.2f} 0 1 1 {-a:.2f} 0z"


def _star(r: float) -> str:
    radii = [r * (0.68 if corner % 2 else 1.18) for corner in range(16)]
    angles = [corner * math.pi / 8 - math.pi / 2 for corner in range(16)]
    return _through([(a * math.cos(angle), a * math.sin(angle)) for a, angle in zip(radii, angles, strict=True)])


def _drop(r: float) -> str:
    a, b = r * 0.9, r * 0.25
    return (
        f"M0 {-r * 1.3:.2f}C{r * 0.4:.2f} {-r * 0.7:.2f} {a:.2f} {-b:.2f} {a:.2f} {b:.2f}"
        f"A{a:.2f} {a:.2f} 0 0 1 {-a:.2f} {b:.2f}C{-a:.2f} {-b:.2f} {-r * 0.4:.2f} {-r * 0.7:.2f} 0 {-r * 1.3:.2f}z"
    )


def _cross(r: float) -> str:
    a, b = r * 0.38, r * 1.08
    corners = [
        (-a, -b),
        (a, -b),
        (a, -a),
        (b, -a),
        (b, a),
        (a, a),
        (a, b),
        (-a, b),
        (-a, a),
        (-b, a),
        (-b, -a),
        (-a, -a),
    ]
    return _through(corners)


def _plaque(r: float) -> str:
    a, b, c = r * 1.12, r * 0.68, r * 0.4
    arc = f"A{c:.2f} {c:.2f} 0 0 1"
    return (
        f"M{c - a:.2f} {-b:.2f}H{a - c:.2f}{arc} {a:.2f} {c - b:.2f}V{b - c:.2f}{arc} {a - c:.2f} {b:.2f}"
        f"H{c - a:.2f}{arc} {-a:.2f} {b - c:.2f}V{c - b:.2f}{arc} {c - a:.2f} {-b:.2f}z"
    )


def _square(r: float) -> str:
    a = r * 0.82
    return _through([(-a, -a), (a, -a), (a, a), (-a, a)])


def draw_ring(canvas: Canvas, mix: list[tuple[str, int]], x: float, y: float, r: float) -> None:
    """Paint a ring for incidents too many to stand side by side: arcs show the mix of groups, and their number."""
    count = sum(amount for _, amount in mix)
    canvas.add("circle", cx=number(x), cy=number(y), r=number(r + 1.5), fill=theme.PAPER)
    inner, turn = r - 2.75, -math.pi / 2
    for colour, amount in mix:
        if amount == count:
            canvas.add(
                "circle", cx=number(x), cy=number(y), r=number(inner), fill="none", stroke=colour, stroke_width=5.5
            )
            break
        end = turn + amount / count * 2 * math.pi
        large = int(end - turn > math.pi)
        start_x, start_y = x + inner * math.cos(turn), y + inner * math.sin(turn)
        end_x, end_y = x + inner * math.cos(end), y + inner * math.sin(end)
        d = f"M{start_x:.2f} {start_y:.2f}A{inner:.2f} {inner:.2f} 0 {large} 1 {end_x:.2f} {end_y:.2f}"
        canvas.add("path", d=d, fill="none", stroke=colour, stroke_width=5.5)
        turn = end
    size = 11.0 if count < 1000 else 9.5  # noqa: PLR2004 - four figures need a smaller type
    canvas.text(f"{count}", x, y + size * 0.36, size, weight=fonts.BOLD, colour=theme.INK, anchor="middle")


def ring_radius(count: int) -> float:
    """The radius of a ring for so many incidents, in pixels."""
    return min(28.0, 13.0 + 3.4 * math.pow(math.log10(max(count, 1)), 1.4))


def _draw_area(canvas: Canvas, colour: str, r: float) -> None:
    """A hatched disc with a broken rim: it is somewhere around here."""
    canvas.add("circle", r=number(r), fill=theme.PAPER, fill_opacity=0.55)
    lines = []
    offset = -2 * r
    while offset <= 2 * r:
        # The line x - y = offset, cut where it leaves the disc.
        half = offset / 2
        chord = r * r - 2 * half * half
        if chord > 0:
            a = math.sqrt(chord / 2)
            lines.append(f"M{half - a:.1f} {a + half:.1f}L{half + a:.1f} {half - a:.1f}")
        offset += 4
    canvas.add("path", d="".join(lines), stroke=colour, stroke_width=1, stroke_opacity=0.44, fill="none")
    canvas.add("circle", r=number(r), fill="none", stroke=colour, stroke_width=1.4, stroke_dasharray="5 3.5")


def _polygon(r: float, corners: int, turn: float, down: float = 0.0) -> str:
    angles = [math.radians(turn + 360 * corner / corners) for corner in range(corners)]
    return _through([(r * math.cos(angle), r * math.sin(angle) + down) for angle in angles])


def _through(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "z"


_SHAPES: dict[str, Callable[[float], str]] = {
    "circle": _circle,
    "square": _square,
    "diamond": lambda r: _polygon(r * 1.16, 4, 0.0),
    "triangle": lambda r: _polygon(r * 1.22, 3, -90.0, r * 0.22),
    "triangle-down": lambda r: _polygon(r * 1.22, 3, 90.0, -r * 0.22),
    "pentagon": lambda r: _polygon(r * 1.06, 5, -90.0),
    "hexagon": lambda r: _polygon(r * 1.02, 6, 0.0),
    "star": _star,
    "drop": _drop,
    "cross": _cross,
    "plaque": _plaque,
}
