"""A little writer of SVG: elements as text, escaped, with numbers as short as they may be."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from geomap.briefings import fonts
from geomap.briefings.fonts import Run
from geomap.briefings.words import right_to_left

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_ANCHORS = {"start": None, "middle": "middle", "end": "end"}
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")  # brackets, where a line reads from right to left


class Canvas:
    """Collects elements in the order in which they are painted, and the texts that are shown."""

    def __init__(self) -> None:
        """Start empty."""
        self.parts: list[str] = []
        self.texts: dict[str, set[str]] = {}  # by font family: which characters are needed

    def add(self, name: str, content: str = "", /, **attributes: object) -> None:
        """Add an element; `stroke_width=2` becomes `stroke-width="2"`, and None is left out."""
        self.parts.append(element(name, content, **attributes))

    def open(self, name: str, /, **attributes: object) -> None:
        """Begin an element that holds the following ones."""
        self.parts.append(f"<{name}{_written(attributes)}>")

    def close(self, name: str) -> None:
        """End it."""
        self.parts.append(f"</{name}>")

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        *,
        weight: int = fonts.REGULAR,
        colour: str,
        anchor: str = "start",
        italic: bool = False,
        halo: str | None = None,
        spacing: float = 0.0,
    ) -> None:
        """Add a line of text whose baseline begins, has its middle, or ends at (x, y)."""
        if not text:
            return
        given: dict[str, object] = {
            "font_size": number(size),
            "font_weight": weight if weight != fonts.REGULAR else None,
            "font_style": "italic" if italic else None,
            "fill": colour,
            "letter_spacing": number(spacing) if spacing else None,
        }
        if halo:
            given |= {"stroke": halo, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}
        parts = fonts.runs(text)
        for part in parts:
            if not fonts.needs_shaping(part.text):
                self.texts.setdefault(part.family, set()).update(part.text)
        if len(parts) == 1 and not fonts.needs_shaping(text):
            self.add(
                "text",
                escape(text),
                x=number(x),
                y=number(y),
                text_anchor=_ANCHORS[anchor],
                **_font(parts[0], weight),
                **given,
            )
            return
        if right_to_left(text):
            parts = [piece for part in parts for piece in _edges_apart(part)]
        # Renderers differ in how they look for another font and where they then put it: each part names its font and
        # stands where the measured widths say, from right to left where the text reads so.
        widths = [fonts.width(part.text, size, weight, italic=italic) + spacing * len(part.text) for part in parts]
        x -= {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * sum(widths)
        backwards = directions(parts, right_to_left=right_to_left(text))
        for index in reading_order(backwards, right_to_left=right_to_left(text)):
            part = parts[index]
            shown = part.text.strip()
            # Spaces at the ends of an element are not drawn; those after what reads from the right lie left of it.
            ended, begun = len(part.text.rstrip()), len(part.text) - len(part.text.lstrip())
            before = part.text[ended:] if backwards[index] else part.text[:begun]
            if backwards[index] and not right_to_left(part.text):
                shown = shown.translate(_MIRRORED)
            left = x + fonts.width(before, size, weight, italic=italic)
            if fonts.needs_shaping(shown):
                path = fonts.outline(Run(shown, part.family), weight)
                self._outlined(path, shown, (left, y), size / fonts.UNITS, given)
            else:
                self.add("text", escape(shown), x=number(left), y=number(y), **_font(part, weight), **given)
            x += widths[index]

    def _outlined(self, path: str, text: str, at: tuple[float, float], scale: float, given: dict[str, object]) -> None:
        """Add a text as outlines, named for those who cannot see it."""
        look = {name: value for name, value in given.items() if not name.startswith(("font_", "letter_"))}
        if "stroke_width" in look:
            look["stroke_width"] = number(3 / scale)
        place = f"translate({number(at[0])} {number(at[1])}) scale({scale:.5f} {-scale:.5f})"
        self.add("path", element("title", escape(text)), d=path, transform=place, role="img", **look)

    def document(self, width: float, height: float, title: str, description: str, style: str = "") -> str:
        """The whole picture."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" height="{number(height)}" '
            f'viewBox="0 0 {number(width)} {number(height)}" role="img" font-family="{fonts.MAIN}, sans-serif">'
        )
        about = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        return "\n".join([head, about, style, *self.parts, "</svg>\n"])


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """One element; the content is markup already."""
    return f"<{name}{_written(attributes)}>{content}</{name}>" if content else f"<{name}{_written(attributes)}/>"


def number(value: float) -> str:
    """A coordinate to a twentieth of a pixel or so, written short."""
    return f"{value:.1f}".removesuffix(".0") if value else "0"


def path(points: NDArray[np.float64], *, closed: bool = False) -> str:
    """A path through points, each given relative to the one before: a third shorter."""
    steps = np.rint(points * 10).astype(np.int64)
    moves = np.diff(steps, axis=0)
    moves = moves[np.any(moves != 0, axis=1)]
    start = f"M{steps[0, 0] / 10:g} {steps[0, 1] / 10:g}"
    line = " ".join(f"{x / 10:g} {y / 10:g}" for x, y in moves.tolist())
    return f"{start}l{line}{'z' if closed else ''}" if line else ""


def directions(parts: Sequence[Run], *, right_to_left: bool) -> list[bool]:
    """Whether each part of a line reads from right to left.

    One without letters reads as its neighbours do, where they agree, and else as the line does.
    """
    known = [_direction(part.text) for part in parts]
    found = []
    for index, own in enumerate(known):
        before = next((way for way in reversed(known[:index]) if way is not None), right_to_left)
        after = next((way for way in known[index + 1 :] if way is not None), right_to_left)
        found.append(own if own is not None else before if before == after else right_to_left)
    return found


def reading_order(backwards: Sequence[bool], *, right_to_left: bool) -> list[int]:
    """The parts of a line from left to right, as they are to be drawn, by whether each reads from right to left.

    Neighbours of one direction keep together; these stretches follow one another in the direction of the line.
    """
    stretches: list[list[int]] = []
    for index, back in enumerate(backwards):
        if not index or back != backwards[index - 1]:
            stretches.append([])
        stretches[-1].append(index)
    lined = [stretch[::-1] if backwards[stretch[0]] else stretch for stretch in stretches]
    return [index for stretch in (reversed(lined) if right_to_left else lined) for index in stretch]


def _edges_apart(part: Run) -> list[Run]:
    """A part that reads from left to right, and the marks and spaces around it, which do not: "— Mosul"."""
    if _direction(part.text) is not False:
        return [part]
    strong = [i for i, character in enumerate(part.text) if unicodedata.bidirectional(character) in {"L", "EN"}]
    first, last = strong[0], strong[-1] + 1
    pieces = (part.text[:first], part.text[first:last], part.text[last:])
    return [Run(text, part.family) for text in pieces if text]


def _direction(text: str) -> bool | None:
    """Whether a text reads from right to left; None where it has no letter that says so."""
    if right_to_left(text):
        return True
    return False if any(unicodedata.bidirectional(character) == "L" for character in text) else None


def _font(part: Run, weight: int) -> dict[str, object]:
    """What names the font of a part; the weight of a variable font is said outright, as not all renderers guess it."""
    if part.family == fonts.MAIN:
        return {}
    return {
        "font_family": f"{part.family}, {fonts.MAIN}, sans-serif",
        "style": f"font-variation-settings:'wght' {weight}",
    }


def _written(attributes: dict[str, object]) -> str:
    return "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(str(value))}"
        for name, value in attributes.items()
        if value is not None
    )
