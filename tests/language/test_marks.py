from __future__ import annotations

import math

import numpy as np
import pytest

from geomap.documents.document import Block, BlockKind, Document
from geomap.language.marks import TIES, EventMarks
from geomap.language.reading import passages, read_document

TEXT = "Gunmen ambushed a convoy near Goma."
WORDS = [(0, 6), (7, 15), (16, 17), (18, 24), (25, 29), (30, 34), (34, 35)]


def logs(rows: list[list[float]]) -> np.ndarray:
    return np.log(np.array(rows)).astype(np.float16)


@pytest.fixture
def marks() -> EventMarks:
    none, event = [0.98, 0.01, 0.01], [0.05, 0.9, 0.05]
    vectors = np.zeros((7, 2 * len(TIES)), dtype=np.float16)
    vectors[1] = [3, 0, 0, 0, 0, 0, 2, 0]
    partners = np.zeros((7, 2 * len(TIES)), dtype=np.float16)
    partners[5] = [1, 0, 0, 0, 0, 0, -1, 0]
    return EventMarks(
        [a for a, _ in WORDS],
        [b for _, b in WORDS],
        ("armed_clash", "arrest"),
        ("occurred", "denied"),
        logs([none, event, none, none, none, none, none]),
        logs([[0.5, 0.5]] * 7),
        logs([[0.94, *[0.01] * 6]] * 3 + [[0.05, 0.9, *[0.01] * 5]] + [[0.94, *[0.01] * 6]] * 3),
        vectors,
        partners,
    )


def test_a_triggers_type_and_status(marks: EventMarks) -> None:
    chances = marks.type_chances(7, 15)
    assert max(chances, key=lambda kind: chances[kind]) == "armed_clash"
    assert sum(chances.values()) == pytest.approx(1, abs=0.01)
    assert marks.status_chances(7, 15) == pytest.approx({"occurred": 0.5, "denied": 0.5}, abs=0.01)
    assert marks.type_chances(100, 110) == {}


def test_the_most_telling_word_speaks_for_a_phrase(marks: EventMarks) -> None:
    assert marks.type_chances(7, 17) == marks.type_chances(7, 15)


def test_triggers_are_runs_of_words(marks: EventMarks) -> None:
    (found,) = marks.triggers(0, len(TEXT), 0.5)
    assert (found.start, found.end, found.type) == (7, 15, "armed_clash")
    assert found.chance == pytest.approx(0.95, abs=0.01)
    assert list(marks.triggers(16, len(TEXT), 0.5)) == []


def test_ties_are_products_of_vectors(marks: EventMarks) -> None:
    assert marks.tie_chance("scene", (7, 15), (30, 34)) == pytest.approx(1 / (1 + math.exp(-3)), abs=0.01)
    assert marks.tie_chance("scene", (7, 15), (18, 24)) == pytest.approx(0.5, abs=0.01)
    assert marks.tie_chance("same", (7, 15), (30, 34)) == pytest.approx(1 / (1 + math.exp(2)), abs=0.01)
    assert marks.tie_chance("scene", (7, 15), (90, 99)) is None


def test_what_a_number_counts(marks: EventMarks) -> None:
    assert list(marks.numbers(0, len(TEXT), 0.8)) == [(18, 24, "killed")]
    assert list(marks.numbers(0, len(TEXT), 0.95)) == []
    assert list(marks.numbers(90, 99, 0.5)) == []


def test_shifted_marks_answer_for_the_longer_text(marks: EventMarks) -> None:
    moved = marks.shifted(50)
    assert moved.type_chances(57, 65) == marks.type_chances(7, 15)
    assert moved.covers(50)
    assert not moved.covers(7)


def test_a_document_is_read_once_and_by_passages() -> None:
    text = "A bomb killed two in Kano.\n\nCookies and terms\n\nPolice arrested a man in Jos."
    cuts = [(0, 26, BlockKind.BODY), (28, 45, BlockKind.FURNITURE), (47, len(text), BlockKind.BODY)]
    document = Document("d", text, tuple(Block(*cut) for cut in cuts))
    assert passages(document) == [(0, 26), (47, len(text))]
    reading = read_document(document)
    assert read_document(document) is reading
    assert [text[start + span.start : start + span.end] for start, span in reading.names] == ["Kano", "Jos"]
    assert reading.marks_at(2) is reading.marks[0]
    assert reading.marks_at(60) is reading.marks[1]
    assert reading.marks_at(30) is None
