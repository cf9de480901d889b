from __future__ import annotations

import pytest

from geomap import Gazetteer, Role, find_places, parse_document

GAZETTEER = Gazetteer.open()


def roles(text: str) -> dict[str, Role]:
    return {m.text: m.role for m in find_places(parse_document(text), GAZETTEER)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Beirut-based group said that it had no news.", "Beirut"),
        ("Doctors found the Sudan virus in his blood.", "Sudan"),
        ("A secretary at the British Embassy Tokyo said that talks went on.", "Tokyo"),
        ("Rescue teams from Egypt reached the valley.", "Egypt"),
    ],
)
def test_what_only_modifies_is_no_scene(text: str, name: str) -> None:
    assert roles(text).get(name, Role.ASSOCIATIVE) is Role.ASSOCIATIVE


def test_neither_end_of_a_journey_is_where_it_was_broken_off() -> None:
    found = roles("Gunmen killed six aid workers as they drove from the capital, Juba, northeast to Pibor.")
    assert found["Juba"] is Role.ASSOCIATIVE
    assert found["Pibor"] is Role.ASSOCIATIVE


def test_an_origin_without_a_journey_keeps_its_scene() -> None:
    assert roles("Protesters marched in Juba on Monday.")["Juba"] is Role.LOCATION
