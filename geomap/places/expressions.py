"""Words beside a name that move the place: "southeast Baghdad", "10 km north of Mosul", "off Somalia"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geopy.distance import geodesic

from geomap.gazetteer.place import Place, Precision
from geomap.places import outlines
from geomap.places.compass import WIND, bearing, wind
from geomap.places.offsets import find_offset, moved

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.places.offsets import Offset

_PARTS = (
    r"parts?|outskirts|sides?|edges?|ends?|suburbs?|half|districts?|neighbou?rhoods?|quarters?|areas?|countryside|"
    r"fringes?|reaches|corner|flank|tip|coast|shore"
)
_DIRECTION = re.compile(
    rf"(?P<the>\bthe )?(?:\b(?:far|extreme|deep|remote)[ -])?\b(?P<way>{WIND})(?P<ern>ern(?:most)?)?"
    rf"(?P<of> (?:(?:{_PARTS}) )?of(?: the)?(?: (?:city|town|province|region|state|island) of)?)?(?: the)? $",
    re.IGNORECASE,
)
_AND_BEFORE = re.compile(rf"\b(?:{WIND})(?:ern)?,? (?:and|or|&|to) (?:the )?(?:far )?$", re.IGNORECASE)
_OF_NAME = re.compile(
    rf"[’']s (?:far[ -])?(?P<way>{WIND})(?:(?P<ern>ern(?:most)?) (?:{_PARTS})\b|(?: (?:{_PARTS}))?"
    r"(?=[,.;:)]|$| (?:and|or|on|in|where|as|after|before|since|to|by|with|have|has|had|is|was|were|are|at|from|"
    r"during|killed|that|which|while|when|for|but|said|left)\b))(?! of\b)",
    re.IGNORECASE,
)
_CENTRAL = re.compile(
    r"\b(?:central|downtown|the cent(?:re|er) of|the heart of|the middle of)(?: the)?(?: (?:city|town) of)? $",
    re.IGNORECASE,
)
_FRINGE = re.compile(
    r"\b(?:near|nearby|close to|outside|around|in the vicinity of|(?:on |at )?the (?:outskirts|edge|fringes|gates) of|"
    r"not far from|(?:in )?(?:the|a) suburbs? of|the (?:hills|countryside|area|desert|mountains|villages) "
    r"(?:above|around|outside|near|of))(?: the)?(?: (?:city|town|village) of)? $",
    re.IGNORECASE,
)
_RURAL = re.compile(
    r"\b(?:rural|the countryside (?:of|around|near)|(?:on )?the (?:road|highway|way) to) $", re.IGNORECASE
)
_AROUND_NAME = re.compile(
    r"(?:[’']s)? (?:countryside|suburbs?|outskirts|hinterland|area|vicinity|environs)\b(?! of\b)", re.IGNORECASE
)
_COAST = re.compile(
    rf"\boff (?:the )?(?:(?P<way>{WIND})(?:ern)? )?(?:coasts?|shores?|coastline) of(?: the)?"
    r"(?: (?:island|city|town|port|state) of)? $"
    r"|\boff (?P<bare>the )?$",
    re.IGNORECASE,
)
_OFF_ITS_COAST = re.compile(r"\boff (?:the )?$", re.IGNORECASE)
_ITS_COAST = re.compile(rf"(?:[’']s)? (?:(?P<way>{WIND})(?:ern)? )?(?:coast|shores?|coastline)\b", re.IGNORECASE)
_BORDER_CROSSING = re.compile(r" (?:(?:border|frontier) (?:crossing|gate|post)|crossing(?: point)?)\b", re.IGNORECASE)
_BEFORE, _AFTER = 110, 60  # characters beside a name that may hold such words
_ISLANDS = frozenset({"island", "archipelago", "islands"})
_CROSSING_KM = 60.0  # a border crossing is named for a town no farther from the border
_ISLET_KM = 30.0
_LEAST_KM = 3.0
_RURAL_KM = 15.0


@dataclass(frozen=True, slots=True)
class Shift:
    """A place moved by the words beside it, and where those words start."""

    place: Place
    start: int
    reason: str


def shifted(text: str, start: int, end: int, place: Place, gazetteer: Gazetteer) -> Shift | None:
    """The place that the words beside a name make of it, or None when they leave it as it is.

    A moved place keeps the GeoNames id of the place that it is told from, and a key of its own.

    Args:
        text: The document's text.
        start: Where the name starts in it.
        end: One past its last code point.
        place: What the name was resolved to.
        gazetteer: Gives outlines, to halve a country or province by direction and to find its coast.
    """
    before = re.sub(r"\s", " ", text[max(0, start - _BEFORE) : start])
    after = re.sub(r"\s", " ", text[end : end + _AFTER])
    at = start - len(before)
    if not before.endswith("  "):
        if shift := _at_sea(before, after, at, place, gazetteer):
            return shift
        if offset := find_offset(before):
            far = moved(offset, place, gazetteer)
            told = _told(offset, place)
            return Shift(far, at + offset.start, told) if far else None
        fine = place.precision in {Precision.SITE, Precision.EXACT}
        if not fine and (match := _DIRECTION.search(before)):
            part = _direction(before, match, place, gazetteer)
            if part is not None:
                return Shift(part, at + match.start(), f"the {wind(match['way'])} of {place.name}")
            return None
        if shift := _beside(before, at, place):
            return shift
    return _by_what_follows(after, start, place, gazetteer)


def _told(offset: Offset, place: Place) -> str:
    if not offset.measured:
        return f"{offset.way} of {place.name}, how far is not told"
    if offset.way is None:
        return f"{offset.km:.0f} km from {place.name}, in a direction not told"
    return f"{offset.km:.0f} km {offset.way} of {place.name}"


def _beside(before: str, at: int, place: Place) -> Shift | None:
    """Near a town, in its countryside, in its middle; near a site; the middle of an area."""
    town = place.precision is Precision.LOCALITY
    if town and (match := _RURAL.search(before)):
        return Shift(_wider(place, 2, _RURAL_KM), at + match.start(), f"“{match[0].strip()}” {place.name}")
    if (town or place.precision is Precision.SITE) and (match := _FRINGE.search(before)):
        wide = _wider(place, 1.5, 3 if town else 1)
        return Shift(wide, at + match.start(), f"“{match[0].strip()}” {place.name}: not in it, but close by")
    if match := _CENTRAL.search(before):
        if town:
            fine = replace(place, uncertainty_km=round(max(1.0, place.uncertainty_km / 3), 1))
            return Shift(fine, at + match.start(), f"the middle of {place.name}")
        if place.precision in {Precision.AREA, Precision.COUNTRY} and place.key.startswith(("country:", "gn:")):
            middle = replace(
                place,
                key=f"{place.key}~central",
                name=f"central {place.name}",
                kind=f"part of {place.kind}",
                precision=Precision.AREA,
                uncertainty_km=round(place.uncertainty_km / 2, 1),
                within=(place.name, *place.within),
            )
            return Shift(middle, at + match.start(), f"the middle of {place.name}")
    return None


def _by_what_follows(after: str, start: int, place: Place, gazetteer: Gazetteer) -> Shift | None:
    """What the words behind a name make of it: a part of it, what lies around it, its border crossing."""
    town = place.precision is Precision.LOCALITY
    if not town and place.precision not in {Precision.AREA, Precision.COUNTRY}:
        return None
    if match := _OF_NAME.match(after):
        way = wind(match["way"])
        part = None if bearing(way) is None else _part(place, way, f"{way}{match['ern'] or ''}", gazetteer)
        return Shift(part, start, f"the {way} of {place.name}") if part else None
    if town and _AROUND_NAME.match(after):
        return Shift(_wider(place, 1.5, 3), start, f"{place.name} and what lies around it")
    if town and (match := _BORDER_CROSSING.match(after)):
        return _crossing(place, match[0], start, gazetteer)
    return None


def _crossing(place: Place, words: str, start: int, gazetteer: Gazetteer) -> Shift | None:
    """The border crossing named for a town: the nearest point of its country's border, if that is near."""
    country = gazetteer.country(place.country) if place.country else None
    spot = outlines.nearest_edge(place, country, gazetteer) if country else None
    if spot is None or spot.reach_km > _CROSSING_KM:
        return None
    crossing = replace(
        place,
        key=f"{place.key}~crossing",
        name=f"{place.name}{words}",
        kind="crossing",
        lat=round(spot.lat, 5),
        lon=round(spot.lon, 5),
        uncertainty_km=round(_LEAST_KM + spot.reach_km / 2, 1),
    )
    return Shift(crossing, start, f"the border at {place.name}")


def _wider(place: Place, factor: float, more_km: float) -> Place:
    return replace(place, uncertainty_km=round(place.uncertainty_km * factor + more_km, 1))


def _direction(before: str, match: re.Match[str], place: Place, gazetteer: Gazetteer) -> Place | None:
    way = wind(match["way"])
    if bearing(way) is None or _AND_BEFORE.search(before[: match.start()]):
        return None  # "northern and eastern Syria": no half of it
    if match["of"] and not match["the"] and not match["ern"]:
        return None
    belongs = not match["ern"] and not match["of"] and not (match["way"].islower() or len(way) > len("south"))
    if place.precision is not Precision.LOCALITY and belongs:
        return None  # "South Sudan", "West Virginia": the word belongs to the name
    words = " ".join(match[0].split())
    words = words[0].lower() + words[1:] if match["of"] else words.removeprefix("the ").removeprefix("The ")
    return _part(place, way, words, gazetteer)


def _part(place: Place, way: str, words: str, gazetteer: Gazetteer) -> Place | None:
    """The part of a place that lies in a direction: a city's quarter, or the half of an area's outline."""
    if place.precision is Precision.LOCALITY:
        point = geodesic(kilometers=place.uncertainty_km / 3).destination((place.lat, place.lon), bearing(way))
        spot = outlines.Spot(point.latitude, point.longitude, place.uncertainty_km / 2)
    else:
        known = outlines.half(place, way, gazetteer)
        if known is None:
            return None
        spot = known
    precision = Precision.AREA if place.precision is Precision.COUNTRY else place.precision
    return replace(
        place,
        key=f"{place.key}~{way}",
        name=f"{words} {place.name}",
        kind=f"part of {place.kind}",
        lat=round(spot.lat, 5),
        lon=round(spot.lon, 5),
        precision=precision,
        uncertainty_km=round(spot.reach_km, 1),
        within=(place.name, *place.within),
    )


def _at_sea(before: str, after: str, at: int, place: Place, gazetteer: Gazetteer) -> Shift | None:
    """The waters off a country, a division or a town: "off the coast of Libya", "off Somalia", "off Libya's coast"."""
    match = _COAST.search(before)
    its = _ITS_COAST.match(after) if _OFF_ITS_COAST.search(before) else None
    if match is None:
        return None
    way = (its and its["way"]) or match["way"]
    offset = find_offset(before) if place.precision is Precision.LOCALITY else None
    start = at + (offset.start if offset else match.start())
    return waters(place, wind(way) if way else None, start, gazetteer, offset.km if offset else None)


def waters(
    place: Place, way: str | None, start: int, gazetteer: Gazetteer, out_km: float | None = None
) -> Shift | None:
    """The waters off a place, or off its coast in one direction; None where it has no coast.

    `out_km` is how far off a town the text says, in km, if it does.
    """
    towards = bearing(way) if way else None
    if place.kind in _ISLANDS:
        spot: outlines.Spot | None = outlines.Spot(place.lat, place.lon, place.uncertainty_km + _ISLET_KM)
    elif place.precision is Precision.LOCALITY:
        spot = outlines.off_town(place, out_km, gazetteer)
    elif place.precision in {Precision.AREA, Precision.COUNTRY}:
        spot = outlines.off_coast(place, way, towards, gazetteer)
    else:
        spot = None
    if spot is None:
        return None
    coast = f"the {way} coast of " if way else ""
    offshore = replace(
        place,
        key=f"{place.key}~off{way or ''}",
        name=f"off {coast}{place.name}",
        kind="offshore",
        lat=round(spot.lat, 5),
        lon=round(spot.lon, 5),
        precision=Precision.AREA,
        uncertainty_km=round(spot.reach_km, 1),
    )
    return Shift(offshore, start, f"the waters off {coast}{place.name}")
