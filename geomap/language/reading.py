"""A document as the model reads it, once for all who ask: its names, and what it says of events."""

from __future__ import annotations

import os
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from geomap.documents.document import BlockKind
from geomap.language.tagger import Tagger

if TYPE_CHECKING:
    from geomap.documents.document import Document
    from geomap.language.marks import EventMarks
    from geomap.language.tagger import TaggedSpan

_MOST_THREADS = 4  # the answers are the same with any number
_REMEMBERED = 2  # documents: who finds places and who finds events ask one after the other


@dataclass(frozen=True, slots=True, eq=False)
class DocumentReading:
    """The model's answers for a document; offsets into its text.

    Attributes:
        names: Each place name with where its passage starts: offsets of a name count from there.
        marks: The marks of each passage, in text order.
    """

    names: tuple[tuple[int, TaggedSpan], ...]
    marks: tuple[EventMarks, ...]

    def marks_at(self, start: int) -> EventMarks | None:
        """The marks of the passage that holds a code point; None where nothing was read."""
        at = bisect_right(self.marks, start, key=lambda marks: marks.starts[0])
        return self.marks[at - 1] if at and self.marks[at - 1].covers(start) else None


@cache
def shipped_tagger() -> Tagger:
    """The tagger that ships with geomap, loaded once."""
    return Tagger.load(threads=min(_MOST_THREADS, os.cpu_count() or 1))


@lru_cache(maxsize=_REMEMBERED)
def read_document(document: Document) -> DocumentReading:
    """Let the shipped model read a document, but for its furniture and front matter."""
    return read_with(shipped_tagger(), document)


def read_with(tagger: Tagger, document: Document) -> DocumentReading:
    """Let a model read a document, but for its furniture and front matter."""
    cuts = passages(document)
    answers = tagger.read_many([document.text[start:end] for start, end in cuts])
    names = tuple((start, span) for (start, _), answer in zip(cuts, answers, strict=True) for span in answer.spans)
    marks = tuple(
        answer.marks.shifted(start)
        for (start, _), answer in zip(cuts, answers, strict=True)
        if answer.marks is not None
    )
    return DocumentReading(names, marks)


def passages(document: Document) -> list[tuple[int, int]]:
    """Runs of neighbouring blocks that belong to the report: the model sees sentences in their context."""
    found: list[tuple[int, int]] = []
    broken = True
    for block in document.blocks:
        if block.kind in {BlockKind.FURNITURE, BlockKind.METADATA}:
            broken = True
            continue
        if broken or not found:
            found.append((block.start, block.end))
        else:
            found[-1] = (found[-1][0], block.end)
        broken = False
    return found
