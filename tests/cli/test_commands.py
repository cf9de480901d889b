"""The command line: what it prints, what it writes, and how it ends, on good input and bad."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"
REPORT = """---
title: Market bombing
published: 2020-05-12
---
MOSUL, Iraq — A car bomb killed at least 12 people at a market in Mosul on Monday, police said.
"""


def geomap(*arguments: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command as a user does."""
    command = [sys.executable, "-c", "from geomap.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)  # noqa: S603 - our own command


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def features(run: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [feature["properties"] for feature in json.loads(run.stdout)["features"]]


def test_extract_to_stdout(report: Path) -> None:
    run = geomap("extract", report)
    assert run.returncode == 0, run.stderr
    main = next(p for p in features(run) if p["main"])
    assert (main["type"], main["place"], main["start"], main["killed"]) == (
        "remote_explosive",
        "Mosul",
        "2020-05-11",
        12,
    )


def test_standard_input_and_jsonl_lines() -> None:
    line = json.dumps(
        {"id": "one", "text": "A car bomb killed 12 people in Mosul on Monday.", "published": "2020-05-12"}
    )
    run = geomap("extract", "-", "--format", "jsonl", stdin=line.encode())
    assert run.returncode == 0, run.stderr
    first = json.loads(run.stdout.splitlines()[0])
    assert first["properties"]["sources"][0]["document"] == "one"


def test_the_same_input_gives_the_same_bytes(report: Path, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        assert geomap("map", report, "-o", tmp_path / name).returncode == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_reading_and_drawing_in_two_steps(report: Path, tmp_path: Path) -> None:
    saved = tmp_path / "incidents.geojson"
    assert geomap("extract", report, "-o", saved).returncode == 0
    again = geomap("extract", saved)
    assert json.loads(again.stdout) == json.loads(saved.read_bytes())
    assert geomap("map", saved, "-o", tmp_path / "map.html").returncode == 0
    assert (tmp_path / "map.html").stat().st_size > 100_000


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (("--type", "explosions"), True),
        (("--type", "flood,storm"), False),
        (("--exclude-type", "remote_explosive"), False),
        (("--since", "2020-05-11", "--until", "2020-05"), True),
        (("--until", "2020-05-10"), False),
        (("--within", "Iraq"), True),
        (("--within", "Iran"), False),
        (("--within", "42,35,44,37"), True),
        (("--near", "Mosul", "--radius", "5km"), True),
        (("--near", "Baghdad", "--radius", "100 mi"), False),
        (("--status", "planned"), False),
        (("--main-only",), True),
        (("--text", "car bomb"), True),
        (("--text", "aeroplane"), False),
    ],
)
def test_filters(report: Path, options: tuple[str, ...], kept: bool) -> None:  # noqa: FBT001 - a table's column
    run = geomap("extract", report, *options)
    assert run.returncode == 0, run.stderr
    assert any(p["type"] == "remote_explosive" for p in features(run)) is kept


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--type", "armed_clashes"), "armed_clash"),
        (("--within", "Baghdaad"), "Baghdad"),
        (("--near", "Xqzzvw"), "no place called"),
        (("--near", "Mosul", "--radius", "far"), "not a distance"),
        (("--radius", "5km"), "--near"),
        (("--since", "yesterday"), "not a date"),
        (("--since", "2021", "--until", "2020"), "lies after"),
        (("--status", "happened"), "occurred"),
        (("--min-confidence", "2"), "--min-confidence"),
        (("--format", "pdf"), "geojson, csv, jsonl"),
        (("-o", "out.xyz"), "unknown ending"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_known(report: Path, options: tuple[str, ...], complaint: str) -> None:
    run = geomap("extract", report, *options)
    assert run.returncode == 2
    assert complaint in run.stderr.decode()
    assert b"Traceback" not in run.stderr


def test_some_inputs_fail_and_the_rest_goes_on(report: Path, tmp_path: Path) -> None:
    empty, binary, lines = tmp_path / "empty.txt", tmp_path / "image.bin", tmp_path / "feed.jsonl"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 20)
    lines.write_text(
        '{"id": "a", "text": "A flood hit Derna on 10 September 2023."}\n{"id": broken\n', encoding="utf-8"
    )
    run = geomap("extract", report, empty, binary, lines, tmp_path / "missing.txt")
    assert run.returncode == 3
    message = run.stderr.decode()
    for name in ("empty.txt", "image.bin", "feed.jsonl", "missing.txt"):
        assert name in message
    assert "Traceback" not in message
    documents = {s["document"] for p in features(run) for s in p["sources"]}
    assert len(documents) == 2


def test_nothing_readable_ends_with_1(tmp_path: Path) -> None:
    run = geomap("extract", tmp_path / "missing.txt")
    assert run.returncode == 1
    assert b"missing.txt" in run.stderr
    assert run.stdout == b""


def test_no_place_and_no_event_is_a_clean_map(tmp_path: Path) -> None:
    page = tmp_path / "dull.txt"
    page.write_text("The committee will look at the minutes again when everybody has read them.", encoding="utf-8")
    run = geomap("map", page, "-o", tmp_path / "map.html")
    assert run.returncode == 0
    assert b"0 incidents" in run.stderr
    assert (tmp_path / "map.html").stat().st_size > 10_000


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_locked_folder(report: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    run = geomap("map", report, "-o", locked / "map.html")
    assert run.returncode == 1
    assert b"cannot write" in run.stderr


def test_an_output_that_is_a_folder(report: Path, tmp_path: Path) -> None:
    run = geomap("extract", report, "-o", tmp_path / "report.md" / "x.geojson")
    assert run.returncode == 1
    assert b"cannot write" in run.stderr
    assert report.read_text(encoding="utf-8") == REPORT


def test_hostile_names_and_text(tmp_path: Path) -> None:
    evil = tmp_path / "a`b<script>alert(1)</script>'\"\x1b[31m.txt"
    evil = tmp_path / evil.name.replace("/", "")
    evil.write_text(
        '</script><script>alert("x")</script> `${alert(1)}`\n\n'
        'A bomb killed 3 people in Mosul "<img onerror=alert(1)>".',
        encoding="utf-8",
    )
    run = geomap("map", evil, tmp_path / "missing\x1b[2J.txt", "-o", tmp_path / "map.html")
    assert run.returncode == 3
    assert b"\x1b" not in run.stderr
    html = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "<img onerror" not in html


def test_places_formats(report: Path) -> None:
    row = json.loads(geomap("places", report, "--format", "jsonl").stdout)
    assert row["id"] == "report.md"
    mention = next(m for m in row["mentions"] if m["text"] == "Mosul" and m["role"] == "location")
    assert REPORT[mention["start"] : mention["end"]] == "Mosul"
    assert (mention["place"]["geonameid"], mention["place"]["country"]) == (99072, "IQ")
    assert json.loads(geomap("places", report, "--format", "geojson").stdout)["type"] == "FeatureCollection"
    assert b"Mosul" in geomap("places", report).stdout
    assert geomap("places", report, "--format", "xml").returncode == 2


def test_locate() -> None:
    rows = json.loads(geomap("locate", "Green Zone, Baghdad", "--json").stdout)
    assert rows[0]["place"]["country"] == "IQ"
    assert abs(rows[0]["place"]["lat"] - 33.307) < 0.02
    assert rows[0]["reasons"]
    assert b"Green Zone, Baghdad" in geomap("locate", "Green Zone, Baghdad").stdout
    unknown = geomap("locate", "Xqzzvw")
    assert unknown.returncode == 1
    assert b"no place called" in unknown.stderr


def test_types() -> None:
    listed = geomap("types").stdout.decode()
    assert "armed_clash" in listed
    assert "ACLED: Armed clash" in listed
    assert len(json.loads(geomap("types", "--json").stdout)) >= 55


def test_quiet_says_nothing(report: Path, tmp_path: Path) -> None:
    run = geomap("extract", report, tmp_path / "missing.txt", "-q", "-o", tmp_path / "out.csv")
    assert (run.returncode, run.stderr, run.stdout) == (3, b"", b"")


def test_map_for_a_frame_is_compact(report: Path, tmp_path: Path) -> None:
    assert geomap("map", report, "-o", tmp_path / "whole.html").returncode == 0
    assert geomap("map", report, "-o", tmp_path / "frame.html", "--embed").returncode == 0
    assert "compact: false" in (tmp_path / "whole.html").read_text(encoding="utf-8")
    assert "compact: true" in (tmp_path / "frame.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["map", "extract", "places", "locate", "types"])
def test_every_command_has_help(command: str) -> None:
    run = geomap(command, "--help")
    assert run.returncode == 0
    assert len(run.stdout) > 150


def test_an_interruption_keeps_what_was_read(report: Path, tmp_path: Path) -> None:
    """Ctrl-C while the second report is read: the first one's incidents are written."""
    code = (
        "import geomap.reading as r, sys\n"
        "real = r.extract\n"
        "def extract(document, *rest):\n"
        "    if document.id.startswith('second'):\n"
        "        raise KeyboardInterrupt\n"
        "    return real(document, *rest)\n"
        "r.extract = extract\n"
        "from geomap.cli import main\n"
        "main()\n"
    )
    second = tmp_path / "second.md"
    second.write_text(REPORT, encoding="utf-8")
    command = [sys.executable, "-c", code, "extract", str(report), str(second)]
    run = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own command
    assert run.returncode == 3
    assert b"interrupted: 1 reports were read, the last was report.md" in run.stderr
    assert any(p["place"] == "Mosul" for p in features(run))


def test_an_unknown_basemap_is_wrong_usage(report: Path, tmp_path: Path) -> None:
    run = geomap("map", report, "-o", tmp_path / "map.html", "--basemap", "osmm")
    assert run.returncode == 2
    assert b"osm" in run.stderr
    assert b"Traceback" not in run.stderr
