"""Merges the incidents of several documents: one event told by several reports is one incident."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.mention import Status
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.incidents.cluster import overlap, same_place
from geomap.incidents.filters import day_span
from geomap.incidents.kinship import kinship
from geomap.incidents.summary import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.incidents.incident import Incident

_UNREAL = frozenset({Status.PLANNED, Status.THREATENED})
_MOST_DAYS = 10  # a date vaguer than this does not prove that two reports mean one event


def merge_across(
    incidents: Iterable[Incident], gazetteer: Gazetteer, taxonomy: Taxonomy | None = None
) -> list[Incident]:
    """Incidents with those of different documents joined where type, day and place agree.

    Both must be dated to within ten days and placed, since a guess would hide an event. The latest
    report's numbers stay. Order: first told first.
    """
    taxonomy = taxonomy or load_taxonomy()
    merged: list[Incident] = []
    by_month: dict[str, list[int]] = {}
    for incident in incidents:
        month = (incident.start or "")[:7]
        rivals = by_month.setdefault(month, [])
        index = next((i for i in rivals if _one_event(merged[i], incident, gazetteer)), None)
        if index is None:
            rivals.append(len(merged))
            merged.append(incident)
        else:
            merged[index] = _join(merged[index], incident, taxonomy)
    return merged


def _one_event(one: Incident, other: Incident, gazetteer: Gazetteer) -> bool:
    if one.place is None or other.place is None or one.start is None or other.start is None:
        return False
    if {s.document for s in one.sources} & {s.document for s in other.sources}:
        return False
    if not kinship().akin(one.type, other.type) or (one.status in _UNREAL) != (other.status in _UNREAL):
        return False
    if one.type in kinship().spoken and not set(one.actors) & set(other.actors):
        return False
    span, other_span = _days(one), _days(other)
    if max((span[1] - span[0]).days, (other_span[1] - other_span[0]).days) > _MOST_DAYS:
        return False
    return overlap(*span, *other_span) and same_place(one.place, other.place, gazetteer)


def _days(incident: Incident) -> tuple[date, date]:
    start = incident.start or ""
    return day_span(start)[0], day_span(incident.end or start)[1]


def _join(one: Incident, other: Incident, taxonomy: Taxonomy) -> Incident:
    """One incident from two: the finer place, the more telling type, the numbers of the later report."""
    newest = max((one, other), key=_published)
    oldest = other if newest is one else one
    finer = min((one, other), key=lambda i: i.place.uncertainty_km if i.place else float("inf"))
    kind = kinship().most_telling(one.type, other.type)
    status = one.status if one.status is other.status else _settled(one.status, other.status)
    killed = newest if newest.killed is not None else oldest
    injured = newest if newest.injured is not None else oldest
    return replace(
        one,
        type=kind,
        status=status,
        title=title_of(taxonomy.types[kind].label, status, finer.place),
        place=finer.place,
        place_reason=finer.place_reason,
        place_candidates=finer.place_candidates,
        killed=killed.killed,
        killed_text=killed.killed_text,
        injured=injured.injured,
        injured_text=injured.injured_text,
        actors=_union(one.actors, other.actors),
        targets=_union(one.targets, other.targets),
        weapons=_union(one.weapons, other.weapons),
        confidence=round(1 - (1 - one.confidence) * (1 - other.confidence), 2),
        main=one.main or other.main,
        sources=one.sources + other.sources,
        claimed_by=_union(one.claimed_by, other.claimed_by),
        blamed=tuple(dict.fromkeys(one.blamed + other.blamed)),
        why=one.why + other.why,
        arrested=_first(newest.arrested, oldest.arrested),
        missing=_first(newest.missing, oldest.missing),
        displaced=_first(newest.displaced, oldest.displaced),
        participants=_first(newest.participants, oldest.participants),
    )


def _first(newer: int | None, older: int | None) -> int | None:
    """The number of the later report, else that of the earlier."""
    return older if newer is None else newer


def _settled(one: Status, other: Status) -> Status:
    """An attempt outweighs "the attack"; what one report knows outweighs what another alleges."""
    for status in (Status.FOILED, Status.ATTEMPTED, Status.OCCURRED):
        if status in {one, other}:
            return status
    return one


def _published(incident: Incident) -> str:
    return max((s.published.isoformat() for s in incident.sources if s.published), default="")


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    known = {name.casefold() for name in one}
    return one + tuple(name for name in other if name.casefold() not in known)
