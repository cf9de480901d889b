"""The whole path: inputs become documents, place mentions, event mentions and incidents."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.documents.problem import Problem
from geomap.documents.reader import read_documents
from geomap.events import find_events
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.formats.loading import Loading
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.incidents.across import merge_across
from geomap.incidents.build import find_incidents
from geomap.places import find_places
from geomap.places.online import ask_online

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from geomap.documents.document import Document
    from geomap.gazetteer.online import Geocoder
    from geomap.incidents.incident import Incident
    from geomap.places.mention import PlaceMention


@dataclass(slots=True)
class Reading:
    """What came out of a set of inputs.

    Attributes:
        documents: The reports that could be read.
        mentions: Their place mentions, by document id.
        incidents: What they report; merged across documents unless asked otherwise.
        problems: What could not be read, or only in part, and why.
        loaded: How many saved sets and tables of incidents were read, the empty ones too.
    """

    documents: list[Document] = field(default_factory=list)
    mentions: dict[str, list[PlaceMention]] = field(default_factory=dict)
    incidents: list[Incident] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    loaded: int = 0

    @property
    def any_read(self) -> bool:
        """Whether anything could be read: a report, or a set or table of incidents, be it an empty one."""
        return bool(self.documents or self.incidents or self.loaded)


def read(
    inputs: Iterable[str | Path],
    *,
    stdin: BinaryIO | None = None,
    merge: bool = True,
    gazetteer: Gazetteer | None = None,
    taxonomy: Taxonomy | None = None,
    on_document: Callable[[Document], None] | None = None,
    geocoder: Geocoder | None = None,
    columns: Mapping[str, str] | None = None,
) -> Reading:
    """Read reports, saved sets of incidents, or tables of other people's, and extract their incidents.

    The rows of other people's tables stay as they are: they are merged neither with each other nor with reports.

    Args:
        inputs: Files, folders, URLs, saved sets and tables of incidents, or "-" for standard input. Of a folder,
            reports and other people's tables are read; sets that geomap saved there are passed over.
        stdin: What "-" reads; the process's standard input by default. It may hold a report, records, a saved set or
            a table.
        merge: Join the incidents of several reports that are one event.
        gazetteer: The embedded one and the user's by default.
        taxonomy: The shipped one by default.
        on_document: Called before each document is read, for progress.
        geocoder: An online service to ask for names that no gazetteer knows; none by default. Only names leave the
            machine, and its failures become warnings.
        columns: Fields by columns of other people's tables ({"Incident Kind": "type"}), before those known by name.

    Returns:
        Everything found. One bad input never stops the rest: it becomes a problem of the reading. So does an
        interruption (Ctrl-C): what was read until then is kept.
    """
    gazetteer = gazetteer or Gazetteer.open()
    taxonomy = taxonomy or load_taxonomy()
    reading = Reading()
    loading = Loading(gazetteer, taxonomy, columns or {}, geocoder)
    given = loading.sort(inputs, stdin or sys.stdin.buffer)
    reading.problems += loading.problems
    reading.loaded = loading.loaded
    reading.incidents += [incident for several in given.sets for incident in several]
    try:
        for document in read_documents(given.reports, stdin=given.stdin):
            if isinstance(document, Problem):
                reading.problems.append(document)
                continue
            if on_document is not None:
                on_document(document)
            mentions, incidents = extract(document, gazetteer, taxonomy, geocoder)
            reading.documents.append(document)
            reading.mentions[document.id] = mentions
            reading.incidents += incidents
    except KeyboardInterrupt:
        reading.problems.append(Problem("interrupted", _interrupted(reading.documents)))
    if geocoder is not None:
        reading.problems += [Problem(geocoder.label, warning, lost=False) for warning in geocoder.warnings]
    # A set that stands alone was merged, or kept apart, when it was saved.
    if merge and (given.reports or len(given.sets) > 1):
        reading.incidents = merge_across(reading.incidents, gazetteer, taxonomy)
    reading.incidents += given.tables
    return reading


def extract(
    document: Document, gazetteer: Gazetteer, taxonomy: Taxonomy | None = None, geocoder: Geocoder | None = None
) -> tuple[list[PlaceMention], list[Incident]]:
    """The place mentions and the incidents of one document."""
    taxonomy = taxonomy or load_taxonomy()
    mentions = find_places(document, gazetteer)
    if geocoder is not None:
        mentions = ask_online(mentions, geocoder, gazetteer)
    events = find_events(document, mentions, taxonomy)
    return mentions, find_incidents(document, mentions, events, gazetteer, taxonomy)


def _interrupted(done: list[Document]) -> str:
    last = f"the last was {done[-1].id}" if done else "none was"
    return f"{len(done)} reports were read, {last}; run again with the inputs after it, or with all"
