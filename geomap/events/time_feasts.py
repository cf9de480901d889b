"""Feasts by which reports date events: Christmas, Easter, Ramadan."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from geomap.events.time_calendar import Interval, days, one_day, weekday_after

_FIXED = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "new year's": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
    "may day": (5, 1),
    "bastille day": (7, 14),
    "nowruz": (3, 21),
    "epiphany": (1, 6),
    "orthodox christmas": (1, 7),
}
_FROM_EASTER = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter": 0,
    "easter sunday": 0,
    "easter monday": 1,
    "pentecost": 49,
}
_SPELLINGS = {
    "eid al fitr": "eid al-fitr",
    "eid ul fitr": "eid al-fitr",
    "eid al adha": "eid al-adha",
    "eid ul adha": "eid al-adha",
    "ramzan": "ramadan",
    "ashoura": "ashura",
    "arbaeen": "arbaeen",
    "prophet's birthday": "mawlid",
    "noruz": "nowruz",
    "newroz": "nowruz",
    "xmas": "christmas",
}
_MOVEABLE = (
    "ramadan",
    "eid al-fitr",
    "eid al-adha",
    "ashura",
    "arbaeen",
    "muharram",
    "islamic new year",
    "mawlid",
    "hajj",
)
_NAMES = sorted(
    {*_FIXED, *_FROM_EASTER, *_SPELLINGS, *_MOVEABLE, "thanksgiving", "thanksgiving day"}, key=len, reverse=True
)
_THURSDAY = 3

FEAST = (
    "(?:"
    + "|".join(
        re.escape(name).replace("'", "['’]").replace(r"\-", r"[-\s]").replace(r"\ ", r"[-\s]+") for name in _NAMES
    )
    + ")"
)
FEAST_WORDS = frozenset(max(re.findall(r"\w+", name), key=len) for name in _NAMES)


def feast_in(name: str, year: int) -> Interval | None:
    """The feast of that name in a year (of a moveable feast the first one), or None when it is unknown."""
    key = _key(name)
    if key in _FIXED:
        return one_day(date(year, *_FIXED[key]))
    if key in _FROM_EASTER:
        from dateutil.easter import easter

        return one_day(easter(year) + timedelta(days=_FROM_EASTER[key]))
    if key.startswith("thanksgiving"):
        return one_day(weekday_after(date(year, 11, 1), _THURSDAY, strictly=False) + timedelta(weeks=3))
    return next((interval for interval in _islamic().get(key, ()) if interval.first.year == year), None)


def feast_before(name: str, day: date) -> Interval | None:
    """The last feast of that name that had begun by a day."""
    key = _key(name)
    found = _islamic().get(key) or filter(None, (feast_in(key, year) for year in (day.year - 1, day.year)))
    return max((one for one in found if one.first <= day), key=lambda one: one.first, default=None)


def feast_after(name: str, day: date) -> Interval | None:
    """The next feast of that name that ends after a day."""
    key = _key(name)
    found = _islamic().get(key) or filter(None, (feast_in(key, year) for year in (day.year, day.year + 1)))
    return min((one for one in found if one.last >= day), key=lambda one: one.first, default=None)


def _key(name: str) -> str:
    words = " ".join(name.lower().replace("’", "'").replace("-", " ").split())
    return _SPELLINGS.get(words, words)


@lru_cache(maxsize=1)
def _islamic() -> dict[str, list[Interval]]:
    """Feasts of the Islamic calendar by name, in order."""
    feasts: dict[str, list[Interval]] = {}
    for line in files("geomap.events").joinpath("time_feasts.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        first, last, name = line.split("\t")
        interval = days(date.fromisoformat(first), date.fromisoformat(last))
        if interval:
            feasts.setdefault(name, []).append(interval)
    return feasts
