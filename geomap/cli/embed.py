"""`geomap embed`: the code that shows a map within another page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer


def embed(
    map_file: Annotated[Path, typer.Argument(metavar="MAP.html", help="A map that `geomap map` wrote.")],
    *,
    inline: Annotated[bool, typer.Option("--inline", help="Put the whole map into the code.")] = False,
    responsive: Annotated[bool, typer.Option("--responsive", help="As wide as the page allows.")] = False,
    title: Annotated[str | None, typer.Option(help="What screen readers call it; the map's title by default.")] = None,
    width: Annotated[str, typer.Option(help="Pixels or a share of the page: 640, 100%.")] = "100%",
    height: Annotated[str, typer.Option(help="Likewise.")] = "600",
    address: Annotated[
        str | None,
        typer.Option(help="Where the page finds the map; the file's name by default, beside the page."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write; stdout by default.")] = None,
) -> None:
    """Print the HTML that shows a map within another page."""
    from geomap.errors import FormatError, InputError
    from geomap.formats.embedding import Frame, embed_code
    from geomap.output import write_whole

    try:
        page = map_file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{map_file}: not a map: it is no text in UTF-8"
        raise FormatError(message) from error
    except OSError as error:
        message = f"cannot read {map_file}: {error.strerror or error}"
        raise InputError(message) from error
    where = address if address is not None or inline else quote(map_file.name)
    code = embed_code(page, where, Frame(title, width, height, responsive), inline=inline)
    if output is None:
        typer.echo(code, nl=False)
    else:
        write_whole(output, code)
