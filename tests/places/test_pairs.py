"""Two names that say one place: a way between them, a common border, a coast told by an adjective."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from geopy.distance import geodesic

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.places.anaphora import parts_named_before
from geomap.places.mention import PlaceMention, Role
from geomap.places.pairs import split_compounds, with_pairs
from geomap.places.recognise import Span

if TYPE_CHECKING:
    from geomap.gazetteer.place import Candidate, Place

GAZETTEER = Gazetteer.open()
COUNTRY = ("country", "territory")


@dataclass
class Reading:
    """A text with the mentions marked in it, before and after they were read together."""

    text: str
    before: list[PlaceMention]
    after: list[PlaceMention]

    def place(self, text: str) -> Place | None:
        return next(m.place for m in self.after if m.text == text)

    def mention(self, text: str) -> PlaceMention:
        return next(m for m in self.after if m.text == text)


def read(marked: str) -> Reading:
    """Read a text in which names stand as [name], with a role as [name|demonym]."""
    text, mentions = "", []
    for part in marked.split("["):
        inside, bracket, rest = part.partition("]")
        if not bracket:
            text += part
            continue
        name, _, role = inside.partition("|")
        found = GAZETTEER.lookup(name)
        best = next((c for c in found if c.place.kind in COUNTRY), found[0])
        kept: tuple[Candidate, ...] = (best,)
        mentions.append(
            PlaceMention(len(text), len(text) + len(name), name, Role(role or "location"), 0.9, best.place, kept)
        )
        text += name + rest
    return Reading(text, mentions, with_pairs(text, mentions, GAZETTEER))


def km(one: Place, lat: float, lon: float) -> float:
    return float(geodesic((one.lat, one.lon), (lat, lon)).km)


@pytest.mark.parametrize(
    "marked",
    [
        "The bus crashed between [Mosul] and [Erbil].",
        "A bomb hit the road from [Mosul] to [Erbil].",
        "on the road linking [Mosul] with [Erbil]",
        "on the [Mosul]-[Erbil] highway",
        "on the [Mosul|associative]–[Erbil|associative] road",
        "They were travelling from [Mosul] to\n[Erbil].",
    ],
)
def test_the_ends_of_a_way_become_its_middle(marked: str) -> None:
    reading = read(marked)
    mosul, erbil = (m.place for m in reading.before)
    assert mosul
    assert erbil
    length = km(mosul, erbil.lat, erbil.lon)
    for name, end in (("Mosul", mosul), ("Erbil", erbil)):
        mention = reading.mention(name)
        place = mention.place
        assert place is not None
        assert mention.role is Role.LOCATION
        assert km(place, mosul.lat, mosul.lon) == pytest.approx(length / 2, rel=0.02)
        assert km(place, erbil.lat, erbil.lon) == pytest.approx(length / 2, rel=0.02)
        assert length / 2 <= place.uncertainty_km <= length / 2 + 6
        assert place.geonameid == end.geonameid
        assert (place.country, place.within) == ("IQ", ("Iraq",))
        assert "km apart" in mention.reason
    assert reading.mention("Mosul").place.key == reading.mention("Erbil").place.key  # type: ignore[union-attr]


def test_midway_is_surer_than_between() -> None:
    between, midway = read("between [Mosul] and [Erbil]"), read("midway between [Mosul] and [Erbil]")
    assert midway.place("Mosul").uncertainty_km < between.place("Mosul").uncertainty_km  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "marked",
    [
        "The match between [Liverpool] and [Manchester] was called off.",
        "Talks between [Moscow] and [Kyiv] failed.",
        "flights between [London] and [Paris]",
        "the war between [Iraq] and [Iran]",
        "between [London] and [Tokyo]",
        "in [Mosul] and [Erbil]",
        "from [Mosul] to [Erbil]",
        "between [Mosul|associative] and [Erbil|associative]",
        "between [Mosul]. And [Erbil]",
        "between [Mosul] and [Mosul]",
    ],
)
def test_other_words_between_two_names_leave_them_alone(marked: str) -> None:
    reading = read(marked)
    assert reading.after == reading.before


@pytest.mark.parametrize(
    "marked",
    [
        "Clashes on the [Iraq]-[Syria] border.",
        "Clashes on the [Iraqi|demonym]–[Syrian|demonym] border.",
        "Clashes on the border between [Iraq] and [Syria].",
        "on [Iraq]'s border with [Syria]",
        "on [Iraq]’s western border with [Syria]",
        "on the [Iraqi|demonym] and [Syrian|demonym] frontier",
        "In [Iraq], soldiers died at the border with [Syria].",
        "In [Iraq], soldiers died near the [Syrian|demonym] border.",
    ],
)
def test_a_common_border_is_a_mention_of_its_own(marked: str) -> None:
    reading = read(marked)
    border = next(m for m in reading.after if m.text in {"border", "frontier"})
    place = border.place
    assert place is not None
    assert border.role is Role.LOCATION
    assert border.text == reading.text[border.start : border.end]
    assert {"Iraq", "Syria"} == set(place.name.removesuffix(" border").split("–"))
    assert (place.country, set(place.countries), place.geonameid) == (None, {"IQ", "SY"}, None)
    for code in ("IQ", "SY"):
        from shapely import Point

        country = GAZETTEER.country(code)
        shape = GAZETTEER.shape(country) if country else None
        assert shape is not None
        assert shape.boundary.distance(Point(place.lon, place.lat)) < 0.05
    # Its two ends, at the Jordanian and at the Turkish border, lie in the circle.
    assert km(place, 33.37, 38.79) <= place.uncertainty_km + 15
    assert km(place, 37.1, 42.36) <= place.uncertainty_km + 15
    assert [m.start for m in reading.after] == sorted(m.start for m in reading.after)


def test_the_names_beside_a_border_are_modifiers() -> None:
    reading = read("Clashes on the [Iraq]-[Syria] border.")
    assert [m.role for m in reading.after] == [Role.ASSOCIATIVE, Role.ASSOCIATIVE, Role.LOCATION]
    assert reading.place("Iraq") == reading.before[0].place


def test_a_town_in_the_sentence_says_where_on_the_border() -> None:
    whole = read("on the [Lebanon]-[Israel] border").place("border")
    near = read("on the [Lebanon]-[Israel] border near [Naqoura]").place("border")
    town = read("[Naqoura]").place("Naqoura")
    assert whole
    assert near
    assert town
    assert near.uncertainty_km < whole.uncertainty_km
    assert km(near, town.lat, town.lon) <= near.uncertainty_km


def test_states_have_borders_too() -> None:
    place = read("on the [Texas]-[Oklahoma] border").place("border")
    assert place is not None
    assert place.country == "US"


@pytest.mark.parametrize(
    "marked",
    [
        "the [Iraq]-[Syria] border guards fired",
        "the border between [Iraq] and [France]",
        "the [Turkish|demonym] border",
        "In [France], near the [Syrian|demonym] border",
        "In [Iraq] and [Jordan], far from the [Syrian|demonym] border",
        "the [Iraq]-[Iran] war",
        "the border between [Mosul] and [Erbil]",
    ],
)
def test_what_is_no_border_or_not_one_stays_as_it_is(marked: str) -> None:
    assert [m.text for m in read(marked).after] == [m.text for m in read(marked).before]


def test_a_coast_told_by_an_adjective() -> None:
    coast = read("A boat sank off the [Libyan|demonym] coast.").place("coast")
    assert coast is not None
    assert coast.name == "off Libya"
    assert GAZETTEER.reverse(coast.lat, coast.lon) == (None, None)
    assert len(read("Troops held the [Libyan|demonym] coast.").after) == 1
    assert len(read("off the [Swiss|demonym] coast").after) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kenya-Somalia border", ["Kenya", "Somalia"]),
        ("Mosul-Erbil highway", ["Mosul", "Erbil"]),
        ("Mosul–Erbil road", ["Mosul", "Erbil"]),
        ("Guinea-Bissau border", ["Guinea-Bissau"]),
        ("Kenya-Somalia war", ["Kenya-Somalia"]),
        ("Foo-Bar border", ["Foo-Bar"]),
    ],
)
def test_compound_names_come_apart_before_a_line(text: str, names: list[str]) -> None:
    whole = text if text.endswith("highway") else text.rsplit(" ", 1)[0]
    spans = split_compounds(text, [Span(0, len(whole), Role.LOCATION, 0.9)], GAZETTEER)
    assert [text[s.start : s.end] for s in spans] == names


@pytest.mark.parametrize(
    ("marked", "words", "name"),
    [
        ("[Aleppo] burned. Shells hit the east of the city.", "the east of the city", "the east of Aleppo"),
        ("[Aleppo] burned. Shells hit the city's eastern districts.", "the city's eastern districts", "eastern Aleppo"),
        ("[Aleppo] burned. Tanks stood 10 km north of the city.", "10 km north of the city", "10 km north of Aleppo"),
        ("[Aleppo] burned. Fires rose on the outskirts of the city.", "on the outskirts of the city", "Aleppo"),
        ("[Mali] is at war, most of it in the country's north.", "the country's north", "north Mali"),
        ("[Mali] is at war, most of it in the north of the country.", "the north of the country", "the north of Mali"),
        (
            "[Sinaloa] is at war, most of it in the south of the state.",
            "the south of the state",
            "the south of Sinaloa",
        ),
    ],
)
def test_a_part_of_what_was_named_before(marked: str, words: str, name: str) -> None:
    reading = read(marked)
    (part,) = parts_named_before(reading.text, reading.after, GAZETTEER)
    assert part.text == words == reading.text[part.start : part.end]
    assert part.place is not None
    assert part.place.name == name
    assert part.role is Role.LOCATION
    assert part.confidence < 0.9
    assert "named before" in part.reason


@pytest.mark.parametrize(
    "marked",
    [
        "[Aleppo] burned. People fled the city.",
        "Shells hit the east of the city. Then [Aleppo] burned.",
        "[Mali] burned. Shells hit the east of the city.",
        "[Aleppo|reporting] (Wire) - Shells hit the east of the city.",
        "[Aleppo] burned. Shells hit the east of the city of [Mosul].",
        "[Mali] fights. [Niger] watches. Shells hit the north of the country.",
        "[Peru|associative] and [Colombia] took [Peruvian|demonym] and [Colombian|demonym] men in the country's north",
        "[Aleppo] burned. " + "Nothing more was heard. " * 60 + "Shells hit the east of the city.",
    ],
)
def test_where_nothing_fits_there_is_no_part(marked: str) -> None:
    reading = read(marked)
    assert parts_named_before(reading.text, reading.after, GAZETTEER) == []


def test_the_city_is_in_the_country_that_the_report_is_about() -> None:
    marked = "Ten died in [Kabul], the [Afghan|demonym] capital. [Brussels] was shocked. One hit the west of the city."
    reading = read(marked)
    (part,) = parts_named_before(reading.text, reading.after, GAZETTEER)
    assert part.place is not None
    assert part.place.country == "AF"
