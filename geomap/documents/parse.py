"""One text becomes a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.documents.blocks import find_blocks
from geomap.documents.decoding import make_writable
from geomap.documents.document import Block, BlockKind, Document
from geomap.documents.front_matter import read_front_matter
from geomap.documents.phrases import unmarked_line
from geomap.documents.published import find_date, parse_published

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

DATE_KEYS = ("published", "date", "publication date", "updated")

_FIRST_PUBLISHED = re.compile(r"publish|posted|created|released|issued", re.IGNORECASE)
_CLOSE = 300


def parse_document(
    text: str,
    *,
    id: str = "text",  # noqa: A002  (the field's name in every file format)
    title: str | None = None,
    published: date | str | float | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Document:
    """Make a document of a text: find its blocks, headline and day of publication.

    Args:
        text: The report, with or without front matter; all offsets point into it.
        id: Stable name of the document.
        title: Headline, when known; else it is looked for in front matter and text.
        published: Day of publication in any usual form; else it is looked for in front matter and text.
        source: Publisher or feed.
        url: Address of the report.

    Returns:
        The document. A publication date that cannot be read counts as not given.
    """
    text = make_writable(text)
    front = read_front_matter(text)
    title = title or front.words_of("title", "headline")
    blocks = find_blocks(text, front.end, title)
    if front.end:
        head = text[: front.end]
        blocks = (Block(len(head) - len(head.lstrip()), len(head.rstrip()), BlockKind.METADATA), *blocks)
    given = published if published is not None and published != "" else front.first_of(*DATE_KEYS)
    return Document(
        id=id,
        text=text,
        blocks=blocks,
        title=title or _title_in(text, blocks),
        published=parse_published(given) or _published_in(text, blocks[1:] if front.end else blocks),
        source=source or front.words_of("source", "publisher"),
        url=url or front.words_of("url", "link"),
    )


def _title_in(text: str, blocks: Sequence[Block]) -> str | None:
    for block in blocks:
        if block.kind is BlockKind.TITLE:
            return unmarked_line(text[block.start : block.end]) or None
    return None


def _published_in(text: str, blocks: Sequence[Block]) -> date | None:
    """The publication date that the text gives: in a date line, a byline, a dateline, or a caption at its head."""
    begun = next((place for place, block in enumerate(blocks) if block.kind is BlockKind.BODY), len(blocks))
    of_kind = {
        BlockKind.METADATA: blocks,
        BlockKind.CREDIT: blocks[:begun],
        BlockKind.DATELINE: blocks[: begun + 1],
        BlockKind.FURNITURE: blocks[:begun],
    }
    for kind, among in of_kind.items():
        lines = [text[block.start : min(block.end, block.start + _CLOSE)] for block in among if block.kind is kind]
        lines.sort(key=lambda line: _FIRST_PUBLISHED.search(line) is None)
        day = next(filter(None, map(find_date, lines)), None)
        if day:
            return day
    return None
