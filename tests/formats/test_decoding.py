"""Lines of GeoJSON are decoded as the reader of dictionaries reads them, or left to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from geomap.errors import FormatError
from geomap.events.taxonomy import load_taxonomy
from geomap.formats.decoding import read_own_line
from geomap.formats.features import from_feature, to_feature
from geomap.formats.geojson import as_json
from geomap.formats.saved import load, load_incidents
from geomap.formats.writing import save_incidents
from tests.formats.strategies import incidents
from tests.maps.samples import several as samples
from tests.maps.samples import with_extras

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geomap.incidents.incident import Incident


@given(incidents())
def test_a_line_is_read_as_its_dictionary_is(several: list[Incident]) -> None:
    for line in (as_json(to_feature(incident)) for incident in several):
        assert read_own_line(line) == from_feature(json.loads(line))


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    feature = json.loads(as_json(to_feature(with_extras()[3])))
    change(feature["properties"])
    return feature


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.update(killed=7.0, confidence=1),  # as a data frame with gaps writes whole numbers
        lambda p: p.update(place=None),
        lambda p: p.update(title="half a pair: \ud83d"),
        lambda p: p.update(place_candidates=None, claimed_by=None, blamed=None, countries=None),
        lambda p: [p.pop(name) for name in ("place_key", "place_source", "arrested", "blamed", "place_reason")],
        lambda p: [p["sources"][0].pop(name) for name in ("killed", "injured", "killed_text", "injured_text")],
        lambda p: p["sources"][0]["quotes"][0].update(trigger=None),
        lambda p: p.update(note={"of": ["another", "program"]}),
    ],
)
def test_what_other_programs_and_versions_write_is_read_too(change: Callable[[dict[str, Any]], object]) -> None:
    feature = changed(change)
    assert read_own_line(json.dumps(feature).encode()) == from_feature(feature)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda p: p.pop("status"), "no property 'status'"),
        (lambda p: p.update(status="rumoured"), "rumoured"),
        (lambda p: p.update(lat=91.0), "lat 91.0, lon 44.4 is not on the globe"),
        (lambda p: p.update(lon=None), "not an incident of geomap"),
        (lambda p: p.update(precision="about"), "about"),
        (lambda p: p.update(sources="none"), "not an incident of geomap"),
    ],
)
def test_what_is_wrong_is_named(change: Callable[[dict[str, Any]], object], said: str) -> None:
    with pytest.raises(FormatError, match=said):
        read_own_line(json.dumps(changed(change)).encode())


@pytest.mark.parametrize("name", ["saved.geojson", "saved.jsonl"])
def test_line_ends_and_marks_of_other_systems_do_no_harm(name: str, tmp_path: Path) -> None:
    path = save_incidents(samples(), tmp_path / name)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_incidents(path) == samples()


@pytest.mark.parametrize("name", ["saved.geojson", "saved.jsonl"])
def test_a_broken_line_is_named(name: str, tmp_path: Path) -> None:
    path = save_incidents(samples(), tmp_path / name)
    path.write_bytes(path.read_bytes().replace(b'"status":"planned"', b'"status":planned'))
    with pytest.raises(FormatError, match=r"(feature|line) 6: not JSON"):
        load_incidents(path)
    path.write_bytes(path.read_bytes().replace("—".encode(), b"\xff"))
    with pytest.raises(FormatError, match="no text in UTF-8"):
        load_incidents(path)


def test_places_that_are_the_same_are_one_object(tmp_path: Path) -> None:
    first, second, *_ = load_incidents(save_incidents(samples(), tmp_path / "saved.geojson"))
    assert first.place is not None
    assert first.place is second.place


def test_lines_of_other_peoples_features_are_tables(tmp_path: Path) -> None:
    path = tmp_path / "theirs.jsonl"
    row = {"event_type": "Battles", "event_date": "2021-11-07", "latitude": 33.3, "longitude": 44.4}
    feature = {"type": "Feature", "geometry": None, "properties": row}
    path.write_text("".join(json.dumps(feature) + "\n" for _ in range(2)))
    found = load(path, taxonomy=load_taxonomy())
    assert not found.own
    assert [one.type for one in found.incidents] == ["armed_clash"] * 2
