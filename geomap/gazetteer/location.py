"""Finds what a query means: "Green Zone, Baghdad", "Paris, Texas", "Georgia, USA"; ranked, with reasons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.gazetteer.place import Candidate, Place, Precision

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer

_POOL = 200
_ELSEWHERE = 0.25
_SHORTEST_QUALIFIER_AT = 1
_MILLION = 1_000_000
_THOUSAND = 1_000
_HOW = {
    "name": "name matches",
    "alternate": "another name of it",
    "alias": "a common name of it",
    "abbreviation": "an abbreviation of it",
    "demonym": "the word for its people",
    "fuzzy": "spelled nearly so",
}


def locate(query: str, gazetteer: Gazetteer, limit: int = 10) -> list[Candidate]:
    """Return what a query may mean, the likeliest first; none where nothing is near it.

    Args:
        query: A name, with the places that hold it after commas, or after spaces where the whole is no name.
        gazetteer: Where to look.
        limit: How many candidates to return at most.
    """
    whole = gazetteer.lookup(query, _POOL)
    if not whole:
        for name, holders in _readings(query):
            found = _inside(gazetteer, name, holders)
            if found:
                return found[:limit]
        whole = gazetteer.fuzzy(query, limit)
    return [replace(found, reasons=_reasons(found)) for found in whole[:limit]]


def _readings(query: str) -> list[tuple[str, list[str]]]:
    """Return the ways to read a query as a name and the names of what holds it."""
    name, *holders = (part.strip() for part in query.split(","))
    holders = [holder for holder in holders if holder]
    if holders:
        return [(name, holders)]
    words = query.split()
    return [(" ".join(words[:at]), [" ".join(words[at:])]) for at in range(len(words) - 1, 0, -1)]


def _inside(gazetteer: Gazetteer, name: str, holders: list[str]) -> list[Candidate]:
    """Return the places of a name, those in the places asked for first."""
    asked = [[found.place for found in gazetteer.lookup(holder, _POOL, qualifier=True)] for holder in holders]
    if not any(asked):
        return []
    candidates = gazetteer.lookup(name, _POOL) or gazetteer.fuzzy(name, _POOL)
    ranked = [_weighed(gazetteer, found, holders, asked) for found in candidates]
    return sorted(ranked, key=lambda found: (-found.score, found.place.key))


def _weighed(gazetteer: Gazetteer, found: Candidate, holders: list[str], asked: list[list[Place]]) -> Candidate:
    """Return a candidate with its score lowered for each place asked for that does not hold it."""
    score, where = found.score, []
    for holder, places in zip(holders, asked, strict=True):
        held_by = next(
            (place for place in places if place.key != found.place.key and gazetteer.contains(place, found.place)), None
        )
        if held_by is None:
            score *= _ELSEWHERE
            where.append(f"not known to be in {holder}")
        else:
            score = 1 - (1 - score) / 2
            where.append(f"in {held_by.name}, as asked")
    return replace(found, score=score, reasons=_reasons(found, *where))


def _reasons(found: Candidate, *where: str) -> tuple[str, ...]:
    """Return in words why a candidate is ranked where it is."""
    place = found.place
    how = _HOW[found.match]
    known = f"“{found.matched}” is {how}" if how.startswith(("a", "the")) else how
    reasons = [f"{how}: {found.matched}" if found.match == "fuzzy" else known, *where]
    if place.kind == "capital" and place.within:
        reasons.append(f"capital of {place.within[-1]}")
    elif place.precision is not Precision.LOCALITY:
        reasons.append(place.kind)
    if place.population:
        reasons.append(f"population {_people(place.population)}")
    return tuple(reasons)


def _people(count: int) -> str:
    """Return a number of people as one says it: "7.2 million", "24,782"."""
    return f"{count / _MILLION:.1f} million" if count >= _MILLION else f"{count:,}"
