"""`geomap brief`: reports become a briefing."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer

from geomap.cli.options import FilterOptions, Gazetteers, Geocoder, Inputs, MapColumns, NoMerge, Quiet, with_filters
from geomap.cli.session import finish, run_reading, say


@with_filters
def brief(
    inputs: Inputs,
    *,
    filters: FilterOptions,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Where it goes: .pptx, .docx, .pdf, .png, .svg, .md or .html.")
    ],
    title: Annotated[str | None, typer.Option(help="A heading for the briefing.")] = None,
    page: Annotated[
        str | None, typer.Option(help="a4, letter or 16:9; by default what suits the kind of file.")
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the fixed words.")] = "en",
    map_link: Annotated[str | None, typer.Option(help="Address of the interactive map, to link to.")] = None,
    no_merge: NoMerge = False,
    map_columns: MapColumns = None,
    gazetteer_paths: Gazetteers = None,
    geocoder: Geocoder = None,
    quiet: Quiet = False,
) -> None:
    """Write what the reports tell as slides, a document, a page or a picture."""
    from geomap.briefings import check_target, write_briefing
    from geomap.events.taxonomy import load_taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer

    check_target(output, page, language)
    gazetteer, taxonomy = Gazetteer.open(layers=gazetteer_paths), load_taxonomy()
    wanted = filters.parsed(gazetteer, taxonomy)
    reading = run_reading(
        inputs, gazetteer, merge=not no_merge, quiet=quiet, geocoder=geocoder, map_columns=map_columns
    )
    if reading.documents or reading.incidents:
        incidents = wanted.apply(reading.incidents, gazetteer)
        written = write_briefing(
            incidents,
            output,
            title=title,
            page=page,
            language=language,
            selection=_selection(filters),
            reports_read=len(reading.documents) or None,
            map_link=map_link,
            taxonomy=taxonomy,
            gazetteer=gazetteer,
        )
        unplaced = sum(incident.place is None for incident in incidents)
        names = ", ".join(str(path) for path in reversed(written))
        say(f"{len(incidents)} incidents, {unplaced} of them without a place: {names}", quiet=quiet)
    finish(reading, quiet=quiet)


def _selection(filters: FilterOptions) -> str:
    """The filters as they were typed, those that were: a briefing says what it leaves out."""
    parts = []
    for field in fields(filters):
        value = getattr(filters, field.name)
        if value == field.default or (field.name == "radius" and not filters.near):
            continue
        name = field.name.replace("_", " ")
        if value is True:
            parts.append(name)
        else:
            parts.append(f"{name} {', '.join(value) if isinstance(value, list) else value}")
    return "; ".join(parts)
