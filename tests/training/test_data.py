"""Our own annotated texts are well formed: every phrase stands in its text, every key is one of the taxonomy."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from benchmarks.sentences import days_of
from geomap import load_taxonomy
from geomap.events.mention import Status
from training.annotated import phrase_span, place_spans, read_records
from training.corpora import DATA, read_own

RECORDS = list(read_records())
COUNTS = ("killed", "injured", "arrested", "missing", "displaced", "participants")
FIELDS = {
    "trigger", "also", "type", "status", "place", "date", "actors", "targets", "weapons", "claimed_by", "blamed",
    "blamed_by", *COUNTS,
}  # fmt: skip


def names_of(record: dict[str, Any]) -> set[str]:
    return {record["text"][start:end] for start, end, _ in place_spans(record)}


def test_there_are_thousands_and_none_twice() -> None:
    texts = Counter(record["text"] for record in RECORDS)
    assert len(RECORDS) > 4_000
    assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("sentences*.txt")))
def test_marks_of_names_are_closed(name: str) -> None:
    assert len(read_own(DATA / name)) > 50


def test_places_stand_in_their_texts_in_order() -> None:
    for record in RECORDS:
        assert {mark[:2] for mark in record["places"]} <= {"L ", "A ", "D ", "R "}
        assert len(place_spans(record)) == len(record["places"]), record["text"]


def test_events_are_of_the_taxonomy_and_stand_in_their_texts() -> None:
    types, statuses = load_taxonomy().types, {status.value for status in Status}
    for record in RECORDS:
        for event in record["events"]:
            assert set(event) <= FIELDS, record["text"]
            assert event["type"] in types
            assert event["status"] in statuses
            for phrase in (event["trigger"], *event.get("also", ())):
                start, end = phrase_span(record["text"], phrase)
                assert start < end


def test_scenes_are_places_of_the_text() -> None:
    for record in RECORDS:
        for event in record["events"]:
            named = event.get("place") or []
            assert {named} if isinstance(named, str) else set(named) <= names_of(record), record["text"]


def test_days_and_numbers_can_be_read() -> None:
    for record in RECORDS:
        date.fromisoformat(record["published"])
        for event in record["events"]:
            days = days_of(event.get("date"))
            assert days is None or days[0] <= days[1], record["text"]
            assert all(isinstance(event[name], int | str | list) for name in COUNTS if event.get(name) is not None)
