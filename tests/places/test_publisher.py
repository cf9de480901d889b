"""A paper means its own country's places before others'."""

from __future__ import annotations

import pytest

from geomap import Gazetteer, find_places, parse_document
from geomap.places.publisher import home_countries


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("url", "source", "countries"),
    [
        ("https://www.example.co.uk/news/1", None, {"GB"}),
        ("https://example.ie/a", None, {"IE"}),
        ("https://example.tv/a", None, set()),
        ("https://example.com/a", "The Times of India", {"IN"}),
        ("http://[broken", "Herald", set()),
        (None, None, set()),
    ],
)
def test_countries_of_a_publisher(
    gazetteer: Gazetteer, url: str | None, source: str | None, countries: set[str]
) -> None:
    document = parse_document("A man was hurt.", url=url, source=source)
    assert home_countries(document, gazetteer) == countries


def test_the_publisher_decides_between_towns_of_one_name(gazetteer: Gazetteer) -> None:
    text = "A man was hurt in a crash in Boston on Monday, police said. The road was closed for an hour."
    at_home = find_places(parse_document(text, url="https://example.com/1"), gazetteer)
    abroad = find_places(parse_document(text, url="https://example.co.uk/1", source="British Herald"), gazetteer)
    chances = [{c.place.country: c.score for c in found[0].candidates} for found in (at_home, abroad)]
    assert chances[1]["GB"] > chances[0].get("GB", 0.0)
