"""The distinct names of a document: how they are written, what they may mean, which place the text puts them in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.gazetteer.folding import fold
from geomap.gazetteer.place import Candidate, Place, Precision
from geomap.places.candidates import CITY, candidates_at, is_city, is_known
from geomap.places.containers import container_of, fit_for_list, follows_place, is_elsewhere, lies_in
from geomap.places.mention import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.places.recognise import Span

_WIDE_KM = 150.0
DIVISION = re.compile(
    r"(?:^|\s+)(?:province|governorate|state|region|district|department|county|oblast|prefecture|parish|canton|"
    r"municipality|division)s?\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Name:
    """One way to write a name in a document, with all its spans and what it may mean.

    Attributes:
        text: The name as first written.
        spans: Numbers of its spans in the document's list.
        candidates: What the gazetteer makes of it, the best known first.
        qualifier: The place that the text names right after it as its container ("Paris, Texas"), if any.
        inside: Whether the candidates are those that lie in the qualifier.
        rivals: For each candidate, whether its being meant is unlikely by the name alone: a village called like a
            country, a division called like a large city of another country.
        demonym: Whether the name is an adjective or a people.
        follows: Whether it stands right after a place and a comma.
        part: Whether it is the known part of a longer name that no gazetteer has ("Manila" of "Manila Cathedral"):
            resolved along with the others, and told nothing of the document.
    """

    text: str
    spans: list[int]
    candidates: list[Candidate]
    qualifier: Place | None = None
    inside: bool = False
    rivals: tuple[bool, ...] = ()
    demonym: bool = False
    follows: bool = False
    part: bool = False


def names_of(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Name]:
    """The document's distinct names; a span with a qualifier of its own lends it to all spans of that name."""
    by_form: dict[tuple[str, bool, str | None], Name] = {}
    qualifiers = [container_of(text, spans, i, gazetteer) for i in range(len(spans))]
    lent: dict[str, Counter[str]] = {}
    places: dict[str, Place] = {}
    for span, place in zip(spans, qualifiers, strict=True):
        if place is not None:
            lent.setdefault(fold(text[span.start : span.end]), Counter())[place.key] += 1
            places[place.key] = place
    for index, span in enumerate(spans):
        written = text[span.start : span.end]
        form = fold(written)
        place = qualifiers[index]
        if place is None and form in lent:
            place = places[lent[form].most_common(1)[0][0]]
        demonym = span.role is Role.DEMONYM
        holds = qualifiers[index - 1] if index and place is None else None
        key = (form, demonym, f"={holds.key}" if holds else place.key if place else None)
        name = by_form.get(key)
        if name is None:
            name = by_form[key] = _name(text, spans, index, place, gazetteer)
            if holds is not None:  # "Vancouver, Washington" says which Washington
                name.candidates = [c for c in name.candidates if c.place.key == holds.key] or name.candidates
                name.rivals = (False,) * len(name.candidates)
        name.spans.append(index)
    return list(by_form.values())


def _name(text: str, spans: Sequence[Span], index: int, qualifier: Place | None, gazetteer: Gazetteer) -> Name:
    span = spans[index]
    written = text[span.start : span.end]
    follows = follows_place(text, spans, index)
    found = candidates_at(text, span, gazetteer, after_place=follows)
    name = Name(written, [], found, qualifier, demonym=span.role is Role.DEMONYM, follows=follows)
    is_division = bool(DIVISION.match(text[span.end : span.end + 20]) or DIVISION.search(written))
    if qualifier is not None:
        inside = [c for c in found if lies_in(c.place, qualifier, gazetteer)]
        if inside:  # the text says where it is: what lies elsewhere is not meant
            name.candidates, name.inside = inside if follows or is_division else _without_seats(inside), True
            name.rivals = (False,) * len(name.candidates)
            return name
    elif found and not is_known(found[0].place) and is_elsewhere(text, spans, index, found, gazetteer):
        return Name(written, [], [], follows=follows)
    found = name.candidates = fit_for_list(found, text, spans, index, gazetteer)
    if not follows and not is_division and found and not is_known(found[0].place):
        name.candidates = _without_seats(found)
    name.rivals = _rivals(name.candidates, division=is_division)
    return name


def _rivals(candidates: list[Candidate], *, division: bool) -> tuple[bool, ...]:
    """Which candidates the bare name hardly means."""
    if not candidates:
        return ()
    if is_known(candidates[0].place):
        return tuple(
            not (is_known(c.place) or c.place.kind == "admin1" or c.place.population >= CITY) for c in candidates
        )
    cities = {c.place.country for c in candidates if is_city(c.place)}
    return tuple(
        c.place.kind in {"admin1", "admin2"} and bool(cities) and c.place.country not in cities and not division
        for c in candidates
    )


def _without_seats(candidates: list[Candidate]) -> list[Candidate]:
    """Without the divisions that are named like a town in them: a bare name means the town.

    The candidates come with the best known first. Divisions of more than 150 km radius stay beside their seat:
    "Quebec" may well be the province.
    """
    seats: set[str | None] = set()
    kept = []
    for candidate in candidates:
        place = candidate.place
        if place.precision is Precision.LOCALITY:
            seats.add(place.admin1_code)
        elif place.kind in {"admin1", "admin2"} and place.uncertainty_km <= _WIDE_KM and place.admin1_code in seats:
            continue
        kept.append(candidate)
    return kept
