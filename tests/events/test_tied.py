"""What the model ties to events, with a model whose answers are written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from geomap.events.mention import DatePrecision, EventMention, Status, TimeExpression
from geomap.events.numbers import CasualtyCount
from geomap.events.taxonomy import load_taxonomy
from geomap.events.tied import Ties, tie_counts, tie_dates
from geomap.language.marks import COUNTS, TIES, EventMarks
from geomap.language.reading import DocumentReading
from geomap.language.words import split_words

TEXT = "Rebels raided Kudi. It was Monday, and nine died. Aid came on Friday."
STRONG = 4.0


def ties(*pairs: tuple[str, str, str, float]) -> Ties:
    """A model that ties the words of each pair, with the given log-odds."""
    words = split_words(TEXT)
    at = {TEXT[start:end]: index for index, (start, end) in enumerate(words)}
    width = len(words)
    events = np.zeros((width, len(TIES) * width), dtype=np.float16)
    partners = np.zeros((width, len(TIES) * width), dtype=np.float16)
    for tie, trigger, partner, odds in pairs:
        low = TIES.index(tie) * width
        events[at[trigger], low + at[partner]] = odds
        partners[at[partner], low + at[partner]] = 1
    nothing = np.zeros((width, 1 + len(COUNTS)), dtype=np.float16)
    starts, ends = [start for start, _ in words], [end for _, end in words]
    marks = EventMarks(starts, ends, (), (), nothing, nothing, nothing, events, partners)
    return Ties(DocumentReading((), (marks,)))


def span(word: str) -> tuple[int, int]:
    return TEXT.index(word), TEXT.index(word) + len(word)


def time(word: str, day: date) -> TimeExpression:
    return TimeExpression(*span(word), word, day, day, DatePrecision.DAY)


MONDAY, FRIDAY = time("Monday", date(2020, 6, 1)), time("Friday", date(2020, 6, 5))
NINE = CasualtyCount(*span("nine"), "nine", 9, kind="killed")


@pytest.fixture
def raid() -> EventMention:
    return EventMention(*span("raided"), "raided", (0, 19), "attack", Status.OCCURRED, 0.9)


def test_an_undated_event_takes_the_date_that_it_is_tied_to(raid: EventMention) -> None:
    asked = ties(("date", "raided", "Monday", STRONG), ("date", "raided", "Friday", -STRONG))
    (dated,) = tie_dates([raid], [MONDAY, FRIDAY], asked, date(2020, 6, 6))
    assert dated.time == MONDAY


def test_an_unlikely_date_is_taken_away(raid: EventMention) -> None:
    wrong = replace(raid, time=FRIDAY)
    assert tie_dates([wrong], [MONDAY, FRIDAY], ties(("date", "raided", "Friday", -STRONG)), None)[0].time is None
    assert tie_dates([wrong], [MONDAY, FRIDAY], ties(("date", "raided", "Friday", -1.0)), None)[0].time == FRIDAY


def test_what_is_to_come_is_not_on_a_past_day(raid: EventMention) -> None:
    planned = replace(raid, status=Status.PLANNED)
    march = replace(MONDAY, text="June 1, 2020")
    (told,) = tie_dates([planned], [march], ties(("date", "raided", "Monday", STRONG)), date(2020, 8, 1))
    assert told.time is None


def test_a_number_goes_where_it_is_tied(raid: EventMention) -> None:
    taxonomy = load_taxonomy()
    (told,), left = tie_counts([raid], [(20, NINE)], ties(("count", "raided", "nine", STRONG)), taxonomy)
    assert told.killed == NINE
    assert left == []
    (told,), left = tie_counts([raid], [(20, NINE)], ties(("count", "raided", "nine", -STRONG)), taxonomy)
    assert told.killed is None
    assert left == [(20, NINE)]


def test_one_event_is_asked_both_ways() -> None:
    asked = ties(("same", "raided", "died", STRONG), ("same", "died", "raided", STRONG))
    chance = asked.same(span("raided"), span("died"))
    assert chance is not None
    assert chance > 0.9
    assert asked.same(span("raided"), (5_000, 5_004)) is None
