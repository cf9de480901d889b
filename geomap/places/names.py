"""The distinct names of a document: how they are written, what they may mean, which place the text puts them in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from geomap.gazetteer.folding import fold
from geomap.gazetteer.place import Candidate, Place, Precision
from geomap.places.mention import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.places.recognise import Span

_MOST_CANDIDATES = 40
_WIDE_KM = 150.0
_CITY = 100_000
_TOWN = 10_000
_KNOWN = ("region:", "natural:", "own:")
_WORD_ALIKE = 76.0
_SHORT = 4  # letters; shorter names resemble too many others
DIVISION = re.compile(
    r"(?:^|\s+)(?:province|governorate|state|region|district|department|county|oblast|prefecture|parish|canton|"
    r"municipality|division)s?\b",
    re.IGNORECASE,
)
_AERODROME = re.compile(r"\b(?:air|aero|flug|heli)", re.IGNORECASE)
_QUALIFIER_JOINT = re.compile(r"^,\s*(?:in\s+)?(?:the\s+)?$|^\s*\($")
# What may stand between a name and its container besides a comma: "Santiago in the north of the Dominican Republic",
# "Luxembourg province in southern Belgium", "Granada, on the lake in Nicaragua". All of it is written small.
_DIRECTION = r"(?:(?:north|south|east|west|central)[a-z\-]*\s+(?:of\s+)?)?(?:the\s+)?"
_CONTAINER_JOINT = re.compile(
    rf"^(?:\s+(?:city|town|village|province|county|district|region|governorate))?,?\s+in\s+(?:the\s+)?{_DIRECTION}$|"
    rf"^,\s+(?:on|in|near|an?|the)\s[a-z \-]{{2,40}}\s(?:in|of)\s+(?:the\s+)?{_DIRECTION}$"
)
_BRACKET = re.compile(r"^\s*\($")
_NATURE_AFTER = re.compile(
    r"^\s(river|lake|sea|delta|basin|valley|desert|mountains?|hills|islands?|strait|gulf|bay|canal|forest)\b"
)
_LIST_GOES_ON = re.compile(r"^(?:,|,? and|,? or)\s+(?:the\s+)?$")
_ABBREVIATED = re.compile(r"[A-Z][A-Za-z]{0,5}\.|(?:[A-Z]\.\s?){2,4}|[A-Z]{2,4}")
_DOTTED = re.compile(r"(?:[A-Z]\.?){2,4}|[A-Z][a-z]{1,5}\.")
_ARTICLE = re.compile(r"^(?:the|The|THE)\s+")
_ARTICLE_BEFORE = re.compile(r"\b[Tt]he\s$")
# What follows a name that its article belongs to, rather than to a noun after it: "the West." but "the Texas town".
_NAME_ENDS = re.compile(
    r"^(?:[’']s\b|[.,;:!?)”\"]|$|\s(?:and|or|but|in|to|of|on|at|by|for|from|with|as|is|are|was|were|has|have|had|will|would|that|"
    r"which|who|where|when|after|before|since|until|during|into|over)\b)"
)
_THE_TOWNS = frozenset({"city", "town", "village", "capital"})
_ROAD = re.compile(r"\b(?:street|st\.?|avenue|ave\.?|road|rd\.?|lane|drive|boulevard|highway|route)$", re.IGNORECASE)
_PLAIN = re.compile(
    r"\s+(?:city|town|village|area|region|province|governorate|state|district|department|county|oblast|prefecture|"
    r"municipality|metropolitan area|island|islands)$|^(?:city|province|state|town|island|port) of\s+",
    re.IGNORECASE,
)
_COUNTY = re.compile(r"\b(?:county|parish)$|^co\.?\s|\bco\.$", re.IGNORECASE)


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
    follows = _follows_place(text, spans, index)
    found = (
        _of_nature(text, span, gazetteer)
        or _with_article(text, span, gazetteer)
        or candidates_of(written, span.role, gazetteer, after_place=follows)
    )
    if _has_article(text, span):  # "the West" is no town called West
        found = [c for c in found if _takes_article(c)]
    name = Name(written, [], found, qualifier, demonym=span.role is Role.DEMONYM, follows=follows)
    is_division = bool(DIVISION.match(text[span.end : span.end + 20]) or DIVISION.search(written))
    if qualifier is not None:
        inside = [c for c in found if lies_in(c.place, qualifier, gazetteer)]
        if inside:  # the text says where it is: what lies elsewhere is not meant
            name.candidates, name.inside = inside if follows or is_division else _without_seats(inside), True
            name.rivals = (False,) * len(name.candidates)
            return name
    if (
        qualifier is None
        and found
        and not is_known(found[0].place)
        and _is_elsewhere(text, spans, index, found, gazetteer)
    ):
        return Name(written, [], [], follows=follows)
    beside = index + 1 < len(spans) and _QUALIFIER_JOINT.match(text[span.end : spans[index + 1].start])
    if found and beside and _in_list(text, spans, index):
        following = spans[index + 1]
        theirs = candidates_of(text[following.start : following.end], following.role, gazetteer)
        found = name.candidates = _of_list(found, theirs[0].place) if theirs else found
    if not follows and not is_division and found and not is_known(found[0].place):
        name.candidates = _without_seats(found)
    name.rivals = _rivals(name.candidates, division=is_division)
    return name


def _is_elsewhere(
    text: str, spans: Sequence[Span], index: int, found: Sequence[Candidate], gazetteer: Gazetteer
) -> bool:
    """Whether the text puts a name, in brackets, where the gazetteer has none of it: "Palma (Cabo Delgado)"."""
    if index + 1 >= len(spans) or not _BRACKET.match(text[spans[index].end : spans[index + 1].start]):
        return False
    following = spans[index + 1]
    theirs = candidates_of(text[following.start : following.end], following.role, gazetteer, after_place=True)
    outer = theirs[0].place if theirs else None
    if outer is None or outer.precision not in {Precision.AREA, Precision.COUNTRY} or outer.country is None:
        return False
    return all(c.place.country != outer.country for c in found)


def _of_nature(text: str, span: Span, gazetteer: Gazetteer) -> list[Candidate]:
    """What a name means that stands before a small word of nature: "the Niger river" is no country."""
    after = _NATURE_AFTER.match(text[span.end : span.end + 12])
    if not after or span.role is Role.DEMONYM:
        return []
    found = gazetteer.lookup(f"{text[span.start : span.end]} {after[1]}", limit=_MOST_CANDIDATES)
    return [c for c in found if c.place.precision is not Precision.LOCALITY]


def _has_article(text: str, span: Span) -> bool:
    """Whether "the" stands before the name and belongs to it."""
    if span.role is Role.DEMONYM or not _ARTICLE_BEFORE.search(text[max(0, span.start - 8) : span.start]):
        return False
    return bool(_NAME_ENDS.match(text[span.end : span.end + 12]))


def _takes_article(candidate: Candidate) -> bool:
    place = candidate.place
    if place.kind in _THE_TOWNS:
        return place.name.startswith("The ")
    return candidate.match != "alternate" or not place.kind.startswith("admin")


def _with_article(text: str, span: Span, gazetteer: Gazetteer) -> list[Candidate]:
    """What the name means together with its article: "the Gulf"."""
    if not _has_article(text, span):
        return []
    return [
        c for c in gazetteer.lookup(f"the {text[span.start : span.end]}", limit=_MOST_CANDIDATES) if is_known(c.place)
    ]


def is_known(place: Place) -> bool:
    """Whether a place is a country, a continent, a region or water of our lists, or the user's own: no namesake."""
    return place.kind in {"country", "territory", "continent"} or place.key.startswith(_KNOWN)


def lies_in(inner: Place, outer: Place, gazetteer: Gazetteer) -> bool:
    """Whether a place lies in another one."""
    return inner.key != outer.key and gazetteer.contains(outer, inner)


def candidates_of(name: str, role: Role, gazetteer: Gazetteer, *, after_place: bool = False) -> list[Candidate]:
    """What the gazetteer makes of a name: as written, without what surrounds it, then what is spelled like it."""
    return list(_candidates(name, role is Role.DEMONYM, gazetteer, after_place))


@lru_cache(maxsize=4096)
def _candidates(name: str, demonym: bool, gazetteer: Gazetteer, after_place: bool) -> tuple[Candidate, ...]:  # noqa: FBT001 - cached
    strict = after_place or bool(_DOTTED.fullmatch(name) and name.endswith("."))
    for form in _forms(name):
        found = gazetteer.lookup(form, limit=_MOST_CANDIDATES, qualifier=strict)
        if demonym:
            found = [c for c in found if c.match == "demonym"] or found
        else:
            found = [c for c in found if c.match != "demonym"] or found
        if not _AERODROME.search(name):
            found = [c for c in found if c.place.kind != "airport"] or found
        if _COUNTY.search(name):
            found = [c for c in found if c.place.kind == "admin2"] or found
        if _DOTTED.fullmatch(name):  # "U.S." is no village called Us
            found = [c for c in found if c.match == "abbreviation"] or found
        if found:
            return tuple(found)
    if len(name) > _SHORT + 1 and name[:1].isupper() and not _ROAD.search(name):
        return tuple(c for c in gazetteer.fuzzy(name, limit=5) if _alike(fold(name), c.matched))
    return ()


def _alike(name: str, matched: str) -> bool:
    """Whether every word is spelled like its fellow: "South China" is not South Sinai, though most letters agree."""
    words, others = name.split(), matched.split()
    if len(words) < 2:  # noqa: PLR2004 - two words
        return True
    return len(words) == len(others) and all(ratio(a, b) >= _WORD_ALIKE for a, b in zip(words, others, strict=True))


def _forms(name: str) -> list[str]:
    """Spellings to try in turn: "the Baghdad area", "Mosul city", "Rapides Parish", "Anbar province"."""
    plain = _ARTICLE.sub("", " ".join(name.split())).strip(" .,’'\"“”()[]#@")
    forms = [name, plain]
    bare = _PLAIN.sub("", plain)
    if bare and bare != plain:
        forms.append(bare)
    if plain[:3] in {"Co ", "Co."}:  # "Co Dublin"
        forms += [f"County {plain[3:].strip()}", f"{plain[3:].strip()} County"]
    if "’s" in plain or "'s" in plain:
        forms.append(re.sub(r"[’']s\b.*$", "", plain))
    if re.search(r"[a-z][A-Z]", plain):  # hashtags: "#SriLanka"
        forms.append(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain))
    return list(dict.fromkeys(f for f in forms if f))


def _rivals(candidates: list[Candidate], *, division: bool) -> tuple[bool, ...]:
    """Which candidates the bare name hardly means."""
    if not candidates:
        return ()
    if is_known(candidates[0].place):
        return tuple(
            not (is_known(c.place) or c.place.kind == "admin1" or c.place.population >= _CITY) for c in candidates
        )
    cities = {c.place.country for c in candidates if _is_city(c.place)}
    return tuple(
        c.place.kind in {"admin1", "admin2"} and bool(cities) and c.place.country not in cities and not division
        for c in candidates
    )


def _is_city(place: Place) -> bool:
    return place.precision is Precision.LOCALITY and place.population >= _CITY


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


def _follows_place(text: str, spans: Sequence[Span], index: int) -> bool:
    """Whether the span stands right after another and a comma, so that "IN", "ME" and "OR" may be states."""
    return index > 0 and bool(_QUALIFIER_JOINT.match(text[spans[index - 1].end : spans[index].start]))


def _qualifier(text: str, spans: Sequence[Span], index: int, gazetteer: Gazetteer) -> Place | None:
    """The place that the next span names as the container of this one: "Paris, Texas", "Homs, Syria"."""
    if index + 1 >= len(spans) or spans[index].role is Role.DEMONYM or spans[index + 1].role is Role.DEMONYM:
        return None
    following = spans[index + 1]
    between = text[spans[index].end : following.start]
    if not _QUALIFIER_JOINT.match(between) and not _CONTAINER_JOINT.match(between):
        return None
    written = text[following.start : following.end]
    mine = candidates_of(text[spans[index].start : spans[index].end], spans[index].role, gazetteer)
    theirs = candidates_of(written, following.role, gazetteer, after_place=True)
    if not mine or not theirs:
        return None
    abbreviated = bool(_ABBREVIATED.fullmatch(written))
    if not abbreviated and _in_list(text, spans, index):
        mine = _of_list(mine, theirs[0].place)
    for outer in theirs[:5]:
        if outer.place.precision in {Precision.AREA, Precision.COUNTRY, Precision.LOCALITY} and any(
            lies_in(c.place, outer.place, gazetteer)
            and not _is_list(mine[0].place, c.place, outer.place, abbreviated=abbreviated)
            for c in mine
        ):
            return outer.place
    return None


def _of_list(mine: list[Candidate], beside: Place) -> list[Candidate]:
    """What a name may mean that is followed by another in a list of three or more.

    "Washington, Pennsylvania and Ohio" are three states, "Geneva, New York and Nairobi" three cities.
    """
    states = beside.kind == "admin1" and any(c.place.kind == "admin1" for c in mine)
    cities = _is_city(beside) and _is_city(mine[0].place)
    if not states and not cities:
        return mine
    return [c for c in mine if c is mine[0] or c.place.kind == "admin1" or c.place.population >= _CITY]


def _in_list(text: str, spans: Sequence[Span], index: int) -> bool:
    """Whether a span and the next one stand in a list of three or more."""
    return any(
        0 < later < len(spans) and _LIST_GOES_ON.match(text[spans[later - 1].end : spans[later].start])
        for later in (index, index + 2)
    )


def _is_list(best: Place, inner: Place, outer: Place, *, abbreviated: bool) -> bool:
    """Whether two names side by side are two places of one kind rather than one in the other.

    "China, Japan and Korea" does not speak of a town called China, nor "Oklahoma, Pennsylvania and Ohio" of one
    called Oklahoma; but "Georgia, USA" does mean the state, and "Washington, Pa." the town.
    """
    if best.key == inner.key:
        return False
    if is_known(best) and outer.precision is Precision.COUNTRY:
        return inner.kind != "admin1"
    if best.kind == "admin1" and outer.kind == "admin1" and best.country == outer.country:
        return not abbreviated and inner.population < _TOWN
    return False
