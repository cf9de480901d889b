"""Rows of other people's tables become incidents; what cannot is set aside and counted, with the reason."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geomap.documents.published import parse_published
from geomap.errors import FormatError
from geomap.events.mention import Status
from geomap.formats.cells import unsafe
from geomap.formats.columns import from_row
from geomap.formats.features import place_properties
from geomap.formats.tables.columns import Columns, fold, map_columns
from geomap.formats.tables.dates import day_comes_first, is_ambiguous, read_day, span
from geomap.formats.tables.kinds import Kinds
from geomap.formats.tables.places import Names, Placer
from geomap.incidents.summary import title_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.online import Geocoder
    from geomap.gazetteer.place import Place
    from geomap.incidents.incident import Incident

_COUNTS = ("killed", "injured", "arrested", "missing", "displaced", "participants")
_WHERES_SHOWN = 3
_BETWEEN = ";"


@dataclass(slots=True)
class Notes:
    """What is to be said of the rows of a table: how many, which, and why."""

    aside: dict[str, list[str]] = field(default_factory=dict)
    warnings: dict[str, list[str]] = field(default_factory=dict)

    def set_aside(self, reason: str, where: str) -> None:
        """Count a row that did not become an incident."""
        self.aside.setdefault(reason, []).append(where)

    def warn(self, reason: str, where: str) -> None:
        """Count a row of which something could not be read."""
        self.warnings.setdefault(reason, []).append(where)

    def lines(self, total: int) -> list[tuple[str, bool]]:
        """Sentences, and whether incidents were lost."""
        said = [
            (f"{_many(wheres, total)} set aside: {reason} ({_some(wheres)})", True)
            for reason, wheres in self.aside.items()
        ]
        return said + [
            (f"{_many(wheres, total)}: {reason} ({_some(wheres)})", False) for reason, wheres in self.warnings.items()
        ]


def read_rows(
    rows: Sequence[tuple[str, Mapping[str, Any]]],
    document: str,
    gazetteer: Gazetteer,
    taxonomy: Taxonomy,
    *,
    said: Mapping[str, str],
    notes: Notes,
    geocoder: Geocoder | None = None,
) -> list[Incident]:
    """The incidents of a table.

    Args:
        rows: Each with words that say where it stands ("line 7"); all values as text or numbers.
        document: The table's name, which stands as the source where a row names none.
        gazetteer: Finds places by name.
        taxonomy: The types.
        said: Fields by columns, as the user says.
        notes: Takes what is to be said of rows.
        geocoder: An online service to ask for names that the gazetteer does not know; none by default.

    Raises:
        FormatError: A column that is needed is not there.
    """
    header = dict.fromkeys(name for _, row in rows[:1000] for name in row)
    reader = _Rows(map_columns(header, said), document, Placer(gazetteer, geocoder), taxonomy, notes)
    reader.look_at_dates([row for _, row in rows])
    incidents, ids = [], dict[str, int]()
    for where, row in rows:
        try:
            made = reader.row(row, where)
            # A table may give one id to several rows.
            ids[made["id"]] = ids.get(made["id"], 0) + 1
            if ids[made["id"]] > 1:
                made["id"] = f"{made['id']}#{ids[made['id']]}"
            incidents.append(from_row(made))
        except FormatError as error:
            notes.set_aside(str(error), where)
    return incidents


class _Rows:
    """Reads the rows of one table."""

    def __init__(self, columns: Columns, document: str, placer: Placer, taxonomy: Taxonomy, notes: Notes) -> None:
        self._columns = columns.columns
        self._document = document
        self._taxonomy = taxonomy
        self._notes = notes
        self._placer = placer
        self._kinds = Kinds(taxonomy)
        self._day_first = True
        self._uncertain = False

    def look_at_dates(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """See from all dates whether days come before months."""
        names = [name for key in ("start", "end") for name in self._columns.get(key, ())]
        found = day_comes_first(_text(row.get(name)) for row in rows for name in names)
        self._day_first, self._uncertain = found is not False, found is None

    def row(self, row: Mapping[str, Any], where: str) -> dict[str, Any]:
        """A row's incident as the properties of the contract.

        Raises:
            FormatError: The row cannot be an incident; the message says why.
        """
        kind = self._kind(row, where)
        status = self._status(row, where)
        place, reason = self._place(row, where)
        start, end, precision = self._time(row, where)
        counts = {name: self._count(row, name, where) for name in _COUNTS}
        source = self._source(row, counts)
        return {
            "id": self._get(row, "id")
            or hashlib.sha256(repr(sorted(row.items(), key=str)).encode("utf-8", "replace")).hexdigest()[:16],
            "type": kind,
            "status": status.value,
            "title": self._get(row, "title") or title_of(self._taxonomy.types[kind].label, status, place),
            "start": start,
            "end": end,
            "date_precision": precision,
            **place_properties(place),
            "place_reason": reason,
            **counts,
            "killed_text": self._killed_text(row, counts["killed"]),
            "injured_text": self._get(row, "injured_text") or None,
            "actors": self._list(row, "actors"),
            "targets": self._list(row, "targets"),
            "weapons": self._list(row, "weapons"),
            "confidence": self._confidence(row),
            "main": self._get(row, "main").casefold() not in {"false", "0", "no"},
            "sources": [source],
        }

    def _get(self, row: Mapping[str, Any], key: str) -> str:
        """The text of a field, "" where the table or the row has none."""
        return next((text for name in self._columns.get(key, ()) if (text := _text(row.get(name)))), "")

    def _kind(self, row: Mapping[str, Any], where: str) -> str:
        unknown: list[str] = []
        for name in self._columns["type"]:
            word = _text(row.get(name))
            if not word:
                continue
            kind = self._kinds.find(fold(name), word)
            if kind is not None:
                if unknown:
                    self._notes.warn(
                        f"the type {unknown[0][:60]!r} is not known; taken as {kind} for {word[:60]!r}", where
                    )
                return kind
            unknown.append(word)
        if unknown:
            msg = f"the type {unknown[0][:60]!r} is not known (`geomap types` lists those that are)"
            raise FormatError(msg)
        msg = "it has no type"
        raise FormatError(msg)

    def _status(self, row: Mapping[str, Any], where: str) -> Status:
        word = self._get(row, "status").casefold()
        if not word or word in {status.value for status in Status}:
            return Status(word or "occurred")
        self._notes.warn(f"the status {word[:40]!r} is not known; taken as occurred", where)
        return Status.OCCURRED

    def _place(self, row: Mapping[str, Any], where: str) -> tuple[Place | None, str]:
        names = Names(*(self._get(row, key) for key in ("place", "admin2", "admin1", "country")))
        lat, lon = (self._number(row, key, where) for key in ("lat", "lon"))
        if lat is not None and lon is not None:
            column = next(iter(self._columns.get("precision", ())), "")
            return self._placer.by_coordinates(lat, lon, names, fold(column), self._get(row, "precision"))
        place, reason = self._placer.by_names(names)
        if place is None:
            self._notes.warn(f"without a place: {reason}", where)
        elif reason.endswith("is not known"):
            self._notes.warn("placed by the province or country, as the place itself is not known", where)
        return place, reason

    def _time(self, row: Mapping[str, Any], where: str) -> tuple[str | None, str | None, str | None]:
        texts = [self._get(row, key) for key in ("start", "end")]
        if not texts[0]:
            parts = [self._get(row, key) for key in ("year", "month", "day_of_month")]
            numbers = [int(part) for part in parts if part.isdecimal() and int(part)]  # 0 is "unknown" in GTD
            texts[0] = "-".join(f"{number:02}" for number in numbers) if parts[0] else ""
        if not texts[0]:
            return None, None, None
        first, last = (read_day(text, day_first=self._day_first) if text else None for text in texts)
        for text, day in zip(texts, (first, last), strict=True):
            if text and day is None:
                self._notes.warn("the date cannot be read", where)
            if self._uncertain and is_ambiguous(text):
                self._notes.warn("the date may begin with the day or with the month; taken as the day", where)
        if first is None:
            return None, None, None
        if last is not None and last < first:
            self._notes.warn("the last day lies before the first; left out", where)
            last = None
        column = next(iter(self._columns.get("date_precision", ())), "")
        return span(first, last, fold(column), self._get(row, "date_precision"))

    def _number(self, row: Mapping[str, Any], key: str, where: str) -> float | None:
        text = self._get(row, key)
        if not text:
            return None
        try:
            # A decimal comma, as spreadsheets of half the world write it.
            number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self._notes.warn(f"{key} is no number", where)
            return None
        return number

    def _count(self, row: Mapping[str, Any], key: str, where: str) -> int | None:
        text = self._get(row, key).replace(",", "").replace(" ", "")
        try:
            number = float(text) if text else None
        except ValueError:
            number = math.nan
        if number is None:
            return None
        if not math.isfinite(number) or number < 0 or number != int(number):
            self._notes.warn(f"{key} is no number of people", where)
            return None
        return int(number)

    def _killed_text(self, row: Mapping[str, Any], killed: int | None) -> str | None:
        given = self._get(row, "killed_text")
        low, high = self._get(row, "killed_low"), self._get(row, "killed_high")
        if given or not (low.isdecimal() and high.isdecimal()) or int(low) == int(high) == killed:
            return given or None
        return f"{low} to {high}"

    def _list(self, row: Mapping[str, Any], key: str) -> list[str]:
        items = (item.strip() for name in self._columns.get(key, ()) for item in _items(row.get(name)))
        return list(dict.fromkeys(item for item in items if item))

    def _confidence(self, row: Mapping[str, Any]) -> float:
        try:
            return min(1.0, max(0.0, float(self._get(row, "confidence") or 1)))
        except ValueError:
            return 1.0

    def _source(self, row: Mapping[str, Any], counts: Mapping[str, int | None]) -> dict[str, Any]:
        text = self._get(row, "text")
        url = self._get(row, "url")
        published = parse_published(self._get(row, "published"))
        return {
            "document": self._get(row, "source") or self._document,
            "title": self._get(row, "source_title") or None,
            "url": url if url.startswith(("http://", "https://")) else None,
            "published": published.isoformat() if published else None,
            **counts,
            "killed_text": None,
            "injured_text": None,
            "quotes": [{"start": 0, "end": len(text), "text": text, "trigger": [0, 0], "place": None}] if text else [],
        }


def _text(value: Any) -> str:  # noqa: ANN401 - any cell
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unsafe(str(value)).strip()


def _items(value: Any) -> list[str]:  # noqa: ANN401 - any cell
    return [_text(item) for item in value] if isinstance(value, list) else _text(value).split(_BETWEEN)


def _many(wheres: list[str], total: int) -> str:
    return f"{len(wheres):,} of {total:,} rows"


def _some(wheres: list[str]) -> str:
    return ", ".join(wheres[:_WHERES_SHOWN]) + (", …" if len(wheres) > _WHERES_SHOWN else "")
