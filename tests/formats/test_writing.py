"""What is written can be read back, holds to RFC 7946, and runs nothing in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import FormatError
from geomap.formats.features import from_feature, to_feature
from geomap.formats.saved import is_saved, load_incidents
from geomap.formats.writing import format_of, save_incidents, to_bytes
from geomap.gazetteer.place import Precision
from tests.incidents.samples import GAZETTEER, incident, place

if TYPE_CHECKING:
    from geomap.incidents.incident import Incident

AWKWARD = st.text(max_size=60)


@given(
    title=AWKWARD,
    actor=AWKWARD,
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    killed=st.none() | st.integers(0, 10**6),
)
def test_a_feature_reads_back_as_the_same_incident(
    title: str, actor: str, lat: float, lon: float, killed: int | None
) -> None:
    lat, lon = round(lat, 5), round(lon, 5)
    original = incident("x", title=title, actors=(actor,), killed=killed, place=place("Somewhere", lat, lon))
    assert from_feature(json.loads(json.dumps(to_feature(original)))) == original


def test_geojson_puts_longitude_first_and_null_for_no_place() -> None:
    data = json.loads(to_bytes([incident("a"), incident("b", place=None)], "geojson"))
    assert data["type"] == "FeatureCollection"
    assert data["features"][0]["geometry"] == {"type": "Point", "coordinates": [44.4, 33.34]}
    assert data["features"][1]["geometry"] is None
    assert data["features"][1]["properties"]["lat"] is None


def test_a_country_is_an_outline_wound_counter_clockwise() -> None:
    iraq = GAZETTEER.country("IQ")
    assert iraq is not None
    assert iraq.precision is Precision.COUNTRY
    geometry = to_feature(incident("a", place=iraq), GAZETTEER)["geometry"]
    assert geometry["type"] in {"Polygon", "MultiPolygon"}
    rings = [geometry["coordinates"][0]] if geometry["type"] == "Polygon" else [p[0] for p in geometry["coordinates"]]
    for ring in rings:
        assert ring[0] == ring[-1]
        assert sum((x2 - x1) * (y2 + y1) for (x1, y1), (x2, y2) in pairwise(ring)) < 0


def table(incidents: list[Incident], **options: bool) -> list[dict[str, str]]:
    text = to_bytes(incidents, "csv", **options).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_csv_cells_run_nothing(evil: str) -> None:
    row = table([incident("a", title=evil, actors=(evil,), targets=("x", evil))])[0]
    assert row["title"] == "'" + evil
    assert row["actors"] in {"'" + evil, json.dumps([evil])}
    assert row["targets"].startswith(("x; ", "["))
    assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row.values())
    assert row["lat"] == "33.34"


def test_csv_keeps_negative_numbers() -> None:
    row = table([incident("a", place=place("Lima", -12.04, -77.03))])[0]
    assert (row["lat"], row["lon"]) == ("-12.04", "-77.03")


@pytest.mark.parametrize("ending", ["geojson", "jsonl"])
def test_saved_sets_load(tmp_path: Path, ending: str) -> None:
    incidents = [incident("a"), incident("b", place=None)]
    path = save_incidents(incidents, tmp_path / f"set.{ending}")
    assert is_saved(path)
    assert load_incidents(path) == incidents


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "not JSON"),
        ('{"type": "Point"}', "not a GeoJSON FeatureCollection"),
        (
            '{"type": "FeatureCollection", "features": [{"id": 1}]}',
            "feature 1: not an incident of geomap: it has no property 'properties'",
        ),
        ('{"type": "FeatureCollection", "features": [7]}', "feature 1: not an incident"),
    ],
)
def test_damaged_sets_say_where(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "set.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError, match=complaint):
        load_incidents(path)


def test_points_off_the_globe_are_refused() -> None:
    feature = to_feature(incident("a"))
    feature["properties"]["lat"] = 91
    with pytest.raises(FormatError, match="not on the globe"):
        from_feature(feature)


def test_format_of_endings() -> None:
    assert format_of(None, None) == "geojson"
    assert format_of(Path("a.CSV"), None) == "csv"
    assert format_of(Path("a.xyz"), "jsonl") == "jsonl"
    with pytest.raises(FormatError, match=r"unknown ending '\.xyz'"):
        format_of(Path("a.xyz"), None)
    with pytest.raises(FormatError, match="unknown format 'pdf'"):
        format_of(None, "pdf")
