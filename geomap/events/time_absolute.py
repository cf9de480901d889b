"""Dates by the calendar: "10 October 2021", "late 2019", "the 1990s", "Oct. 10"."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geomap.events.time_calendar import (
    Interval,
    days,
    decade_of,
    half_of,
    month_of,
    months,
    one_day,
    quarter_of,
    season_of,
    year_of,
    years,
)
from geomap.events.time_feasts import FEAST, feast_after, feast_before, feast_in
from geomap.events.time_guards import is_month, is_season, is_year
from geomap.events.time_words import (
    DAY,
    MONTH,
    SEASON,
    SHORT_WEEKDAY,
    SHORT_YEAR,
    TO,
    YEAR,
    day_number,
    month_number,
    part_in,
    part_pattern,
    year_number,
)

if TYPE_CHECKING:
    import re

    from geomap.events.time_scene import Scene

_FROM = r"(?:(?:from|between)\s+)?"
_ON = rf"(?:{SHORT_WEEKDAY}\s*,?\s+)?"
_PART = f"(?:{part_pattern('part')})?"
_YEAR_TOLD = r"(?P<told>(?:of\s+|in\s+)?(?:(?:last|this|next|that|the\s+same|the\s+previous|the\s+following)\s+year))"
_YEAR = rf"(?:\s*,?\s+(?:(?:of\s+|in\s+)?(?P<year>{SHORT_YEAR})|{_YEAR_TOLD}))?"
_HALF_NUMBERS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
    "last": 4,
}
_CENTURY = 100
_NEAR = 10


def _iso(match: re.Match[str], _scene: Scene) -> Interval | None:
    return one_day(date.fromisoformat(match["iso"]))


def _numeric(match: re.Match[str], scene: Scene) -> Interval | None:
    one, two, year = int(match["one"]), int(match["two"]), year_number(match["year"])
    day_first = "." in match[0] or scene.narrative.day_first
    day, month = (one, two) if (day_first and two <= 12) or one > 12 else (two, one)  # noqa: PLR2004 - months
    return one_day(date(year, month, day))


def _eleventh_of_september(_match: re.Match[str], _scene: Scene) -> Interval | None:
    return one_day(date(2001, 9, 11))


def _full_day(match: re.Match[str], scene: Scene) -> Interval | None:
    if not is_month(match["month"], scene, match.start("month"), sure=True):
        return None
    return _day(match["month"], match["day"], _year_word(match, scene), scene)


def _year_word(match: re.Match[str], scene: Scene) -> str | None:
    """The year that stands with a day, in digits: "28 November 2020", "28 November this year"."""
    told = match.groupdict().get("told")
    year = _year_told(told, scene) if told else None
    return match["year"] if year is None else str(year)


def _day(month_word: str, day_word: str, year_word: str | None, scene: Scene) -> Interval | None:
    month, day = month_number(month_word), day_number(day_word)
    year = year_number(year_word) if year_word else scene.nearest_year(month, day)
    return None if year is None else one_day(date(year, month, day))


def _day_range(match: re.Match[str], scene: Scene) -> Interval | None:
    if not is_month(match["month"], scene, match.start("month"), sure=True):
        return None
    year = _year_word(match, scene)
    return _between(
        _day(match["month"], match["day"], year, scene),
        _day(match["month"], match["day2"], year, scene),
    )


def _days_of_two_months(match: re.Match[str], scene: Scene) -> Interval | None:
    last = _day(match["month2"], match["day2"], match["year2"], scene)
    if last is None:
        return None
    month, day = month_number(match["month"]), day_number(match["day"])
    year = last.first.year - ((month, day) > (last.first.month, last.first.day))
    return _between(one_day(date(year_number(match["year"]) if match["year"] else year, month, day)), last)


def _between(first: Interval | None, last: Interval | None) -> Interval | None:
    return days(first.first, last.last) if first and last else None


def _month(match: re.Match[str], scene: Scene) -> Interval | None:
    if not is_month(match["month"], scene, match.start("month"), sure=False):
        return None
    month = month_number(match["month"])
    year = scene.nearest_year(month)
    return None if year is None else month_of(year, month, _part(match, scene))


def _part(match: re.Match[str], scene: Scene) -> str | None:
    """The part of a month or year; what will be done by the end of May is done in May or before."""
    part = part_in(match)
    return None if part == "end" and scene.is_deadline() else part


def _month_and_year(match: re.Match[str], scene: Scene) -> Interval | None:
    year = year_number(match["year"]) if match["year"] else _year_told(match["told"], scene)
    return None if year is None else month_of(year, month_number(match["month"]), _part(match, scene))


def _year_told(words: str, scene: Scene) -> int | None:
    """Read "Last year", "that year", by the day of publication or by the narrative."""
    key = words.lower().split()
    if "last" in key or "this" in key or "next" in key:
        shift = -1 if "last" in key else int("next" in key)
        now = scene.narrative.now()
        return now.first.year + shift if now else None
    story = scene.narrative.story()
    shift = -1 if "previous" in key else int("following" in key)
    return story.first.year + shift if story else None


def _month_named(match: re.Match[str], scene: Scene) -> Interval | None:
    """Read "Last October", "next May", "this March"."""
    month, word = month_number(match["month"]), match["which"].lower()
    today = scene.published
    if today is None:
        return None
    if word.startswith("next") or "coming" in word:
        return month_of(today.year + (month <= today.month), month)
    if word.startswith("last") or "past" in word:
        return month_of(today.year - (month >= today.month), month)
    return month_of(today.year, month)


def _month_range(match: re.Match[str], scene: Scene) -> Interval | None:
    if not match["year2"] and not is_month(match["month"], scene, match.start("month"), sure=False):
        return None
    low, high = month_number(match["month"]), month_number(match["month2"])
    last = year_number(match["year2"]) if match["year2"] else scene.nearest_year(high)
    if last is None:
        return None
    first = year_number(match["year"]) if match["year"] else last - (low > high)
    return months(month_of(first, low, part_in(match)), month_of(last, high, part_in(match, "part2")))


def _season(match: re.Match[str], scene: Scene) -> Interval | None:
    name, part, word = match["season"].lower(), part_in(match), (match["which"] or "").lower()
    if not is_season(match, scene):
        return None
    if match["year"] or match["told"]:
        year = year_number(match["year"]) if match["year"] else _year_told(match["told"], scene)
        return None if year is None else season_of(year, name, part)
    told = scene.narrative.latest if scene.narrative.history or word == "that" or word.endswith("following") else None
    if told is not None:
        return season_of(told.first.year + (word.endswith("following")), name, part)
    return _season_from_here(name, part, word, scene)


def _season_from_here(name: str, part: str | None, word: str, scene: Scene) -> Interval | None:
    """The season that "last summer", "this fall" or plain "the spring" means on the day of publication."""
    today = scene.published
    if today is None:
        return None
    found = [season_of(today.year + shift, name, part) for shift in (-1, 0, 1)]
    if word.startswith("this"):
        return found[0] if found[0].last >= today else found[1]
    if word.startswith("next") or (not word.startswith(("last", "past")) and scene.is_future()):
        return next((one for one in found if one.last > today), None)
    begun = [one for one in found if one.first <= today and (one.last < today or not word.startswith("last"))]
    return begun[-1] if begun else None


def _quarter(match: re.Match[str], scene: Scene) -> Interval | None:
    if match["year"]:
        year: int | None = year_number(match["year"])
    elif match["told"]:
        year = _year_told(match["told"], scene)
    else:  # "the third quarter" and "the second half" may be a game's
        year = scene.published.year if scene.published and match["q"] else None
    if year is None:
        return None
    number = int(match["q"]) if match["q"] else _HALF_NUMBERS[match["nth"].lower()]
    if (match["kind"] or "").lower() == "half":
        return half_of(year, min(number, 2))
    return quarter_of(year, number)


def _decade(match: re.Match[str], _scene: Scene) -> Interval | None:
    digits = match["decade"].lstrip("'’")
    start = int(digits) if len(digits) > 2 else 1900 + int(digits)  # noqa: PLR2004 - digits of a short decade
    return decade_of(start, part_in(match))


def _part_of_year(match: re.Match[str], scene: Scene) -> Interval | None:
    year = year_number(match["year"]) if match["year"] else _year_told(match["told"], scene)
    return None if year is None else year_of(year, _part(match, scene))


def _year_range(match: re.Match[str], _scene: Scene) -> Interval | None:
    first, last = int(match["year"]), int(match["year2"])
    if last < _CENTURY:
        last += first - first % _CENTURY
    return years(first, last)


def _year(match: re.Match[str], scene: Scene) -> Interval | None:
    if not is_year(match["year"], scene, match.start("year"), match.end("year")):
        return None
    return year_of(int(match["year"]))


def _feast(match: re.Match[str], scene: Scene) -> Interval | None:
    name = match["feast"]
    year = year_number(match["year"]) if match["year"] else scene.year_after()
    if year is None and match["told"]:
        year = _year_told(match["told"], scene)
    if year is not None:
        return feast_in(name, year)
    told = scene.narrative.latest
    if scene.narrative.history and told is not None:
        return feast_in(name, told.first.year)
    if scene.published is None:
        return None
    before, after = feast_before(name, scene.published), feast_after(name, scene.published)
    if scene.is_future() or (match["which"] or "").lower() == "next" or before is None or after is None:
        return after or before
    # "Four days before Christmas" is not last year's when it is four days away.
    nearer = (after.first - scene.published) * _NEAR < scene.published - before.first
    return after if nearer else before


RULES = {
    "iso": (r"(?P<iso>\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])", _iso),
    "numeric": (r"(?P<one>\d{1,2})(?P<sep>[/.])(?P<two>\d{1,2})[/.](?P<year>\d{4}|\d\d)(?![\d/]|[.,]\d)", _numeric),
    "nine_eleven": (r"9/11(?![\d/])", _eleventh_of_september),
    "two_months": (
        (
            rf"{_FROM}{_ON}(?P<day>{DAY})\s+(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?{TO}{_ON}"
            rf"(?P<day2>{DAY})\s+(?P<month2>{MONTH})(?:\s*,?\s+(?P<year2>{SHORT_YEAR}))?"
        ),
        _days_of_two_months,
    ),
    "two_months_us": (
        (
            rf"{_FROM}{_ON}(?P<month>{MONTH})\s+(?P<day>{DAY})(?:,?\s+(?P<year>{YEAR}))?,?{TO}{_ON}"
            rf"(?P<month2>{MONTH})\s+(?P<day2>{DAY})(?:\s*,?\s+(?P<year2>{SHORT_YEAR}))?"
        ),
        _days_of_two_months,
    ),
    "days": (
        rf"{_FROM}(?:the\s+)?(?P<day>{DAY}){TO}(?:the\s+)?(?P<day2>{DAY})(?:\s+of)?\s+(?P<month>{MONTH}){_YEAR}",
        _day_range,
    ),
    "days_us": (
        rf"{_FROM}(?P<month>{MONTH})\s+(?P<day>{DAY}){TO}(?P<day2>{DAY})(?!\s+(?-i:[a-z]{{3}}))(?!\s+{MONTH}){_YEAR}",
        _day_range,
    ),
    "telegram": (
        r"(?P<day>\d{1,2})\s+(?-i:(?P<month>[A-Z]{3,9}))\s+(?P<year>\d\d)(?![\d:.,%]\d|\d)(?!\s+[A-Za-z]+S\b)",
        _full_day,
    ),
    "day": (rf"{_ON}(?:the\s+)?(?P<day>{DAY})(?:\s+of|\s+day\s+of)?[\s-]+(?P<month>{MONTH}){_YEAR}", _full_day),
    "day_us": (
        rf"{_ON}(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY})(?:\s*,?\s+(?:(?P<year>{SHORT_YEAR})|{_YEAR_TOLD}))?",
        _full_day,
    ),
    "month_range": (
        (
            rf"{_FROM}{_PART}(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?(?:\s*[-–—]\s*|\s+(?:to|until|through)\s+|(?<=\s)and\s+)"
            rf"(?:{part_pattern('part2')})?(?P<month2>{MONTH})(?:\s*,?\s+(?:of\s+)?(?P<year2>{SHORT_YEAR}))?"
        ),
        _month_range,
    ),
    "month_between": (
        (
            rf"between\s+{_PART}(?P<month>{MONTH})(?:,?\s+(?P<year>{YEAR}))?\s+and\s+"
            rf"(?:{part_pattern('part2')})?(?P<month2>{MONTH})(?:\s*,?\s+(?:of\s+)?(?P<year2>{SHORT_YEAR}))?"
        ),
        _month_range,
    ),
    "month_year": (
        rf"{_PART}(?P<month>{MONTH})\s*,?\s+(?:(?:of|in)\s+)?(?:(?P<year>{SHORT_YEAR})|{_YEAR_TOLD})",
        _month_and_year,
    ),
    "month_named": (rf"(?P<which>last|this(?:\s+past|\s+coming)?|next|the\s+past)\s+(?P<month>{MONTH})", _month_named),
    "month": (rf"{_PART}(?P<month>{MONTH})", _month),
    "quarter": (
        (
            rf"(?:Q(?P<q>[1-4])|(?:the\s+)?(?P<nth>first|second|third|fourth|final|[1-4](?:st|nd|rd|th))\s+(?P<kind>quarter|half))"
            rf"(?:\s+(?:of\s+)?(?:(?:the\s+year\s+)?(?P<year>{SHORT_YEAR})|{_YEAR_TOLD}))?"
        ),
        _quarter,
    ),
    "decade": (rf"(?:the\s+)?{_PART}(?P<decade>1\d\d0|20\d0|['’]\d0)(?:['’])?s\b", _decade),
    "season": (
        (
            rf"{_PART}(?:(?P<which>last|this(?:\s+past|\s+coming)?|next|that|the(?:\s+(?:past|following|previous|next))?|past)\s+)?"
            rf"(?P<season>{SEASON})(?:\s*,?\s+(?:(?:of|in)\s+)?(?:(?P<year>{SHORT_YEAR})|{_YEAR_TOLD}))?"
        ),
        _season,
    ),
    "part_of_year": (
        rf"{part_pattern('part')}(?:(?:the\s+year\s+)?(?P<year>{SHORT_YEAR})|(?P<told>(?:last|this|next|that|the\s+same)\s+year))",
        _part_of_year,
    ),
    "year_between": (rf"(?:between)\s+(?P<year>{YEAR})\s+and\s+(?P<year2>{YEAR})", _year_range),
    "year_range": (
        rf"(?:from\s+)?(?P<year>1\d{{3}}|20\d\d)(?:\s*[-–—/]\s*|\s+(?:to|until|till|through)\s+)(?P<year2>{YEAR}|\d\d(?![\d-]))",
        _year_range,
    ),
    "feast": (
        rf"(?:(?P<which>last|this|next|the)\s+)?(?P<feast>{FEAST})(?:\s*,?\s+(?:(?:of|in)\s+)?(?:(?P<year>{YEAR})|{_YEAR_TOLD}))?",
        _feast,
    ),
    "year": (rf"(?P<year>{YEAR})", _year),
}
