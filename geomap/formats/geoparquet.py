"""Incidents as GeoParquet 1.1: one row each, points in WKB, lists and sources as they are."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from geomap.errors import FormatError
from geomap.formats.columns import COLUMNS, Kind, days, from_row, to_row, writable
from geomap.formats.errors import need
from geomap.formats.points import to_wkb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.incidents.incident import Incident

_AT_ONCE = 1000  # rows at a time: more of them are more than Python's collector of garbage takes lightly
_GROUP = 20  # times so many rows are a group of the file
_WHAT = "GeoParquet"
_DAYS = ("start_date", "end_date")


def write_geoparquet(
    path: Path,
    incidents: Iterable[Incident],
    gazetteer: Gazetteer | None = None,  # noqa: ARG001 - a table holds points, not outlines
    taxonomy: Taxonomy | None = None,
) -> None:
    """Write a table with a point column in WGS84 (null where the place is unknown).

    `start_date` and `end_date` are the first and last day that an incident may have happened on, as dates.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    pyarrow, parquet = need("pyarrow", _WHAT), need("pyarrow.parquet", _WHAT)
    schema = _schema(pyarrow)
    bounds: list[float] = []
    rest = iter(incidents)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        tables: list[Any] = []
        while several := list(islice(rest, _AT_ONCE)):
            tables.append(_table(pyarrow, schema, several, taxonomy, bounds))
            if len(tables) == _GROUP:
                writer.write_table(pyarrow.concat_tables(tables))
                tables = []
        if tables:
            writer.write_table(pyarrow.concat_tables(tables))
        writer.add_key_value_metadata({"geo": json.dumps(_metadata(bounds))})


def read_geoparquet(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of a Parquet file, lists as lists and sources as JSON, each with words that say where it stands.

    Raises:
        FormatError: The file is no Parquet file, or a column cannot be read.
        MissingExtraError: pyarrow is not installed.
        OSError: The file cannot be read.
    """
    pyarrow, parquet = need("pyarrow", _WHAT), need("pyarrow.parquet", _WHAT)
    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(_AT_ONCE):
                for row in batch.to_pylist():
                    number += 1
                    yield f"row {number}", row
    except pyarrow.ArrowException as error:
        msg = f"{path}: not a Parquet file that can be read ({str(error).splitlines()[0]})"
        raise FormatError(msg) from error


def is_own_row(row: dict[str, Any]) -> bool:
    """Whether a row is one that geomap wrote."""
    return isinstance(row.get("sources"), list) and {"id", "type", "status", "lat"} <= row.keys()


def read_own_row(row: dict[str, Any]) -> Incident:
    """The incident of a row that `write_geoparquet` wrote.

    Raises:
        FormatError: A cell is missing or of the wrong kind; the message names it.
    """
    return from_row(row)


def _table(
    pyarrow: Any,  # noqa: ANN401 - pyarrow has no types
    schema: Any,  # noqa: ANN401 - nor here
    incidents: list[Incident],
    taxonomy: Taxonomy | None,
    bounds: list[float],
) -> Any:  # noqa: ANN401 - nor here
    """Some rows as a table; the bounds take their points in."""
    rows = [to_row(incident, taxonomy) for incident in incidents]
    try:
        columns = _columns(pyarrow, schema, rows)
    except UnicodeEncodeError:
        columns = _columns(pyarrow, schema, [writable(row) for row in rows])
    spans = [days(incident) for incident in incidents]
    columns += [pyarrow.array([span[at] for span in spans], pyarrow.date32()) for at in (0, 1)]
    columns.append(pyarrow.array([to_wkb(row["lat"], row["lon"]) for row in rows], pyarrow.binary()))
    bounds[:] = _wider(bounds, rows)
    return pyarrow.table(columns, schema=schema)


def _columns(pyarrow: Any, schema: Any, rows: list[dict[str, Any]]) -> list[Any]:  # noqa: ANN401 - pyarrow has no types
    return [pyarrow.array([row.get(one.name) for row in rows], schema.field(one.name).type) for one in COLUMNS]


def _schema(pyarrow: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    text, whole, number = pyarrow.string(), pyarrow.int64(), pyarrow.float64()
    span = pyarrow.list_(pyarrow.int64())
    quote = [("start", whole), ("end", whole), ("text", text), ("trigger", span), ("place", span)]
    source = [("document", text), ("title", text), ("url", text), ("published", text)]
    source += [(name, whole) for name in ("killed", "injured")]
    source += [(name, text) for name in ("killed_text", "injured_text")]
    source.append(("quotes", pyarrow.list_(pyarrow.struct(quote))))
    types = {
        Kind.TEXT: text,
        Kind.NAME: text,
        Kind.WHOLE: whole,
        Kind.NUMBER: number,
        Kind.TRUTH: pyarrow.bool_(),
        Kind.LIST: pyarrow.list_(text),
    }
    records = {
        "sources": pyarrow.list_(pyarrow.struct(source)),
        "blamed": pyarrow.list_(pyarrow.struct([("who", text), ("by", text)])),
    }
    fields = [pyarrow.field(column.name, records.get(column.name) or types[column.kind]) for column in COLUMNS]
    fields += [pyarrow.field(name, pyarrow.date32()) for name in _DAYS]
    return pyarrow.schema([*fields, pyarrow.field("geometry", pyarrow.binary())])


def _wider(bounds: list[float], rows: list[dict[str, Any]]) -> list[float]:
    """West, south, east, north of what was written so far and of more rows."""
    points = [(row["lon"], row["lat"]) for row in rows if row["lat"] is not None]
    if bounds:
        points += [(bounds[0], bounds[1]), (bounds[2], bounds[3])]
    if not points:
        return []
    across, up = zip(*points, strict=True)
    return [min(across), min(up), max(across), max(up)]


def _metadata(bounds: list[float]) -> dict[str, Any]:
    """The file's `geo` entry; without a `crs` it is longitude and latitude in WGS84 (OGC:CRS84)."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if bounds:
        column["bbox"] = bounds
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
