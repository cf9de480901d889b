from pathlib import Path

import pytest

from geomap.documents.document import Block, BlockKind, Document
from geomap.events import find_events

TABLE = Path(__file__).with_name("sentences.tsv")


def rows() -> list[tuple[str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(expected, sentence) for expected, sentence in pairs]


def read(text: str) -> list[str]:
    kind = BlockKind.BODY if text[-1] in ".?!" else BlockKind.TITLE
    document = Document("table", text, (Block(0, len(text), kind),))
    return sorted(
        {
            found.type if found.status == "occurred" else f"{found.type}:{found.status}"
            for found in find_events(document, ())
        }
    )


def test_the_table_is_large_and_has_no_doubles() -> None:
    sentences = [sentence for _, sentence in rows()]
    assert len(sentences) >= 250
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize(("expected", "sentence"), rows())
def test_a_sentence_reports_what_the_table_says(expected: str, sentence: str) -> None:
    assert read(sentence) == ([] if expected == "-" else sorted(expected.split(";")))
