"""Explicit coordinates in a text: decimal degrees, degrees-minutes-seconds, and MGRS grid references."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geopy.point import Point

from geomap.gazetteer.place import Place, Precision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.gazetteer.gazetteer import Gazetteer

_NUMBER = r"\d{1,3}(?:\.\d+)?"
_DMS = rf"{_NUMBER}\s*[°º]\s*(?:{_NUMBER}\s*[′'’]\s*)?(?:{_NUMBER}\s*(?:[″\"”]|''|’’)\s*)?"
_WITH_LETTERS = re.compile(rf"(?<![\w.])(?:{_DMS}|{_NUMBER}\s*)[NS]\b[\s,;/]{{0,3}}(?:{_DMS}|{_NUMBER}\s*)[EW]\b")
# Bare decimal pairs count only with three decimals each or after a word that announces them: "12.5, 14.2" are numbers.
_DECIMAL = re.compile(r"(?<![\w.°])(-?\d{1,2}\.\d{3,8})\s*,\s*(-?\d{1,3}\.\d{3,8})(?![\w.°])")
_ANNOUNCED = re.compile(
    r"\b(?:coordinates?|lat(?:itude)?s?[/ ,-]+lon(?:gitude)?s?|position|GPS)\b\W{0,3}(?:are |is |of |at )?"
    r"(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)",
    re.IGNORECASE,
)
_LAT_LON = re.compile(
    rf"\blat(?:itude)?\.?[:= ]+(-?{_NUMBER})\W{{1,4}}(?:and )?lon(?:g|gitude)?\.?[:= ]+(-?{_NUMBER})",
    re.IGNORECASE,
)
_MGRS = re.compile(
    r"\b(\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(?:\d{2}\s?\d{2}|\d{3}\s?\d{3}|\d{4}\s?\d{4}|\d{5}\s?\d{5}))\b"
)
_NEAR_KM = 60.0  # a point further from every known town than this is named by its country alone


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A span that gives a point: degrees north and east, WGS84, and the radius in km that its digits leave open."""

    start: int
    end: int
    lat: float
    lon: float
    uncertainty_km: float


def find_coordinates(text: str) -> list[Coordinates]:
    """All points that a text gives, in text order; pairs that lie off the globe are no coordinates."""
    found: list[Coordinates] = []
    for candidate in (*_lettered(text), *_decimal(text), *_mgrs(text)):
        if not any(candidate.start < other.end and other.start < candidate.end for other in found):
            found.append(candidate)
    return sorted(found, key=lambda c: c.start)


def place_of(point: Coordinates, text: str, gazetteer: Gazetteer) -> Place:
    """The point as a place, named as the report writes it, within the nearest known town and its country."""
    country, admin1 = gazetteer.reverse(point.lat, point.lon)
    town = gazetteer.nearest_city(point.lat, point.lon, radius_km=_NEAR_KM)
    within = (f"near {town.name}", *town.within) if town else ()
    if not within and country:
        holder = gazetteer.country(country)
        within = (holder.name,) if holder else ()
    return Place(
        key=f"point:{point.lat:.5f},{point.lon:.5f}",
        name=" ".join(text[point.start : point.end].split()),
        kind="coordinates",
        lat=point.lat,
        lon=point.lon,
        precision=Precision.EXACT,
        uncertainty_km=point.uncertainty_km,
        country=country,
        admin1=admin1,
        within=within,
    )


def _lettered(text: str) -> Iterator[Coordinates]:
    for match in _WITH_LETTERS.finditer(text):
        if "°" not in match[0] and "º" not in match[0] and "." not in match[0]:
            continue  # "5N 7E" is a seat, a street or a team
        written = match[0].replace("º", "°").replace("’’", "″").replace("''", "″").replace("”", "″").replace('"', "″")
        written = written.replace("’", "′").replace("'", "′")
        try:
            point = Point.from_string(written)
        except ValueError:
            continue
        digits = 2 if "″" in written else 1 if "′" in written else _decimals(written)
        yield Coordinates(match.start(), match.end(), point.latitude, point.longitude, _open_km(digits))


def _decimal(text: str) -> Iterator[Coordinates]:
    for pattern in (_LAT_LON, _ANNOUNCED, _DECIMAL):
        for match in pattern.finditer(text):
            lat, lon = float(match[1]), float(match[2])
            if abs(lat) <= 90 and abs(lon) <= 180:  # noqa: PLR2004 - the globe's bounds in degrees
                yield Coordinates(match.start(1), match.end(2), lat, lon, _open_km(_decimals(match[1])))


def _mgrs(text: str) -> Iterator[Coordinates]:
    matches = list(_MGRS.finditer(text))
    if not matches:
        return
    from mgrs import MGRS
    from mgrs.core import MGRSError

    for match in matches:
        reference = re.sub(r"\s", "", match[1])
        try:
            lat, lon = MGRS().toLatLon(reference)
        except MGRSError:
            continue
        digits = sum(c.isdigit() for c in reference[re.match(r"\d+", reference).end() :]) // 2  # type: ignore[union-attr]  # the pattern has matched
        yield Coordinates(match.start(), match.end(), lat, lon, max(0.01, 10.0 ** (2 - digits)))


def _decimals(number: str) -> int:
    fraction = re.search(r"\.(\d+)", number)
    return len(fraction[1]) if fraction else 0


def _open_km(decimals: int) -> float:
    """What the last digit leaves open, by the length of a degree of latitude (111 km); never finer than 10 m."""
    return max(0.01, round(111 / 10.0**decimals, 2))
