"""`geomap types`: the taxonomy."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer


def types(*, as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False) -> None:
    """List the types of event that geomap knows, by group, with ACLED's name for each where it has one."""
    from geomap.events.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    if as_json:
        rows = [asdict(kind) for kind in taxonomy.types.values()]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for group in taxonomy.groups.values():
        typer.echo(f"{group.label} ({group.key})")
        for kind in taxonomy.types.values():
            if kind.group == group.key:
                acled = f"  [ACLED: {kind.acled}]" if kind.acled else ""
                typer.echo(f"  {kind.key:<38}{kind.label}{acled}")
