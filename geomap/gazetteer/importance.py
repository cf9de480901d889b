"""How likely a place is meant by its name, before anything else is known of the text: 0 to 1.

One scale for all kinds, tuned so that a name shared by several places lists them in the order in which news
uses it: countries, capitals, big first-level divisions, big cities, … villages.
"""

from __future__ import annotations

import math

_CAPITAL = 0.08
_SEATS = {"PPLA": 0.03, "PPLA2": 0.01}


def country(population: int, *, territory: bool) -> float:
    """Return the importance of a country or of a dependent territory."""
    return min(1.0, (0.70 if territory else 0.82) + 0.02 * _magnitude(population))


def division(level: int, population: int) -> float:
    """Return the importance of a first- or second-level division with the inhabitants of its towns."""
    return (0.385 if level == 1 else 0.28) + 0.045 * _magnitude(population)


def city(population: int, feature: str) -> float:
    """Return the importance of a populated place with its inhabitants and its GeoNames feature code."""
    if feature == "PPLC":
        return 0.33 + 0.06 * _magnitude(max(population, 1000)) + _CAPITAL
    part = 0.9 if feature == "PPLX" else 1.0
    return part * (0.33 + 0.06 * _magnitude(population) + _SEATS.get(feature, 0.0))


def region(uncertainty_km: float) -> float:
    """Return the importance of a world region, a water or another natural feature by its size in km."""
    return min(0.9, 0.5 + 0.1 * math.log10(max(uncertainty_km, 1.0)))


SITE = 0.64
AIRPORT = 0.5
FORMER_PROVINCE = 0.48


def city_uncertainty_km(population: int) -> float:
    """Return the radius, in km, that holds most of a town: 2 km for a village, 25 km for the largest cities."""
    return min(25.0, 2.0 + 23.0 * math.sqrt(population / 2e7))


def _magnitude(population: int) -> float:
    """Return the decimal logarithm of a population, 0 where it is unknown."""
    return math.log10(population + 1)
