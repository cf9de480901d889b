"""`geomap brief`: reports become a briefing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geomap.cli.options import (
    DEFAULT_RADIUS,
    FilterOptions,
    Gazetteers,
    Geocoder,
    Inputs,
    MapColumns,
    NoMerge,
    Quiet,
    with_filters,
)
from geomap.cli.session import counted, finish, run_reading, say

if TYPE_CHECKING:
    from geomap.briefings.labels import Labels


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
    from geomap.briefings.labels import load_labels
    from geomap.events.taxonomy import load_taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer

    check_target(output, page, language)
    gazetteer, taxonomy = Gazetteer.open(layers=gazetteer_paths), load_taxonomy()
    wanted = filters.parsed(gazetteer, taxonomy)
    reading = run_reading(
        inputs, gazetteer, merge=not no_merge, quiet=quiet, geocoder=geocoder, map_columns=map_columns
    )
    if reading.any_read:
        incidents = wanted.apply(reading.incidents, gazetteer)
        written = write_briefing(
            incidents,
            output,
            title=title,
            page=page,
            language=language,
            selection=_selection(filters, load_labels(language)),
            reports_read=len(reading.documents) or None,
            map_link=map_link,
            taxonomy=taxonomy,
            gazetteer=gazetteer,
        )
        unplaced = sum(incident.place is None for incident in incidents)
        names = ", ".join(str(path) for path in reversed(written))
        say(f"{counted(len(incidents), 'incident')}, {unplaced} of them without a place: {names}", quiet=quiet)
    finish(reading, quiet=quiet)


def _selection(filters: FilterOptions, labels: Labels) -> str:
    """The filters that were asked for, in words: a briefing says what it leaves out."""
    given = {
        "type": _listed(filters.type),
        "exclude_type": _listed(filters.exclude_type),
        "since": filters.since,
        "until": filters.until,
        "within": filters.within,
        "near": filters.near,
        "status": _listed(filters.status),
        "min_confidence": f"{filters.min_confidence:.0%}" if filters.min_confidence else None,
        "main_only": filters.main_only,
        "text": filters.text,
    }
    parts = (
        labels(name, "filters", value=value, radius=filters.radius or DEFAULT_RADIUS)
        for name, value in given.items()
        if value
    )
    return "; ".join(parts)


def _listed(texts: list[str] | None) -> str:
    return ", ".join(part.strip() for text in texts or () for part in text.split(",") if part.strip())
