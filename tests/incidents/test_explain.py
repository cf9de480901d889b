from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geomap import Gazetteer, extract, parse_document

if TYPE_CHECKING:
    from geomap.documents.document import Document

GAZETTEER = Gazetteer.open()
TEXT = (
    "Gunmen killed nine people in Kano on Monday and police arrested 12 men. "
    "The Black Axe Front claimed responsibility for the attack, and the army blamed Boko Haram."
)


def read(text: str) -> Document:
    return parse_document(text, id="r", published=date(2015, 6, 2))


def test_each_incident_says_what_was_seen() -> None:
    _, incidents = extract(read(TEXT), GAZETTEER)
    attack = next(one for one in incidents if one.killed == 9)
    assert any(line.startswith("type: “killed”") for line in attack.why)
    assert "date: “Monday” beside “killed” is 2015-06-01" in attack.why
    assert any(line.startswith("place: Kano") for line in attack.why)
    assert any(line.startswith("killed: “nine”") for line in attack.why)


def test_claims_and_numbers_go_to_their_incidents() -> None:
    _, incidents = extract(read(TEXT), GAZETTEER)
    attack = next(one for one in incidents if one.killed == 9)
    assert attack.claimed_by == ("Black Axe Front",)
    assert attack.blamed == (("Boko Haram", "army"),)
    arrest = next(one for one in incidents if one.type == "arrest")
    assert arrest.arrested == 12
    assert attack.arrested is None


def test_a_continent_is_no_scene_and_the_only_country_is() -> None:
    _, (one,) = extract(read("A bomb killed two soldiers, Kenyan officials said."), GAZETTEER)
    assert one.place is not None
    assert one.place.name == "Kenya"
    _, (other,) = extract(read("A bomb killed two soldiers in Africa on Monday."), GAZETTEER)
    assert other.place is None
