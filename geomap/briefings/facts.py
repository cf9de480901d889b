"""What a briefing tells: the incidents in order and numbered, their sources numbered, and the totals.

Everything here is counted from the incidents themselves, so every kind of file says the same.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from geomap.briefings.errors import BriefingError
from geomap.briefings.words import clean, clipped
from geomap.events.forms import shapes_of
from geomap.events.mention import Status
from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from geomap.briefings.labels import Labels
    from geomap.events.taxonomy import EventType, Group, Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.place import Place
    from geomap.incidents.incident import Incident, Source

VAGUE = frozenset({Precision.AREA, Precision.COUNTRY, Precision.UNKNOWN})
MOST_FORMS = 12  # types, from which the legend of the interactive map is folded too
_TITLE = 160  # characters of a heading
_SOURCE_TITLE = 200
_MANY, _SEVERAL = 100, 10  # killed, from which a symbol grows
_KINDS = ("killed", "injured")
_ELSEWHERE = frozenset({Status.PLANNED, Status.THREATENED, Status.DENIED})
_OTHERS = re.compile(r"with\s", re.IGNORECASE)  # those beside the one whom the number counts too
_ONE = re.compile(r"\b(?:one|1)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Report:
    """A document in the list of sources."""

    number: int
    document: str
    title: str
    url: str | None
    published: date | None


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people: the lowest and highest that reports give, their words, and who says what.

    `by_report` has the value of each report in its words, by the report's number; it is empty where they agree.
    """

    low: int | None
    high: int | None
    words: str
    by_report: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An incident with its number in the briefing. `form` is the shape of its symbol."""

    number: int
    incident: Incident
    kind: EventType
    group: Group
    form: str
    reports: tuple[Report, ...]
    killed: Toll | None
    injured: Toll | None

    @property
    def title(self) -> str:
        """What and where, in a few words."""
        return clipped(self.incident.title, 120) or self.kind.label

    @property
    def place(self) -> Place | None:
        """Where it was."""
        return self.incident.place

    @property
    def vague(self) -> bool:
        """Whether only a region or country is known."""
        return self.place is not None and self.place.precision in VAGUE

    @property
    def severity(self) -> int:
        """0 to 4, by the people killed and injured, as on the interactive map."""
        return severity(self.incident)

    @property
    def counted(self) -> bool:
        """Whether its numbers belong in a total: those of a threat, a plan or what is denied do not."""
        return self.incident.status not in _ELSEWHERE

    @property
    def worded(self) -> bool:
        """Whether a report gives words ("dozens") where a total would need a number."""
        return any(toll is not None and toll.low is None for toll in (self.killed, self.injured))

    @property
    def disagrees(self) -> bool:
        """Whether its reports give different numbers."""
        return any(toll is not None and toll.by_report for toll in (self.killed, self.injured))


@dataclass(frozen=True)
class Briefing:
    """What a briefing tells.

    Attributes:
        title: Its heading, short enough for a page.
        rows: The incidents, the weightiest first, numbered from 1.
        reports: The documents that tell of them, numbered from 1 in the order in which the rows name them.
        labels: The fixed words.
        taxonomy: Types and groups.
        selection: The filters that the incidents passed, in words; empty where there was none.
        reports_read: How many documents were read, None where that is not known.
        map_link: Address of the interactive map, or None.
        gazetteer: Gives the outlines of provinces; without it circles stand for them.
    """

    title: str
    rows: tuple[Row, ...]
    reports: tuple[Report, ...]
    labels: Labels
    taxonomy: Taxonomy
    selection: str = ""
    reports_read: int | None = None
    map_link: str | None = None
    gazetteer: Gazetteer | None = field(default=None, repr=False)

    @cached_property
    def placed(self) -> tuple[Row, ...]:
        """The rows that are on the map."""
        return tuple(row for row in self.rows if row.place is not None)

    @cached_property
    def groups(self) -> tuple[tuple[Group, tuple[Row, ...]], ...]:
        """The groups that occur, in the order of the taxonomy, each with its rows."""
        found = ((group, tuple(r for r in self.rows if r.group is group)) for group in self.taxonomy.groups.values())
        return tuple((group, rows) for group, rows in found if rows)

    @cached_property
    def kinds(self) -> tuple[tuple[EventType, tuple[Row, ...]], ...]:
        """The types that occur, in the order of the taxonomy, each with its rows."""
        found = ((kind, tuple(r for r in self.rows if r.kind is kind)) for kind in self.taxonomy.types.values())
        return tuple((kind, rows) for kind, rows in found if rows)

    @property
    def form_by_type(self) -> bool:
        """Whether each type has a form of its own; of many types, which no legend could list, a group shares one."""
        return len(self.kinds) <= MOST_FORMS

    @cached_property
    def period(self) -> tuple[str, str] | None:
        """The first and the last day of the incidents that are dated, as ISO dates of whatever precision."""
        dates = [(i.start or i.end, i.end or i.start) for i in (row.incident for row in self.rows)]
        first = min((start for start, _ in dates if start), default=None, key=_sortable)
        last = max((end for _, end in dates if end), default=None, key=_sortable)
        return (first, last) if first and last else None

    @cached_property
    def latest(self) -> date | None:
        """The day of the latest report."""
        return max((report.published for report in self.reports if report.published), default=None)

    def total(self, kind: str, rows: Sequence[Row] | None = None) -> tuple[int, int, int] | None:
        """People "killed" or "injured" over rows: lowest, highest, and in how many incidents; None without a number.

        An incident of which a report says that there were none does not count among those with some.
        """
        tolls = [getattr(row, kind) for row in (self.rows if rows is None else rows) if row.counted]
        known = [toll for toll in tolls if toll is not None and toll.low is not None]
        if not known:
            return None
        some = sum(toll.high > 0 for toll in known)
        return sum(toll.low for toll in known), sum(toll.high for toll in known), some or len(known)


def make_briefing(
    incidents: Iterable[Incident],
    labels: Labels,
    taxonomy: Taxonomy,
    *,
    title: str | None = None,
    selection: str = "",
    reports_read: int | None = None,
    map_link: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> Briefing:
    """Order, number and check the incidents of a briefing.

    Raises:
        BriefingError: An incident has a type that the taxonomy lacks, or a place that is not on the globe.
    """
    ordered = sorted(incidents, key=lambda incident: -weight(incident))
    reports: dict[tuple[str, str | None], Report] = {}
    rows = []
    for incident in ordered:
        _check(incident, taxonomy)
    forms = shapes_of(taxonomy) if len({incident.type for incident in ordered}) <= MOST_FORMS else {}
    for number, incident in enumerate(ordered, 1):
        told = {report.number: report for report in (_report(source, reports, labels) for source in incident.sources)}
        kind = taxonomy.types[incident.type]
        numbers = [_report(source, reports, labels).number for source in incident.sources]
        tolls = {name: toll(incident, name, numbers) for name in _KINDS}
        group = taxonomy.groups[kind.group]
        form = forms.get(kind.key, group.shape)
        rows.append(Row(number, incident, kind, group, form, tuple(told.values()), **tolls))
    return Briefing(
        title=clipped(title, _TITLE) if title and clean(title) else labels("default_title"),
        rows=tuple(rows),
        reports=tuple(reports.values()),
        labels=labels,
        taxonomy=taxonomy,
        selection=selection,
        reports_read=reports_read,
        map_link=map_link,
        gazetteer=gazetteer,
    )


def weight(incident: Incident) -> float:
    """How much an incident weighs: what a report is about first, then by people killed, then by confidence."""
    return 8 * incident.main + severity(incident) + 0.99 * incident.confidence


def severity(incident: Incident) -> int:
    """0 to 4, by the people killed and injured."""
    killed = incident.killed or 0
    if killed >= _SEVERAL:
        return 4 if killed >= _MANY else 3
    return 2 if killed else int(bool(incident.injured))


def toll(incident: Incident, kind: str, numbers: Sequence[int]) -> Toll | None:
    """The people "killed" or "injured" by an incident, None where no report gives a number.

    Args:
        incident: The incident.
        kind: "killed" or "injured".
        numbers: The number of each of its sources in the list of reports.
    """
    value, words = getattr(incident, kind), getattr(incident, f"{kind}_text")
    given: dict[int, tuple[int, str]] = {}
    for number, source in zip(numbers, incident.sources, strict=True):
        told, text = getattr(source, kind), getattr(source, f"{kind}_text")
        if told is not None:
            given.setdefault(number, (told, _told(text, told)))
    if len({told for told, _ in given.values()}) > 1:
        values = [told for told, _ in given.values()] + ([value] if value is not None else [])
        low, high = min(values), max(values)
        return Toll(low, high, f"{low:,}–{high:,}", tuple((number, text) for number, (_, text) in given.items()))
    if value is None and not words:
        return None
    return Toll(value, value, _told(words, value))


def _told(words: str | None, value: int | None) -> str:
    """A report's words for a number, as they read inside a sentence: "At least 95" is "at least 95".

    The number itself where the words do not tell it: "he" is 1, "no" is 0, "with 21 others" is 22.
    """
    text = clipped(words or "", 40)
    if value is not None and (not text or _OTHERS.match(text) or (value <= 1 and not _ONE.search(text))):
        return f"{value:,}"
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _report(source: Source, known: dict[tuple[str, str | None], Report], labels: Labels) -> Report:
    key = (source.document, source.url)
    if key not in known:
        title = clipped(source.title or source.document, _SOURCE_TITLE) or labels("untitled")
        url = clean(source.url) if source.url else None
        known[key] = Report(len(known) + 1, clipped(source.document, 120), title, url, source.published)
    return known[key]


def _check(incident: Incident, taxonomy: Taxonomy) -> None:
    if incident.type not in taxonomy.types:
        message = f"incident {incident.id!r} has the type {incident.type!r}, which the taxonomy does not have"
        raise BriefingError(message)
    place = incident.place
    if place is None:
        return
    if not (math.isfinite(place.lat) and math.isfinite(place.lon) and abs(place.lat) <= 90 and abs(place.lon) <= 180):  # noqa: PLR2004 - degrees
        message = f"incident {incident.id!r} is at {place.lat}, {place.lon} (lat, lon), which is not on the globe"
        raise BriefingError(message)


def _sortable(day: str) -> tuple[int, str]:
    """A key by which ISO dates sort, those before Christ first."""
    if day.startswith("-"):
        return -int(day[1:5]), day
    return int(day[:4]), day
