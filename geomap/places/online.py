"""Asks an online geocoder for the names that no gazetteer knows, and says so with what comes of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from geomap.gazetteer.folding import fold
from geomap.gazetteer.nearness import distance_km
from geomap.gazetteer.place import Candidate, Place, Precision
from geomap.places.mention import PlaceMention, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.online import Geocoder

_ASKED = frozenset({Role.LOCATION, Role.REPORTING})
_DOUBTFUL = 0.3  # a name resolved with less than this is as good as unknown
_SHORTEST, _LONGEST = 3, 80  # letters of a name
_MOST_WORDS = 8
_ALIKE = 80  # how alike, of 100, the answer's name must be
_ROUND_KM = 25.0  # how far from the place that holds a name its answer may lie, besides its radius
_FITS, _ALONE = (
    0.7,
    0.4,
)  # how sure an answer is that lies where the report is, and one of a report that names no country


def ask_online(mentions: Sequence[PlaceMention], geocoder: Geocoder, gazetteer: Gazetteer) -> list[PlaceMention]:
    """Return the mentions of one report, those of unknown names with the place that an online geocoder gives them.

    An answer counts only where its name is alike, and where it lies in a country that the report names otherwise, or in
    the place that the report says holds it. Each name is asked for once, alone: no word around it leaves the machine.

    Args:
        mentions: In text order.
        geocoder: Whom to ask.
        gazetteer: What is known anyway.
    """
    sure = [m.place for m in mentions if m.place is not None and not _is_unknown(m)]
    countries = Counter(country for place in sure for country in _countries(place))
    found: dict[tuple[str, str], Candidate | None] = {}
    result = []
    for mention in mentions:
        if not _is_unknown(mention) or not _is_name(mention):
            result.append(mention)
            continue
        holder = mention.place if mention.place is not None and not mention.candidates else None
        key = fold(mention.text), holder.key if holder else ""
        if key not in found:
            found[key] = best_answer(mention.text, holder, countries, geocoder, gazetteer)
        candidate = found[key]
        result.append(mention if candidate is None else _answered(mention, candidate))
    return result


def best_answer(
    name: str, holder: Place | None, countries: Counter[str], geocoder: Geocoder, gazetteer: Gazetteer
) -> Candidate | None:
    """Return the answer of a geocoder that fits best, None where none does.

    Args:
        name: What to ask for, alone.
        holder: The place that holds it, where one is known: the answer lies in it or right beside it.
        countries: How often each country is named, by ISO 3166-1 alpha-2 code; the answer lies in one of them. Without
            any it may lie anywhere.
        geocoder: Whom to ask.
        gazetteer: What is known anyway.
    """
    fitting = []
    for order, place in enumerate(geocoder.find(name, gazetteer)):
        if fuzz.token_set_ratio(fold(name), fold(place.name)) < _ALIKE:
            continue
        if holder is not None and not _held(place, holder, gazetteer):
            continue
        named = countries[place.country or ""]
        if named or not countries:
            fitting.append((-named, order, place))
    if not fitting:
        return None
    named, _, place = min(fitting, key=lambda fit: fit[:2])
    score = _FITS if named else _ALONE
    why = f"not in the gazetteers; found online: {geocoder.source}"
    return Candidate(place, place.name, "online", score, (why,))


def _answered(mention: PlaceMention, candidate: Candidate) -> PlaceMention:
    return replace(
        mention,
        confidence=min(candidate.score, max(mention.confidence, candidate.score / 2)),
        place=candidate.place,
        candidates=(candidate, *mention.candidates),
        reason="; ".join(candidate.reasons),
    )


def _is_unknown(mention: PlaceMention) -> bool:
    """Whether no gazetteer knows the name of a mention, but for what is spelled like it or holds it, or too many do."""
    known = [candidate for candidate in mention.candidates if candidate.match not in {"fuzzy", "holder"}]
    if mention.place is not None and mention.place.precision is Precision.EXACT:
        return False  # coordinates in the text
    return mention.place is None or not known or max(candidate.score for candidate in known) < _DOUBTFUL


def _is_name(mention: PlaceMention) -> bool:
    """Whether a mention is a name, and one of a place where something may be; "a school" is not sent."""
    text = mention.text.strip()
    return (
        mention.role in _ASKED
        and _SHORTEST <= len(text) <= _LONGEST
        and len(text.split()) <= _MOST_WORDS
        and text != text.lower()
        and any(letter.isalpha() for letter in text)
    )


def _held(place: Place, holder: Place, gazetteer: Gazetteer) -> bool:
    """Whether an answer lies in the place that holds its name, or right beside it."""
    near = distance_km(place.lat, place.lon, holder.lat, holder.lon) <= holder.uncertainty_km + _ROUND_KM
    return near or gazetteer.contains(holder, place)


def _countries(place: Place) -> Iterable[str]:
    return (place.country,) if place.country else place.countries
