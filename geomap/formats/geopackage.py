"""Incidents as a GeoPackage: a layer of points that QGIS opens in the colours and shapes of geomap's groups."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from geomap.errors import FormatError
from geomap.events.taxonomy import load_taxonomy
from geomap.formats.columns import COLUMNS, Kind, days, from_row, to_row, writable
from geomap.formats.errors import need
from geomap.formats.geojson import as_json, parse_json
from geomap.formats.points import to_wkb
from geomap.formats.qgis_style import STYLE_NAME, qgis_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.incidents.incident import Incident

LAYER = "incidents"
_WHAT = "GeoPackage"
_AT_ONCE = 20_000
# The time of writing is part of a GeoPackage; a fixed one keeps the same incidents the same bytes.
_WRITTEN = "1970-01-01T00:00:00.000Z"
_WGS84 = "EPSG:4326"
# What QGIS looks for: the styles of a layer, of which one is the default.
_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
  description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME
)"""


def write_geopackage(
    path: Path,
    incidents: Iterable[Incident],
    gazetteer: Gazetteer | None = None,  # noqa: ARG001 - the layer holds points, so that one style fits all
    taxonomy: Taxonomy | None = None,
) -> None:
    """Write one layer of points in WGS84; incidents without a place are rows without a point.

    Lists and sources are JSON. `start_date` and `end_date` are the first and last day that an incident may have
    happened on, for QGIS's time controller.

    Raises:
        MissingExtraError: pyogrio is not installed.
        OSError: The file cannot be written.
    """
    raw, numpy = need("pyogrio.raw", _WHAT), need("numpy", _WHAT)
    taxonomy = taxonomy or load_taxonomy()
    need("pyogrio", _WHAT).set_gdal_config_options({"OGR_CURRENT_DATE": _WRITTEN})
    path.unlink(missing_ok=True)  # GDAL would take an empty file for a damaged one
    every = list(incidents)
    for first in range(0, max(1, len(every)), _AT_ONCE):
        several = every[first : first + _AT_ONCE]
        rows = [_plain(writable(to_row(incident, taxonomy))) for incident in several]
        fields, values, masks = _fields(numpy, rows, several)
        points = numpy.array([to_wkb(row["lat"], row["lon"]) for row in rows], dtype=object)
        raw.write(
            path,
            points,
            values,
            fields,
            masks,
            layer=LAYER,
            driver="GPKG",
            geometry_type="Point",
            crs=_WGS84,
            append=first > 0,
            # Programs of the year 2017 and later read this version without a warning.
            dataset_options={} if first else {"VERSION": "1.2"},
            layer_options={} if first else {"FID": "fid", "IDENTIFIER": "geomap incidents"},
        )
    _store_style(path, taxonomy)


def read_geopackage(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of the first layer of a GeoPackage, each with words that say where it stands.

    Raises:
        FormatError: The file is no GeoPackage.
        MissingExtraError: pyogrio is not installed.
    """
    raw, errors = need("pyogrio.raw", _WHAT), need("pyogrio.errors", _WHAT)
    try:
        names = [name for name, _ in need("pyogrio", _WHAT).list_layers(path)]
        layer = LAYER if LAYER in names else names[0] if names else None
        meta, _, points, values = raw.read(path, layer=layer, force_2d=True)
    except (errors.DataSourceError, errors.DataLayerError) as error:
        msg = f"{path}: not a GeoPackage that can be read ({error})"
        raise FormatError(msg) from error
    fields = list(meta["fields"])
    for number, cells in enumerate(zip(*values, strict=True), 1):
        row = {name: _value(cell) for name, cell in zip(fields, cells, strict=True)}
        row["geometry"] = None if points is None else points[number - 1]
        yield f"row {number}", row


def is_own_row(row: dict[str, Any]) -> bool:
    """Whether a row is one that geomap wrote."""
    return isinstance(row.get("sources"), str) and {"id", "type", "status", "lat"} <= row.keys()


def read_own_row(row: dict[str, Any]) -> Incident:
    """The incident of a row that `write_geopackage` wrote.

    Raises:
        FormatError: A cell is missing or of the wrong kind; the message names it.
    """
    whole = dict(row)
    for column in COLUMNS:
        value = whole.get(column.name)
        if column.kind in {Kind.LIST, Kind.RECORDS} and value is not None:
            whole[column.name] = parse_json(value, column.name)
        elif column.kind is Kind.WHOLE and value is not None:
            whole[column.name] = int(value)
    return from_row(whole)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row with lists and sources as JSON text, and without the sign that would end a text for GDAL."""
    for column in COLUMNS:
        value = row.get(column.name)
        if column.kind in {Kind.LIST, Kind.RECORDS}:
            row[column.name] = as_json(value or []).decode()
        elif isinstance(value, str) and "\0" in value:
            row[column.name] = value.replace("\0", "\ufffd")
    return row


def _fields(
    numpy: Any,  # noqa: ANN401 - a module
    rows: list[dict[str, Any]],
    incidents: list[Incident],
) -> tuple[list[str], list[Any], list[Any]]:
    """Names, values and masks (true for null) of the columns."""
    names, values, masks = [], [], []
    types = {Kind.WHOLE: "int64", Kind.NUMBER: "float64", Kind.TRUTH: "bool"}
    for column in COLUMNS:
        cells = [row.get(column.name) for row in rows]
        kind = types.get(column.kind)
        mask = numpy.array([cell is None for cell in cells], dtype=bool)
        values.append(
            numpy.array(cells, dtype=object) if kind is None else numpy.array([cell or 0 for cell in cells], dtype=kind)
        )
        names.append(column.name)
        masks.append(None if kind is None else mask)
    spans = [days(incident) for incident in incidents]
    for at, name in enumerate(("start_date", "end_date")):
        names.append(name)
        values.append(numpy.array([span[at] for span in spans], dtype="datetime64[D]"))
        masks.append(None)
    return names, values, masks


def _store_style(path: Path, taxonomy: Taxonomy) -> None:
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(_STYLES)
        base.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
            " styleQML, styleSLD, useAsDefault, description, owner, update_time)"
            " VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', ?)",
            (LAYER, STYLE_NAME, qgis_style(taxonomy), "Colour and shape by group, size by precision", _WRITTEN),
        )
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
            " VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles of layers for QGIS', ?)",
            (_WRITTEN,),
        )


def _value(cell: Any) -> Any:  # noqa: ANN401 - any value of a table
    """A cell as Python has it; what is not a number is nothing."""
    plain = cell.item() if hasattr(cell, "item") else cell
    return None if isinstance(plain, float) and plain != plain else plain  # noqa: PLR0124 - NaN alone differs from itself
