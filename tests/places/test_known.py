"""Names that the recogniser may miss and that their form or their surroundings give away."""

from __future__ import annotations

import pytest

from geomap import Gazetteer, parse_document
from geomap.places.find import spans_of
from geomap.places.mention import Role
from geomap.places.recognise import Span

GAZETTEER = Gazetteer.open()


class Blind:
    """A recogniser that finds the given names and no other."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def recognise(self, document: object) -> list[Span]:
        text = str(getattr(document, "text", ""))
        return [Span(text.index(n), text.index(n) + len(n), Role.LOCATION, 0.9) for n in self._names]


def found(text: str, *names: str) -> list[str]:
    """The names found where the recogniser finds only the given ones."""
    document = parse_document(text)
    return [document.text[s.start : s.end] for s in spans_of(document, GAZETTEER, Blind(*names))]


@pytest.mark.parametrize(
    ("text", "names", "name"),
    [
        ("The plant in Laredo, TX, will close.", ("Laredo",), "TX"),
        ("He was held in Erie, PA\nThe trial begins soon.", ("Erie",), "PA"),
        ("Troops crossed from the DRC on Monday.", (), "DRC"),
        ("The UAE closed its airspace.", (), "UAE"),
    ],
)
def test_short_forms_are_found(text: str, names: tuple[str, ...], name: str) -> None:
    assert name in found(text, *names)


@pytest.mark.parametrize(
    ("text", "names", "name"),
    [
        ("The plant in Laredo, OK, will close.", ("Laredo",), "OK"),  # no Laredo in Oklahoma
        ("TROOPS FROM THE DRC CROSSED THE BORDER", (), "DRC"),
        ("The Dutch Reading Club (DRC) met. The DRC will meet again.", (), "DRC"),
        ("The Sahel CAR dealers met.", (), "CAR"),
    ],
)
def test_what_only_looks_like_a_short_form(text: str, names: tuple[str, ...], name: str) -> None:
    assert name not in found(text, *names)


def test_a_treaty_is_no_place() -> None:
    assert found("The Dayton Accords held, said a mayor in Tuzla.", "Dayton", "Tuzla") == ["Tuzla"]
