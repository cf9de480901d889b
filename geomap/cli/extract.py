"""`geomap extract`: reports become a file of incidents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import FilterOptions, Gazetteers, Geocoder, Inputs, MapColumns, NoMerge, Quiet, with_filters
from geomap.cli.session import counted, finish, run_reading, say


@with_filters
def extract(
    inputs: Inputs,
    *,
    filters: FilterOptions,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write; stdout by default.")] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format", help="geojson, csv, jsonl, kml, kmz, gpkg or parquet; by the file's ending by default."
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also show what was seen and why it was typed, dated and tied so.")
    ] = False,
    hxl: Annotated[bool, typer.Option("--hxl", help="Write a row of HXL tags into a CSV table.")] = False,
    no_merge: NoMerge = False,
    map_columns: MapColumns = None,
    gazetteer_paths: Gazetteers = None,
    geocoder: Geocoder = None,
    quiet: Quiet = False,
) -> None:
    """Write the incidents that the reports tell, with their evidence."""
    from geomap.errors import FormatError
    from geomap.events.taxonomy import load_taxonomy
    from geomap.formats.writing import FORMATS, check_format, format_of, save_incidents, to_bytes
    from geomap.gazetteer.gazetteer import Gazetteer

    kind = format_of(output, format_)
    check_format(kind, hxl=hxl)
    if output is None and FORMATS[kind].binary and sys.stdout.isatty():
        message = f"{kind} is no text: write it to a file with -o"
        raise FormatError(message)
    gazetteer, taxonomy = Gazetteer.open(layers=gazetteer_paths), load_taxonomy()
    wanted = filters.parsed(gazetteer, taxonomy)
    reading = run_reading(
        inputs, gazetteer, merge=not no_merge, quiet=quiet, geocoder=geocoder, map_columns=map_columns
    )
    if reading.any_read:
        incidents = wanted.apply(reading.incidents, gazetteer)
        if output is None:
            sys.stdout.buffer.write(to_bytes(incidents, kind, gazetteer, taxonomy, hxl=hxl))
            sys.stdout.buffer.flush()
        else:
            save_incidents(incidents, output, format=kind, gazetteer=gazetteer, taxonomy=taxonomy, hxl=hxl)
            unplaced = sum(incident.place is None for incident in incidents)
            say(
                f"{counted(len(incidents), 'incident')} from {counted(len(reading.documents), 'report')}, "
                f"{unplaced} of them without a place: {output}",
                quiet=quiet,
            )
        if explain:
            for incident in incidents:
                typer.echo("\n".join((incident.title, *(f"  {line}" for line in incident.why), "")), err=output is None)
    finish(reading, quiet=quiet)
