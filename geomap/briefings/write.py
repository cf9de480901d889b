"""Writes a briefing in the kind of file that its ending names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geomap.briefings import fonts
from geomap.briefings.errors import BriefingError, need
from geomap.briefings.facts import make_briefing
from geomap.briefings.labels import DEFAULT, load_labels
from geomap.briefings.pages import page_of
from geomap.events.taxonomy import load_taxonomy
from geomap.output import write_whole

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from geomap.briefings.facts import Briefing
    from geomap.briefings.pages import Page
    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.incidents.incident import Incident

# The page for each ending where none is asked for: screens lie, paper stands.
ENDINGS = {
    ".pptx": "16:9", ".docx": "a4", ".pdf": "a4", ".png": "16:9", ".svg": "16:9", ".md": "16:9", ".html": "16:9",
}  # fmt: skip
_PACKAGES = {".pptx": ("pptx",), ".docx": ("docx",)}
_ALWAYS = ("typst", "uharfbuzz")
_DOTS_PER_POINT = 96 / 72


def check_target(path: str | os.PathLike[str], page: str | None = None, language: str = DEFAULT) -> None:
    """Find out whether a briefing can be written, before the reports are read.

    Raises:
        BriefingError: Its ending, page or language is unknown.
        MissingExtraError: A package that it needs is not installed.
    """
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        message = f"cannot write a briefing as {Path(path).name!r}: its ending must be one of {', '.join(ENDINGS)}"
        raise BriefingError(message)
    page_of(page or ENDINGS[ending])
    load_labels(language)
    for package in (*_ALWAYS, *_PACKAGES.get(ending, ())):
        need(package)
    fonts.folders()


def write_briefing(
    incidents: Iterable[Incident],
    path: str | os.PathLike[str],
    *,
    title: str | None = None,
    page: str | None = None,
    language: str = DEFAULT,
    selection: str = "",
    reports_read: int | None = None,
    map_link: str | None = None,
    taxonomy: Taxonomy | None = None,
    gazetteer: Gazetteer | None = None,
) -> list[Path]:
    """Write incidents as a briefing: slides, document, page, picture, or text for a mail.

    The same arguments give the same file, byte for byte. Needs the extra: `pip install 'geomap[briefings]'`.

    Args:
        incidents: What to tell.
        path: Where to; the ending says in which kind: .pptx, .docx, .pdf, .png, .svg, .md, .html.
        title: Heading; None gives "Incidents". What is too long for a page is shortened.
        page: "a4", "letter" or "16:9"; None takes what suits the kind of file.
        language: ISO 639 code of the fixed words' language.
        selection: The filters that the incidents passed, in words.
        reports_read: How many reports were read, where that is more than those that tell of the incidents.
        map_link: Address of the interactive map.
        taxonomy: Types, labels, colours and shapes; None takes geomap's own.
        gazetteer: Gives the outlines of provinces; without it a circle shows how far off a place may be.

    Returns:
        The files written: one, and for Markdown its picture too.

    Raises:
        BriefingError: Ending, page or language is unknown, or an incident holds what cannot be shown.
        MissingExtraError: A package of the extra is not installed.
        OutputError: The file cannot be written there; what was there before is as it was.
    """
    check_target(path, page, language)
    target = Path(path)
    ending = target.suffix.lower()
    briefing = make_briefing(
        incidents,
        load_labels(language),
        taxonomy or load_taxonomy(),
        title=title,
        selection=selection,
        reports_read=reports_read,
        map_link=map_link,
        gazetteer=gazetteer,
    )
    files = _files(briefing, target, page_of(page or ENDINGS[ending]))
    for file, data in files.items():
        write_whole(file, data)
    return list(files)


def _files(briefing: Briefing, target: Path, page: Page) -> dict[Path, bytes]:
    """What is to be written where."""
    ending = target.suffix.lower()
    if ending == ".md":
        from geomap.briefings.markdown import write_markdown

        beside = target.with_name(f"{target.stem}-map.png")
        text, image = write_markdown(briefing, page, beside.name)
        return {beside: image, target: text}
    if ending in {".png", ".svg"}:
        return {target: _picture(briefing, page, drawing=ending == ".svg")}
    if ending == ".pptx":
        from geomap.briefings.slides import write_pptx as write
    elif ending == ".docx":
        from geomap.briefings.word import write_docx as write
    elif ending == ".pdf":
        from geomap.briefings.portable import write_pdf as write
    else:
        from geomap.briefings.mail import write_html as write
    return {target: write(briefing, page)}


def _picture(briefing: Briefing, page: Page, *, drawing: bool) -> bytes:
    from geomap.briefings.picture.compose import whole
    from geomap.briefings.render import to_png

    width, height = (round(side * _DOTS_PER_POINT) for side in page.wide)
    picture = whole(briefing, width, height, embed_fonts=drawing)
    return picture.svg.encode() if drawing else to_png(picture.svg, width, height)
