"""Dates of a sentence go to the event that they belong to."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.events.given_counts import cost_between
from geomap.events.grammar import load_grammar
from geomap.events.mention import Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geomap.events.combine import Found
    from geomap.events.mention import TimeExpression
    from geomap.events.view import SentenceView

_LATER = frozenset({"after", "following", "since"})
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_HOURS = frozenset({"hour", "hours", "minute", "minutes", "moments", "shortly", "soon", "just"})
_TO_COME = frozenset({Status.PLANNED, Status.THREATENED})
_WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?", re.IGNORECASE
)
_CLOSE = 4  # tokens
_CROSSING = 6  # tokens by which another event must be nearer to take a date


def attach_times(found: Sequence[Found], times: Sequence[TimeExpression]) -> list[TimeExpression | None]:
    """The date of each event of a sentence: the nearest in its clause, else the sentence's only one."""
    exact = _most_precise(found[0].trigger.frame.view, times) if found else []
    return [_nearest_time(one, found, exact) for one in found]


def _most_precise(view: SentenceView, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """The dates of a sentence, without those that a neighbour in the same clause says more precisely."""
    return [time for time in times if not any(_is_narrower(view, other, time) for other in times)]


def _is_narrower(view: SentenceView, one: TimeExpression, other: TimeExpression) -> bool:
    """Whether `one` lies within `other` and stands beside it: "in 2015, on the morning of 28 September"."""
    inside = other.first <= one.first and one.last <= other.last
    if not inside or (one.first, one.last) == (other.first, other.last):
        return False
    low, high = sorted((one, other), key=lambda time: time.start)
    between = view.lower[bisect_left(view.starts, low.end) : bisect_left(view.starts, high.start)]
    return len(between) <= _CLOSE and not load_grammar().breaks.union({"and", ";", ":"}) & set(between)


def _nearest_time(one: Found, found: Sequence[Found], times: Sequence[TimeExpression]) -> TimeExpression | None:
    view = one.trigger.frame.view
    others = [other for other in found if other is not one]
    best: tuple[int, TimeExpression] | None = None
    for time in times:
        at = bisect_left(view.ends, time.start + 1)
        after = bisect_left(view.starts, time.end)
        # "a day after" counts from another date, which the sentence gives too.
        if (
            time.text.endswith(" after")
            or _is_of_saying(view, one, at)
            or any(_owns(view, other, time, after) for other in others)
        ):
            continue
        given = time if _owns(view, one, time, after) else _dated_back(view, time, after, one.trigger.span[0])
        # "two days after a strike" names its event outright.
        cost = min(cost_between(view, span, at) for span in one.spans) if given is None or given is time else 0
        closer = min((min(cost_between(view, span, at) for span in other.spans) for other in others), default=cost)
        if given is not None and closer + _CROSSING >= cost and (best is None or cost < best[0]):
            best = (cost, given)
    return best[1] if best else None


def _is_of_saying(view: SentenceView, one: Found, at: int) -> bool:
    """Whether a date is when somebody told of what was over: "The envoy said on Friday that troops had shot …"."""
    frame = one.trigger.frame
    if frame.pos != "verb" or "had" not in view.lower[frame.head : frame.span[0]]:
        return False
    return bool(load_grammar().sayings & set(view.lower[max(0, at - 3) : at]))


def _dated_back(view: SentenceView, time: TimeExpression, low: int, high: int) -> TimeExpression | None:
    """The date of an event that stands behind a date: the date itself, unless "after" comes between.

    "On Sunday, two days after a strike": the strike was on Friday. "Missing on Monday after a raid": the day of
    the raid is not told.
    """
    for at in range(low, high):
        if view.lower[at] not in _LATER:
            continue
        number, unit = (["", "", *view.lower[low:at]])[-2:]
        if unit in _HOURS:
            return time
        days = _DAYS.get(unit, 0) * (_NUMBERS.get(number, 0) or (int(number) if number.isdecimal() else 0))
        if not days:
            return None
        shift = timedelta(days=days)
        return replace(time, first=time.first - shift, last=time.last - shift)
    return time


def look_ahead(time: TimeExpression | None, status: Status, today: date | None) -> TimeExpression | None:
    """The date of what is still to come: "a strike planned for Thursday" is on the next Thursday, not the last."""
    if time is None or today is None or status not in _TO_COME or not _WEEKDAY.fullmatch(time.text):
        return time
    if not timedelta(0) < today - time.first < timedelta(days=7):
        return time
    week = timedelta(days=7)
    return replace(time, first=time.first + week, last=time.last + week)


def _owns(view: SentenceView, one: Found, time: TimeExpression, after: int) -> bool:
    """Whether a date stands inside an event's noun phrase: "Friday's clashes"."""
    possessive = time.text.endswith(("'s", "’s")) or view.lower[after : after + 1] == ["'s"]
    low = one.trigger.span[0]
    noun = one.trigger.frame.pos == "noun" and "," not in view.lower[after:low]
    return possessive and noun and after <= low <= after + _CLOSE
