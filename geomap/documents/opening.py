"""The first paragraph of a report whose line breaks were lost: headline and byline stand glued to the text."""

from __future__ import annotations

import re

from geomap.documents.dateline import Position, dateline_end
from geomap.documents.document import Block, BlockKind
from geomap.documents.phrases import is_byline, key_of, plain_line

_TOKEN = re.compile(r"[^\W_]+")
_SENTENCE_BREAK = re.compile(r"[.!?][\"'”’]?\s+(?=[A-ZÀ-Þ(])")
_AGENCY = re.compile(r"\([A-Z][\w ]{1,30}\)\s*(?:—|–|--?)\s")
_PLACE_BEFORE = re.compile(r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+\s+)+(?:,\s+[A-Z][\w.]+\s+)?$")
_EMAIL_BYLINE = re.compile(r"(?:[A-Z][\w.'-]+ ){1,3}(?:[•|]\s*)?\S+@\S+\.\w+")
_REACH = 260
_SHORTEST_TITLE = 12


def split_opening(text: str, start: int, end: int, title: tuple[str, ...]) -> tuple[list[Block], int]:
    """Cut headline and byline from the front of the first paragraph.

    Args:
        text: The document's text.
        start: Where the paragraph starts.
        end: Where it ends.
        title: Words of the headline, when it is known.

    Returns:
        The blocks cut off, and where the rest of the paragraph starts.
    """
    blocks: list[Block] = []
    cut = _title_end(text, start, end, title)
    while cut is not None:
        kind = BlockKind.FURNITURE if blocks else BlockKind.TITLE
        blocks.append(_block(text, start, cut, kind))
        start = _skip(text, cut, end)
        cut = _known_title_end(text, start, end, title)
    cut = _byline_end(text, start, end)
    if cut is not None:
        blocks.append(_block(text, start, cut, BlockKind.CREDIT))
        start = _skip(text, cut, end)
    return blocks, start


def _block(text: str, start: int, end: int, kind: BlockKind) -> Block:
    return Block(start, start + len(text[start:end].rstrip()), kind)


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _title_end(text: str, start: int, end: int, title: tuple[str, ...]) -> int | None:
    known = _known_title_end(text, start, end, title)
    if known is not None or title:
        return known
    # "Home hit by fire. BYESVILLE -- Firefighters are": what stands before a sure dateline is the headline.
    for match in _SENTENCE_BREAK.finditer(text, start + _SHORTEST_TITLE, min(end, start + _REACH)):
        after = dateline_end(text, match.end(), end, Position.LATER)
        if after is not None and len(_TOKEN.findall(text, match.end(), after)) > 0:
            return match.end()
    return None


def _known_title_end(text: str, start: int, end: int, title: tuple[str, ...]) -> int | None:
    """Where the known headline that begins the paragraph ends, with its full stop."""
    if not title:
        return None
    last = start
    tokens = _TOKEN.finditer(text, start, min(end, start + 2 * sum(map(len, title)) + _REACH))
    for word in title:
        match = next(tokens, None)
        if match is None or key_of(match[0]) != (word,):
            return None
        last = match.end()
    while last < end and text[last] in ".!?\"'”’ …":
        last += 1
    # The first sentence may begin with the headline's words and go on.
    return last if last < end and not text[last].islower() and text[last] not in ",;:" else None


def _byline_end(text: str, start: int, end: int) -> int | None:
    head = text[start : min(end, start + _REACH)]
    if not head.lower().startswith("by "):
        match = _EMAIL_BYLINE.match(head)
        return start + match.end() if match else None
    agency = _AGENCY.search(head)
    if agency:
        place = _PLACE_BEFORE.search(head, 0, agency.start())
        cut = place.start() if place else agency.start()
    else:
        stop = head.find(". ")
        cut = stop + 1 if stop > 0 else 0
    before = plain_line(head[:cut]).rstrip(".,")
    return start + cut if before and is_byline(before) else None
