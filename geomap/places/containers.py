"""The place that a text names right beside a name as what holds it: "Paris, Texas", "Palma (Cabo Delgado)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.gazetteer.place import Candidate, Place, Precision
from geomap.places.candidates import CITY, candidates_of, is_city, is_known
from geomap.places.mention import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.places.recognise import Span

_TOWN = 10_000
_QUALIFIER_JOINT = re.compile(r"^,\s*(?:in\s+)?(?:the\s+)?$|^\s*\($")
# What may stand between a name and its container besides a comma: "Santiago in the north of the Dominican Republic",
# "Luxembourg province in southern Belgium", "Granada, on the lake in Nicaragua". All of it is written small.
_DIRECTION = r"(?:(?:north|south|east|west|central)[a-z\-]*\s+(?:of\s+)?)?(?:the\s+)?"
_CONTAINER_JOINT = re.compile(
    rf"^(?:\s+(?:city|town|village|province|county|district|region|governorate))?,?\s+in\s+(?:the\s+)?{_DIRECTION}$|"
    rf"^,\s+(?:on|in|near|an?|the)\s[a-z \-]{{2,40}}\s(?:in|of)\s+(?:the\s+)?{_DIRECTION}$"
)
_BRACKET = re.compile(r"^\s*\($")
_COMMA = re.compile(r"^,\s+$")
_CLOSED = re.compile(r"^(?:[,.;)”\"]|$)")
_METROPOLIS = 1_000_000
_LIST_GOES_ON = re.compile(r"^(?:,|,? and|,? or)\s+(?:the\s+)?$")
_ABBREVIATED = re.compile(r"[A-Z][A-Za-z]{0,5}\.|(?:[A-Z]\.\s?){2,4}|[A-Z]{2,4}")


def container_of(text: str, spans: Sequence[Span], index: int, gazetteer: Gazetteer) -> Place | None:
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


def is_elsewhere(
    text: str, spans: Sequence[Span], index: int, found: Sequence[Candidate], gazetteer: Gazetteer
) -> bool:
    """Whether the text puts a name where the gazetteer has none of it: "Palma (Cabo Delgado)", "Stroud, Ontario".

    Behind a comma only where nothing follows that may make the second name an actor ("in Baghdad, Iran said"), and not
    of cities that everybody knows.
    """
    if index + 1 >= len(spans):
        return False
    following = spans[index + 1]
    between = text[spans[index].end : following.start]
    best = found[0].place
    famous = best.kind == "capital" or best.population >= _METROPOLIS
    closed = following.role is Role.LOCATION and _CLOSED.match(text[following.end : following.end + 2])
    listed = _in_list(text, spans, index) and container_of(text, spans, index + 1, gazetteer) is None
    comma = _COMMA.match(between) and closed and not famous and not listed
    if not comma and not _BRACKET.match(between):
        return False
    theirs = candidates_of(text[following.start : following.end], following.role, gazetteer, after_place=True)
    outer = theirs[0].place if theirs else None
    if outer is None or outer.precision not in {Precision.AREA, Precision.COUNTRY} or outer.country is None:
        return False
    return all(c.place.country != outer.country for c in found)


def follows_place(text: str, spans: Sequence[Span], index: int) -> bool:
    """Whether the span stands right after another and a comma, so that "IN", "ME" and "OR" may be states."""
    return index > 0 and bool(_QUALIFIER_JOINT.match(text[spans[index - 1].end : spans[index].start]))


def fit_for_list(
    found: list[Candidate], text: str, spans: Sequence[Span], index: int, gazetteer: Gazetteer
) -> list[Candidate]:
    """What a name may mean, less what the list that it stands in rules out: "Geneva, New York and Nairobi"."""
    beside = index + 1 < len(spans) and _QUALIFIER_JOINT.match(text[spans[index].end : spans[index + 1].start])
    if not found or not beside or not _in_list(text, spans, index):
        return found
    following = spans[index + 1]
    theirs = candidates_of(text[following.start : following.end], following.role, gazetteer)
    return _of_list(found, theirs[0].place) if theirs else found


def _of_list(mine: list[Candidate], beside: Place) -> list[Candidate]:
    """What a name may mean that is followed by another in a list of three or more.

    "Washington, Pennsylvania and Ohio" are three states, "Geneva, New York and Nairobi" three cities.
    """
    states = beside.kind == "admin1" and any(c.place.kind == "admin1" for c in mine)
    cities = is_city(beside) and is_city(mine[0].place)
    if not states and not cities:
        return mine
    return [c for c in mine if c is mine[0] or c.place.kind == "admin1" or c.place.population >= CITY]


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


def lies_in(inner: Place, outer: Place, gazetteer: Gazetteer) -> bool:
    """Whether a place lies in another one."""
    return inner.key != outer.key and gazetteer.contains(outer, inner)
