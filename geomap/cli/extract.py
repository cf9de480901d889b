"""`geomap extract`: reports become a file of incidents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import FilterOptions, Gazetteers, Geocoder, Inputs, NoMerge, Quiet, with_filters
from geomap.cli.session import finish, run_reading, say


@with_filters
def extract(
    inputs: Inputs,
    *,
    filters: FilterOptions,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write; stdout by default.")] = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="geojson, csv or jsonl; by the file's ending by default.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also show what was seen and why it was typed, dated and tied so.")
    ] = False,
    no_merge: NoMerge = False,
    gazetteer_paths: Gazetteers = None,
    geocoder: Geocoder = None,
    quiet: Quiet = False,
) -> None:
    """Write the incidents that the reports tell, with their evidence."""
    from geomap.events.taxonomy import load_taxonomy
    from geomap.formats.writing import WRITERS, format_of
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.output import write_whole

    kind = format_of(output, format_)
    gazetteer, taxonomy = Gazetteer.open(layers=gazetteer_paths), load_taxonomy()
    wanted = filters.parsed(gazetteer, taxonomy)
    reading = run_reading(inputs, gazetteer, merge=not no_merge, quiet=quiet, geocoder=geocoder)
    if reading.documents or reading.incidents:
        incidents = wanted.apply(reading.incidents, gazetteer)
        text = WRITERS[kind](incidents, gazetteer, taxonomy)
        if output is None:
            typer.echo(text, nl=False)
        else:
            write_whole(output, text)
            say(f"{len(incidents)} incidents from {len(reading.documents)} reports: {output}", quiet=quiet)
        if explain:
            for incident in incidents:
                typer.echo("\n".join((incident.title, *(f"  {line}" for line in incident.why), "")), err=output is None)
    finish(reading, quiet=quiet)
