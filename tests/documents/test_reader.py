from __future__ import annotations

import io
import json
import os
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from geomap.documents.document import Document
from geomap.documents.problem import Problem
from geomap.documents.reader import read_documents

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Floods hit Sarn\n\nThe river rose on Sunday, and four people drowned in the village of Lower Sarn.\n"
PAGE = """<!DOCTYPE html><html><head><title>Floods hit Sarn</title>
<meta property="og:site_name" content="Sarn Daily">
<meta property="article:published_time" content="2019-03-03T10:00:00Z">
<link rel="canonical" href="https://example.org/floods"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Floods hit Sarn</h1>
<p>The river rose on Sunday, and four people drowned in the village of Lower Sarn, officials in the province said.</p>
<p>The army has brought two boats to the valley, where more than forty families left their homes in the night.</p>
</article><footer>&copy; 2024 Sarn Daily</footer></body></html>"""


def read(*inputs: Path | str, stdin: bytes | None = None) -> tuple[list[Document], list[Problem]]:
    items = list(read_documents(inputs, stdin=None if stdin is None else io.BytesIO(stdin)))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [item for item in items if isinstance(item, Problem)]


def read_one(path: Path, data: bytes) -> Document:
    path.write_bytes(data)
    documents, problems = read(path)
    assert not problems
    return documents[0]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
    ],
)
def test_charsets_that_can_hold_anything(tmp_path: Path, data: bytes) -> None:
    document = read_one(tmp_path / "a.txt", data)
    assert document.text == TEXT
    assert document.title == "Floods hit Sarn"
    assert document.id == "a.txt"


def test_western_charset(tmp_path: Path) -> None:
    text = "Überschwemmung in Köln\n\nÜber hundert Häuser wurden geräumt; die “Straße” zum Fluß ist gesperrt.\n"
    assert read_one(tmp_path / "a.txt", text.encode("cp1252")).text == text


def test_damaged_utf8_keeps_its_accents(tmp_path: Path) -> None:
    text = "Inondations à Sarn : près de cent familles évacuées.\n" * 20
    document = read_one(tmp_path / "a.txt", text.encode() + b"\xc3")
    assert document.text == text + "\N{REPLACEMENT CHARACTER}"


def test_line_ends_and_nuls_keep_offsets(tmp_path: Path) -> None:
    document = read_one(tmp_path / "a.txt", b"Floods hit Sarn\r\n\r\nThe river\x00 rose on Sunday.\r\n")
    body = document.blocks[-1]
    assert document.text[body.start : body.end] == "The river\N{REPLACEMENT CHARACTER} rose on Sunday."


def test_front_matter(tmp_path: Path) -> None:
    head = (
        "---\ntitle: Sarn: floods again\npublished: 2019-03-03\nsource: Sarn Daily\nurl: https://example.org/a\n---\n"
    )
    document = read_one(tmp_path / "a.md", (head + "# Floods again\n\nThe river rose on Sunday.\n").encode())
    assert (document.title, str(document.published)) == ("Sarn: floods again", "2019-03-03")
    assert (document.source, document.url) == ("Sarn Daily", "https://example.org/a")
    assert [block.kind.value for block in document.blocks] == ["metadata", "title", "body"]


@pytest.mark.parametrize("value", ["2021-13-45", "soon", "[1, 2]"])
def test_a_date_that_cannot_be_read_is_a_warning(tmp_path: Path, value: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: Floods\npublished: {value}\n---\nThe river rose.\n")
    documents, problems = read(path)
    assert documents[0].published is None
    assert [problem.lost for problem in problems] == ([] if value.startswith("[") else [False])


def test_header_lines_without_fences(tmp_path: Path) -> None:
    document = read_one(tmp_path / "a.txt", b"Title: Floods\nDate: 3 March 2019\n\nThe river rose.\n")
    assert (document.title, str(document.published)) == ("Floods", "2019-03-03")
    assert [block.kind.value for block in document.blocks] == ["metadata", "body"]


def test_a_rule_above_the_text_is_no_front_matter(tmp_path: Path) -> None:
    document = read_one(tmp_path / "a.md", b"---\n\nThe river rose.\n\n---\n\nIt fell again.\n")
    assert [block.kind.value for block in document.blocks] == ["furniture", "body", "furniture", "body"]


def test_web_page(tmp_path: Path) -> None:
    document = read_one(tmp_path / "a.html", PAGE.encode())
    assert document.text.startswith("Floods hit Sarn")
    assert "four people drowned" in document.text
    assert (document.title, str(document.published)) == ("Floods hit Sarn", "2019-03-03")
    assert document.source == "Sarn Daily"


def test_records(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    lines = [
        json.dumps({"id": "one", "text": TEXT, "title": "Floods", "published": "Thu Nov 15 20:54:00 +0000 2018"}),
        "{broken",
        "",
        json.dumps({"id": 2, "text": "Rain fell.", "published": "some day"}),
        json.dumps(["text"]),
        json.dumps({"id": "none"}),
        json.dumps({"text": "  "}),
        '{"text": "Half a \\ud83d smile and a \\u0000 nul"}',
        json.dumps({"id": "one", "text": "Another."}),
    ]
    path.write_text("\n".join(lines))
    documents, problems = read(path)
    assert [document.id for document in documents] == ["one", "2", "feed.jsonl:8", "feed.jsonl:one"]
    assert str(documents[0].published) == "2018-11-15"
    assert documents[2].text == "Half a \N{REPLACEMENT CHARACTER} smile and a \N{REPLACEMENT CHARACTER} nul"
    assert [problem.name for problem in problems] == [f"feed.jsonl, line {line}" for line in (2, 4, 5, 6, 7)]
    assert [problem.lost for problem in problems] == [True, False, True, True, True]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_records_in_other_charsets(tmp_path: Path, encoding: str) -> None:
    line = json.dumps({"id": "é", "text": "Près de cent maisons évacuées à Sarn."}, ensure_ascii=False)
    path = tmp_path / "feed.jsonl"
    path.write_bytes(f"{line}\n{line}\n".encode(encoding))
    documents, problems = read(path)
    assert not problems
    assert [document.id for document in documents] == ["é", "feed.jsonl:é"]
    assert "évacuées à Sarn" in documents[1].text


def test_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/a.md", ".hidden.txt", ".git/c.txt", "d.pdf", "e.JSONL"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"text": TEXT}) if name.endswith("JSONL") else TEXT)
    documents, problems = read(tmp_path)
    assert [document.id for document in documents] == ["a.md", "b.txt", "e.JSONL:1", "sub/a.md"]
    assert not problems


def test_the_same_file_twice_gets_two_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    ids = [document.id for document in read(path, path, path)[0]]
    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (TEXT.encode(), "Floods hit Sarn"),
        (PAGE.encode(), "Floods hit Sarn"),
        (json.dumps({"text": "Rain.", "title": "T"}).encode(), "T"),
    ],
)
def test_standard_input_of_any_kind(data: bytes, title: str) -> None:
    documents, problems = read("-", stdin=data)
    assert not problems
    assert documents[0].title == title


def test_inputs_that_cannot_be_read_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    bad = {
        "empty.txt": b"",
        "blank.md": b" \n\t\n",
        "front.md": b"---\ntitle: a\n---\n\n",
        "empty.jsonl": b"",
        "empty.html": b"",
        "no-text.html": b"<html><head></head><body></body></html>",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "document.docx": b"PK\x03\x04" + bytes(range(256)),
        "report.pdf": b"%PDF-1.7\n" + bytes(range(256)),
        "noise.dat": os.urandom(5000),
        "zeros.txt": bytes(5000),
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "folder").mkdir()
    given = [tmp_path / name for name in bad]
    documents, problems = read(
        *given, tmp_path / "none.txt", "ftp://example.org/a", "a\0b", tmp_path / "folder", tmp_path / "good.txt"
    )
    assert [document.id for document in documents] == ["good.txt"]
    assert len(problems) == len(bad) + 4
    assert all(problem.lost and problem.reason and problem.name for problem in problems)
    assert "PDF" in next(problem.reason for problem in problems if problem.name.endswith("report.pdf"))


@pytest.mark.parametrize(
    ("status", "html", "reason"), [(200, PAGE, None), (404, "gone", "404"), (None, None, "could not be fetched")]
)
def test_addresses(monkeypatch: pytest.MonkeyPatch, status: int | None, html: str | None, reason: str | None) -> None:
    response = None if status is None else SimpleNamespace(status=status, html=html)
    monkeypatch.setattr("trafilatura.fetch_response", lambda *_args, **_options: response)
    documents, problems = read("https://example.org/floods")
    if reason is None:
        assert (documents[0].url, documents[0].title) == ("https://example.org/floods", "Floods hit Sarn")
    else:
        assert reason in problems[0].reason


def test_unknown_extension_with_text_in_it_is_read(tmp_path: Path) -> None:
    assert read_one(tmp_path / "report.log", TEXT.encode()).title == "Floods hit Sarn"


@pytest.mark.parametrize("text", [TEXT * 20_000, "word " * 2_000_000, "a\n" * 200_000, "By A B " * 300_000])
def test_large_texts_are_read_in_seconds(tmp_path: Path, text: str) -> None:
    path = tmp_path / "large.txt"
    path.write_text(text)
    started = time.monotonic()
    assert read(path)[0][0].text == text
    assert time.monotonic() - started < 20
