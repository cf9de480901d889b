"""What the rules alone see in plain text, as labels: the model first learns what they know, then what they miss.

Labels from a lexicon teach a model to find the same in contexts that the lexicon does not foresee (distant supervision,
Mintz et al. 2009). They only begin the training; our own sentences end it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.documents.document import Block, BlockKind, Document
from geomap.events.combine import OPEN
from geomap.events.domains import domains_of
from geomap.events.lexicon import load_lexicon
from geomap.events.status import status_of
from geomap.events.triggers import find_triggers
from geomap.events.view import view_document
from training.corpora import HIDDEN, Example, build
from training.events import NO_EVENT, STATUSES, type_index

if TYPE_CHECKING:
    from collections.abc import Iterable


def read_weak(texts: Iterable[str]) -> list[Example]:
    """Plain texts with the types and statuses that the rules give; they say nothing of places."""
    return [_example(text) for text in texts]


def _example(text: str) -> Example:
    example = build("weak", text, [], [(0, len(text))])
    example.types, example.statuses = [NO_EVENT] * len(example.spans), [HIDDEN] * len(example.spans)
    document = Document("weak", text, (Block(0, len(text), BlockKind.BODY),))
    lexicon = load_lexicon()
    views = list(view_document(document, ()))
    domains = domains_of(views, lexicon)
    for view in views:
        for trigger in find_triggers(view, lexicon, domains):
            if not trigger.type:  # an idiom
                continue
            status = status_of(trigger)
            start, end = view.starts[trigger.span[0]], view.ends[trigger.span[1] - 1]
            for at, (low, high) in enumerate(example.spans):
                if low < end and start < high:
                    unclear = trigger.type == OPEN or trigger.strength == "pointer"
                    known = status is not None and not unclear
                    example.types[at] = type_index(trigger.type) if known else HIDDEN if unclear else NO_EVENT
                    if known and status is not None:
                        example.statuses[at] = STATUSES.index(status.value)
    return example
