"""Find the dates of a report and say which days they mean."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.documents.document import BlockKind
from geomap.events.mention import DatePrecision, TimeExpression
from geomap.events.time_absolute import RULES as ABSOLUTE
from geomap.events.time_calendar import Interval
from geomap.events.time_feasts import FEAST_WORDS
from geomap.events.time_relative import RULES as RELATIVE
from geomap.events.time_scene import Narrative, Scene
from geomap.events.time_words import CALENDAR, OPENING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geomap.documents.document import Document

    Resolver = Callable[[re.Match[str], Scene], Interval | None]

_CALENDAR_WORDS = CALENDAR | FEAST_WORDS
_GROUP = re.compile(r"\(\?P<\w+>")
_SINCE = re.compile(r"\bsince\s+(?:at\s+least\s+)?$", re.IGNORECASE)
_WHEN = re.compile(r",?\s+when\b", re.IGNORECASE)
_FULL = frozenset({"iso", "numeric", "month_year", "year", "part_of_year"})
_FROM_NOW = frozenset({"deictic", "ago", "lasting", "since_then", "year_range", "year_between"})
_NEAR = frozenset({"deictic", "weekday", "weekday_of_week", "weekend", "ago", "part_of_unit", "lasting", "month_named"})
_FROM_HERE = re.compile(r"(?:last|this|next)\b", re.IGNORECASE)
_LEAD = 16  # code points: "In", "By late", "And then in"
_YEAR_IN = re.compile(r"\b[12]\d{3}\b")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)\b")
_DAY_FIRST = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_MONTH_FIRST = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}\b")
_TOKEN = re.compile(r"[^\W_]+")
_YEAR_DIGITS = 4
_MARGIN = 64  # code points: no expression is longer on either side of its telling word
_OLD_YEARS = 3
_MONTHS = 12


def find_times(document: Document) -> list[TimeExpression]:
    """Find the dates that a report's headline and text give.

    Args:
        document: The report; its day of publication resolves "Friday" and "last month". Without it, only what
            the text itself dates is found.

    Returns:
        The expressions whose days are known, in text order and disjoint.
    """
    text = document.text
    blocks = [(block.start, block.end) for block in document.blocks_of(BlockKind.TITLE, BlockKind.BODY)]
    found = [(block, name, span) for block in blocks for name, span in _spans(text, *block)]
    narrative = Narrative(
        published=document.published,
        history=_is_history(document, found),
        day_first=_is_day_first(text),
    )
    shouting = text.isupper()
    times: list[TimeExpression] = []
    paragraph = -1
    for block, name, (start, end) in found:
        if block[0] != paragraph:
            paragraph, narrative.paragraph = block[0], None
        scene = Scene(text, start, end, block, narrative, shouting)
        interval = _resolve(name, scene)
        if interval is None:
            continue
        if not (narrative.history and name in _FROM_NOW):
            full = name in _FULL or _YEAR_IN.search(text, start, end) is not None
            narrative.tell(interval, full=full, leads=len(scene.before()) <= _LEAD)
        narrative.end = end
        interval = _since(scene, interval)
        times.append(TimeExpression(start, end, text[start:end], interval.first, interval.last, interval.precision))
    return times


@lru_cache(maxsize=1)
def _rules() -> tuple[re.Pattern[str], dict[str, tuple[re.Pattern[str], Resolver]]]:
    """One pattern that finds every expression and names its rule, and each rule's own pattern."""
    order = {name: ABSOLUTE[name] for name in _FIRST} | RELATIVE | ABSOLUTE
    rules = {name: (re.compile(pattern, re.IGNORECASE), resolve) for name, (pattern, resolve) in order.items()}
    parts = (f"(?P<{name}>{_GROUP.sub('(?:', pattern)})" for name, (pattern, _) in order.items())
    return re.compile(rf"(?<![\w/])(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE), rules


# A weekday before a date is part of it, so these are tried before the weekday alone.
_FIRST = ("iso", "two_months", "two_months_us", "days", "days_us", "telegram", "day", "day_us")


def _spans(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """The expressions of a block: the name of the rule, and where."""
    pattern = _rules()[0]
    for first, last in _windows(text, start, end):
        for match in pattern.finditer(text, first, last):
            yield str(match.lastgroup), match.span()


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where it is worth looking: around words of the calendar and numbers that may be years or dates."""
    first = last = start
    for match in _TOKEN.finditer(text, start, end):
        if not _tells_time(match[0], text[match.end() : match.end() + 1]):
            continue
        low, high = max(start, match.start() - _MARGIN), min(end, match.end() + _MARGIN)
        while high < end and not text[high].isspace():
            high += 1
        if low > last:
            if last > first:
                yield first, last
            first = low
        last = high
    if last > first:
        yield first, last


def _tells_time(word: str, following: str) -> bool:
    if word[0].isdecimal():
        return len(word) == _YEAR_DIGITS or following == "/" or word.endswith(("0s", "st", "nd", "rd", "th"))
    lowered = word.lower()
    return lowered in _CALENDAR_WORDS and (word != lowered or lowered not in {"may", "march"})


def _resolve(name: str, scene: Scene) -> Interval | None:
    pattern, resolve = _rules()[1][name]
    match = pattern.match(scene.text, scene.start, scene.end)
    if match is None:
        return None
    try:
        return resolve(match, scene)
    except (ValueError, OverflowError):  # 31 February, the year 0
        return None


def _since(scene: Scene, interval: Interval) -> Interval:
    """Read "Since Monday" lasts until the report."""
    published = scene.published
    opened = OPENING.search(scene.text, scene.start, scene.end) is not None
    last = interval.first if opened else interval.last
    if published is None or last >= published or not _SINCE.search(scene.before(30)):
        return interval
    if _WHEN.match(scene.after(_LEAD)):  # "since 1996, when 87 people died": what is told was then
        return interval
    precision = DatePrecision.RANGE if opened or interval.precision is DatePrecision.DAY else interval.precision
    return Interval(interval.first, published, precision)


def _is_history(document: Document, found: list[tuple[tuple[int, int], str, tuple[int, int]]]) -> bool:
    """Whether a report tells of the past in dates of its own more than of the days before its publication."""
    if document.published is None:
        return True
    old = near = 0
    for _, name, (start, end) in found:
        year = _YEAR_IN.search(document.text, start, end)
        if year:
            old += int(year[0]) < document.published.year - 1
        elif name in _NEAR or _FROM_HERE.search(document.text, start, end):
            near += 1
    return old > 2 * near and old >= (_OLD_YEARS if near else _OLD_YEARS - 1)


def _is_day_first(text: str) -> bool:
    """Whether "3/12/2015" is read as the third of December in this text."""
    for match in _SLASHED.finditer(text):
        if int(match[1]) > _MONTHS or int(match[2]) > _MONTHS:
            return int(match[1]) > _MONTHS
    return len(_DAY_FIRST.findall(text)) >= len(_MONTH_FIRST.findall(text))
