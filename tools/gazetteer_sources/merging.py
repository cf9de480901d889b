"""Joins our own areas and town quarters with the GeoNames places that they are, so that each is listed once."""

from __future__ import annotations

from collections import defaultdict

from geomap.gazetteer.entry import Entry, Match
from geomap.gazetteer.folding import fold
from geomap.gazetteer.nearness import distance_km

_SAME_KINDS = frozenset({"region", "disputed", "island", "archipelago"})
_SETTLED = frozenset({"quarter", "town", "village"})


def merge_areas(areas: list[Entry], divisions: list[Entry]) -> list[Entry]:
    """Return the areas that are no division; the others give their names to the division of the same name.

    A volcano, lake or river is not the division named after it; a region or island in one country mostly is.
    """
    named: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for division in divisions:
        named[division.country, fold(division.name)].append(division)
    return [area for area in areas if not _joined(area, named[area.country, fold(area.name)])]


def merge_quarters(sites: list[Entry], towns: list[Entry]) -> list[Entry]:
    """Return the sites that are no town or district of GeoNames; a settled one gives its names to its twin."""
    named: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for town in towns:
        named[town.country, fold(town.name)].append(town)
    kept = []
    for site in sites:
        same = [
            town
            for town in named[site.country, fold(site.name)]
            if site.kind in _SETTLED
            and distance_km(site.lat, site.lon, town.lat, town.lon) <= site.uncertainty_km + town.uncertainty_km
        ]
        if same:
            same[0].names += site.names
        else:
            kept.append(site)
    return kept


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
