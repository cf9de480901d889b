"""Inputs told apart: saved sets, tables, folders of both, reports, and whatever standard input holds."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from geomap.events.taxonomy import load_taxonomy
from geomap.formats.finding import ending_of, tables_in
from geomap.formats.loading import Given, Loading
from geomap.formats.writing import save_incidents, to_bytes
from tests.briefings.samples import week
from tests.incidents.samples import GAZETTEER

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "type,date,lat,lon\nflood,2021-07-15,50.5,7.1\n"


def sort(*inputs: str | Path, stdin: bytes = b"") -> tuple[Given, list[tuple[str, str, bool]]]:
    loading = Loading(GAZETTEER, load_taxonomy(), {})
    given = loading.sort(inputs, BytesIO(stdin))
    return given, [(one.name, one.reason, one.lost) for one in loading.problems]


def test_a_folder_of_reports_and_tables(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "floods.csv").write_text(TABLE)
    (tmp_path / "report.txt").write_text("A flood hit Ahrweiler.")
    (tmp_path / ".hidden.csv").write_text(TABLE)
    (tmp_path / "phones.csv").write_text("name,number\nAnn,12\n")
    save_incidents(week(), tmp_path / "saved.geojson", gazetteer=GAZETTEER)
    assert [path.name for path in tables_in(tmp_path)] == ["floods.csv", "phones.csv", "saved.geojson"]
    given, problems = sort(tmp_path)
    assert given.reports == [tmp_path]
    assert [one.type for one in given.tables] == ["flood"]
    assert given.sets == []
    assert [(name.rpartition("/")[2], lost) for name, _, lost in problems] == [
        ("phones.csv", False),
        ("saved.geojson", False),
    ]
    assert "no column says what happened" in problems[0][1]
    assert "name the file itself" in problems[1][1]


def test_a_folder_of_tables_alone_lacks_no_report(tmp_path: Path) -> None:
    (tmp_path / "floods.csv").write_text(TABLE)
    given, problems = sort(tmp_path)
    assert (given.reports, len(given.tables), problems) == ([], 1, [])


def test_an_empty_folder_is_left_to_the_reader_of_reports(tmp_path: Path) -> None:
    assert sort(tmp_path)[0].reports == [tmp_path]


@pytest.mark.parametrize("kind", ["geojson", "jsonl", "csv", "kml", "kmz", "gpkg", "parquet"])
def test_a_saved_set_on_standard_input(kind: str) -> None:
    given, problems = sort("-", stdin=to_bytes(week(), kind, GAZETTEER))
    assert (given.reports, problems) == ([], [])
    assert sorted(one.id for one in given.sets[0]) == sorted(one.id for one in week())


def test_a_table_on_standard_input_and_what_is_wrong_with_it() -> None:
    given, problems = sort("-", stdin=TABLE.encode("utf-16"))
    assert (len(given.tables), problems) == (1, [])
    given, problems = sort("-", stdin=TABLE.encode() + b"fish,2021-07-15,1,1\n")
    assert len(given.tables) == 1
    assert [(name, lost) for name, _, lost in problems] == [("-", True)]


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed 3 people in Mosul, police said.\nMore is not known.\n",
        '{"id": "1", "text": "A bomb."}\n',
        "<html><body><p>A bomb killed three.</p></body></html>",
        "Type, date, place\n",
        "name,number\nAnn,12\n",
        "",
        "\x00\x01",
    ],
)
def test_a_report_on_standard_input_is_left_whole(text: str) -> None:
    given, problems = sort("-", stdin=text.encode())
    assert given.reports == ["-"]
    assert given.stdin.read() == text.encode()
    assert problems == []


def test_columns_that_the_user_names_make_a_table() -> None:
    text = b"Was;Wo\nflood;Mosul\n"
    assert ending_of(text, {}) is None
    assert ending_of(text, {"Was": "type", "Wo": "place"}) == ".csv"
