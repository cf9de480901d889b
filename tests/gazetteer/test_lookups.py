import csv
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer, Precision

TABLE = Path(__file__).with_name("lookups.tsv")


def rows() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
def test_names_mean_the_place_that_news_means(gazetteer: Gazetteer, row: dict[str, str]) -> None:
    found = gazetteer.lookup(row["name"])
    assert found[0].place.key == row["first"], row["meant"]
    assert found[0].match == row["match"]
    assert {key for key in row["also"].split("|") if key} <= {candidate.place.key for candidate in found}


def test_candidates_come_in_the_order_of_their_scores(gazetteer: Gazetteer) -> None:
    for name in ("San José", "Springfield", "Georgia", "Santiago"):
        scores = [candidate.score for candidate in gazetteer.lookup(name)]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


def test_a_limit_cuts_the_list_and_nothing_else(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("San José", 5) == gazetteer.lookup("San José")[:5]
    assert len(gazetteer.lookup("San José")) > 100


def test_a_changed_list_does_not_change_the_next_answer(gazetteer: Gazetteer) -> None:
    gazetteer.lookup("Baghdad").clear()
    assert gazetteer.lookup("Baghdad")


@pytest.mark.parametrize(
    ("name", "qualifier", "key"),
    [
        ("US", False, "country:US"),
        ("us", False, "gn:2971316"),
        ("U.S", False, "country:US"),
        ("IN", True, "gn:4921868"),
        ("Ill.", True, "gn:4896861"),
        ("Miss.", True, "gn:4436296"),
        ("B.C.", False, "gn:5909050"),
        ("BC", True, "gn:5909050"),
        ("NSW", False, "gn:2155400"),
    ],
)
def test_abbreviations(gazetteer: Gazetteer, name: str, qualifier: bool, key: str) -> None:  # noqa: FBT001 - a table
    assert gazetteer.lookup(name, qualifier=qualifier)[0].place.key == key


@pytest.mark.parametrize("name", ["IN", "in", "OR", "Miss", "Wash", "ill", "me", "Me.", "hi"])
def test_words_that_look_like_abbreviations_are_none_alone(gazetteer: Gazetteer, name: str) -> None:
    assert all(candidate.match != "abbreviation" for candidate in gazetteer.lookup(name))


@pytest.mark.parametrize("name", ["", " ", "Xyzzyplugh", "1234", "—", "'", "a" * 10_000])
def test_what_is_no_name_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == []
    assert name not in gazetteer


def test_names_are_in_the_gazetteer(gazetteer: Gazetteer) -> None:
    assert "Baghdad" in gazetteer
    assert "BAGHDAD" in gazetteer
    assert "USA" in gazetteer


@pytest.mark.parametrize("text", ["bagh", "new", "new york", "an", "ar", "el", "deir ez", "cote d"])
def test_beginnings_of_names(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.has_prefix(text)


def test_no_name_begins_so(gazetteer: Gazetteer) -> None:
    assert not gazetteer.has_prefix("baghdad xq")


def test_a_place_carries_all_that_is_known_of_it(gazetteer: Gazetteer) -> None:
    place = gazetteer.by_geonameid(98182)
    assert place is not None
    assert (place.key, place.name, place.kind, place.country) == ("gn:98182", "Baghdad", "capital", "IQ")
    assert (place.admin1, place.admin1_code, place.geonameid) == ("Baghdad", "IQ.07", 98182)
    assert (round(place.lat, 1), round(place.lon, 1)) == (33.3, 44.4)
    assert place.precision is Precision.LOCALITY
    assert 10 <= place.uncertainty_km <= 20
    assert place.population > 5_000_000
    assert place.within == ("Iraq",)


def test_within_names_the_holders_the_smallest_first(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Ramadi")[0].place.within == ("Anbar", "Iraq")
    assert gazetteer.lookup("Green Zone")[0].place.within == ("Baghdad", "Iraq")
    assert gazetteer.lookup("Anbar")[0].place.within == ("Iraq",)
    assert gazetteer.lookup("Iraq")[0].place.within == ()


@pytest.mark.parametrize(
    ("name", "precision"),
    [
        ("Iraq", Precision.COUNTRY),
        ("Anbar", Precision.AREA),
        ("Broward County", Precision.AREA),
        ("Black Sea", Precision.AREA),
        ("Sahel", Precision.AREA),
        ("Mosul", Precision.LOCALITY),
        ("Green Zone", Precision.SITE),
        ("Baghdad International Airport", Precision.SITE),
    ],
)
def test_precision_goes_with_the_kind(gazetteer: Gazetteer, name: str, precision: Precision) -> None:
    assert gazetteer.lookup(name)[0].place.precision is precision


def test_places_by_code(gazetteer: Gazetteer) -> None:
    assert gazetteer.country("IQ") == gazetteer.place("country:IQ")
    assert gazetteer.admin1("IQ.01") == gazetteer.place("gn:99592")
    capital = gazetteer.capital("FR")
    assert capital is not None
    assert capital.key == "gn:2988507"


@pytest.mark.parametrize("key", ["", "gn:", "gn:0", "gn:99999999999", "gn:x", "country:XX", "site:nowhere", "Baghdad"])
def test_keys_of_nothing(gazetteer: Gazetteer, key: str) -> None:
    assert gazetteer.place(key) is None


def test_codes_of_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.by_geonameid(1) is None
    assert gazetteer.country("XX") is None
    assert gazetteer.capital("AQ") is None
    assert gazetteer.admin1("IQ.99") is None


def test_every_place_is_found_by_its_key_and_lies_on_the_globe(gazetteer: Gazetteer) -> None:
    keys = set()
    for place in gazetteer:
        keys.add(place.key)
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
        assert place.name
        assert place.uncertainty_km > 0
    assert len(keys) == len(gazetteer)
    assert all(gazetteer.place(key) for key in list(keys)[::1000])


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("Iraqi", {"country:IQ"}),
        ("Dominican", {"country:DM", "country:DO"}),
        ("Congolese", {"country:CD", "country:CG"}),
        ("Kurdish", {"region:kurdistan"}),
        ("Baghdad", set()),
    ],
)
def test_adjectives(gazetteer: Gazetteer, word: str, keys: set[str]) -> None:
    assert {place.key for place in gazetteer.countries_of_adjective(word)} == keys
