from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.events.numbers import CasualtyCount, find_counts
from geomap.events.numbers_words import KINDS

TABLE = Path(__file__).with_name("test_numbers_sentences.txt")


def rows() -> list[tuple[str, str]]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(sentence, expected.strip()) for sentence, _, expected in (line.rpartition(" |") for line in lines)]


def written(count: CasualtyCount) -> str:
    value = "?" if count.value is None else str(count.value)
    high = "" if count.high is None else f"-{count.high}"
    return f"{count.kind} {value}{high} ({count.text})"


@pytest.mark.parametrize(("sentence", "expected"), rows())
def test_sentences(sentence: str, expected: str) -> None:
    assert "; ".join(map(written, find_counts(sentence, 0, len(sentence)))) == expected


def test_the_table_is_large_enough() -> None:
    assert len(rows()) >= 150


def test_capitals_and_offsets() -> None:
    text = "NOTHING HERE. THE BOMB KILLED 3 SOLDIERS AND WOUNDED 12 CIVILIANS."
    counts = find_counts(text, 14, len(text))
    assert [(count.kind, count.value) for count in counts] == [("killed", 3), ("injured", 12)]
    assert all(text[count.start : count.end] == count.text for count in counts)


PIECES = st.sampled_from(
    ["killed", "were", "wounded", "two", "12", "1,200", "people", "soldiers", "and", ",", "or", "at least", "between",
     "dozens", "no one", "a", "policeman", "the toll", "rose to", "from", "to", "including", "of",
     "missing", "in", "another", "$", "%", "10-15"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=6), max_size=25).map(" ".join))
def test_counts_cut_their_text_whatever_the_words(text: str) -> None:
    for count in find_counts(text, 0, len(text)):
        assert text[count.start : count.end] == count.text
        assert count.kind in KINDS
        assert count.value is None or count.value >= 0
