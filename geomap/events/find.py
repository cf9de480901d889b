"""A document becomes event mentions: the steps of the room, in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from geomap.documents.document import BlockKind
from geomap.events.attach import attach_counts, attach_times
from geomap.events.combine import Found, combine
from geomap.events.domains import domains_of
from geomap.events.lexicon import load_lexicon
from geomap.events.mention import EventMention, Status
from geomap.events.names import read_names
from geomap.events.participants import find_actors, find_targets
from geomap.events.status import status_of, told_as_history
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.events.triggers import find_triggers
from geomap.events.view import SentenceView, view_sentence
from geomap.events.weapons import find_weapons, may_have_weapons
from geomap.language.sentences import split_sentences

try:
    from geomap.events.numbers import find_counts
    from geomap.events.time import find_times
except ImportError:  # dates and numbers are being written next door; without them both stay unknown

    def find_times(document: Document) -> list[TimeExpression]:
        """No dates."""
        del document
        return []

    def find_counts(text: str, start: int, end: int) -> list[Any]:
        """No numbers."""
        del text, start, end
        return []


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geomap.documents.document import Document
    from geomap.events.mention import Count, TimeExpression
    from geomap.events.names import Names
    from geomap.places.mention import PlaceMention

_NEWS = timedelta(days=60)  # what is older was not new to the report's readers
_OPEN_TYPES = frozenset({"attack", "explosion", "other_accident", "violent_demonstration"})
_UNWILLED = frozenset({"accidents", "hazards", "health"})
_CONFIDENCE = {"strong": 0.8, "generic": 0.7, "pointer": 0.6, "weak": 0.65}
_SUPPORT = 0.04  # for each further trigger, number or date that the sentence gives
_SHIFT = {Status.OCCURRED: 0.0, Status.ATTEMPTED: -0.05}
_LEAST, _MOST = 0.3, 0.95
_WORD = re.compile(r"\w")
# Families whose nouns point at one another: "the attack" may be a bombing, "the crash" no earthquake.
_FAMILIES = (
    frozenset({"battles", "explosions", "violence_against_civilians", "crime"}),
    frozenset({"protests", "riots"}),
    frozenset({"accidents", "explosions"}),
)


def events_of(
    document: Document, mentions: Sequence[PlaceMention], taxonomy: Taxonomy | None = None
) -> list[EventMention]:
    """Find the events that a document reports; `geomap.events.find_events` says more."""
    taxonomy = taxonomy or load_taxonomy()
    lexicon = load_lexicon()
    ordered = sorted(mentions, key=lambda it: it.start)
    starts = [mention.start for mention in ordered]
    views: list[SentenceView] = []
    for block in document.blocks_of(BlockKind.TITLE, BlockKind.BODY):
        for start, end in split_sentences(document.text, block.start, block.end):
            if not _WORD.search(document.text, start, end):
                continue
            inside = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
            heading = block.kind is BlockKind.TITLE or document.text[end - 1] not in ".!?\"”'’)"
            views.append(view_sentence(document.text, (start, end), lexicon, inside, heading=heading))
    domains = domains_of(views, lexicon)
    times = find_times(document)
    time_starts = [time.start for time in times]
    reference = document.published or max((time.last for time in times), default=None)
    names = read_names(document.text, places=frozenset(mention.text for mention in ordered))
    found: list[EventMention] = []
    pointers: set[int] = set()
    for view in views:
        triggers = find_triggers(view, lexicon, domains)
        if not triggers:
            continue
        told = [
            Found(trigger, status, trigger.type)
            for trigger in triggers
            if trigger.type in taxonomy.types
            and (status := status_of(trigger)) is not None
            and _can_be(taxonomy.types[trigger.type].group, status)
        ]
        events = combine(told, taxonomy)
        pointers |= {
            view.starts[one.trigger.span[0]] for one in events if one.trigger.strength == "pointer"
        }
        here = times[bisect_left(time_starts, view.start) : bisect_left(time_starts, view.end)]
        found += _mentions(document.text, view, events, here, names, taxonomy, reference)
    return _point_back(found, pointers, taxonomy)


def _can_be(group: str, status: Status) -> bool:
    """Accidents and forces of nature are not tried or planned: where a report fears them, nothing happened."""
    return group not in _UNWILLED or status in {Status.OCCURRED, Status.ALLEGED}


def _mentions(
    text: str,
    view: SentenceView,
    events: list[Found],
    times: Sequence[TimeExpression],
    names: Names,
    taxonomy: Taxonomy,
    reference: date | None,
) -> list[EventMention]:
    if not events:
        return []
    counts = attach_counts(events, find_counts(text, view.start, view.end), taxonomy)
    dates = attach_times(events, times)
    history = told_as_history(view)
    return [
        _mention(text, view, one, dates[at], counts[at], names, taxonomy, reference, history=history)
        for at, one in enumerate(events)
    ]


def _mention(
    text: str,
    view: SentenceView,
    one: Found,
    time: TimeExpression | None,
    counts: dict[str, Count],
    names: Names,
    taxonomy: Taxonomy,
    reference: date | None,
    *,
    history: bool,
) -> EventMention:
    trigger = one.trigger
    start, end = view.starts[trigger.span[0]], view.ends[trigger.span[1] - 1]
    frames = [trigger.frame, *(other.frame for other in one.absorbed)]
    armed = may_have_weapons(one.type, taxonomy.types[one.type].group)
    old = time is not None and reference is not None and time.last < reference - _NEWS
    support = len(one.absorbed) + len(counts) + (time is not None)
    confidence = _CONFIDENCE[trigger.strength] + _SHIFT.get(one.status, -0.1) + _SUPPORT * min(support, 3)
    return EventMention(
        start=start,
        end=end,
        text=text[start:end],
        sentence=(view.start, view.end),
        type=one.type,
        status=one.status,
        confidence=round(min(_MOST, max(_LEAST, confidence)), 2),
        time=time,
        killed=counts.get("killed"),
        injured=counts.get("injured"),
        actors=find_actors(frames, text, names),
        targets=find_targets(frames, text, names),
        weapons=find_weapons(view, 0, len(view.lower)) if armed else (),
        background=old or (history and time is None),
        anaphoric=trigger.frame.pos == "noun" and trigger.frame.determiner == "definite",
        generic=trigger.strength in {"generic", "pointer"} and one.type in _OPEN_TYPES,
    )


def _point_back(found: list[EventMention], pointers: set[int], taxonomy: Taxonomy) -> list[EventMention]:
    """A definite noun points back only where an earlier mention can be meant; then it shares its status.

    `pointers` are the starts of mentions that say nothing by themselves ("the incident"): without an event to
    point at they go.
    """
    kept: list[EventMention] = []
    for mention in found:
        if not mention.anaphoric:
            kept.append(mention)
            continue
        earlier = next((one for one in reversed(kept) if _may_mean(mention, one, taxonomy)), None)
        if earlier is not None or mention.start not in pointers:
            kept.append(_with(mention, earlier))
    return kept


def _may_mean(mention: EventMention, earlier: EventMention, taxonomy: Taxonomy) -> bool:
    if earlier.type == mention.type:
        return True
    groups = {taxonomy.types[mention.type].group, taxonomy.types[earlier.type].group}
    return mention.generic and any(groups <= family for family in _FAMILIES)


def _with(mention: EventMention, earlier: EventMention | None) -> EventMention:
    from dataclasses import replace  # noqa: PLC0415

    if earlier is None:
        return replace(mention, anaphoric=False)
    if mention.status is Status.OCCURRED and earlier.status in {Status.ATTEMPTED, Status.FOILED}:
        return replace(mention, status=earlier.status)
    return mention
