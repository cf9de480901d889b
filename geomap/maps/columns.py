"""Incidents and mentions as columns: what the browser reads.

One list a field instead of one object an incident, texts numbered in one table: that is a tenth of the size, and
the browser filters numbers. `assets/js/store.js` is the reader; the two change together.
"""

from __future__ import annotations

import base64
import gzip
import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geomap.events.mention import Status
from geomap.gazetteer.place import Precision
from geomap.maps.checks import check_incident, check_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.place import Place
    from geomap.incidents.incident import Incident, Quote, Source
    from geomap.places.mention import PlaceMention, Role

STATUSES = tuple(status.value for status in Status)
PRECISIONS = tuple(precision.value for precision in Precision)
DATE_PRECISIONS = ("day", "range", "month", "season", "year", "decade")
_SAMPLES = 5
_LARGE = 4_000_000  # bytes from which packing as well as can be takes seconds
_QUICK, _THOROUGH = 6, 9


class _Sources:
    """The sources of all incidents and the quotes of all sources, one after the other, with how many belong to each."""

    def __init__(self, table: _Table) -> None:
        self.table = table
        self.columns: dict[str, list[int]] = {name: [] for name in SOURCE_FIELDS}

    def add(self, sources: Iterable[Source]) -> None:
        """Add the sources of the next incident."""
        count, document, quotes = (self.columns[name] for name in ("count", "document", "quotes"))
        count.append(0)
        for source in sources:
            count[-1] += 1
            document.append(self.table.document(source))
            quotes.append(len(source.quotes))
            for quote in source.quotes:
                self._add(quote)

    def _add(self, quote: Quote) -> None:
        columns = self.columns
        columns["text"].append(self.table.texts[quote.text])
        columns["start"].append(quote.start)
        # The end mostly follows from the text: what is kept is how far it is off.
        columns["excess"].append(quote.end - quote.start - len(quote.text))
        columns["trigger"].append(quote.trigger[0])
        columns["triggerLength"].append(quote.trigger[1] - quote.trigger[0])
        first, last = quote.place or (-1, -1)
        columns["place"].append(first)
        columns["placeLength"].append(last - first)

    def packed(self) -> dict[str, list[int]]:
        """The columns. Numbers that mostly grow are given as differences, which pack to almost nothing."""
        growing = ("document", "text")
        return {name: differences(column) if name in growing else column for name, column in self.columns.items()}


class _Numbering(dict[Any, int]):
    """Numbers things in the order in which they are first seen."""

    def __missing__(self, key: Any) -> int:  # noqa: ANN401 - any hashable
        number = self[key] = len(self)
        return number


class _Table:
    """The texts, places and documents that rows refer to by number."""

    def __init__(self) -> None:
        self.texts = _Numbering()
        self.places: dict[Place, int] = {}
        self.place_rows: list[list[Any]] = []
        self.documents: dict[tuple[Any, ...], int] = {}

    def gather(self, incidents: Sequence[Incident]) -> None:
        """Number the many texts kind by kind: like packs well beside like."""
        reports = [source for incident in incidents for source in incident.sources]
        for texts in (
            (incident.title for incident in incidents),
            (report.document for report in reports),
            (report.title for report in reports),
            (report.url for report in reports),
            (quote.text for report in reports for quote in report.quotes),
        ):
            for text in texts:
                self.text(text)

    def text(self, value: str | None) -> int:
        """Number of a text; -1 for none."""
        return -1 if value is None else self.texts[value]

    def texts_of(self, values: Iterable[str]) -> list[int]:
        """Numbers of several texts."""
        return [self.texts[value] for value in values]

    def place(self, place: Place | None) -> int:
        """Number of a place; -1 for none."""
        if place is None:
            return -1
        number = self.places.get(place)
        if number is None:
            number = self.places[place] = len(self.places)
            self.place_rows.append(
                [
                    self.text(place.name),
                    self.texts_of(place.within),
                    round(place.lat, 5),
                    round(place.lon, 5),
                    PRECISIONS.index(place.precision),
                    round(place.uncertainty_km, 2),
                    self.text(place.country),
                    self.text(place.kind),
                    place.geonameid or 0,
                    self.text(place.source or None),
                ]
            )
        return number

    def document(self, source: Source) -> int:
        """Number of a document."""
        published = source.published.isoformat() if source.published else None
        row = (self.text(source.document), self.text(source.title), self.text(source.url), self.text(published))
        return self.documents.setdefault(row, len(self.documents))


def incident_columns(incidents: Iterable[Incident], taxonomy: Taxonomy) -> dict[str, Any]:
    """The columns of `incidents`, in the order given.

    Raises:
        MapDataError: An incident holds what cannot be drawn; the message names it.
    """
    table = _Table()
    types = {key: number for number, key in enumerate(taxonomy.types)}
    rows: list[tuple[Any, ...]] = []
    sources = _Sources(table)
    incidents = list(incidents)
    table.gather(incidents)
    for number, incident in enumerate(incidents):
        check_incident(number, incident, taxonomy)
        rows.append(
            (
                incident.id,
                table.text(incident.title),
                types[incident.type],
                STATUSES.index(incident.status),
                incident.start or "",
                "" if incident.end == incident.start else incident.end or "",
                DATE_PRECISIONS.index(incident.date_precision) if incident.date_precision else -1,
                table.place(incident.place),
                table.text(incident.place_reason or None),
                incident.killed,
                incident.injured,
                table.text(incident.killed_text),
                table.text(incident.injured_text),
                table.texts_of(incident.actors),
                table.texts_of(incident.targets),
                table.texts_of(incident.weapons),
                round(incident.confidence * 1000),
                int(incident.main),
            )
        )
        sources.add(incident.sources)
    columns = _transposed(INCIDENT_FIELDS, rows)
    columns["title"] = differences(columns["title"])
    return {
        "rows": columns,
        "sources": sources.packed(),
        "places": _transposed(PLACE_FIELDS, table.place_rows),
        "documents": _transposed(DOCUMENT_FIELDS, list(table.documents)),
        "texts": list(table.texts),
    }


INCIDENT_FIELDS = (
    *("id", "title", "type", "status", "start", "end", "datePrecision", "place", "reason"),
    *("killed", "injured", "killedText", "injuredText", "actors", "targets", "weapons"),
    *("confidence", "main"),
)
SOURCE_FIELDS = (
    *("count", "document", "quotes"),  # sources of each incident; document, and number of quotes, of each source
    *("text", "start", "excess", "trigger", "triggerLength", "place", "placeLength"),  # of each quote
)
PLACE_FIELDS = ("name", "within", "lat", "lon", "precision", "uncertainty", "country", "kind", "geonameid", "source")
DOCUMENT_FIELDS = ("document", "title", "url", "published")
MENTION_FIELDS = ("place", "count", "reports", "samples")


def mention_columns(mentions: Mapping[str, Sequence[PlaceMention]], roles: frozenset[Role]) -> dict[str, Any]:
    """The places that mentions of one of the `roles` were resolved to, each once, with how often it is named.

    Raises:
        MapDataError: A place is not a point on the Earth; the message names the document.
    """
    table = _Table()
    counts: dict[int, int] = {}
    reports: dict[int, dict[str, None]] = {}
    samples: dict[int, dict[str, None]] = {}
    for document, found in mentions.items():
        for mention in found:
            if mention.role not in roles or mention.place is None:
                continue
            check_place(f"document {document!r}, mention {mention.text!r}", mention.place)
            number = table.place(mention.place)
            counts[number] = counts.get(number, 0) + 1
            reports.setdefault(number, {})[document] = None
            samples.setdefault(number, {})[mention.text] = None
    rows = [
        [
            number,
            counts[number],
            table.texts_of(reports[number]),
            table.texts_of(list(samples[number])[:_SAMPLES]),
        ]
        for number in sorted(counts, key=lambda number: (-counts[number], number))
    ]
    return {
        "rows": _transposed(MENTION_FIELDS, rows),
        "places": _transposed(PLACE_FIELDS, table.place_rows),
        "texts": list(table.texts),
    }


def packed(columns: object) -> str:
    """Columns as gzipped JSON in base64: a tenth of the size, and no character in it that HTML could misread."""
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A report may hold half a surrogate pair; as such it cannot be written, so it becomes a replacement character.
    raw = text.encode("utf-8", errors="replace")
    level = _THOROUGH if len(raw) < _LARGE else _QUICK
    return base64.b64encode(gzip.compress(raw, compresslevel=level, mtime=0)).decode("ascii")


def differences(numbers: Sequence[int]) -> list[int]:
    """Each number less the one before."""
    return [after - before for before, after in pairwise((0, *numbers))]


def _transposed(fields: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [() for _ in fields]
    return dict(zip(fields, columns, strict=True))
