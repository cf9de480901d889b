"""The Typer application: its commands, and how errors end."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from geomap import __version__
from geomap.briefings.errors import BriefingError
from geomap.cli.brief import brief
from geomap.cli.embed import embed
from geomap.cli.extract import extract
from geomap.cli.gazetteer import app as gazetteer
from geomap.cli.locate import locate
from geomap.cli.map import draw
from geomap.cli.places import places
from geomap.cli.types import types
from geomap.errors import FilterError, FormatError, GeocoderError, GeomapError
from geomap.maps.errors import BasemapError

app = typer.Typer(
    name="geomap",
    help="Read reports, work out what happened, where and when, and draw it as an offline, filterable map.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("map")(draw)
app.command("brief")(brief)
app.command("extract")(extract)
app.command("embed")(embed)
app.command("places")(places)
app.command("locate")(locate)
app.command("types")(types)
app.add_typer(gazetteer)


def _version(*, asked: bool) -> None:
    if asked:
        typer.echo(f"geomap {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda asked: _version(asked=asked),
            is_eager=True,
            help="Print the version and end.",
        ),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Read reports, work out what happened, where and when, and draw it as an offline, filterable map."""


def main() -> None:
    """Run the command line; errors of geomap end in a message, not a traceback, unless --debug is given."""
    try:
        app()
    except GeomapError as error:
        if "--debug" in sys.argv:
            raise
        typer.echo(f"geomap: {error}", err=True)
        sys.exit(2 if isinstance(error, (FilterError, FormatError, GeocoderError, BasemapError, BriefingError)) else 1)
    except BrokenPipeError:
        # The reader of our output went away (`geomap extract … | head`): not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
