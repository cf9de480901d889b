"""`geomap places`: the places that reports name, with role and resolution."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import Inputs, Quiet
from geomap.cli.session import finish, say


def places(
    inputs: Inputs,
    *,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write; stdout by default.")] = None,
    format_: Annotated[str, typer.Option("--format", help="table, json, jsonl or geojson.")] = "table",
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
    from geomap.reading import Reading

    write = mention_writer(format_)
    gazetteer = Gazetteer.open()
    reading = Reading()
    for document in read_documents(inputs, stdin=sys.stdin.buffer):
        if isinstance(document, Problem):
            reading.problems.append(document)
        else:
            reading.documents.append(document)
            reading.mentions[document.id] = find_places(document, gazetteer)
    text = write(reading.mentions)
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_whole(output, text)
        say(f"{sum(map(len, reading.mentions.values()))} mentions: {output}", quiet=quiet)
    finish(reading, quiet=quiet)
