"""What a document says about where it is: countries, divisions and points that its clear names support."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geopy.distance import great_circle

if TYPE_CHECKING:
    from geomap.gazetteer.place import Place

_NEAR_KM = 150.0
_MOST_POINTS = 40


@dataclass(slots=True)
class Evidence:
    """Weights of countries and first-level divisions, and the points of places already clear."""

    countries: Counter[str] = field(default_factory=Counter)
    divisions: Counter[str] = field(default_factory=Counter)
    points: list[tuple[str, float, float]] = field(default_factory=list)

    def add(self, place: Place, weight: float) -> None:
        """Count a place: its country, its division, and its point where it is small enough to be near something."""
        if place.country:
            self.countries[place.country] += weight
        for country in () if place.country else place.countries[:8]:
            self.countries[country] += weight / (2 * min(8, len(place.countries)))
        if place.admin1_code:
            self.divisions[place.admin1_code] += weight
        if place.uncertainty_km < _NEAR_KM and len(self.points) < _MOST_POINTS:
            self.points.append((place.key, place.lat, place.lon))

    def country_share(self, place: Place) -> float:
        """How much of the document's evidence speaks for the place's country: 0 to 1, growing with its amount."""
        return _share(self.countries, place.country)

    def division_share(self, place: Place) -> float:
        """The same for its first-level division."""
        return _share(self.divisions, place.admin1_code)

    def nearness(self, place: Place) -> float:
        """1 where another clear place is next to it, falling to 0.37 at 150 km; the place itself does not count."""
        nearest = min(
            (great_circle((lat, lon), (place.lat, place.lon)).km for key, lat, lon in self.points if key != place.key),
            default=math.inf,
        )
        return math.exp(-nearest / _NEAR_KM)


def _share(counter: Counter[str], key: str | None) -> float:
    """Share of a key, shrunk where there is little evidence in all (as if one unit more spoke for nothing)."""
    if key is None or not counter:
        return 0.0
    return counter[key] / (counter.total() + 1.0)
