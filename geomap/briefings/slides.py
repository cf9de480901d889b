"""The briefing as slides: text and tables that can be edited, and the map as a picture."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from geomap.basemap.data import ATTRIBUTION
from geomap.briefings import slide_tables
from geomap.briefings.errors import need
from geomap.briefings.packing import repacked, set_properties
from geomap.briefings.picture.compose import bare, subtitle
from geomap.briefings.render import to_png
from geomap.briefings.sentences import summary
from geomap.briefings.slide_legend import draw_side
from geomap.briefings.slide_parts import FAINT, INK, Box, Slide, add_text, points
from geomap.briefings.tables import web_address

if TYPE_CHECKING:
    from geomap.briefings.facts import Briefing
    from geomap.briefings.pages import Page

_TITLE_ONLY = 5  # the layout of python-pptx's own template that has a title and nothing else
_PIXELS_A_POINT = 96 / 72
_SIDE = 236.0  # points of the column beside the map
_EDGE = 40.0
_TOP = 88.0
_LONG_TITLE = 70


def write_pptx(briefing: Briefing, page: Page) -> bytes:
    """The briefing as slides: title, summary, map, and tables with their sources in the notes."""
    pptx = need("pptx")
    deck = pptx.Presentation()
    width, height = page.wide
    deck.slide_width, deck.slide_height = points(width), points(height)
    _title_slide(_new(deck, width, height), briefing)
    if briefing.rows:
        _summary_slide(_new(deck, width, height), briefing)
        _map_slide(_new(deck, width, height), briefing)
    for table in slide_tables.pages(briefing, width - 2 * _EDGE, height - _TOP - 50):
        slide_tables.draw(_new(deck, width, height), table, briefing, _EDGE, _TOP)
    set_properties(deck.core_properties, briefing.title, briefing.latest, briefing.labels.language)
    target = io.BytesIO()
    deck.save(target)
    return repacked(target.getvalue())


def _new(deck: Any, width: float, height: float) -> Slide:  # noqa: ANN401 - python-pptx is untyped
    return Slide(deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY]), width, height)


def _title_slide(slide: Slide, briefing: Briefing) -> None:
    size = 38 if len(briefing.title) <= _LONG_TITLE else 26
    slide.title(
        briefing.title, Box(_EDGE, slide.height * 0.14, slide.width - 2 * _EDGE, slide.height * 0.38), size, low=True
    )
    slide.bar(Box(_EDGE, slide.height * 0.555, 54, 4))
    add_text(
        slide, subtitle(briefing), Box(_EDGE, slide.height * 0.6, slide.width - 2 * _EDGE, 28), size=18, colour=FAINT
    )
    link = web_address(briefing.map_link)
    if link:
        label = briefing.labels("interactive")
        add_text(slide, label, Box(_EDGE, slide.height * 0.68, slide.width - 2 * _EDGE, 24), size=14, link=link)
    if not briefing.rows:
        text = " ".join(summary(briefing))
        add_text(slide, text, Box(_EDGE, slide.height * 0.76, slide.width - 2 * _EDGE, 60), size=14, colour=INK)
    _attribution(slide, briefing)


def _summary_slide(slide: Slide, briefing: Briefing) -> None:
    slide.title(briefing.labels("at_a_glance"), Box(_EDGE, 30, slide.width - 2 * _EDGE, 44), 26)
    split = slide.width * 0.52
    add_text(
        slide, summary(briefing), Box(_EDGE, _TOP, split - _EDGE - 24, slide.height - _TOP - 40), size=14, colour=INK
    )
    slide_tables.draw_groups(slide, briefing, split, _TOP, slide.width - split - _EDGE)
    _attribution(slide, briefing)


def _map_slide(slide: Slide, briefing: Briefing) -> None:
    labels = briefing.labels
    slide.title(labels("map"), Box(_EDGE, 30, slide.width - 2 * _EDGE, 44), 26)
    width, height = slide.width - 2 * _EDGE - _SIDE - 18, slide.height - _TOP - 48
    picture = bare(briefing, width * _PIXELS_A_POINT, height * _PIXELS_A_POINT)
    image = to_png(picture.svg, picture.width, picture.height)
    slide.picture(image, Box(_EDGE, _TOP, width, height), picture.description, labels("map"))
    draw_side(slide, briefing, picture, Box(slide.width - _EDGE - _SIDE, _TOP, _SIDE, height))
    link = web_address(briefing.map_link)
    if link:
        add_text(
            slide,
            labels("interactive"),
            Box(slide.width - _EDGE - _SIDE, 42, _SIDE, 22),
            size=12,
            link=link,
            right=True,
        )
    _attribution(slide, briefing, with_sources=True)


def _attribution(slide: Slide, briefing: Briefing, *, with_sources: bool = False) -> None:
    text = briefing.labels("attribution", data=ATTRIBUTION)
    if with_sources and briefing.reports:
        titles = "; ".join(f"[{report.number}] {report.title}" for report in briefing.reports[:30])
        text = f"{briefing.labels('sources')}: {titles}. {text}" if len(titles) < 150 else _cut(briefing, titles, text)  # noqa: PLR2004 - code points that fit on two lines
    add_text(slide, text, Box(_EDGE, slide.height - 32, slide.width - 2 * _EDGE, 18), size=9, colour=FAINT)


def _cut(briefing: Briefing, titles: str, text: str) -> str:
    return f"{briefing.labels('sources')}: {titles[:140].rpartition(' ')[0]} … {text}"
