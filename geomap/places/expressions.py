"""Words around a name that move the place: "southeast Baghdad", "northern Syria", "10 km north of Mosul"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geopy.distance import geodesic

from geomap.gazetteer.place import Place, Precision

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer

_BEARINGS = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270,
    "northwest": 315,
}  # fmt: skip
_DIRECTION = re.compile(
    r"\b(?:the )?((?:north|south)(?:[ -]?(?:east|west))?|east|west)(ern(?:most)?)?"
    r"(?: (?:parts?|outskirts|side|edge|suburbs?|half) of)?(?: the)?(?: (?:city|province|region|state) of)?\s+$",
    re.IGNORECASE,
)
_CENTRAL = re.compile(r"\b(?:central|downtown|the cent(?:re|er) of|the heart of)(?: the)?\s+$", re.IGNORECASE)
_FRINGE = re.compile(
    r"\b(?:near|close to|outside|(?:on )?the outskirts of|not far from|the suburbs of)(?: the)?"
    r"(?: (?:city|town|village) of)?\s+$",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"\b(?:(?:about|around|some|roughly|approximately|nearly|almost|just) )?(\d+(?:[.,]\d+)?)[ -]?"
    r"(km|kms|kilomet(?:er|re)s?|miles?|mi|nautical miles?|met(?:er|re)s?|m)\b(?: ?\([^)]{1,30}\))?"
    r"(?:(?: to the)? ((?:north|south)(?:[ -]?(?:east|west))?|east|west))?"
    r"(?: (?:of|from|outside|off)| away from| offshore from)(?: the)?"
    r"(?: (?:coast|city|town|village|port|capital)(?: of)?,?)?\s+$",
    re.IGNORECASE,
)
_KM = {"k": 1.0, "mi": 1.609344, "n": 1.852, "m": 0.001}
_BEFORE = 90  # characters before a name that may hold such words
_REPORTED = 0.1  # share of a reported distance that it may be off


@dataclass(frozen=True, slots=True)
class Shift:
    """A place moved by the words before it, and those words' start."""

    place: Place
    start: int
    reason: str


def shifted(text: str, start: int, place: Place, gazetteer: Gazetteer) -> Shift | None:
    """The place that the words before a name make of it, or None when they leave it as it is.

    Args:
        text: The document's text.
        start: Where the name starts in it.
        place: What the name was resolved to.
        gazetteer: Gives outlines, to halve a country or province by direction.
    """
    before = text[max(0, start - _BEFORE) : start]
    at = start - len(before)
    if match := _OFFSET.search(before):
        return _offset(match, at, place)
    if (match := _DIRECTION.search(before)) and place.precision not in {Precision.SITE, Precision.EXACT}:
        return _part(match, at, place, gazetteer)
    if place.precision is Precision.LOCALITY:
        if match := _FRINGE.search(before):
            wide = replace(place, uncertainty_km=round(place.uncertainty_km * 1.5 + 3, 1))
            return Shift(wide, at + match.start(), f"“{match[0].strip()}” {place.name}: not in it, but close by")
        if match := _CENTRAL.search(before):
            fine = replace(place, uncertainty_km=round(max(1.0, place.uncertainty_km / 3), 1))
            return Shift(fine, at + match.start(), f"the middle of {place.name}")
    return None


def _offset(match: re.Match[str], at: int, place: Place) -> Shift | None:
    unit = match[2].lower()
    factor = next(km for prefix, km in _KM.items() if unit.startswith(prefix))
    distance = float(match[1].replace(",", ".")) * factor
    if distance > 500:  # noqa: PLR2004 - km: what is told from so far off is not near the place
        return None
    words = " ".join(match[0].split())
    reach = place.uncertainty_km / 3 if place.precision is Precision.LOCALITY else place.uncertainty_km
    if match[3] is None:
        moved = replace(place, key=f"{place.key}~{distance:.1f}", name=f"{words} {place.name}",
                        uncertainty_km=round(distance + reach, 1), within=_inside(place))  # fmt: skip
        return Shift(moved, at + match.start(), f"{distance:.0f} km from {place.name}, in a direction not told")
    bearing = _BEARINGS[_compass(match[3])]
    point = geodesic(kilometers=distance).destination((place.lat, place.lon), bearing)
    moved = replace(
        place,
        key=f"{place.key}~{distance:.1f}@{bearing}",
        name=f"{words} {place.name}",
        kind="offset",
        lat=round(point.latitude, 5),
        lon=round(point.longitude, 5),
        precision=Precision.LOCALITY,
        uncertainty_km=round(max(2.0, distance * (_REPORTED + 0.2)) + min(reach, 5.0), 1),
        within=_inside(place),
    )
    return Shift(moved, at + match.start(), f"{distance:.0f} km {_compass(match[3])} of {place.name}")


def _part(match: re.Match[str], at: int, place: Place, gazetteer: Gazetteer) -> Shift | None:
    """The part of a place that lies in a direction: a city's quarter, or the half of an area's outline."""
    way = _compass(match[1])
    if not match[2] and place.precision is not Precision.LOCALITY:
        return None  # "South Sudan", "West Virginia": the word belongs to the name
    words = " ".join(match[0].split()).removeprefix("the ")
    if place.precision is Precision.LOCALITY:
        point = geodesic(kilometers=place.uncertainty_km / 3).destination((place.lat, place.lon), _BEARINGS[way])
        lat, lon, reach = point.latitude, point.longitude, place.uncertainty_km / 2
    else:
        half = _half(place, way, gazetteer)
        if half is None:
            return None
        lat, lon, reach = half
    moved = replace(place, key=f"{place.key}~{way}", name=f"{words} {place.name}", kind=f"part of {place.kind}",
                    lat=round(lat, 5), lon=round(lon, 5), uncertainty_km=round(reach, 1),
                    within=_inside(place))  # fmt: skip
    if moved.precision is Precision.COUNTRY:
        moved = replace(moved, precision=Precision.AREA)
    return Shift(moved, at + match.start(), f"the {way} of {place.name}")


def _half(place: Place, way: str, gazetteer: Gazetteer) -> tuple[float, float, float] | None:
    """Representative point (lat, lon) and radius in km of the part of the outline that lies in a direction."""
    from shapely import box

    shape = gazetteer.shape(place)
    if shape is None:
        return None
    west, south, east, north = shape.bounds
    middle_x, middle_y = shape.centroid.x, shape.centroid.y
    south_edge = middle_y if "north" in way else south
    north_edge = middle_y if "south" in way else north
    west_edge = middle_x if "east" in way else west
    east_edge = middle_x if "west" in way else east
    part = shape.intersection(box(west_edge, south_edge, east_edge, north_edge))
    if part.is_empty:
        return None
    inside = part.centroid if part.covers(part.centroid) else part.representative_point()
    low_x, low_y, high_x, high_y = part.bounds
    return inside.y, inside.x, float(geodesic((low_y, low_x), (high_y, high_x)).km) / 2


def _inside(place: Place) -> tuple[str, ...]:
    return (place.name, *place.within)


def _compass(words: str) -> str:
    return re.sub(r"[ -]", "", words.lower())
