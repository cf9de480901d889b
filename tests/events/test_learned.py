"""Where rules and model meet: a report of some length in which the model sees no event tells of none."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from geomap.events.learned import tells_nothing
from geomap.language.reading import DocumentReading

if TYPE_CHECKING:
    from geomap.language.marks import EventMarks


class Marks:
    """Marks of so many words, of which one tells of an event with a probability."""

    def __init__(self, words: int, highest: float) -> None:
        self.starts = list(range(words))
        self.highest = highest


@pytest.mark.parametrize(
    ("passages", "nothing"),
    [
        ([(200, 0.1)], True),
        ([(200, 0.9)], False),
        ([(60, 0.1), (60, 0.9)], False),  # a passage without an event belongs to a report with one
        ([(12, 0.1)], False),  # a sentence alone has too little around its words
        ([], False),
    ],
)
def test_tells_nothing(passages: list[tuple[int, float]], nothing: bool) -> None:  # noqa: FBT001 - a table's column
    marks = tuple(cast("EventMarks", Marks(*passage)) for passage in passages)
    assert tells_nothing(DocumentReading((), marks)) is nothing
