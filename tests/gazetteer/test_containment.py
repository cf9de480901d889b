import pytest

from geomap.gazetteer import Gazetteer, Place, Precision


def place(gazetteer: Gazetteer, key: str) -> Place:
    found = gazetteer.place(key)
    assert found is not None, key
    return found


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("country:IQ", "gn:98182"),
        ("country:IQ", "gn:99592"),
        ("country:IQ", "site:green-zone-baghdad"),
        ("gn:99592", "gn:98717"),
        ("gn:98182", "site:green-zone-baghdad"),
        ("gn:98182", "site:baghdad-international-airport"),
        ("gn:4736286", "gn:4717560"),
        ("gn:4149007", "gn:4167829"),
        ("gn:6269131", "gn:2655603"),
        ("region:middle-east", "country:IQ"),
        ("region:middle-east", "gn:98182"),
        ("region:africa", "country:NG"),
        ("region:africa", "gn:2332459"),
        ("region:european-union", "gn:2950159"),
        ("region:donbas", "gn:709717"),
        ("gn:281132", "gn:281102"),
        ("gn:98182", "gn:98182"),
    ],
)
def test_one_place_holds_another(gazetteer: Gazetteer, outer: str, inner: str) -> None:
    assert gazetteer.contains(place(gazetteer, outer), place(gazetteer, inner))


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("country:IR", "gn:98182"),
        ("country:IQ", "country:IR"),
        ("gn:98182", "country:IQ"),
        ("gn:99592", "gn:98182"),
        ("gn:98182", "gn:99072"),
        ("gn:4736286", "gn:2988507"),
        ("region:africa", "gn:98182"),
        ("region:middle-east", "gn:2988507"),
        ("region:donbas", "gn:703448"),
        ("country:EG", "natural:red-sea"),
        ("gn:4717560", "gn:4684888"),
    ],
)
def test_one_place_does_not_hold_another(gazetteer: Gazetteer, outer: str, inner: str) -> None:
    assert not gazetteer.contains(place(gazetteer, outer), place(gazetteer, inner))


def test_a_point_is_held_by_outlines(gazetteer: Gazetteer) -> None:
    point = Place("point", "33.3, 43.2", "coordinates", 33.3, 43.2, Precision.EXACT, 0.1, country="IQ")
    assert gazetteer.contains(place(gazetteer, "gn:99592"), point)
    assert not gazetteer.contains(place(gazetteer, "gn:98410"), point)


def test_a_point_of_no_known_country_is_held_by_outlines_and_circles(gazetteer: Gazetteer) -> None:
    point = Place("point", "33.3, 43.2", "coordinates", 33.3, 43.2, Precision.EXACT, 0.1)
    assert gazetteer.contains(place(gazetteer, "country:IQ"), point)
    assert not gazetteer.contains(place(gazetteer, "country:IR"), point)
    assert gazetteer.contains(place(gazetteer, "region:middle-east"), point)
    assert not gazetteer.contains(place(gazetteer, "region:donbas"), point)


@pytest.mark.parametrize(
    ("lat", "lon", "country", "division"),
    [
        (33.3, 44.4, "IQ", "Baghdad"),
        (48.857, 2.352, "FR", "Île-de-France"),
        (41.9, 12.5, "IT", "Lazio"),
        (43.94, 12.45, "SM", None),
        (34.75, 32.42, "CY", "Paphos"),
        (31.5, 34.46, "PS", "Gaza Strip"),
        (44.95, 34.1, "UA", "Crimea"),
        (42.66, 21.16, "XK", "Pristina"),
        (-18.13, 178.43, "FJ", None),
        (68.97, 179.9, "RU", None),
        (40.71, -74.0, "US", "New York"),
        (55.68, 12.57, "DK", "Capital Region of Denmark"),
        (0.0, -30.0, None, None),
        (90.0, 0.0, None, None),
    ],
)
def test_points_lie_in_countries(
    gazetteer: Gazetteer, lat: float, lon: float, country: str | None, division: str | None
) -> None:
    found = gazetteer.reverse(lat, lon)
    assert found[0] == country
    assert division is None or found[1] == division


def test_outlines_of_countries_and_divisions(gazetteer: Gazetteer) -> None:
    for key in ("country:IQ", "gn:99592", "gn:3038422"):
        outline = gazetteer.shape(place(gazetteer, key))
        assert outline is not None
        assert outline.is_valid
        assert outline.area > 0
    assert gazetteer.shape(place(gazetteer, "gn:98182")) is None


def test_outlines_are_about_as_large_as_they_should_be(gazetteer: Gazetteer) -> None:
    for key, least, most in (("country:FR", 400, 900), ("country:IQ", 380, 480), ("country:SG", 0.3, 1.5)):
        outline = gazetteer.shape(place(gazetteer, key))
        assert outline is not None
        km2 = outline.area * 111.2**2 * 0.8 / 1000
        assert least < km2 < most, key


def test_the_date_line_is_no_hole(gazetteer: Gazetteer) -> None:
    assert gazetteer.reverse(66.0, -172.0)[0] == "RU"
    beyond = {found.country for found, distance in gazetteer.nearby(-16.8, -179.9, 120)}
    assert beyond == {"FJ"}


def test_towns_around_a_point(gazetteer: Gazetteer) -> None:
    near = gazetteer.nearby(33.34, 44.4, 30)
    assert near[0][0].key == "gn:98182"
    distances = [distance for _, distance in near]
    assert distances == sorted(distances)
    assert distances[-1] <= 30
    assert gazetteer.nearby(33.34, 44.4, 30, limit=2) == near[:2]
    assert len(gazetteer.nearby(33.34, 44.4, 60)) > len(near)


def test_the_nearest_town(gazetteer: Gazetteer) -> None:
    town = gazetteer.nearest_city(36.34, 43.13)
    assert town is not None
    assert town.key == "gn:99072"
    assert gazetteer.nearest_city(0.0, -30.0) is None
    assert gazetteer.nearest_city(89.9, 0.0) is None
