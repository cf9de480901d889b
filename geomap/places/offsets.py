"""So far from a place: "10 km north of Mosul", "30 miles (48 km) off", "an hour's drive from", "just east of"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geopy.distance import geodesic

from geomap.gazetteer.place import Precision
from geomap.places.compass import WIND, bearing, sideways, wind
from geomap.places.outlines import edge

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.place import Place

_NUMBER = r"\d{1,4}(?:[.,]\d{1,3})?"
_WORD = (
    r"half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"eighty|a hundred|a dozen|a few|a couple of|several|dozens of|tens of"
)
_UNIT = r"km|kms|kilomet(?:er|re)s?|miles?|mi|nautical miles?|nm|met(?:er|re)s?|m|yards?|blocks?"
_OF = (
    r"(?:of|from|outside|off|inland from|away from|offshore from|off the coast of|beyond|short of)"
    r"(?: the)?(?: (?:cent(?:re|er)|edge|coast|city|town|village|port|capital)(?: of)?,?)?"
)
_DISTANCE = re.compile(
    rf"\b(?P<low>{_NUMBER}|{_WORD})(?:(?: ?(?:-|–|to|or|and) ?)(?P<high>{_NUMBER}))?[ -]?(?P<unit>{_UNIT})\b"
    rf"(?: ?\([^()]{{1,30}}\))?(?:,? (?:to the |due |further |farther )?(?P<way>{WIND}))? {_OF}(?: the)? $",
    re.IGNORECASE,
)
_DRIVE = re.compile(
    rf"\b(?P<low>{_NUMBER}|{_WORD})[ -](?P<unit>hours?|minutes?)(?:[’']s?)? (?:drive|ride)"
    rf"(?:,? (?:to the )?(?P<way>{WIND}))? {_OF} $",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?P<in>\b(?:the|in|far) )?(?P<near>\b(?:just|immediately|directly) )?\b(?:to the |due )?(?P<way>{WIND}) of"
    r"(?: the)?(?: (?:city|town|village|port|capital)(?: of)?)? $",
    re.IGNORECASE,
)
_WORDS = {
    "half a": (0.5, 0.1), "half an": (0.5, 0.1), "a": (1, 0.3), "an": (1, 0.3), "one": (1, 0.3), "two": (2, 0.5),
    "three": (3, 0.5), "four": (4, 0.5), "five": (5, 1), "six": (6, 1), "seven": (7, 1), "eight": (8, 1),
    "nine": (9, 1), "ten": (10, 2), "twelve": (12, 2), "fifteen": (15, 2), "twenty": (20, 3), "thirty": (30, 4),
    "forty": (40, 5), "fifty": (50, 6), "sixty": (60, 7), "eighty": (80, 8), "a hundred": (100, 15),
    "a dozen": (12, 3), "a few": (4, 3), "a couple of": (2.5, 1.5), "several": (6, 4), "dozens of": (40, 25),
    "tens of": (40, 25),
}  # fmt: skip
_KM = {"k": 1.0, "mi": 1.609344, "na": 1.852, "nm": 1.852, "me": 0.001, "m": 0.001, "y": 0.000914, "b": 0.12}
_DRIVEN_KM = {"h": 60.0, "m": 1.0}  # km that an hour or a minute on the road makes
_DRIVEN_SPREAD = 0.5  # share of it that the road and its curves may take
_REPORTED = 0.1  # share of a reported distance that it may be off
_FARTHEST_KM = 500.0  # what is told from farther off is not near the place
_BARE_KM, _BARE_NEAR_KM = 25.0, 8.0  # a direction alone: how far that usually is
_LEAST_KM = 2.0
_THOUSANDS = re.compile(r"\d{1,3},\d{3}")


@dataclass(frozen=True, slots=True)
class Offset:
    """How far from a place something is, in km, how far that may be off, in which direction, and where it is said."""

    km: float
    spread_km: float
    way: str | None
    start: int
    words: str
    measured: bool = True  # by a number, or by a direction alone


def find_offset(before: str) -> Offset | None:
    """The distance that the text right before a name tells, None where it tells none."""
    if match := _DISTANCE.search(before):
        unit = match["unit"].lower()
        factor = next(km for prefix, km in _KM.items() if unit.startswith(prefix))
        km, spread = _amount(match["low"], match["high"])
        return _checked(match, km * factor, spread * factor)
    if match := _DRIVE.search(before):
        factor = _DRIVEN_KM[match["unit"][0].lower()]
        km, _ = _amount(match["low"], None)
        return _checked(match, km * factor, km * factor * _DRIVEN_SPREAD)
    if (match := _BARE.search(before)) and not match["in"]:
        far = _BARE_NEAR_KM if match["near"] else _BARE_KM
        bare = _checked(match, far, far)
        return replace(bare, measured=False) if bare else None
    return None


def _checked(match: re.Match[str], km: float, spread: float) -> Offset | None:
    way = wind(match["way"]) if match["way"] else None
    if km > _FARTHEST_KM or (way is not None and bearing(way) is None):
        return None
    return Offset(km, spread, way, match.start(), " ".join(match[0].split()))


def _amount(low: str, high: str | None) -> tuple[float, float]:
    """A number, word or range as its middle and how far that may be off."""
    words = low.lower()
    if words in _WORDS:
        middle, spread = _WORDS[words]
        return float(middle), float(spread)
    first = _number(low)
    last = _number(high) if high else first
    return (first + last) / 2, abs(last - first) / 2 + _REPORTED * (first + last) / 2


def _number(digits: str) -> float:
    return float(digits.replace(",", "" if _THOUSANDS.fullmatch(digits) else "."))


def moved(offset: Offset, place: Place, gazetteer: Gazetteer) -> Place | None:
    """The place that lies so far from another one; None where a country or region has no outline to count from.

    Without a direction the point stays and the circle grows by the distance. With one, the circle takes in how far the
    distance may be off and how far a wind of eight or sixteen leaves the direction open.
    """
    name = f"{offset.words} {place.name}"
    within = (place.name, *place.within)
    reach = place.uncertainty_km / 3 if place.precision is Precision.LOCALITY else place.uncertainty_km
    if offset.way is None:
        key = f"{place.key}~{offset.km:.1f}"
        far = round(offset.km + offset.spread_km + reach, 1)
        return replace(place, key=key, name=name, uncertainty_km=far, within=within)
    towards = bearing(offset.way)
    start = (place.lat, place.lon)
    if place.precision in {Precision.AREA, Precision.COUNTRY}:
        if not offset.measured:
            return None  # "north of Syria": how far from so large a thing, nobody knows
        side = edge(place, towards or 0.0, gazetteer)
        if side is None:
            return None
        start, reach = (side.lat, side.lon), side.reach_km
        within = place.within
    point = geodesic(kilometers=offset.km).destination(start, towards)
    spread = math.hypot(offset.km * sideways(offset.way), offset.spread_km)
    allowance = min(reach, 5.0) if place.precision is Precision.LOCALITY else reach
    known = place if place.precision not in {Precision.AREA, Precision.COUNTRY} else _abroad(place)
    return replace(
        known,
        key=f"{place.key}~{offset.km:.1f}@{towards:.0f}",
        name=name,
        kind="offset" if offset.measured else "beside",
        lat=round(point.latitude, 5),
        lon=round(point.longitude, 5),
        precision=Precision.LOCALITY if spread + allowance <= _FARTHEST_KM / 10 else Precision.AREA,
        uncertainty_km=round(max(_LEAST_KM, spread + allowance), 1),
        within=within,
    )


def _abroad(place: Place) -> Place:
    """A place that lies outside another one's border: whose it is, is not known."""
    return replace(place, country=None, countries=(), admin1=None, admin1_code=None, geonameid=place.geonameid)
