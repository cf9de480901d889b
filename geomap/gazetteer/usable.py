"""Which of GeoNames' alternate names are names: some are codes, addresses, or bare machine transliterations."""

from __future__ import annotations

import re

from geomap.gazetteer.folding import fold

_LONGEST_NAME = 60
_SHORTEST_LATIN = 2
_HALF = 0.5
_ALIKE = 60
_CAPITALS_ONLY = re.compile(r"[A-Z]{1,5}")
_NOT_A_NAME = re.compile(r"https?:|www\.|@|=|\bin \d{4}\b", re.IGNORECASE)
_UPPER = re.compile(r"[^\W\d_a-zß-öø-ÿāăąćčďđēěęğģīįıķłńňőœřśşšťūůűųźżžəɓɗ]")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def usable(name: str) -> bool:
    """Whether an alternate name is one: no code, address, postal code or bare machine transliteration.

    GeoNames lists "bageudadeu", "ba ge da" and the like, letter for letter from other scripts, in lower case.
    """
    letters = sum(character.isalpha() or not character.isascii() for character in name)
    if not 1 < len(name) <= _LONGEST_NAME or letters < len(name) * _HALF:
        return False
    if _CAPITALS_ONLY.fullmatch(name) or _NOT_A_NAME.search(name):
        return False
    if not _LATIN.search(name):
        return True
    return len(name) > _SHORTEST_LATIN and bool(_UPPER.search(name))


def is_former(name: str, display: str, country: str) -> bool:
    """Whether a name of an American town is most likely one it had long ago.

    GeoNames lists those as alternates ("Newtown" for Tallahassee), where elsewhere it lists exonyms.

    Args:
        name: The alternate name.
        display: The name under which GeoNames has the town.
        country: ISO 3166-1 alpha-2 code of its country.
    """
    if country != "US" or not name.isascii():
        return False
    from rapidfuzz import fuzz

    key, known = fold(name), fold(display)
    return set(key.split()).isdisjoint(known.split()) and fuzz.ratio(key, known) < _ALIKE
