"""The words of the calendar, as pieces of patterns and as values."""

from __future__ import annotations

import re

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SMALL = {word: value for value, word in enumerate(_UNITS)} | {
    "a": 1,
    "an": 1,
    "a single": 1,
    "another": 1,
    "a couple of": 2,
    "couple of": 2,
    "a dozen": 12,
    "a hundred": 100,
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
             "twelfth", "thirteenth", "fourteenth", "fifteenth")  # fmt: skip
_PIVOT = 50
_CENTURY = 100

MONTH_WORDS = frozenset({*_MONTH_NAMES, *(name[:3] for name in _MONTH_NAMES), "sept"})
SHORT_MONTHS = MONTH_WORDS.difference(_MONTH_NAMES)
# One of these, or a number, stands in every expression.
CALENDAR = frozenset(
    {
        *MONTH_WORDS,
        *_WEEKDAYS,
        *(f"{name}s" for name in _WEEKDAYS),
        *(
            f"{unit}{s}"
            for unit in ("day", "night", "week", "weekend", "fortnight", "month", "year", "decade")
            for s in ("", "s")
        ),
        *("hour", "hours", "minute", "minutes", "morning", "evening", "afternoon", "yesterday", "today", "tonight"),
        *(
            "tomorrow",
            "overnight",
            "spring",
            "summer",
            "autumn",
            "fall",
            "winter",
            "quarter",
            "half",
            "q1",
            "q2",
            "q3",
            "q4",
        ),
    }
)
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d/:]|[.,]\d|\s?%|\s?[ap]\.?m\b)"
YEAR = r"(?:1\d{3}|20\d\d|2100)(?![\d%/]|[.,]\d|-\d\d-)"
SHORT_YEAR = rf"(?:{YEAR}|['’]\d\d(?!\d))"
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
SHORT_WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b\.?"
)
NUMBER = (
    rf"(?:\d{{1,3}}|(?:a\s+)?couple\s+of|a\s+(?:single|dozen|hundred)|another|an?|(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_UNITS[1:10])}))?"
    rf"|{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
)
ABOUT = (
    r"(?:(?:nearly|almost|about|around|roughly|some|approximately|just\s+(?:over|under|more\s+than)|just|only|more\s+than"
    r"|over|under|less\s+than|at\s+least|barely|exactly|a\s+little\s+(?:over|more\s+than)|(?:well\s+)?over)\s+)"
)
ORDINAL_DAY = rf"(?:(?:[12]?\d|3[01])(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
PART_OF = (
    r"(?:beginning|start|end|middle|first\s+half|second\s+half|latter\s+half|early\s+part|latter\s+part|later\s+part"
    r"|close|turn|opening)"
)
TIME_OF_DAY = r"(?:morning|afternoon|evening|night)"
TO = r"(?:\s*[-–—]\s*|\s+(?:to|until|till|through|and)\s+)"


def part_pattern(name: str) -> str:
    """A pattern for "early", "mid-", "the end of", whose word goes to the groups `name` and `name`_of."""
    return (
        rf"(?:(?:very\s+)?(?P<{name}>early|late|mid)(?:\s*[-–]\s*|\s+in\s+(?:the\s+)?|\s+)"
        rf"|(?:the\s+)?(?P<{name}_of>{PART_OF})\s+of\s+(?:the\s+)?)"
    )


def part_in(match: re.Match[str], name: str = "part") -> str | None:
    """The part that `part_pattern` found: "early", "end"."""
    word = match[name] or match[f"{name}_of"]
    return " ".join(word.lower().split()) if word else None


def month_number(word: str) -> int:
    """1 to 12."""
    key = word.lower().rstrip(".")[:3]
    return next(number for number, name in enumerate(_MONTH_NAMES, 1) if name.startswith(key))


def day_number(word: str) -> int:
    """The number of "3rd" or "03"."""
    return int(re.sub(r"\D", "", word))


def ordinal_number(word: str) -> int:
    """The number of "20th" or "first"."""
    return _ORDINALS.index(word.lower()) + 1 if word[0].isalpha() else day_number(word)


# "since the start of the year" begins with its first day
OPENING = re.compile(r"\b(?:start|beginning|turn|opening)\b", re.IGNORECASE)


def year_number(word: str) -> int:
    """The year of "2014" or "'98"."""
    number = int(re.sub(r"\D", "", word))
    if number >= _CENTURY:
        return number
    return number + (1900 if number >= _PIVOT else 2000)


def weekday_number(word: str) -> int:
    """0 (Monday) to 6."""
    key = word.lower()[:3]
    return next(number for number, name in enumerate(_WEEKDAYS) if name.startswith(key))


def number_of(word: str) -> int:
    """The value of "23", "twenty-three", "a couple of"."""
    words = " ".join(word.lower().split())
    if words.isdecimal():
        return int(words)
    if words in _SMALL:
        return _SMALL[words]
    tens, _, units = words.replace(" ", "-").partition("-")
    return _TENS[tens] + (_SMALL[units] if units else 0)
