"""The fonts of pictures and pages: which one has a character, how wide a text is, and the part of a font in use.

Noto Sans is the fonts' family; scripts that it lacks come from its sisters. Widths are measured by HarfBuzz, shaped as
they will be drawn, so that labels end where the layout thinks they do.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.briefings.errors import need

if TYPE_CHECKING:
    from collections.abc import Iterable

MAIN = "Noto Sans"
REGULAR, MEDIUM, BOLD = 400, 500, 700
_CJK = "Noto Sans CJK SC"
_WEIGHT = "wght"
UNITS = 1000  # of an outline, an em


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a text that one font family can show."""

    text: str
    family: str


@dataclass(frozen=True, slots=True)
class _File:
    family: str
    path: Path
    italic: bool = False
    index: int = 0


def folders() -> list[str]:
    """The folders that hold the fonts.

    Raises:
        MissingExtraError: The packages with the fonts are not installed.
    """
    return [str(Path(need(name).__file__).parent) for name in ("manimgx_fonts", "manimgx_fonts_cjk")]


@cache
def families() -> tuple[str, ...]:
    """All families, in the order in which a character is looked for."""
    return tuple(dict.fromkeys(file.family for file in _files() if not file.italic))


def runs(text: str) -> list[Run]:
    """A text cut to where another font must take over."""
    found: list[Run] = []
    for character in text:
        family = found[-1].family if found and character.isspace() else _family_of(character)
        if found and found[-1].family == family:
            found[-1] = Run(found[-1].text + character, family)
        else:
            found.append(Run(character, family))
    return found


@lru_cache(maxsize=65_536)
def width(text: str, size: float, weight: int = REGULAR, *, italic: bool = False) -> float:
    """The width of a line of text, in the unit of `size`."""
    return sum(_advance(run, weight, italic=italic) for run in runs(text)) * size


def shortened(text: str, size: float, most: float, weight: int = REGULAR) -> str:
    """A text cut to a width, with an ellipsis where something is missing."""
    if len(text) < 400 and width(text, size, weight) <= most:  # noqa: PLR2004 - what is longer fits nowhere
        return text
    low, high = 0, min(len(text), 400)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + "…", size, weight) <= most:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip(" ,;:–—-") + "…"


def wrapped(text: str, size: float, most: float, lines: int, weight: int = REGULAR) -> list[str]:
    """A text in lines of a width, cut with an ellipsis after so many lines. Words longer than a line are broken."""
    out: list[str] = []
    words = text.split()[:400]
    while words:
        if len(out) == lines - 1:
            out.append(shortened(" ".join(words), size, most, weight))
            break
        line = words.pop(0)
        if width(line[:400], size, weight) > most:
            fits = len(shortened(line, size, most, weight)) - 1 or 1
            words.insert(0, line[fits:])
            line = line[:fits]
        while words and width(f"{line} {words[0][:400]}", size, weight) <= most:
            line = f"{line} {words.pop(0)}"
        out.append(line)
    return out


def subset(family: str, texts: Iterable[str]) -> bytes:
    """The part of a family's upright font that shows these texts, as a font file."""
    hb = need("uharfbuzz")
    wanted = hb.SubsetInput()
    for character in sorted(set("".join(texts))):
        wanted.unicode_set.add(ord(character))
    file = next(file for file in _files() if file.family == family and not file.italic)
    return bytes(hb.subset(_face(file), wanted).blob.data)


def needs_shaping(text: str) -> bool:
    """Whether a text has signs that stand before or around letters (Devanagari, Bengali, Khmer, …).

    Typst's renderer of SVG gives them no room of their own, so such texts are drawn as outlines.
    """
    return any(unicodedata.category(character) == "Mc" for character in text)


def outline(run: Run, weight: int) -> str:
    """The outline of a text as the path of an SVG, `UNITS` an em, with y upwards."""
    hb = need("uharfbuzz")
    font = _font(run.family, weight, italic=False)
    buffer = hb.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    scale, x, path = UNITS / font.face.upem, 0, []
    functions = hb.DrawFuncs()

    def put(letter: str, *points: float) -> None:
        steps = zip(points[::2], points[1::2], strict=True)
        path.append(
            letter + " ".join(f"{(a + x + moved[0]) * scale:.0f} {(b + moved[1]) * scale:.0f}" for a, b in steps)
        )

    functions.set_move_to_func(lambda a, b, _: put("M", a, b))
    functions.set_line_to_func(lambda a, b, _: put("L", a, b))
    functions.set_quadratic_to_func(lambda a, b, c, d, _: put("Q", a, b, c, d))
    functions.set_cubic_to_func(lambda a, b, c, d, e, f, _: put("C", a, b, c, d, e, f))
    functions.set_close_path_func(lambda _: path.append("Z"))
    for glyph, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        moved = (position.x_offset, position.y_offset)
        font.draw_glyph(glyph.codepoint, functions)
        x += position.x_advance
    return "".join(path)


def _family_of(character: str) -> str:
    return _known_families().get(character) or _look_up(character)


@cache
def _known_families() -> dict[str, str]:
    return {}


def _look_up(character: str) -> str:
    code = ord(character)
    found = next((file.family for file in _files() if not file.italic and code in _characters(file)), MAIN)
    _known_families()[character] = found
    return found


def _advance(run: Run, weight: int, *, italic: bool) -> float:
    hb = need("uharfbuzz")
    font = _font(run.family, weight, italic=italic)
    buffer = hb.Buffer()
    buffer.add_str(run.text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return float(sum(position.x_advance for position in buffer.glyph_positions) / font.face.upem)


@cache
def _font(family: str, weight: int, *, italic: bool) -> Any:  # noqa: ANN401 - HarfBuzz is untyped
    files = [file for file in _files() if file.family == family]
    file = next((file for file in files if file.italic == italic), files[0])
    font = need("uharfbuzz").Font(_face(file))
    font.set_variations({_WEIGHT: weight})
    return font


@cache
def _face(file: _File) -> Any:  # noqa: ANN401 - HarfBuzz is untyped
    hb = need("uharfbuzz")
    return hb.Face(hb.Blob.from_file_path(str(file.path)), file.index)


@cache
def _characters(file: _File) -> Any:  # noqa: ANN401 - a set of HarfBuzz
    return set(_face(file).unicodes)


@cache
def _files() -> list[_File]:
    scripts, cjk = (Path(folder) for folder in folders())
    found = [_File(MAIN, scripts / "NotoSans[wght].ttf")]
    found.append(_File(MAIN, scripts / "NotoSans-Italic[wght].ttf", italic=True))
    # "NotoSansArabic[wght].ttf" is the family "Noto Sans Arabic".
    found += [
        _File(f"{MAIN} {path.name.removeprefix('NotoSans').partition('[')[0]}", path)
        for path in sorted(scripts.glob("NotoSans[A-Z]*.ttf"))
    ]
    collection = next(cjk.glob("*.ttc"))
    found.append(_File(_CJK, collection, index=_index_of(collection, _CJK)))
    found += [_File("Noto Emoji", path) for path in scripts.glob("NotoEmoji*.ttf")]
    return found


def _index_of(collection: Path, family: str) -> int:
    """Which font of a collection is the one of a family."""
    hb = need("uharfbuzz")
    blob = hb.Blob.from_file_path(str(collection))
    names = hb.OTNameIdPredefined
    for index in range(hb.Face(blob, 0).count):
        face = hb.Face(blob, index)
        if family in {face.get_name(names.TYPOGRAPHIC_FAMILY), face.get_name(names.FONT_FAMILY)}:
            return index
    return 0
