"""Numbers and dates of events that are given as annotated: how well each goes to its event, whatever is found."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geomap.events.attach import attach_times
from geomap.events.combine import Found
from geomap.events.frame import Frame
from geomap.events.given_counts import attach_counts, carry_over, counts_alone
from geomap.events.header_dates import header_date
from geomap.events.lexicon import Entry, Pattern
from geomap.events.mention import EventMention, Status
from geomap.events.taxonomy import load_taxonomy
from geomap.events.tied import Ties, tie_counts, unread_counts
from geomap.events.time import find_times
from geomap.events.triggers import Trigger
from geomap.events.view import SentenceView, view_document
from geomap.language.reading import read_document
from training.annotated import phrase_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.documents.document import Document
    from geomap.events.mention import Count, TimeExpression
    from geomap.events.numbers import CasualtyCount
    from geomap.places.mention import PlaceMention

NUMBERS = ("killed", "injured", "arrested", "missing", "displaced", "participants")


@dataclass(slots=True)
class Told:
    """What a text tells of one annotated event: its date and its numbers by kind."""

    time: TimeExpression | None = None
    counts: dict[str, Count] = field(default_factory=dict)


def tell_given(document: Document, places: Sequence[PlaceMention], events: Sequence[dict[str, Any]]) -> list[Told]:
    """Read numbers and dates of annotated events.

    Args:
        document: The text.
        places: Its place mentions.
        events: Its annotated events, with trigger, also, type and status.

    Returns:
        What was read, an entry an event.
    """
    text, taxonomy = document.text, load_taxonomy()
    spans = [[phrase_span(text, phrase) for phrase in (e["trigger"], *e.get("also", ()))] for e in events]
    times = find_times(document)
    ties = Ties(read_document(document))
    mentions: list[tuple[int, EventMention]] = []
    left: list[tuple[int, CasualtyCount]] = []
    orders: dict[int, int] = {}
    for order, view in enumerate(view_document(document, places)):
        orders[view.start] = order
        numbers = [at for at, own in enumerate(spans) if any(view.start <= a < view.end for a, _ in own)]
        if not numbers:
            left += [(view.start, count) for count in counts_alone(view, text)]
            left += [(view.start, count) for count in unread_counts(text, (view.start, view.end), ties)]
            continue
        found = [
            _found(view, [(a, b) for a, b in spans[at] if view.start <= a < view.end], events[at]) for at in numbers
        ]
        low = bisect_left(times, view.start, key=lambda time: time.start)
        high = bisect_left(times, view.end, key=lambda time: time.start)
        header = header_date(text, (view.start, view.end), times, document.published)
        dates = attach_times(found, times[low:high], document.published, header)
        counts, over = attach_counts(found, text, (view.start, view.end), taxonomy)
        left += [(view.start, count) for count in over]
        left += [(view.start, count) for count in unread_counts(text, (view.start, view.end), ties)]
        for at, one, time, given in zip(numbers, found, dates, counts, strict=True):
            mentions.append((at, _mention(view, one, time, given)))
    tied, rest = tie_counts([mention for _, mention in mentions], left, ties, taxonomy)
    carried = carry_over(tied, rest, orders, taxonomy)
    told: list[list[EventMention]] = [[] for _ in events]
    for (at, _), mention in zip(mentions, carried, strict=True):
        told[at].append(mention)
    return [join_mentions(own) for own in told]


def join_mentions(mentions: Sequence[EventMention]) -> Told:
    """What the mentions of one event tell: of each number and of the date, the first."""
    time = next((mention.time for mention in mentions if mention.time is not None), None)
    counts = {name: count for m in reversed(mentions) for name in NUMBERS if (count := getattr(m, name)) is not None}
    return Told(time, counts)


def _mention(view: SentenceView, one: Found, time: TimeExpression | None, counts: dict[str, Count]) -> EventMention:
    low, high = one.trigger.span
    return EventMention(
        start=view.starts[low],
        end=view.ends[high - 1],
        text="",
        sentence=(view.start, view.end),
        type=one.type,
        status=one.status,
        confidence=1.0,
        time=time,
        **{name: counts.get(name) for name in NUMBERS},
    )


def _found(view: SentenceView, spans: Sequence[tuple[int, int]], event: dict[str, Any]) -> Found:
    first, *others = (_trigger(view, span, event["type"]) for span in spans)
    return Found(first, Status(event["status"]), event["type"], absorbed=others)


def _trigger(view: SentenceView, span: tuple[int, int], kind: str) -> Trigger:
    low = bisect_left(view.ends, span[0] + 1)
    high = max(low + 1, bisect_left(view.starts, span[1]))
    words = view.lower[low:high]
    verb = words[-1].endswith("ed")
    pattern = Pattern(tuple(words), " ".join(words), "past" if verb else "sg", Entry("verb", "strong", ()))
    return Trigger(Frame(view, (low, high), pattern, "verb" if verb else "noun", frozenset()), kind, "strong")
