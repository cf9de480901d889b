"""Sets of incidents in files: geomap's own, so that reading and drawing can be two steps, and other people's tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from geomap.errors import FormatError
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.formats import csv_table, geojson, geopackage, geoparquet, kml
from geomap.formats.collecting import without_collecting
from geomap.formats.decoding import read_own_line
from geomap.formats.features import from_feature
from geomap.formats.tables.features import to_table_row
from geomap.formats.tables.files import read_table
from geomap.formats.tables.rows import Notes, read_rows
from geomap.gazetteer.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from geomap.gazetteer.online import Geocoder
    from geomap.incidents.incident import Incident

_HEAD = 4096  # bytes that tell a saved set from a file of reports
_LINES = frozenset({".jsonl", ".ndjson"})
_JSON = frozenset({".geojson", ".json"})
_TABLES = frozenset({".csv", ".tsv"})
ENDINGS = _JSON | _TABLES | {".kml", ".kmz", ".gpkg", ".parquet", ".geoparquet"}
FEATURES = (b'{"type": "Feature"', b'{"type":"Feature"')
_MORE_CELLS = "it has more cells than the table has columns"


@dataclass(slots=True)
class Loaded:
    """What a file of incidents held.

    Attributes:
        incidents: The incidents.
        own: Whether geomap wrote them; False for other people's tables.
        said: What could not be read, in sentences, and whether incidents were lost by it.
    """

    incidents: list[Incident] = field(default_factory=list)
    own: bool = True
    said: list[tuple[str, bool]] = field(default_factory=list)


def is_saved(path: Path) -> bool:
    """Whether a file holds incidents, by its ending; JSON Lines do where their first line is a feature."""
    suffix = path.suffix.lower()
    if suffix in ENDINGS:
        return True
    if suffix not in _LINES or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(_HEAD).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(FEATURES)


def load_incidents(
    path: Path,
    *,
    gazetteer: Gazetteer | None = None,
    taxonomy: Taxonomy | None = None,
    columns: Mapping[str, str] | None = None,
) -> list[Incident]:
    """The incidents of a file, as `load` gives them, without what is to be said of them.

    Raises:
        FormatError: The file is not of its kind, or holds no incidents; the message says where.
        MissingExtraError: Its format needs a package that is not installed.
        OSError: The file cannot be read.
    """
    return load(path, gazetteer=gazetteer, taxonomy=taxonomy, columns=columns).incidents


def load(
    path: Path,
    *,
    gazetteer: Gazetteer | None = None,
    taxonomy: Taxonomy | None = None,
    columns: Mapping[str, str] | None = None,
    geocoder: Geocoder | None = None,
) -> Loaded:
    """What a file of incidents holds: a set that geomap saved, or a table of other people's.

    Args:
        path: The file; its ending tells the format.
        gazetteer: Places the rows of tables that give names without coordinates; the embedded one by default.
        taxonomy: The types; the shipped one by default.
        columns: Fields by columns of other people's tables, before those that are known by name.
        geocoder: An online service to ask for names in tables that no gazetteer knows; none by default.

    Raises:
        FormatError: The file is not of its kind, or holds no incidents; the message says where.
        MissingExtraError: Its format needs a package that is not installed.
        OSError: The file cannot be read.
    """
    taxonomy = taxonomy or load_taxonomy()
    broken: list[str] = []
    try:
        with without_collecting():
            rows, is_own, read_own = _rows(path, broken)
            first = next(rows, None)
            every = () if first is None else chain([first], rows)
            if first is not None and (columns or not is_own(first[1])):
                table = [(where, _parsed(path, where, row)) for where, row in every]
                known = gazetteer or Gazetteer.open()
                return _load_table(path, table, broken, columns or {}, known, taxonomy=taxonomy, geocoder=geocoder)
            return _load_own(path, every, broken, read_own, taxonomy)
    except UnicodeDecodeError as error:
        msg = f"{path}: no text in UTF-8"
        raise FormatError(msg) from error


def _load_table(
    path: Path,
    rows: list[tuple[str, Any]],
    broken: list[str],
    columns: Mapping[str, str],
    gazetteer: Gazetteer,
    *,
    taxonomy: Taxonomy,
    geocoder: Geocoder | None,
) -> Loaded:
    notes = Notes()
    table = [(where, to_table_row(row)) for where, row in rows]
    for where in broken:
        notes.set_aside(_MORE_CELLS, where)
    try:
        found = read_rows(table, path.name, gazetteer, taxonomy, said=columns, notes=notes, geocoder=geocoder)
    except FormatError as error:
        msg = f"{path}: {error}"
        raise FormatError(msg) from error
    return Loaded(found, own=False, said=notes.lines(len(rows) + len(broken)))


def _load_own(
    path: Path,
    rows: Iterable[tuple[str, Any]],
    broken: list[str],
    read_own: Callable[[Any], Incident],
    taxonomy: Taxonomy,
) -> Loaded:
    incidents = []
    for where, row in rows:
        try:
            incident = read_own(row)
            if incident.type not in taxonomy.types:
                msg = f"unknown type {incident.type!r}"
                raise FormatError(msg)  # noqa: TRY301 - one message for all that is wrong with a row
            incidents.append(incident)
        except FormatError as error:
            msg = f"{path}: {where}: {error}"
            raise FormatError(msg) from error
    said = [(f"{len(broken):,} rows set aside: {_MORE_CELLS}", True)] if broken else []
    return Loaded(incidents, said=said)


def _rows(
    path: Path, broken: list[str]
) -> tuple[Iterator[tuple[str, Any]], Callable[[Any], bool], Callable[[Any], Incident]]:
    """The rows of a file, what tells geomap's own, and what reads those."""
    suffix = path.suffix.lower()
    if suffix in _TABLES:
        return read_table(path, broken), csv_table.is_own_header, csv_table.read_own_row
    if suffix in {".parquet", ".geoparquet"}:
        return geoparquet.read_geoparquet(path), geoparquet.is_own_row, geoparquet.read_own_row
    if suffix == ".gpkg":
        return geopackage.read_geopackage(path), geopackage.is_own_row, geopackage.read_own_row
    if suffix in {".kml", ".kmz"}:
        return kml.read_kml(path), lambda row: row.get("type") == "Feature", from_feature
    lines = geojson.read_lines(path) if suffix in _LINES else geojson.own_lines(path)
    if lines is not None:
        return lines, lambda line: _is_own_feature(_parsed(path, "its first feature", line)), read_own_line
    return geojson.read_features(path), _is_own_feature, from_feature


def _parsed(path: Path, where: str, row: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A row whose JSON has been parsed, be it by now."""
    return geojson.parse_json(row, f"{path}: {where}") if isinstance(row, bytes) else row


def _is_own_feature(feature: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Whether a feature is one of geomap's contract, or none at all, of which the contract's reader then complains."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return not isinstance(properties, dict) or {"type", "status", "sources"} <= properties.keys()
