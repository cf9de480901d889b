"""Runs a reading for a command: progress and warnings on stderr, and the exit code at the end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.documents.document import Document
    from geomap.documents.problem import Problem
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.online import Geocoder
    from geomap.reading import Reading

_PROBLEMS_SHOWN = 20
_LONG_TEXT = 3_000_000  # characters
_TEXT_A_MINUTE = 2_000_000  # on two cores
SOME_FAILED = 3
NOTHING_READ = 1


def run_reading(
    inputs: Sequence[str],
    gazetteer: Gazetteer,
    *,
    merge: bool,
    quiet: bool,
    geocoder: str | None = None,
    map_columns: Sequence[str] | None = None,
) -> Reading:
    """Read the inputs, with progress where a person watches.

    Raises:
        FormatError: A text of `map_columns` is not COLUMN=FIELD.
        GeocoderError: There is no online geocoder of that name, or a setting that it needs is missing.
    """
    from geomap.formats.tables.columns import parse_mapping
    from geomap.reading import read

    online = open_geocoder(geocoder)
    mapped = parse_mapping(map_columns or ())

    if quiet or not sys.stderr.isatty():
        announce = None if quiet else _announce
        return read(
            inputs,
            stdin=sys.stdin.buffer,
            merge=merge,
            gazetteer=gazetteer,
            on_document=announce,
            geocoder=online,
            columns=mapped,
        )
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} reports read"), TimeElapsedColumn(),
               TextColumn("{task.fields[name]}", markup=False))  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None, name="", completed=-1)

        def advance(document: Document) -> None:
            _announce(document)
            progress.update(task, advance=1, name=printable(document.id))

        return read(
            inputs,
            stdin=sys.stdin.buffer,
            merge=merge,
            gazetteer=gazetteer,
            on_document=advance,
            geocoder=online,
            columns=mapped,
        )


def open_geocoder(name: str | None) -> Geocoder | None:
    """Set up the online geocoder that was asked for, if any.

    Raises:
        GeocoderError: There is none of that name, or a setting that it needs is missing.
    """
    if name is None:
        return None
    from geomap.gazetteer.online import Geocoder

    return Geocoder.open(name)


def _announce(document: Document) -> None:
    """Say that a very long text takes long, before it does."""
    size = len(document.text)
    if size >= _LONG_TEXT:
        minutes = max(1, round(size / _TEXT_A_MINUTE))
        name = printable(document.id)
        typer.echo(f"{name}: {size:,} characters read as one report; that takes about {minutes} minutes", err=True)


def finish(reading: Reading, *, quiet: bool) -> None:
    """Report the problems and end with the exit code that they mean.

    Raises:
        typer.Exit: 1 when nothing could be read, 3 when some inputs failed; returns when all were read.
    """
    failed = [p for p in reading.problems if p.lost]
    if not quiet:
        _show(reading.problems)
    if not reading.any_read:
        if not failed and not quiet:
            typer.echo("geomap: the inputs hold no report and no incident", err=True)
        raise typer.Exit(NOTHING_READ)
    if failed:
        raise typer.Exit(SOME_FAILED)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 incident", "1,200 incidents"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def say(message: str, *, quiet: bool) -> None:
    """A line on stderr."""
    if not quiet:
        typer.echo(message, err=True)


def printable(text: str) -> str:
    """Text from outside with control characters made visible, so that no file name can steer the terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _show(problems: Sequence[Problem]) -> None:
    for problem in problems[:_PROBLEMS_SHOWN]:
        kind = "not read" if problem.lost else "warning"
        typer.echo(f"{kind}: {printable(problem.name)}: {printable(problem.reason)}", err=True)
    if len(problems) > _PROBLEMS_SHOWN:
        typer.echo(f"… and {len(problems) - _PROBLEMS_SHOWN} more", err=True)
