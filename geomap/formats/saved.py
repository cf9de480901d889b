"""Saved sets of incidents, so that reading and drawing can be two steps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geomap.errors import FormatError
from geomap.formats.features import from_feature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geomap.incidents.incident import Incident

_HEAD = 4096  # bytes that tell a saved set from a file of reports


def is_saved(path: Path) -> bool:
    """Whether a file holds incidents that geomap saved: GeoJSON, or JSON Lines of features."""
    suffix = path.suffix.lower()
    if suffix in {".geojson", ".json"}:
        return True
    if suffix not in {".jsonl", ".ndjson"} or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(_HEAD).lstrip().startswith((b'{"type": "Feature"', b'{"type":"Feature"'))


def load_incidents(path: Path) -> list[Incident]:
    """The incidents of a saved set.

    Raises:
        FormatError: The file is not GeoJSON, or a feature is not an incident of geomap; the message says which.
        OSError: The file cannot be read.
    """
    incidents = []
    for number, feature in _features(path):
        try:
            incidents.append(from_feature(feature))
        except FormatError as error:
            msg = f"{path}: feature {number}: {error}"
            raise FormatError(msg) from error
    return incidents


def _features(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if path.suffix.lower() in {".jsonl", ".ndjson"}:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, _parse(line, f"{path}: line {number}")
        return
    data = _parse(path.read_text(encoding="utf-8-sig"), str(path))
    if (
        not isinstance(data, dict)
        or data.get("type") != "FeatureCollection"
        or not isinstance(data.get("features"), list)
    ):
        msg = f"{path}: not a GeoJSON FeatureCollection; a saved set comes from `geomap extract -o incidents.geojson`"
        raise FormatError(msg)
    yield from enumerate(data["features"], 1)


def _parse(text: str, where: str) -> Any:  # noqa: ANN401 - any JSON value
    try:
        return json.loads(text)
    except ValueError as error:
        msg = f"{where}: not JSON ({error})"
        raise FormatError(msg) from error
