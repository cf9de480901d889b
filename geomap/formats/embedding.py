"""The HTML that shows a map within another page."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from geomap.errors import FormatError

# The map runs its own script and nothing else: it has no origin, so it reaches neither the page around it nor what that
# has stored. It may save files, print, and open the links of sources in tabs of their own.
SANDBOX = "allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.DOTALL | re.IGNORECASE)
_SIZE = re.compile(r"[1-9]\d{0,4}%?")
_DEFAULT_TITLE = "Map of incidents"
_RATIO = "16 / 10"


@dataclass(frozen=True, slots=True)
class Frame:
    """How a map is shown in another page.

    Attributes:
        title: What screen readers call it; by default the title of the map.
        width: Pixels, or a share of the page around it: "640", "100%".
        height: Likewise; not used where it is responsive.
        responsive: As wide as the page around it allows, in a fixed ratio.
    """

    title: str | None = None
    width: str = "100%"
    height: str = "600"
    responsive: bool = False


def embed_code(page: str, address: str | None, frame: Frame | None = None, *, inline: bool = False) -> str:
    """The HTML to paste into another page.

    Args:
        page: The map's HTML.
        address: Where the page around it finds the map's file, for the frame and for a link beneath it; None for
            no link, which needs `inline`.
        frame: Title and size.
        inline: Put the whole map into the code, so that no other file is needed.

    Returns:
        A `figure` element with an `iframe` and, where there is an address, a link for those whose page shows none.

    Raises:
        FormatError: The page is no HTML, a size is none, or the address is one that would run as code.
    """
    frame = frame or Frame()
    if not _PAGE.match(page):
        msg = "not a map: it is no HTML page; `geomap map` writes one"
        raise FormatError(msg)
    for size in (frame.width, frame.height):
        if not _SIZE.fullmatch(size):
            msg = f"{size!r} is no size: write pixels or a share, like 640 or 100%"
            raise FormatError(msg)
    if address is not None and re.match(r"\s*(?:javascript|data|vbscript)\s*:", address, re.IGNORECASE):
        msg = f"{address[:60]!r} is no address of a map: give a path or an https address"
        raise FormatError(msg)
    if address is None and not inline:
        msg = "a frame needs the address of the map"
        raise FormatError(msg)
    title = html.escape(frame.title or _title(page), quote=True)
    source = f'srcdoc="{_attribute(page)}"' if inline else f'src="{html.escape(address or "", quote=True)}"'
    link = "" if address is None else _link(address, title)
    return (
        f'<figure style="margin:0{_box(frame)}">\n'
        f'<iframe {source} title="{title}" {_measures(frame)} sandbox="{SANDBOX}" referrerpolicy="no-referrer"'
        f' loading="lazy" allow="fullscreen"></iframe>\n{link}</figure>\n'
    )


def _title(page: str) -> str:
    found = _TITLE.search(page)
    return " ".join(html.unescape(found[1]).split()) if found and found[1].strip() else _DEFAULT_TITLE


def _attribute(text: str) -> str:
    """Text as the value of an attribute; only these two signs need it, which keeps a large map small."""
    return text.replace("&", "&amp;").replace('"', "&quot;")


def _link(address: str, title: str) -> str:
    return (
        f'<figcaption><a href="{html.escape(address, quote=True)}" target="_blank" rel="noopener">'
        f"Open “{title}” in a window of its own</a></figcaption>\n"
    )


def _box(frame: Frame) -> str:
    return "" if frame.responsive else f";width:{_css(frame.width)}"


def _measures(frame: Frame) -> str:
    if frame.responsive:
        return f'style="display:block;width:100%;aspect-ratio:{_RATIO};min-height:24rem;max-height:90vh;border:0"'
    height = html.escape(frame.height)
    return f'width="100%" height="{height}" style="display:block;border:0"'


def _css(size: str) -> str:
    return size if size.endswith("%") else f"{size}px"
