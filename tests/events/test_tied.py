"""What the model ties to events, with a model whose answers are written by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from geomap.events.mention import DatePrecision, EventMention, Status, TimeExpression
from geomap.events.numbers import CasualtyCount
from geomap.events.taxonomy import load_taxonomy
from geomap.events.tied import Ties, tie_counts
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


def test_a_number_goes_where_it_is_tied(raid: EventMention) -> None:
    taxonomy = load_taxonomy()
    (told,), left = tie_counts([raid], [(20, NINE)], ties(("count", "raided", "nine", STRONG)), taxonomy)
    assert told.killed == NINE
    assert left == []
    (told,), left = tie_counts([raid], [(20, NINE)], ties(("count", "raided", "nine", -STRONG)), taxonomy)
    assert told.killed is None
    assert left == [(20, NINE)]
