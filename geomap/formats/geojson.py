"""Incidents as GeoJSON (RFC 7946), and as JSON Lines of GeoJSON features."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

import orjson

from geomap.errors import FormatError
from geomap.formats.features import CONTRACT_VERSION, to_feature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.incidents.incident import Incident

# One feature a line: so a set of any size is written, compared and read without holding its text whole.
_HEAD = f'{{"type":"FeatureCollection","geomap":{{"contract":{CONTRACT_VERSION}}},"features":['
_FOOT = "]}"
_AT_ONCE = 100  # lines: longer texts cost more in fresh memory than they save in calls


def write_geojson(
    path: Path,
    incidents: Iterable[Incident],
    gazetteer: Gazetteer | None = None,
    taxonomy: Taxonomy | None = None,
) -> None:
    """Write a FeatureCollection, one feature a line; incidents without a place have a null geometry."""
    features = _features(incidents, gazetteer, taxonomy)
    with path.open("wb") as file:
        file.write(_HEAD.encode())
        lead = b"\n"
        while lines := list(islice(features, _AT_ONCE)):
            file.write(lead + b",\n".join(lines))
            lead = b",\n"
        file.write(f"\n{_FOOT}\n".encode())


def write_jsonl(
    path: Path,
    incidents: Iterable[Incident],
    gazetteer: Gazetteer | None = None,
    taxonomy: Taxonomy | None = None,
) -> None:
    """Write one GeoJSON feature a line."""
    features = _features(incidents, gazetteer, taxonomy)
    with path.open("wb") as file:
        while lines := list(islice(features, _AT_ONCE)):
            file.write(b"\n".join(lines) + b"\n")


def read_features(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield each feature of a GeoJSON file with words that say where it stands ("feature 3").

    Raises:
        FormatError: The file is no GeoJSON FeatureCollection; the message says what to do.
        OSError: The file cannot be read.
    """
    with path.open(encoding="utf-8-sig") as file:
        if file.readline().rstrip("\n") == _HEAD:
            lines = (line.rstrip(",\n") for line in file)
            for number, line in enumerate(lines, 1):
                if line == _FOOT:
                    return
                yield f"feature {number}", parse_json(line, f"{path}: feature {number}")
            msg = f"{path}: the end is missing; copy or download the file again"
            raise FormatError(msg)
    data = parse_json(path.read_text(encoding="utf-8-sig"), str(path))
    if (
        not isinstance(data, dict)
        or data.get("type") != "FeatureCollection"
        or not isinstance(data.get("features"), list)
    ):
        msg = f"{path}: not a GeoJSON FeatureCollection; a saved set comes from `geomap extract -o incidents.geojson`"
        raise FormatError(msg)
    for number, feature in enumerate(data["features"], 1):
        yield f"feature {number}", feature


def read_lines(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield each feature of a JSON Lines file with words that say where it stands ("line 3").

    Raises:
        FormatError: A line is not JSON.
        OSError: The file cannot be read.
    """
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield f"line {number}", parse_json(line, f"{path}: line {number}")


def parse_json(text: str, where: str) -> Any:  # noqa: ANN401 - any JSON value
    """Parse JSON.

    Raises:
        FormatError: It is not JSON, or nested without end; the message begins with `where`.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        msg = f"{where}: not JSON ({error})"
        raise FormatError(msg) from error


def as_json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """A value as one line of JSON in UTF-8."""
    try:
        return orjson.dumps(value)
    except TypeError:  # half a surrogate pair, which no file can hold, or a number beyond 64 bits
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _features(incidents: Iterable[Incident], gazetteer: Gazetteer | None, taxonomy: Taxonomy | None) -> Iterator[bytes]:
    for incident in incidents:
        yield as_json(to_feature(incident, gazetteer, taxonomy))
