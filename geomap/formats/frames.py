"""Incidents as a GeoDataFrame of GeoPandas, and back."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from geomap.errors import FormatError
from geomap.formats.columns import COLUMNS, Kind, days, from_row, to_row
from geomap.formats.errors import need

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geopandas import GeoDataFrame

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.incidents.incident import Incident

_WHAT = "a GeoDataFrame"
_WGS84 = "EPSG:4326"
_OWN = frozenset({"id", "type", "status", "sources"})


def to_geodataframe(incidents: Iterable[Incident], taxonomy: Taxonomy | None = None) -> GeoDataFrame:
    """One row for each incident, with the columns of geomap's contract and a point in WGS84 (None without a place).

    Numbers of people are nullable integers; `start_date` and `end_date` are the first and last day that an incident
    may have happened on; lists and sources are lists.

    Raises:
        MissingExtraError: GeoPandas is not installed.
    """
    geopandas, pandas = need("geopandas", _WHAT), need("pandas", _WHAT)
    shapely = need("shapely", _WHAT)
    every = list(incidents)
    rows = [to_row(incident, taxonomy) for incident in every]
    spans = [days(incident) for incident in every]
    types = {Kind.WHOLE: "Int64", Kind.NUMBER: "float64", Kind.TRUTH: "bool"}
    columns = {
        column.name: pandas.Series([row.get(column.name) for row in rows], dtype=types.get(column.kind, "object"))
        for column in COLUMNS
    }
    for at, name in enumerate(("start_date", "end_date")):
        # Seconds reach beyond the years that nanoseconds can count (1677 to 2262).
        columns[name] = pandas.Series([span[at] for span in spans], dtype="datetime64[s]")
    points = [None if row["lat"] is None else shapely.Point(row["lon"], row["lat"]) for row in rows]
    return geopandas.GeoDataFrame(columns, geometry=points, crs=_WGS84)


def from_geodataframe(
    frame: GeoDataFrame,
    *,
    gazetteer: Gazetteer | None = None,
    taxonomy: Taxonomy | None = None,
    columns: Mapping[str, str] | None = None,
) -> list[Incident]:
    """The incidents of a GeoDataFrame: one that `to_geodataframe` made, or any other with a row for each incident.

    Args:
        frame: The rows. In any projection; the points of other people's rows are turned into WGS84.
        gazetteer: Places rows that give names without a geometry; the embedded one by default.
        taxonomy: The types; the shipped one by default.
        columns: Fields by columns of other people's rows, before those that are known by name.

    Raises:
        FormatError: A row cannot be an incident; the message says which and why.
        MissingExtraError: GeoPandas is not installed.
    """
    need("geopandas", _WHAT)
    if columns or not set(frame.columns) >= _OWN:
        return _others(frame, gazetteer, taxonomy, columns or {})
    incidents = []
    for label, row in zip(frame.index, frame.to_dict("records"), strict=True):
        try:
            incidents.append(from_row({column.name: _value(row.get(column.name), column.kind) for column in COLUMNS}))
        except FormatError as error:
            msg = f"row {label}: {error}"
            raise FormatError(msg) from error
    return incidents


def _others(
    frame: GeoDataFrame, gazetteer: Gazetteer | None, taxonomy: Taxonomy | None, columns: Mapping[str, str]
) -> list[Incident]:
    from geomap.events.taxonomy import load_taxonomy
    from geomap.formats.tables.rows import Notes, read_rows
    from geomap.gazetteer.gazetteer import Gazetteer as Embedded

    place = frame.geometry.name if frame.active_geometry_name else None
    placed = frame.to_crs(_WGS84) if place and frame.crs is not None else frame
    rows = []
    for label, row in zip(placed.index, placed.to_dict("records"), strict=True):
        shape = row.pop(place, None) if place else None
        cells = {str(name): _plain(value) for name, value in row.items()}
        if shape is not None and not shape.is_empty:
            middle = shape.representative_point()
            cells = {"lat": middle.y, "lon": middle.x} | {k: v for k, v in cells.items() if k not in {"lat", "lon"}}
        rows.append((f"row {label}", cells))
    notes = Notes()
    found = read_rows(
        rows, "table", gazetteer or Embedded.open(), taxonomy or load_taxonomy(), said=columns, notes=notes
    )
    lost = [sentence for sentence, is_lost in notes.lines(len(rows)) if is_lost]
    if lost:
        raise FormatError("; ".join(lost))
    return found


def _value(value: Any, kind: Kind) -> Any:  # noqa: ANN401 - any cell
    """A cell as the contract has it; what pandas writes for nothing is None."""
    if kind in {Kind.LIST, Kind.RECORDS}:
        return _nested(value) if value is not None and not isinstance(value, float) else []
    plain = _plain(value)
    if plain is None:
        return "" if kind is Kind.TEXT else None
    if kind is Kind.WHOLE:
        return int(plain)
    return float(plain) if kind is Kind.NUMBER else plain


def _nested(value: Any) -> Any:  # noqa: ANN401 - lists and records of any depth
    """Lists and records as JSON has them: Parquet files give arrays of numpy for lists."""
    if isinstance(value, dict):
        return {key: _nested(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)) or type(value).__name__ == "ndarray":
        return [_nested(item) for item in value]
    return value


def _plain(value: Any) -> Any:  # noqa: ANN401 - any cell
    """A cell as Python has it: numpy's and pandas' values of nothing are None."""
    plain = value.item() if hasattr(value, "item") else value
    if type(plain).__name__ in {"NAType", "NaTType"} or (isinstance(plain, float) and math.isnan(plain)):
        return None
    return plain.isoformat() if hasattr(plain, "isoformat") else plain
