"""Sets pages and pictures with Typst: SVG to PNG, and the pages of a PDF. Nothing is read but the fonts given."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from geomap.briefings import fonts
from geomap.briefings.errors import need

_SHEETS = Path(__file__).parent / "data"
DOTS_PER_POINT = 96 / 72  # pixels of a picture
_RESOLUTION = 192.0  # dots an inch: two a pixel


def to_png(svg: str, width: float, height: float, resolution: float = _RESOLUTION) -> bytes:
    """A picture of `width` × `height` pixels, 96 an inch, as PNG with `resolution` dots an inch."""
    data = {"svg": svg, "width": width / DOTS_PER_POINT, "height": height / DOTS_PER_POINT}
    return bytes(_compiler("picture.typ").compile(format="png", ppi=resolution, sys_inputs=_inputs(data)))


def to_pdf(data: dict[str, Any], *, tagged: bool = True) -> bytes:
    """The pages of `data/pages.typ` filled with data. Texts are passed as data: no text of a report is ever code.

    Args:
        data: What the sheet asks for.
        tagged: Say what is a heading, a table, a link, for screen readers.
    """
    return bytes(_compiler("pages.typ").compile(format="pdf", sys_inputs=_inputs(data), pdf_tags=tagged))


def _inputs(data: dict[str, Any]) -> dict[str, str]:
    return {"data": json.dumps({**data, "families": list(fonts.families())}, ensure_ascii=False)}


@cache
def _compiler(sheet: str) -> Any:  # noqa: ANN401 - Typst is untyped
    typst = need("typst")
    return typst.Compiler(
        input=str(_SHEETS / sheet), root=str(_SHEETS), font_paths=fonts.folders(), ignore_system_fonts=True
    )
