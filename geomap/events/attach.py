"""Dates of a sentence go to the event that they belong to."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from geomap.events.given_counts import cost_between
from geomap.events.grammar import load_grammar
from geomap.events.mention import DatePrecision, Status
from geomap.events.time_calendar import Interval, month_of, one_day, year_of
from geomap.events.time_feasts import FEAST
from geomap.events.time_words import MONTH

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
_YEAR = re.compile(r"\d{4}|last|this|past", re.IGNORECASE)
_MONTH = re.compile(rf"\b{MONTH}|{FEAST}\b", re.IGNORECASE)
_CLOSE = 4  # tokens
_SAID_REACH = 6  # tokens: "told reporters in Kabul on Monday"
_SUBJECT = 1
_NEAR = timedelta(days=100)  # "in June and August"
_DATELINE = 8  # tokens before its date, and to its dash
_DASHES = frozenset({"-", "–", "—", ":", "--"})
_STOPS = frozenset({",", ";", ":", "that", "(", ")", "—", "–", '"', "and", "after", "when", "where", "who", "which"})
_JOINABLE = frozenset({DatePrecision.DAY, DatePrecision.MONTH})
_UNTIL = frozenset({"until", "till", "before", "than"})
_DEADLINES = _UNTIL | {"by", "after", "from"}
_SPOKEN = frozenset({"statement", "threat"})
# Told with "since", these are over; others last until the report.
_BEGINS = frozenset({"missing_person", "prison_break", "abduction", "deployment", "transport_accident", "arrest",
                     "change_to_group", "non_state_actor_overtakes_territory",
                     "government_regains_territory"})  # fmt: skip
# Verbs of those who tell of an event: the day on which they did is not its day.
_TELLING = frozenset(
    {"said", "says", "told", "reported", "reports", "announced", "confirmed", "added", "stated", "declared", "denied",
     "acknowledged", "warned", "threatened", "vowed", "promised", "claimed", "conceded", "admitted", "insisted",
     "swore", "testified", "alleged", "pleaded", "accused", "wrote", "tweeted", "posted", "disclosed", "revealed",
     "asserted", "maintained", "pledged", "sworn", "quoted", "approved", "leaked", "saying", "adding",
     "telling", "announcing"}
)  # fmt: skip
_CROSSING = 6  # tokens by which another event must be nearer to take a date


def attach_times(
    found: Sequence[Found], times: Sequence[TimeExpression], today: date | None = None
) -> list[TimeExpression | None]:
    """The date of each event of a sentence: the nearest in its clause, else the sentence's only one.

    A date on which somebody told of an event is not the event's, nor one before which or until which it lasts.

    Args:
        found: The events of a sentence.
        times: Its dates, in order.
        today: The day of publication, before which nothing is planned.
    """
    if not found:
        return []
    view = found[0].trigger.frame.view
    exact = _joined(view, _most_precise(view, times))
    return [_timely(one, _nearest_time(one, found, exact), today) for one in found]


def _joined(view: SentenceView, times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Make one of two dates with nothing but "and" between them: "on Monday and Tuesday"."""
    joined: list[TimeExpression] = []
    for time in times:
        last = joined[-1] if joined else None
        between = view.lower[bisect_left(view.starts, last.end) : bisect_left(view.starts, time.start)] if last else []
        near = last is not None and timedelta(0) < time.first - last.last < _NEAR
        alike = last is not None and (last.precision is time.precision or last.precision is DatePrecision.RANGE)
        if last is not None and between in (["and"], ["and", "on"]) and near and alike and time.precision in _JOINABLE:
            days = DatePrecision.RANGE if time.precision is DatePrecision.DAY else time.precision
            joined[-1] = replace(last, end=time.end, last=time.last, precision=days)
        else:
            joined.append(time)
    return joined


def _timely(one: Found, time: TimeExpression | None, today: date | None) -> TimeExpression | None:
    """The date as an event of its kind has it.

    Who is missing since Friday went missing on Friday; who has been digging since Friday digs until today. What is
    still to come is not on a day that is past: that was when it was planned.
    """
    if time is None:
        return None
    if one.type in _BEGINS and _is_since(one.trigger.frame.view, time):
        return replace(time, last=_whole(time).last)
    time = look_ahead(time, one.status, today)
    past = one.status in _TO_COME and today is not None and time is not None and time.last < today
    return None if past else time


def _whole(time: TimeExpression) -> Interval:
    """The day, month or year with which a time "since" it begins."""
    if time.precision is DatePrecision.MONTH:
        return month_of(time.first.year, time.first.month)
    return year_of(time.first.year) if time.precision is DatePrecision.YEAR else one_day(time.first)


def _is_since(view: SentenceView, time: TimeExpression) -> bool:
    at = bisect_left(view.ends, time.start + 1)
    return "since" in view.lower[max(0, at - 3) : at]


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
            or _is_dateline(view, at, after)
            or any(_owns(view, other, time, after) for other in others)
        ):
            continue
        given = time if _owns(view, one, time, after) else _dated_back(view, time, after, one.trigger.span[0])
        if given is time and (_is_of_saying(view, one, found, (at, after)) or _is_limit(view, one, time, (at, after))):
            continue
        # "two days after a strike" names its event outright.
        cost = min(cost_between(view, span, at) for span in one.spans) if given is None or given is time else 0
        closer = min((min(cost_between(view, span, at) for span in other.spans) for other in others), default=cost)
        if (
            given is not None
            and (closer + _CROSSING >= cost or _is_open(view, one, others, at))
            and (best is None or cost < best[0])
        ):
            best = (cost, given)
    return best[1] if best else None


def _is_open(view: SentenceView, one: Found, others: Sequence[Found], at: int) -> bool:
    """Whether no other clause or event comes between an event and a date behind it."""
    low = max((high for _, high in one.spans if high <= at), default=at)
    if low >= at or (load_grammar().breaks | {";", ":", "and", "over"}) & set(view.lower[low:at]):
        return False
    return not any(low <= begin < at for other in others for begin, _ in other.spans)


def _is_of_saying(view: SentenceView, one: Found, found: Sequence[Found], span: tuple[int, int]) -> bool:
    """Whether a date is when somebody told of it: "The envoy said on Friday that troops had shot …"."""
    at, after = span
    said = next((back for back in range(at - 1, max(-1, at - _SAID_REACH), -1) if view.lower[back] in _TELLING), None)
    if said is not None:
        between = view.lower[said + 1 : at]
        if _STOPS & set(between) or any(said < low < at for other in found for low, _ in other.spans):
            said = None
    if said is None and view.lower[after : after + 1] and view.lower[after] in _TELLING and at >= _SUBJECT:
        said = after
    if said is None or one.type in _SPOKEN:
        return False
    return not any(low <= said < high for low, high in one.spans)


def _is_dateline(view: SentenceView, at: int, after: int) -> bool:
    """Whether a date is of the report itself: "KISANGANI, Dec 1 (Wire) - Soldiers …"."""
    dash = next((low for low, word in enumerate(view.lower[after : after + _DATELINE], after) if word in _DASHES), None)
    if at > _DATELINE or at == 0 or dash is None:
        return False
    named = (view.capital[low] or view.shouted or not view.lower[low].isalnum() for low in range(at))
    return all(named) and (dash == after or view.lower[after] in {",", "("})


def _is_limit(view: SentenceView, one: Found, time: TimeExpression, span: tuple[int, int]) -> bool:
    """Whether a date is one before which or until which something is so: "gave them until Saturday"."""
    at, after = span
    before = view.lower[max(0, at - 1) : at]
    inside = time.text.endswith(("'s", "’s")) or view.lower[after : after + 1] == ["'s"]
    when = "when" in view.lower[after : after + 2]
    if not before or inside or when:
        return False
    if one.type == "threat":
        return before[0] in _DEADLINES
    return before[0] in _UNTIL and one.status is not Status.PLANNED


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


def look_ahead(time: TimeExpression, status: Status, today: date | None) -> TimeExpression:
    """The date of what is still to come: a strike planned for Thursday, for May or for Easter is on the next one."""
    if today is None or status not in _TO_COME or time.last >= today or _YEAR.search(time.text):
        return time
    shift = timedelta(days=7) if _WEEKDAY.fullmatch(time.text) else relativedelta(years=1)
    if _WEEKDAY.fullmatch(time.text) or time.precision is DatePrecision.MONTH or _MONTH.search(time.text):
        first, last = time.first + shift, time.last + shift
        return replace(time, first=first, last=last) if last >= today else time
    return time


def _owns(view: SentenceView, one: Found, time: TimeExpression, after: int) -> bool:
    """Whether a date stands inside an event's noun phrase: "Friday's clashes"."""
    possessive = time.text.endswith(("'s", "’s")) or view.lower[after : after + 1] == ["'s"]
    low = one.trigger.span[0]
    noun = one.trigger.frame.pos == "noun" and "," not in view.lower[after:low]
    return possessive and noun and after <= low <= after + _CLOSE
