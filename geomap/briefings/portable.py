"""The briefing as PDF: selectable text, fonts inside, the map as a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.basemap.data import ATTRIBUTION
from geomap.briefings.picture.compose import caption, figure, subtitle
from geomap.briefings.picture.svg import Canvas
from geomap.briefings.picture.symbols import Symbol, draw_symbol
from geomap.briefings.render import DOTS_PER_POINT, to_pdf
from geomap.briefings.sentences import summary
from geomap.briefings.tables import cells, cited, headings, shown_address, web_address
from geomap.briefings.words import breakable, right_to_left

if TYPE_CHECKING:
    from geomap.briefings.facts import Briefing, Row
    from geomap.briefings.pages import Page

_MARGIN = 51.0  # points at each side
_FIGURE = 0.82  # height of the map, of its width
_WIDE_FIGURE = 0.57  # the same on a page that lies, where it stands beside the summary
_WIDE_SHARE = 0.64  # of such a page's width
_MOST_TAGGED = 1_000  # rows: the tags of more would be most of the file
_WIDTHS = (11, 24, 20, 7.2, 7.4, 9.4, 8)  # of the columns after the number's


def write_pdf(briefing: Briefing, page: Page) -> bytes:
    """The briefing as PDF."""
    width, height = page.paper
    lying = width > height
    across = (width - 2 * _MARGIN) * DOTS_PER_POINT * (_WIDE_SHARE if lying else 1)
    picture = figure(briefing, across, across * (_WIDE_FIGURE if lying else _FIGURE))
    labels = briefing.labels
    symbols: dict[Symbol, int] = {}
    data = {
        "title": briefing.title,
        "heading": _said(briefing.title),
        "subtitle": subtitle(briefing),
        "language": labels.language,
        "width": width,
        "height": height,
        "map_share": _WIDE_SHARE if lying else 1,
        "attribution": labels("attribution", data=ATTRIBUTION),
        "page": labels("page", number="#1", all="#2"),
        "summary": summary(briefing),
        "link": web_address(briefing.map_link),
        "link_label": labels("interactive"),
        "svg": picture.svg,
        "description": picture.description,
        "caption": caption(briefing, picture),
        "incidents_label": labels("incidents"),
        "sources_label": labels("sources"),
        "columns": headings(briefing),
        "widths": _WIDTHS,
        "rows": [_row(row, briefing, symbols) for row in briefing.rows],
        "sources": [_source(number, briefing) for number in range(len(briefing.reports))],
    }
    data["symbols"] = [_symbol(symbol) for symbol in symbols]
    return to_pdf(data, tagged=len(briefing.rows) <= _MOST_TAGGED)


def _row(row: Row, briefing: Briefing, symbols: dict[Symbol, int]) -> dict[str, Any]:
    texts = cells(row, briefing)
    symbol = Symbol(row.form, row.kind.colour, row.incident.status)
    return {
        "symbol": symbols.setdefault(symbol, len(symbols)),
        "number": texts.number,
        "date": texts.date,
        "event": _said(texts.event),
        "note": breakable(texts.note),
        "place": _said(texts.place),
        "precision": texts.precision,
        "killed": texts.killed,
        "injured": texts.injured,
        "confidence": texts.confidence,
        "reports": texts.reports,
    }


def _source(index: int, briefing: Briefing) -> dict[str, Any]:
    source = cited(briefing.reports[index], briefing)
    shown = shown_address(source.url) if source.url else ""
    return {
        "number": source.number,
        "title": _said(source.title),
        "about": breakable(source.about),
        "url": source.url,
        "url_shown": breakable(shown),
    }


def _said(text: str) -> dict[str, Any]:
    return {"text": breakable(text), "rtl": right_to_left(text)}


def _symbol(symbol: Symbol) -> str:
    canvas = Canvas()
    draw_symbol(canvas, symbol, 10, 10)
    return canvas.document(20, 20, "", "")
