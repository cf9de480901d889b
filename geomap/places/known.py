"""Names that need no model: sites, waters and regions of geomap's own lists, where their words stand in a text.

The tagger has not seen every square and base; the lists have. Only names of two words or more count, written with
capitals, so that "the green zone" of a traffic scheme is not Baghdad's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.gazetteer.folding import fold
from geomap.places.mention import Role
from geomap.places.recognise import Span

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer

_LISTED = ("site:", "region:", "natural:")
_CAPITALISED = re.compile(
    r"\b[^\W\d_a-z][\w’'-]*(?:[ \u00a0-]+(?:of|the|al|el|de|la|du|and|[^\W\d_a-z][\w’'.-]*)){1,6}"
)
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


def _longest(run: str, words: list[tuple[int, int]], gazetteer: Gazetteer) -> int:
    """How many of the words make the longest listed name; 0 when none of two or more does."""
    for count in range(len(words), 1, -1):
        name = run[words[0][0] : words[count - 1][1]]
        if not gazetteer.has_prefix(fold(name)):
            continue
        if any(c.place.key.startswith(_LISTED) and c.match != "abbreviation" for c in gazetteer.lookup(name, limit=5)):
            return count
    return 0
