"""Incidents as a CSV table: one a row, safe in spreadsheets, with a row of HXL tags where asked."""

from __future__ import annotations

from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from geomap.formats.cells import CELLS, from_cell, name_cell, records_cell, safe, truth_cell
from geomap.formats.columns import COLUMNS, Column, from_row, to_row
from geomap.formats.features import place_properties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.place import Place
    from geomap.incidents.incident import Incident

# What people read of the sources; the column `sources` has them whole, for programs.
_DIGEST = {
    "documents": "#meta+source+name+list",
    "published": "#date+published+list",
    "urls": "#meta+source+url+list",
    "quotes": "#description+quotes+list",
}
_FIRST = [column for column in COLUMNS if column.name != "sources"]
_HEADER = [*(column.name for column in _FIRST), *_DIGEST, "sources"]
_TAGS = [*(column.hxl for column in _FIRST), *_DIGEST.values(), COLUMNS[-1].hxl]
_KINDS = {column.name: column.kind for column in COLUMNS}
_MARK = "\ufeff"
_AT_ONCE = 100  # lines: longer texts cost more in fresh memory than they save in calls
_END = "\r\n"
_REMEMBERED = 50_000
_OWN = frozenset({"id", "type", "status", "lat", "sources"})


def write_csv(
    path: Path,
    incidents: Iterable[Incident],
    gazetteer: Gazetteer | None = None,  # noqa: ARG001 - a table holds points, not outlines
    taxonomy: Taxonomy | None = None,
    *,
    hxl: bool = False,
) -> None:
    """Write a table in UTF-8 with a byte order mark, without which Excel misreads all but English.

    Lists are joined by "; ". Cells that a spreadsheet would run as formulas begin with an apostrophe.

    Args:
        path: Where to.
        incidents: The rows.
        gazetteer: Not needed.
        taxonomy: Groups and codes of the types; the shipped one by default.
        hxl: Write a second row of Humanitarian Exchange Language tags (hxlstandard.org).
    """
    line = _Rows(taxonomy).line
    rest = iter(incidents)
    with path.open("wb") as file:
        for texts in (_HEADER, *([_TAGS] if hxl else [])):
            file.write(("" if texts is _TAGS else _MARK).encode() + (",".join(texts) + _END).encode())
        while lines := [line(incident) for incident in islice(rest, _AT_ONCE)]:
            file.write((_END.join(lines) + _END).encode("utf-8", "replace"))


def is_own_header(header: Iterable[str]) -> bool:
    """Whether a table with this header is one that geomap wrote."""
    return set(header) >= _OWN


def read_own_row(cells: Mapping[str, str]) -> Incident:
    """The incident of a row that `write_csv` wrote; columns that were added since are passed over.

    Raises:
        FormatError: A cell is missing or damaged; the message names it.
    """
    return from_row({name: from_cell(cell, _KINDS[name]) for name, cell in cells.items() if name in _KINDS})


class _Run:
    """Columns that stand together: what gives their values, and what makes cells of those."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Take the columns, two at least."""
        self.values: Callable[[dict[str, Any]], tuple[Any, ...]] = itemgetter(*(column.name for column in columns))
        self.makers = [CELLS[column.kind] for column in columns]


# The columns of the place stand together, so that their cells are made once for each place.
_PLACE_NAMES = place_properties(None).keys()
_AT = [column.name in _PLACE_NAMES for column in _FIRST].index(True)
# Ids and titles do not come again: to remember them would only push out what does.
_TITLE = [column.name for column in _FIRST].index("title")
_KIND = _Run(_FIRST[1:_TITLE])
_TIME = _Run(_FIRST[_TITLE + 1 : _AT])
_PLACE = _Run(_FIRST[_AT : _AT + len(_PLACE_NAMES)])
_AFTER = _Run(_FIRST[_AT + len(_PLACE_NAMES) :])


class _Rows:
    """Makes lines of incidents. It quotes cells itself: the csv module takes twice as long for the same lines."""

    def __init__(self, taxonomy: Taxonomy | None) -> None:
        """Begin with nothing remembered."""
        self._taxonomy = taxonomy
        # Most texts and places of a table come again and again.
        self._known: dict[str, str] = {}
        self._places: dict[int, tuple[Place, str]] = {}  # by identity: to compare places takes longer than their cells

    def line(self, incident: Incident) -> str:
        """The incident as a line."""
        row = to_row(incident, self._taxonomy)
        sources = row["sources"]
        return ",".join(
            (
                quoted(name_cell(row["id"])) if row["id"] else "",
                *self._cells(row, _KIND),
                quoted(name_cell(row["title"])) if row["title"] else "",
                *self._cells(row, _TIME),
                self._place(incident.place, row),
                *self._cells(row, _AFTER),
                _joined([source["document"] for source in sources]),
                _joined([source["published"] for source in sources if source["published"]]),
                _joined([source["url"] for source in sources if source["url"]]),
                _joined([quote["text"] for source in sources for quote in source["quotes"]]),
                quoted(records_cell(sources)),
            )
        )

    def _cells(self, row: dict[str, Any], columns: _Run) -> list[str]:
        known, cells = self._known, []
        for value, make in zip(columns.values(row), columns.makers, strict=True):
            if value is None:
                cells.append("")
            elif make is None:
                cells.append(str(value))
            elif value:
                cells.append((known.get(value) or self._text(value)) if value.__class__ is str else quoted(make(value)))
            elif make is name_cell or make is truth_cell:
                cells.append(make(value))
            else:
                cells.append("")
        return cells

    def _place(self, place: Place | None, row: dict[str, Any]) -> str:
        found = self._places.get(id(place))
        if found is not None:
            return found[1]
        cells = ",".join(self._cells(row, _PLACE))
        if place is not None:
            if len(self._places) > _REMEMBERED:
                self._places.clear()
            self._places[id(place)] = place, cells
        return cells

    def _text(self, value: str) -> str:
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        # Most texts begin with a letter or a digit, and are no formula and no apostrophes then.
        cell = self._known[value] = quoted(value if value[0].isalnum() else name_cell(value))
        return cell


def quoted(cell: str) -> str:
    """A cell as RFC 4180 has it: in quotation marks where it holds a comma, a quotation mark or the end of a line."""
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}"' if "," in cell or "\n" in cell or "\r" in cell else cell


def _joined(texts: list[str]) -> str:
    """Texts for people to read; `sources` has them apart."""
    text = "; ".join(texts)
    return quoted(text if text[:1].isalnum() else safe(text)) if text else ""
