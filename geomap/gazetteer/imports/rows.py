"""What the fields of a row may be, whoever wrote it."""

from __future__ import annotations

import math
import re

_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPED = re.compile("[\udc80-\udcff]")  # bytes that are not UTF-8, as Python carries them
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_LONGEST_NAME = 400  # characters; GeoNames allows 200
_NORTH, _EAST = 90.0, 180.0
_MOST = 2**32 - 1


class RowError(ValueError):
    """A row cannot be taken; the message says why, without the row."""


def check_text(text: str) -> None:
    """Refuse text that is no text.

    Raises:
        RowError: It holds control characters or bytes that are not UTF-8.
    """
    if _CONTROL.search(text):
        message = "it is not UTF-8" if _ESCAPED.search(text) else "it holds control characters"
        raise RowError(message)


def name(text: str) -> str:
    """Return a name without marks of writing direction, which could disguise what stands next to it.

    Raises:
        RowError: It is empty or too long.
    """
    if not text.isascii():
        text = _DIRECTIONS.sub("", text)
    text = text.strip()
    if not text or len(text) > _LONGEST_NAME:
        message = "the name is too long" if text else "there is no name"
        raise RowError(message)
    return text


def point(lat: str, lon: str) -> tuple[float, float]:
    """Return latitude and longitude in degrees.

    Raises:
        RowError: One of them is no number, or off the globe.
    """
    y, x = number("latitude", lat), number("longitude", lon)
    if not (-_NORTH <= y <= _NORTH and -_EAST <= x <= _EAST):
        message = f"latitude {lat[:20]}, longitude {lon[:20]} is not on the globe"
        raise RowError(message)
    return y, x


def number(what: str, text: str, least: float = -math.inf) -> float:
    """Return a finite number of at least so much.

    Raises:
        RowError: It is none, or less.
    """
    text = text.strip()
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value) or value < least:
        message = f"the {what} is {text[:20]!r}"
        raise RowError(message)
    return value


def count(what: str, text: str) -> int:
    """Return a whole number from 0, which an empty text stands for; the largest that an index can hold at most.

    Raises:
        RowError: It is none.
    """
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal()):
        message = f"the {what} is {text[:20]!r}"
        raise RowError(message)
    return min(_MOST, int(text[:20]))
