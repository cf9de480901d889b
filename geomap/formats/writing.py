"""Incidents as GeoJSON, CSV or JSON Lines text."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from geomap.errors import FormatError
from geomap.formats.features import CONTRACT_VERSION, to_feature

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.incidents.incident import Incident

_CSV_COLUMNS = (
    "id", "type", "group", "acled", "plover", "title", "status", "start", "end", "date_precision", "place", "within",
    "country", "admin1", "geonameid", "lat", "lon", "precision", "uncertainty_km", "place_source", "killed", "injured",
    "killed_text", "injured_text", "actors", "targets", "weapons", "confidence", "main", "documents", "published",
    "urls", "quotes",
)  # fmt: skip
# A spreadsheet runs a cell that begins with one of these as a formula; the apostrophe makes it text (OWASP).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_SUFFIXES = {".geojson": "geojson", ".json": "geojson", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def format_of(path: Path | None, asked: str | None) -> str:
    """The format asked for, else the one that the file's ending means, else GeoJSON.

    Raises:
        FormatError: The format or the ending is unknown.
    """
    if asked is not None:
        if asked not in WRITERS:
            msg = f"unknown format {asked!r}: choose one of {', '.join(WRITERS)}"
            raise FormatError(msg)
        return asked
    if path is None:
        return "geojson"
    if path.suffix.lower() not in _SUFFIXES:
        msg = f"unknown ending {path.suffix!r} of {path}: use {', '.join(_SUFFIXES)}, or say --format"
        raise FormatError(msg)
    return _SUFFIXES[path.suffix.lower()]


def to_geojson(incidents: Sequence[Incident], gazetteer: Gazetteer | None, taxonomy: Taxonomy | None) -> str:
    """A FeatureCollection (RFC 7946); incidents without a place have a null geometry."""
    collection = {
        "type": "FeatureCollection",
        "geomap": {"contract": CONTRACT_VERSION},
        "features": [to_feature(incident, gazetteer, taxonomy) for incident in incidents],
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def to_jsonl(incidents: Sequence[Incident], gazetteer: Gazetteer | None, taxonomy: Taxonomy | None) -> str:
    """One GeoJSON feature a line."""
    return "".join(
        json.dumps(to_feature(incident, gazetteer, taxonomy), ensure_ascii=False) + "\n" for incident in incidents
    )


def to_csv(incidents: Sequence[Incident], gazetteer: Gazetteer | None, taxonomy: Taxonomy | None) -> str:  # noqa: ARG001 - a table holds points, not outlines
    """A table, one incident a row; lists are joined by "; ". Cells that a spreadsheet would run are made text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_CSV_COLUMNS)
    for incident in incidents:
        properties = to_feature(incident, None, taxonomy)["properties"]
        sources = properties.pop("sources")
        row: dict[str, Any] = {
            "id": incident.id,
            **properties,
            "documents": [s["document"] for s in sources],
            "published": [s["published"] for s in sources if s["published"]],
            "urls": [s["url"] for s in sources if s["url"]],
            "quotes": [q["text"] for s in sources for q in s["quotes"]],
        }
        writer.writerow([_cell(row[column]) for column in _CSV_COLUMNS])
    return out.getvalue()


def _cell(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return str(value)
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


WRITERS: dict[str, Callable[[Sequence[Incident], Gazetteer | None, Taxonomy | None], str]] = {
    "geojson": to_geojson,
    "csv": to_csv,
    "jsonl": to_jsonl,
}
