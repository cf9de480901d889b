"""Incidents as a file: which format, and the one place where files of incidents are written."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import FormatError
from geomap.formats.collecting import without_collecting
from geomap.formats.errors import need
from geomap.output import whole_file

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.incidents.incident import Incident


@dataclass(frozen=True, slots=True)
class Format:
    """A format that incidents are written in.

    Attributes:
        name: As options spell it.
        endings: Of its files; the first is the usual one.
        writer: Module and function that write it, imported when first used.
        binary: Whether it is no text, which a terminal should not be sent.
        packages: What it needs of the `formats` extra.
    """

    name: str
    endings: tuple[str, ...]
    writer: tuple[str, str]
    binary: bool = False
    packages: tuple[str, ...] = ()


FORMATS = {
    one.name: one
    for one in (
        Format("geojson", (".geojson", ".json"), ("geojson", "write_geojson")),
        Format("csv", (".csv",), ("csv_table", "write_csv")),
        Format("jsonl", (".jsonl", ".ndjson"), ("geojson", "write_jsonl")),
        Format("kml", (".kml",), ("kml", "write_kml")),
        Format("kmz", (".kmz",), ("kml", "write_kmz"), binary=True),
        Format("gpkg", (".gpkg",), ("geopackage", "write_geopackage"), binary=True, packages=("pyogrio",)),
        Format(
            "parquet",
            (".parquet", ".geoparquet"),
            ("geoparquet", "write_geoparquet"),
            binary=True,
            packages=("pyarrow",),
        ),
    )
}
_BY_ENDING = {ending: one.name for one in FORMATS.values() for ending in one.endings}


def format_of(path: Path | None, asked: str | None) -> str:
    """The format asked for, else the one that the file's ending means, else GeoJSON.

    Raises:
        FormatError: The format or the ending is unknown.
    """
    if asked is not None:
        if asked not in FORMATS:
            msg = f"unknown format {asked!r}: choose one of {', '.join(FORMATS)}"
            raise FormatError(msg)
        return asked
    if path is None:
        return "geojson"
    if path.suffix.lower() not in _BY_ENDING:
        msg = f"unknown ending {path.suffix!r} of {path}: use {', '.join(_BY_ENDING)}, or say --format"
        raise FormatError(msg)
    return _BY_ENDING[path.suffix.lower()]


def check_format(name: str, *, hxl: bool = False) -> None:
    """Fail at once where a format could not be written at the end of long work.

    Raises:
        FormatError: The format knows no HXL tags, and they are asked for.
        MissingExtraError: It needs a package of the `formats` extra that is not installed.
    """
    if hxl and name != "csv":
        msg = f"HXL tags are a row of a CSV table; {name} has none: write --format csv"
        raise FormatError(msg)
    for package in FORMATS[name].packages:
        need(package, name)


def save_incidents(
    incidents: Iterable[Incident],
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - the option's name
    gazetteer: Gazetteer | None = None,
    taxonomy: Taxonomy | None = None,
    hxl: bool = False,
) -> Path:
    """Write incidents to a file, whole or not at all. Incidents without a place are in it, without a point.

    Args:
        incidents: What to write.
        path: Where to. Its folder is made; a file that is there is replaced.
        format: A name of `FORMATS`; by the file's ending by default.
        gazetteer: Gives GeoJSON the outlines of provinces and countries; without it they are points, as they are in
            all other formats.
        taxonomy: Groups, codes and colours of the types; the shipped one by default.
        hxl: Write a row of HXL tags into a CSV table.

    Returns:
        The path of the file.

    Raises:
        FormatError: The format or the ending is unknown, or the format knows no HXL tags.
        MissingExtraError: The format needs a package of the `formats` extra that is not installed.
        OutputError: The file cannot be written there. What was there before is as it was.
    """
    target = Path(path)
    name = format_of(target, format)
    write = _writer(name)
    with whole_file(target) as temporary, without_collecting():
        write(temporary, incidents, gazetteer, taxonomy, **_extras(name, hxl=hxl))
    return target


def to_bytes(
    incidents: Iterable[Incident],
    name: str,
    gazetteer: Gazetteer | None = None,
    taxonomy: Taxonomy | None = None,
    *,
    hxl: bool = False,
) -> bytes:
    """The file of `save_incidents` as bytes, for standard output.

    Raises:
        FormatError: The format is unknown, or knows no HXL tags.
        MissingExtraError: The format needs a package that is not installed.
    """
    chosen = FORMATS[format_of(None, name)]
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder, without_collecting():
        path = Path(folder, f"incidents{chosen.endings[0]}")
        _writer(chosen.name)(path, incidents, gazetteer, taxonomy, **_extras(chosen.name, hxl=hxl))
        return path.read_bytes()


def _writer(name: str) -> Any:  # noqa: ANN401 - a function of one of the modules
    module, function = FORMATS[name].writer
    return getattr(import_module(f"geomap.formats.{module}"), function)


def _extras(name: str, *, hxl: bool) -> dict[str, bool]:
    check_format(name, hxl=hxl)
    return {"hxl": True} if hxl else {}
