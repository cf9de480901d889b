"""Finds the spans that name places. The interface is one method, so that recognisers can be exchanged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from geomap.documents.document import BlockKind, Document
from geomap.language.reading import read_document
from geomap.places.mention import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.language.reading import DocumentReading


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

    def __init__(self, read: Callable[[Document], DocumentReading] = read_document) -> None:
        """Use the shipped model, or another that reads documents."""
        self._read = read

    def recognise(self, document: Document) -> list[Span]:
        """Spans of the report itself: furniture and front matter are not read."""
        spans = []
        for offset, span in self._read(document).names:
            start, end = offset + span.start, offset + span.end
            role, sure = Role(span.role), span.role_confidence
            block = document.block_at(start)
            if block is not None and block.kind in {BlockKind.DATELINE, BlockKind.CREDIT}:
                role, sure = Role.REPORTING, 1.0
            elif role is Role.REPORTING and not _REPORTER_AT.search(document.text[max(0, start - 30) : start]):
                role, sure = Role.ASSOCIATIVE, 1.0 - sure
            spans.append(Span(start, end, role, span.confidence, sure))
        return spans
