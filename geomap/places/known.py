"""Names that need no model: sites, waters and regions of geomap's lists and the user's, where their words stand.

The tagger has not seen every square and base; the lists have. Only names of two words or more count, written with
capitals, so that "the green zone" of a traffic scheme is not Baghdad's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.documents.document import BlockKind
from geomap.gazetteer.folding import fold
from geomap.places.mention import Role
from geomap.places.recognise import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.documents.document import Document
    from geomap.gazetteer.gazetteer import Gazetteer

_LISTED = ("site:", "region:", "natural:", "place:", "own:")
_CAPITALISED = re.compile(
    r"\b[^\W\d_a-z][\w’'-]*(?:[ \u00a0-]+(?:of|the|al|el|de|la|du|and|[^\W\d_a-z][\w’'.-]*)){1,6}"
)
_BEFORE_CONTAINER = re.compile(
    r"(?<![\w’'-])([^\W\d_a-z][\w’'-]+(?:[ -][^\W\d_a-z][\w’'-]+){0,2}), (?:in |near )?(?:the )?(?:[a-z]+ ){0,2}$"
)
_EVENT_NAME = re.compile(
    r"\b[Tt]he ([^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)?) "
    r"(?:earthquake|quake|bombings?|attacks?|massacre|shootings?|floods?|blast|explosion|crash|siege|disaster|killings|"
    r"abductions?|kidnappings?|riots?|uprising|air strike)\b"
)
_NAMED = r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){0,2}"
_REPORTED_FROM = re.compile(rf"\b(?:in|from|at) ({_NAMED})|\bthe ({_NAMED}) (?:newsroom|bureau|office)\b")
_DATELINE_TOWN = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){0,3}")
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w’'.-]* $")
_NAME_AFTER = re.compile(r" [^\W\d_a-z]")
_ACRONYM = re.compile(r"(?<![\w&/.-])[A-Z]{3,4}(?![\w&/]|-[A-Z])")
_STATE_AFTER = re.compile(r", ([A-Z]{2})(?=[,.;:)]|\s+\d{5}\b|\s+[a-z(]|\s*$)", re.MULTILINE)
_PLACE_BEFORE = re.compile(r"\b(?:in|from|to|near|at|into|across|inside|outside|of)\s+(?:the\s+)?(?:[a-z]+ern\s+)?$")
_SURE = 0.85
_LEAST_LETTERS = 4
_TOWN = 10_000  # inhabitants from which a town lends its name to an event
_MOST_WORDS = 7
_CONFIDENCE = 0.8


def known_names(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[Span]:
    """Spans of text[start:end] that are listed names; the longest ones, in text order."""
    spans = []
    for run in _CAPITALISED.finditer(text, start, end):
        words = [(m.start(), m.end()) for m in re.finditer(r"[^\s\u00a0]+", text[run.start() : run.end()])]
        index = 0
        while index < len(words) - 1:
            length = _longest(text[run.start() : run.end()], words[index : index + _MOST_WORDS], gazetteer)
            if length:
                first, last = run.start() + words[index][0], run.start() + words[index + length - 1][1]
                last = first + len(text[first:last].rstrip(".,;:’'-"))
                spans.append(Span(first, last, Role.LOCATION, _CONFIDENCE))
            index += length or 1
    return spans


def implied_names(document: Document, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """Names that the recogniser missed and their surroundings give away.

    "Chibok, in Borno State": the gazetteer knows the first in the second. "The Izmit earthquake": a known place stands
    where an event's name stands. A name that the recogniser was sure of elsewhere in the report means the same here.
    "Gary, IN": a state in two letters after a town of it. "The DRC": an acronym that means a place and nothing else.
    """
    text = document.text
    found = []
    for span in spans:
        match = _BEFORE_CONTAINER.search(text, max(0, span.start - 70), span.start)
        if match and _holds(text[span.start : span.end], match[1], gazetteer):
            found.append(Span(match.start(1), match.end(1), Role.LOCATION, _CONFIDENCE))
    found += _again(text, spans)
    found += _states(text, spans, gazetteer)
    found += _acronyms(text, gazetteer)
    for match in _EVENT_NAME.finditer(text):
        candidates = gazetteer.lookup(match[1], limit=1)
        if candidates and candidates[0].match in {"name", "alternate"} and candidates[0].place.population >= _TOWN:
            found.append(Span(match.start(1), match.end(1), Role.LOCATION, _CONFIDENCE))
    return [f for f in found if _is_read(f, document)]


def _again(text: str, spans: Sequence[Span]) -> list[Span]:
    """Further places of the names that were recognised for sure, unless another name stands right beside them."""
    roles: dict[str, list[Role]] = {}
    for span in spans:
        name = text[span.start : span.end]
        if span.confidence >= _SURE and len(name) >= _LEAST_LETTERS and name[:1].isupper():
            roles.setdefault(name, []).append(span.role)
    found = []
    for name, given in roles.items():
        role = max(given, key=given.count)
        for match in re.finditer(rf"(?<![\w’'-]){re.escape(name)}(?![\w-])", text):
            beside = text[max(0, match.start() - 20) : match.start()], text[match.end() : match.end() + 20]
            if not (_NAME_BEFORE.search(beside[0]) or _NAME_AFTER.match(beside[1])):
                found.append(Span(match.start(), match.end(), role, _CONFIDENCE, 0.7))
    return found


def _states(text: str, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Span]:
    """States and provinces in two letters after one of their towns and a comma: "Gary, IN"."""
    found = []
    for span in spans:
        match = _STATE_AFTER.match(text, span.end)
        if match is None:
            continue
        towns = [c.place for c in gazetteer.lookup(text[span.start : span.end], limit=20)]
        states = [c.place for c in gazetteer.lookup(match[1], limit=3, qualifier=True)]
        if any(gazetteer.contains(state, town) for state in states for town in towns):
            found.append(Span(match.start(1), match.end(1), span.role, _CONFIDENCE, span.role_confidence))
    return found


def _acronyms(text: str, gazetteer: Gazetteer) -> list[Span]:
    """Acronyms of countries and divisions; not in lines of capitals, nor where the report says that they are else."""
    found = []
    for match in _ACRONYM.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.end() + 80].partition("\n")[0]
        if not any(map(str.islower, line)) or f"({match[0]})" in text:
            continue
        if _NAME_BEFORE.search(text[max(0, match.start() - 20) : match.start()].removesuffix("The ")):
            continue
        candidates = gazetteer.lookup(match[0], limit=1)
        if candidates and candidates[0].match == "abbreviation":
            there = _PLACE_BEFORE.search(text[max(0, match.start() - 30) : match.start()])
            role = Role.LOCATION if there else Role.ASSOCIATIVE
            found.append(Span(match.start(), match.end(), role, _CONFIDENCE, 0.7))
    return found


def dateline_places(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[Span]:
    """The town that a dateline text[start:end] begins with, where the recogniser does not know it: "KAHULUI --"."""
    match = _DATELINE_TOWN.match(text, start, end)
    if match is None or not gazetteer.lookup(match[0], limit=1):
        return []
    return [Span(match.start(), match.end(), Role.REPORTING, _CONFIDENCE)]


def reporters_places(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[Span]:
    """Towns and countries after "in" and "from" in a credit line, text[start:end], and of "the Dubai newsroom"."""
    return [
        Span(*match.span(match.lastindex or 0), Role.REPORTING, _CONFIDENCE)
        for match in _REPORTED_FROM.finditer(text, start, end)
        if any(
            c.place.population >= _TOWN and c.match != "demonym"
            for c in gazetteer.lookup(match[match.lastindex or 0], limit=1)
        )
    ]


def _is_read(span: Span, document: Document) -> bool:
    """Whether a span lies in the report itself."""
    block = document.block_at(span.start)
    return block is not None and block.kind in {BlockKind.TITLE, BlockKind.BODY}


def _holds(outer: str, inner: str, gazetteer: Gazetteer) -> bool:
    holders = [c.place for c in gazetteer.lookup(outer, limit=3)]
    return any(gazetteer.contains(h, c.place) for c in gazetteer.lookup(inner, limit=10) for h in holders)


def _longest(run: str, words: list[tuple[int, int]], gazetteer: Gazetteer) -> int:
    """How many of the words make the longest listed name; 0 when none of two or more does."""
    for count in range(len(words), 1, -1):
        name = run[words[0][0] : words[count - 1][1]]
        if not gazetteer.has_prefix(fold(name)):
            continue
        if any(c.place.key.startswith(_LISTED) and c.match != "abbreviation" for c in gazetteer.lookup(name, limit=5)):
            return count
    return 0
