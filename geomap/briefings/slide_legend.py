"""Legend and key beside the map of a slide: shapes and text of PowerPoint's own, to be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.briefings import fonts
from geomap.briefings.errors import need
from geomap.briefings.picture import legend
from geomap.briefings.slide_parts import FAINT, INK, Box, Slide, add_text, colour_of, points
from geomap.briefings.slide_tables import add_table
from geomap.events.mention import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.briefings.facts import Briefing
    from geomap.briefings.picture.compose import Picture

_LINE = 14.5
_SIZE = 9.5
_SYMBOL = 9.0
_INDENT = 18.0
_KEY_LINE = 12.0
_FEWEST = 4  # entries of a key that is worth its heading; the tables have all
_WIDER = 1.15  # than what texts are measured in: DejaVu Sans, which stands in where the slides' font is missing
# A shape of PowerPoint's for each of ours, its turn in degrees, and its width and height as shares of the symbol's.
_SHAPES = {
    "circle": ("OVAL", 0, 1, 1),
    "square": ("RECTANGLE", 0, 0.9, 0.9),
    "diamond": ("DIAMOND", 0, 1.15, 1.15),
    "triangle": ("ISOSCELES_TRIANGLE", 0, 1.05, 0.95),
    "triangle-down": ("ISOSCELES_TRIANGLE", 180, 1.05, 0.95),
    "pentagon": ("REGULAR_PENTAGON", 0, 1.05, 1.0),
    "hexagon": ("HEXAGON", 0, 1.1, 0.95),
    "star": ("STAR_8_POINT", 0, 1.2, 1.2),
    "drop": ("TEAR", -45, 0.9, 0.9),
    "cross": ("CROSS", 0, 1.05, 1.05),
    "plaque": ("ROUNDED_RECTANGLE", 0, 1.2, 0.8),
}
_DASHES = {Status.PLANNED: "DASH", Status.ALLEGED: "DASH", Status.THREATENED: "ROUND_DOT"}


def draw_side(slide: Slide, briefing: Briefing, picture: Picture, box: Box) -> None:
    """Add the legend, and below it as much of the key as there is room for."""
    found = legend.entries(briefing, picture.plan, table=True)
    x, y, width, height = box
    bottom = y + height
    y = _heading(slide, briefing.labels("legend"), x, y, width) if found else y
    for line in _lines(found, width):
        texts = [fonts.wrapped(entry.label, _SIZE, width - _INDENT, 2) for entry in line]
        high = _LINE * max(map(len, texts))
        if y + high > bottom:
            break
        for place, (entry, text) in enumerate(zip(line, texts, strict=True)):
            left, wide = x + place * width / 2, width / len(line)
            indent = _symbol(slide, entry, left + _INDENT / 2 - 2, y + _LINE / 2)
            add_text(slide, " ".join(text), Box(left + indent, y + 1, wide - indent + 4, high), size=_SIZE, colour=INK)
        y += high
    _key(slide, briefing, picture, Box(x, y + 8, width, bottom - y - 8))


def _lines(found: Sequence[legend.Entry], width: float) -> list[list[legend.Entry]]:
    """The entries by line: two that are short stand side by side."""
    lines: list[list[legend.Entry]] = []
    room = (width / 2 - _INDENT) / _WIDER
    for entry in found:
        short = fonts.width(entry.label, _SIZE * _WIDER) <= room
        if lines and len(lines[-1]) == 1 and short and fonts.width(lines[-1][0].label, _SIZE * _WIDER) <= room:
            lines[-1].append(entry)
        else:
            lines.append([entry])
    return lines


def _key(slide: Slide, briefing: Briefing, picture: Picture, box: Box) -> None:
    x, y, width, height = box
    listed = []
    needed = 20.0
    for row in briefing.rows:
        if row.number not in picture.numbered:
            continue
        lines = len(fonts.wrapped(row.title, _SIZE * _WIDER, width - _INDENT - 14, 9))
        if needed + _KEY_LINE * lines + 2 > height:
            break
        needed += _KEY_LINE * lines + 2
        listed.append((row, lines))
    if len(listed) < min(_FEWEST, len(briefing.placed)) or not listed:
        return
    labels = briefing.labels
    placed = len(briefing.placed)
    whole = len(listed) == placed
    title = labels("key") if whole else labels("key_part", shown=len(listed), all=f"{placed:,}")
    y = _heading(slide, title, x, y, width)
    add_table(
        slide, [(str(row.number), row.title) for row, _ in listed],
        [_KEY_LINE * lines + 2 for _, lines in listed], (_INDENT + 6, width - _INDENT - 6), at=(x - 4, y),
        colours=[row.kind.colour for row, _ in listed], right=frozenset(), size=_SIZE, heading=False, padding=0.6,
    )  # fmt: skip


def _heading(slide: Slide, text: str, x: float, y: float, width: float) -> float:
    add_text(slide, text, Box(x, y, width, 14), size=10, colour=FAINT, bold=True)
    return y + 18


def _symbol(slide: Slide, entry: legend.Entry, x: float, y: float) -> float:
    """Add what an entry explains around (x, y); return how far its label is indented."""
    kinds = need("pptx.enum.shapes").MSO_SHAPE
    if entry.ring:
        ring = slide.shape(kinds.DONUT, Box(x - 6, y - 6, 12, 12), fill="#4a5563")
        ring.adjustments[0] = 0.2
        return _INDENT
    if entry.reach:
        circle = slide.shape(kinds.OVAL, Box(x - 6, y - 6, 12, 12))
        _outline(circle, "#4a5563", "DASH", 0.9)
        return _INDENT
    if entry.symbol is None:
        return 0.0
    symbol = entry.symbol
    name, turn, wide, high = _SHAPES.get(symbol.shape, _SHAPES["circle"])
    size = _SYMBOL * (0.6 if symbol.vague else 0.75 if symbol.radius < 6 else 1.25 if entry.number else 1.0)  # noqa: PLR2004 - the legend's small dots
    if symbol.vague:
        rim = slide.shape(kinds.OVAL, Box(x - 6, y - 6, 12, 12))
        _outline(rim, symbol.colour, "DASH", 0.9)
    filled = symbol.status in {Status.OCCURRED, Status.ALLEGED}
    w, h = size * wide, size * high
    shape = slide.shape(
        getattr(kinds, name), Box(x - w / 2, y - h / 2, w, h), fill=symbol.colour if filled else "#ffffff"
    )
    shape.rotation = turn
    if symbol.status is not Status.OCCURRED:
        _outline(shape, symbol.colour, _DASHES.get(symbol.status), 1.4)
    if symbol.status is Status.ALLEGED:
        shape.fill.fore_color.brightness = 0.6
    if symbol.status is Status.FOILED:
        slide.bar(Box(x - size * 0.25, y - 0.6, size * 0.5, 1.2), symbol.colour)
    if symbol.status is Status.DENIED:
        cross = slide.shape(
            kinds.MATH_MULTIPLY, Box(x - size * 0.8, y - size * 0.8, size * 1.6, size * 1.6), fill=symbol.colour
        )
        cross.adjustments[0] = 0.08
    if entry.number:
        box = add_text(slide, entry.number, Box(x - 6, y - 4.6, 12, 10), size=7, colour="#ffffff", bold=True)
        box.text_frame.paragraphs[0].alignment = need("pptx.enum.text").PP_ALIGN.CENTER
    return _INDENT


def _outline(shape: Any, colour: str, dash: str | None, width: float) -> None:  # noqa: ANN401 - python-pptx is untyped
    shape.line.color.rgb = colour_of(colour)
    shape.line.width = points(width)
    if dash:
        shape.line.dash_style = getattr(need("pptx.enum.dml").MSO_LINE, dash)
