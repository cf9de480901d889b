"""The summary of a briefing: sentences made from the fields of the incidents, and from nothing else."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from geomap.briefings.words import clean, clipped, date_words, day_words, percent
from geomap.events.mention import Status

if TYPE_CHECKING:
    from geomap.briefings.facts import Briefing, Row, Toll

_NAMES = 3


def summary(briefing: Briefing) -> list[str]:
    """Paragraphs: reports, period and what is on the map; what kinds; the numbers; what confidence means; filters."""
    if not briefing.rows:
        return _nothing(briefing)
    paragraphs = (
        (scope(briefing), _undated(briefing), placing(briefing), _vague(briefing)),
        (kinds(briefing), _statuses(briefing)),
        (*_tolls(briefing), _disagreements(briefing)),
        (confidence(briefing),),
        (_selected(briefing),),
    )
    joined = (" ".join(part for part in paragraph if part) for paragraph in paragraphs)
    return [paragraph for paragraph in joined if paragraph]


def scope(briefing: Briefing) -> str:
    """How many incidents, how many reports, which period."""
    labels = briefing.labels
    key = "scope"
    told, read = len(briefing.reports), briefing.reports_read
    if read is not None and read > told:
        key = "scope_read"
    return labels(
        key,
        "sentences",
        incidents=labels.count("incident", len(briefing.rows)),
        reports=f"{told:,}" if key == "scope_read" else labels.count("report", told),
        read=f"{read or 0:,}",
        period=_period(briefing),
    )


def period_words(briefing: Briefing) -> str:
    """The period of the incidents: "1–7 November 2021"; empty where none is dated."""
    if briefing.period is None:
        return ""
    return date_words(*briefing.period, briefing.labels, short=False)


def placing(briefing: Briefing) -> str:
    """How many are on the map, and how many could not be placed."""
    labels, placed = briefing.labels, len(briefing.placed)
    unplaced = len(briefing.rows) - placed
    if not unplaced:
        return labels("placed_one" if placed == 1 else "placed_all", "sentences")
    if not placed:
        return labels("placed_one_none" if unplaced == 1 else "placed_none", "sentences")
    return labels("placed_some", "sentences", placed=f"{placed:,}", unplaced=f"{unplaced:,}")


def kinds(briefing: Briefing) -> str:
    """How many of each group."""
    return briefing.labels("groups", "sentences", groups=group_words(briefing))


def group_words(briefing: Briefing) -> str:
    """The groups with their numbers, the largest first: "Battles (5), Protests (2)"."""
    ordered = sorted(briefing.groups, key=lambda pair: -len(pair[1]))
    return ", ".join(f"{clipped(group.label, 60)} ({len(rows):,})" for group, rows in ordered)


def confidence(briefing: Briefing) -> str:
    """What confidence means, and where it lies here."""
    values = sorted(row.incident.confidence for row in briefing.rows)
    low, high = percent(values[0]), percent(values[-1])
    if low == high:
        return briefing.labels("confidence_one", "sentences", low=low)
    middle = percent(median(values))
    return briefing.labels("confidence", "sentences", low=low, high=high, median=middle)


def event_words(row: Row, briefing: Briefing) -> str:
    """What happened: a title that is not geomap's own, type, status where it did not simply occur, who, with what."""
    labels, incident = briefing.labels, row.incident
    words = [clipped(row.kind.label, 80)]
    if incident.status is not Status.OCCURRED:
        words.append(labels(incident.status.value, "status"))
    for key, names in (("by", incident.actors), ("against", incident.targets), ("with", incident.weapons)):
        shown = [clipped(name, 40) for name in names[:_NAMES]] + (["…"] if len(names) > _NAMES else [])
        if shown:
            words.append(labels(key, "details", names=", ".join(shown)))
    said = ", ".join(words)
    # geomap's own titles are made of type and place, which the table has already.
    own = row.kind.label.casefold() in incident.title.casefold()
    return said if own or not clean(incident.title) else f"{row.title.rstrip(' .')}. {said}"


def toll_words(toll: Toll | None) -> str:
    """A number of people, in the words of the reports; empty where there is none."""
    return "" if toll is None else toll.words


def disagreement(row: Row, briefing: Briefing) -> str:
    """Which report gives which number, where reports disagree: "Killed: 10 [1], 12 [3]"."""
    labels = briefing.labels
    parts = []
    for name, toll in (("killed", row.killed), ("injured", row.injured)):
        if toll is not None and toll.by_report:
            values = (labels("value_of_source", value=text, number=number) for number, text in toll.by_report)
            parts.append(labels("both_sources", what=labels(name, "columns"), values=", ".join(values)))
    return "; ".join(parts)


def report_numbers(row: Row) -> str:
    """The numbers of an incident's reports: "[1] [3]"."""
    return " ".join(f"[{report.number}]" for report in row.reports)


def _nothing(briefing: Briefing) -> list[str]:
    labels = briefing.labels
    read = briefing.reports_read
    first = labels("none", "sentences")
    if read:
        first += " " + labels.count("none_read", read, "sentences")
    return [part for part in (first, _selected(briefing)) if part]


def _period(briefing: Briefing) -> str:
    if briefing.period is None:
        return ""
    first, last = (day_words(day, briefing.labels) for day in briefing.period)
    return briefing.labels("period_day" if first == last else "period_range", "sentences", first=first, last=last)


def _undated(briefing: Briefing) -> str:
    missing = sum(row.incident.start is None and row.incident.end is None for row in briefing.rows)
    return briefing.labels.count("undated", missing, "sentences") if missing else ""


def _vague(briefing: Briefing) -> str:
    vague = sum(row.vague for row in briefing.rows)
    return briefing.labels.count("vague", vague, "sentences") if vague else ""


def _statuses(briefing: Briefing) -> str:
    """How many occurred, were attempted, and so on; empty where all occurred."""
    counts = Counter(row.incident.status for row in briefing.rows)
    if set(counts) <= {Status.OCCURRED}:
        return ""
    words = ", ".join(f"{counts[s]:,} {briefing.labels(s.value, 'status')}" for s in list(Status) if counts[s])
    return briefing.labels("statuses", "sentences", statuses=words)


def _tolls(briefing: Briefing) -> list[str]:
    labels = briefing.labels
    parts = []
    for kind in ("killed", "injured"):
        total = briefing.total(kind)
        if total is not None:
            low, high, count = total
            number = f"{low:,}" if low == high else f"{low:,}–{high:,}"
            parts.append(labels(kind, "sentences", number=number, incidents=labels.count("incident", count)))
    worded = sum(row.counted and row.worded for row in briefing.rows)
    if not parts and not worded:
        return [labels("no_toll", "sentences")]
    if worded:
        parts.append(labels.count("worded", worded, "sentences"))
    apart = sum(not row.counted and (row.killed or row.injured) is not None for row in briefing.rows)
    if apart:
        parts.append(labels.count("not_counted", apart, "sentences"))
    several = any((total := briefing.total(kind)) is not None and total[2] > 1 for kind in ("killed", "injured"))
    return [*parts, labels("numbers_are_added" if several else "numbers_are_reported", "sentences")]


def _disagreements(briefing: Briefing) -> str:
    count = sum(row.disagrees for row in briefing.rows)
    return briefing.labels.count("disagree", count, "sentences") if count else ""


def _selected(briefing: Briefing) -> str:
    selection = clipped(briefing.selection, 400)
    return briefing.labels("selection", "sentences", filters=selection) if selection else ""
