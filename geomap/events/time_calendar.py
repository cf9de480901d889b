"""Stretches of the calendar: days, parts of months and years, seasons, decades."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from geomap.events.mention import DatePrecision

_EARLY, _MIDDLE, _LATE = "early", "mid", "late"
_PARTS = {
    "early": _EARLY,
    "beginning": _EARLY,
    "start": _EARLY,
    "early part": _EARLY,
    "earlier": _EARLY,
    "turn": _EARLY,
    "opening": _EARLY,
    "mid": _MIDDLE,
    "middle": _MIDDLE,
    "late": _LATE,
    "later": _LATE,
    "end": _LATE,
    "close": _LATE,
    "latter part": _LATE,
    "later part": _LATE,
}
_HALVES = {"first half": 1, "second half": 2, "latter half": 2}
_PART_DAYS = {_EARLY: (1, 10), _MIDDLE: (11, 20), _LATE: (21, 31)}
_PART_MONTHS = {_EARLY: (1, 3), _MIDDLE: (5, 8), _LATE: (10, 12)}
_PART_YEARS = {_EARLY: (0, 3), _MIDDLE: (4, 6), _LATE: (7, 9)}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
_MONTHS = 12
_SUNDAY = 6
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of the calendar, first and last day inclusive."""

    first: date
    last: date
    precision: DatePrecision


def one_day(day: date) -> Interval:
    """A single day."""
    return Interval(day, day, DatePrecision.DAY)


def days(first: date, last: date) -> Interval | None:
    """Several days, or None when they are in the wrong order."""
    if last < first:
        return None
    return Interval(first, last, DatePrecision.RANGE if first != last else DatePrecision.DAY)


def month_of(year: int, month: int, part: str | None = None) -> Interval:
    """A month, or its early, middle or late days; months past the twelfth are in the next year."""
    year, month = year + (month - 1) // _MONTHS, (month - 1) % _MONTHS + 1
    length = calendar.monthrange(year, month)[1]
    low, high = 1, length
    if part in _HALVES:
        low, high = (1, 15) if _HALVES[part] == 1 else (16, length)
    elif part:
        low, high = _PART_DAYS[_PARTS[part]]
    return Interval(date(year, month, low), date(year, month, min(high, length)), DatePrecision.MONTH)


def months(first: Interval, last: Interval) -> Interval | None:
    """From one month to another."""
    return Interval(first.first, last.last, DatePrecision.MONTH) if first.first <= last.last else None


def year_of(year: int, part: str | None = None) -> Interval:
    """A year, or its early, middle or late months or one of its halves."""
    if part is None:
        return Interval(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)
    if part in _HALVES:
        return half_of(year, _HALVES[part])
    low, high = _PART_MONTHS[_PARTS[part]]
    return _season(year, low, high)


def years(first: int, last: int) -> Interval | None:
    """From one year to another."""
    if last < first:
        return None
    return Interval(date(first, 1, 1), date(last, 12, 31), DatePrecision.YEAR)


def half_of(year: int, number: int) -> Interval:
    """The first or second half of a year."""
    return _season(year, 6 * number - 5, 6 * number)


def quarter_of(year: int, number: int) -> Interval:
    """A quarter of a year, from 1."""
    return _season(year, 3 * number - 2, 3 * number)


def season_of(year: int, name: str, part: str | None = None) -> Interval:
    """A season of the northern half of the earth; winter begins in December of its year."""
    low, high = _SEASONS[name]
    if part and part not in _HALVES:
        third = {_EARLY: low, _MIDDLE: low + 1, _LATE: high}[_PARTS[part]]
        low = high = third
    return _season(year, low, high)


def _season(year: int, low: int, high: int) -> Interval:
    return Interval(month_of(year, low).first, month_of(year, high).last, DatePrecision.SEASON)


def decade_of(year: int, part: str | None = None) -> Interval:
    """The ten years that begin with a year, or their early, middle or late ones."""
    low, high = _PART_YEARS[_PARTS[part]] if part and part not in _HALVES else (0, 9)
    return Interval(date(year + low, 1, 1), date(year + high, 12, 31), DatePrecision.DECADE)


def week_of(day: date, part: str | None = None) -> Interval:
    """Monday to Sunday of the week that holds a day, or its early or late days."""
    monday = day - timedelta(days=day.weekday())
    low, high = (0, _SUNDAY) if part is None else {_EARLY: (0, 2), _MIDDLE: (2, 3), _LATE: (3, 6)}[_PARTS[part]]
    return Interval(monday + timedelta(days=low), monday + timedelta(days=high), DatePrecision.RANGE)


def weekend_of(day: date) -> Interval:
    """Saturday and Sunday of the week that holds a day."""
    saturday = day + timedelta(days=_SATURDAY - day.weekday())
    return Interval(saturday, saturday + timedelta(days=1), DatePrecision.RANGE)


def weekday_before(day: date, weekday: int, *, strictly: bool = False) -> date:
    """The last such weekday on or before a day (before it, when `strictly`)."""
    back = (day.weekday() - weekday) % 7
    return day - timedelta(days=back or (7 if strictly else 0))


def weekday_after(day: date, weekday: int, *, strictly: bool = True) -> date:
    """The next such weekday after a day (or on it, unless `strictly`)."""
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(days=ahead or (7 if strictly else 0))
