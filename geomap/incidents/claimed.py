"""Gives claims of responsibility and accusations to the incidents that they speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.documents.document import BlockKind
from geomap.events.claims import Claim, find_claims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.documents.document import Document
    from geomap.events.taxonomy import Taxonomy
    from geomap.incidents.cluster import Cluster

_REACH = 700  # code points: how far behind what tells of an event a claim may stand
_CLAIMED = frozenset(
    {"battles", "explosions", "violence_against_civilians", "riots", "strategic", "crime", "accidents"}
)


def claims_of(document: Document, clusters: Sequence[Cluster], taxonomy: Taxonomy) -> list[list[Claim]]:
    """The claims of each cluster: that of whose sentence it is part, else of the last one told before it."""
    given: list[list[Claim]] = [[] for _ in clusters]
    able = [i for i, cluster in enumerate(clusters) if taxonomy.types[cluster.type].group in _CLAIMED]
    if not able:
        return given
    for block in document.blocks_of(BlockKind.TITLE, BlockKind.BODY):
        for claim in find_claims(document.text, block.start, block.end):
            distances = [(_distance(claim, clusters[i]), i) for i in able]
            distance, nearest = min(distances)
            if distance <= _REACH:
                given[nearest].append(claim)
    return given


def _distance(claim: Claim, cluster: Cluster) -> float:
    """How far behind the cluster's nearest sentence a claim stands; 0 within it, infinite before it."""
    spans = [tied.event.sentence for tied in cluster.members]
    if any(start <= claim.start < end for start, end in spans):
        return 0
    return min((claim.start - end for _, end in spans if end <= claim.start), default=float("inf"))
