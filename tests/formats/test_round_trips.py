"""What is written in any format reads back as the same incidents, however hostile their texts are."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from geomap.formats.columns import COLUMNS, to_row
from geomap.formats.saved import load_incidents
from geomap.formats.writing import FORMATS, save_incidents
from tests.formats.strategies import incidents
from tests.incidents.samples import incident, place

if TYPE_CHECKING:
    from geomap.incidents.incident import Incident

WITHOUT_NUL = ["gpkg"]  # for GDAL a NUL ends a text
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def through(several: list[Incident], ending: str) -> list[Incident]:
    """Write, and read back in the order of ids: KML keeps groups together."""
    with tempfile.TemporaryDirectory() as folder:
        path = save_incidents(several, Path(folder, f"set.{ending}"))
        return sorted(load_incidents(path), key=lambda one: one.id)


@pytest.mark.parametrize("ending", [name for name in FORMATS if name not in WITHOUT_NUL])
@given(several=incidents())
@FEW
def test_every_format_reads_back(several: list[Incident], ending: str) -> None:
    assert through(several, ending) == sorted(several, key=lambda one: one.id)


@pytest.mark.parametrize("ending", WITHOUT_NUL)
@given(several=incidents(nul=False))
@FEW
def test_formats_of_gdal_read_back(several: list[Incident], ending: str) -> None:
    assert through(several, ending) == sorted(several, key=lambda one: one.id)


@pytest.mark.parametrize("ending", list(FORMATS))
def test_long_titles_stay_whole(ending: str) -> None:
    title = "محاكمة " * 1500
    (read,) = through([incident("a", title=title, sources=incident("a").sources * 2000)], ending)
    assert read.title == title
    assert len(read.sources) == 2000


@pytest.mark.parametrize("ending", list(FORMATS))
def test_what_no_file_can_hold_is_replaced(ending: str) -> None:
    (read,) = through([incident("a", title="half \ud800 pair", actors=("\udfff",))], ending)
    assert read.title == "half ? pair"
    assert read.actors == ("?",)


def test_a_nul_ends_no_text_in_a_geopackage() -> None:
    (read,) = through([incident("a", title="one\0two")], "gpkg")
    assert read.title == "one\ufffdtwo"


@pytest.mark.parametrize("ending", list(FORMATS))
def test_unplaced_incidents_and_none_at_all_are_kept(ending: str) -> None:
    assert through([], ending) == []
    several = [incident("a", place=None), incident("b", place=place("Lima", -12.04, -77.03))]
    assert through(several, ending) == several


@pytest.mark.parametrize("ending", list(FORMATS))
def test_the_same_incidents_are_the_same_bytes(tmp_path: Path, ending: str) -> None:
    several = [incident("a"), incident("b", place=None, start="1848-03", end="1848-03", date_precision="month")]
    one, two = (save_incidents(several, tmp_path / f"{name}.{ending}") for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_tables_have_a_column_for_every_property_of_the_contract() -> None:
    assert to_row(incident("a")).keys() == {column.name for column in COLUMNS}
    assert to_row(incident("a", place=None)).keys() == to_row(incident("a")).keys()
