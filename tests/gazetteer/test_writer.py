import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.gazetteer import Gazetteer, Precision, fold
from geomap.gazetteer.entry import Entry, Match
from geomap.gazetteer.writer import write_index

NAMES = st.text(string.ascii_letters + "éÅłعراق東京 -'", min_size=1, max_size=20).filter(lambda name: bool(fold(name)))


def entry(key: str, name: str, **values: object) -> Entry:
    facts: dict[str, object] = {
        "kind": "village",
        "precision": Precision.LOCALITY,
        "lat": 1.0,
        "lon": 2.0,
        "uncertainty_km": 2.0,
        "importance": 0.5,
    }
    return Entry(key, name, **(facts | values))  # type: ignore[arg-type]


def opened(path: Path, *entries: Entry) -> Gazetteer:
    write_index(entries, path)
    return Gazetteer.open(path)


def test_a_place_comes_back_as_written(tmp_path: Path) -> None:
    gazetteer = opened(
        tmp_path / "index.bin",
        entry("country:IQ", "Iraq", kind="country", precision=Precision.COUNTRY, country="IQ"),
        entry("gn:1", "Anbar", kind="admin1", precision=Precision.AREA, country="IQ", admin1="IQ.01", geonameid=1),
        entry(
            "gn:2",
            "Ramadi",
            kind="city",
            lat=33.42056,
            lon=43.30778,
            uncertainty_km=4.5,
            geonameid=2,
            population=274_539,
            country="IQ",
            admin1="IQ.01",
            names=[("الرمادي", Match.ALTERNATE)],
        ),
        entry("site:gate", "Gate", kind="gate", precision=Precision.SITE, country="IQ", within=("Ramadi", "Iraq")),
        entry("region:delta", "Delta", kind="region", precision=Precision.AREA, countries=("IQ", "IR")),
    )
    town = gazetteer.lookup("الرمادي")[0].place
    assert (town.key, town.name, town.kind, town.precision) == ("gn:2", "Ramadi", "city", Precision.LOCALITY)
    assert (town.lat, town.lon, town.uncertainty_km) == (33.42056, 43.30778, 4.5)
    assert (town.country, town.admin1, town.admin1_code, town.population) == ("IQ", "Anbar", "IQ.01", 274_539)
    assert town.within == ("Anbar", "Iraq")
    assert gazetteer.lookup("Gate")[0].place.within == ("Ramadi", "Iraq")
    assert gazetteer.lookup("Delta")[0].place.countries == ("IQ", "IR")
    assert gazetteer.nearest_city(33.4, 43.3) == town
    assert len(gazetteer) == 5


def test_the_best_match_of_a_name_counts(tmp_path: Path) -> None:
    gazetteer = opened(
        tmp_path / "index.bin",
        entry("a:1", "Alpha", names=[("ALPHA", Match.ALTERNATE), ("Beta", Match.ALTERNATE), ("beta", Match.ALIAS)]),
    )
    assert [candidate.match for candidate in gazetteer.lookup("alpha")] == ["name"]
    assert [candidate.match for candidate in gazetteer.lookup("beta")] == ["alias"]


def test_two_places_of_one_key_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"'a:1'.*'Beta'"):
        write_index([entry("a:1", "Alpha"), entry("a:1", "Beta")], tmp_path / "index.bin")


def test_the_same_entries_make_the_same_file(tmp_path: Path) -> None:
    places = [entry("a:1", "Alpha"), entry("a:2", "Beta", lat=-10.0)]
    write_index(places, tmp_path / "one.bin")
    write_index(places[::-1], tmp_path / "two.bin")
    assert (tmp_path / "one.bin").read_bytes() == (tmp_path / "two.bin").read_bytes()


@settings(max_examples=30, deadline=None)
@given(
    names=st.lists(NAMES, min_size=1, max_size=20),
    lat=st.floats(-90, 90, allow_nan=False),
    lon=st.floats(-180, 180, allow_nan=False),
)
def test_every_name_finds_its_place(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], lat: float, lon: float
) -> None:
    path = tmp_path_factory.mktemp("index") / "index.bin"
    gazetteer = opened(path, *(entry(f"a:{at}", name, lat=lat, lon=lon) for at, name in enumerate(names)))
    for at, name in enumerate(names):
        assert f"a:{at}" in {candidate.place.key for candidate in gazetteer.lookup(name)}
        assert gazetteer.has_prefix(fold(name)[:3].strip())
    assert {place.key for place, _ in gazetteer.nearby(lat, lon, 1.0)} == {f"a:{at}" for at in range(len(names))}
