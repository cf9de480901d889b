"""What a GeoNames feature is to geomap: its kind, how precise it is, how large, and how likely it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from geomap.gazetteer import importance
from geomap.gazetteer.place import Precision

CITY, TOWN = 50_000, 5_000  # inhabitants from which a populated place is a city, or a town
CLASSES = "AHLPRSTUV"
_DIVISIONS = {"division1": 1, "division2": 2}


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of features.tsv: `said` is an importance, or the word for what it follows from."""

    kind: str
    precision: Precision
    uncertainty_km: float
    said: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one place is: uncertainty in km, importance 0 to 1."""

    kind: str
    precision: Precision
    uncertainty_km: float
    importance: float


def meaning(feature_class: str, code: str, population: int) -> Meaning:
    """Return what a place with a GeoNames feature class and code and so many inhabitants is.

    Raises:
        KeyError: GeoNames has no such class.
    """
    table = _features()
    feature = table.get((feature_class, code)) or table[feature_class, "*"]
    if feature.said == "population":
        kind = feature.kind
        if kind == "village":
            kind = "city" if population >= CITY or code == "PPLA" else "town" if population >= TOWN else "village"
        radius = importance.city_uncertainty_km(population)
        return Meaning(kind, feature.precision, radius, min(1.0, importance.city(population, code)))
    level = _DIVISIONS.get(feature.said)
    said = importance.division(level, population) if level else float(feature.said)
    return Meaning(feature.kind, feature.precision, feature.uncertainty_km, said)


@cache
def _features() -> dict[tuple[str, str], Feature]:
    text = files("geomap.gazetteer.imports").joinpath("features.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {
        (feature_class, code): Feature(kind, Precision(precision), float(uncertainty), said)
        for feature_class, codes, kind, precision, uncertainty, said in lines[1:]
        for code in codes.split()
    }
