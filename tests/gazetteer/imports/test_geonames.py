"""A GeoNames dump becomes a gazetteer over the embedded one."""

from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer, Precision, locate
from geomap.gazetteer.imports import import_files
from geomap.gazetteer.user import describe
from tests.gazetteer.imports.tables import NL, ROWS, row, table, zipped


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("layers") / "NL.gazetteer"
    made = import_files([NL], target)
    assert (made.places, made.aside, made.resumed, made.sources[0].rows) == (ROWS, None, 0, ROWS)
    return target


@pytest.fixture(scope="module")
def both(layer: Path) -> Gazetteer:
    return Gazetteer.open(layers=[layer])


def test_a_hamlet_that_only_the_dump_has(both: Gazetteer, gazetteer: Gazetteer) -> None:
    assert not gazetteer.lookup("Den Oord")
    place = both.lookup("Den Oord")[0].place
    assert (place.key, place.kind, place.precision) == ("gn:2743463", "village", Precision.LOCALITY)
    assert (place.lat, place.lon, place.country, place.admin1_code) == (51.97083, 5.27083, "NL", "NL.09")
    assert place.within == ("Utrecht", "Netherlands")
    assert place.source == "NL"
    assert locate("Den Oord, Netherlands", both)[0].place == place


def test_the_division_of_its_code_holds_it(both: Gazetteer) -> None:
    holder = both.admin2(both.lookup("Den Oord")[0].place)
    assert holder is not None
    assert holder.geonameid == 2744482
    assert both.contains(holder, both.lookup("Den Oord")[0].place)


def test_a_place_of_both_is_one_place_with_the_names_of_both(both: Gazetteer, gazetteer: Gazetteer) -> None:
    known = gazetteer.by_geonameid(2759794)
    assert known is not None
    assert [c.place for c in both.lookup("Amsterdam") if c.place.geonameid == 2759794] == [known]
    assert both.by_geonameid(2759794) == known
    assert both.place("gn:2759794") == known
    assert both.country("NL") == gazetteer.country("NL")
    assert both.lookup("Kingdom of the Netherlands")[0].place == gazetteer.country("NL")
    assert [c.place.key for c in both.lookup("Gelderland")].count("gn:2755634") == 1


def test_every_place_counts_once(both: Gazetteer, gazetteer: Gazetteer) -> None:
    keys = [place.key for place in both]
    assert len(keys) == len(set(keys)) == len(both)
    new = [place for place in both if place.source == "NL"]
    assert len(both) == len(gazetteer) + len(new)
    assert 30 < len(new) < ROWS


def test_kinds_follow_from_feature_codes(both: Gazetteer) -> None:
    def kind(name: str) -> set[str]:
        return {candidate.place.kind for candidate in both.lookup(name) if candidate.place.source}

    assert kind("Delfshavensche Schie") == {"river"}
    assert kind("Tiengemeten") == {"island"}
    assert kind("Sterkenburg") == {"palace"}
    assert kind("Stiphout") == {"district"}
    assert kind("Hoek van Holland") == {"cape"}


def test_misspelled_and_nearby_and_prefix(both: Gazetteer) -> None:
    assert both.fuzzy("Oudeschipp")[0].place.name == "Oudeschip"
    assert both.has_prefix("drijberse v")
    near = [place.name for place, _ in both.nearby(51.97, 5.27, 1.5)]
    assert "Den Oord" in near


def test_a_zip_file_gives_the_same_as_its_table(layer: Path, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "NL.zip")
    import_files([archive], tmp_path / "NL.gazetteer")
    assert describe(tmp_path / "NL.gazetteer").names == describe(layer).names
    ours, theirs = Gazetteer.open(tmp_path / "NL.gazetteer"), Gazetteer.open(layer)
    assert list(ours) == list(theirs)
    ours.verify()


def test_the_same_file_gives_the_same_bytes(layer: Path, tmp_path: Path) -> None:
    again = tmp_path / "NL.gazetteer"
    import_files([NL], again)
    assert again.read_bytes() == layer.read_bytes()
    assert list(tmp_path.iterdir()) == [again]


def test_feature_classes_can_be_chosen(tmp_path: Path) -> None:
    made = import_files([NL], tmp_path / "x.gazetteer", classes="P")
    kinds = {place.kind for place in Gazetteer.open(made.path)}
    assert kinds <= {"capital", "city", "town", "village", "district"}
    assert 0 < made.places < ROWS


def test_of_rows_with_one_id_the_last_one_counts(tmp_path: Path) -> None:
    old, new = row(1, "Old Name", latitude=10), row(1, "New Name", latitude=20)
    made = import_files([table(tmp_path / "x.txt", old, row(2, "Other"), new)], tmp_path / "x.gazetteer")
    gazetteer = Gazetteer.open(made.path)
    assert (made.places, made.repeated) == (2, 1)
    assert gazetteer.lookup("New Name")[0].place.lat == 20
    assert not gazetteer.lookup("Old Name")


def test_several_dumps_become_one_gazetteer(tmp_path: Path) -> None:
    first, second = table(tmp_path / "a.txt", row(1, "Alpha")), table(tmp_path / "b.txt", row(2, "Beta"))
    made = import_files([first, second], tmp_path / "x.gazetteer")
    assert [source.file for source in made.sources] == ["a.txt", "b.txt"]
    assert {place.name for place in Gazetteer.open(made.path)} == {"Alpha", "Beta"}


def test_what_is_no_name_is_left_out(tmp_path: Path) -> None:
    others = "AMS,https://example.org/x,Mokum,ba ge da"
    made = import_files([table(tmp_path / "x.txt", row(1, "Alpha", alternatenames=others))], tmp_path / "x.gazetteer")
    gazetteer = Gazetteer.open(made.path)
    assert [c.match for c in gazetteer.lookup("Mokum")] == ["alternate"]
    assert not any(gazetteer.lookup(name) for name in ("AMS", "ba ge da"))


def test_values_beyond_an_index(tmp_path: Path) -> None:
    earth = row(
        6295630, "Earth", feature_class="L", feature_code="AREA", population=6_814_400_000, country="", admin1=""
    )
    made = import_files([table(tmp_path / "x.txt", earth, row(7, "ü" * 180))], tmp_path / "x.gazetteer")
    gazetteer = Gazetteer.open(made.path)
    assert gazetteer.lookup("Earth")[0].place.population == 2**32 - 1
    assert gazetteer.by_geonameid(7).name == "ü" * 127  # type: ignore[union-attr]
