"""The briefing as Markdown, with the map as a picture beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from geomap.basemap.data import ATTRIBUTION
from geomap.briefings.picture.compose import caption, figure, subtitle
from geomap.briefings.render import to_png
from geomap.briefings.sentences import summary
from geomap.briefings.tables import cells, cited, headings, web_address

if TYPE_CHECKING:
    from geomap.briefings.facts import Briefing
    from geomap.briefings.pages import Page

_WIDTH = 900.0
# What Markdown or the HTML that it allows could read as more than text.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_AT_START = re.compile(r"^(\d*)([-+=.)])")
_ALIGN = ("---:", ":---", ":---", ":---", "---:", "---:", "---:", ":---")


def write_markdown(briefing: Briefing, page: Page, picture_name: str) -> tuple[bytes, bytes]:
    """The briefing as Markdown, and the picture that it names, as PNG."""
    labels = briefing.labels
    across, tall = page.wide
    picture = figure(briefing, _WIDTH, _WIDTH * min(0.72, tall / across))
    parts = [f"# {plain(briefing.title)}", plain(subtitle(briefing)), *(plain(text) for text in summary(briefing))]
    link = web_address(briefing.map_link)
    if link:
        parts.append(f"[{plain(labels('interactive'))}](<{_address(link)}>)")
    parts.append(f"![{plain(picture.description)}](<{quote(picture_name)}>)")
    parts.append(f"*{plain(caption(briefing, picture))}*")
    if briefing.rows:
        lines = [_line(headings(briefing)), "| " + " | ".join(_ALIGN) + " |"]
        lines += [_line(cells(row, briefing).columns()) for row in briefing.rows]
        parts += [f"## {plain(labels('incidents'))}", "\n".join(lines)]
    if briefing.reports:
        lines = []
        for report in briefing.reports:
            source = cited(report, briefing)
            address = f" <{_address(source.url)}>" if source.url else ""
            lines.append(f"{source.number}. {plain(source.title)}{plain(source.about)}{address}")
        parts += [f"## {plain(labels('sources'))}", "\n".join(lines)]
    parts.append(plain(labels("attribution", data=ATTRIBUTION)))
    return ("\n\n".join(parts) + "\n").encode(), to_png(picture.svg, picture.width, picture.height)


def plain(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _AT_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text))


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")


def _line(texts: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(_MARKUP.sub(r"\\\1", text) for text in texts) + " |"
