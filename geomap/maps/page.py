"""The HTML page around a map: nothing comes from outside, and a Content-Security-Policy holds it to that."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from urllib.parse import urlsplit

from branca.element import CssLink, Element, Figure, JavascriptLink
from folium.map import Marker, Popup, Tooltip

from geomap.maps import bundle

_POLICY_TOKEN = "geomap-content-security-policy"  # noqa: S105 - a place in the page, not a secret
_NOTHING = "'none'"
# The underscore because streamlit-folium renames whatever looks like the end of one of folium's names.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "{}%#<>&'`_"}
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>")
_SCRIPT_END = "</script>"
_STYLE = re.compile(r"<style[^>]*>(?P<text>.*?)</style>", re.DOTALL)
_VIEWPORT = re.compile(r'<meta name="viewport".*?/>', re.DOTALL)


class Raw(Element):
    """Text that goes into the page as it is; branca would read braces in it as a template."""

    def __init__(self, text: str) -> None:
        """Keep `text`."""
        super().__init__()
        self._name = "Raw"
        self.text = text

    def render(self, **_: object) -> str:
        """Return the text."""
        return self.text


def script_element(text: str) -> Raw:
    """Turn `text` into an inline script."""
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        message = "a script must not hold the end of a script element or the start of a comment"
        raise ValueError(message)
    return Raw(f"<script>\n{text}</script>")


def script_link(text: str) -> str:
    """Turn `text` into the address of a script."""
    return "data:text/javascript;base64," + base64.b64encode(text.encode("utf-8")).decode("ascii")


def style_element(text: str) -> Raw:
    """Turn `text` into an inline style sheet."""
    return Raw(f"<style>\n{text}</style>")


def script_value(value: str | None) -> str:
    """Write `value` in JavaScript for a folium template.

    What a folium template gives is read as a template once more, so that braces in a title would be run as code in
    Python: they are escaped, beside what HTML and JavaScript could misread.
    """
    return json.dumps(value, ensure_ascii=True).translate(_ESCAPES)


def plain_name(name: str) -> str:
    """Write a layer's name as HTML, which Leaflet's layer control takes it for, without braces, as above."""
    return html.escape(name).replace("{", "&#123;").replace("}", "&#125;")


class OfflinePage(Figure):
    """A figure whose page names every script and style in it by its hash, and allows no other.

    A layer that the user adds later may bring links of its own to a content delivery network, as most of folium's
    plugins do. Those are addresses that the user asked for, so their hosts are allowed, and no more than that.
    """

    def __init__(self, title: str, tile_hosts: tuple[str, ...] = ()) -> None:
        """Open an empty page; images may also come from `tile_hosts` ("https://tile.example.org")."""
        super().__init__(title=html.escape(title))
        self.tile_hosts = tile_hosts
        self.header.add_child(
            Raw(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY_TOKEN}">'), name="geomap_policy"
        )

    def render(self, **kwargs: object) -> str:
        """Return the whole page."""
        # Folium adds elements of random names at every rendering; a second one would find the first one's.
        parts = (self.header, self.html, self.script)
        guests = has_guests(self)
        before = [part._children.copy() for part in parts]  # noqa: SLF001 - branca offers no other way
        if guests:
            self.header.add_child(script_element(bundle.guest_script()), name="geomap_guests")
        text: str = super().render(**kwargs)
        scripts, styles = self._linked(JavascriptLink), self._linked(CssLink)
        for part, children in zip(parts, before, strict=True):
            part._children = children  # noqa: SLF001 - as above
        text = text.replace("<html>", '<html lang="en">', 1)
        # Folium forbids zooming by touch, which those need who see badly.
        text = _VIEWPORT.sub('<meta name="viewport" content="width=device-width, initial-scale=1">', text, count=1)
        policy = content_policy(text, self.tile_hosts, scripts, styles, style_attributes=guests)
        return text.replace(_POLICY_TOKEN, policy, 1)

    def _linked(self, kind: type[JavascriptLink | CssLink]) -> tuple[str, ...]:
        """Origins of the links of one kind in the header."""
        parts = [urlsplit(child.url) for child in self.header._children.values() if isinstance(child, kind)]  # noqa: SLF001 - branca offers no other way to its children
        return tuple(sorted({f"{part.scheme}://{part.netloc}" for part in parts if part.netloc}))


def has_guests(element: Element) -> bool:
    """Whether folium's own markers, popups or tooltips are on the page."""
    if isinstance(element, Marker | Popup | Tooltip):
        return True
    return any(has_guests(child) for child in element._children.values())  # noqa: SLF001 - branca offers no other way


def content_policy(
    page: str,
    image_hosts: tuple[str, ...] = (),
    script_hosts: tuple[str, ...] = (),
    style_hosts: tuple[str, ...] = (),
    *,
    style_attributes: bool = False,
) -> str:
    """The Content-Security-Policy for a page: its own inline scripts and styles by hash, and the hosts given.

    No 'unsafe-inline' is needed, not for styles either: Leaflet and our own code set styles through the object
    model, which the policy does not touch, and the page has no style attributes. Folium's own popups have, so
    `style_attributes` allows them where there are such popups.
    """
    found, outside = _scripts(page)
    scripts = [hash_of(text) for attributes, text in found if "type=" not in attributes]
    # A style sheet named in the text of a script is no style sheet of the page.
    styles = [hash_of(match["text"]) for match in _STYLE.finditer(outside)]
    rules = {
        "default-src": (),
        "script-src": (*dict.fromkeys(scripts), *script_hosts),
        "style-src": (*dict.fromkeys(styles), *style_hosts),
        **({"style-src-attr": ("'unsafe-inline'",)} if style_attributes else {}),
        "img-src": ("data:", "blob:", *image_hosts),
        "font-src": ("data:", *style_hosts),
        "connect-src": (),
        "form-action": (),
        "base-uri": (),
    }
    return "; ".join(f"{name} {' '.join(sources) or _NOTHING}" for name, sources in rules.items())


def _scripts(page: str) -> tuple[list[tuple[str, str]], str]:
    """The attributes and the text of every script element, and the page without them."""
    scripts, outside, done = [], [], 0
    # An expression to the end of an element would look at every character of megabytes of data.
    while start := _SCRIPT.search(page, done):
        end = page.find(_SCRIPT_END, start.end())
        if end < 0:
            break
        scripts.append((start["attributes"], page[start.end() : end]))
        outside.append(page[done : start.start()])
        done = end + len(_SCRIPT_END)
    return scripts, "".join((*outside, page[done:]))


def hash_of(text: str) -> str:
    """The hash of an inline script or style, as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"
