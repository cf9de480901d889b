"""A report as geomap sees it: its text, what it says of itself, and what each stretch of the text is."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class BlockKind(StrEnum):
    """What a stretch of a document's text is, which decides what it may be evidence for."""

    TITLE = "title"
    BODY = "body"
    DATELINE = "dateline"  # "BAGHDAD (AP) —": where the report was filed
    CREDIT = "credit"  # bylines, "Reporting by …", "X in Cairo contributed": where reporters sat
    FURNITURE = "furniture"  # links to other stories, captions, newsletter lines: never evidence
    METADATA = "metadata"  # front matter


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text of one kind; `start` and `end` are code points into the document's text."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Document:
    """One report.

    Attributes:
        id: Stable name: the file's name, or a JSONL document's own id.
        text: The original text (of an HTML page: the text extracted from it). All offsets point into it.
        blocks: What each stretch of the text is: in order, disjoint, covering every character that is not
            white space between paragraphs.
        title: The headline, if known.
        published: Day of publication, if known.
        source: Publisher or feed, if known.
        url: Address of the report, if known.
    """

    id: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None

    def blocks_of(self, *kinds: BlockKind) -> tuple[Block, ...]:
        """The blocks of the given kinds, in text order."""
        return tuple(block for block in self.blocks if block.kind in kinds)

    def block_at(self, offset: int) -> Block | None:
        """The block that holds an offset into the text, or None between blocks."""
        index = bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        return self.blocks[index] if index >= 0 and offset < self.blocks[index].end else None
