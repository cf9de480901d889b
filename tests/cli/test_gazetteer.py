"""`geomap gazetteer` and the options that use what it makes, as a user runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.gazetteer.imports.server import serving
from tests.gazetteer.imports.tables import NL, row, zipped
from tests.gazetteer.online.test_geocoder import CLINIC, said

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "MOSUL, Iraq — A rocket hit the Al-Zuhrawi Clinic in Mosul on Monday, killing 3 people, police said.\n"


class Home:
    """A user's home: `run` runs geomap there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.layers = path / "data" / "geomap" / "gazetteers"

    def run(self, *arguments: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GEOMAP_")}
        folders = {"XDG_DATA_HOME": str(self.path / "data"), "XDG_CACHE_HOME": str(self.path / "cache")}
        command = [sys.executable, "-c", "from geomap.cli import main; main()", *map(str, arguments)]
        environment = kept | folders | settings
        return subprocess.run(  # noqa: S603 - our own command
            command, capture_output=True, check=False, text=True, env=environment, encoding="utf-8"
        )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_import_then_locate(home: Home) -> None:
    done = home.run("gazetteer", "import", NL)
    assert done.returncode == 0, done.stderr
    assert "53 places" in done.stderr
    assert "Drijberse Veld, Drenthe, Netherlands" in home.run("locate", "Drijberse Veld").stdout
    first = json.loads(home.run("locate", "Drijberse Veld", "--json").stdout)[0]
    assert first["place"]["source"] == "NL"
    assert "Drijberse Veld" not in home.run("locate", "Drijberse Veld", "--gazetteer", "none").stdout
    shown = home.run("gazetteer", "info").stdout
    assert shown.startswith("embedded")
    assert "from NL.txt: 53 rows" in shown
    assert str(home.layers / "NL.gazetteer") in shown
    facts = json.loads(home.run("gazetteer", "info", "--json").stdout)
    assert [layer["places"] for layer in facts["users"]] == [53]


def test_build_one_of_several_and_use_it_by_its_path(home: Home) -> None:
    own, more = home.path / "own.csv", home.path / "more.geojson"
    own.write_text("name,lat,lon\nObjective Zephyr,36.3,43.1\n", encoding="utf-8")
    point = {"type": "Point", "coordinates": [43.2, 36.4]}
    feature = {"type": "Feature", "properties": {"name": "Objective Boreas"}, "geometry": point}
    more.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    target = home.path / "team.gazetteer"
    done = home.run("gazetteer", "build", own, more, "-o", target)
    assert done.returncode == 0, done.stderr
    assert "Objective Zephyr" not in home.run("locate", "Objective Zephyr").stdout
    boreas = home.run("locate", "Objective Boreas", "--gazetteer", target)
    assert "Objective Boreas, Nineveh, Iraq" in boreas.stdout
    assert "Objective Zephyr" in home.run("locate", "Objective Zephyr", GEOMAP_GAZETTEER=str(target)).stdout
    report = home.path / "report.txt"
    report.write_text("Troops attacked Objective Zephyr in Iraq on Monday, police said.", encoding="utf-8")
    places = json.loads(home.run("places", report, "--format", "json", "--gazetteer", target).stdout)[0]["mentions"]
    assert any(m["place"] and m["place"]["source"] == "team" for m in places)


def test_download_and_import(home: Home) -> None:
    content = zipped(home.path / "served.zip").read_bytes()
    with serving({"NL.zip": content, "BE.zip": b"broken"}) as server:
        done = home.run("gazetteer", "download", "Netherlands", "BE", "XX", "--url", server.url)
        assert done.returncode == 3
        assert "not downloaded: BE" in done.stderr
        assert "no country 'XX'" in done.stderr
        assert [file.name for file in home.layers.iterdir()] == ["NL.gazetteer"]
        assert not list((home.path / "cache").rglob("*.zip"))
        assert home.run("gazetteer", "download", "XX", GEOMAP_GEONAMES_URL=server.url).returncode == 1
    assert "Netherlands" in home.run("locate", "Den Oord").stdout


def test_damaged_rows_are_counted_and_named(home: Home) -> None:
    table = home.path / "x.txt"
    table.write_text(f"{row(1, 'Alpha')}\nbroken \x1b[2J\n", encoding="utf-8")
    done = home.run("gazetteer", "import", table, home.path / "none.txt")
    assert done.returncode == 3
    assert "x.txt: 1 rows set aside" in done.stderr
    assert "not imported" in done.stderr
    assert "\x1b" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "a.txt", "b.txt", "-o", "x.gazetteer"),
        ("import", "a.txt", "--classes", "XY"),
        ("build", "a.txt"),
        ("download",),
    ],
)
def test_wrong_usage_ends_with_2(home: Home, arguments: tuple[str, ...]) -> None:
    done = home.run("gazetteer", *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_gazetteer_that_is_not_there(home: Home) -> None:
    done = home.run("locate", "Mosul", "--gazetteer", home.path / "none.gazetteer")
    assert done.returncode == 1
    assert "There is no gazetteer" in done.stderr


def test_an_online_geocoder_on_request(home: Home) -> None:
    report = home.path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    with serving({}) as server:
        server.answer = said([CLINIC])  # type: ignore[assignment]
        settings = {"GEOMAP_GEOCODER_DOMAIN": urlsplit(server.url).netloc, "GEOMAP_GEOCODER_SCHEME": "http"}
        assert home.run("extract", report, **settings).returncode == 0
        assert server.asked == []
        run = home.run("extract", report, "--geocoder", "nominatim", **settings)
        assert run.returncode == 0, run.stderr
        assert all("rocket" not in request["path"] for request in server.asked)
        found = [f["properties"] for f in json.loads(run.stdout)["features"]]
        assert "Nominatim, © OpenStreetMap contributors" in [p["place_source"] for p in found]
        page = home.path / "map.html"
        assert home.run("map", report, "--geocoder", "nominatim", "-o", page, **settings).returncode == 0
        saved = home.path / "saved.geojson"
        saved.write_text(run.stdout, encoding="utf-8")
        assert json.loads(home.run("extract", saved).stdout) == json.loads(run.stdout)
    down = home.run("places", report, "--geocoder", "photon", GEOMAP_GEOCODER_DOMAIN="127.0.0.1:9")
    assert down.returncode == 0
    assert "warning: Photon: no answer for" in down.stderr
    assert home.run("places", report, "--geocoder", "nominatimm").returncode == 2
