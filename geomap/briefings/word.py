"""The briefing as a Word document: headings, sentences, the map with caption and description, table, sources."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from geomap.basemap.data import ATTRIBUTION
from geomap.briefings.errors import need
from geomap.briefings.packing import repacked, set_properties
from geomap.briefings.picture import theme
from geomap.briefings.picture.compose import caption, figure, subtitle
from geomap.briefings.render import DOTS_PER_POINT, to_png
from geomap.briefings.sentences import summary
from geomap.briefings.tables import MOST_ROWS, cells, cited, headings, shown_address, web_address
from geomap.briefings.words import right_to_left

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.briefings.facts import Briefing
    from geomap.briefings.pages import Page

_MARGIN = 54.0  # points at each side
_FIGURE = 0.8  # height of the map, of its width
_WIDE_FIGURE = 0.45
# Shares of the columns: in whatever font stands in for Calibri, numbers of four digits and headings stay on one line.
_WIDTHS = (6.4, 13.2, 21.2, 19.0, 8.4, 9.6, 12.4, 9.8)
_RIGHT = frozenset({0, 4, 5, 6})
_TABLE_SIZE = 8.5
_HEADING_SIZE = 7.5
# Of each style: size in points, colour, whether bold, and the room after it.
_LOOKS = {
    "Normal": (10.5, theme.INK, False, 6),
    "Title": (22, theme.INK, True, 2),
    "Subtitle": (11, theme.FAINT, False, 10),
    "Heading 1": (13, theme.INK, True, 4),
    "Caption": (8.5, theme.FAINT, False, 6),
    "List Number": (9, theme.INK, False, 2),
}
_FIELD = (
    '<w:fldSimple {declared} w:instr="{name}"><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
)


def write_docx(briefing: Briefing, page: Page) -> bytes:
    """The briefing as a Word document."""
    document = need("docx").Document()
    width, height = page.paper
    _set_up(document, width, height)
    labels = briefing.labels
    _said(document.add_heading(briefing.title, 0), briefing.title)
    document.add_paragraph(subtitle(briefing), style="Subtitle")
    for paragraph in summary(briefing):
        document.add_paragraph(paragraph)
    link = web_address(briefing.map_link)
    if link:
        _link(document.add_paragraph(), labels("interactive"), link)
    _picture(document, briefing, width, height)
    if briefing.rows:
        document.add_heading(labels("incidents"), 1)
        rest = len(briefing.rows) - MOST_ROWS
        if rest > 0:
            document.add_paragraph(labels("rest_in_table", shown=MOST_ROWS, rest=f"{rest:,}"))
        _table(document, briefing, width - 2 * _MARGIN)
    if briefing.reports:
        document.add_heading(labels("sources"), 1)
        _sources(document, briefing)
    _footer(document, briefing)
    set_properties(document.core_properties, briefing.title, briefing.latest, labels.language)
    target = io.BytesIO()
    document.save(target)
    return repacked(target.getvalue())


def _set_up(document: Any, width: float, height: float) -> None:  # noqa: ANN401 - python-docx is untyped
    shared, qn = need("docx.shared"), need("docx.oxml.ns").qn
    section = document.sections[0]
    section.page_width, section.page_height = shared.Pt(width), shared.Pt(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = shared.Pt(_MARGIN)
    if width > height:
        section.orientation = need("docx.enum.section").WD_ORIENT.LANDSCAPE
    for name, (size, colour, bold, after) in _LOOKS.items():
        style = document.styles[name]
        font = style.font
        font.name, font.size, font.bold, font.italic = "Calibri", shared.Pt(size), bold, False
        font.color.rgb = shared.RGBColor.from_string(colour.removeprefix("#").upper())
        style.paragraph_format.space_after = shared.Pt(after)
        properties = style.element.rPr
        for old in properties.findall(qn("w:szCs")):
            properties.remove(old)
        complex_size = properties.makeelement(qn("w:szCs"), {qn("w:val"): str(round(size * 2))})  # of Arabic and Hebrew
        properties.find(qn("w:sz")).addnext(complex_size)
        # The template's headings ask for the theme's fonts, and its title for a rule.
        fonts = properties.rFonts
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        if style.element.pPr is not None:
            for rule in style.element.pPr.findall(qn("w:pBdr")):
                style.element.pPr.remove(rule)
    spacing = document.styles["Subtitle"].element.rPr.find(qn("w:spacing"))
    if spacing is not None:
        document.styles["Subtitle"].element.rPr.remove(spacing)


def _picture(document: Any, briefing: Briefing, width: float, height: float) -> None:  # noqa: ANN401 - python-docx is untyped
    shared = need("docx.shared")
    across = width - 2 * _MARGIN
    tall = across * (_WIDE_FIGURE if width > height else _FIGURE)
    picture = figure(briefing, across * DOTS_PER_POINT, tall * DOTS_PER_POINT)
    image = to_png(picture.svg, picture.width, picture.height)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = shared.Pt(2)
    shape = paragraph.add_run().add_picture(io.BytesIO(image), width=shared.Pt(across))
    for side in ("distT", "distB", "distL", "distR"):  # some programs take what is not said for an eighth of an inch
        shape._inline.set(side, "0")  # noqa: SLF001 - python-docx has no other way to it
    described = shape._inline.docPr  # noqa: SLF001 - python-docx has no other way to the description
    described.set("descr", picture.description)
    described.set("name", briefing.labels("map"))
    document.add_paragraph(caption(briefing, picture), style="Caption")


def _table(document: Any, briefing: Briefing, width: float) -> None:  # noqa: ANN401 - python-docx is untyped
    """Add the table as XML: python-docx would look up every cell of thousands by walking the table."""
    qn = need("docx.oxml.ns").qn
    widths = [round(width * 20 * share / sum(_WIDTHS)) for share in _WIDTHS]  # twentieths of a point
    table = document.add_table(rows=1, cols=len(widths))
    body = table._tbl  # noqa: SLF001 - see above
    for column, share in zip(body.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(share))
    table.autofit = False
    body.remove(table.rows[0]._tr)  # noqa: SLF001 - see above
    body.append(_row(headings(briefing), widths, heading=True))
    for row in briefing.rows[:MOST_ROWS]:
        body.append(_row(cells(row, briefing).columns(), widths, colour=row.kind.colour))
    document.add_paragraph()


def _row(texts: Sequence[str], widths: Sequence[int], *, heading: bool = False, colour: str = theme.INK) -> Any:  # noqa: ANN401 - python-docx is untyped
    kind = "<w:cantSplit/><w:tblHeader/>" if heading else "<w:cantSplit/>"
    parts = []
    for index, (text, width) in enumerate(zip(texts, widths, strict=True)):
        shade = theme.FAINT if heading else colour if index == 0 else theme.INK
        bold = "<w:b/>" if heading or index == 0 else ""
        rtl = right_to_left(text)
        align = "right" if index in _RIGHT else "left"
        size = round((_HEADING_SIZE if heading else _TABLE_SIZE) * 2)
        parts.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders><w:bottom w:val="single" w:sz="4" '
            f'w:space="0" w:color="D5DAE0"/></w:tcBorders><w:tcMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" '
            f'w:type="dxa"/></w:tcMar></w:tcPr><w:p><w:pPr>{"<w:bidi/>" if rtl else ""}<w:spacing w:before="30" '
            f'w:after="30"/><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr>{bold}<w:color w:val="{shade[1:].upper()}"/>'
            f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>{"<w:rtl/>" if rtl else ""}</w:rPr>'
            f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
        )
    declared = need("docx.oxml.ns").nsdecls("w")
    return need("docx.oxml").parse_xml(f"<w:tr {declared}><w:trPr>{kind}</w:trPr>{''.join(parts)}</w:tr>")


def _sources(document: Any, briefing: Briefing) -> None:  # noqa: ANN401 - python-docx is untyped
    # Reports are numbered as the rows name them, so that those of the first rows are the first.
    shown = max((report.number for row in briefing.rows[:MOST_ROWS] for report in row.reports), default=0)
    rest = len(briefing.reports) - shown
    if rest > 0:
        document.add_paragraph(briefing.labels("sources_shown", rest=f"{rest:,}"))
    for report in briefing.reports[:shown]:
        source = cited(report, briefing)
        paragraph = document.add_paragraph(style="List Number")
        _said(paragraph, source.title, add=True)
        if source.about:
            paragraph.add_run(source.about + " ")
        if source.url:
            _link(paragraph, shown_address(source.url), source.url)


def _said(paragraph: Any, text: str, *, add: bool = False) -> None:  # noqa: ANN401 - python-docx is untyped
    """Set a text in the direction in which it reads."""
    run = paragraph.add_run(text) if add else paragraph.runs[0] if paragraph.runs else None
    if run is not None and right_to_left(text):
        run.font.rtl = True
        run.font.cs_bold = not add  # what is set as it is, is a heading
        if not add:
            properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no other way to it
            properties.insert_element_before(
                need("docx.oxml").OxmlElement("w:bidi"), "w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr"
            )


def _link(paragraph: Any, text: str, address: str) -> None:  # noqa: ANN401 - python-docx is untyped
    kind = need("docx.opc.constants").RELATIONSHIP_TYPE.HYPERLINK
    relation = paragraph.part.relate_to(address, kind, is_external=True)
    declared = need("docx.oxml.ns").nsdecls("w", "r")
    paragraph._p.append(  # noqa: SLF001 - python-docx has no other way to add a link
        need("docx.oxml").parse_xml(
            f'<w:hyperlink {declared} r:id="{relation}"><w:r><w:rPr><w:color w:val="{theme.ACCENT[1:].upper()}"/>'
            f'<w:u w:val="single"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:hyperlink>'
        )
    )


def _footer(document: Any, briefing: Briefing) -> None:  # noqa: ANN401 - python-docx is untyped
    shared = need("docx.shared")
    labels = briefing.labels
    paragraph = document.sections[0].footer.paragraphs[0]
    texts = labels("page", number="#1", all="#2").replace("#1", "\0PAGE\0").replace("#2", "\0NUMPAGES\0").split("\0")
    run = paragraph.add_run(labels("attribution", data=ATTRIBUTION) + " · ")
    run.font.size = shared.Pt(8)
    declared = need("docx.oxml.ns").nsdecls("w")
    for text in texts:
        if text in {"PAGE", "NUMPAGES"}:
            field = _FIELD.format(declared=declared, name=text)
            paragraph._p.append(need("docx.oxml").parse_xml(field))  # noqa: SLF001 - python-docx has no other way to fields
        elif text:
            paragraph.add_run(text).font.size = shared.Pt(8)
