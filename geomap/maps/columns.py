"""Incidents and mentions as columns: what the browser reads.

One list a field instead of one object an incident, texts numbered in one table: that is a tenth of the size, and
the browser filters numbers. `assets/js/store.js` is the reader; the two change together.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from geomap.events.mention import Status
from geomap.gazetteer.place import Precision
from geomap.maps.checks import COUNTS, check_incidents, check_place
from geomap.maps.packing import identifiers, numbers
from geomap.maps.wording import word_coded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.place import Place
    from geomap.incidents.incident import Incident, Quote
    from geomap.places.mention import PlaceMention, Role

PRECISIONS = tuple(precision.value for precision in Precision)
DATE_PRECISIONS = ("day", "range", "month", "season", "year", "decade")
_SAMPLES = 5
_NO_PLACE, _BY_NAME = -1, -2  # of a quote: it names none; the first that bears the name of the incident's place


class _Numbering(dict[Any, int]):
    """Numbers things in the order in which they are first seen."""

    def __missing__(self, key: Any) -> int:  # noqa: ANN401 - any hashable
        number = self[key] = len(self)
        return number


class _Table:
    """The texts, lists of texts and places that rows refer to by number."""

    def __init__(self) -> None:
        self.texts = _Numbering()
        self.objects: dict[int, int] = {}  # numbers of places by their id: mostly the same few objects are given
        self.places: dict[Place, int] = {}
        self.place_rows: list[list[Any]] = []
        self.lists = _Numbering()

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
        number = self.objects.get(id(place))
        if number is None:
            number = self.objects[id(place)] = self._number_of(place)
        return number

    def _number_of(self, place: Place) -> int:
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


def incident_columns(incidents: Iterable[Incident], taxonomy: Taxonomy) -> tuple[dict[str, Any], bytes]:
    """The columns of `incidents`, in the order given, and the bytes that they refer to: ids, then quotes.

    "types" are the keys of the types that there are, in the taxonomy's order; the rows number those.

    Raises:
        MapDataError: An incident holds what cannot be drawn; the message names it.
    """
    incidents = list(incidents)
    check_incidents(incidents, taxonomy)
    table = _Table()
    used = {incident.type for incident in incidents}
    types = {key: number for number, key in enumerate(key for key in taxonomy.types if key in used)}
    # Texts are numbered kind by kind: like packs well beside like.
    titles = [table.texts[incident.title] for incident in incidents]
    sources, documents, quotes = _sources(incidents, table)
    rows = {"title": numbers(titles, growing=True), **_rows(incidents, types, table)}
    ids, id_bytes = identifiers([incident.id for incident in incidents])
    words, quote_bytes = word_coded(quotes)
    columns = {
        "types": list(types),
        "rows": {"id": ids, **rows},
        "sources": sources,
        "places": _transposed(PLACE_FIELDS, table.place_rows),
        "documents": documents,
        "lists": [table.texts_of(texts) for texts in table.lists],
        "texts": list(table.texts),
        "words": words,
    }
    return columns, id_bytes + quote_bytes


def _rows(incidents: Sequence[Incident], types: Mapping[str, int], table: _Table) -> dict[str, Any]:
    """What is one value an incident, but for title and id."""
    texts, lists = table.texts, table.lists
    starts = [one.start or "" for one in incidents]
    ends = ["" if one.end == one.start else one.end or "" for one in incidents]
    days = sorted({*starts, *ends})
    day_numbers = {day: number for number, day in enumerate(days)}
    columns: dict[str, list[int | None]] = {
        "type": [types[one.type] for one in incidents],
        "status": [_STATUS_NUMBERS[one.status] for one in incidents],
        "start": [day_numbers[day] for day in starts],
        "end": [day_numbers[day] for day in ends],
        "datePrecision": [_DATE_PRECISION_NUMBERS[one.date_precision] for one in incidents],
        "place": [table.place(one.place) for one in incidents],
        "reason": [table.text(one.place_reason or None) for one in incidents],
        "candidates": [lists[one.place_candidates] for one in incidents],
        "killedText": [None if one.killed_text is None else texts[one.killed_text] for one in incidents],
        "injuredText": [None if one.injured_text is None else texts[one.injured_text] for one in incidents],
        "actors": [lists[one.actors] for one in incidents],
        "targets": [lists[one.targets] for one in incidents],
        "weapons": [lists[one.weapons] for one in incidents],
        "claimedBy": [lists[one.claimed_by] for one in incidents],
        "blamed": [lists[tuple(text for who, by in one.blamed for text in (who, by or ""))] for one in incidents],
        "confidence": [round(one.confidence * 1000) for one in incidents],
        "main": [int(one.main) for one in incidents],
        **{name: list(map(attrgetter(name), incidents)) for name in COUNTS},
    }
    return {"days": days, **{name: numbers(column) for name, column in columns.items()}}


def _sources(incidents: Sequence[Incident], table: _Table) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """The sources of all incidents and the quotes of all sources, one after the other; their documents; the texts.

    With them stands how many sources each incident has, and how many quotes and which numbers each source.
    """
    reports = [source for one in incidents for source in one.sources]
    quotes = [quote for report in reports for quote in report.quotes]
    names = [one.place.name if one.place else "" for one in incidents for source in one.sources for _ in source.quotes]
    spots = [_spot(quote, name) for quote, name in zip(quotes, names, strict=True)]
    documents, texts = _Numbering(), _Numbering()
    columns: dict[str, Sequence[int | None]] = {
        "count": [len(one.sources) for one in incidents],
        "document": [documents[report.document, report.title, report.url, report.published] for report in reports],
        "quotes": [len(report.quotes) for report in reports],
        "killed": [report.killed for report in reports],
        "injured": [report.injured for report in reports],
        "killedText": [None if report.killed_text is None else table.texts[report.killed_text] for report in reports],
        "injuredText": [
            None if report.injured_text is None else table.texts[report.injured_text] for report in reports
        ],
        "text": [texts[quote.text] for quote in quotes],
        "start": [quote.start for quote in quotes],
        # The end mostly follows from the text: what is kept is how far it is off.
        "excess": [quote.end - quote.start - len(quote.text) for quote in quotes],
        "trigger": [quote.trigger[0] for quote in quotes],
        "triggerLength": [quote.trigger[1] - quote.trigger[0] for quote in quotes],
        "place": [first for first, _ in spots],
        "placeLength": [length for _, length in spots],
    }
    packed = {name: numbers(column, growing=name in {"document", "text"}) for name, column in columns.items()}
    return packed, _documents(documents, table), list(texts)


def _spot(quote: Quote, name: str) -> tuple[int, int]:
    """Where a quote names the place: first character and length; `name` is that of the incident's place."""
    if quote.place is None:
        return _NO_PLACE, 0
    first, last = quote.place
    length = last - first
    return (_BY_NAME, 0) if length == len(name) and quote.text.find(name) == first else (first, length)


def _documents(documents: Iterable[tuple[Any, ...]], table: _Table) -> dict[str, Any]:
    names, titles, urls, dates = zip(*documents, strict=True) if documents else ((), (), (), ())
    published = [date.isoformat() if date else "" for date in dates]
    days = sorted(set(published))
    places = {day: number for number, day in enumerate(days)}
    return {
        "days": days,
        "document": numbers([table.text(name) for name in names], growing=True),
        "title": numbers([table.text(title) for title in titles], growing=True),
        "url": numbers([table.text(url) for url in urls], growing=True),
        "published": numbers([places[day] for day in published]),
    }


_STATUS_NUMBERS = {status: number for number, status in enumerate(Status)}
_DATE_PRECISION_NUMBERS: dict[str | None, int] = {
    None: -1,
    **{name: number for number, name in enumerate(DATE_PRECISIONS)},
}
PLACE_FIELDS = ("name", "within", "lat", "lon", "precision", "uncertainty", "country", "kind", "geonameid", "source")
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
