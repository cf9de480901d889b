"""What is written holds to its standard: validators of others read it, and GDAL."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import geoparquet_validator
import pyogrio
import pyogrio.raw
import pytest
from fastkml.validator import validate
from geojson_pydantic import FeatureCollection
from shapely.geometry import shape

from geomap.errors import FormatError, MissingExtraError, OutputError
from geomap.events.taxonomy import load_taxonomy
from geomap.formats.saved import load, load_incidents
from geomap.formats.writing import FORMATS, save_incidents, to_bytes
from tests.incidents.samples import GAZETTEER, incident, place

if TYPE_CHECKING:
    from pathlib import Path

EVIL = '<script>alert("x")</script> & ]]> \u202e \x07'
SEVERAL = [
    incident("a", title=EVIL, start="1848-03", end="1848-03", date_precision="month", actors=("محكمة", EVIL)),
    incident("b", type="flood", place=None, killed=3),
    incident("c", type="flood", place=place("Lima", -12.04, -77.03), start=None, end=None, date_precision=None),
    incident("d", place=GAZETTEER.country("IQ")),
]
KML = "{http://www.opengis.net/kml/2.2}"


def test_geojson_holds_to_rfc_7946(tmp_path: Path) -> None:
    path = save_incidents(SEVERAL, tmp_path / "set.geojson", gazetteer=GAZETTEER)
    data = json.loads(path.read_bytes())
    FeatureCollection.model_validate(data, strict=True)
    shapes = [shape(feature["geometry"]) for feature in data["features"] if feature["geometry"]]
    assert [one.geom_type for one in shapes] == ["Point", "Point", "Polygon"]
    assert all(one.is_valid for one in shapes)
    assert shapes[2].exterior.is_ccw
    assert len({feature["id"] for feature in data["features"]}) == len(SEVERAL)
    assert not path.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("ending", ["kml", "kmz"])
def test_kml_holds_to_its_schema(tmp_path: Path, ending: str) -> None:
    path = save_incidents(SEVERAL, tmp_path / f"set.{ending}")
    if ending == "kmz":
        with zipfile.ZipFile(path) as archive:
            assert archive.namelist() == ["doc.kml"]
            archive.extract("doc.kml", tmp_path)
        path = tmp_path / "doc.kml"
    assert validate(file_to_validate=path)
    root = ET.parse(path)  # noqa: S314 - our own file
    labels = load_taxonomy().groups
    folders = [folder.findtext(f"{KML}name") for folder in root.iter(f"{KML}Folder")]
    assert folders == [labels["violence_against_civilians"].label, labels["hazards"].label]
    marks = list(root.iter(f"{KML}Placemark"))
    styles = {f"#{style.get('id')}" for style in root.iter(f"{KML}Style")}
    assert {mark.findtext(f"{KML}styleUrl") for mark in marks} == styles
    assert marks[0].findtext(f"{KML}TimeSpan/{KML}begin") == "1848-03"
    assert "<script" not in (marks[0].findtext(f"{KML}description") or "")
    assert [mark.find(f"{KML}Point") is None for mark in marks] == [False, False, True, False]


def test_geoparquet_passes_its_validator(tmp_path: Path) -> None:
    for several in (SEVERAL, []):
        path = save_incidents(several, tmp_path / "set.parquet")
        outcomes = geoparquet_validator.check(str(path))["outcomes"]
        assert outcomes
        assert [one for one in outcomes if one["status"] == "fail" and "/core/" in one["id"]] == []


def test_gdal_reads_the_geopackage(tmp_path: Path) -> None:
    path = save_incidents(SEVERAL, tmp_path / "set.gpkg")
    info = pyogrio.read_info(path, layer="incidents", force_total_bounds=True)
    assert (info["features"], info["geometry_type"], info["crs"]) == (4, "Point", "EPSG:4326")
    assert info["total_bounds"][:2] == pytest.approx((-77.03, -12.04))
    meta, _, points, values = pyogrio.raw.read(path, layer="incidents")
    columns = dict(zip(meta["fields"], values, strict=True))
    assert [point is None for point in points] == [False, True, False, False]
    assert str(columns["start_date"][0]) == "1848-03-01"
    assert json.loads(columns["actors"][0]) == ["محكمة", EVIL]
    assert columns["killed"][1] == 3


def test_qgis_finds_a_default_style_of_the_groups(tmp_path: Path) -> None:
    path = save_incidents(SEVERAL, tmp_path / "set.gpkg")
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        ((table, column, qml),) = base.execute(
            "SELECT f_table_name, f_geometry_column, styleQML FROM layer_styles WHERE useAsDefault"
        )
        assert base.execute("SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (table,)).fetchone()
        assert (table, column) == ("incidents", "geom")
        assert base.execute("SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'").fetchone()
    style = ET.fromstring(qml)  # noqa: S314 - our own text
    renderer = style.find("renderer-v2")
    assert renderer is not None
    assert renderer.get("attr") == "group"
    taxonomy = load_taxonomy()
    assert {one.get("value") for one in renderer.iter("category")} == set(taxonomy.groups)
    colours = [one.get("value") for one in renderer.iter("Option") if one.get("name") == "color"]
    red, green, blue = (int(taxonomy.groups["battles"].colour[at : at + 2], 16) for at in (1, 3, 5))
    assert colours[0] == f"{red},{green},{blue},255"


def test_hxl_tags_are_a_row_that_is_read_over(tmp_path: Path) -> None:
    path = save_incidents(SEVERAL[1:], tmp_path / "set.csv", hxl=True)
    header, tags, *_ = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(header.split(",")) == len(tags.split(","))
    assert all(tag.startswith("#") and tag == tag.lower() for tag in tags.split(","))
    assert dict(zip(header.split(","), tags.split(","), strict=True))["lat"] == "#geo+lat"
    assert load_incidents(path) == SEVERAL[1:]
    with pytest.raises(FormatError, match="HXL tags are a row of a CSV table"):
        save_incidents(SEVERAL, tmp_path / "set.kml", hxl=True)


@pytest.mark.parametrize("package", ["pyarrow", "pyogrio"])
def test_a_missing_package_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    name = {"pyarrow": "parquet", "pyogrio": "gpkg"}[package]
    path = save_incidents(SEVERAL, tmp_path / f"set.{name}")
    before = path.read_bytes()
    for module in [module for module in __import__("sys").modules if module.partition(".")[0] == package]:
        monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"'{package}': pip install 'geomap\[formats\]'"):
        save_incidents(SEVERAL, path)
    with pytest.raises(MissingExtraError, match=r"geomap\[formats\]"):
        load(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write"):
        save_incidents(SEVERAL, tmp_path / "file" / f"set.{name}")


@pytest.mark.parametrize("name", list(FORMATS))
def test_nothing_is_left_where_writing_fails(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyError):
        save_incidents([incident("a", type="no_such_type")], tmp_path / f"set.{name}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["kml", "kmz", "gpkg", "parquet", "csv", "tsv", "geojson"])
@pytest.mark.parametrize(
    "content", [b"", b"no such file", bytes(range(256)) * 20, b"PK\x03\x04broken", b"{}", b"<kml>"]
)
def test_damaged_files_are_said_to_be(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / f"set.{name}"
    path.write_bytes(content)
    with pytest.raises(FormatError, match="set"):
        load(path)


def test_a_file_cut_short_is_not_taken_for_whole(tmp_path: Path) -> None:
    path = save_incidents(SEVERAL, tmp_path / "set.geojson")
    path.write_bytes(path.read_bytes().rsplit(b"\n", 2)[0])
    with pytest.raises(FormatError, match="the end is missing"):
        load(path)


def test_a_kml_reads_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    path = tmp_path / "set.kml"
    path.write_text(
        f'<!DOCTYPE kml [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>&x;</name><ExtendedData>'
        '<Data name="type"><value>flood</value></Data></ExtendedData><Point><coordinates>1,2</coordinates></Point>'
        "</Placemark></Document></kml>"
    )
    (read,) = load_incidents(path)
    assert "secret" not in str(read)
    assert to_bytes([read], "csv")
