"""Why an incident came out as it did, in words: what was seen, and how it was typed, dated, tied and counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.mention import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.events.mention import EventMention
    from geomap.events.taxonomy import Taxonomy
    from geomap.incidents.cluster import Cluster
    from geomap.incidents.dating import When
    from geomap.incidents.scene import Scene

_NUMBERS = ("killed", "injured", "arrested", "missing", "displaced", "participants")


def explain(cluster: Cluster, scene: Scene | None, when: When | None, taxonomy: Taxonomy) -> Iterator[str]:
    """Lines that begin with what they explain: "type: …", "status: …", "date: …", "place: …", "killed: …"."""
    events = [tied.event for tied in cluster.members]
    for event in events:
        label = taxonomy.types[event.type].label.lower()
        yield f"type: “{event.text}” tells of {label} ({event.confidence:.2f}){_kind(event)}"
    if len({event.type for event in events}) > 1:
        yield f"type: the most telling of these is {taxonomy.types[cluster.type].label.lower()}"
    statuses = sorted({event.status.value for event in events})
    also = f", from {', '.join(statuses)}" if len(statuses) > 1 else ""
    yield f"status: {cluster.status.value}{also}" + (
        "" if cluster.status is not Status.OCCURRED else "; no word takes it back"
    )
    if cluster.background:
        yield "background: told as history or long before the news"
    yield from _date(events, when)
    yield _place(scene)
    for name in _NUMBERS:
        for event in events:
            count = getattr(event, name)
            if count is not None:
                yield f"{name}: “{count.text}” beside “{event.text}”"


def _kind(event: EventMention) -> str:
    if event.generic:
        return "; the word leaves open what"
    return "; it refers back" if event.anaphoric else ""


def _date(events: list[EventMention], when: When | None) -> Iterator[str]:
    if when is None:
        yield "date: none is told for it"
        return
    span = when.start if when.start == when.end else f"{when.start} to {when.end}"
    told = [event for event in events if event.time is not None]
    if not told:
        yield f"date: {span}, that of the report or of the news that it reacts to"
    for event in told:
        if event.time is not None:
            yield f"date: “{event.time.text}” beside “{event.text}” is {span}"


def _place(scene: Scene | None) -> str:
    if scene is None:
        return "place: the report names none for it"
    where = ", ".join((scene.place.name, *scene.place.within))
    return f"place: {where}: {scene.reason or 'told just before'} ({scene.confidence:.2f})"
