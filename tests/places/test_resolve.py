"""Names are resolved together, by what the text says of them; what no gazetteer has lies somewhere in its holder."""

from __future__ import annotations

import pytest

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.place import Candidate, Precision
from geomap.places.mention import Role
from geomap.places.recognise import Span
from geomap.places.resolve import resolve

GAZETTEER = Gazetteer.open()


def answers(text: str, *names: str) -> dict[str, list[Candidate]]:
    """The ranked candidates of names, each standing once or more in a text."""
    spans = sorted(
        (
            Span(at, at + len(name), Role.LOCATION, 0.99)
            for name in names
            for at in range(len(text))
            if text.startswith(name, at)
        ),
        key=lambda s: s.start,
    )
    found = resolve(text, spans, GAZETTEER)
    return {text[s.start : s.end]: ranked for s, ranked in zip(spans, found, strict=True)}


@pytest.mark.parametrize(
    ("text", "names", "name", "country", "admin1"),
    [
        ("Talks in Geneva, New York and Nairobi.", ("Geneva", "New York", "Nairobi"), "Geneva", "CH", None),
        ("Exports to China, Japan and Korea rose.", ("China", "Japan", "Korea"), "China", "CN", None),
        ("Trade between Mexico, the US and Canada.", ("Mexico", "US", "Canada"), "Mexico", "MX", None),
        ("Cases in Texas, Pennsylvania and Ohio.", ("Texas", "Pennsylvania", "Ohio"), "Texas", "US", "Texas"),
        ("The U.S. and France signed.", ("U.S.", "France"), "U.S.", "US", None),
        ("A man from Lebanon, Ohio, was arrested.", ("Lebanon", "Ohio"), "Lebanon", "US", "Ohio"),
        ("A fire in Washington, Pa., killed two.", ("Washington", "Pa."), "Washington", "US", "Pennsylvania"),
        ("Voters in Paris, Texas, went to the polls.", ("Paris", "Texas"), "Paris", "US", "Texas"),
        ("From Columbus, Nebraska, and Omaha.", ("Columbus", "Nebraska", "Omaha"), "Columbus", "US", "Nebraska"),
        ("In Washington, Oregon and Idaho.", ("Washington", "Oregon", "Idaho"), "Washington", "US", "Washington"),
        ("Vancouver, Washington, lies by a river.", ("Vancouver", "Washington"), "Washington", "US", "Washington"),
        ("A fire broke out in Paris on Monday.", ("Paris",), "Paris", "FR", None),
        ("Police in Georgia's capital Tbilisi said so.", ("Georgia", "Tbilisi"), "Georgia", "GE", None),
        ("Georgia's voters in Atlanta and Macon.", ("Georgia", "Atlanta", "Macon"), "Georgia", "US", "Georgia"),
    ],
)  # fmt: skip
def test_what_the_text_says(text: str, names: tuple[str, ...], name: str, country: str, admin1: str | None) -> None:
    best = answers(text, *names)[name][0].place
    assert best.country == country
    assert admin1 is None or best.admin1 == admin1


def test_what_holds_a_town_is_no_city() -> None:
    best = answers("Albany, New York, saw record snow. A man in New York did not.", "Albany", "New York")
    assert best["Albany"][0].place.geonameid == 5106834
    text = "Albany, New York, saw record snow."
    assert answers(text, "Albany", "New York")["New York"][0].place.geonameid == 5128638


def test_small_places_near_each_other_outweigh_a_large_namesake() -> None:
    text = (
        "Columbus council members met on Monday. The Platte County board and officials from Schuyler, Norfolk and "
        "Fremont in Nebraska came to Columbus too."
    )
    best = answers(text, "Columbus", "Platte County", "Schuyler", "Norfolk", "Fremont", "Nebraska")
    assert {name: ranked[0].place.admin1 for name, ranked in best.items()} == dict.fromkeys(best, "Nebraska")


@pytest.mark.parametrize(
    ("text", "names", "unknown", "holder"),
    [
        ("A mass was held in Manila Cathedral on Sunday.", ("Manila Cathedral",), "Manila Cathedral", "Manila"),
        (
            "Harare's Gwindingwi Road will be widened, the mayor of Harare said.",
            ("Harare", "Gwindingwi Road"),
            "Gwindingwi Road",
            "Harare",
        ),
        (
            "Shots were fired at Blue Heron Elementary School in Sacramento.",
            ("Blue Heron Elementary School", "Sacramento"),
            "Blue Heron Elementary School",
            "Sacramento",
        ),
    ],
)
def test_a_name_that_no_gazetteer_has_lies_in_its_holder(
    text: str, names: tuple[str, ...], unknown: str, holder: str
) -> None:
    best = answers(text, *names)[unknown][0]
    town = next(c.place for c in GAZETTEER.lookup(holder) if c.match == "name")
    assert best.place.name == unknown
    assert best.place.within[0] == holder
    assert best.place.geonameid is None
    assert best.place.precision is Precision.LOCALITY
    assert best.place.uncertainty_km >= town.uncertainty_km
    assert "no gazetteer knows this name" in best.reasons
    assert any(holder in reason for reason in best.reasons)


def test_what_lies_in_a_doubtful_place_is_as_doubtful() -> None:
    best = answers("A man was shot near West 11th Street in San Pedro.", "West 11th Street", "San Pedro")
    street, town = best["West 11th Street"], best["San Pedro"]
    assert max((c.score for c in street), default=0.0) <= max(c.score for c in town)


def test_a_name_that_nothing_holds_has_no_place() -> None:
    assert answers("They met at Zzyzzqua Hall.", "Zzyzzqua Hall") == {"Zzyzzqua Hall": []}


def test_probabilities_of_a_name_add_up_to_one_at_most() -> None:
    text = "Springfield and Portland beat Columbus; Salem lost to Dover."
    for ranked in answers(text, "Springfield", "Portland", "Columbus", "Salem", "Dover").values():
        scores = [c.score for c in ranked]
        assert scores == sorted(scores, reverse=True)
        assert 0 < sum(scores) <= 1 + 1e-9


def test_no_spans_give_no_answers() -> None:
    assert resolve("Nothing happened.", [], GAZETTEER) == []


@pytest.mark.parametrize(
    ("text", "names", "name", "country", "kind"),
    [
        ("A bus burned in Granada, on the lake in Nicaragua.", ("Granada", "Nicaragua"), "Granada", "NI", "city"),
        ("Shots fell in Leon in the west of Nicaragua.", ("Leon", "Nicaragua"), "Leon", "NI", "city"),
        ("Oil leaked into the Congo river on Friday.", ("Congo",), "Congo", None, "river"),
        ("Tankers left the Gulf at dawn.", ("Gulf",), "Gulf", None, "region"),
    ],
)  # fmt: skip
def test_the_words_around_a_name(text: str, names: tuple[str, ...], name: str, country: str | None, kind: str) -> None:
    best = answers(text, *names)[name][0].place
    assert (best.country, best.kind) == (country, kind)


def test_a_name_with_an_article_is_no_town() -> None:
    ranked = answers("Relations between Russia and the West are cold.", "Russia", "West")["West"]
    assert all(candidate.place.kind not in {"city", "town", "village"} for candidate in ranked)


def test_an_unlisted_name_stays_in_the_country_that_the_text_names() -> None:
    text = "Trials were held in Kinshasa, DR Congo, and Qorvexilani, Kenya."
    ranked = answers(text, "Kinshasa", "DR Congo", "Qorvexilani", "Kenya")["Qorvexilani"]
    assert {candidate.place.country for candidate in ranked} == {"KE"}


def test_a_street_is_not_spelled_like_a_river() -> None:
    assert all(c.match != "fuzzy" for c in answers("Shots in River Avenue.", "River Avenue")["River Avenue"])


def test_a_listed_locality_is_not_drawn_into_the_town_beside_it() -> None:
    ranked = answers("Gunmen from Berlin attacked Rmeish on Tuesday.", "Berlin", "Rmeish")["Rmeish"]
    assert (ranked[0].place.country, ranked[0].place.kind) == ("LB", "village")


def test_brackets_say_where_a_name_lies() -> None:
    best = answers("A school burned in Palma (Cabo Delgado).", "Palma", "Cabo Delgado")["Palma"][0].place
    assert (best.country, best.admin1) == ("MZ", "Cabo Delgado")
