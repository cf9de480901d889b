"""Filters: which incidents to keep, by type, time, place, status, confidence and text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geopy.distance import geodesic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from geomap.events.mention import Status
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.place import Place
    from geomap.incidents.incident import Incident


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep; a field that is empty keeps everything, and all fields must hold.

    Attributes:
        types: Taxonomy keys to keep.
        exclude_types: Taxonomy keys to drop.
        since: First day; an incident that may have happened on or after it stays. Undated ones go.
        until: Last day, likewise.
        within: A place that must hold the incident's place.
        within_shape: An area, x = longitude and y = latitude in degrees, that must hold the incident's point.
        near: A place to be near to.
        radius_km: How near, in km, by geodesic distance.
        statuses: Statuses to keep.
        min_confidence: Lowest confidence, 0 to 1.
        main_only: Keep only what each report is about.
        text: Words that the title, names or quotes must hold, whatever their case.
    """

    types: frozenset[str] = frozenset()
    exclude_types: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    within: Place | None = None
    within_shape: BaseGeometry | None = None
    near: Place | None = None
    radius_km: float = 50.0
    statuses: frozenset[Status] = frozenset()
    min_confidence: float = 0.0
    main_only: bool = False
    text: str | None = None

    def apply(self, incidents: Iterable[Incident], gazetteer: Gazetteer) -> list[Incident]:
        """The incidents that pass, in the order given."""
        return [incident for incident in incidents if self._keeps(incident, gazetteer)]

    def _keeps(self, incident: Incident, gazetteer: Gazetteer) -> bool:
        return (
            (not self.types or incident.type in self.types)
            and incident.type not in self.exclude_types
            and (not self.statuses or incident.status in self.statuses)
            and incident.confidence >= self.min_confidence
            and (incident.main or not self.main_only)
            and self._in_time(incident)
            and self._in_place(incident, gazetteer)
            and (self.text is None or self.text.casefold() in _all_text(incident).casefold())
        )

    def _in_time(self, incident: Incident) -> bool:
        if self.since is None and self.until is None:
            return True
        if incident.start is None:
            return False
        first, last = day_span(incident.start)[0], day_span(incident.end or incident.start)[1]
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)

    def _in_place(self, incident: Incident, gazetteer: Gazetteer) -> bool:
        if self.within is None and self.within_shape is None and self.near is None:
            return True
        place = incident.place
        if place is None:
            return False
        if self.within is not None and place.key != self.within.key and not gazetteer.contains(self.within, place):
            return False
        if self.within_shape is not None and not _covers(self.within_shape, place):
            return False
        return self.near is None or bool(
            geodesic((place.lat, place.lon), (self.near.lat, self.near.lon)).km <= self.radius_km
        )


def day_span(iso: str) -> tuple[date, date]:
    """First and last day of "2021", "2021-11" or "2021-11-07"."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:  # noqa: PLR2004 - year and month
        year, month = parts
        following = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else None
        last = date.fromordinal(following.toordinal() - 1) if following else date.max
        return date(year, month, 1), last
    day = date(*parts)
    return day, day


def _covers(shape: BaseGeometry, place: Place) -> bool:
    from shapely import Point

    return bool(shape.covers(Point(place.lon, place.lat)))


def _all_text(incident: Incident) -> str:
    quotes = (quote.text for source in incident.sources for quote in source.quotes)
    titles = (source.title or "" for source in incident.sources)
    return "\n".join((incident.title, *incident.actors, *incident.targets, *incident.weapons, *titles, *quotes))
