"""Finds the first-level division of places that come with a point only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.gazetteer.entry import Entry
    from geomap.gazetteer.shapes import Shapes


def place_in_divisions(entries: Iterable[Entry], shapes: Shapes) -> None:
    """Give sites and former provinces the code of the division whose outline holds them, if it is in their country."""
    for entry in entries:
        if (entry.precision is Precision.SITE or entry.kind == "province") and entry.country and not entry.admin1:
            key = shapes.holding(entry.lat, entry.lon, f"admin1:{entry.country}.")
            entry.admin1 = key.removeprefix("admin1:") if key else ""
