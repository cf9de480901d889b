"""A place of the gazetteer, and a candidate: a place that a name may mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """How precisely a place is known, from a point in the text down to nothing."""

    EXACT = "exact"
    SITE = "site"
    LOCALITY = "locality"
    AREA = "area"
    COUNTRY = "country"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry.

    Attributes:
        key: Stable unique key: "gn:98182", "site:green-zone-baghdad", "region:sahel", "country:IQ".
        name: English display name.
        kind: What it is: "country", "territory", "admin1", "admin2", "city", "capital", "district", "region",
            "river", "sea", "square", "dam", "coordinates", …
        lat: Latitude of a representative point, degrees north, WGS84.
        lon: Longitude of it, degrees east.
        precision: Precision of something known to be "in" this place.
        uncertainty_km: Radius around the point, in km, that holds most of the place.
        country: ISO 3166-1 alpha-2 code, or None where it lies in none or several.
        admin1: English name of the first-level division, if known.
        admin1_code: GeoNames code of it ("IQ.07"), if known.
        geonameid: GeoNames id, if it has one.
        population: Inhabitants, 0 where unknown.
        within: Names of the places that hold it, the smallest first: ("Baghdad", "Iraq").
        countries: All countries that it touches, for waters, ranges and regions.
        source: Where it comes from: "" for the embedded gazetteer, the name of a user gazetteer, or the online
            geocoder that gave it with its credit.
    """

    key: str
    name: str
    kind: str
    lat: float
    lon: float
    precision: Precision
    uncertainty_km: float
    country: str | None = None
    admin1: str | None = None
    admin1_code: str | None = None
    geonameid: int | None = None
    population: int = 0
    within: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    Attributes:
        place: The place.
        matched: The gazetteer's name that matched.
        match: How: "name", "alternate", "abbreviation", "alias", "demonym", "fuzzy", "online".
        score: 0 to 1 within one list of candidates; higher is likelier.
        reasons: Why it is ranked where it is, in words.
    """

    place: Place
    matched: str
    match: str
    score: float
    reasons: tuple[str, ...] = ()
