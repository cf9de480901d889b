"""Gives each name of a document its place: the names of one document are resolved together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.gazetteer.folding import fold
from geomap.gazetteer.place import Candidate, Place, Precision
from geomap.places.evidence import Evidence, Voice
from geomap.places.mention import Role
from geomap.places.ranking import Setting, features, rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.places.recognise import Span

_MOST_CANDIDATES = 30
_WIDE_KM = 150.0
_CITY = 100_000
_DIVISION = re.compile(
    r"(?:^|\s+)(?:province|governorate|state|region|district|department|county|oblast|prefecture|parish|canton|"
    r"municipality|division)s?\b",
    re.IGNORECASE,
)
_AERODROME = re.compile(r"\b(?:air|aero|flug|heli)", re.IGNORECASE)
_QUALIFIER_JOINT = re.compile(r"^,\s*(?:in\s+)?(?:the\s+)?$")
_RUN = 1500  # spans of a text so long that it is many reports: they are resolved in runs
_ROUNDS = 3  # evidence from the first round settles the doubtful names in the second
_ADJECTIVE = 0.7  # an adjective says less of where a report is than a name
_CLEAR = 0.8  # a name resolved with this probability is evidence for others


@dataclass(slots=True)
class Name:
    """One way to write a name in a document, with all its spans and what it may mean."""

    text: str
    spans: list[int]
    candidates: list[Candidate]
    qualifier: Place | None = None
    rows: list[tuple[Candidate, list[float]]] = field(default_factory=list)


def resolve(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> list[list[Candidate]]:
    """Ranked candidates, with probabilities, for each span; empty where the gazetteer knows nothing of the name.

    One sense per document: spans with the same words are resolved alike, unless the text says otherwise of one
    of them ("Paris, Texas").
    """
    results: list[list[Candidate]] = []
    for first in range(0, len(spans), _RUN):
        run = spans[first : first + _RUN]
        ranked: list[list[Candidate]] = [[] for _ in run]
        for name in _resolved(text, run, gazetteer):
            for index in name.spans:
                ranked[index] = rank(name.rows)
        results += ranked
    return results


def ranking_rows(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> list[list[tuple[Candidate, list[float]]]]:
    """For each span its candidates with the features that rank them, for fitting the ranking's weights."""
    results: list[list[tuple[Candidate, list[float]]]] = [[] for _ in spans]
    for name in _resolved(text, spans, gazetteer):
        for index in name.spans:
            results[index] = name.rows
    return results


def _resolved(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Name]:
    """The document's names with their candidates' final features."""
    names = _names(text, spans, gazetteer)
    for turn in range(_ROUNDS):
        voices = [_voice(name, first=turn == 0) for name in names]
        evidence, home = Evidence(), _home(names, spans)
        for voice in voices:
            if voice is not None:
                evidence.add(voice)
        for name, voice in zip(names, voices, strict=True):
            setting = Setting(evidence, voice, name.qualifier, home, alone=len(name.candidates) == 1)
            name.rows = [
                (
                    c,
                    features(c, i, setting, inside_qualifier=_qualified(c.place, name.qualifier, gazetteer)),
                )
                for i, c in enumerate(name.candidates)
            ]
    return names


def _qualified(place: Place, qualifier: Place | None, gazetteer: Gazetteer) -> bool:
    return qualifier is not None and _inside(place, qualifier, gazetteer)


def candidates_of(name: str, role: Role, gazetteer: Gazetteer, *, after_place: bool = False) -> list[Candidate]:
    """What the gazetteer makes of a name: as written, without what surrounds it, then what is spelled like it."""
    for form in _forms(name):
        found = gazetteer.lookup(form, limit=_MOST_CANDIDATES, qualifier=after_place)
        if role is Role.DEMONYM:
            found = [c for c in found if c.match == "demonym"] or found
        else:
            found = [c for c in found if c.match != "demonym"] or found
        if not _AERODROME.search(name):
            found = [c for c in found if c.place.kind != "airport"] or found
        if found:
            return found
    if len(name) >= 6 and name[:1].isupper():  # noqa: PLR2004 - shorter names resemble too many others
        return gazetteer.fuzzy(name, limit=5)
    return []


def _forms(name: str) -> list[str]:
    """Spellings to try in turn: "the Baghdad area", "Mosul city", "Rapides Parish", "Anbar province"."""
    plain = re.sub(r"^(?:the|The|THE)\s+", "", " ".join(name.split())).strip(" .,’'\"“”()[]#@")
    forms = [name, plain]
    bare = re.sub(
        r"(?i)\s+(?:city|town|village|area|region|province|governorate|state|district|department|county|oblast|"
        r"prefecture|municipality|metropolitan area|island|islands)$|^(?:city|province|state|town|island|port) of\s+",
        "",
        plain,
    )
    if bare and bare != plain:
        forms.append(bare)
    if "’s" in plain or "'s" in plain:
        forms.append(re.sub(r"[’']s\b.*$", "", plain))
    if re.search(r"[a-z][A-Z]", plain):  # hashtags: "#SriLanka"
        forms.append(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain))
    return list(dict.fromkeys(f for f in forms if f))


def _without_rivals(candidates: list[Candidate]) -> list[Candidate]:
    """Without the villages and districts named like a country, a continent, or a region or water of our lists."""
    return [c for c in candidates if _is_known(c.place) or c.place.kind == "admin1" or c.place.population >= _CITY]


def _without_namesakes(candidates: list[Candidate]) -> list[Candidate]:
    """Without the divisions that a bare name hardly means: those named like a town in them or a city elsewhere.

    The candidates come with the best known first. Divisions of more than 150 km radius stay beside their seat:
    "Quebec" may well be the province.
    """
    seats: set[str | None] = set()
    cities: set[str | None] = set()
    kept = []
    for candidate in candidates:
        place = candidate.place
        if place.precision is Precision.LOCALITY:
            seats.add(place.admin1_code)
            if place.population >= _CITY:
                cities.add(place.country)
        elif place.kind in {"admin1", "admin2"}:
            elsewhere = bool(cities) and place.country not in cities
            if elsewhere or (place.uncertainty_km <= _WIDE_KM and place.admin1_code in seats):
                continue
        kept.append(candidate)
    return kept


def _is_known(place: Place) -> bool:
    return place.kind in {"country", "territory", "continent"} or place.key.startswith(("region:", "natural:"))


def _names(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Name]:
    """The document's distinct names; a span with a qualifier of its own lends it to all spans of that name."""
    by_form: dict[tuple[str, bool, str | None], Name] = {}
    qualifiers = [_qualifier(text, spans, i, gazetteer) for i in range(len(spans))]
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
        key = (form, demonym, place.key if place else None)
        if key not in by_form:
            follows = _follows_place(text, spans, index)
            found = candidates_of(written, span.role, gazetteer, after_place=follows)
            inside = [c for c in found if place is not None and _inside(c.place, place, gazetteer)]
            if inside:  # the text says where it is: what lies elsewhere is not meant
                found = inside
            elif found and _is_known(found[0].place):
                found = _without_rivals(found)
            elif not follows and not _DIVISION.match(text[span.end : span.end + 20]) and not _DIVISION.search(written):
                found = _without_namesakes(found)
            by_form[key] = Name(written, [], found, place)
        by_form[key].spans.append(index)
    return list(by_form.values())


def _follows_place(text: str, spans: Sequence[Span], index: int) -> bool:
    """Whether the span stands right after another and a comma, so that "IN", "ME" and "OR" may be states."""
    return index > 0 and bool(_QUALIFIER_JOINT.match(text[spans[index - 1].end : spans[index].start]))


def _qualifier(text: str, spans: Sequence[Span], index: int, gazetteer: Gazetteer) -> Place | None:
    """The place that the next span names as the container of this one: "Paris, Texas", "Homs, Syria"."""
    if index + 1 >= len(spans) or spans[index].role is Role.DEMONYM or spans[index + 1].role is Role.DEMONYM:
        return None
    following = spans[index + 1]
    if not _QUALIFIER_JOINT.match(text[spans[index].end : following.start]):
        return None
    mine = candidates_of(text[spans[index].start : spans[index].end], spans[index].role, gazetteer)
    theirs = candidates_of(text[following.start : following.end], following.role, gazetteer, after_place=True)
    for outer in theirs[:5]:
        if outer.place.precision in {Precision.AREA, Precision.COUNTRY, Precision.LOCALITY} and any(
            _inside(c.place, outer.place, gazetteer) for c in mine
        ):
            return outer.place
    return None


def _inside(inner: Place, outer: Place, gazetteer: Gazetteer) -> bool:
    return inner.key != outer.key and gazetteer.contains(outer, inner)


def _voice(name: Name, *, first: bool) -> Voice | None:
    """What a name says of the document, if it is clear: at first without context, then by its rank."""
    weight = len(name.spans) ** 0.5
    if first and name.candidates:
        top = name.candidates[0]
        if name.qualifier is not None:
            return Voice(name.qualifier, weight)
        if top.place.precision is Precision.COUNTRY or len(name.candidates) == 1 or _towers(name.candidates):
            return Voice(top.place, weight * (_ADJECTIVE if top.match == "demonym" else 1.0))
    elif name.rows:
        best = next(iter(rank(name.rows)), None)
        if best is not None and best.score >= _CLEAR:
            return Voice(best.place, weight * (_ADJECTIVE if best.match == "demonym" else 1.0))
    return None


def _towers(candidates: Sequence[Candidate]) -> bool:
    """Whether the first candidate is so much larger than the second that the bare name means it."""
    first, second = candidates[0].place, candidates[1].place
    return first.population >= 100_000 and first.population > 10 * second.population  # noqa: PLR2004


def _home(names: Sequence[Name], spans: Sequence[Span]) -> frozenset[str]:
    """Countries of the dateline and of the reporters."""
    return frozenset(
        name.candidates[0].place.country
        for name in names
        if name.candidates
        and name.candidates[0].place.country
        and any(spans[i].role is Role.REPORTING for i in name.spans)
    )
