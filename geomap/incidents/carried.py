"""The scene of each cluster of mentions: its own, or one carried over from what the report tells around it.

Measured on MUC-3/4, what the model ties holds in six of seven cases and what a kindred event just before says in nine
of ten; a place that the sentence before only names, in one of three. A scene is carried no finer than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.gazetteer.place import Precision
from geomap.incidents.kinship import kinship
from geomap.incidents.scene import OF_COURTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.documents.document import Document
    from geomap.incidents.cluster import Cluster
    from geomap.incidents.elsewhere import Elsewhere
    from geomap.incidents.scene import Scene

_PASSAGE = 2  # how many event sentences back a scene may be carried as it stands


@dataclass(frozen=True, slots=True)
class _Report:
    """What is known of a report's places: the scene that it is about, and the scenes told, by sentence."""

    elsewhere: Elsewhere
    home: Scene | None
    told: list[tuple[int, Scene, str]]


def scenes_of(clusters: Sequence[Cluster], main: Cluster | None, elsewhere: Elsewhere) -> list[Scene | None]:
    """Each cluster's scene: its own, else one carried over from the passage or from what the report is about.

    Args:
        clusters: The events of one report.
        main: What it is about, one of them.
        elsewhere: Looks for scenes outside of the events' sentences.
    """
    scene = _home(clusters, main, elsewhere)
    # Where a court sits or a people votes says nothing of where the rest happened.
    judged = main is not None and main.type in kinship().national
    home = _home([c for c in clusters if c is not main], None, elsewhere) if judged else scene
    told = sorted(
        ((t.order, t.scene, t.event.type) for c in clusters for t in c.members
         if t.scene is not None and t.event.type not in kinship().reactions | kinship().national),
        key=lambda pair: pair[0],
    )  # fmt: skip
    tied = [_tied(cluster, elsewhere) for cluster in clusters]
    told += [(c.members[0].order, scene, c.type) for c, scene in zip(clusters, tied, strict=True) if scene is not None]
    report = _Report(elsewhere, home, sorted(told, key=lambda one: one[0]))
    carried = (
        scene if cluster is main else _scene_of(cluster, own, report)
        for cluster, own in zip(clusters, tied, strict=True)
    )
    return [_in_its_province(c, scene, elsewhere) for c, scene in zip(clusters, carried, strict=True)]


def _in_its_province(cluster: Cluster, scene: Scene | None, elsewhere: Elsewhere) -> Scene | None:
    """What a court did and no sentence places, in the province of a local report rather than in all the country."""
    whole = scene is not None and scene.place.precision is Precision.COUNTRY and cluster.scene is None
    return elsewhere.in_division(scene) if scene is not None and whole and cluster.type in OF_COURTS else scene


def _home(clusters: Sequence[Cluster], main: Cluster | None, elsewhere: Elsewhere) -> Scene | None:
    """The scene that the report is about."""
    tied = [(t.event, t.scene) for c in clusters for t in c.members if t.scene is not None]
    own = main.scene if main is not None else None
    # A town named after what spreads over a country may be where it is feared.
    if own is None and main is not None and main.type not in kinship().national | kinship().spreading:
        own = elsewhere.told_next(main.members[0].event)
    home = own or elsewhere.document_scene(tied) or elsewhere.body_scene()
    home = home or elsewhere.headline_scene() or elsewhere.only_country()
    if home is None or main is None or main.type in kinship().national:
        return home
    if own is not None and main.type in kinship().spreading:
        return home  # what spreads over a country has many places, and none of them is the place
    return elsewhere.narrowed(home, _passages(elsewhere.finder.document, clusters, main))


def _passages(document: Document, clusters: Sequence[Cluster], main: Cluster) -> list[tuple[int, int]]:
    """What tells of the main event: the paragraphs of its telling mentions, and sentences of kindred events."""
    own = [t.event.start for t in main.members if not t.event.anaphoric]
    spans = [(b.start, b.end) for b in document.blocks if any(b.start <= start < b.end for start in own)]
    kin = (t.event for c in clusters for t in c.members if kinship().akin(t.event.type, main.type))
    return spans + [event.sentence for event in kin]


def _tied(cluster: Cluster, elsewhere: Elsewhere) -> Scene | None:
    """What the model ties to an event whose sentence names no place; nothing for talk."""
    if cluster.scene is not None or cluster.type in kinship().spoken:
        return None
    tied = [scene for t in cluster.members if (scene := elsewhere.tied_across(t.event)) is not None]
    return max(tied, key=lambda scene: scene.confidence, default=None)


def _scene_of(cluster: Cluster, tied: Scene | None, report: _Report) -> Scene | None:
    """The cluster's own scene, what the model ties to it, or one carried over; talk has no place but its own."""
    scene = cluster.scene or tied
    return scene if scene is not None or cluster.type in kinship().spoken else _carried(cluster, report)


def _carried(cluster: Cluster, report: _Report) -> Scene | None:
    """A scene of the passage or of the report, for a cluster that neither names one nor is tied to one."""
    elsewhere, first, home = report.elsewhere, cluster.members[0], report.home
    if home is not None and elsewhere.is_named_with(first.event, home) and cluster.type not in kinship().reactions:
        return elsewhere.carry(home, "the report's scene, which its sentence names too", to_locality=True)
    told = [(scene, kind) for order, scene, kind in report.told if 0 < first.order - order <= _PASSAGE]
    near = told[-1][0] if told else None
    before = elsewhere.told_before(first.event) or near
    if cluster.type in kinship().national | kinship().reactions:
        return elsewhere.carry_country(home, before)
    if near is not None and kinship().akin(told[-1][1], cluster.type):
        return elsewhere.carry(near, "what was told just before it was there", passage=True)
    if home is None or cluster.background:
        return elsewhere.carry_country(home, before)
    # The place that the sentence before names holds where the report is about it; else it is only talked of.
    if before is not None and before.place.country != home.place.country:
        return None
    return elsewhere.carry(home, "the report's scene; the sentence names no place", to_locality=True)
