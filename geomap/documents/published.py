"""Days of publication, in any form that publishers write them."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, date, datetime

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_FULL_DATE = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d\d-\d\d)(?!\d)"
    rf"|\b(?P<us>{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})\b"
    rf"|\b(?P<world>\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+(?:\d{{4}}|\d\d(?![\d:])))\b"
    r"|\b(?P<slashes>\d{1,2}/\d{1,2}/\d{4})\b"
    r"|(?P<cjk>\d{4}\s*[年년]\s*\d{1,2}\s*[月월]\s*\d{1,2}\s*[日일])",
    re.IGNORECASE,
)
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_DIGITS = re.compile(r"-?\d{4,19}(?:\.\d+)?")
_DOTTED = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}\b")  # "5.3.2018": the day comes first
_SHORT_YEAR = re.compile(r"\D(\d\d)$")
_EARLIEST, _LATEST = 1400, 2200
_PIVOT = 50
_MILLISECONDS, _MICROSECONDS = 1e11, 1e14
_COMPACT = 8
_LONGEST = 200


def parse_published(value: object) -> date | None:
    """Read a publication date.

    Args:
        value: What the report's metadata gives: a date, a datetime, a number of seconds since 1970, or words
            in any usual form, with or without time and zone.

    Returns:
        The day as it was at the publisher (no conversion between zones; numbers are UTC), or None when the
        value does not name one day.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    if not text or len(text) > _LONGEST or isinstance(value, bool):
        return None
    day = _from_number(text) if _DIGITS.fullmatch(text) else _from_words(text)
    return day if day and _EARLIEST <= day.year <= _LATEST else None


def find_date(text: str) -> date | None:
    """The first full date (day, month and year) written in a short stretch of text, or None."""
    if not any(map(str.isdigit, text)):
        return None
    for match in _FULL_DATE.finditer(text):
        day = _from_match(match)
        if day:
            return day
    return None


def without_date(text: str) -> str:
    """The text without its full dates, to see what else a line says."""
    return _FULL_DATE.sub(" ", text)


def _from_match(match: re.Match[str]) -> date | None:
    if match["cjk"]:
        return _from_cjk(match["cjk"])
    words = match[0]
    short = _SHORT_YEAR.search(words) if match["world"] else None
    if short:
        century = 1900 if int(short[1]) >= _PIVOT else 2000
        words = f"{words[: short.start(1)]}{century + int(short[1])}"
    return _by_dateutil(words.replace("Sept.", "Sep").replace("sept.", "sep"))


def _from_number(text: str) -> date | None:
    if len(text) == _COMPACT:
        try:
            return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
        except ValueError:
            return None
    seconds = float(text)
    if abs(seconds) > _MICROSECONDS:
        seconds /= 1e6
    elif abs(seconds) > _MILLISECONDS:
        seconds /= 1e3
    try:
        # A bare year ("2021") is not a time stamp.
        return datetime.fromtimestamp(seconds, UTC).date() if len(text) > _COMPACT else None
    except (ValueError, OverflowError, OSError):
        return None


def _from_words(text: str) -> date | None:
    return _by_dateutil(text) or find_date(text) or _by_dateparser(text)


def _from_cjk(text: str) -> date | None:
    match = _CJK.search(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _by_dateutil(text: str) -> date | None:
    from dateutil import parser

    # Parsed twice with different days to fill the gaps: a part that is missing shows in the difference.
    try:
        one, other = (
            parser.parse(
                text, default=gap, dayfirst=bool(_DOTTED.search(text)), tzinfos=lambda _name, offset: offset or 0
            )
            for gap in (datetime(2001, 1, 1, tzinfo=UTC), datetime(2002, 2, 2, tzinfo=UTC))
        )
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    return one.date() if one.date() == other.date() else None


def _by_dateparser(text: str) -> date | None:
    import dateparser  # type: ignore[import-untyped]  # it has no types

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own, about time zones, which play no part here
        found = dateparser.parse(
            text,
            settings={"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]},
        )
    return found.date() if isinstance(found, datetime) else None
