"""Says in words what fields hold: dates, places, numbers, confidence; as the interactive map does (`words.js`)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from geomap.briefings.labels import Labels
    from geomap.gazetteer.place import Place

_CONTAINERS = 2
_EARLY = 1000  # a year that could be taken for a day or an hour is marked as one
_FIGURE = 10  # km from which no halves are given
# Report text may not steer how the page around it reads: no control characters, no bidirectional overrides.
_UNWANTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]+")
_LONGEST = 8  # letters of a piece of an endless word
_ENDLESS = re.compile(
    r"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]{25,}"
)
_BREAK = "\u200b"
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def clean(text: str) -> str:
    """Text from outside on one line, without what no file can hold or what steers the text around it."""
    return " ".join(_SURROGATE.sub("\ufffd", _UNWANTED.sub(" ", text)).split())


def clipped(text: str, most: int) -> str:
    """A clean text of so many characters at most, with an ellipsis where something is missing."""
    text = clean(text[: most * 4 + 40])
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > most * 2 // 3 else cut).rstrip(" ,;:–—-") + "…"


def breakable(text: str) -> str:
    """A text in which a line may break within words too long for a column, at marks that are not seen.

    Scripts that are written without spaces break anywhere by themselves, and are left alone.
    """
    return _ENDLESS.sub(lambda word: _BREAK.join(re.findall(rf".{{1,{_LONGEST}}}", word[0])), text)


def right_to_left(text: str) -> bool:
    """Whether a text reads from right to left, by its first letter that has a direction."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def day_words(day: str, labels: Labels, *, short: bool = False) -> str:
    """An ISO date as one says it: "7 November 2021", "November 2021", "2021"."""
    year, month, date = _parts(day)
    words = [str(date)] if date else []
    if month:
        words.append(labels.month(month, short=short))
    era = "before_christ" if year < 0 else "anno_domini" if year < _EARLY else None
    words.append(labels(era, year=abs(year)) if era else str(year))
    return " ".join(words)


def date_words(start: str | None, end: str | None, labels: Labels, *, short: bool = True) -> str:
    """First and last day as one says them: "5–7 Nov 2021", "30 Oct – 2 Nov 2021"."""
    first, last = start or end, end or start
    if first is None or last is None:
        return labels("no_date")
    if first == last:
        return day_words(first, labels, short=short)
    (year, month, date), (last_year, last_month, last_date) = _parts(first), _parts(last)
    closing = day_words(last, labels, short=short)
    if year != last_year:
        return f"{day_words(first, labels, short=short)} – {closing}"
    if month != last_month and month:
        opening = f"{date} {labels.month(month, short=short)}" if date else labels.month(month, short=short)
        return f"{opening} – {closing}"
    return f"{date}–{closing}" if date and last_date else closing


def place_name(place: Place | None, labels: Labels) -> str:
    """A place and what holds it: "Green Zone, Baghdad, Iraq"."""
    if place is None:
        return labels("unplaced")
    return ", ".join(clipped(name, 60) for name in (place.name, *place.within[:_CONTAINERS]))


def precision_words(place: Place, labels: Labels) -> str:
    """How precisely a place is known: "within 15 km"; empty where the report gives coordinates."""
    if place.precision is Precision.EXACT:
        return ""
    return labels(place.precision.value, "precision", km=kilometres(place.uncertainty_km))


def kilometres(km: float) -> str:
    """A distance in km, as precise as it is worth: "800 m", "1.5 km", "15 km"."""
    if km < 1:
        return f"{max(50, round(km * 20) * 50)} m"
    return f"{round(km * 2) / 2:g} km" if km < _FIGURE else f"{round(km):,} km"


def percent(share: float) -> str:
    """A share of 1 as "93%"."""
    return f"{round(share * 100)}%"


def latitude(degrees: float) -> str:
    """A latitude as "33° N"."""
    return f"{abs(degrees):.0f}° {'S' if degrees < 0 else 'N'}"


def longitude(degrees: float) -> str:
    """A longitude, of whatever turn around the Earth, as "44° E"."""
    degrees = (degrees + 180) % 360 - 180
    return f"{abs(degrees):.0f}° {'W' if degrees < 0 else 'E'}"


def _parts(day: str) -> tuple[int, int, int]:
    """Year, month or 0, day or 0."""
    sign = -1 if day.startswith("-") else 1
    numbers = [int(part) for part in day.lstrip("-").split("-")] + [0, 0]
    return sign * numbers[0], numbers[1], numbers[2]
