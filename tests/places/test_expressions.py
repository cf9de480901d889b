"""Words beside a name move the place, with an uncertainty that grows with what they leave open."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from geopy.distance import geodesic

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.places.compass import bearing, wind
from geomap.places.expressions import Shift, shifted

if TYPE_CHECKING:
    from geomap.gazetteer.place import Place

GAZETTEER = Gazetteer.open()
TOWN = ("city", "capital", "town")


def place(name: str, *kinds: str) -> Place:
    return next(c.place for c in GAZETTEER.lookup(name) if c.place.kind in (kinds or TOWN))


def shift(before: str, name: str, *kinds: str, after: str = "") -> Shift | None:
    text = before + name + after
    return shifted(text, len(before), len(before) + len(name), place(name, *kinds), GAZETTEER)


def apart(one: Place, other: Place) -> float:
    return float(geodesic((one.lat, one.lon), (other.lat, other.lon)).km)


def direction(one: Place, other: Place) -> float:
    """Bearing from one to the other, near enough for short ways."""
    east = (other.lon - one.lon) * math.cos(math.radians(one.lat))
    return math.degrees(math.atan2(east, other.lat - one.lat)) % 360


@pytest.mark.parametrize(
    ("before", "km", "towards"),
    [
        ("about 10 km north of ", 10, 0),
        ("some 30 miles (48 km) south-west of the city of ", 48.3, 225),
        ("15 kilometres to the west of ", 15, 270),
        ("800 metres south of ", 0.8, 180),
        ("12 km due east of ", 12, 90),
        ("15 km SSW of ", 15, 202.5),
        ("40 km north-northeast of ", 40, 22.5),
        ("20-30 km east of ", 25, 90),
        ("between 5 and 10 km west of ", 7.5, 270),
        ("ten miles\nnorth of ", 16.1, 0),
        ("a dozen kilometers north of ", 12, 0),
        ("half a mile south of ", 0.8, 180),
        ("an hour's drive north of ", 60, 0),
        ("a 30-minute drive south of ", 30, 180),
        ("1.5 km EAST OF ", 1.5, 90),
    ],
)
def test_offsets(before: str, km: float, towards: float) -> None:
    mosul, moved = place("Mosul"), shift(before, "Mosul")
    assert moved is not None
    assert apart(mosul, moved.place) == pytest.approx(km, rel=0.03)
    assert direction(mosul, moved.place) == pytest.approx(towards, abs=1.5) or towards == 0
    assert moved.place.kind == "offset"
    assert moved.place.within[:1] == ("Mosul",)
    assert max(2, km / 8) <= moved.place.uncertainty_km <= km + 6
    assert moved.reason.endswith("of Mosul")
    assert (before + "Mosul")[moved.start :].startswith(before.strip().split(" ", 1)[0][:1]) or moved.start > 0


def test_a_finer_wind_and_a_number_leave_less_open() -> None:
    coarse, fine = shift("40 km north of ", "Mosul"), shift("40 km NNE of ", "Mosul")
    told, loose = shift("10 km north of ", "Mosul"), shift("several kilometers north of ", "Mosul")
    assert coarse
    assert fine
    assert told
    assert loose
    assert fine.place.uncertainty_km < coarse.place.uncertainty_km
    assert loose.place.uncertainty_km / apart(place("Mosul"), loose.place) > told.place.uncertainty_km / 10


@pytest.mark.parametrize(
    ("before", "least"), [("20 km from ", 20), ("10 miles outside ", 16), ("two hours’ drive from ", 120)]
)
def test_a_distance_without_a_direction_keeps_the_point_and_widens(before: str, least: float) -> None:
    mosul, moved = place("Mosul"), shift(before, "Mosul")
    assert moved is not None
    assert (moved.place.lat, moved.place.lon) == (mosul.lat, mosul.lon)
    assert moved.place.uncertainty_km >= least


@pytest.mark.parametrize(("before", "farthest"), [("in Taji, north of ", 40), ("just north of ", 15)])
def test_a_direction_without_a_distance_is_wide(before: str, farthest: float) -> None:
    baghdad, moved = place("Baghdad"), shift(before, "Baghdad")
    assert moved is not None
    assert baghdad.lat < moved.place.lat
    assert apart(baghdad, moved.place) <= moved.place.uncertainty_km <= farthest
    assert "how far is not told" in moved.reason
    assert moved.place.kind == "beside"


def test_an_offset_from_a_country_counts_from_its_edge() -> None:
    libya, moved = place("Libya", "country"), shift("120 km north of ", "Libya", "country")
    assert moved is not None
    shape = GAZETTEER.shape(libya)
    assert shape is not None
    assert GAZETTEER.reverse(moved.place.lat, moved.place.lon) == (None, None)
    assert moved.place.lat <= shape.bounds[3] + 1.2
    assert moved.place.country is None
    assert "Libya" not in moved.place.within


@pytest.mark.parametrize(
    "before",
    [
        "flew in from southeast ",
        "in the south-east of ",
        "in the southeastern suburbs of ",
        "in the southeast of the city of ",
    ],
)
def test_a_quarter_of_a_city(before: str) -> None:
    baghdad, moved = place("Baghdad"), shift(before, "Baghdad")
    assert moved is not None
    assert moved.place.lat < baghdad.lat
    assert moved.place.lon > baghdad.lon
    assert moved.place.uncertainty_km < baghdad.uncertainty_km
    assert GAZETTEER.contains(place("Iraq", "country"), moved.place)


def test_names_say_what_the_text_says() -> None:
    plain, of = shift("in southeast ", "Baghdad"), shift("The east of ", "Baghdad")
    assert plain
    assert of
    assert (plain.place.name, of.place.name) == ("southeast Baghdad", "the east of Baghdad")


@pytest.mark.parametrize(
    ("before", "name", "after", "country"),
    [
        ("in northern ", "Syria", "", "SY"),
        ("in the far north of ", "Syria", ".", "SY"),
        ("in north ", "Syria", ".", "SY"),
        ("across ", "Syria", "’s north, medics said", "SY"),
        ("in ", "Syria", "'s northern countryside", "SY"),
    ],
)
def test_a_part_of_a_country_lies_in_that_part(before: str, name: str, after: str, country: str) -> None:
    whole, moved = place(name, "country"), shift(before, name, "country", after=after)
    assert moved is not None
    assert moved.place.lat > whole.lat
    assert moved.place.precision.value == "area"
    assert moved.place.uncertainty_km <= whole.uncertainty_km
    assert GAZETTEER.reverse(moved.place.lat, moved.place.lon)[0] == country


def test_the_middle_of_a_country_is_smaller_than_it() -> None:
    mali, moved = place("Mali", "country"), shift("in central ", "Mali", "country")
    assert moved is not None
    assert moved.place.precision.value == "area"
    assert moved.place.uncertainty_km < mali.uncertainty_km


@pytest.mark.parametrize(
    ("before", "name", "kind", "after"),
    [
        ("in ", "Mosul", "city", ""),
        ("10 km ", "Mosul", "city", ""),
        ("he went west, then to ", "Mosul", "city", ""),
        ("900 km north of ", "Mosul", "city", ""),
        ("1,200 km east of ", "Mosul", "city", ""),
        ("in South ", "Sudan", "country", ""),
        ("in northern and eastern ", "Syria", "country", ""),
        ("in Turkey, north of ", "Syria", "country", ""),
        ("in the northern city of ", "Mosul", "city", ""),
        ("in India's western state of ", "Maharashtra", "admin1", ""),
        ("10 km northsouth of ", "Mosul", "city", ""),
        ("in ", "Iraq", "country", "’s northern city of Mosul"),
        ("in ", "Iraq", "country", "'s northern Nineveh province"),
        ("turned off ", "Mali", "country", ""),
        ("in the Baghdad suburb of ", "Mosul", "city", ""),
    ],
)
def test_other_words_leave_a_place_alone(before: str, name: str, kind: str, after: str) -> None:
    assert shift(before, name, kind, after=after) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("on the outskirts of ", ""),
        ("near ", ""),
        ("in a suburb of ", ""),
        ("in the hills above ", ""),
        ("in rural ", ""),
        ("on the road to ", ""),
        ("in the ", " area"),
        ("", "’s outskirts"),
    ],
)
def test_near_a_town_is_wider_than_the_town(before: str, after: str) -> None:
    base, moved = place("Mosul"), shift(before, "Mosul", after=after)
    assert moved is not None
    assert moved.place.uncertainty_km > base.uncertainty_km
    assert (moved.place.lat, moved.place.lon) == (base.lat, base.lon)


def test_near_a_site_is_wider_than_the_site() -> None:
    zone = GAZETTEER.place("site:green-zone-baghdad")
    assert zone is not None
    moved = shifted("near the Green Zone", 9, 19, zone, GAZETTEER)
    assert moved is not None
    assert moved.place.uncertainty_km > zone.uncertainty_km


@pytest.mark.parametrize(
    ("before", "name", "kind", "after"),
    [
        ("sank off the coast of ", "Libya", "country", ""),
        ("seized off ", "Somalia", "country", ""),
        ("adrift off ", "Libya", "country", "’s coast"),
        ("off the west coast of ", "Norway", "country", ""),
        ("off the coast of ", "California", "admin1", ""),
        ("off ", "Mar del Plata", "city", ""),
        ("12 miles off the coast of ", "Mar del Plata", "city", ""),
    ],
)
def test_off_a_coast_lies_at_sea_and_the_circle_reaches_it(before: str, name: str, kind: str, after: str) -> None:
    land, moved = place(name, kind), shift(before, name, kind, after=after)
    assert moved is not None
    assert GAZETTEER.shapes.holding(moved.place.lat, moved.place.lon, "country:") is None
    assert moved.place.kind == "offshore"
    assert moved.place.name.startswith("off ")
    shape = GAZETTEER.shape(land)
    if shape is None:
        assert apart(land, moved.place) <= moved.place.uncertainty_km + 20
    else:
        from shapely import Point

        assert shape.distance(Point(moved.place.lon, moved.place.lat)) * 80 < moved.place.uncertainty_km


def test_one_coast_of_a_country_is_smaller_than_all_of_it() -> None:
    whole = shift("off the coast of ", "Libya", "country")
    east = shift("off the eastern coast of ", "Libya", "country")
    assert whole
    assert east
    assert east.place.lon > whole.place.lon
    assert east.place.uncertainty_km < whole.place.uncertainty_km


@pytest.mark.parametrize(("name", "kind"), [("Mali", "country"), ("Baghdad", "capital")])
def test_what_has_no_coast_has_no_waters(name: str, kind: str) -> None:
    moved = shift("off the coast of ", name, kind)
    assert moved is None or moved.place.kind != "offshore"


def test_a_border_crossing_named_for_a_town_lies_on_the_border() -> None:
    town = place("Karkamış", "village")
    moved = shift("at the ", "Karkamış", "village", after=" border crossing")
    assert moved is not None
    shape = GAZETTEER.shape(place("Turkey", "country"))
    assert shape is not None
    from shapely import Point

    assert shape.boundary.distance(Point(moved.place.lon, moved.place.lat)) < 0.01
    assert apart(town, moved.place) <= moved.place.uncertainty_km + 3
    assert moved.place.name == "Karkamış border crossing"
    assert shift("at the ", "Baghdad", after=" border crossing") is None


def test_winds() -> None:
    assert [wind(w) for w in ("North-West", "NW", "south east", "SSE")] == [
        "northwest", "northwest", "southeast", "southsoutheast",
    ]  # fmt: skip
    assert bearing(wind("WSW")) == 247.5
    assert bearing("northsouth") is None


@pytest.mark.parametrize(
    "junk", ["10 km north of " * 20_000, "north-" * 50_000, "the " * 100_000, " " * 300_000, "9" * 300_000]
)
def test_only_what_stands_close_to_a_name_counts(junk: str) -> None:
    base, text = place("Mosul"), junk + "Mosul" + junk
    near = junk[-110:] + "Mosul" + junk[:60]
    far = shifted(text, len(junk), len(junk) + 5, base, GAZETTEER)
    close = shifted(near, 110, 115, base, GAZETTEER)
    assert (far and (far.place, far.start - len(junk))) == (close and (close.place, close.start - 110))
