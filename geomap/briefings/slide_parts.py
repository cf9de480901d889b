"""The parts of a slide: title, text, picture, bar; sizes in points."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.briefings.errors import need
from geomap.briefings.picture import theme
from geomap.briefings.words import right_to_left

if TYPE_CHECKING:
    from collections.abc import Sequence


class Box(NamedTuple):
    """Where something stands, in points."""

    x: float
    y: float
    width: float
    height: float


INK, FAINT, ACCENT = theme.INK, theme.FAINT, theme.ACCENT


def points(value: float) -> Any:  # noqa: ANN401 - a length of python-pptx
    """Points as python-pptx has lengths."""
    return need("pptx.util").Emu(round(value * 12_700))


def colour_of(text: str) -> Any:  # noqa: ANN401 - a colour of python-pptx
    """A colour "#rrggbb" as python-pptx has it."""
    return need("pptx.dml.color").RGBColor.from_string(text.removeprefix("#").upper())


class Slide:
    """A slide and its size in points."""

    def __init__(self, slide: Any, width: float, height: float) -> None:  # noqa: ANN401 - python-pptx is untyped
        """Take a slide of python-pptx."""
        self.slide = slide
        self.width = width
        self.height = height

    def title(self, text: str, box: Box, size: float, *, low: bool = False) -> None:
        """Fill in the title, at the top of its box or low in it."""
        shape = self.slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = (points(value) for value in box)
        _fill(shape.text_frame, [text], size=size, colour=INK, bold=True)
        anchors = need("pptx.enum.text").MSO_ANCHOR
        shape.text_frame.vertical_anchor = anchors.BOTTOM if low else anchors.TOP

    def picture(self, image: bytes, box: Box, text: str, name: str) -> None:
        """Add a picture with its description."""
        shape = self.slide.shapes.add_picture(io.BytesIO(image), *(points(value) for value in box))
        described = shape._element.nvPicPr.cNvPr  # noqa: SLF001 - python-pptx has no other way to the description
        described.set("descr", text)
        described.set("name", name)

    def bar(self, box: Box, colour: str = ACCENT) -> None:
        """Add a plain rectangle."""
        self.shape(need("pptx.enum.shapes").MSO_SHAPE.RECTANGLE, box, fill=colour)

    def shape(self, kind: Any, box: Box, fill: str | None = None) -> Any:  # noqa: ANN401 - python-pptx is untyped
        """Add one of PowerPoint's own shapes."""
        shape = self.slide.shapes.add_shape(kind, *(points(value) for value in box))
        if fill is None:
            shape.fill.background()
        else:
            shape.fill.solid()
            shape.fill.fore_color.rgb = colour_of(fill)
        shape.line.fill.background()
        style = shape._element.find(need("pptx.oxml.ns").qn("p:style"))  # noqa: SLF001 - no other way to the shadow
        if style is not None:
            shape._element.remove(style)  # noqa: SLF001 - likewise
        return shape

    def notes(self, text: str) -> None:
        """Write the speaker's notes."""
        self.slide.notes_slide.notes_text_frame.text = text


def add_text(
    slide: Slide,
    text: str | Sequence[str],
    box: Box,
    *,
    size: float,
    colour: str = INK,
    bold: bool = False,
    link: str | None = None,
    right: bool = False,
) -> Any:  # noqa: ANN401 - python-pptx is untyped
    """Add a box of text, a paragraph for each string."""
    shape = slide.slide.shapes.add_textbox(*(points(value) for value in box))
    _fill(
        shape.text_frame, [text] if isinstance(text, str) else list(text), size=size,
        colour=ACCENT if link else colour, bold=bold, link=link, right=right,
    )  # fmt: skip
    return shape


def _fill(
    frame: Any,  # noqa: ANN401 - python-pptx is untyped
    paragraphs: list[str],
    *,
    size: float,
    colour: str,
    bold: bool = False,
    link: str | None = None,
    right: bool = False,
) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    align = need("pptx.enum.text").PP_ALIGN
    for index, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.alignment = align.RIGHT if right else align.LEFT
        if right_to_left(text):
            paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001 - python-pptx has no other way to it
            paragraph.alignment = align.RIGHT
        if index:
            paragraph.space_before = points(size * 0.6)
        run = paragraph.add_run()
        run.text = text
        run.font.size = points(size)
        run.font.bold = bold
        run.font.color.rgb = colour_of(colour)
        if link:
            run.hyperlink.address = link
