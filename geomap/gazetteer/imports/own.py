"""Reads places of the user's own: a CSV table with a header, or a GeoJSON FeatureCollection.

Columns of the table, and properties of the features: name (required), lat and lon in degrees (required, but for a
shape), and as far as known kind, aliases (other names, between ";" or "|"), country (name or ISO code), population,
precision, uncertainty_km, importance (0 to 1), geonameid (the place is then that one of GeoNames, and what is said here
wins), id (for a stable key), and in tables wkt, a polygon. Polygons become the place's outline.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from geomap.errors import GazetteerError
from geomap.gazetteer import importance
from geomap.gazetteer.entry import Entry, Match
from geomap.gazetteer.folding import fold
from geomap.gazetteer.imports import rows
from geomap.gazetteer.imports.outlines import Area, area_of
from geomap.gazetteer.imports.rows import RowError
from geomap.gazetteer.layout import POPULATED
from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from shapely import MultiPolygon

    from geomap.gazetteer.gazetteer import Gazetteer

PREFIX = "own:"
TABLES, FEATURES = (".csv", ".tsv"), (".geojson", ".json")
_IMPORTANCE = 0.7  # a place that somebody lists is one that the reports are about
_SITE_KM = 0.5
_WIDE_KM = 3.0  # radius from which a shape is an area, not a site
_LARGEST_FEATURES = 512 << 20  # bytes
_SPLIT = re.compile(r"[;|]")
_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOST_ALIASES = 200
_CALLED = {
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "aliases": ("aliases", "alternatenames", "alternate_names", "other_names", "alias"),
    "wkt": ("wkt", "geometry", "geom", "the_geom"),
    "uncertainty_km": ("uncertainty_km", "radius_km"),
    "kind": ("kind", "type", "category"),
    "name": ("name", "title", "place"),
    "id": ("id", "key", "fid"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A place as it stands in the file: its line or number, and its entry with its outline, or what is wrong."""

    number: int
    entry: Entry | None = None
    shape: MultiPolygon | None = None
    wrong: str = ""
    text: str = ""


class OwnPlaces:
    """Rows become entries, whose country and division follow from where they lie."""

    def __init__(self, group: str, base: Gazetteer) -> None:
        """Take what the keys of the places begin with after "own:", and the gazetteer that knows countries."""
        self._group = "-".join(fold(group).split()) or "places"
        self._base = base
        self._taken: set[str] = set()

    def read(self, path: Path) -> Iterator[Row]:
        """Yield the rows of a file.

        Raises:
            GazetteerError: The file is no table or collection of places; the message says what is missing.
            OSError: The file cannot be read.
        """
        return self._features(path) if path.suffix.lower() in FEATURES else self._table(path)

    def _table(self, path: Path) -> Iterator[Row]:
        # A byte that is not UTF-8 comes through as half of a surrogate pair, and is refused with its row.
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            head = file.read(1 << 16)
            file.seek(0)
            reader = csv.reader(file, delimiter=_delimiter(head), strict=True)
            try:
                names = [column.strip().casefold() for column in next(reader, [])]
            except csv.Error as error:
                message = f"{path} is no CSV table ({error})."
                raise GazetteerError(message) from error
            _check_header(path, names)
            while True:
                try:
                    fields = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield Row(reader.line_num, wrong=f"it is no row of CSV ({error})")
                    continue
                if any(fields):
                    text = "\t".join(fields)
                    wrong = "" if len(fields) == len(names) else f"it has {len(fields)} columns, not {len(names)}"
                    values = dict(zip(names, fields, strict=False))
                    yield self._row(reader.line_num, values, None, text, wrong)

    def _features(self, path: Path) -> Iterator[Row]:
        if path.stat().st_size > _LARGEST_FEATURES:
            message = f"{path} is larger than {_LARGEST_FEATURES >> 20} MB: split it, or give the places as CSV."
            raise GazetteerError(message)
        try:
            data = json.loads(path.read_bytes())
        except (ValueError, RecursionError) as error:
            message = f"{path} is not JSON ({error})."
            raise GazetteerError(message) from error
        if not isinstance(data, dict) or not isinstance(data.get("features"), list):
            message = f"{path} is no GeoJSON FeatureCollection."
            raise GazetteerError(message)
        for number, feature in enumerate(data["features"], 1):
            properties = feature.get("properties") if isinstance(feature, dict) else None
            if not isinstance(properties, dict):
                yield Row(number, wrong="it is no feature with properties", text=_short(feature))
                continue
            values = {key.casefold(): _text(value) for key, value in properties.items() if value is not None}
            if "id" in feature and isinstance(feature["id"], (str, int)):
                values.setdefault("id", str(feature["id"]))
            yield self._row(number, values, feature.get("geometry"), _short(properties), "")

    def _row(self, number: int, values: Mapping[str, str], geometry: object, text: str, wrong: str) -> Row:
        if wrong:
            return Row(number, wrong=wrong, text=text)
        try:
            for value in values.values():
                rows.check_text(" ".join(value.split()))
            said = {name: _first(values, _CALLED.get(name, (name,))) for name in (*_CALLED, *_PLAIN)}
            area = area_of(geometry, said["wkt"])
            entry = self._entry(said, area)
        except RowError as error:
            return Row(number, wrong=str(error), text=text)
        return Row(number, entry, area.shape if area else None)

    def _entry(self, said: Mapping[str, str], area: Area | None) -> Entry:
        name = rows.name(said["name"])
        lat, lon = (area.lat, area.lon) if area and not said["lat"] else rows.point(said["lat"], said["lon"])
        kind = "_".join(fold(said["kind"]).split()) or "place"
        if not _KIND.fullmatch(kind):
            message = f"the kind is {said['kind'][:40]!r}"
            raise RowError(message)
        population = rows.count("population", said["population"])
        geonameid = rows.count("geonameid", said["geonameid"])
        radius = area.radius_km if area else _radius(kind, population)
        if said["uncertainty_km"]:
            radius = rows.number("uncertainty_km", said["uncertainty_km"], 0)
        weight = max(_IMPORTANCE, importance.city(population, "") if population else 0)
        if said["importance"]:
            weight = rows.number("importance", said["importance"], 0)
        # GeoNames says where its places are; a simplified outline may be wrong near a border.
        country, admin1 = ("", "") if geonameid and not said["country"] else self._where(said["country"], lat, lon)
        return Entry(
            f"gn:{geonameid}" if geonameid else self._key(said["id"] or name),
            name,
            kind,
            _precision(said["precision"], kind, area, radius),
            lat,
            lon,
            radius,
            min(1.0, weight),
            geonameid,
            population,
            country,
            admin1,
            0,
            [(alias, Match.ALIAS) for alias in _aliases(said["aliases"], name)],
        )

    def _where(self, country: str, lat: float, lon: float) -> tuple[str, str]:
        """Return the codes of the country and the first-level division, by what is said and by the point."""
        held = self._base.shapes.holding(lat, lon, "admin1:")
        code = held.removeprefix("admin1:") if held else ""
        if not country:
            return self._base.reverse(lat, lon)[0] or "", code
        found = [c.place.country for c in self._base.lookup(country) if c.place.precision is Precision.COUNTRY]
        known = self._base.country(country.upper()) if len(country) == 2 else None  # noqa: PLR2004 - ISO alpha-2
        iso = (known.country if known else None) or next((iso for iso in found if iso), None)
        if iso is None:
            message = f"there is no country {country[:40]!r}"
            raise RowError(message)
        return iso, code if code.startswith(f"{iso}.") else ""

    def _key(self, name: str) -> str:
        """Return a key that no place has yet."""
        key = first = f"{PREFIX}{self._group}/{'-'.join(fold(name).split()) or 'place'}"
        number = 1
        while key in self._taken:
            number += 1
            key = f"{first}-{number}"
        self._taken.add(key)
        return key


_PLAIN = ("country", "population", "precision", "importance", "geonameid")


def _precision(said: str, kind: str, area: Area | None, radius: float) -> Precision:
    if said:
        try:
            return Precision(said.strip().casefold())
        except ValueError as error:
            message = f"the precision is {said[:40]!r}, not one of {', '.join(Precision)}"
            raise RowError(message) from error
    if kind in POPULATED or kind == "district":
        return Precision.LOCALITY
    return Precision.AREA if area and radius > _WIDE_KM else Precision.SITE


def _radius(kind: str, population: int) -> float:
    return importance.city_uncertainty_km(population) if kind in POPULATED else _SITE_KM


def _aliases(said: str, name: str) -> list[str]:
    parts = (part.strip() for part in islice(_SPLIT.split(said), _MOST_ALIASES))
    return [rows.name(part) for part in dict.fromkeys(parts) if part and part != name]


def _delimiter(head: str) -> str:
    """Return what stands between the columns: what the header has most of."""
    header = head.partition("\n")[0]
    return max(",;\t", key=header.count)


def _check_header(path: Path, names: list[str]) -> None:
    """Refuse a table without the columns that every place needs.

    Raises:
        GazetteerError: One is missing.
    """
    has = {name for name, called in _CALLED.items() if not set(called).isdisjoint(names)}
    if "name" not in has or not ({"lat", "lon"} <= has or "wkt" in has):
        shown = ", ".join(ascii(name[:20]) for name in names[:8]) or "nothing"
        message = f"{path} needs a header with the columns name, lat and lon (or wkt); it has {shown}."
        raise GazetteerError(message)


def _first(values: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((values[name].strip() for name in names if values.get(name, "").strip()), "")


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


def _short(value: object) -> str:
    return repr(value)[:2000]
