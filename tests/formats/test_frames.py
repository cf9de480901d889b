"""Incidents in GeoPandas and back; other people's frames; the geo interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas
import pytest
from hypothesis import HealthCheck, given, settings
from shapely.geometry import Point, shape

import geomap
from geomap.errors import FormatError, MissingExtraError
from geomap.formats.frames import from_geodataframe, to_geodataframe
from geomap.formats.sequence import Incidents
from tests.formats.strategies import incidents
from tests.incidents.samples import incident, place

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.incidents.incident import Incident


@given(several=incidents())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_frames_read_back(several: list[Incident]) -> None:
    assert from_geodataframe(to_geodataframe(several)) == several


def test_a_frame_is_one_that_geopandas_can_use() -> None:
    frame = to_geodataframe([incident("a", killed=3), incident("b", place=None, start="1848", end="1848")])
    assert frame.crs.to_epsg() == 4326
    assert (frame.geometry[0].x, frame.geometry[0].y) == (44.4, 33.34)
    assert frame.geometry[1] is None
    assert frame.killed.sum() == 3
    assert str(frame.start_date[1].date()) == "1848-01-01"
    assert str(frame.end_date[1].date()) == "1848-12-31"
    assert from_geodataframe(frame[frame.killed > 1]) == [incident("a", killed=3)]


def test_frames_pass_through_geopandas_own_files(tmp_path: Path) -> None:
    several = [incident("a", actors=("x", "y")), incident("b", place=None)]
    to_geodataframe(several).to_parquet(tmp_path / "frame.parquet")
    assert from_geodataframe(geopandas.read_parquet(tmp_path / "frame.parquet")) == several


def test_other_frames_are_read_in_any_projection() -> None:
    rows = {"event": ["Air/drone strike"], "date": ["2021-11-07"], "fatalities": [2.0]}
    frame = geopandas.GeoDataFrame(rows, geometry=[Point(44.39, 33.307)], crs="EPSG:4326").to_crs("EPSG:3857")
    (read,) = from_geodataframe(frame)
    assert (read.type, read.start, read.killed) == ("air_drone_strike", "2021-11-07", 2)
    assert read.place is not None
    assert (read.place.lat, read.place.lon) == pytest.approx((33.307, 44.39), abs=1e-6)
    with pytest.raises(FormatError, match="1 of 1 rows set aside: the type 'Foo' is not known"):
        from_geodataframe(frame.assign(event="Foo"))


def test_incidents_are_a_sequence_with_a_geo_interface(tmp_path: Path) -> None:
    several = Incidents([incident("a"), incident("b", place=None), incident("c", place=place("Lima", -12.04, -77.03))])
    assert len(several) == 3
    assert several[1].place is None
    assert several[1:] == Incidents([several[1], several[2]])
    assert repr(several) == "<Incidents: 3, 2 of them placed>"
    features = several.__geo_interface__["features"]
    assert shape(features[2]["geometry"]) == Point(-77.03, -12.04)
    assert features[1]["geometry"] is None
    assert geopandas.GeoDataFrame.from_features(several).title.tolist() == [one.title for one in several]
    assert Incidents.from_geodataframe(several.to_geodataframe()) == several
    assert Incidents.load(several.save(tmp_path / "x.kmz"))[0] == several[0]
    assert geomap.draw_map(several) is not None


def test_a_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "geopandas", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'geomap\[formats\]'"):
        to_geodataframe([])
