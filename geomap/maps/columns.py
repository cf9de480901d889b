"""Incidents and mentions as columns: what the browser reads.

One list a field instead of one object an incident, texts numbered in one table: that is a tenth of the size, and
the browser filters numbers. `assets/js/store.js` is the reader; the two change together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.events.mention import Status
from geomap.gazetteer.place import Precision
from geomap.maps.checks import COUNTS, check_incident, check_place
from geomap.maps.packing import identifiers, numbers
from geomap.maps.wording import word_coded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.place import Place
    from geomap.incidents.incident import Incident, Quote, Source
    from geomap.places.mention import PlaceMention, Role

PRECISIONS = tuple(precision.value for precision in Precision)
DATE_PRECISIONS = ("day", "range", "month", "season", "year", "decade")
_SAMPLES = 5
_NO_PLACE, _BY_NAME = -1, -2  # of a quote: it names none; the first that bears the name of the incident's place


class _Sources:
    """The sources of all incidents and the quotes of all sources, one after the other, with how many belong to each."""

    def __init__(self, table: _Table) -> None:
        self.table = table
        self.columns: dict[str, list[int]] = {name: [] for name in SOURCE_FIELDS}
        self.quotes = _Numbering()

    def add(self, sources: Iterable[Source], place: Place | None) -> None:
        """Add the sources of the next incident, which happened at `place`."""
        count, document, quotes = (self.columns[name] for name in ("count", "document", "quotes"))
        count.append(0)
        for source in sources:
            count[-1] += 1
            document.append(self.table.document(source))
            quotes.append(len(source.quotes))
            for quote in source.quotes:
                self._add(quote, place.name if place else "")

    def _add(self, quote: Quote, name: str) -> None:
        columns = self.columns
        columns["text"].append(self.quotes[quote.text])
        columns["start"].append(quote.start)
        # The end mostly follows from the text: what is kept is how far it is off.
        columns["excess"].append(quote.end - quote.start - len(quote.text))
        columns["trigger"].append(quote.trigger[0])
        columns["triggerLength"].append(quote.trigger[1] - quote.trigger[0])
        if quote.place is None:
            first, length = _NO_PLACE, 0
        elif (at := quote.text.find(name)) == quote.place[0] and at + len(name) == quote.place[1]:
            first, length = _BY_NAME, 0
        else:
            first, length = quote.place[0], quote.place[1] - quote.place[0]
        columns["place"].append(first)
        columns["placeLength"].append(length)

    def packed(self) -> dict[str, str | list[int]]:
        """The columns."""
        growing = ("document", "text")
        return {name: numbers(column, growing=name in growing) for name, column in self.columns.items()}


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
        self.lists = _Numbering()

    def gather(self, incidents: Sequence[Incident]) -> None:
        """Number the many texts kind by kind: like packs well beside like."""
        reports = [source for incident in incidents for source in incident.sources]
        for texts in (
            (incident.title for incident in incidents),
            (report.document for report in reports),
            (report.title for report in reports),
            (report.url for report in reports),
        ):
            for text in texts:
                self.text(text)

    def text(self, value: str | None) -> int:
        """Number of a text; -1 for none."""
        return -1 if value is None else self.texts[value]

    def texts_of(self, values: Iterable[str]) -> list[int]:
        """Numbers of several texts."""
        return [self.texts[value] for value in values]

    def list(self, values: tuple[str, ...]) -> int:
        """Number of a list of texts."""
        return int(self.lists[values])

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
        published = source.published.isoformat() if source.published else ""
        row = (self.text(source.document), self.text(source.title), self.text(source.url), published)
        return self.documents.setdefault(row, len(self.documents))


def incident_columns(incidents: Iterable[Incident], taxonomy: Taxonomy) -> tuple[dict[str, Any], bytes]:
    """The columns of `incidents`, in the order given, and the bytes that they refer to: ids, then quotes.

    "types" are the keys of the types that there are, in the taxonomy's order; the rows number those.

    Raises:
        MapDataError: An incident holds what cannot be drawn; the message names it.
    """
    incidents = list(incidents)
    for number, incident in enumerate(incidents):
        check_incident(number, incident, taxonomy)
    used = {incident.type for incident in incidents}
    types = {key: number for number, key in enumerate(key for key in taxonomy.types if key in used)}
    table = _Table()
    rows: list[tuple[Any, ...]] = []
    sources = _Sources(table)
    table.gather(incidents)
    for incident in incidents:
        rows.append(
            (
                table.text(incident.title),
                types[incident.type],
                _STATUS_NUMBERS[incident.status],
                incident.start or "",
                "" if incident.end == incident.start else incident.end or "",
                DATE_PRECISIONS.index(incident.date_precision) if incident.date_precision else -1,
                table.place(incident.place),
                table.text(incident.place_reason or None),
                table.list(incident.place_candidates),
                table.text(incident.killed_text),
                table.text(incident.injured_text),
                table.list(incident.actors),
                table.list(incident.targets),
                table.list(incident.weapons),
                round(incident.confidence * 1000),
                int(incident.main),
                table.list(incident.claimed_by),
                table.list(tuple(text for who, by in incident.blamed for text in (who, by or ""))),
                *(getattr(incident, name) for name in COUNTS),
            )
        )
        sources.add(incident.sources, incident.place)
    ids, id_bytes = identifiers([incident.id for incident in incidents])
    words, quotes = word_coded(list(sources.quotes))
    documents = _transposed(DOCUMENT_FIELDS, list(table.documents))
    columns = {
        "types": list(types),
        "rows": {
            "id": ids,
            **_numbered(_transposed(INCIDENT_FIELDS, rows), dates=("start", "end"), growing=("title",)),
        },
        "sources": sources.packed(),
        "places": _transposed(PLACE_FIELDS, table.place_rows),
        "documents": _numbered(documents, dates=("published",), growing=("document", "title", "url")),
        "lists": [table.texts_of(texts) for texts in table.lists],
        "texts": list(table.texts),
        "words": words,
    }
    return columns, id_bytes + quotes


def _numbered(columns: dict[str, Sequence[Any]], *, dates: tuple[str, ...], growing: tuple[str, ...]) -> dict[str, Any]:
    """Columns with their numbers as characters. Dates become numbers of a list of all days, in order."""
    days = sorted({day for name in dates for day in columns[name]})
    places = {day: number for number, day in enumerate(days)}
    out: dict[str, Any] = {"days": days}
    for name, column in columns.items():
        out[name] = numbers([places[day] for day in column] if name in dates else column, growing=name in growing)
    return out


_STATUS_NUMBERS = {status: number for number, status in enumerate(Status)}
INCIDENT_FIELDS = (
    *("title", "type", "status", "start", "end", "datePrecision", "place", "reason", "candidates"),
    *(
        "killedText",
        "injuredText",
        "actors",
        "targets",
        "weapons",
        "confidence",
        "main",
        "claimedBy",
        "blamed",
        *COUNTS,
    ),
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


def _transposed(fields: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> dict[str, Sequence[Any]]:
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [() for _ in fields]
    return dict(zip(fields, columns, strict=True))
