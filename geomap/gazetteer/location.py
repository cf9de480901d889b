"""Finds what a query means: "Green Zone, Baghdad", "Paris, Texas", "Georgia, USA"; ranked, with reasons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.gazetteer.place import Candidate, Place, Precision

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer

_POOL = 200
_ELSEWHERE = 0.25
_UNHEARD_OF = 0.5
_AS_ASKED = ", as asked"
_MILLION = 1_000_000
_HOW = {
    "name": "name matches",
    "alternate": "another name of it",
    "alias": "a common name of it",
    "abbreviation": "an abbreviation of it",
    "demonym": "the word for its people",
}
_KINDS = {"admin1": "first-level division", "admin2": "second-level division"}


def locate(query: str, gazetteer: Gazetteer, limit: int = 10) -> list[Candidate]:
    """Return what a query may mean, the likeliest first; none where nothing is near it.

    Args:
        query: A name, with the places that hold it after commas, or after spaces where the whole is no name.
        gazetteer: Where to look.
        limit: How many candidates to return at most.
    """
    name, *holders = [part for part in (part.strip() for part in query.split(",")) if part] or [""]
    found = _named(gazetteer, query)
    if not found and holders:
        found = _held(gazetteer, _named(gazetteer, name) or gazetteer.fuzzy(name, _POOL), holders)
    elif not found:
        found = _split(gazetteer, name.split()) or gazetteer.fuzzy(name, limit)
    return [replace(one, reasons=_reasons(one)) for one in found[:limit]]


def _named(gazetteer: Gazetteer, name: str, *, qualifier: bool = False) -> list[Candidate]:
    """Return the places of a name; who types "usa" may mean "USA"."""
    found = gazetteer.lookup(name, _POOL, qualifier=qualifier)
    if name.islower():
        meant = gazetteer.lookup(name.upper(), _POOL, qualifier=qualifier)
        found += [candidate for candidate in meant if candidate.match == "abbreviation"]
    return sorted(found, key=lambda candidate: -candidate.score)


def _split(gazetteer: Gazetteer, words: list[str]) -> list[Candidate]:
    """Return the places of the first words of a query that lie in a place of the other words: "Paris Texas"."""
    for at in range(len(words) - 1, 0, -1):
        named = _named(gazetteer, " ".join(words[:at]))
        held = _held(gazetteer, named, [" ".join(words[at:])])
        if held and held[0].reasons[-1].endswith(_AS_ASKED):
            return held
    return []


def _held(gazetteer: Gazetteer, candidates: list[Candidate], holders: list[str]) -> list[Candidate]:
    """Return candidates, those that lie in the places of other names first, and say which do."""
    for holder in holders:
        places = [found.place for found in _named(gazetteer, holder, qualifier=True)]
        candidates = [_weighed(gazetteer, found, holder, places) for found in candidates]
    return sorted(candidates, key=lambda found: (-found.score, found.place.key))


def _weighed(gazetteer: Gazetteer, found: Candidate, holder: str, places: list[Place]) -> Candidate:
    """Return a candidate with its score raised if one of the places holds it, or else lowered."""
    others = [place for place in places if place.key != found.place.key]
    held_by = next((place for place in others if gazetteer.contains(place, found.place)), None)
    touched = next((place for place in others if _touches(found.place, place)), None)
    if held_by is not None:
        score, why = 1 - (1 - found.score) / 2, f"in {held_by.name}{_AS_ASKED}"
    elif touched is not None:
        score, why = 1 - (1 - found.score) / 2, f"partly in {touched.name}{_AS_ASKED}"
    elif places:
        score, why = found.score * _ELSEWHERE, f"not known to be in {holder}"
    else:
        score, why = found.score * _UNHEARD_OF, f"no place called {holder} is known"
    return replace(found, score=score, reasons=(*found.reasons, why))


def _touches(area: Place, country: Place) -> bool:
    """Whether a water, range or region reaches into a country."""
    return country.precision is Precision.COUNTRY and country.country in area.countries


def _reasons(found: Candidate) -> tuple[str, ...]:
    """Return in words why a candidate is ranked where it is."""
    place = found.place
    if found.match == "name":
        reasons = [_HOW["name"], *found.reasons]
    elif found.match == "fuzzy":
        reasons = [f"spelled nearly like “{found.matched}”", *found.reasons]
    else:
        reasons = [f"“{found.matched}” is {_HOW[found.match]}", *found.reasons]
    if place.kind == "capital" and place.within:
        reasons.append(f"capital of {place.within[-1]}")
    elif place.precision is not Precision.LOCALITY:
        reasons.append(_KINDS.get(place.kind, place.kind.replace("_", " ")))
    if place.population:
        reasons.append(f"population {_people(place.population)}")
    return tuple(reasons)


def _people(count: int) -> str:
    """Return a number of people as one says it: "7.2 million", "24,782"."""
    return f"{count / _MILLION:.1f} million" if count >= _MILLION else f"{count:,}"
