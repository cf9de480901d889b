"""The three pictures: with everything on it, as a figure over a table, and the map alone."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.basemap.data import ATTRIBUTION
from geomap.briefings import fonts
from geomap.briefings.picture import legend, theme
from geomap.briefings.picture.frame import Plan, draw_frame, plan_frame
from geomap.briefings.picture.svg import Canvas
from geomap.briefings.sentences import group_words, period_words, summary
from geomap.briefings.words import date_words, latitude, longitude, percent

if TYPE_CHECKING:
    from geomap.briefings.facts import Briefing, Row

_EDGE = 30.0
_COLUMN = 306.0
_GUTTER = 24.0
_FOOT = 26.0
_KEY_LINES = 2
_PIXELS_A_NUMBER = 20_000  # of the map: with more numbers it would be all numbers
_MOST_NUMBERS = 40


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, its size in pixels (96 an inch), what is on it, and its description in words."""

    svg: str
    width: float
    height: float
    plan: Plan
    numbered: frozenset[int]
    description: str


def whole(briefing: Briefing, width: float, height: float, *, embed_fonts: bool = False) -> Picture:
    """The picture that stands alone: heading, map, key, legend, attribution.

    Args:
        briefing: What to show.
        width: In pixels.
        height: In pixels.
        embed_fonts: Put the letters in use into the file, so that it looks the same where the fonts are missing.
    """
    canvas = Canvas()
    canvas.add("rect", width=width, height=height, fill=theme.PAPER)
    top = _heading(canvas, briefing, width)
    bottom = height - _FOOT - 6
    key_x = width - _EDGE - _COLUMN
    listed = _fitting(briefing, top + 22, bottom)
    numbered = frozenset(row.number for row in listed if row.place is not None)
    map_width = key_x - _GUTTER - _EDGE
    plan, found = _planned(briefing, map_width, bottom - top, numbered, table=False)
    draw_frame(canvas, briefing, plan, _EDGE, top)
    legend.draw_legend(canvas, found, _EDGE, top + plan.view.height + 8, map_width)
    _key(canvas, briefing, listed, (key_x, top, bottom))
    _foot(canvas, briefing, width, height)
    return _picture(canvas, briefing, (width, height), plan, numbered, embed_fonts=embed_fonts)


def figure(briefing: Briefing, width: float, height: float) -> Picture:
    """The map with its legend, for a page whose table explains the numbers."""
    canvas = Canvas()
    canvas.add("rect", width=width, height=height, fill=theme.PAPER)
    numbered = _first(briefing, width * height)
    plan, found = _planned(briefing, width - 1, height - 18, numbered, table=True)
    draw_frame(canvas, briefing, plan, 0.5, 0.5)
    legend.draw_legend(canvas, found, 0, plan.view.height + 8, width - 1)
    attribution = briefing.labels("attribution", data=ATTRIBUTION)
    canvas.text(attribution, width - 2, height - 4, 8.5, colour=theme.FAINT, anchor="end")
    return _picture(canvas, briefing, (width, height), plan, numbered)


def bare(briefing: Briefing, width: float, height: float) -> Picture:
    """The map alone, for a slide that has key and legend beside it."""
    canvas = Canvas()
    canvas.add("rect", width=width, height=height, fill=theme.PAPER)
    numbered = _first(briefing, width * height)
    plan = plan_frame(briefing, width - 1, height - 1, numbered)
    draw_frame(canvas, briefing, plan, 0.5, 0.5)
    return _picture(canvas, briefing, (width, height), plan, numbered)


def _planned(
    briefing: Briefing, width: float, height: float, numbered: frozenset[int], *, table: bool
) -> tuple[Plan, list[legend.Entry]]:
    """A map and its legend that share a height: what the legend needs depends on the map, so it is laid out twice."""
    found = legend.entries(briefing, plan_frame(briefing, width, height * 0.85, numbered), table=table)
    tall = legend.height(found, width)
    return plan_frame(briefing, width, height - (tall + 10 if tall else 0), numbered), found


def key_lines(row: Row, briefing: Briefing) -> tuple[str, str]:
    """What a key says of a row: its title, and date, numbers and confidence."""
    labels = briefing.labels
    parts = [date_words(row.incident.start, row.incident.end, labels)]
    for name, toll in (("killed", row.killed), ("injured", row.injured)):
        if toll is not None:
            parts.append(f"{toll.words} {labels(name, 'columns').lower()}")
    parts.append(percent(row.incident.confidence))
    if row.place is None:
        parts.append(labels("off_map"))
    return row.title, " · ".join(parts)


def _heading(canvas: Canvas, briefing: Briefing, width: float) -> float:
    """Paint title and subtitle; return where the map may begin."""
    y = 44.0
    for line in fonts.wrapped(briefing.title, 23, width - 2 * _EDGE, 2, fonts.BOLD):
        canvas.text(line, _EDGE, y, 23, weight=fonts.BOLD, colour=theme.INK)
        y += 29
    canvas.text(subtitle(briefing), _EDGE, y - 5, 12.5, colour=theme.FAINT)
    return y + 10


def subtitle(briefing: Briefing) -> str:
    """Period, incidents and reports in one line: "1–7 November 2021 · 12 incidents · 3 reports"."""
    labels = briefing.labels
    parts = [
        period_words(briefing),
        labels.count("incident", len(briefing.rows)),
        labels.count("report", len(briefing.reports)) if briefing.reports else "",
    ]
    return " · ".join(part for part in parts if part)


def _fitting(briefing: Briefing, top: float, bottom: float) -> list[Row]:
    """The rows that the key has room for."""
    listed: list[Row] = []
    y = top
    for row in briefing.rows:
        y += _entry_height(row, briefing)
        if y > bottom:
            break
        listed.append(row)
    return listed


def _title_lines(row: Row, briefing: Briefing) -> list[str]:
    return fonts.wrapped(key_lines(row, briefing)[0], 10.5, _COLUMN - 26, _KEY_LINES, 600)


def _entry_height(row: Row, briefing: Briefing) -> float:
    return 14.0 * len(_title_lines(row, briefing)) + 13.0 + 7.0


def _key(canvas: Canvas, briefing: Briefing, listed: list[Row], at: tuple[float, float, float]) -> None:
    """Paint the key at x, from top to bottom."""
    x, top, bottom = at
    labels = briefing.labels
    all_shown = len(listed) == len(briefing.rows)
    heading = labels("key") if all_shown else labels("key_part", shown=len(listed), all=f"{len(briefing.rows):,}")
    y = top + 11
    if briefing.rows:
        canvas.text(heading.upper(), x, y, 10, weight=fonts.BOLD, colour=theme.FAINT, spacing=0.6)
        canvas.add("path", d=f"M{x:.1f} {y + 6:.1f}h{_COLUMN:.1f}", stroke=theme.RULE, stroke_width=1)
        y += 11
    for row in listed:
        width = fonts.width(str(row.number), 10.5, fonts.BOLD)
        canvas.text(str(row.number), x + 17 - min(width, 17), y + 11, 10.5, weight=fonts.BOLD, colour=row.kind.colour)
        for line in _title_lines(row, briefing):
            y += 14
            canvas.text(line, x + 25, y - 3, 10.5, weight=600, colour=theme.INK)
        y += 13
        text = fonts.shortened(key_lines(row, briefing)[1], 9.8, _COLUMN - 26)
        canvas.text(text, x + 25, y - 3, 9.8, colour=theme.FAINT)
        y += 7
    if all_shown:
        _remarks(canvas, briefing, x, y + (14 if briefing.rows else 0), bottom)


def _remarks(canvas: Canvas, briefing: Briefing, x: float, y: float, bottom: float) -> None:
    """The summary, sentence by sentence, as far as there is room."""
    for sentence in summary(briefing):
        lines = fonts.wrapped(sentence, 10, _COLUMN, 12)
        if y + 14.5 * len(lines) > bottom:
            continue
        for line in lines:
            canvas.text(line, x, y + 8, 10, colour=theme.FAINT)
            y += 14.5
        y += 5


def _foot(canvas: Canvas, briefing: Briefing, width: float, height: float) -> None:
    labels = briefing.labels
    attribution = labels("attribution", data=ATTRIBUTION)
    y = height - 13
    canvas.text(attribution, width - _EDGE, y, 9, colour=theme.FAINT, anchor="end")
    room = width - 2 * _EDGE - fonts.width(attribution, 9) - 24
    titles = "; ".join(report.title for report in briefing.reports[:40])
    if titles:
        canvas.text(fonts.shortened(f"{labels('sources')}: {titles}", 9, room), _EDGE, y, 9, colour=theme.FAINT)


def _first(briefing: Briefing, pixels: float) -> frozenset[int]:
    """The numbers of the rows that show it on a map of so many pixels."""
    most = min(_MOST_NUMBERS, int(pixels / _PIXELS_A_NUMBER))
    return frozenset(row.number for row in briefing.placed[:most])


def _picture(
    canvas: Canvas,
    briefing: Briefing,
    size: tuple[float, float],
    plan: Plan,
    numbered: frozenset[int],
    *,
    embed_fonts: bool = False,
) -> Picture:
    width, height = size
    description = describe(briefing, plan)
    style = _style(canvas) if embed_fonts else ""
    svg = canvas.document(width, height, briefing.title, description, style)
    return Picture(svg, width, height, plan, numbered, description)


def describe(briefing: Briefing, plan: Plan) -> str:
    """What the map shows, for those who cannot see it."""
    labels = briefing.labels
    if not briefing.placed:
        return labels("nothing_placed" if briefing.rows else "nothing")
    west, south, east, north = plan.view.bounds
    extent = labels(
        "extent", "sentences", south=latitude(south), north=latitude(north), west=longitude(west), east=longitude(east)
    )
    count = labels.count("incident", len(briefing.placed))
    return labels("alternative", "sentences", incidents=count, groups=group_words(briefing), extent=extent)


def caption(briefing: Briefing, picture: Picture) -> str:
    """What stands under a figure."""
    labels = briefing.labels
    if not briefing.placed:
        return labels("nothing_placed" if briefing.rows else "nothing")
    if len(picture.numbered) == len(briefing.placed):
        return labels("figure")
    return labels("figure_part", shown=len(picture.numbered))


def _style(canvas: Canvas) -> str:
    """The fonts as a style sheet, cut to the letters in use."""
    rules = []
    for family, characters in sorted(canvas.texts.items()):
        data = base64.b64encode(fonts.subset(family, characters)).decode("ascii")
        rules.append(f"@font-face{{font-family:'{family}';font-weight:100 900;src:url(data:font/ttf;base64,{data})}}")
    return f"<style>{''.join(rules)}</style>"
