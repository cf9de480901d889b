"""Gathers the mentions of one document into clusters, one per event."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.documents.document import BlockKind, Document
from geomap.events.mention import Status
from geomap.incidents.cluster import JOIN, Cluster, Tied, goes_on, says_another
from geomap.incidents.kinship import kinship

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geomap.events.mention import EventMention
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.incidents.scene import SceneFinder

_WEEK = timedelta(days=7)


def tie_scenes(document: Document, events: Sequence[EventMention], finder: SceneFinder) -> list[Tied]:
    """Each event with the scenes of its sentence: one entry per scene, or one without a scene."""
    tied: list[Tied] = []
    order, sentence = -1, (-1, -1)
    dated = (_possible(_own_date(document.text, e), document.published) for e in events)
    for event in sorted(dated, key=lambda e: (e.start, e.end)):
        if event.sentence != sentence:
            order, sentence = order + 1, event.sentence
        scenes = finder.own_scenes(event)
        new, further = says_another(document.text, event), goes_on(document.text, event)
        block = document.block_at(event.start)
        paragraph = block.start if block else -1
        tied.extend(Tied(event, scene, order, new, paragraph, further) for scene in scenes or (None,))
    return tied


def _possible(event: EventMention, published: date | None) -> EventMention:
    """The event made possible: what lies after the day of publication has not occurred.

    A bare weekday is then the one before; what people do is planned; what befalls them is not dated.
    """
    time = event.time
    if time is None or published is None or time.first <= published + timedelta(days=1):
        return event
    if event.status not in {Status.OCCURRED, Status.ATTEMPTED}:
        return event
    if time.last - time.first < _WEEK and time.first - published < _WEEK and time.text.lower().endswith("day"):
        return replace(event, time=replace(time, first=time.first - _WEEK, last=time.last - _WEEK))
    if event.type in kinship().unwilled:
        return replace(event, time=None)
    return replace(event, status=Status.PLANNED)


def _own_date(text: str, event: EventMention) -> EventMention:
    """The event without a date that stands between an article and another noun: "praised the Oct. 10 election"."""
    time = event.time
    if time is None or event.type not in kinship().spoken:
        return event
    before, after = text[max(0, time.start - 12) : time.start], text[time.end : time.end + 3]
    attribute = re.search(r"\b(?:the|its|their|an?)\s+$", before, re.IGNORECASE) and re.match(r"(?:[’']s)?\s\w", after)
    return replace(event, time=None) if attribute else event


def merge_mentions(document: Document, tied: Sequence[Tied], gazetteer: Gazetteer) -> list[Cluster]:
    """Clusters in the order in which the report first tells of them.

    Mentions that tell found clusters. Those that only refer, headlines first, join the best one afterwards: a
    headline names the event that the lead tells, and "the attack" the one that the report dwells on.
    """
    clusters: list[Cluster] = []
    title_end = max((block.end for block in document.blocks_of(BlockKind.TITLE)), default=0)
    for entry in sorted(tied, key=lambda t: (_refers(t, title_end), t.event.start)):
        _place_in(entry, clusters, gazetteer)
    for cluster in clusters:
        cluster.members.sort(key=lambda t: t.event.start)
    return sorted(clusters, key=lambda c: c.members[0].event.start)


def _refers(tied: Tied, title_end: int) -> int:
    """0 for a mention that tells, 1 for one in a headline, 2 for one that refers back."""
    if tied.event.start < title_end:
        return 1
    return 2 if tied.event.anaphoric or tied.event.generic else 0


def _place_in(entry: Tied, clusters: list[Cluster], gazetteer: Gazetteer) -> None:
    """Add the entry to the cluster that it fits best, or found a new one.

    Two scenes listed in one sentence ("in Kabul and Herat") are two events by the report's own words, and never join.
    """
    others = [c for c in clusters if not any(t.event is entry.event for t in c.members)]
    fits = [(c.affinity(entry, gazetteer), -at, c) for at, c in enumerate(others)]
    fit, _, best = max(fits, default=(-math.inf, 0, None))
    if best is not None and fit >= JOIN:
        best.members.append(entry)
    else:
        clusters.append(Cluster([entry]))
