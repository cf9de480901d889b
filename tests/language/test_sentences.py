from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.language.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["A bridge fell.", "Two men died."],
        ["Lt. Col. Anna Berg spoke to Gov. Ruiz on Nov. 3.", "She left at 6 p.m.", "The rest stayed."],
        ["The U.S. Navy sent help.", "It came from the U.S.", "The ships were late."],
        ["J. R. Holt of St. Mary's won No. 5.", "He is 30."],
        ['"Fire!" he shouted.', "“Why?” she asked.", "“We left.”", "Nobody followed."],
        ["He paid $3.5 million to Acme Inc. for it.", "(The sum was due in 2019.)", "It was not enough."],
        ["IT RAINED IN LIMA.", "COL. PAZ LEFT AT DAWN.", "THE U.S. EMBASSY WAS SHUT."],
        ["Is it over?", "No!", "Not yet..."],
        ["They met in Portland, Ore., on Friday.", "Talks went on."],
    ],
)
def test_stops_end_sentences_and_abbreviations_do_not(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_an_empty_line_ends_a_headline_without_a_stop() -> None:
    assert sentences("Quake hits coast\n\nA quake hit.\n") == ["Quake hits coast", "A quake hit."]


def test_a_line_break_that_fills_the_line_is_a_space() -> None:
    text = (
        "   RELIABLE SOURCES SAID TODAY THAT A COLUMN OF GUERRILLAS CAME TO\n"
        "TOCOA IN THE NIGHT AND BURNED TWO TRUCKS.  THE ARMY WAS SENT AFTER\n"
        "THEM."
    )
    assert len(sentences(text)) == 2


def test_a_short_line_is_a_sentence_of_its_own() -> None:
    text = "Storm in the north\nTwo people are missing after a storm that crossed the bay on Sunday night."
    assert sentences(text)[0] == "Storm in the north"


def test_a_part_of_the_text_keeps_the_offsets_of_the_whole() -> None:
    text = "One. Two. Three."
    assert split_sentences(text, 5, 9) == [(5, 9)]


@given(st.text(alphabet="aB.!?…\"'”) \n1,", max_size=80))
def test_every_visible_character_is_in_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_a_long_text_keeps_all_its_sentences() -> None:
    text = "The mayor of the town said on Friday, Nov. 3, that Mr. Holt had left.\n\n" * 4000
    assert len(split_sentences(text)) == 4000
