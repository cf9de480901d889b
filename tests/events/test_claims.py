from __future__ import annotations

import pytest

from geomap.events.claims import find_claims


@pytest.mark.parametrize(
    ("text", "kind", "who", "by"),
    [
        ("The Taliban claimed responsibility for the attack.", "claimed", "Taliban", None),
        ("Al-Shabab, which runs courts of its own, later claimed the attack.", "claimed", "Al-Shabab", None),
        ("The bombing in Jolo was claimed by the Abu Sayyaf Group.", "claimed", "Abu Sayyaf Group", None),
        ("The governor's office blamed Boko Haram for the raid.", "blamed", "Boko Haram", "governor's office"),
        ("Police accused the Ogaden Front (OF) of planting it.", "blamed", "Ogaden Front", "Police"),
        ("The ambush was blamed on al-Shabab by officials.", "blamed", "al-Shabab", "officials"),
    ],
)
def test_who_claims_and_who_blames(text: str, kind: str, who: str, by: str | None) -> None:
    (claim,) = find_claims(text, 0, len(text))
    assert (claim.kind, claim.who, claim.by) == (kind, who, by)
    assert who.rsplit(maxsplit=1)[-1] in text[claim.start : claim.end]


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility.",
        "He claimed responsibility.",
        "Nobody was blamed for the fire.",
        "The airline claimed the suitcase.",
    ],
)
def test_what_names_nobody_is_no_claim(text: str) -> None:
    assert list(find_claims(text, 0, len(text))) == []


def test_only_the_sentence_asked_for_is_read() -> None:
    text = "The Taliban claimed the attack. Kabul blamed Pakistan."
    (claim,) = find_claims(text, 32, len(text))
    assert (claim.start, claim.who, claim.by) == (32, "Pakistan", "Kabul")
