"""The rows and sources of a briefing as texts, the same for every kind of file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.briefings.sentences import disagreement, event_words, report_numbers, toll_words
from geomap.briefings.words import clipped, date_words, day_words, percent, place_name, precision_words

if TYPE_CHECKING:
    from geomap.briefings.facts import Briefing, Report, Row

COLUMNS = ("number", "date", "event", "place", "killed", "injured", "confidence", "sources")
MOST_ROWS = 240  # of slides and documents: some twenty pages, more than anybody will show or turn over
_REPORTS_SHOWN = 6
_WEB = ("http://", "https://")
_URL_SHOWN = 90


@dataclass(frozen=True, slots=True)
class Cells:
    """The texts of one row. `note` says which report gives which number, `precision` how nearly the place is known."""

    number: str
    date: str
    event: str
    note: str
    place: str
    precision: str
    killed: str
    injured: str
    confidence: str
    reports: str

    def columns(self) -> tuple[str, ...]:
        """In the order of `COLUMNS`, notes after what they belong to."""
        event = f"{self.event}. {self.note}" if self.note else self.event
        place = f"{self.place} ({self.precision})" if self.precision else self.place
        return (self.number, self.date, event, place, self.killed, self.injured, self.confidence, self.reports)


@dataclass(frozen=True, slots=True)
class Cited:
    """A report in the list of sources: title, what stands after it, address or None."""

    number: str
    title: str
    about: str
    url: str | None


def headings(briefing: Briefing) -> list[str]:
    """The headings of the columns."""
    return [briefing.labels(name, "columns") for name in COLUMNS]


def cells(row: Row, briefing: Briefing) -> Cells:
    """The texts of a row."""
    labels, incident = briefing.labels, row.incident
    shown = row.reports[:_REPORTS_SHOWN]
    rest = len(row.reports) - len(shown)
    reports = report_numbers(row) if not rest else " ".join(f"[{report.number}]" for report in shown) + f" +{rest}"
    return Cells(
        number=str(row.number),
        date=date_words(incident.start, incident.end, labels),
        event=event_words(row, briefing),
        note=disagreement(row, briefing),
        place=place_name(row.place, labels),
        precision=precision_words(row.place, labels) if row.place is not None else "",
        killed=toll_words(row.killed),
        injured=toll_words(row.injured),
        confidence=percent(incident.confidence),
        reports=reports,
    )


def cited(report: Report, briefing: Briefing) -> Cited:
    """A report as the list of sources has it."""
    about = []
    if report.document != report.title:
        about.append(report.document)
    if report.published:
        about.append(briefing.labels("published", date=day_words(report.published.isoformat(), briefing.labels)))
    return Cited(str(report.number), report.title, "".join(f", {part}" for part in about), web_address(report.url))


def web_address(url: str | None) -> str | None:
    """An address that may become a link: of the web, and of nothing else."""
    return url if url and url.lower().startswith(_WEB) and not any(c.isspace() for c in url) else None


def shown_address(url: str) -> str:
    """An address short enough to be shown."""
    return clipped(url.partition("://")[2].removesuffix("/"), _URL_SHOWN)
