"""A span of a document that reports an event, and the values read next to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Status(StrEnum):
    """Whether the event happened."""

    OCCURRED = "occurred"
    ATTEMPTED = "attempted"
    FOILED = "foiled"
    PLANNED = "planned"
    THREATENED = "threatened"
    ALLEGED = "alleged"
    DENIED = "denied"


class DatePrecision(StrEnum):
    """How precisely a date is known."""

    DAY = "day"
    RANGE = "range"  # several known days: "2-5 May", "the weekend"
    MONTH = "month"
    SEASON = "season"  # "late 2019", "the summer of 2014", a quarter
    YEAR = "year"
    DECADE = "decade"


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date that the text gives: the span, and the first and last day that it may mean (both inclusive)."""

    start: int
    end: int
    text: str
    first: date
    last: date
    precision: DatePrecision


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, as reported.

    `value` is the number, or the lower bound of "at least N" and of a range; None for words like "dozens".
    `high` is the upper bound of a range. `text` are the words of the report; `start`/`end` its offsets.
    """

    start: int
    end: int
    text: str
    value: int | None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """A span that reports an event (its trigger), and what its sentence says of it.

    Attributes:
        start: First code point of the trigger in the document's text.
        end: One past its last.
        text: The trigger.
        sentence: Offsets of the sentence.
        type: Key of the taxonomy.
        status: Whether it happened.
        confidence: Probability that type and status are right.
        time: The date given for it, or None when its sentence gives none.
        killed: Deaths reported for it, or None.
        injured: Injured reported for it, or None.
        actors: Who did it, as named.
        targets: To whom or what, as named.
        weapons: With what, normalised: "drone", "rocket", "car bomb".
        background: Told as history or context, not as news.
        anaphoric: Refers back to an event told elsewhere in the report: "the attack", "Friday's clashes".
        generic: The trigger does not settle the type ("the incident", "the violence"): `type` is a guess that a
            mention of the same event with a telling trigger overrides.
        arrested: Arrested, or None.
        missing: Missing, or None.
        displaced: Displaced or evacuated, or None.
        participants: Who took part, or None.
    """

    start: int
    end: int
    text: str
    sentence: tuple[int, int]
    type: str
    status: Status
    confidence: float
    time: TimeExpression | None = None
    killed: Count | None = None
    injured: Count | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    background: bool = False
    anaphoric: bool = False
    generic: bool = False
    arrested: Count | None = None
    missing: Count | None = None
    displaced: Count | None = None
    participants: Count | None = None
