"""Where the symbols stand: those that would cover one another fan out around their spot, many become a ring.

What is numbered always has a symbol of its own; only what is not may go into a ring. At last all are moved apart until
none covers another, and a leg leads from each to where it belongs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from geomap.briefings.picture.symbols import Symbol, radius, ring_radius

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from geomap.briefings.facts import Row
    from geomap.briefings.picture.view import View

FAN_LIMIT = 8  # unnumbered incidents that may stand around one spot; more become a ring
_NEAR = 15.0  # pixels within which unnumbered symbols would cover one another
_NEAR_MANY = 44.0  # the same where there are so many that only rings leave room
_MANY = 30
_ROUNDS = 300
_ROOM = 2.5  # pixels between symbols
_STRIDE = 4.0  # pixels that a mark moves at once
_UNSEEN = 0.5  # pixels by which marks may overlap unseen


@dataclass(slots=True)
class Mark:
    """A symbol, or a ring for several incidents: where it belongs and where it is drawn, in pixels."""

    rows: list[Row]
    at: tuple[float, float]
    reach: float
    symbol: Symbol | None = None
    number: int | None = None
    drawn: tuple[float, float] = field(default=(0.0, 0.0))

    @property
    def moved(self) -> bool:
        """Whether it is drawn so far off that a leg must lead to where it belongs."""
        return math.dist(self.at, self.drawn) > max(4.0, 0.45 * self.reach)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of what it covers."""
        (x, y), r = self.drawn, self.reach
        return x - r, y - r, x + r, y + r


def place_marks(
    rows: Sequence[Row], numbered: AbstractSet[int], view: View, obstacles: Sequence[tuple[float, float, float]] = ()
) -> list[Mark]:
    """The marks of the rows that are in the view, the weightiest last, so that it is painted on top.

    Args:
        rows: Incidents with a place, the weightiest first.
        numbered: Numbers of the rows that get a symbol with their number in it.
        view: The view.
        obstacles: Discs x, y, radius that no mark may cover, in pixels.
    """
    spots = {row.number: view.spot(row.place.lon, row.place.lat) for row in rows if row.place is not None}
    singles = [row for row in rows if row.number in numbered]
    others = [row for row in rows if row.number not in numbered]
    marks = [_single(row, spots[row.number], number=row.number) for row in singles]
    near = _NEAR_MANY if len(others) > _MANY else _NEAR
    for members in _gathered(others, spots, near):
        if len(members) <= FAN_LIMIT and near == _NEAR:
            marks += [_single(row, spots[row.number]) for row in members]
        elif len(members) == 1:
            marks.append(_single(members[0], spots[members[0].number]))
        else:
            middle = np.mean([spots[row.number] for row in members], axis=0)
            marks.append(Mark(members, (float(middle[0]), float(middle[1])), ring_radius(len(members)) + 2))
    _move_apart(marks, view, obstacles)
    return marks[::-1]


def _single(row: Row, at: tuple[float, float], number: int | None = None) -> Mark:
    symbol = Symbol(
        row.form,
        row.kind.colour,
        row.incident.status,
        row.vague,
        radius(row.severity, numbered=number is not None),
        row.incident.confidence,
    )
    return Mark([row], at, symbol.reach, symbol, number)


def _gathered(rows: Sequence[Row], spots: dict[int, tuple[float, float]], near: float) -> list[list[Row]]:
    """Rows nearer than `near` pixels to the weightiest of them, together."""
    cells: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        x, y = spots[row.number]
        cells.setdefault((math.floor(x / near), math.floor(y / near)), []).append(row)
    groups = []
    taken: set[int] = set()
    for row in rows:
        if row.number in taken:
            continue
        x, y = spots[row.number]
        column, line = math.floor(x / near), math.floor(y / near)
        members: list[Row] = []
        for cell in ((column + dx, line + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            left: list[Row] = []
            for other in cells.get(cell, ()):
                inside = math.dist(spots[other.number], (x, y)) <= near
                (members if inside else left).append(other)
            cells[cell] = left
        taken.update(other.number for other in members)
        groups.append(sorted(members, key=lambda member: member.number))
    return groups


def _move_apart(marks: list[Mark], view: View, obstacles: Sequence[tuple[float, float, float]]) -> None:
    """Move marks that cover one another apart, all a little at a time, and none out of the view."""
    if not marks:
        return
    home = np.array([mark.at for mark in marks])
    reach = np.array([mark.reach for mark in marks])
    # Marks of one spot set out along a sunflower, so that they know in which direction to give way.
    turn = np.arange(len(marks)) * 2.399963229728653
    at = home + 0.5 * np.sqrt(np.arange(len(marks)))[:, None] * np.column_stack([np.cos(turn), np.sin(turn)])
    low, high = reach[:, None] + 2, np.array([view.width, view.height]) - reach[:, None] - 2
    wanted = reach[:, None] + reach[None, :] + _ROOM
    np.fill_diagonal(wanted, 0.0)
    for step in range(_ROUNDS):
        apart = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-6)
        overlap = np.maximum(wanted - distance, 0.0)
        push = (apart / distance[:, :, None] * (overlap * 0.5)[:, :, None]).sum(axis=1)
        # A crowd would blow up if each gave way to all at once; a pull home that fades keeps it close together.
        length = np.maximum(np.hypot(push[:, 0], push[:, 1]), 1e-6)
        push *= np.minimum(1.0, _STRIDE / length)[:, None]
        fading = 1 - step / (_ROUNDS * 0.7)
        pull = (home - at) * max(0.0, 0.05 * fading)
        if fading < 0 and overlap.max() < _UNSEEN:
            break
        if not overlap.any() and np.abs(home - at).max() < 1:
            break
        at = at + push + pull
        for x, y, r in obstacles:
            away = at - (x, y)
            distance = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-6)
            at = at + away * (np.maximum(r + reach - distance, 0.0) / distance)[:, None]
        at = np.clip(at, low, high)
    for mark, (x, y) in zip(marks, at, strict=True):
        mark.drawn = (float(x), float(y))
