from __future__ import annotations

import pytest

from geomap import Gazetteer
from geomap.places.mention import Role
from geomap.places.recognise import Span
from geomap.places.surnames import without_surnames

GAZETTEER = Gazetteer.open()


def kept(text: str, *names: str) -> list[str]:
    """Which of the names, each marked at its last occurrence, are still places."""
    spans = [Span(at, at + len(name), Role.LOCATION, 0.9) for name in names for at in [text.rindex(name)]]
    return [text[span.start : span.end] for span in without_surnames(text, spans, GAZETTEER)]


def test_who_was_named_in_full_is_a_person() -> None:
    text = "The chief justice, Iftikhar Mohammad Chaudhry, was fired. Crowds cheered outside the home of Chaudhry."
    assert kept(text, "Chaudhry") == []


@pytest.mark.parametrize(
    "text",
    [
        "They looked for the gunman, Lovelle Qorvex, all night. Officers shot Qorvex.",
        "The parole of Qorvex, 26, had ended. Officers shot Qorvex.",
    ],
)
def test_a_name_of_no_gazetteer_needs_one_given_name_or_an_age(text: str) -> None:
    assert kept(text, "Qorvex") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Police Raid Qorvex. The raid in Qorvex began at dawn.", "Qorvex"),
        ("They met near Old Qorvex and slept at Qorvex.", "Qorvex"),
        ("Crowds cheered in Chaudhry.", "Chaudhry"),
        ("Police chief Rosa Maria London spoke. Trains stopped in London.", "London"),
        ("On Monday Chaudhry was flooded.", "Chaudhry"),
        ("Ana Lucia Jordan left. The army of Jordan stood by.", "Jordan"),
    ],
)
def test_places_stay_places(text: str, name: str) -> None:
    assert kept(text, name) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr. Ghana refused to answer.", "Ghana"),
        ("A bail was set by Judge Sydney.", "Sydney"),
        ("Dr Israel treated both drivers.", "Israel"),
        ("Georgia, 29, told the inquest that she had run away.", "Georgia"),
    ],
)
def test_a_title_or_an_age_makes_a_person(text: str, name: str) -> None:
    assert kept(text, name) == []


def test_a_force_after_the_name_makes_it_a_place_again() -> None:
    assert kept("He was an officer, Houston police said.", "Houston") == ["Houston"]
