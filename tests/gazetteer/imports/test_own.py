"""Places of the user's own: tables and GeoJSON, with outlines; they win over what is embedded."""

import json
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer import Gazetteer, Precision, locate
from geomap.gazetteer.imports import import_files
from geomap.gazetteer.user import describe
from tests.gazetteer.imports.tables import NL

SQUARE = [[44.0, 33.0], [44.002, 33.0], [44.002, 33.002], [44.0, 33.002], [44.0, 33.0]]


def made(tmp_path: Path, name: str, content: str | dict[str, object]) -> Gazetteer:
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return Gazetteer.open(layers=[import_files([path], tmp_path / "mine.gazetteer").path])


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(*features: object) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": list(features)}


def test_a_table_of_places(tmp_path: Path) -> None:
    both = made(
        tmp_path,
        "sites.csv",
        "name,lat,lon,kind,aliases,population,country\n"
        '"Camp Blue, North",33.31,44.37,military base,OP Blue; Blue North,,\n'
        "Nowhereville,36.4,43.2,village,,120,Iraq\n",
    )
    camp = both.lookup("OP Blue")[0]
    assert (camp.place.name, camp.match) == ("Camp Blue, North", "alias")
    assert (camp.place.key, camp.place.kind) == ("own:mine/camp-blue-north", "military_base")
    assert (camp.place.precision, camp.place.uncertainty_km) == (Precision.SITE, 0.5)
    assert (camp.place.country, camp.place.admin1, camp.place.within) == ("IQ", "Baghdad", ("Baghdad", "Iraq"))
    assert camp.place.source == "mine"
    assert both.place("own:mine/camp-blue-north") == camp.place
    village = both.lookup("Nowhereville")[0].place
    assert (village.precision, village.population, village.admin1) == (Precision.LOCALITY, 120, "Nineveh")
    assert both.contains(both.country("IQ"), village)  # type: ignore[arg-type]
    assert locate("Nowhereville, Nineveh", both)[0].place == village


def test_what_the_user_says_of_a_known_place_wins(tmp_path: Path, gazetteer: Gazetteer) -> None:
    both = made(
        tmp_path,
        "x.csv",
        "name;latitude;longitude;geonameid;kind\nMosul (ours);36.0;43.0;99072;city\nIraq!;33;44;99237;\n",
    )
    known = gazetteer.by_geonameid(99072)
    assert known is not None
    ours = both.by_geonameid(99072)
    assert ours is not None
    assert (ours.name, ours.lat, ours.key) == ("Mosul (ours)", 36.0, known.key)
    assert (ours.population, ours.within) == (known.population, known.within)
    assert [c.place for c in both.lookup("Mosul") if c.place.geonameid == 99072] == [ours]
    assert both.lookup("Mosul (ours)")[0].place == ours
    country = both.country("IQ")
    assert country is not None
    assert (country.name, country.key) == ("Iraq!", "country:IQ")
    assert len([place for place in both if place.geonameid in {99072, 99237}]) == 2


def test_polygons_become_outlines(tmp_path: Path) -> None:
    both = made(
        tmp_path,
        "x.geojson",
        collection(
            feature({"type": "Polygon", "coordinates": [SQUARE]}, name="Depot Seven", kind="depot"),
            feature({"type": "Point", "coordinates": [44.001, 33.001]}, name="Gate Seven"),
            feature({"type": "Point", "coordinates": [44.004, 33.001]}, name="Gate Eight"),
            feature(
                {"type": "MultiPolygon", "coordinates": [[[[44, 33], [45, 33], [45, 34], [44, 33]]]]}, name="Sector B"
            ),
            feature({"type": "LineString", "coordinates": [[44, 33], [44.1, 33]]}, name="Route Tampa"),
        ),
    )
    depot, gate, other, sector, route = (
        both.lookup(name)[0].place for name in ("Depot Seven", "Gate Seven", "Gate Eight", "Sector B", "Route Tampa")
    )
    shape = both.shape(depot)
    assert shape is not None
    assert shape.bounds == pytest.approx((44.0, 33.0, 44.002, 33.002), abs=2e-5)
    assert (depot.precision, sector.precision) == (Precision.SITE, Precision.AREA)
    assert 50 < sector.uncertainty_km < 150
    assert both.contains(depot, gate)
    assert not both.contains(depot, other)
    assert both.contains(sector, gate) is bool(both.shape(sector).covers(__import__("shapely").Point(44.001, 33.001)))  # type: ignore[union-attr]
    assert both.shape(route) is None
    assert 4 < route.uncertainty_km < 11
    assert describe(tmp_path / "mine.gazetteer").shapes == 2
    assert both.shape(both.country("IQ")) is not None  # type: ignore[arg-type]


def test_a_well_known_text_column(tmp_path: Path) -> None:
    wkt = "POLYGON ((5 52, 5.1 52, 5.1 52.1, 5 52.1, 5 52))"
    both = made(tmp_path, "x.tsv", f"name\twkt\nBlock One\t{wkt}\n")
    place = both.lookup("Block One")[0].place
    assert (place.country, place.precision) == ("NL", Precision.AREA)
    assert both.shape(place).area == pytest.approx(0.01, rel=1e-3)  # type: ignore[union-attr]


def test_names_that_repeat_have_keys_of_their_own(tmp_path: Path) -> None:
    both = made(tmp_path, "x.csv", "name,lat,lon\nGate X1,1,2\nGate X1,3,4\n")
    assert {c.place.key for c in both.lookup("Gate X1")} == {"own:mine/gate-x1", "own:mine/gate-x1-2"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",1,2", "there is no name"),
        ("Alpha,north,2", "the latitude is 'north'"),
        ("Alpha,NaN,2", "the latitude is 'NaN'"),
        ("Alpha,95,2", "not on the globe"),
        ("Alpha,1", "2 columns, not 3"),
        ("Alpha,1,2,3", "4 columns, not 3"),
        ("Al\x07pha,1,2", "control characters"),
        ("Al\udcffpha,1,2", "not UTF-8"),
    ],
)
def test_a_damaged_row_is_set_aside(tmp_path: Path, row: str, reason: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(f"name,lat,lon\nGood Place Q,1,2\n{row}\n".encode(errors="surrogateescape"))
    done = import_files([path], tmp_path / "x.gazetteer")
    assert (done.places, done.sources[0].set_aside) == (1, 1)
    assert done.aside is not None
    assert reason in done.aside.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("country", "Atlantis", "no country"),
        ("precision", "rough", "the precision is"),
        ("uncertainty_km", "-1", "the uncertainty_km is"),
        ("importance", "high", "the importance is"),
        ("geonameid", "x", "the geonameid is"),
        ("wkt", "POLYGON ((1 2", "cannot be read"),
        ("wkt", "POINT (200 10)", "not on the globe"),
        ("wkt", "POLYGON EMPTY", "empty"),
    ],
)
def test_a_wrong_value_is_set_aside(tmp_path: Path, column: str, value: str, reason: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f'name,lat,lon,{column}\nGood,1,2,\nBad,1,2,"{value}"\n', encoding="utf-8")
    done = import_files([path], tmp_path / "x.gazetteer")
    assert (done.places, done.sources[0].set_aside) == (1, 1)
    assert done.aside is not None
    assert reason in done.aside.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.csv", "place,north,east\nA,1,2\n", "needs a header with the columns name, lat and lon"),
        ("x.csv", "", "needs a header"),
        ("x.csv", "name,lat,lon\n", "holds no place"),
        ("x.geojson", "{", "not JSON"),
        ("x.geojson", "[" * 100_000, "not JSON"),
        ("x.geojson", "[]", "no GeoJSON FeatureCollection"),
        ("x.geojson", '{"type": "FeatureCollection", "features": [1, {}, null]}', "holds no place"),
    ],
)
def test_what_is_no_table_of_places(tmp_path: Path, name: str, content: str, said: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(GazetteerError, match=said):
        import_files([tmp_path / name], tmp_path / "x.gazetteer")


def test_features_with_this_or_that_wrong(tmp_path: Path) -> None:
    content = collection(
        feature({"type": "Point", "coordinates": [1, 2]}, name="Good Place Q", note=None, tags=["a", "b"]),
        feature({"type": "Point", "coordinates": ["x", 2]}, name="A"),
        feature({"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]}, name="B"),
        feature({"type": "Point", "coordinates": [1, 200]}, name="C"),
        feature({"type": "Circle"}, name="D"),
        feature(None, name="E"),
        feature(7, name="F"),
    )
    path = tmp_path / "x.geojson"
    path.write_text(json.dumps(content), encoding="utf-8")
    done = import_files([path], tmp_path / "x.gazetteer")
    assert (done.places, done.sources[0].set_aside) == (1, 6)


def test_own_places_and_a_dump_are_looked_up_together(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,lat,lon,geonameid,kind\nDen Oord (ours),51.97,5.27,2743463,village\n", encoding="utf-8")
    layers = [import_files([file], tmp_path / f"{file.stem}.gazetteer").path for file in (NL, own)]
    everything = Gazetteer.open(layers=layers)
    (found,) = everything.lookup("Den Oord")
    assert found.place.name == "Den Oord (ours)"
    assert found.place.admin1_code == "NL.09"
    assert everything.admin2(found.place).geonameid == 2744482  # type: ignore[union-attr]
