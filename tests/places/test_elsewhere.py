"""A name lies in no other country than the one that the text puts it in."""

from __future__ import annotations

import pytest

from geomap import Gazetteer, find_places, parse_document


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A pickup truck was pulled over in Stroud, Ontario, Canada.", "Stroud", "CA"),
        ("A bomb went off in Stroud, Kenya, police said.", "Stroud", "KE"),
        ("An attack in Mosul, Iran said on Monday, was staged.", "Mosul", "IQ"),
    ],
)
def test_no_name_lies_in_another_country_than_the_text_says(text: str, name: str, country: str) -> None:
    places = {m.text: m.place for m in find_places(parse_document(text), Gazetteer.open())}
    place = places[name]
    assert place is not None
    assert place.country == country
