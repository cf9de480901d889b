"""Dates told from another day: "Friday", "last month", "two days earlier", "for nearly a month"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta

from geomap.events.mention import DatePrecision
from geomap.events.time_calendar import (
    Interval,
    days,
    decade_of,
    month_of,
    one_day,
    week_of,
    weekday_after,
    weekday_before,
    weekend_of,
    year_of,
)
from geomap.events.time_words import (
    ABOUT,
    NUMBER,
    ORDINAL_DAY,
    PART_OF,
    TIME_OF_DAY,
    WEEKDAY,
    number_of,
    ordinal_number,
    weekday_number,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.events.time_scene import Scene

_UNIT = r"(?:day|night|week|weekend|fortnight|month|year|decade|hour|minute)"
_PERFECT = re.compile(
    r"\b(?:have|has|['’]ve|['’]s)\s+(?:\w+\s+){0,3}?(?:been|\w+(?:ed|en|wn|ne|ld|ght))\b|\bhave\b|\bhas\b",
    re.IGNORECASE,
)
# What is laid down for a time begins with it.
_TERM = re.compile(
    r"\b(?:jailed|imprisoned|banned|suspended|sentenced|expelled|barred|disqualified|extended|prolonged|renewed|remanded"
    r"|interned|sent\s+to\s+\w+|voted|called)\s+(?:\w+\s+){0,4}?for\s+(?:(?:about|at\s+least|another|up\s+to|a\s+further)\s+)?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:an?|the|his|her|their)\s+$", re.IGNORECASE)
_CAME = re.compile(
    r"^(?:The|This|That|It|They|These)\b.{0,80}\b(?:came|comes|come|happened|occurred|took\s+place)"
    r"(?:\s+(?:just|only|barely|less\s+than|more\s+than))?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_OF_A_DAY = frozenset({"day", "night", "morning", "afternoon", "evening"})
# The longer words come first, for they hold the shorter.
_DEICTIC = {
    "before yesterday": -2,
    "after tomorrow": 2,
    "yesterday": -1,
    "last night": -1,
    "last evening": -1,
    "tomorrow": 1,
}
_TOLD_WEEKDAYS: dict[str, Callable[[date, int], date]] = {
    "that": weekday_before,
    "the previous": partial(weekday_before, strictly=True),
    "the following": weekday_after,
    "the next": weekday_after,
}
_SHORT_HOURS = 12
_DAYS_OF = {"week": 7, "fortnight": 14}


def _deictic(match: re.Match[str], scene: Scene) -> Interval | None:
    today = scene.published
    if today is None:
        return None
    words = " ".join(match[0].lower().split())
    if words.endswith("before last"):
        return days(today - timedelta(days=2), today - timedelta(days=1))
    if words == "overnight":
        if _ARTICLE.search(scene.before(8)):
            return None  # "an overnight bag"
        return days(today - timedelta(days=1), today)
    shift = next((shift for word, shift in _DEICTIC.items() if word in words), 0)
    return one_day(today + timedelta(days=shift))


def _of_the_day(_match: re.Match[str], scene: Scene) -> Interval | None:
    """Read "in the evening": of the day that the paragraph tells; of what is planned, the day of publication."""
    if scene.is_future(ahead=False):
        return one_day(scene.published) if scene.published else None
    narrative = scene.narrative
    day = narrative.day if narrative.end >= scene.block[0] else None
    return one_day(day.last) if day is not None and day.precision is DatePrecision.DAY else None


def _weekday(match: re.Match[str], scene: Scene) -> Interval | None:
    number, which = weekday_number(match["weekday"]), " ".join((match["which"] or "").lower().split())
    today = scene.published
    if which in _TOLD_WEEKDAYS:
        story = scene.narrative.story_day()
        return one_day(_TOLD_WEEKDAYS[which](story, number)) if story else None
    if not which or today is None:
        day = scene.weekday(number, past=match[0][-1] in "sS")
        return one_day(day) if day else None
    if which.startswith("last") or "past" in which:
        day = weekday_before(today, number, strictly=True)
        # Nobody calls yesterday "last Tuesday".
        yesterday = which == "last" and (today - day).days == 1
        return one_day(day - timedelta(weeks=1) if yesterday else day)
    if which.startswith("next") or "coming" in which:
        return one_day(weekday_after(today, number))
    past = scene.is_future() is False
    return one_day(weekday_before(today, number) if past else weekday_after(today, number, strictly=False))


def _weekday_of_week(match: re.Match[str], scene: Scene) -> Interval | None:
    if scene.published is None:
        return None
    weeks = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    monday = week_of(scene.published + timedelta(weeks=weeks)).first
    return one_day(monday + timedelta(days=weekday_number(match["weekday"])))


def _weekday_range(match: re.Match[str], scene: Scene) -> Interval | None:
    low, high = weekday_number(match["weekday"]), weekday_number(match["weekday2"])
    last = scene.weekday(high)
    if last is None:
        return None
    return days(weekday_before(last, low), last)


def _weekend(match: re.Match[str], scene: Scene) -> Interval | None:
    which = " ".join(match["which"].lower().split())
    if which in {"that", "the previous", "the following"}:
        story = scene.narrative.story_day()
        shift = {"that": 0, "the previous": -1, "the following": 1}[which]
        return weekend_of(story + timedelta(weeks=shift)) if story else None
    today = scene.published
    if today is None:
        return None
    now = weekend_of(today)
    begun = today >= now.first
    if which.startswith("next") or "coming" in which:
        return weekend_of(today + timedelta(weeks=1 if begun else 0))
    if "past" in which or which == "last":
        return weekend_of(today - timedelta(weeks=1)) if not begun or which == "last" else now
    if begun or scene.is_future() or (which == "this" and scene.is_future() is None):
        return now
    return weekend_of(today - timedelta(weeks=1))


def _unit_named(match: re.Match[str], scene: Scene) -> Interval | None:
    """Read "Last week", "earlier this year", "the following day", "that night"."""
    which, unit = " ".join(match["which"].lower().split()), match["unit"].lower()
    part = (match["part"] or match["part_of"] or "").lower() or None
    narrative, shift = scene.narrative, _shift(which)
    short = unit in _OF_A_DAY
    told = which.startswith(("the ", "that")) or (short and which == "next")
    if short:
        base = narrative.story_day(shift) if told or narrative.history else scene.published
        return one_day(base + timedelta(days=shift)) if base else None
    story = narrative.story() if told else narrative.now()
    return _moved(story, unit, shift, part) if story else None


def _shift(which: str) -> int:
    if which.startswith("last") or (which.endswith(("previous", "preceding", "past")) and not which.startswith("this")):
        return -1
    return int(which.startswith("next") or which.endswith(("following", "next", "coming", "subsequent")))


def _moved(base: Interval, unit: str, shift: int, part: str | None = None) -> Interval | None:
    """The week, month, year or decade that lies `shift` units from a date, as precise as the date allows."""
    start, part = base.first, _known_part(part)
    if unit == "year":
        return year_of(start.year + shift, part)
    if unit == "decade":
        return decade_of(start.year - start.year % 10 + 10 * shift)
    if unit == "week" and base.precision in {DatePrecision.DAY, DatePrecision.RANGE}:
        return week_of(start + timedelta(weeks=shift), part)
    if unit == "month" and base.precision in {DatePrecision.DAY, DatePrecision.RANGE, DatePrecision.MONTH}:
        moved = start + relativedelta(months=shift)
        return month_of(moved.year, moved.month, part)
    return None


def _known_part(part: str | None) -> str | None:
    """The part named, or None for "earlier this year", which is any part of it that is over."""
    return None if part in {"earlier", "later"} else part


def _beside(match: re.Match[str], scene: Scene) -> Interval | None:
    """Read "The day before", "a week later"."""
    shift = -1 if match["side"].lower() in {"before", "earlier", "previously", "prior"} else 1
    return _offset(match["unit"].lower(), shift, scene)


def _offset(unit: str, count: int, scene: Scene) -> Interval | None:
    """So many units from the date that the narrative told last."""
    narrative = scene.narrative
    if scene.text[max(0, narrative.end) : scene.start].strip() in {",", "(", "—", "–"}:
        return None  # "on Monday, two days after the summit" is Monday
    if unit in {"month", "year", "decade"}:
        story = narrative.story()
        if story is None or (unit == "month" and story.precision in {DatePrecision.YEAR, DatePrecision.DECADE}):
            return None
        return _moved(story, "year" if unit == "decade" else unit, count * (10 if unit == "decade" else 1))
    if _CAME.search(scene.before()):
        count = 0  # "the blast came a day after the vote": the blast was told, the vote is what is new
    day = narrative.story_day(count)
    if day is None or (unit in {"hour", "minute"} and abs(count) >= _SHORT_HOURS):
        return None
    return one_day(day + timedelta(days=count * _DAYS_OF.get(unit, 1 if unit in _OF_A_DAY else 0)))


def _ago(match: re.Match[str], scene: Scene) -> Interval | None:
    today = scene.published
    if today is None:
        return None
    count, unit = number_of(match["number"]), match["unit"].lower()
    if unit in {"hour", "minute"}:
        return one_day(today) if count < _SHORT_HOURS else days(today - timedelta(days=1), today)
    if unit in {"day", "night"}:
        return one_day(today - timedelta(days=count))
    if unit in {"week", "weekend", "fortnight"}:
        return one_day(today - timedelta(weeks=count * (1 + (unit == "fortnight"))))
    return _back(today, unit, count)


def _back(today: date, unit: str, count: int) -> Interval | None:
    if unit == "month":
        moved = today - relativedelta(months=count)
        return month_of(moved.year, moved.month)
    return year_of(today.year - count * (10 if unit == "decade" else 1))


def _numbered(match: re.Match[str], scene: Scene) -> Interval | None:
    """Read "Two days earlier", "three years later"."""
    shift = -1 if match["side"].lower().split()[0] in {"earlier", "before", "previously", "prior"} else 1
    return _offset(match["unit"].lower(), shift * number_of(match["number"]), scene)


def _lasting(match: re.Match[str], scene: Scene) -> Interval | None:
    """Read "Over the past two weeks", "in the next three days"."""
    today = scene.published
    if today is None:
        return None
    count = number_of(match["number"]) if match["number"] else 1
    unit, ahead = (match["unit"] or match["one"]).lower(), match["which"].lower() in {"next", "coming", "following"}
    edge = _edge(today, unit, count if ahead else -count)
    if edge is None:
        return None
    first, last = sorted((today, edge))
    if unit in {"month", "year", "decade"}:
        precision = DatePrecision.MONTH if unit == "month" else DatePrecision.YEAR
        return Interval(first, last, precision)
    return days(first, last)


def _edge(today: date, unit: str, count: int) -> date | None:
    if unit in {"hour", "minute"}:
        return today + timedelta(days=-(-count // 24) if count > 0 else count // 24)
    if unit in {"day", "night"}:
        return today + timedelta(days=count)
    if unit in {"week", "fortnight"}:
        return today + timedelta(weeks=count * (1 + (unit == "fortnight")))
    if unit == "month":
        return today + relativedelta(months=count)
    return today + relativedelta(years=count * (10 if unit == "decade" else 1)) if unit in {"year", "decade"} else None


def _since_then(match: re.Match[str], scene: Scene) -> Interval | None:
    """Read "Have been camped outside for nearly a month": since when, if it still goes on."""
    today = scene.published
    if today is None or not _PERFECT.search(scene.before()) or _TERM.search(scene.before(60)):
        return None
    count, unit = number_of(match["number"]), match["unit"].lower()
    if unit in {"month", "year", "decade"}:
        return _back(today, unit, count)
    edge = _edge(today, unit, -count)
    return days(edge, today) if edge and unit not in {"hour", "minute"} else None


def _part_of_unit(match: re.Match[str], scene: Scene) -> Interval | None:
    """Read "The end of the month", "late in the year"."""
    now = scene.narrative.now()
    part = " ".join((match["part_of"] or match["part"]).lower().split())
    limit = part == "end" and scene.is_deadline()
    return _moved(now, match["unit"].lower(), 0, None if limit else part) if now else None


def _nth(match: re.Match[str], scene: Scene) -> Interval | None:
    """Read "On the 4th", "from the 20th": the last such day, of what is to come the next."""
    told = scene.narrative.dated if scene.narrative.history else None
    today = told.first if told is not None else scene.published
    if today is None:
        return None
    number, ahead = ordinal_number(match["nth"]), bool(scene.is_future()) and told is None
    for months in range(3):
        month = today + relativedelta(months=months if ahead or told is not None else -months, day=1)
        if number > month_of(month.year, month.month).last.day:
            continue
        day = month.replace(day=number)
        if told is not None or (day > today if ahead else day <= today):
            return one_day(day)
    return None


def _unit_end(match: re.Match[str], scene: Scene) -> Interval | None:
    """Read "By year's end", "at month's end"."""
    now = scene.narrative.now()
    return _moved(now, match["unit"].lower(), 0, None if scene.is_deadline() else "end") if now else None


def _nothing(_match: re.Match[str], _scene: Scene) -> Interval | None:
    return None


RULES = {
    "no_day": (
        (
            rf"(?:(?:every|each)\s+(?:other\s+)?(?:{WEEKDAY}|{_UNIT}|morning|evening|January|May|summer|winter)|(?:Black|Bloody|Red|White|Super|Cyber|Giving)\s+{WEEKDAY}"
            rf"|{WEEKDAY}s(?:\s+and\s+{WEEKDAY}s)?|(?:one|some)\s+day|the\s+other\s+day|to\s+this\s+day|these\s+days|day\s+(?:by|after|to)\s+day"
            rf"|year\s+(?:after|by|on)\s+year|Independence\s+Day|Sunday\s+(?:Times|Mail|Telegraph|Mirror|Express|school)|Friday\s+prayers\s+leader"
            r"|\d{1,4}(?:st|nd|rd|th)[-\s]century|\d+\s*(?:BCE?\b|B\.C\.)|(?:19|20)\d\d[-‑]nCoV)"
        ),
        _nothing,
    ),
    "deictic": (
        (
            rf"(?:the\s+night\s+before\s+last|the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow"
            rf"|(?:(?:early|late|earlier|later)\s+)?(?:yesterday|today|tonight|tomorrow)(?:\s+{TIME_OF_DAY})?"
            rf"|last\s+(?:night|evening)|(?:earlier\s+)?this\s+(?:morning|afternoon|evening)|overnight(?!\s+(?:on\s+)?{WEEKDAY}))"
        ),
        _deictic,
    ),
    "of_the_day": (
        (
            rf"(?:(?:(?<=\bfor\s)|(?<=\bin\s)|(?<=\bduring\s))the\s+(?:early\s+|late\s+)?{TIME_OF_DAY}(?!\w|[-–]|\s+(?:of|to|before|after|hours|shift|sky|air|light)\b)"
            r"|later\s+in\s+the\s+day(?!\w)|(?:later|earlier)\s+(?:on\s+)?that\s+(?:day|night|evening|afternoon)(?!\w))"
        ),
        _of_the_day,
    ),
    "weekday_of_week": (rf"(?:(?P<weekday>{WEEKDAY})\s+(?:of\s+)?(?P<which>last|this|next)\s+week)", _weekday_of_week),
    "weekday_range": (
        rf"(?:(?:from|between)\s+(?P<weekday>{WEEKDAY})(?:\s+{TIME_OF_DAY})?\s+(?:to|and|until|through)\s+(?P<weekday2>{WEEKDAY})(?:\s+{TIME_OF_DAY})?)",
        _weekday_range,
    ),
    "weekday": (
        (
            rf"(?:(?P<which>last|next|this(?:\s+past|\s+coming)?|the\s+(?:previous|following|next)|that|this\s+coming)\s+)?"
            rf"(?:(?:early|late|overnight)\s+(?:on\s+)?)?(?P<weekday>{WEEKDAY})(?:['’]s)?(?:\s+{TIME_OF_DAY})?(?!\w)"
        ),
        _weekday,
    ),
    "weekend": (
        r"(?P<which>last|next|this(?:\s+past|\s+coming)?|the(?:\s+(?:past|previous|following|coming))?|that)\s+weekend",
        _weekend,
    ),
    "unit_named": (
        (
            rf"(?:(?P<part>early|earlier|late|later)\s+|(?:the\s+)?(?P<part_of>{PART_OF})\s+of\s+)?"
            rf"(?P<which>last|this|next|the\s+(?:same|previous|preceding|following|subsequent|next)|that(?:\s+same|\s+very)?|the\s+very\s+next)\s+"
            rf"(?P<unit>day|night|morning|afternoon|evening|week|month|year|decade)(?!\w|[-–])(?!\s+(?:of|before|ago)\b)"
        ),
        _unit_named,
    ),
    "part_of_unit": (
        (
            rf"(?:(?:the\s+)?(?P<part_of>{PART_OF})\s+of|(?P<part>early|earlier|late|later)\s+in)\s+the\s+(?:same\s+)?"
            r"(?P<unit>week|month|year)(?!\w)"
        ),
        _part_of_unit,
    ),
    "unit_end": (r"(?:the\s+)?(?P<unit>week|month|year)['’]s\s+end(?!\w)", _unit_end),
    "nth": (
        (
            rf"(?:(?<=\bon\s)|(?<=\bof\s)|(?<=\bfrom\s)|(?<=\bsince\s)|(?<=\bby\s)|(?<=\buntil\s))the\s+(?P<nth>{ORDINAL_DAY})"
            r"(?:\s+of\s+(?:the|this)\s+month|(?=\s*(?:[.,;:!?)”\"—–-]|$))|(?<=[a-z]{2})(?<=\d[a-z]{2})(?=\s+(?:and|at|by|in|near|with|to|of|when)\b))"
        ),
        _nth,
    ),
    "ago": (rf"{ABOUT}?(?P<number>{NUMBER})[\s-]+(?:and\s+a\s+half\s+)?(?P<unit>{_UNIT})s?\s+ago", _ago),
    "numbered": (
        rf"{ABOUT}?(?P<number>{NUMBER})\s+(?P<unit>{_UNIT})s?\s+(?P<side>earlier|before|later|after(?:wards?)?|previously|prior)(?!\w)",
        _numbered,
    ),
    "beside": (
        r"(?:the|a)\s+(?P<unit>day|night|evening|morning|week|month|year)\s+(?P<side>before|earlier|after(?:wards?)?|later|previously|prior)(?!\w)(?!\s+last\b)",
        _beside,
    ),
    "lasting": (
        rf"(?:the\s+)(?P<which>past|last|previous|next|coming|following)\s+(?:(?P<number>{NUMBER})\s+(?P<unit>{_UNIT})s?|(?P<one>{_UNIT}))(?!\w)",
        _lasting,
    ),
    "since_then": (
        rf"(?<=\bfor\s){ABOUT}?(?:the\s+(?:past|last)\s+)?(?P<number>{NUMBER})\s+(?P<unit>{_UNIT})s?(?!\w|[-–]\w)",
        _since_then,
    ),
}
