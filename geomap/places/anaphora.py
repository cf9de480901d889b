"""Parts of a place named before: "the east of the city", "10 km north of the town", "the country's far north"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from geomap.gazetteer.place import Place, Precision
from geomap.places.expressions import shifted
from geomap.places.mention import PlaceMention, Role
from geomap.places.together import named

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer

_NOUN = re.compile(r"\b[Tt]he (city|town|village|capital|country|province|region|governorate|state|island)\b(?! of\b)")
_REACH = 800  # characters back in which the place that is meant was named
_SURE = 0.8
_MOST_LOOKED_AT = 12

_TOWN = frozenset({"city", "town", "village"})
_DIVISION = frozenset({"province", "governorate", "state"})


def _means(noun: str) -> Callable[[Place], bool]:
    """Which places a noun may stand for."""
    if noun in _TOWN:
        return lambda place: place.precision is Precision.LOCALITY and place.kind not in {"offset", "between"}
    if noun == "capital":
        return lambda place: place.kind.endswith("capital")
    if noun == "country":
        return lambda place: place.precision is Precision.COUNTRY
    if noun in _DIVISION:
        return lambda place: place.kind.endswith("admin1")
    if noun == "island":
        return lambda place: "island" in place.kind or place.kind == "archipelago"
    return lambda place: place.kind.endswith(("admin1", "region"))


def parts_named_before(text: str, mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    """Mentions of parts of places that were named before, where the words tell of a part; in text order.

    "The city" alone is no mention. The place meant is the last one named within a few sentences that the noun fits, and
    that was not only where the report was made.

    Args:
        text: The document's text.
        mentions: Its mentions, in text order.
        gazetteer: Gives outlines.
    """
    starts = [m.start for m in mentions]
    found = []
    for match in _NOUN.finditer(text):
        at = bisect_left(starts, match.start())
        meant = _antecedent(match[1].lower(), match.start(), mentions[max(0, at - _MOST_LOOKED_AT) : at])
        if meant is None:
            continue
        mention, place = meant
        shift = shifted(text, match.start(), match.end(), place, gazetteer)
        if shift is None:
            continue
        start, end = shift.start, _end(text, shift.start, match.end())
        beside = mentions[max(0, at - 1) : at + 1]
        if any(m.start < end and start < m.end for m in beside):
            continue
        reason = f"{shift.reason}; “{match[0]}” is {place.name}, named before"
        sure = round(_SURE * mention.confidence, 3)
        found.append(PlaceMention(start, end, text[start:end], Role.LOCATION, sure, shift.place, reason=reason))
    return found


def _end(text: str, start: int, end: int) -> int:
    """Where the words end: with the noun, or with what is said of it ("the city's eastern suburbs")."""
    if start < end and (match := re.match(r"[’']s (?:far[ -])?[\w-]+(?:ern)?(?: [a-z]+)?", text[end : end + 60])):
        return end + match.end()
    return end


def _antecedent(noun: str, at: int, before: Sequence[PlaceMention]) -> tuple[PlaceMention, Place] | None:
    """The last mention that a noun may stand for, and its place as it was before words moved it."""
    fits = _means(noun)
    abroad = None
    for mention in reversed(before):
        if mention.start < at - _REACH:
            break
        place = named(mention)
        if place is None or mention.role in {Role.REPORTING, Role.DEMONYM} or not fits(place):
            continue
        if _is_the_topic(place, before):
            return mention, place
        # A town abroad may be a speaker's; it is meant only where no other is.
        if place.precision is not Precision.COUNTRY:
            abroad = abroad or (mention, place)
    return abroad


def _is_the_topic(place: Place, before: Sequence[PlaceMention]) -> bool:
    """Whether more of the mentions before speak of a place's country than of any other."""
    spoken = Counter(m.place.country for m in before if m.place is not None and m.place.country is not None)
    own = spoken.pop(place.country or "", 0)
    return own > max(spoken.values(), default=0)
