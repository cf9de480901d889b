"""The tables of slides: cut to pages by the height of their rows, with the sources in the notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geomap.basemap.data import ATTRIBUTION
from geomap.briefings import fonts
from geomap.briefings.errors import need
from geomap.briefings.slide_parts import FAINT, INK, Box, Slide, add_text, colour_of, points
from geomap.briefings.tables import MOST_ROWS, cells, cited, headings
from geomap.briefings.words import clipped, right_to_left

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.briefings.facts import Briefing, Row

_ONE_TABLE = 14  # so many incidents stand in one table; more in one a group
_WIDTHS = (1.05, 2.65, 7.0, 5.85, 1.7, 1.75, 2.3, 1.75)  # shares of the table's
_SIZE = 10.5
_HEADING_SMALLER = 1.5  # points
_LINE = 13.2
_PADDING = 3.2  # above and below a cell's text
_SIDE = 4.0  # left and right of it
_WIDER = 1.15  # than what texts are measured in: DejaVu Sans, which stands in where the slides' font is missing
_QUOTES, _QUOTE = 2, 300
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_RULE = "d5dae0"
_RIGHT = frozenset({0, 4, 5, 6})


@dataclass(frozen=True, slots=True)
class Table:
    """One slide's table: its title, which part of several it is, and its rows."""

    title: str
    part: int
    parts: int
    rows: tuple[Row, ...]


def pages(briefing: Briefing, width: float, height: float) -> list[Table]:
    """The tables of a briefing, each low enough for a slide.

    Args:
        briefing: The briefing; of very many incidents the weightiest are shown.
        width: Of a table, in points.
        height: Of a table, in points.
    """
    shown = briefing.rows[:MOST_ROWS]
    if len(shown) <= _ONE_TABLE:
        sections = [(briefing.labels("all_incidents"), shown)] if shown else []
    else:
        sections = []
        for group, rows in briefing.groups:
            within = tuple(row for row in rows if row.number <= MOST_ROWS)
            count = (
                f"{len(within):,}"
                if len(within) == len(rows)
                else briefing.labels("of_all", shown=len(within), all=f"{len(rows):,}")
            )
            if within:
                sections.append((f"{clipped(group.label, 60)} ({count})", within))
    found = []
    for title, rows in sections:
        parts = _parts(rows, briefing, width, height)
        found += [Table(title, number, len(parts), part) for number, part in enumerate(parts, 1)]
    return found


def draw(slide: Slide, table: Table, briefing: Briefing, x: float, y: float) -> None:
    """Put a table on a slide, and its sources in the notes."""
    labels = briefing.labels
    width = slide.width - 2 * x
    slide.title(table.title, Box(x, 30, width - 90, 44), 26)
    if table.parts > 1:
        text = labels("part", number=table.part, all=table.parts)
        add_text(slide, text, Box(slide.width - x - 90, 42, 90, 18), size=12, colour=FAINT, right=True)
    rows = [cells(row, briefing).columns() for row in table.rows]
    heights = [_height(texts, width) for texts in rows]
    colours = [row.kind.colour for row in table.rows]
    add_table(
        slide, [headings(briefing), *rows], [_LINE + 2 * _PADDING, *heights], _shares(width), at=(x, y), colours=colours
    )
    rest = len(briefing.rows) - MOST_ROWS
    foot = labels("attribution", data=ATTRIBUTION)
    if rest > 0:
        foot = f"{labels('rest_listed', rest=f'{rest:,}', shown=MOST_ROWS)} {foot}"
    add_text(slide, foot, Box(x, slide.height - 32, width, 18), size=9, colour=FAINT)
    slide.notes(_notes(table.rows, briefing))


def draw_groups(slide: Slide, briefing: Briefing, x: float, y: float, width: float) -> None:
    """Put a table of the groups on a slide: incidents, killed, injured."""
    labels = briefing.labels
    rows = [[labels(name, "columns") for name in ("group", "incidents", "killed", "injured")]]
    colours = []
    for group, members in briefing.groups:
        rows.append([clipped(group.label, 40), f"{len(members):,}", *_totals(briefing, members)])
        colours.append(group.colour)
    rows.append([labels("total"), f"{len(briefing.rows):,}", *_totals(briefing, briefing.rows)])
    colours.append(INK)
    shares = [width * share for share in (0.49, 0.17, 0.17, 0.17)]
    heights = [_LINE * len(fonts.wrapped(row[0], 11, shares[0] - 12, 2)) + 2 * _PADDING + 2 for row in rows]
    add_table(slide, rows, heights, shares, at=(x, y), colours=colours, right=frozenset({1, 2, 3}), size=11)


def _totals(briefing: Briefing, rows: Sequence[Row]) -> list[str]:
    found = []
    for kind in ("killed", "injured"):
        total = briefing.total(kind, rows)
        found.append("" if total is None else f"{total[0]:,}" if total[0] == total[1] else f"{total[0]:,}–{total[1]:,}")
    return found


def _parts(rows: Sequence[Row], briefing: Briefing, width: float, height: float) -> list[tuple[Row, ...]]:
    """Rows cut where a slide is full."""
    found: list[list[Row]] = []
    left = 0.0
    for row in rows:
        needed = _height(cells(row, briefing).columns(), width)
        if not found or needed > left:
            found.append([])
            left = height - _LINE - 2 * _PADDING
        found[-1].append(row)
        left -= needed
    return [tuple(part) for part in found]


def _height(texts: Sequence[str], width: float) -> float:
    """How high a row becomes, in the widest font that may stand in for the slide's, so that it is never higher."""
    lines = (
        len(fonts.wrapped(text, _SIZE * _WIDER, share - 2 * _SIDE, 40))
        for text, share in zip(texts, _shares(width), strict=True)
    )
    return max(lines, default=1) * _LINE + 2 * _PADDING


def _shares(width: float) -> list[float]:
    return [width * share / sum(_WIDTHS) for share in _WIDTHS]


def add_table(
    slide: Slide,
    rows: Sequence[Sequence[str]],
    heights: Sequence[float],
    widths: Sequence[float],
    *,
    at: tuple[float, float],
    colours: Sequence[str],
    right: frozenset[int] = _RIGHT,
    size: float = _SIZE,
    heading: bool = True,
    padding: float = _PADDING,
) -> None:
    """Add a table with a heading and thin rules; the first column is in the colours of the rows.

    Args:
        slide: The slide.
        rows: Texts by row, the heading first where there is one.
        heights: Of the rows, in points.
        widths: Of the columns, in points.
        at: Left and top, in points.
        colours: Of the first column, a colour for each row but the heading.
        right: The columns that are set to the right.
        size: Of the type, in points.
        heading: Whether the first row is one.
        padding: Above and below a cell's text, in points.
    """
    box = (*at, sum(widths), sum(heights))
    table = slide.slide.shapes.add_table(len(rows), len(widths), *(points(v) for v in box)).table
    table._tbl.tblPr.find(need("pptx.oxml.ns").qn("a:tableStyleId")).text = _NO_STYLE  # noqa: SLF001 - no other way to the style
    table.horz_banding = False
    table.first_row = heading
    for column, width in zip(table.columns, widths, strict=True):
        column.width = points(width)
    for index, (line, texts) in enumerate(zip(table.rows, rows, strict=True)):
        line.height = points(heights[index])
        for place, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
            head = heading and index == 0
            colour = FAINT if head else colours[index - heading] if place == 0 else INK
            type_size = size - _HEADING_SMALLER if head else size
            _cell(
                cell,
                text,
                size=type_size,
                colour=colour,
                bold=head or place == 0,
                right=place in right,
                padding=padding,
            )


def _cell(cell: Any, text: str, *, size: float, colour: str, bold: bool, right: bool, padding: float) -> None:  # noqa: ANN401 - python-pptx is untyped
    align = need("pptx.enum.text")
    cell.margin_left = cell.margin_right = points(_SIDE)
    cell.margin_top = cell.margin_bottom = points(padding)
    cell.vertical_anchor = align.MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = align.PP_ALIGN.RIGHT if right else align.PP_ALIGN.LEFT
    if right_to_left(text):
        paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001 - python-pptx has no other way to it
        paragraph.alignment = align.PP_ALIGN.RIGHT
    if text:
        run = paragraph.add_run()
        run.text = text
        run.font.size = points(size)
        run.font.bold = bold
        run.font.color.rgb = colour_of(colour)
    else:  # an empty cell would be as high as the theme's type is large
        paragraph._p.get_or_add_endParaRPr().set("sz", str(round(size * 100)))  # noqa: SLF001 - no other way to it
    qn = need("pptx.oxml.ns").qn
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - python-pptx has no other way to borders
    rule = properties.makeelement(qn("a:lnB"), {"w": "6350"})
    fill = rule.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": _RULE}))
    rule.append(fill)
    properties.append(rule)


def _notes(rows: Sequence[Row], briefing: Briefing) -> str:
    """What the reports say of each incident, with the reports' titles, days and addresses."""
    lines = [briefing.labels("notes_sources"), ""]
    for row in rows:
        lines.append(f"{row.number}. {row.title}")
        for report in row.reports:
            source = cited(report, briefing)
            lines.append(f"[{source.number}] {source.title}{source.about}{' ' + source.url if source.url else ''}")
        quotes = [quote.text for source in row.incident.sources for quote in source.quotes]
        lines += [f"“{clipped(quote, _QUOTE)}”" for quote in quotes[:_QUOTES]]
        lines.append("")
    return "\n".join(lines).rstrip()
