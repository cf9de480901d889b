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
from geomap.events.lasting import stretch
from geomap.events.mention import DatePrecision, Status
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
_HALF_DAY = 12
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
_FILED = timedelta(days=1)  # the report may have been filed east of its reader
_DATELINE = 8  # tokens before its date, and to its dash
_DASHES = frozenset({"-", "–", "—", ":", "--"})
_STOPS = frozenset({",", ";", ":", "that", "(", ")", "—", "–", '"', "and", "after", "when", "where", "who", "which"})
_JOINABLE = frozenset({DatePrecision.DAY, DatePrecision.MONTH})
_UNTIL = frozenset({"until", "till", "before", "than"})
_DEADLINES = _UNTIL | {"by", "after", "from"}
_SPOKEN = frozenset({"statement", "threat"})
# Verbs of those who tell of an event: the day on which they did is not its day.
_TELLING = frozenset(
    {"said", "says", "told", "reported", "reports", "announced", "confirmed", "added", "stated", "declared", "denied",
     "acknowledged", "warned", "threatened", "vowed", "promised", "claimed", "conceded", "admitted", "insisted",
     "swore", "testified", "alleged", "pleaded", "accused", "wrote", "tweeted", "posted", "disclosed", "revealed",
     "asserted", "maintained", "pledged", "sworn", "quoted", "approved", "leaked", "saying", "adding",
     "telling", "announcing"}
)  # fmt: skip
# Verbs of courts and police, and what leads from them to the deed with which they deal.
_RULING = frozenset(
    {"charged", "sentenced", "jailed", "convicted", "fined", "acquitted", "cleared", "imprisoned", "indicted", "guilty",
     "tried", "arrested", "detained", "arraigned", "extradited", "remanded", "held", "hanged", "executed"}
)  # fmt: skip
_CHARGES = frozenset({"for", "over", "with"})
_FOUND_GUILTY = frozenset({"convicted", "acquitted", "cleared", "guilty"})
_CROSSING = 6  # tokens by which another event must be nearer to take a date


def attach_times(
    found: Sequence[Found],
    times: Sequence[TimeExpression],
    today: date | None = None,
    header: TimeExpression | None = None,
) -> list[TimeExpression | None]:
    """The date of each event of a sentence: the nearest in its clause, else the sentence's only one.

    A date on which somebody told of an event is not the event's, nor one before which or until which it lasts.

    Args:
        found: The events of a sentence.
        times: Its dates, in order.
        today: The day of publication, before which nothing is planned.
        header: The date with which the record opens, of all that happened and has no date beside it.
    """
    if not found:
        return []
    view = found[0].trigger.frame.view
    exact = _joined(view, _most_precise(view, times))
    dates = [_timely(one, _nearest_time(one, found, _possible(one, exact, today)), today) for one in found]
    if header is None or any(time is not header for time in times):
        return dates
    return [time or (None if one.status in _TO_COME else header) for one, time in zip(found, dates, strict=True)]


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


def _possible(one: Found, times: Sequence[TimeExpression], today: date | None) -> Sequence[TimeExpression]:
    """The dates on which an event may have been: what happened did not happen in the days to come."""
    if today is None or one.status in _TO_COME:
        return times
    return [time for time in times if time.first <= today + _FILED]


def _timely(one: Found, time: TimeExpression | None, today: date | None) -> TimeExpression | None:
    """The date as an event of its kind has it.

    What is still to come is not on a day that is past: that was when it was planned.
    """
    if time is None:
        return None
    time = look_ahead(stretch(one, time), one.status, today)
    past = one.status in _TO_COME and today is not None and time is not None and time.last < today
    return None if past else time


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
            _counts_on(view, time, after)
            or _is_dateline(view, at, after)
            or any(_owns(view, other, time, after) for other in others)
        ):
            continue
        if _is_tried(view, one, (at, after)):
            continue
        given = time if _owns(view, one, time, after) else _told_back(view, one, time, after)
        if given is time and (_is_of_saying(view, one, found, (at, after)) or _is_limit(view, one, time, (at, after))):
            continue
        # "two days after a strike" names its event outright.
        cost = min(cost_between(view, span, at) for span in one.spans) if given is None or given is time else 0
        # What stands behind an "after" has a date before this one, and is no rival for it.
        rivals = [other for other in others if _told_back(view, other, time, after) is time]
        closer = min((min(cost_between(view, span, at) for span in other.spans) for other in rivals), default=cost)
        if (
            given is not None
            and (closer + _CROSSING >= cost or _is_open(view, one, others, at))
            and (best is None or cost < best[0])
        ):
            best = (cost, given)
    return best[1] if best else None


def _counts_on(view: SentenceView, time: TimeExpression, after: int) -> bool:
    """Whether a date is only told to count on to the next words: "a day after the vote", not "left the day after"."""
    return time.text.endswith(" after") and after < len(view.lower) and view.lower[after] not in {".", ",", ";", "and"}


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
    if view.lower[max(0, at - 2) : at] == ["as", "of"]:
        return True
    return before[0] in _UNTIL and one.status is not Status.PLANNED


def _is_tried(view: SentenceView, one: Found, span: tuple[int, int]) -> bool:
    """Whether a date is of the court or the police that deal with an event: "was jailed on Monday for the killing"."""
    at, after = span
    low = min(begin for begin, _ in one.spans)
    ruled = next((back for back in range(low - 1, -1, -1) if view.lower[back] in _RULING), None)
    if ruled is None or any(begin <= ruled < high for begin, high in one.spans):
        return False
    leads = _CHARGES | {"of"} if view.lower[ruled] in _FOUND_GUILTY else _CHARGES
    lead = next((back for back in range(low - 1, ruled, -1) if view.lower[back] in leads), None)
    if lead is None or "and" in view.lower[ruled:lead]:
        return False
    clause = max((back for back in range(ruled) if view.lower[back] in {";", ":"}), default=-1)
    return clause < at and after <= lead


def _told_back(view: SentenceView, one: Found, time: TimeExpression, after: int) -> TimeExpression | None:
    """The date by an event's first word, unless another is counted back: "died on Monday, a day after falling"."""
    given = _dated_back(view, time, after, one.trigger.span[0])
    if given is not time:
        return given
    counted = (_dated_back(view, time, after, low) for low, _ in one.spans)
    return next((back for back in counted if back is not None and back is not time), time)


def _dated_back(view: SentenceView, time: TimeExpression, low: int, high: int) -> TimeExpression | None:
    """The date of an event that stands behind a date: the date itself, unless "after" comes between.

    "On Sunday, two days after a strike": the strike was on Friday. "Missing on Monday after a raid": the day of
    the raid is not told.
    """
    given: TimeExpression | None = time
    for at in range(low, high):
        if view.lower[at] not in _LATER:
            continue
        number, unit = (["", "", *view.lower[low:at]])[-2:]
        if unit in _HOURS:
            long = number.isdecimal() and int(number) >= _HALF_DAY
            given = None if long else replace(time)  # named outright, as "two days after" is
            continue
        days = _DAYS.get(unit, 0) * (_NUMBERS.get(number, 0) or (int(number) if number.isdecimal() else 0))
        if days:
            shift = timedelta(days=days)
            return replace(time, first=time.first - shift, last=time.last - shift)
        given = None
    return given


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
    low = one.trigger.span[0]
    noun = one.trigger.frame.pos == "noun" and "," not in view.lower[after:low]
    possessive = time.text.endswith(("'s", "’s")) or view.lower[after : after + 1] == ["'s"]
    return possessive and noun and after <= low <= after + _CLOSE
