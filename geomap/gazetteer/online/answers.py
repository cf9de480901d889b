"""What an online geocoder answered, as places: a name, a point, how precise it is, and what says so.

The services word their answers differently; a name, the kind of the place and its bounding box are looked for where
Nominatim, Photon, Pelias and ArcGIS put them. Nothing of an answer is trusted.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.nearness import distance_km
from geomap.gazetteer.place import Place, Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.gazetteer.gazetteer import Gazetteer

_COUNTRIES = frozenset({"country"})
_AREAS = frozenset(
    {
        "state", "region", "county", "province", "district", "state_district", "macroregion", "macrocounty",
        "island", "archipelago", "river", "lake", "sea", "bay", "national_park", "mountain_range",
        "peninsula", "dependency", "administrative",
    }
)  # fmt: skip
_LOCALITIES = frozenset(
    {
        "city", "town", "village", "hamlet", "suburb", "locality", "localadmin", "borough", "neighbourhood",
        "neighborhood", "quarter", "municipality", "isolated_dwelling", "city_district", "settlement",
    }
)  # fmt: skip
_RADII = {Precision.COUNTRY: 300.0, Precision.AREA: 30.0, Precision.LOCALITY: 3.0, Precision.SITE: 0.5}
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST = 200
_MOST = 5
_SIDES = 4


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: name, latitude and longitude in degrees, kind, radius in km (0 where the service gave none)."""

    name: str
    lat: float
    lon: float
    kind: str
    radius_km: float


def answers(locations: Iterable[Any] | None) -> list[Answer]:
    """Return what can be used of geopy's locations, in the order of the service."""
    read = (_answer(location) for location in list(locations or ())[:_MOST])
    return [answer for answer in read if answer is not None]


def place(answer: Answer, source: str, gazetteer: Gazetteer) -> Place:
    """Return an answer as a place; the embedded gazetteer says which country and division it lies in.

    Args:
        answer: The answer.
        source: Who gave it, as in `Place.source`.
        gazetteer: Knows countries and divisions.
    """
    precision = precision_of(answer.kind)
    country, admin1 = gazetteer.reverse(answer.lat, answer.lon)
    state = gazetteer.country(country) if country else None
    holders = (admin1, state.name if state else None)
    return Place(
        f"online:{round(answer.lat, 5)},{round(answer.lon, 5)}",
        answer.name,
        answer.kind,
        answer.lat,
        answer.lon,
        precision,
        round(max(answer.radius_km, _RADII[Precision.SITE]) if answer.radius_km else _RADII[precision], 1),
        country,
        None if precision is Precision.COUNTRY else admin1,
        within=() if precision is Precision.COUNTRY else tuple(holder for holder in holders if holder),
        source=source,
    )


def precision_of(kind: str) -> Precision:
    """Return how precisely something is known that is in a place of a kind."""
    if kind in _COUNTRIES:
        return Precision.COUNTRY
    if kind in _AREAS:
        return Precision.AREA
    return Precision.LOCALITY if kind in _LOCALITIES else Precision.SITE


def _answer(location: Any) -> Answer | None:  # noqa: ANN401 - a geopy location, with whatever the service put into it
    raw = location.raw if isinstance(location.raw, dict) else {}
    said: Mapping[str, Any] = raw.get("properties") if isinstance(raw.get("properties"), dict) else raw  # type: ignore[assignment]  # checked just before
    lat, lon = float(location.latitude), float(location.longitude)
    name = _CONTROL.sub(" ", str(said.get("name") or str(location.address or "").partition(",")[0])).strip()[:_LONGEST]
    if not name or not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - degrees; false for NaN too
        return None
    return Answer(name, lat, lon, _kind(said), _radius(raw, said, lat, lon))


def _kind(said: Mapping[str, Any]) -> str:
    """Return the service's word for what a place is, "place" where it has none.

    A word that says how large it is comes first ("city"), then one that says what it is ("hospital", not "amenity").
    """
    attributes = said.get("attributes")
    more = [attributes.get("Type"), attributes.get("Addr_type")] if isinstance(attributes, dict) else []
    words = [*(said.get(key) for key in ("addresstype", "osm_value", "layer", "type")), *more]
    named = ["_".join(word.casefold().split()) for word in words if isinstance(word, str)]
    fit = [word for word in named if _KIND.fullmatch(word)]
    sized = [word for word in fit if precision_of(word) is not Precision.SITE]
    return next(iter([*sized, *fit[1:], *fit]), "place")


def _radius(raw: Mapping[str, Any], said: Mapping[str, Any], lat: float, lon: float) -> float:
    """Return how far the corners of the bounding box lie from the point, in km, 0 where there is none."""
    extent = raw.get("extent")
    if isinstance(raw.get("boundingbox"), list):  # Nominatim: south, north, west, east
        south, north, west, east = _numbers(raw["boundingbox"])
    elif isinstance(said.get("extent"), list):  # Photon: west, north, east, south
        west, north, east, south = _numbers(said["extent"])
    elif isinstance(raw.get("bbox"), list):  # Pelias: west, south, east, north
        west, south, east, north = _numbers(raw["bbox"])
    elif isinstance(extent, dict):  # ArcGIS
        west, south, east, north = _numbers([extent.get(side) for side in ("xmin", "ymin", "xmax", "ymax")])
    else:
        return 0.0
    if not (-90 <= south <= north <= 90 and -180 <= west <= east <= 180):  # noqa: PLR2004 - degrees; false for NaN too
        return 0.0
    return max(distance_km(lat, lon, y, x) for y in (south, north) for x in (west, east))


def _numbers(values: list[Any]) -> list[float]:
    """Return four numbers, NaN where there are none."""
    try:
        numbers = [float(value) for value in values]
    except (TypeError, ValueError):
        numbers = []
    return numbers if len(numbers) == _SIDES else [math.nan] * _SIDES
