"""`geomap map`: reports become an interactive map in one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import FilterOptions, Gazetteers, Geocoder, Inputs, MapColumns, NoMerge, Quiet, with_filters
from geomap.cli.session import counted, finish, run_reading, say


@with_filters
def draw(
    inputs: Inputs,
    *,
    filters: FilterOptions,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the map goes.")] = Path("output/map.html"),
    title: Annotated[str | None, typer.Option(help="A heading for the map.")] = None,
    basemap: Annotated[
        str,
        typer.Option(help="offline (in the file), or online tiles: osm, topo, gray, imagery, or an xyzservices name."),
    ] = "offline",
    embed: Annotated[
        bool,
        typer.Option("--embed", help="The compact form, for a frame in another page: filters and list folded away."),
    ] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open the map in the browser.")] = False,
    no_merge: NoMerge = False,
    map_columns: MapColumns = None,
    gazetteer_paths: Gazetteers = None,
    geocoder: Geocoder = None,
    quiet: Quiet = False,
) -> None:
    """Draw what the reports tell on an interactive, self-contained map."""
    import gc

    from geomap.events.taxonomy import load_taxonomy
    from geomap.formats.saved import is_saved
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.maps import draw_map, save_map

    if all(is_saved(Path(item)) for item in inputs):
        # Millions of small objects without cycles: to look for cycles among them takes as long as to read them.
        gc.disable()
    gazetteer, taxonomy = Gazetteer.open(layers=gazetteer_paths), load_taxonomy()
    wanted = filters.parsed(gazetteer, taxonomy)
    reading = run_reading(
        inputs, gazetteer, merge=not no_merge, quiet=quiet, geocoder=geocoder, map_columns=map_columns
    )
    incidents = wanted.apply(reading.incidents, gazetteer)
    if reading.any_read:
        save_map(draw_map(incidents, reading.mentions, title=title, basemap=basemap, compact=embed), output)
        located = sum(incident.place is not None for incident in incidents)
        say(
            f"{counted(len(incidents), 'incident')} from {counted(len(reading.documents), 'report')}, "
            f"{len(incidents) - located} of them without a place: {output}",
            quiet=quiet,
        )
        if open_:
            typer.launch(output.resolve().as_uri())
    finish(reading, quiet=quiet)
