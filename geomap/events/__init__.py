"""Documents become event mentions: taxonomy, triggers, time, people, numbers, weapons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.documents.document import Document
    from geomap.events.mention import EventMention
    from geomap.events.taxonomy import Taxonomy
    from geomap.places.mention import PlaceMention

__all__ = ["find_events"]


def find_events(
    document: Document, mentions: Sequence[PlaceMention], taxonomy: Taxonomy | None = None
) -> list[EventMention]:
    """Find the events that a document reports.

    Only headline and body are read; furniture, credit lines and datelines are never evidence.

    Args:
        document: The report, with its blocks.
        mentions: Its place mentions: names of places act ("Iran condemned") and are acted upon ("shelled Homs").
        taxonomy: Types to report; those that it lacks are left out. None takes the shipped taxonomy.

    Returns:
        Event mentions in text order. Offsets are code points into the document's text.
    """
    from geomap.events.find import events_of

    return events_of(document, mentions, taxonomy)
