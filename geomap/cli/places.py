"""`geomap places`: the places that reports name, with role and resolution."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import Gazetteers, Geocoder, Inputs, Quiet
from geomap.cli.session import finish, open_geocoder, say


def places(
    inputs: Inputs,
    *,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write; stdout by default.")] = None,
    format_: Annotated[str, typer.Option("--format", help="table, json, jsonl or geojson.")] = "table",
    gazetteer_paths: Gazetteers = None,
    geocoder: Geocoder = None,
    quiet: Quiet = False,
) -> None:
    """List the places that the reports name."""
    import sys

    from geomap.documents.problem import Problem
    from geomap.documents.reader import read_documents
    from geomap.formats.mentions import mention_writer
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.output import write_whole
    from geomap.places import find_places
    from geomap.places.online import ask_online
    from geomap.reading import Reading

    write = mention_writer(format_)
    gazetteer = Gazetteer.open(layers=gazetteer_paths)
    online = open_geocoder(geocoder)
    reading = Reading()
    for document in read_documents(inputs, stdin=sys.stdin.buffer):
        if isinstance(document, Problem):
            reading.problems.append(document)
        else:
            reading.documents.append(document)
            found = find_places(document, gazetteer)
            reading.mentions[document.id] = ask_online(found, online, gazetteer) if online else found
    if online:
        reading.problems += [Problem(online.label, warning, lost=False) for warning in online.warnings]
    text = write(reading.mentions)
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_whole(output, text)
        say(f"{sum(map(len, reading.mentions.values()))} mentions: {output}", quiet=quiet)
    finish(reading, quiet=quiet)
