"""Explicit coordinates are read in every form that reports use, and numbers that are none are left alone."""

from __future__ import annotations

import pytest

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.place import Precision
from geomap.places.coordinates import find_coordinates, place_of


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("hit a convoy at 33.3072, 44.3901 on Friday", 33.3072, 44.3901),
        ("at 33.307°N 44.39°E, officers said", 33.307, 44.39),
        ("at 33.307° N, 44.39° E", 33.307, 44.39),
        ("wreckage at 33°18'25\"N 44°23'24\"E", 33.30694, 44.39),
        ("wreckage at 33°18′25″N, 44°23′24″E", 33.30694, 44.39),
        ("epicentre 8.3°S 124.6°W", -8.3, -124.6),
        ("epicentre 31°04’N 8°24’W", 31.0667, -8.4),
        ("coordinates: 36.1, 37.2", 36.1, 37.2),
        ("Latitude: -1.286, Longitude: 36.817", -1.286, 36.817),
        ("lat 12.5 and lon 43.2", 12.5, 43.2),
        ("grid 38S MB 42820 85770 was shelled", 33.31, 44.39),
        ("grid 38SMB4285", 33.30, 44.38),
    ],
)
def test_forms(text: str, lat: float, lon: float) -> None:
    found = find_coordinates(text)
    assert len(found) == 1
    assert found[0].lat == pytest.approx(lat, abs=0.02)
    assert found[0].lon == pytest.approx(lon, abs=0.02)


@pytest.mark.parametrize(
    "text",
    [
        "inflation was 12.5, 14.2 and 9.8 per cent",
        "95.1234, 44.3901 is off the globe",
        "a vote of 33, 44 and 12",
        "version 1.234, 5.678.9",
        "the 5N 7E squad",
        "rooms 12AB 1234",
        "",
    ],
)
def test_numbers_that_are_no_coordinates(text: str) -> None:
    assert find_coordinates(text) == []


def test_digits_say_how_precise() -> None:
    coarse, fine = find_coordinates("33.3°N 44.4°E")[0], find_coordinates("33.30721°N 44.39012°E")[0]
    assert coarse.uncertainty_km == pytest.approx(11.1)
    assert fine.uncertainty_km <= 0.02


def test_a_point_is_named_by_what_is_near() -> None:
    text = "at 33.3072, 44.3901"
    point = find_coordinates(text)[0]
    place = place_of(point, text, Gazetteer.open())
    assert (place.precision, place.country, place.admin1) == (Precision.EXACT, "IQ", "Baghdad")
    assert "Iraq" in place.within
    assert text[point.start : point.end] == place.name == "33.3072, 44.3901"
