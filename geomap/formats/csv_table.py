"""Incidents as a CSV table: one a row, safe in spreadsheets, with a row of HXL tags where asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.formats.cells import CELLS, from_cell, list_cell, name_cell, records_cell, safe
from geomap.formats.columns import COLUMNS, from_row, to_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
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
_MAKERS = [(column.name, CELLS[column.kind]) for column in _FIRST]
_KINDS = {column.name: column.kind for column in COLUMNS}
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
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        file.write(",".join(_HEADER) + _END)
        if hxl:
            file.write(",".join(_TAGS) + _END)
        line = _Rows(taxonomy).line
        file.writelines(line(incident) + _END for incident in incidents)


def is_own_header(header: Iterable[str]) -> bool:
    """Whether a table with this header is one that geomap wrote."""
    return set(header) >= _OWN


def read_own_row(cells: Mapping[str, str]) -> Incident:
    """The incident of a row that `write_csv` wrote; columns that were added since are passed over.

    Raises:
        FormatError: A cell is missing or damaged; the message names it.
    """
    return from_row({name: from_cell(cell, _KINDS[name]) for name, cell in cells.items() if name in _KINDS})


class _Rows:
    """Makes lines of incidents. It quotes cells itself: the csv module takes twice as long for the same lines."""

    def __init__(self, taxonomy: Taxonomy | None) -> None:
        """Begin with nothing remembered."""
        self._taxonomy = taxonomy
        self._known: dict[str, str] = {}  # cells made before: most texts of a table come again and again

    def line(self, incident: Incident) -> str:
        """The incident as a line."""
        row = to_row(incident, self._taxonomy)
        known, cells = self._known, []
        for name, make in _MAKERS:
            value = row.get(name)
            if value is None:
                cells.append("")
            elif make is None:
                cells.append(str(value))
            elif value == "":
                cells.append("" if make is safe else name_cell(""))
            elif value.__class__ is str:
                cells.append(known.get(value) or self._text(value))
            else:
                cells.append(quoted(make(value)))
        sources = row["sources"]
        cells += [
            quoted(list_cell([source["document"] for source in sources])),
            list_cell([source["published"] for source in sources if source["published"]]),
            quoted(list_cell([source["url"] for source in sources if source["url"]])),
            quoted(list_cell([quote["text"] for source in sources for quote in source["quotes"]])),
            quoted(records_cell(sources)),
        ]
        return ",".join(cells)

    def _text(self, value: str) -> str:
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        cell = self._known[value] = quoted(name_cell(value))
        return cell


def quoted(cell: str) -> str:
    """A cell as RFC 4180 has it: in quotation marks where it holds a comma, a quotation mark or the end of a line."""
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}"' if "," in cell or "\n" in cell or "\r" in cell else cell
