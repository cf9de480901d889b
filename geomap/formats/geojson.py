"""Incidents as GeoJSON (RFC 7946), and as JSON Lines of GeoJSON features."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
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


def own_lines(path: Path) -> Iterator[tuple[str, bytes]] | None:
    """The features of a GeoJSON file as geomap writes it, each as JSON, with words that say where it stands.

    None for any other file; `read_features` reads those.

    Raises:
        FormatError: The end of the file is missing.
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        head = file.readline()
    return _own_lines(path) if _bare(head.removeprefix(BOM_UTF8)) == _HEAD.encode() else None


def _own_lines(path: Path) -> Iterator[tuple[str, bytes]]:
    foot = _FOOT.encode()
    with path.open("rb") as file:
        next(file)
        for number, line in enumerate(file, 1):
            feature = _bare(line)
            if feature == foot:
                return
            yield f"feature {number}", feature
    msg = f"{path}: the end is missing; copy or download the file again"
    raise FormatError(msg)


def _bare(line: bytes) -> bytes:
    """A line without its end and the comma before that."""
    return line.rstrip(b",\r\n")


def read_features(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield each feature of a GeoJSON file with words that say where it stands ("feature 3").

    Raises:
        FormatError: The file is no GeoJSON FeatureCollection; the message says what to do.
        OSError: The file cannot be read.
    """
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


def read_lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each line of a JSON Lines file that is not empty, with words that say where it stands ("line 3").

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            bare = (line.removeprefix(BOM_UTF8) if number == 1 else line).strip()
            if bare:
                yield f"line {number}", bare


def parse_json(text: str | bytes, where: str) -> Any:  # noqa: ANN401 - any JSON value
    """Parse JSON.

    Raises:
        FormatError: It is not JSON, or nested without end; the message begins with `where`.
        UnicodeDecodeError: Bytes are no UTF-8.
    """
    try:
        return json.loads(text.decode() if isinstance(text, bytes) else text)
    except UnicodeDecodeError:
        raise
    except (ValueError, RecursionError) as error:
        msg = f"{where}: not JSON ({error})" if where else f"not JSON ({error})"
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
