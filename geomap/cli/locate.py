"""`geomap locate`: what the gazetteer makes of a name."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from geomap.cli.options import Gazetteers
from geomap.cli.session import NOTHING_READ, printable


def locate(
    query: Annotated[str, typer.Argument(help='A place, as "Green Zone, Baghdad" or "Paris, Texas".')],
    *,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many candidates.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    gazetteer_paths: Gazetteers = None,
) -> None:
    """Print the gazetteer's candidates for a name, ranked, with reasons."""
    from geomap.formats.mentions import place_json
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.location import locate as find

    gazetteer = Gazetteer.open(layers=gazetteer_paths)
    candidates = find(query, gazetteer, limit=limit)
    if as_json:
        rows = [
            {
                "place": place_json(c.place),
                "matched": c.matched,
                "match": c.match,
                "score": round(c.score, 3),
                "reasons": list(c.reasons),
            }
            for c in candidates
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    for rank, candidate in enumerate(() if as_json else candidates, 1):
        place = candidate.place
        where = ", ".join((place.name, *place.within))
        typer.echo(f"{rank:>2}. {candidate.score:.2f}  {where} ({place.kind})  {place.lat:.4f}, {place.lon:.4f}")
        typer.echo(f"          {'; '.join(candidate.reasons)}")
    if not candidates:
        near = gazetteer.nearest_names(query)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        typer.echo(f"geomap: no place called {printable(query)!r} is known{hint}", err=True)
        raise typer.Exit(NOTHING_READ)
