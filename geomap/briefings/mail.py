"""The briefing as one HTML file for e-mail: inline picture and styles, a table, and no script."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from geomap.basemap.data import ATTRIBUTION
from geomap.briefings.picture import theme
from geomap.briefings.picture.compose import caption, figure, subtitle
from geomap.briefings.render import to_png
from geomap.briefings.sentences import summary
from geomap.briefings.tables import cells, cited, headings, shown_address, web_address
from geomap.briefings.words import right_to_left

if TYPE_CHECKING:
    from geomap.briefings.facts import Briefing
    from geomap.briefings.pages import Page

_WIDTH = 860.0  # pixels: mail programs show little more
_RESOLUTION = 150.0
_FONT = "font-family:'Segoe UI',Calibri,Roboto,'Noto Sans',Arial,sans-serif"
_RIGHT = frozenset({0, 4, 5, 6})
_NO_WRAP = frozenset({1, 4, 5, 6})
_LONG = frozenset({2, 3})
_LONG_LEAST = 110  # pixels: a column of words breaks lines, not each word
_NAMED = (4, 5, 6, 7)  # columns whose cells say little without their heading
# Nothing is loaded or run; mail programs that honour this say the same as the file itself.
_BODY = f"font-size:14px;line-height:1.5;color:{theme.INK};max-width:{_WIDTH:.0f}px;margin:0 auto;padding:24px 16px"
# A word without end breaks rather than widen the page.
_WRAP = "overflow-wrap:anywhere;word-break:break-word"
_TITLE = f"{_WRAP};font-size:24px;line-height:1.25;margin:0 0 4px"
_FOOT = f"color:{theme.FAINT};font-size:12px;margin:24px 0 0;border-top:1px solid {theme.RULE};padding-top:8px"
_TABLE = "border-collapse:collapse;width:100%;font-size:13px;line-height:1.4"
# On a phone, where mail programs honour it, each row stands as lines of its own; elsewhere the table can be scrolled.
_NARROW = (
    "@media(max-width:640px){"
    "table,tbody{display:block!important}thead{display:none!important}"
    f"tr{{display:grid!important;grid-template-columns:34px 1fr;padding:7px 0;border-bottom:1px solid {theme.RULE}}}"
    "td{display:block!important;grid-column:2;text-align:start!important;border:0!important;padding:1px 4px!important}"
    "td:first-child{grid-column:1;grid-row:1/span 8}td:empty{display:none!important}"
)
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def write_html(briefing: Briefing, page: Page) -> bytes:
    """The briefing as HTML."""
    labels = briefing.labels
    across, tall = page.wide
    picture = figure(briefing, _WIDTH, _WIDTH * min(0.72, tall / across))
    image = base64.b64encode(to_png(picture.svg, picture.width, picture.height, _RESOLUTION)).decode("ascii")
    parts = [
        f'<h1 style="{_TITLE}"{_direction(briefing.title)}>{escape(briefing.title)}</h1>',
        _paragraph(subtitle(briefing), f"color:{theme.FAINT};font-size:15px;margin:0 0 14px"),
        *(_paragraph(text, "margin:0 0 9px") for text in summary(briefing)),
    ]
    link = web_address(briefing.map_link)
    if link:
        parts.append(f'<p style="margin:0 0 9px">{_link(link, labels("interactive"))}</p>')
    parts.append(
        f'<img src="data:image/png;base64,{image}" alt="{escape(picture.description)}" width="{_WIDTH:.0f}" '
        'style="width:100%;height:auto;display:block;margin:14px 0 4px">'
    )
    parts.append(_paragraph(caption(briefing, picture), f"color:{theme.FAINT};font-size:12px;margin:0 0 18px"))
    if briefing.rows:
        parts += [_heading(labels("incidents")), _table(briefing)]
    if briefing.reports:
        parts += [_heading(labels("sources")), _sources(briefing)]
    foot = labels("attribution", data=ATTRIBUTION)
    parts.append(_paragraph(foot, _FOOT))
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{labels.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(briefing.title)}</title>\n<style>{_style(briefing)}</style>\n</head>\n"
        f'<body style="margin:0;padding:0;background:#ffffff">\n'
        f'<div style="{_FONT};{_BODY}">\n'
        f"{body}\n</div>\n</body>\n</html>\n"
    ).encode()


def _style(briefing: Briefing) -> str:
    """The rules for narrow screens, with the headings of the columns that need them."""
    names = headings(briefing)
    named = "".join(
        f'td:nth-child({index + 1})::before{{content:"{names[index]}: ";color:{theme.FAINT}}}' for index in _NAMED
    )
    return f"{_NARROW}{named}}}"


def _table(briefing: Briefing) -> str:
    rule = f"border-bottom:1px solid {theme.RULE}"
    head = "".join(
        f'<th scope="col" style="text-align:{_align(index)};padding:5px 7px;{rule};color:{theme.FAINT}'
        f'{f";min-width:{_LONG_LEAST}px" if index in _LONG else ""}">'
        f"{escape(name)}</th>"
        for index, name in enumerate(headings(briefing))
    )
    lines = []
    for row in briefing.rows:
        parts = []
        for index, text in enumerate(cells(row, briefing).columns()):
            colour = f"color:{row.kind.colour};font-weight:700;" if index == 0 else ""
            wrap = "white-space:nowrap;" if index in _NO_WRAP else f"{_WRAP};" if index in _LONG else ""
            style = f"text-align:{_align(index)};padding:5px 7px;{rule};{colour}{wrap}vertical-align:top"
            parts.append(f'<td style="{style}"{_direction(text)}>{escape(text)}</td>')
        lines.append(f"<tr>{''.join(parts)}</tr>")
    body = "\n".join(lines)
    return (
        f'<div style="overflow-x:auto"><table cellspacing="0" cellpadding="0" style="{_TABLE}">'
        f"\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def _sources(briefing: Briefing) -> str:
    items = []
    for report in briefing.reports:
        source = cited(report, briefing)
        link = " " + _link(source.url, shown_address(source.url)) if source.url else ""
        items.append(
            f'<li style="{_WRAP};margin:0 0 4px"><bdi>{escape(source.title)}</bdi>{escape(source.about)}{link}</li>'
        )
    return '<ol style="font-size:13px;padding-left:28px;margin:0">\n' + "\n".join(items) + "\n</ol>"


def _heading(text: str) -> str:
    return f'<h2 style="font-size:17px;margin:22px 0 8px">{escape(text)}</h2>'


def _paragraph(text: str, style: str) -> str:
    return f'<p style="{_WRAP};{style}">{escape(text)}</p>'


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}" style="color:{theme.ACCENT}">{escape(text)}</a>'


def _align(index: int) -> str:
    return "right" if index in _RIGHT else "left"


def _direction(text: str) -> str:
    return ' dir="rtl"' if right_to_left(text) else ""
