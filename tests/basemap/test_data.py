"""The basemap that ships can be read, and its lines make sense."""

from __future__ import annotations

import numpy as np
import pytest
from shapely import Point, Polygon

from geomap.basemap.data import load_basemap

BASEMAP = load_basemap()


@pytest.mark.parametrize(
    ("code", "inside", "outside"),
    [("IQ", (44.4, 33.3), (51.4, 35.7)), ("NP", (85.3, 27.7), (77.2, 28.6)), ("LS", (28.2, -29.6), (28.0, -26.2))],
)
def test_an_outline_holds_its_capital_and_not_its_neighbours(
    code: str, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    shapes = [Polygon(ring).buffer(0) for ring in BASEMAP.outline(code)]
    assert any(shape.contains(Point(inside)) for shape in shapes)
    assert not any(shape.contains(Point(outside)) for shape in shapes)


def test_no_line_jumps_across_the_map() -> None:
    for line in (*BASEMAP.arcs, *BASEMAP.land, *BASEMAP.divisions_drawn(9)):
        assert np.abs(np.diff(line[:, 0])).max(initial=0) < 180 or line[:, 1].min() == -90


def test_an_outline_across_the_date_line_is_of_one_piece() -> None:
    widths = [np.ptp(ring[:, 0]) for ring in BASEMAP.outline("RU")]
    assert 100 < max(widths) < 200


def test_latitudes_and_longitudes_are_degrees() -> None:
    points = np.concatenate(BASEMAP.land)
    assert points[:, 1].min() >= -90
    assert points[:, 1].max() <= 90
    assert np.abs(points[:, 0]).max() <= 540


def test_towns_come_by_importance_and_capitals_are_marked() -> None:
    names = [town.name for town in BASEMAP.towns]
    assert names.index("Baghdad") < names.index("Basrah")
    assert next(town for town in BASEMAP.towns if town.name == "Baghdad").capital


def test_an_unknown_country_has_no_outline() -> None:
    assert BASEMAP.outline("ZZ") == []
