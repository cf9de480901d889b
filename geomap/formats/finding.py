"""Where incidents lie though no file is named: the tables of a folder, and what comes by standard input."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import FormatError, InputError
from geomap.formats.csv_table import is_own_header
from geomap.formats.saved import ENDINGS, FEATURES
from geomap.formats.tables.columns import map_columns
from geomap.formats.tables.files import delimited, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAGIC = {b"SQLite format 3\0": ".gpkg", b"PAR1": ".parquet", b"PK\x03\x04": ".kmz"}
_HEAD = 65_536  # bytes that tell what a stream holds
_BLANKS = b"\xef\xbb\xbf \t\r\n"
_LINES = 200  # more than one row with line breaks in it has


def tables_in(folder: Path) -> list[Path]:
    """The files of a folder and its subfolders that may hold incidents, by their endings, in order of path.

    Hidden files and `.json`, which may hold anything, are left out.
    """
    found: list[Path] = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in files if not name.startswith(".") and _may_hold(name)]
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def ending_of(data: bytes, columns: Mapping[str, str]) -> str | None:
    """The ending of a file that would hold these bytes, where they are incidents; None where they are a report.

    Args:
        data: The whole.
        columns: Fields by columns of a table, as the user says.
    """
    binary = next((ending for magic, ending in _MAGIC.items() if data.startswith(magic)), None)
    if binary is not None:
        return binary
    head = data[:_HEAD].lstrip(_BLANKS)
    if head.startswith(FEATURES) and b"\n" in data.strip():
        return ".jsonl"
    if head.startswith(b"{") and (b'"FeatureCollection"' in head or head.startswith(FEATURES)):
        return ".geojson"
    if head.startswith(b"<") and b"<kml" in head:
        return ".kml"
    return ".csv" if _is_table(data, columns) else None


def _may_hold(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return suffix in ENDINGS and suffix != ".json"


def _is_table(data: bytes, columns: Mapping[str, str]) -> bool:
    """Whether a text is a table whose first line names the columns that matter, with a row at least if not geomap's."""
    try:
        text, sign = delimited(text_of(data))
        rows = csv.reader(text.splitlines(keepends=True)[:_LINES], delimiter=sign)
        header, row = next(rows, []), next(rows, [])
        map_columns([name.strip() for name in header], columns)
    except (FormatError, InputError, csv.Error):
        return False
    return len(row) > 1 or is_own_header(header)
