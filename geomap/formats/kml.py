"""Incidents as KML 2.2 and KMZ: a folder for each group, a style for each type, and the time of each incident."""

from __future__ import annotations

import html
import re
import zipfile
from collections import defaultdict
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from lxml import etree

from geomap.errors import FormatError
from geomap.events.taxonomy import load_taxonomy
from geomap.formats.features import to_feature
from geomap.formats.geojson import as_json, parse_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geomap.events.taxonomy import EventType, Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.incidents.incident import Incident

NAMESPACE = "http://www.opengis.net/kml/2.2"
WHOLE = "geomap"  # the entry of a placemark that holds the incident whole
_Q = f"{{{NAMESPACE}}}"
_INSIDE = "doc.kml"
_LARGEST = 1 << 30  # bytes of a KMZ's document: more is an attack on the memory
# What XML cannot hold, not even escaped.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_SHOWN = ("status", "place", "precision", "uncertainty_km", "killed", "injured", "confidence", "main")
_FIXED = (1980, 1, 1, 0, 0, 0)  # the time of writing is part of a zip file; a fixed one keeps the bytes the same


def write_kml(
    path: Path,
    incidents: Iterable[Incident],
    gazetteer: Gazetteer | None = None,  # noqa: ARG001 - points, since outlines of countries would hide each other
    taxonomy: Taxonomy | None = None,
) -> None:
    """Write KML: a folder for each group; incidents without a place are placemarks without a point.

    Each placemark also holds its incident whole, so that reading it back loses nothing.
    """
    with path.open("wb") as file:
        _write(file, incidents, taxonomy or load_taxonomy())


def write_kmz(
    path: Path,
    incidents: Iterable[Incident],
    gazetteer: Gazetteer | None = None,  # noqa: ARG001 - as in KML
    taxonomy: Taxonomy | None = None,
) -> None:
    """Write the same as `write_kml`, compressed."""
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo(_INSIDE, _FIXED)
        entry.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(entry, "w", force_zip64=True) as file:
            _write(file, incidents, taxonomy or load_taxonomy())


def read_kml(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the placemarks of a KML or KMZ file, each with words that say where it stands.

    A placemark is the feature that geomap wrote into it or, in other people's files, a row of its data with `name`,
    `description`, `begin`, `end`, `latitude` and `longitude`.

    Raises:
        FormatError: The file is neither.
        OSError: The file cannot be read.
    """
    number = 0
    try:
        with _opened(path) as file:
            # No entities and nothing from outside: a file cannot make us read another, or swell without end.
            rows = etree.iterparse(
                file, tag=(f"{_Q}Placemark", "Placemark"), resolve_entities=False, no_network=True, load_dtd=False
            )
            for _, mark in rows:
                number += 1
                where = f"placemark {number}"
                yield where, _row(mark, f"{path}: {where}")
                mark.clear()
                while mark.getprevious() is not None:
                    del mark.getparent()[0]
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError) as error:
        msg = f"{path}: not a KML file that can be read ({error})"
        raise FormatError(msg) from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix.lower() != ".kmz":
        with path.open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        inside = next((name for name in archive.namelist() if name.lower().endswith(".kml")), _INSIDE)
        if archive.getinfo(inside).file_size > _LARGEST:
            msg = f"{path}: its document is larger than a gigabyte"
            raise FormatError(msg)
        with archive.open(inside) as file:
            yield file


def _row(mark: Any, where: str) -> dict[str, Any]:  # noqa: ANN401 - an element of lxml
    data = {
        item.get("name"): item.findtext("{*}value") or "" for item in mark.iterfind(".//{*}ExtendedData/{*}Data")
    } | {item.get("name"): item.text or "" for item in mark.iterfind(".//{*}SimpleData")}
    if WHOLE in data:
        feature = parse_json(data[WHOLE], where)
        if isinstance(feature, dict):
            return feature
    point = (mark.findtext(".//{*}Point/{*}coordinates") or "").strip().split(",")
    row: dict[str, Any] = {
        "name": mark.findtext("{*}name") or "",
        "description": mark.findtext("{*}description") or "",
        "begin": mark.findtext(".//{*}TimeSpan/{*}begin") or mark.findtext(".//{*}TimeStamp/{*}when") or "",
        "end": mark.findtext(".//{*}TimeSpan/{*}end") or "",
        "longitude": point[0],
        "latitude": point[1] if len(point) > 1 else "",
    }
    return {**row, **data}


def _write(file: IO[bytes], incidents: Iterable[Incident], taxonomy: Taxonomy) -> None:
    groups: dict[str, list[Incident]] = defaultdict(list)
    for incident in incidents:
        groups[taxonomy.types[incident.type].group].append(incident)
    with (
        etree.xmlfile(file, encoding="utf-8") as out,
        _declared(out),
        out.element("kml", nsmap={None: NAMESPACE}),
        out.element("Document"),
    ):
        _text(out, "name", "geomap incidents")
        used = {incident.type for several in groups.values() for incident in several}
        for kind in taxonomy.types.values():
            if kind.key in used:
                _write_style(out, kind)
        for group in taxonomy.groups.values():
            if groups[group.key]:
                with out.element("Folder"):
                    _text(out, "name", group.label)
                    for incident in groups[group.key]:
                        _write_mark(out, incident, taxonomy)


@contextmanager
def _declared(out: Any) -> Iterator[None]:  # noqa: ANN401 - lxml's writer
    out.write_declaration()
    yield


def _write_style(out: Any, kind: EventType) -> None:  # noqa: ANN401 - lxml's writer
    colour = f"ff{kind.colour[5:7]}{kind.colour[3:5]}{kind.colour[1:3]}".lower()  # KML: alpha, blue, green, red
    with out.element("Style", id=kind.key):
        with out.element("IconStyle"):
            _text(out, "color", colour)
        with out.element("LabelStyle"):
            _text(out, "scale", "0.8")
        with out.element("BalloonStyle"):
            _text(out, "text", "$[description]")


def _write_mark(out: Any, incident: Incident, taxonomy: Taxonomy) -> None:  # noqa: ANN401 - lxml's writer
    feature = to_feature(incident, None, taxonomy)
    row = feature["properties"]
    with out.element("Placemark"):
        _text(out, "name", incident.title)
        _text(out, "description", _description(row))
        _write_time(out, incident)
        _text(out, "styleUrl", f"#{incident.type}")
        with out.element("ExtendedData"):
            for name in _SHOWN:
                if row[name] is not None:
                    _write_data(out, name, _word(row[name]))
            _write_data(out, WHOLE, _escaped(as_json(feature).decode()))
        if feature["geometry"] is not None:
            with out.element("Point"):
                longitude, latitude = feature["geometry"]["coordinates"]
                _text(out, "coordinates", f"{longitude},{latitude}")


def _write_time(out: Any, incident: Incident) -> None:  # noqa: ANN401 - lxml's writer
    if incident.start and _DATE.fullmatch(incident.start):
        with out.element("TimeSpan"):
            _text(out, "begin", incident.start)
            if incident.end and _DATE.fullmatch(incident.end):
                _text(out, "end", incident.end)


def _write_data(out: Any, name: str, value: str) -> None:  # noqa: ANN401 - lxml's writer
    with out.element("Data", name=name):
        _text(out, "value", value)


def _description(row: dict[str, Any]) -> str:
    """The balloon: what is known, and every quote with its source. HTML, with everything that was read escaped."""
    e = html.escape
    place = ", ".join([row["place"] or "place unknown", *row["within"]])
    # The title stands here once more because a balloon would take a placemark's name for HTML.
    lines = [
        f"<b>{e(row['title'])}</b>",
        f"{e(row['start'] or 'no date')} · {e(row['status'])} · confidence {row['confidence']}",
        e(place),
    ]
    lines += [f"{name}: {row[name]}" for name in ("killed", "injured") if row[name] is not None]
    for source in row["sources"]:
        lines += [f"“{e(quote['text'])}”" for quote in source["quotes"]]
        told = [source["title"] or source["document"], source["published"]]
        lines.append(f"— {e(', '.join(part for part in told if part))}")
    return "<br/>".join(lines)


def _text(out: Any, name: str, value: str) -> None:  # noqa: ANN401 - lxml's writer
    with out.element(name):
        out.write(_UNWRITABLE.sub("\ufffd", value))


def _escaped(text: str) -> str:
    """JSON with what XML cannot hold, or would change, escaped as JSON has it."""
    return re.sub("[\x7f-\x9f\u2028\u2029\ufffe\uffff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def _word(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return str(value).lower() if isinstance(value, bool) else str(value)
