"""One document's event mentions become its incidents."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.documents.document import BlockKind
from geomap.events.mention import Count, Status
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.incidents.carried import scenes_of
from geomap.incidents.claimed import claims_of
from geomap.incidents.confidence import confidence_of
from geomap.incidents.dating import When, date_clusters
from geomap.incidents.elsewhere import Elsewhere
from geomap.incidents.explain import explain
from geomap.incidents.incident import Incident, Quote, Source
from geomap.incidents.kinship import kinship
from geomap.incidents.merge import merge_mentions, tie_scenes
from geomap.incidents.news import is_located, news_of, some
from geomap.incidents.scene import Scene, SceneFinder
from geomap.incidents.summary import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.documents.document import Document
    from geomap.events.mention import EventMention
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.incidents.cluster import Cluster
    from geomap.places.mention import PlaceMention

_AIMLESS = frozenset({"hazards", "health"})  # a flood strikes nobody in particular
_RUN = 500  # event mentions of a text so long that it is many reports: they are merged in runs
_LEAD_CHARS = 400  # of the body, in which a report says what it is about


def find_incidents(
    document: Document,
    mentions: Sequence[PlaceMention],
    events: Sequence[EventMention],
    gazetteer: Gazetteer,
    taxonomy: Taxonomy | None = None,
) -> list[Incident]:
    """The incidents that a document reports, in the order in which it tells of them.

    Args:
        document: The report.
        mentions: Its place mentions.
        events: Its event mentions.
        gazetteer: Tells which places lie in which.
        taxonomy: Types and their labels; the shipped one by default.
    """
    taxonomy = taxonomy or load_taxonomy()
    ordered = sorted(events, key=lambda e: (e.start, e.end))
    finder = SceneFinder(document, list(mentions), gazetteer, [event.start for event in ordered])
    incidents: list[Incident] = []
    for first in range(0, len(ordered), _RUN):
        run = ordered[first : first + _RUN]
        incidents += _incidents_of(document, run, finder, taxonomy, opening=first == 0)
    return incidents


def _incidents_of(
    document: Document, events: Sequence[EventMention], finder: SceneFinder, taxonomy: Taxonomy, *, opening: bool
) -> list[Incident]:
    """The incidents of one run of event mentions; the main one stands in the opening run."""
    clusters = merge_mentions(document, tie_scenes(document, events, finder), finder.gazetteer)
    clusters = news_of(clusters)
    main = choose_main(document, clusters, taxonomy) if opening else None
    whens = date_clusters(clusters, main, document)
    scenes = scenes_of(clusters, main, Elsewhere(finder))
    claims = claims_of(document, clusters, taxonomy)
    told = zip(clusters, scenes, whens, claims, strict=True)
    return [
        replace(
            _incident(document, cluster, scene, when, taxonomy, main=cluster is main),
            claimed_by=tuple(dict.fromkeys(one.who for one in said if one.kind == "claimed")),
            blamed=tuple(dict.fromkeys((one.who, one.by) for one in said if one.kind == "blamed")),
        )
        for cluster, scene, when, said in told
        if cluster is main or is_located(cluster, scene, when)
    ]


def choose_main(document: Document, clusters: Sequence[Cluster], taxonomy: Taxonomy) -> Cluster | None:
    """What the report is about: told first and most often, something that happened rather than something said."""
    title_end = max((b.end for b in document.blocks_of(BlockKind.TITLE)), default=0)
    title = (document.title or "").casefold()
    lead = _lead_end(document)

    def salience(cluster: Cluster) -> tuple[float, int]:
        told = [t for t in cluster.members if t.event.start >= title_end]
        score = 0.3 * min(len(cluster.members), 6)
        score += 3.0 * (len(told) < len(cluster.members))
        score += max(0.0, 3.0 - 0.8 * min((t.order for t in told), default=0))
        score += 1.5 * any(t.event.text.casefold() in title for t in told)
        score += 1.0 * (cluster.scene is not None and cluster.scene.place.name.casefold() in title)
        score += 1.5 * taxonomy.types[cluster.type].severity / 100
        score += 1.0 * any(some(t.event.killed) or some(t.event.injured) for t in told)
        if cluster.background:
            score -= 6.0
        if cluster.type in kinship().reactions:
            score -= 2.0
        if cluster.status in {Status.THREATENED, Status.PLANNED, Status.DENIED}:
            score -= 1.0
        return score, -cluster.members[0].event.start

    # What stands neither in the headline nor in the lead is no news of this report, whatever else it tells.
    leading = [c for c in clusters if not c.background and c.members[0].event.start < lead]
    return max(leading, key=salience, default=None)


def _lead_end(document: Document) -> int:
    """Where headline and lead end."""
    first = next(iter(document.blocks_of(BlockKind.BODY)), None)
    return len(document.text) if first is None else first.start + _LEAD_CHARS


def _incident(
    document: Document,
    cluster: Cluster,
    scene: Scene | None,
    when: When | None,
    taxonomy: Taxonomy,
    *,
    main: bool,
) -> Incident:
    place = scene.place if scene else None
    events = [t.event for t in cluster.members]
    killed, injured = _toll([e.killed for e in events]), _toll([e.injured for e in events])
    first = events[0]
    key = f"{document.id}\0{first.start}\0{cluster.type}\0{place.key if place else ''}"
    return Incident(
        id=hashlib.blake2b(key.encode(), digest_size=8).hexdigest(),
        type=cluster.type,
        status=cluster.status,
        title=title_of(taxonomy.types[cluster.type].label, cluster.status, place),
        start=when.start if when else None,
        end=when.end if when else None,
        date_precision=when.precision if when else None,
        place=place,
        place_reason=scene.reason if scene else "the report names no place for it",
        killed=killed.value if killed else None,
        injured=injured.value if injured else None,
        killed_text=_words(killed),
        injured_text=_words(injured),
        actors=_joined(e.actors for e in events),
        targets=() if taxonomy.types[cluster.type].group in _AIMLESS else _joined(e.targets for e in events),
        weapons=_joined(e.weapons for e in events),
        confidence=confidence_of(cluster, scene, when),
        main=main,
        sources=(_source(document, cluster, killed, injured),),
        why=tuple(explain(cluster, scene, when, taxonomy)),
        place_candidates=scene.others if scene else (),
        arrested=_value(_toll([e.arrested for e in events])),
        missing=_value(_toll([e.missing for e in events])),
        displaced=_value(_toll([e.displaced for e in events])),
        participants=_value(_toll([e.participants for e in events])),
    )


def _value(count: Count | None) -> int | None:
    return count.value if count else None


def _toll(counts: Sequence[Count | None]) -> Count | None:
    """The report's number for the event: the one told most often; of equals the first with a value."""
    told = [c for c in counts if c is not None]
    valued = [c for c in told if c.value is not None]
    if not valued:
        return told[0] if told else None
    values = [c.value for c in valued]
    return max(valued, key=lambda c: (values.count(c.value), -c.start))


def _words(count: Count | None) -> str | None:
    """The report's words, where they say more than the number."""
    if count is None or count.text == str(count.value):
        return None
    return count.text


def _joined(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """All names, each once, in order."""
    names: dict[str, str] = {}
    for names_of_one in lists:
        for name in names_of_one:
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def _source(document: Document, cluster: Cluster, killed: Count | None, injured: Count | None) -> Source:
    """The sentences that tell of the event, each once, with the spans to highlight, and the report's numbers."""
    quotes: dict[tuple[int, int], Quote] = {}
    for tied in cluster.members:
        start, end = tied.event.sentence
        if (start, end) in quotes:
            continue
        trigger = (tied.event.start - start, tied.event.end - start)
        place = None
        mention = tied.scene.mention if tied.scene else None
        if mention is not None and start <= mention.start and mention.end <= end:
            place = (mention.start - start, mention.end - start)
        quotes[start, end] = Quote(start, end, document.text[start:end], trigger, place)
    return Source(
        document.id,
        document.title,
        document.url,
        document.published,
        tuple(quotes.values()),
        killed=killed.value if killed else None,
        injured=injured.value if injured else None,
        killed_text=_words(killed),
        injured_text=_words(injured),
    )
