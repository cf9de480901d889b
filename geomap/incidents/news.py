"""Which clusters of mentions are events that a report tells, and which are talk or a part of another event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.mention import Count, Status
from geomap.incidents.kinship import kinship

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.incidents.cluster import Cluster
    from geomap.incidents.dating import When
    from geomap.incidents.scene import Scene

_TALK_BELOW = 0.6


def news_of(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The clusters that tell an event of their own, in their order."""
    rulings = _sentences(clusters, frozenset({"court_ruling"}))
    deeds = _sentences(clusters, None)
    return [c for c in clusters if _is_told(c) and not _is_part(c, rulings, deeds)]


def is_located(cluster: Cluster, scene: Scene | None, when: When | None) -> bool:
    """Whether an event is told with a place, a date, a number, or more than once: else nobody can look it up.

    What somebody said is dated by the report, so that needs a place or a second mention.
    """
    if scene is not None or len(cluster.members) > 1 or _is_counted(cluster):
        return True
    return cluster.time is not None if cluster.type == "statement" else when is not None


def some(count: Count | None) -> bool:
    """Whether a number tells of anybody: "nobody was hurt" does not."""
    return count is not None and count.value != 0


def _is_counted(cluster: Cluster) -> bool:
    return any(some(t.event.killed) or some(t.event.injured) for t in cluster.members)


def _is_told(cluster: Cluster) -> bool:
    """Whether the report tells an event: one vague mention without place, date or number of its own is talk."""
    return (
        len(cluster.members) > 1
        or cluster.scene is not None
        or cluster.time is not None
        or _is_counted(cluster)
        or cluster.members[0].event.confidence >= _TALK_BELOW
    )


def _is_part(cluster: Cluster, rulings: frozenset[tuple[int, int]], deeds: frozenset[tuple[int, int]]) -> bool:
    """Whether all that a cluster tells is told as a part of what happens in the same sentence.

    "Found guilty of bribery" is one ruling; "police are investigating the crash" is one crash; "marched, calling for
    new elections" is one march.
    """
    spans = {t.event.sentence for t in cluster.members}
    if cluster.type == "other_crime":
        return spans <= rulings
    if cluster.type == "investigation":
        return spans <= deeds and all(t.event.status is Status.OCCURRED for t in cluster.members)
    saying = cluster.type == "statement" and all(t.event.text.split()[0].endswith("ing") for t in cluster.members)
    return saying and spans <= deeds


def _sentences(clusters: Sequence[Cluster], types: frozenset[str] | None) -> frozenset[tuple[int, int]]:
    """Sentences that tell an event of these types, or of any type that is no reaction."""
    return frozenset(
        t.event.sentence
        for c in clusters
        for t in c.members
        if (t.event.type in types if types is not None else t.event.type not in kinship().reactions)
    )
