"""Which form the marker of each type has: colour tells the group, form the type."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.events.taxonomy import Taxonomy

# Those that `maps/assets/js/shapes.js` and `briefings/picture/symbols.py` can draw, neighbours unlike each other.
SHAPES = (
    *("circle", "diamond", "square", "triangle", "cross", "pentagon", "star", "triangle-down", "hexagon", "drop"),
    *("plaque",),
)


def shapes_of(taxonomy: Taxonomy) -> dict[str, str]:
    """A form for each type: the first of a group bears that of the group, the others each another one.

    A group of more than eleven types begins anew with the first form.
    """
    out: dict[str, str] = {}
    for group in taxonomy.groups.values():
        members = [key for key, kind in taxonomy.types.items() if kind.group == group.key]
        first = SHAPES.index(group.shape) if group.shape in SHAPES else 0
        out |= dict(zip(members, islice(cycle(SHAPES), first, first + len(members)), strict=True))
    return out
