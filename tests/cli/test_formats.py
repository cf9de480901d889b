"""Formats, other people's tables and embedding, as a user types them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geomap.formats.saved import load_incidents
from geomap.formats.writing import FORMATS, save_incidents
from tests.cli.test_commands import geomap
from tests.incidents.samples import incident, place

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """Kind;When;Town;Nation;Dead
Air/drone strike;07.11.2021;Mosul;Iraq;3
Riot;13.11.2021;Basra;Iraq;
Feast;13.11.2021;Basra;Iraq;
"""


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    several = [
        incident("a"),
        incident("b", type="flood", place=place("Lima", -12.04, -77.03), start="2020", end="2020"),
        incident("c", place=None),
    ]
    return save_incidents(several, tmp_path / "saved.geojson")


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_honours_the_filters_and_reads_back(saved: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / f"out.{name}"
    run = geomap("extract", saved, "-o", target, "--type", "attack", "--since", "2021")
    assert run.returncode == 0, run.stderr
    assert b"2 incidents from 0 reports, 1 of them without a place" in run.stderr
    assert [one.id for one in load_incidents(target)] == ["a", "c"]
    again = geomap("map", target, "-o", tmp_path / "map.html")
    assert again.returncode == 0, again.stderr
    assert b"2 incidents from 0 reports, 1 of them without a place" in again.stderr


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "jsonl"])  # no line of JSON tells nothing
def test_a_saved_set_without_incidents_is_an_empty_map_and_no_fault(tmp_path: Path, name: str) -> None:
    empty = save_incidents([], tmp_path / f"empty.{name}")
    targets = {"extract": "again.csv", "map": "map.html", "brief": "brief.md"}
    for command, target in targets.items():
        run = geomap(command, empty, "-o", tmp_path / target)
        assert run.returncode == 0, run.stderr
        assert f"warning: {empty}: no incident in it" in run.stderr.decode()
        assert (tmp_path / target).exists()
    assert "No incident was found" in (tmp_path / "brief.md").read_text(encoding="utf-8")
    quiet = geomap("extract", empty, "--map", "Kind=type", "-q", "--format", "csv")
    assert (quiet.returncode, quiet.stderr) == (0, b"")
    piped = geomap("map", "-", "-o", tmp_path / "piped.html", stdin=empty.read_bytes())
    assert piped.returncode == 0, piped.stderr
    assert b"0 incidents from 0 reports" in piped.stderr


def test_inputs_that_hold_neither_report_nor_set_are_a_fault(tmp_path: Path) -> None:
    save_incidents([incident("a")], tmp_path / "saved.geojson")
    run = geomap("brief", tmp_path, "-o", tmp_path / "brief.md")
    assert run.returncode == 1
    assert b"passed over: geomap saved it" in run.stderr
    assert b"the inputs hold no report and no incident" in run.stderr
    assert not (tmp_path / "brief.md").exists()
    broken, empty = tmp_path / "broken.geojson", save_incidents([], tmp_path / "empty.csv")
    broken.write_text("{", encoding="utf-8")
    assert geomap("brief", broken, "-o", tmp_path / "brief.md").returncode == 1
    assert not (tmp_path / "brief.md").exists()
    assert geomap("brief", broken, empty, "-o", tmp_path / "brief.md").returncode == 3
    assert (tmp_path / "brief.md").exists()


@pytest.mark.parametrize("name", ["gpkg", "parquet", "kmz"])
def test_binary_formats_go_to_standard_output(saved: Path, tmp_path: Path, name: str) -> None:
    run = geomap("extract", saved, "--format", name)
    assert run.returncode == 0, run.stderr
    (tmp_path / f"piped.{name}").write_bytes(run.stdout)
    assert len(load_incidents(tmp_path / f"piped.{name}")) == 3


def test_a_table_of_others_is_mapped_filtered_and_counted(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE, encoding="utf-8")
    options = ["--map", "Kind=type", "--map", "When=start", "--map", "Dead=killed"]
    run = geomap("extract", table, *options, "--within", "Iraq", "--format", "jsonl")
    assert run.returncode == 3
    rows = [json.loads(line)["properties"] for line in run.stdout.splitlines()]
    assert [(row["type"], row["place"], row["start"], row["killed"]) for row in rows] == [
        ("air_drone_strike", "Mosul", "2021-11-07", 3),
        ("violent_demonstration", "Basra", "2021-11-13", None),
    ]
    assert "1 of 3 rows set aside: the type 'Feast' is not known" in run.stderr.decode()
    assert geomap("map", table, *options, "-o", tmp_path / "map.html").returncode == 3
    assert (tmp_path / "map.html").exists()


def test_two_rows_of_one_place_and_day_stay_two(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("type,date,lat,lon,place\n" + "attack,2021-11-07,33.3,44.4,Baghdad\n" * 2, encoding="utf-8")
    run = geomap("extract", table, "--format", "jsonl")
    assert len(run.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--format", "shapefile"], "unknown format 'shapefile'"),
        (["-o", "out.shp"], "unknown ending '.shp'"),
        (["--format", "kml", "--hxl"], "HXL tags are a row of a CSV table"),
        (["--map", "Kind"], "write COLUMN=FIELD"),
        (["--map", "Kind=colour"], "write COLUMN=FIELD"),
    ],
)
def test_wrong_usage_of_formats(saved: Path, arguments: list[str], complaint: str) -> None:
    run = geomap("extract", saved, *arguments)
    assert run.returncode == 2
    assert complaint in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()


def test_a_column_that_is_not_there_says_which_are(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE, encoding="utf-8")
    run = geomap("extract", table, "--map", "Sort=type")
    assert run.returncode == 1
    assert "no column 'Sort', which --map names; there are 'Kind', 'When'" in run.stderr.decode()


def test_embed_prints_and_writes_the_code(saved: Path, tmp_path: Path) -> None:
    page = tmp_path / "my map.html"
    assert geomap("map", saved, "-o", page, "--title", "Week <45>").returncode == 0
    run = geomap("embed", page)
    assert run.returncode == 0, run.stderr
    assert b'src="my%20map.html" title="Week &lt;45&gt;"' in run.stdout
    inline = geomap("embed", page, "--inline", "--responsive", "-o", tmp_path / "code.html")
    assert inline.returncode == 0, inline.stderr
    code = (tmp_path / "code.html").read_text(encoding="utf-8")
    assert "srcdoc=" in code
    assert "aspect-ratio" in code
    assert "<figcaption" not in code
    address = geomap("embed", page, "--address", "https://example.org/map.html", "--title", "Title").stdout
    assert b'<a href="https://example.org/map.html"' in address


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (["missing.html"], 1, "cannot read missing.html: No such file"),
        ([__file__], 2, "it is no HTML page"),
        ([__file__, "--height", "tall"], 2, "it is no HTML page"),
    ],
)
def test_embed_of_what_is_no_map(arguments: list[str], code: int, complaint: str) -> None:
    run = geomap("embed", *arguments)
    assert run.returncode == code
    assert complaint in run.stderr.decode()
