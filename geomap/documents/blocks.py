"""What each stretch of a text is: title, body, dateline, credit, furniture, metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from geomap.documents.dateline import Position, dateline_end
from geomap.documents.document import Block, BlockKind
from geomap.documents.opening import split_opening
from geomap.documents.paragraphs import Paragraph, split_paragraphs
from geomap.documents.phrases import (
    find_interruptions,
    is_credit,
    is_date_line,
    is_furniture,
    key_of,
    label_rest,
    plain_line,
)

_LONGEST_LINE = 600  # longer paragraphs are never anything but body
_LONGEST_TITLE = 200
_LONGEST_HEADLINE = 170
_MOST_TITLE_WORDS = 30
_LONGEST_LIST = 8
_SAME_SHARE = 0.85
_HEADING = re.compile(r"#{1,6}\s+\S")
_MAIN_HEADING = re.compile(r"#\s+\S")
_MID_STOP = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})\.\s")
_STOPS = tuple(".…:;,")


@dataclass(slots=True)
class _Reading:
    """What has been read so far, on the way down the page."""

    title: tuple[str, ...]  # words of the headline, once known
    blocks: list[Block] = field(default_factory=list)
    titled: bool = False  # whether the headline has been met in the text
    begun: bool = False  # whether the report proper has begun
    link: tuple[str, ...] = ()  # words of the last link or video, whose caption may follow
    listed: int = 0  # how many more lines the current list of links may have


def find_blocks(text: str, start: int = 0, title: str | None = None) -> tuple[Block, ...]:
    """Say what each stretch of a text is.

    Args:
        text: The text.
        start: Where to begin, after any front matter.
        title: The headline when it is known from elsewhere.

    Returns:
        Blocks in order, disjoint, covering all but the white space between paragraphs.
    """
    reading = _Reading(title=key_of(title) if title else ())
    paragraphs = split_paragraphs(text, start)
    for place, paragraph in enumerate(paragraphs):
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        kind = None
        # A report of one paragraph is no caption.
        if paragraph.end - paragraph.start <= _LONGEST_LINE and len(paragraphs) > 1:
            kind = _kind(text, paragraph, following, reading)
        if kind is None:
            _read_body(text, paragraph, reading)
        else:
            reading.blocks.append(Block(paragraph.start, paragraph.end, kind))
    return tuple(reading.blocks)


def _kind(text: str, paragraph: Paragraph, following: Paragraph | None, reading: _Reading) -> BlockKind | None:
    """What a short paragraph is, or None for text of the report."""
    raw = text[paragraph.start : paragraph.end]
    line = plain_line(raw)
    words = key_of(line)
    if words and words == reading.title and not reading.titled:
        reading.titled = True
        return BlockKind.TITLE
    rest = label_rest(line)
    if rest is not None:
        reading.link = key_of(rest) or reading.link
        reading.listed = 0 if rest else _LONGEST_LIST
        return BlockKind.FURNITURE
    kind = _kind_of_words(line)
    if kind is None and not _HEADING.match(raw) and _repeats_or_listed(line, words, reading):
        return BlockKind.FURNITURE
    if kind is None and not reading.begun and _is_title(line, raw, following, reading):
        reading.title, reading.titled = words, True
        return BlockKind.TITLE
    return kind


def _kind_of_words(line: str) -> BlockKind | None:
    """What a line is by its own words alone."""
    if is_credit(line):
        return BlockKind.CREDIT
    if is_date_line(line):
        return BlockKind.METADATA
    return BlockKind.FURNITURE if is_furniture(line) else None


def _repeats_or_listed(line: str, words: tuple[str, ...], reading: _Reading) -> bool:
    """Whether a line is a caption that repeats a link or the headline, or one of a list of links."""
    if len(line) > _LONGEST_HEADLINE or line.endswith(_STOPS) or len(words) <= 1:
        return False
    if _says_the_same(words, reading.link) or (reading.titled and words == reading.title):
        return True
    if reading.listed and line[-1] not in "\"')":
        reading.listed -= 1
        return True
    return False


def _says_the_same(words: tuple[str, ...], link: tuple[str, ...]) -> bool:
    """Whether two headlines share nearly all their words, give or take a date."""
    one, other = set(words), set(link)
    return bool(other) and len(one & other) >= _SAME_SHARE * max(len(one), len(other))


def _is_title(line: str, raw: str, following: Paragraph | None, reading: _Reading) -> bool:
    """Whether the first line of text is the headline: short, no full stop, and something follows."""
    if reading.titled or following is None or not 1 < len(line) <= _LONGEST_TITLE:
        return False
    if _MAIN_HEADING.match(raw):
        return True
    if reading.title or line.endswith(_STOPS) or len(line.split()) > _MOST_TITLE_WORDS or _MID_STOP.search(line):
        return False
    return following.apart or following.end - following.start > len(raw)


def _read_body(text: str, paragraph: Paragraph, reading: _Reading) -> None:
    """Add the blocks of a paragraph of the report: its dateline, its text, and what interrupts it."""
    start, end = paragraph.start, paragraph.end
    reading.link, reading.listed = (), 0
    if not reading.begun:
        blocks, start = split_opening(text, start, end, () if reading.titled else reading.title)
        reading.blocks += blocks
    if start >= end:
        return
    after = dateline_end(text, start, end, Position.LATER if reading.begun else Position.FIRST)
    reading.begun = True
    if after is not None:
        _add(text, start, after, BlockKind.DATELINE, reading)
        start = after
    for first, last, kind in find_interruptions(text, start, end):
        _add(text, start, first, BlockKind.BODY, reading)
        _add(text, first, last, kind, reading)
        start = last
    _add(text, start, end, BlockKind.BODY, reading)


def _add(text: str, start: int, end: int, kind: BlockKind, reading: _Reading) -> None:
    """Add a block without the white space around it, if anything is left."""
    stretch = text[start:end]
    first = start + len(stretch) - len(stretch.lstrip())
    last = start + len(stretch.rstrip())
    if first < last:
        reading.blocks.append(Block(first, last, kind))
