"""What the symbols of a picture mean: only what is on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.briefings import fonts
from geomap.briefings.picture import theme
from geomap.briefings.picture.symbols import Symbol, draw_ring, draw_symbol
from geomap.briefings.words import clipped
from geomap.events.mention import Status

if TYPE_CHECKING:
    from geomap.briefings.facts import Briefing
    from geomap.briefings.picture.frame import Plan
    from geomap.briefings.picture.svg import Canvas

_GREY = "#4a5563"
_LINE = 19.0
_SYMBOL = 26.0
_SIZE = 10.5
_GAP = 18.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a legend: a symbol, a ring, a symbol with a number, or a reach; and what it means."""

    label: str
    symbol: Symbol | None = None
    number: str = ""
    ring: int = 0
    reach: bool = False

    @property
    def width(self) -> float:
        """How wide it is, in pixels."""
        return _SYMBOL + fonts.width(self.label, _SIZE)


def entries(briefing: Briefing, plan: Plan, *, table: bool) -> list[Entry]:
    """The legend: types, or of many the groups, with how many incidents each has; statuses, precision, rings, reaches.

    Args:
        briefing: The briefing.
        plan: What is on the map.
        table: Whether the numbers are explained by a table rather than a key.
    """
    labels = briefing.labels
    listed = briefing.kinds if briefing.form_by_type else briefing.groups
    found = [
        Entry(f"{clipped(what.label, 50)} ({len(rows):,})", Symbol(rows[0].form, what.colour)) for what, rows in listed
    ]
    statuses = {row.incident.status for row in briefing.rows}
    if statuses - {Status.OCCURRED}:
        found += [
            Entry(labels(status.value, "status"), Symbol("circle", _GREY, status))
            for status in Status
            if status in statuses
        ]
    if any(row.vague for row in briefing.placed):
        if not all(row.vague for row in briefing.placed):
            found.append(Entry(labels("point", "legend"), Symbol("circle", _GREY, radius=5.0)))
        found.append(Entry(labels("vague", "legend"), Symbol("circle", _GREY, vague=True, radius=3.5)))
    if plan.reaches:
        found.append(Entry(labels("reach", "legend"), reach=True))
    if any(mark.number is not None for mark in plan.marks):
        label = labels("number_table" if table else "number", "legend")
        found.append(Entry(label, Symbol("circle", _GREY, radius=8.0), number="1"))
    # The smallest stands for all: a larger number would not be legible here.
    ring = min((len(mark.rows) for mark in plan.marks if mark.symbol is None), default=0)
    if ring:
        found.append(Entry(labels("ring", "legend"), ring=ring))
    if any(row.severity > 1 for row in briefing.placed) or any(row.incident.confidence < 1 for row in briefing.placed):
        found.append(Entry(labels("size", "legend")))
    return found


def flow(found: list[Entry], width: float) -> list[list[Entry]]:
    """Entries in lines of a width."""
    lines: list[list[Entry]] = []
    left = 0.0
    for entry in found:
        if not lines or left + entry.width > width:
            lines.append([])
            left = 0.0
        lines[-1].append(entry)
        left += entry.width + _GAP
    return lines


def height(found: list[Entry], width: float) -> float:
    """How high the legend is when it is `width` pixels wide."""
    return _LINE * len(flow(found, width))


def draw_legend(canvas: Canvas, found: list[Entry], x: float, y: float, width: float) -> None:
    """Paint the legend with its upper left corner at (x, y)."""
    for line in flow(found, width):
        left = x
        for entry in line:
            middle = y + _LINE / 2
            indent = _SYMBOL if draw_entry(canvas, entry, left + 10, middle) else 0.0
            canvas.text(entry.label, left + indent - 2, middle + 3.7, _SIZE, colour=theme.INK)
            left += entry.width - (_SYMBOL - indent) + _GAP
        y += _LINE


def draw_entry(canvas: Canvas, entry: Entry, x: float, y: float) -> bool:
    """Paint what an entry explains around (x, y); say whether there was anything."""
    if entry.symbol is not None:
        draw_symbol(canvas, entry.symbol, x, y, entry.number)
    elif entry.ring:
        canvas.open("g", transform=f"translate({x:.1f} {y:.1f}) scale(.62)")
        draw_ring(canvas, [(_GREY, entry.ring)], 0, 0, 13)
        canvas.close("g")
    elif entry.reach:
        canvas.add(
            "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=7.5, fill=_GREY, fill_opacity=0.1, stroke=_GREY,
            stroke_width=1.1, stroke_dasharray="3.5 2.5",
        )  # fmt: skip
    else:
        return False
    return True
