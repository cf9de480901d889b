"""Spatial expressions in a report: from its text to the mentions, with the shipped tagger."""

from __future__ import annotations

import pytest

from geomap.documents.parse import parse_document
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.places.find import find_places
from geomap.places.mention import Role

GAZETTEER = Gazetteer.open()


@pytest.mark.parametrize(
    ("text", "mention", "place"),
    [
        ("Clashes erupted on the Iraq-Syria border on Sunday.", "border", "Iraq–Syria border"),
        ("Soldiers died on the border between Niger and Mali.", "border", "Niger–Mali border"),
        ("A patrol was hit at the Kenya-Somalia border.", "border", "Kenya–Somalia border"),
        ("A bomb exploded on the road from Mosul to Erbil.", "Mosul", "between Mosul and Erbil"),
        ("Gunmen struck on the Mosul-Erbil highway.", "Erbil", "the road between Mosul and Erbil"),
        ("A boat sank off the coast of Libya.", "Libya", "off Libya"),
        ("A boat sank off the Libyan coast.", "coast", "off Libya"),
        ("Two men were held at the Karkamis border crossing.", "Karkamis", "Karkamış border crossing"),
        ("The quake hit 15 km SSW of Ridgecrest, California.", "Ridgecrest", "15 km SSW of Ridgecrest"),
        ("Shells hit Aleppo. More fell on the east of the city.", "the east of the city", "the east of Aleppo"),
        ("Fighting went on in Syria's northeast on Monday.", "Syria", "northeast Syria"),
    ],
)
def test_words_beside_names_are_read(text: str, mention: str, place: str) -> None:
    found = {m.text: m for m in find_places(parse_document(text, id="report"), GAZETTEER)}
    assert mention in found, sorted(found)
    one = found[mention]
    assert one.place is not None
    assert (one.place.name, one.role) == (place, Role.LOCATION)
    assert text[one.start : one.end] == mention
