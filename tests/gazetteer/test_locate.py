import pytest

from geomap.gazetteer import Gazetteer, locate


@pytest.mark.parametrize(
    ("query", "key", "reason"),
    [
        ("Green Zone, Baghdad", "site:green-zone-baghdad", "in Baghdad, as asked"),
        ("Paris, Texas", "gn:4717560", "in Texas, as asked"),
        ("Paris Texas", "gn:4717560", "in Texas, as asked"),
        ("Cairo, Illinois", "gn:4234985", "in Illinois, as asked"),
        ("Moscow, Idaho", "gn:5601538", "in Idaho, as asked"),
        ("Springfield, Ill.", "gn:4250542", "in Illinois, as asked"),
        ("Springfield, Massachusetts, USA", "gn:4951788", "in United States, as asked"),
        ("Portland, Maine", "gn:4975802", "in Maine, as asked"),
        ("Gary, IN", "gn:4920607", "in Indiana, as asked"),
        ("St. Louis, Mo.", "gn:4407066", "in Missouri, as asked"),
        ("Birmingham, Alabama", "gn:4049979", "in Alabama, as asked"),
        ("Georgia, USA", "gn:4197000", "in United States, as asked"),
        ("Baghdad, Iraq", "gn:98182", "capital of Iraq"),
        ("London, UK", "gn:2643743", "in United Kingdom, as asked"),
        ("london uk", "gn:2643743", "in United Kingdom, as asked"),
        ("Tahrir Square, Cairo", "site:tahrir-square-cairo", "in Cairo, as asked"),
        ("Lagos, Portugal", "gn:2267226", "in Portugal, as asked"),
        ("Kashmir, India", "region:kashmir", "partly in India, as asked"),
        ("Baghdad", "gn:98182", "population 7.2 million"),
        ("usa", "country:US", "“usa” is an abbreviation of it"),
        ("Deir Ezor", "gn:170794", "spelled nearly like “deir ezzor”"),
        ("Paris, Xyzzy", "gn:2988507", "no place called Xyzzy is known"),
    ],
)
def test_queries(gazetteer: Gazetteer, query: str, key: str, reason: str) -> None:
    first = locate(query, gazetteer)[0]
    assert first.place.key == key
    assert reason in first.reasons


@pytest.mark.parametrize("query", ["", " ", ",", ", ,", "Xyzzyplugh", "Xyzzyplugh, Qwertzuiop"])
def test_queries_for_nothing(gazetteer: Gazetteer, query: str) -> None:
    assert locate(query, gazetteer) == []


def test_places_elsewhere_come_after_and_say_so(gazetteer: Gazetteer) -> None:
    found = locate("Paris, Texas", gazetteer)
    assert found[1].place.key == "gn:2988507"
    assert "not known to be in Texas" in found[1].reasons
    assert found[0].score > found[1].score


def test_the_limit_is_kept(gazetteer: Gazetteer) -> None:
    assert len(locate("Springfield, USA", gazetteer, limit=3)) == 3


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Bagdahd", "Baghdad"),
        ("Mosull", "Mosul"),
        ("Damascas", "Damascus"),
        ("Mogadisho", "Mogadishu"),
        ("Quneitrah", "Quneitra"),
        ("Kunaytra", "Quneitra"),
        ("Ouagadogou", "Ouagadougou"),
        ("Kyrgystan", "Kyrgyzstan"),
        ("Afganistan", "Afghanistan"),
        ("Phillipines", "Philippines"),
        ("Columbo", "Colombo"),
        ("Tegucigulpa", "Tegucigalpa"),
        ("Zaporizhia", "Zaporizhzhia"),
    ],
)
def test_misspelled_names_find_the_nearest(gazetteer: Gazetteer, wrong: str, right: str) -> None:
    exact = [candidate.place.name for candidate in gazetteer.lookup(wrong)]
    assert right in [*exact, *gazetteer.nearest_names(wrong)]


def test_fuzzy_candidates_say_what_they_are(gazetteer: Gazetteer) -> None:
    found = gazetteer.fuzzy("Mosull")
    assert found[0].place.key == "gn:99072"
    assert {candidate.match for candidate in found} == {"fuzzy"}
    assert all(0 < candidate.score <= 1 for candidate in found)
    assert [candidate.score for candidate in found] == sorted((c.score for c in found), reverse=True)


@pytest.mark.parametrize("name", ["", "x", "ab", "بغ", "1", "x" * 500])
def test_too_little_or_too_much_to_guess_from(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.nearest_names(name) == []
