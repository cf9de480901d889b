"""Reads the dates of a table: whether its days or its months come first is seen from the whole column."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geomap.documents.published import parse_published

if TYPE_CHECKING:
    from collections.abc import Iterable

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s].*)?", re.DOTALL)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"\d{4}")
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d\d)(?:[T\s,].*)?", re.DOTALL)
_MOST_MONTHS = 12
_CENTURY, _PIVOT = 100, 70  # two digits mean 1970 to 2069
_WEEK = timedelta(days=3)
# ACLED's time_precision and UCDP's date_prec in words; other words are taken as they are.
_ACLED = {"1": "day", "2": "week", "3": "month"}
_UCDP = {"1": "day", "2": "range", "3": "range", "4": "month", "5": "range"}


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """Whether "03/04/2021" is 3 April in a column; None where no text of it tells."""
    for text in texts:
        numbers = _NUMBERS.fullmatch(text.strip())
        if numbers and int(numbers[1]) > _MOST_MONTHS:
            return True
        if numbers and int(numbers[2]) > _MOST_MONTHS:
            return False
    return None


def is_ambiguous(text: str) -> bool:
    """Whether a text is a date of which it matters whether days come first."""
    numbers = _NUMBERS.fullmatch(text.strip())
    return bool(numbers) and numbers is not None and numbers[1] != numbers[2]


def read_day(text: str, *, day_first: bool) -> str | None:
    """A cell's date in ISO form, as precisely as it is given ("2021-11-07", "2021-11", "2021"); None if it is none."""
    text = text.strip()
    try:
        if found := _ISO.fullmatch(text) or _DIGITS.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if found := _MONTH.fullmatch(text):
            return date(int(found[1]), int(found[2]), 1).isoformat()[:7]
        if _YEAR.fullmatch(text):
            return text if int(text) else None
        if found := _NUMBERS.fullmatch(text):
            one, two, year = int(found[1]), int(found[2]), int(found[3])
            if year < _CENTURY:
                year += 1900 if year >= _PIVOT else 2000
            return date(year, *((two, one) if day_first else (one, two))).isoformat()
    except ValueError:
        return None
    found_day = parse_published(text)
    return found_day.isoformat() if found_day else None


def span(first: str, last: str | None, column: str, code: str) -> tuple[str, str, str]:
    """First and last day and the precision of an incident.

    Args:
        first: The date given.
        last: The last day given, if one is.
        column: The column that tells the precision, folded; "" for none.
        code: What it says.
    """
    words = {"time_precision": _ACLED, "date_prec": _UCDP}.get(column, {})
    said = words.get(code.strip(), code.strip())
    last = last or first
    if len(first) < len("2021-11-07"):
        return first, last, "year" if _YEAR.fullmatch(first) else "month"
    if said == "month" and first[:7] == last[:7]:
        return first[:7], last[:7], "month"
    if said == "week" and first == last:  # ACLED gives a day in the week
        middle = date.fromisoformat(first)
        return (middle - _WEEK).isoformat(), (middle + _WEEK).isoformat(), "range"
    return first, last, "range" if first != last else "day"
