"""Joins our own regions and islands with the divisions that they are, so that each place is listed once."""

from __future__ import annotations

from collections import defaultdict

from geomap.gazetteer.entry import Entry, Match
from geomap.gazetteer.folding import fold
from geomap.gazetteer.nearness import distance_km

_SAME_KINDS = frozenset({"region", "disputed", "island", "archipelago"})


def merge_areas(areas: list[Entry], divisions: list[Entry]) -> list[Entry]:
    """Return the areas that are no division; the others give their names to the division of the same name.

    A volcano, lake or river is not the division named after it; a region or island in one country mostly is.
    """
    named: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for division in divisions:
        named[division.country, fold(division.name)].append(division)
    return [area for area in areas if not _joined(area, named[area.country, fold(area.name)])]


def _joined(area: Entry, divisions: list[Entry]) -> bool:
    """Give the names of an area to the first division that it is, if there is one, and say so."""
    if area.kind not in _SAME_KINDS or not area.country:
        return False
    for division in sorted(divisions, key=lambda entry: entry.kind):
        apart = distance_km(area.lat, area.lon, division.lat, division.lon)
        if apart <= max(area.uncertainty_km, division.uncertainty_km):
            division.names += [(area.name, Match.ALTERNATE), *area.names]
            division.importance = max(division.importance, area.importance)
            return True
    return False
