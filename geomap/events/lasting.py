"""Dates of what lasts: "missing since Friday", "has killed 12 since June", "for a third day on Tuesday"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.events.mention import DatePrecision
from geomap.events.time_calendar import Interval, month_of, one_day, year_of
from geomap.events.time_words import OPENING, ORDINAL_DAY, ordinal_number

if TYPE_CHECKING:
    from datetime import date

    from geomap.events.combine import Found
    from geomap.events.mention import TimeExpression
    from geomap.events.view import SentenceView

# Told with "since", these are over; others last until the report.
_BEGINS = frozenset({"missing_person", "prison_break", "abduction", "deployment", "transport_accident", "arrest",
                     "change_to_group", "non_state_actor_overtakes_territory", "agreement",
                     "government_regains_territory"})  # fmt: skip
# … unless many are counted.
_COUNTED = frozenset({"missing_person", "prison_break", "abduction", "transport_accident", "arrest"})
_PERFECT = frozenset({"have", "had", "'ve", "’ve"})
_STATES = frozenset({"missing", "held", "detained", "jailed", "locked", "imprisoned"})
_REACH = 4  # tokens from "have" to its verb
_NTH_DAY = rf"(?P<nth>{ORDINAL_DAY})\s+(?:(?:straight|consecutive|successive)\s+)?day"
_NTH_BEFORE = re.compile(
    rf"\b(?:an?|the|its|their)\s+{_NTH_DAY}(?:\s+running|\s+in\s+a\s+row|\s+of\s+(?:\w+\s+){{0,2}}\w+)?,?(?:\s+on)?\s*$",
    re.IGNORECASE,
)
_NTH_AFTER = re.compile(rf"\s*[,(—–-]+\s*(?:the|its|their)\s+{_NTH_DAY}\s+of\b", re.IGNORECASE)


def stretch(one: Found, time: TimeExpression) -> TimeExpression:
    """The days over which an event of its kind lasts, told with one date.

    Who is missing since Friday went missing on Friday; who has been digging since Friday digs until today, and what
    goes on for a third day on Tuesday began on Sunday.
    """
    view = one.trigger.frame.view
    if _is_since(view, time):
        whole = _whole(time)
        if one.type in _BEGINS and not _is_series(one):
            return replace(time, last=whole.last)
        return time if OPENING.search(time.text) else replace(time, first=whole.first, last=_whole_end(time))
    days = _days_gone(one, time)
    if days:
        return replace(time, first=time.first - timedelta(days=days), precision=DatePrecision.RANGE)
    return time


def _is_since(view: SentenceView, time: TimeExpression) -> bool:
    at = bisect_left(view.ends, time.start + 1)
    return "since" in view.lower[max(0, at - 3) : at]


def _is_series(one: Found) -> bool:
    """Whether many such events are counted: "31 people have disappeared since January"."""
    low, high = one.trigger.span
    words = one.trigger.frame.view.lower
    perfect = _PERFECT & set(words[max(0, low - _REACH) : low])
    return one.type in _COUNTED and bool(perfect) and not _STATES & set(words[low:high])


def _whole(time: TimeExpression) -> Interval:
    """The day, month or year with which a time "since" it begins."""
    if time.precision is DatePrecision.MONTH:
        return month_of(time.first.year, time.first.month)
    return year_of(time.first.year) if time.precision is DatePrecision.YEAR else one_day(time.first)


def _whole_end(time: TimeExpression) -> date:
    """The end of the month or year until which a time lasts: what is counted in months ends with one."""
    if time.precision is DatePrecision.MONTH:
        return month_of(time.last.year, time.last.month).last
    return year_of(time.last.year).last if time.precision is DatePrecision.YEAR else time.last


def _days_gone(one: Found, time: TimeExpression) -> int:
    """How many days before a day an event began, if that was its second day or a later one."""
    if time.precision is not DatePrecision.DAY:
        return 0
    view = one.trigger.frame.view
    at, after = bisect_left(view.ends, time.start + 1), bisect_left(view.starts, time.end)
    nth = _NTH_BEFORE.search(view.joined(0, at)) if any(low < at for low, _ in one.spans) else None
    if nth is None and any(low >= after for low, _ in one.spans):
        nth = _NTH_AFTER.match(view.joined(after, len(view.lower)))
    return ordinal_number(nth["nth"]) - 1 if nth else 0
