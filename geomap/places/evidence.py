"""What a document says about where it is: countries, divisions and points that its clear names support."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geopy.distance import great_circle

if TYPE_CHECKING:
    from geomap.gazetteer.place import Place

_NEAR_KM = 150.0
_MOST_POINTS = 40
_TRACE = 1e-6
_MOST_COUNTRIES = 8  # of a region or water; the rest adds nothing


@dataclass(frozen=True, slots=True)
class Voice:
    """What one name of the document adds to the evidence: the place that it clearly means, and a weight."""

    place: Place
    weight: float

    def countries(self) -> dict[str, float]:
        """Weights by country: the place's own, or a share for each country of a region."""
        if self.place.country:
            return {self.place.country: self.weight}
        several = self.place.countries[:_MOST_COUNTRIES]
        return {country: self.weight / (2 * len(several)) for country in several}


@dataclass(slots=True)
class Evidence:
    """Weights of countries and first-level divisions, and the points of places already clear."""

    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    divisions: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    points: list[tuple[str, float, float]] = field(default_factory=list)

    def add(self, voice: Voice) -> None:
        """Count a name: its country, its division, and its point where it is small enough to be near something."""
        place = voice.place
        for country, weight in voice.countries().items():
            self.countries[country] += weight
        if place.admin1_code:
            self.divisions[place.admin1_code] += voice.weight
        if place.uncertainty_km < _NEAR_KM and len(self.points) < _MOST_POINTS:
            self.points.append((place.key, place.lat, place.lon))

    def country_share(self, place: Place, own: Voice | None) -> float:
        """How much of the evidence of the other names speaks for the place's country: 0 to 1."""
        less = own.countries() if own else {}
        return _share(self.countries, place.country, less.get(place.country or "", 0.0), sum(less.values()))

    def leads(self, place: Place, own: Voice | None) -> bool:
        """Whether no other country has more of the evidence of the other names than the place's."""
        others = self._of_others(own)
        return place.country is not None and others.get(place.country, 0.0) >= max(others.values(), default=0.0) > 0

    def is_foreign(self, place: Place, own: Voice | None) -> bool:
        """Whether the other names speak for countries, and none for the place's."""
        others = self._of_others(own)
        return place.country is not None and bool(others) and place.country not in others

    def _of_others(self, own: Voice | None) -> dict[str, float]:
        less = own.countries() if own else {}
        return {c: w - less.get(c, 0.0) for c, w in self.countries.items() if w - less.get(c, 0.0) > _TRACE}

    def division_share(self, place: Place, own: Voice | None) -> float:
        """The same for its first-level division."""
        spoken = own.weight if own and own.place.admin1_code else 0.0
        mine = spoken if own and own.place.admin1_code == place.admin1_code else 0.0
        return _share(self.divisions, place.admin1_code, mine, spoken)

    def nearness(self, place: Place) -> float:
        """1 where another clear place is next to it, falling to 0.37 at 150 km; the place itself does not count."""
        nearest = min(
            (great_circle((lat, lon), (place.lat, place.lon)).km for key, lat, lon in self.points if key != place.key),
            default=math.inf,
        )
        return math.exp(-nearest / _NEAR_KM)


def _share(weights: dict[str, float], key: str | None, less: float, less_in_all: float) -> float:
    """Share of a key without one name's part, shrunk where little else speaks (as if one more spoke for nothing)."""
    if key is None:
        return 0.0
    return max(0.0, weights.get(key, 0.0) - less) / (max(0.0, sum(weights.values()) - less_in_all) + 1.0)
