"""The JavaScript, CSS and data that every map carries, read from `assets/` and from Leaflet's pip package."""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.basemap.data import packed
from geomap.maps.packing import base85

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# One idea a file; each adds to the object `geomap`, so the order matters only where one extends Leaflet's classes.
LAYER_SCRIPTS = (
    *(
        "dom",
        "words",
        "theme",
        "characters",
        "wording",
        "store",
        "shapes",
        "clusters",
        "symbol-pointer",
        "symbol-plan",
        "symbol-canvas",
    ),
    *("layers", "details", "basemap-data", "labels", "basemap"),
)
GUEST_SCRIPTS = ("guests",)
PAGE_SCRIPTS = (
    *("search", "filters", "tree", "chips", "histogram", "list", "legend", "address"),
    *("export", "picture", "share", "panel"),
)
LAYER_STYLES = ("layer",)
PAGE_STYLES = ("page",)


@cache
def script(names: tuple[str, ...]) -> str:
    """Our modules of these names, joined. Each ends its own last line: what follows must not become a comment."""
    return _joined(names, "js")


@cache
def style(names: tuple[str, ...]) -> str:
    """Our style sheets of these names, joined."""
    return _joined(names, "css")


@cache
def basemap() -> str:
    """The packed basemap as text."""
    return base85(packed())


@cache
def leaflet_script() -> str:
    """Leaflet itself, without the line that names its source map, which would be asked for over the network."""
    text = (_leaflet() / "leaflet.js").read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE).strip() + "\n"


@cache
def leaflet_style() -> str:
    """Leaflet's style sheet with its images inside."""
    folder = _leaflet()

    def inlined(match: re.Match[str]) -> str:
        image = base64.b64encode((folder / match[1]).read_bytes()).decode("ascii")
        return f"url(data:image/png;base64,{image})"

    text = (folder / "leaflet.css").read_text(encoding="utf-8")
    text = re.sub(r"^\s*behavior:.*$", "", text, flags=re.MULTILINE)  # only ever read by Internet Explorer
    return re.sub(r"url\((images/[\w.-]+)\)", inlined, text).strip() + "\n"


@cache
def guest_script() -> str:
    """What folium's own markers and popups need on a page without jQuery, and Leaflet's marker images."""
    images = {"icon": "marker-icon-2x.png", "shadow": "marker-shadow.png"}
    inlined = {
        name: "data:image/png;base64," + base64.b64encode((_leaflet() / "images" / file).read_bytes()).decode("ascii")
        for name, file in images.items()
    }
    return script(GUEST_SCRIPTS) + f"geomap.markerImages({json.dumps(inlined)});\n"


def _joined(names: tuple[str, ...], kind: str) -> str:
    folder = _home() / kind
    text = "".join((folder / f"{name}.{kind}").read_text(encoding="utf-8").strip() + "\n" for name in names)
    # What only readers of the source need stays behind: lines of comment, and indentation.
    return re.sub(r"^\s*//.*\n|^[ \t]+", "", text, flags=re.MULTILINE)


def _home() -> Traversable:
    return resources.files("geomap.maps") / "assets"


def _leaflet() -> Path:
    from xstatic.pkg import leaflet

    return Path(leaflet.BASE_DIR)
