"""Words before a name move the place, with an uncertainty that grows with what they leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from geopy.distance import geodesic

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.places.expressions import Shift, shifted

if TYPE_CHECKING:
    from geomap.gazetteer.place import Place

GAZETTEER = Gazetteer.open()


def place(name: str, kinds: tuple[str, ...]) -> Place:
    return next(c.place for c in GAZETTEER.lookup(name) if c.place.kind in kinds)


def shift(before: str, name: str, *kinds: str) -> Shift | None:
    base = place(name, kinds or ("city", "capital", "town"))
    return shifted(before + name, len(before), base, GAZETTEER)


@pytest.mark.parametrize(
    ("before", "km", "bearing"),
    [
        ("about 10 km north of ", 10, "N"),
        ("some 30 miles (48 km) southeast of the city of ", 48.3, "SE"),
        ("15 kilometres to the west of ", 15, "W"),
        ("800 metres south of ", 0.8, "S"),
    ],
)
def test_offsets(before: str, km: float, bearing: str) -> None:
    mosul = place("Mosul", ("city",))
    moved = shift(before, "Mosul")
    assert moved is not None
    assert geodesic((mosul.lat, mosul.lon), (moved.place.lat, moved.place.lon)).km == pytest.approx(km, rel=0.02)
    assert ("N" in bearing) == (moved.place.lat > mosul.lat + 1e-6) or bearing in "EW"
    assert ("E" in bearing) == (moved.place.lon > mosul.lon + 1e-6) or bearing in "NS"
    assert "Mosul" in moved.place.within
    assert moved.place.uncertainty_km >= 2


def test_a_distance_without_a_direction_keeps_the_point_and_widens() -> None:
    mosul, moved = place("Mosul", ("city",)), shift("20 km from ", "Mosul")
    assert moved is not None
    assert (moved.place.lat, moved.place.lon) == (mosul.lat, mosul.lon)
    assert moved.place.uncertainty_km >= 20


def test_a_quarter_of_a_city() -> None:
    baghdad, moved = place("Baghdad", ("capital",)), shift("flew in from southeast ", "Baghdad")
    assert moved is not None
    assert moved.place.lat < baghdad.lat
    assert moved.place.lon > baghdad.lon
    assert moved.place.name == "southeast Baghdad"
    assert moved.place.uncertainty_km < baghdad.uncertainty_km
    assert GAZETTEER.contains(place("Iraq", ("country",)), moved.place)


def test_a_part_of_a_country_lies_in_that_part() -> None:
    syria, moved = place("Syria", ("country",)), shift("in northern ", "Syria", "country")
    assert moved is not None
    assert moved.place.lat > syria.lat
    assert moved.place.precision.value == "area"
    assert GAZETTEER.reverse(moved.place.lat, moved.place.lon)[0] == "SY"


@pytest.mark.parametrize("before", ["in ", "10 km ", "the northern ", "he went west, then to ", "900 km north of "])
def test_other_words_leave_a_site_or_town_alone(before: str) -> None:
    base = place("Mosul", ("city",))
    moved = shifted(before + "Mosul", len(before), base, GAZETTEER)
    assert moved is None or before == "the northern "


def test_near_a_town_is_wider_than_the_town() -> None:
    base, moved = place("Mosul", ("city",)), shift("on the outskirts of ", "Mosul")
    assert moved is not None
    assert moved.place.uncertainty_km > base.uncertainty_km
