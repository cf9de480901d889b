"""`geomap gazetteer`: what is looked up, and how the user adds to it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli.options import Gazetteers, Quiet
from geomap.cli.session import NOTHING_READ, SOME_FAILED, printable, say
from geomap.cli.working import working
from geomap.errors import GeomapError

if TYPE_CHECKING:
    from geomap.gazetteer.imports.run import Imported
    from geomap.gazetteer.user import Layer

app = typer.Typer(
    name="gazetteer",
    help="Show the gazetteers that names are looked up in, and add your own.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Classes = Annotated[
    str,
    typer.Option(
        "--classes",
        metavar="LETTERS",
        help="GeoNames feature classes to keep: A divisions, H waters, L areas, P populated places, R roads, S sites, "
        "T landforms, U undersea, V vegetation. All by default.",
    ),
]
_ALL_CLASSES = "AHLPRSTUV"
_MEGABYTE = 1024 * 1024


@app.command()
def info(
    *,
    gazetteer: Gazetteers = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show the embedded gazetteer and those of yours that are looked up with it."""
    from geomap.gazetteer.gazetteer import DATA, INDEX_NAME
    from geomap.gazetteer.user import describe, user_folder, user_gazetteers

    embedded = describe(DATA / INDEX_NAME)
    layers = [describe(path) for path in user_gazetteers(gazetteer)]
    rows = [_row(layer) for layer in (embedded, *layers)]
    if as_json:
        typer.echo(
            json.dumps(
                {"embedded": rows[0], "users": rows[1:], "folder": str(user_folder())}, ensure_ascii=False, indent=1
            )
        )
        return
    typer.echo(f"embedded    {_counts(rows[0])}")
    typer.echo("            GeoNames, Natural Earth, CLDR, airportsdata and lists of geomap's own; see NOTICE")
    for row in rows[1:]:
        typer.echo(f"{'your places' if row['own'] else 'GeoNames':<12}{_counts(row)}")
        for source in row["sources"]:
            newest = f", changed up to {source['newest']}" if source["newest"] else ""
            aside = f", {source['set_aside']:,} set aside" if source["set_aside"] else ""
            typer.echo(f"            from {printable(source['file'])}: {source['rows']:,} rows{aside}{newest}")
        typer.echo(f"            made {row['made']}: {printable(row['path'])}")
    if not layers:
        typer.echo(f"none of yours; `geomap gazetteer import` puts them into {user_folder()}")


@app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="GeoNames dumps (.zip, .txt), or your own places as .csv, .tsv or .geojson."
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The gazetteer to write, for one FILE; in your data folder by default."),
    ] = None,
    classes: Classes = _ALL_CLASSES,
    quiet: Quiet = False,
) -> None:
    """Make a gazetteer of each file; all of them are looked up beside the embedded one from then on."""
    from geomap.gazetteer.container import USER_SUFFIX
    from geomap.gazetteer.user import user_folder

    if output is not None and len(files) > 1:
        message = "-o goes with one FILE; `geomap gazetteer build` makes one gazetteer of several"
        raise typer.BadParameter(message)
    failed = 0
    for file in files:
        target = output or user_folder() / f"{file.name.partition('.')[0] or 'places'}{USER_SUFFIX}"
        try:
            _make([file], target, classes, quiet=quiet)
        except GeomapError as error:
            failed += 1
            typer.echo(f"not imported: {printable(str(error))}", err=True)
    _end(failed, len(files))


@app.command()
def build(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="GeoNames dumps, or files of your own places; not both.")
    ],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="The gazetteer to write, for --gazetteer.")],
    classes: Classes = _ALL_CLASSES,
    quiet: Quiet = False,
) -> None:
    """Make one gazetteer of several files, to be kept with a project or passed on."""
    _make(files, output, classes, quiet=quiet)


@app.command()
def download(
    countries: Annotated[
        list[str], typer.Argument(metavar="COUNTRY...", help='ISO codes or names (IQ SY "South Sudan"), or: all')
    ],
    *,
    url: Annotated[
        str | None,
        typer.Option("--url", envvar="GEOMAP_GEONAMES_URL", help="Another server with GeoNames' export files."),
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the files that were fetched.")] = False,
    classes: Classes = _ALL_CLASSES,
    quiet: Quiet = False,
) -> None:
    """Fetch GeoNames' files of countries, or of the whole world, and import them."""
    from geomap.gazetteer.container import USER_SUFFIX
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.imports.download import address, download_folder, fetch, file_stem, server
    from geomap.gazetteer.user import user_folder

    base = server(url)
    embedded = Gazetteer.open(layers=())
    failed = 0
    for country in countries:
        try:
            stem = file_stem(country, embedded)
            target = download_folder() / f"{stem}.zip"
            with working(quiet=quiet) as tell:
                fetch(address(base, stem), target, partial(tell, f"fetching {stem}.zip"))
            _make([target], user_folder() / f"{stem}{USER_SUFFIX}", classes, quiet=quiet)
            if not keep:
                target.unlink()
        except GeomapError as error:
            failed += 1
            typer.echo(f"not downloaded: {printable(country)}: {printable(str(error))}", err=True)
    _end(failed, len(countries))


def _make(files: list[Path], target: Path, classes: str, *, quiet: bool) -> None:
    """Make a gazetteer and say what became of the files."""
    from geomap.gazetteer.imports import import_files

    unknown = set(classes.upper()) - set(_ALL_CLASSES)
    if unknown or not classes:
        message = f"--classes takes letters of {_ALL_CLASSES}, not {printable(''.join(sorted(unknown)))!r}"
        raise typer.BadParameter(message)
    try:
        with working(quiet=quiet) as tell:
            made = import_files(files, target, classes=classes.upper(), on_progress=tell)
    except KeyboardInterrupt:
        say("interrupted: the same command goes on from the last checkpoint", quiet=quiet)
        raise
    _say_what(made, quiet=quiet)


def _say_what(made: Imported, *, quiet: bool) -> None:
    if made.resumed:
        say(f"went on after {made.resumed:,} places", quiet=quiet)
    for source in made.sources:
        if source.set_aside:
            where = printable(str(made.aside))
            say(f"warning: {printable(source.file)}: {source.set_aside:,} rows set aside in {where}", quiet=quiet)
    repeated = f", {made.repeated:,} rows repeated an id" if made.repeated else ""
    shapes = f", {made.shapes:,} outlines" if made.shapes else ""
    say(f"{made.places:,} places, {made.names:,} names{shapes}{repeated}: {printable(str(made.path))}", quiet=quiet)


def _row(layer: Layer) -> dict[str, Any]:
    """Return what a gazetteer says of itself, and its file: size in bytes, day on which it was made."""
    file = layer.path.stat()
    made = datetime.fromtimestamp(file.st_mtime, UTC).date().isoformat()
    return {**asdict(layer), "path": str(layer.path), "size": file.st_size, "made": made}


def _counts(row: dict[str, Any]) -> str:
    shapes = f", {row['shapes']:,} outlines" if row["shapes"] else ""
    return f"{row['places']:,} places, {row['names']:,} names{shapes}, {row['size'] / _MEGABYTE:,.1f} MB"


def _end(failed: int, asked: int) -> None:
    """End with the exit code for what failed of what was asked."""
    if failed:
        raise typer.Exit(NOTHING_READ if failed == asked else SOME_FAILED)
