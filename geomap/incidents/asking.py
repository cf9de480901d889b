"""Reads what users write in filters: areas, days, distances and statuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import FilterError
from geomap.events.mention import Status
from geomap.gazetteer.location import locate
from geomap.incidents.filters import day_span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.place import Place

_KM = {"": 1.0, "km": 1.0, "m": 0.001, "mi": 1.609344, "nm": 1.852}
_RADIUS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(km|m|mi|nm)?\s*", re.IGNORECASE)
_BOX = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*" + r",\s*(-?\d+(?:\.\d+)?)\s*" * 3)


def find_place(name: str, gazetteer: Gazetteer) -> Place:
    """The likeliest place of that name.

    Raises:
        FilterError: The gazetteer has none; the message gives the nearest names.
    """
    for candidate in locate(name, gazetteer, limit=1):
        if candidate.match != "fuzzy":  # a filter by a place that was not meant would hide what is looked for
            return candidate.place
    near = gazetteer.nearest_names(name)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    msg = f"no place called {name!r} is known{hint}"
    raise FilterError(msg)


def find_area(text: str, gazetteer: Gazetteer) -> Place | BaseGeometry:
    """A place by name, a bounding box "west,south,east,north" in degrees, or the shapes of a GeoJSON file.

    Raises:
        FilterError: None of these can be made of it.
    """
    from shapely import box

    numbers = _BOX.fullmatch(text)
    if numbers:
        west, south, east, north = (float(n) for n in numbers.groups())
        if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004 - degrees
            msg = f"{text!r} is not a bounding box: give west,south,east,north in degrees, south below north"
            raise FilterError(msg)
        if west > east:  # across the date line
            return box(west, south, 180, north).union(box(-180, south, east, north))
        return box(west, south, east, north)
    if text.lower().endswith((".geojson", ".json")):
        return _shapes_of(Path(text))
    return find_place(text, gazetteer)


def _shapes_of(path: Path) -> BaseGeometry:
    from shapely import union_all
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        if data["type"] == "FeatureCollection":
            shapes = [shape(feature["geometry"]) for feature in data["features"] if feature["geometry"]]
        else:
            shapes = [shape(data["geometry"] if data["type"] == "Feature" else data)]
    except OSError as error:
        msg = f"cannot read the area {path}: {error.strerror or error}"
        raise FilterError(msg) from error
    except (ValueError, KeyError, TypeError, AttributeError, ShapelyError) as error:
        msg = f"{path} is not a GeoJSON shape: {error}"
        raise FilterError(msg) from error
    return union_all(shapes)


def find_radius(text: str) -> float:
    """A distance in km from "50km", "30 mi", "800 m", "12 nm" or a bare number of km.

    Raises:
        FilterError: It is none of these.
    """
    match = _RADIUS.fullmatch(text)
    if not match:
        msg = f"{text!r} is not a distance: write it like 50km, 30mi or 800m"
        raise FilterError(msg)
    return float(match[1]) * _KM[(match[2] or "").lower()]


def find_days(text: str) -> tuple[date, date]:
    """First and last day of "2021", "2021-11" or "2021-11-07".

    Raises:
        FilterError: It is none of these.
    """
    try:
        if re.fullmatch(r"\d{4}(?:-\d{1,2}){0,2}", text):
            return day_span(text)
    except ValueError as error:
        msg = f"{text!r} is not a date: {error}"
        raise FilterError(msg) from error
    msg = f"{text!r} is not a date: write it like 2021-11-07, 2021-11 or 2021"
    raise FilterError(msg)


def find_statuses(names: Iterable[str]) -> frozenset[Status]:
    """Statuses by name.

    Raises:
        FilterError: A name is none of them.
    """
    found = set()
    for name in names:
        try:
            found.add(Status(name.strip().lower()))
        except ValueError as error:
            msg = f"unknown status {name!r}: choose from {', '.join(s.value for s in Status)}"
            raise FilterError(msg) from error
    return frozenset(found)
