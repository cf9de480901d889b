"""What the gazetteer makes of a name: as it is written, and with the words right beside it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from geomap.gazetteer.folding import fold
from geomap.gazetteer.place import Candidate, Place, Precision
from geomap.places.mention import Role

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.places.recognise import Span

CITY = 100_000  # inhabitants
_MOST_CANDIDATES = 40
_KNOWN = ("region:", "natural:", "own:")
_WORD_ALIKE = 76.0
_SHORT = 4  # letters; shorter names resemble too many others
_AERODROME = re.compile(r"\b(?:air|aero|flug|heli)", re.IGNORECASE)
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
_NATURE_AFTER = re.compile(
    r"^\s(river|lake|sea|delta|basin|valley|desert|mountains?|hills|islands?|strait|gulf|bay|canal|forest)\b"
)


def candidates_at(text: str, span: Span, gazetteer: Gazetteer, *, after_place: bool) -> list[Candidate]:
    """What a name may mean where it stands, the best known first.

    Args:
        text: The document's text.
        span: The name.
        gazetteer: Where to look.
        after_place: Whether it stands right after another place, so that "IN" may be a state.
    """
    name = text[span.start : span.end]
    found = _of_nature(text, span, gazetteer) or _with_article(text, span, gazetteer)
    found = found or candidates_of(name, span.role, gazetteer, after_place=after_place)
    if found and found[0].match == "alternate" and found[0].place.kind.startswith("admin"):
        found = _regions(name, gazetteer) + found  # "Gulf leaders": rather the Gulf than a province of that name
    if _has_article(text, span):  # "the West" is no town called West
        return [candidate for candidate in found if _takes_article(candidate)]
    return found


def is_known(place: Place) -> bool:
    """Whether a place is a country, a continent, a region or water of our lists, or the user's own: no namesake."""
    return place.kind in {"country", "territory", "continent"} or place.key.startswith(_KNOWN)


def is_city(place: Place) -> bool:
    """Whether a place is a town of 100,000 or more."""
    return place.precision is Precision.LOCALITY and place.population >= CITY


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
    if name.isupper() and len(name) <= _SHORT:  # "BC" alone may mean other things, but what is read as a place may not
        return tuple(gazetteer.lookup(name, limit=_MOST_CANDIDATES, qualifier=True))
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
    return _regions(text[span.start : span.end], gazetteer)


def _regions(name: str, gazetteer: Gazetteer) -> list[Candidate]:
    """What is called so with an article: "the Gulf", and "the West" of "Western"."""
    noun = name.removesuffix("ern")
    return [c for c in gazetteer.lookup(f"the {noun}", limit=_MOST_CANDIDATES) if is_known(c.place)]
