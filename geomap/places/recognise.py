"""Finds the spans that name places. The interface is one method, so that recognisers can be exchanged."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from geomap.documents.document import BlockKind, Document
from geomap.places.mention import Role

if TYPE_CHECKING:
    from geomap.language.tagger import Tagger


_MOST_THREADS = 4  # the answers are the same with any number

# What stands before the place where somebody reports or speaks: a preposition, or the start of a line.
_REPORTER_AT = re.compile(r"(?:\b(?:in|from|at|of)\s+(?:the\s+)?|^\W*|\n\W*|,\s*|[(\[]|\band\s+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A span that names a place; offsets into the document's text.

    `confidence` is the probability that it does, `role_confidence` that it does so in this role.
    """

    start: int
    end: int
    role: Role
    confidence: float
    role_confidence: float = 1.0


class Recogniser(Protocol):
    """Finds the names of places in a document."""

    def recognise(self, document: Document) -> list[Span]:
        """Spans in text order, none overlapping another."""


class TaggerRecogniser:
    """The trained tagger; what a stretch of the document is decides the role where the tagger cannot know it."""

    def __init__(self, tagger: Tagger) -> None:
        """Use a loaded tagger."""
        self._tagger = tagger

    def recognise(self, document: Document) -> list[Span]:
        """Spans of the report itself: furniture and front matter are not read."""
        passages = _passages(document)
        found = self._tagger.tag_many([document.text[start:end] for start, end in passages])
        spans = []
        for (offset, _), tagged in zip(passages, found, strict=True):
            for span in tagged:
                start, end = offset + span.start, offset + span.end
                role, sure = Role(span.role), span.role_confidence
                block = document.block_at(start)
                if block is not None and block.kind in {BlockKind.DATELINE, BlockKind.CREDIT}:
                    role, sure = Role.REPORTING, 1.0
                elif role is Role.REPORTING and not _REPORTER_AT.search(document.text[max(0, start - 30) : start]):
                    role, sure = Role.ASSOCIATIVE, 1.0 - sure
                spans.append(Span(start, end, role, span.confidence, sure))
        return spans


@cache
def shipped_recogniser() -> Recogniser:
    """The recogniser that ships with geomap, loaded once."""
    from geomap.language.tagger import Tagger

    return TaggerRecogniser(Tagger.load(threads=min(_MOST_THREADS, os.cpu_count() or 1)))


def _passages(document: Document) -> list[tuple[int, int]]:
    """Runs of neighbouring blocks that belong to the report: the tagger sees sentences in their context."""
    passages: list[tuple[int, int]] = []
    broken = True
    for block in document.blocks:
        if block.kind in {BlockKind.FURNITURE, BlockKind.METADATA}:
            broken = True
            continue
        if broken or not passages:
            passages.append((block.start, block.end))
        else:
            passages[-1] = (passages[-1][0], block.end)
        broken = False
    return passages
