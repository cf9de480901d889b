"""Where the paragraphs of a text stand: blank lines, single lines and hard-wrapped lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_OWN_LINE = re.compile(r"[-*•–>#|]|\d{1,3}[.)]\s|\S+:\s*$")
_FINAL = tuple(".!?\"'”’»)]:;*_")
_WIDEST = 130
_FULL_LINE = 0.6


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's offsets, without the white space around it.

    Attributes:
        start: First code point.
        end: One past its last.
        apart: Whether a blank line stands before it.
    """

    start: int
    end: int
    apart: bool


def split_paragraphs(text: str, start: int = 0) -> list[Paragraph]:
    """Find the paragraphs of a text.

    A blank line always ends a paragraph. A single line break ends one too, unless the text is hard-wrapped
    (telegram style, e-mail) or the sentence plainly goes on in the next line.

    Args:
        text: The text.
        start: Where to begin.

    Returns:
        The paragraphs, in order.
    """
    lines = _lines(text, start)
    width = _wrap_width(text, lines)
    paragraphs: list[Paragraph] = []
    before: Paragraph | None = None
    for line in lines:
        if before and not line.apart and _goes_on(text, before, line, width):
            paragraphs[-1] = Paragraph(paragraphs[-1].start, line.end, paragraphs[-1].apart)
        else:
            paragraphs.append(line)
        before = line
    return paragraphs


def _lines(text: str, start: int) -> list[Paragraph]:
    """The lines that are not blank."""
    lines: list[Paragraph] = []
    before = start
    for match in _LINE.finditer(text, start):
        line = match[0]
        stripped = line.strip()
        if not stripped:
            continue
        first = match.start() + len(line) - len(line.lstrip())
        apart = not lines or sum(1 for _ in _BREAK.finditer(text, before, first)) > 1
        before = first + len(stripped)
        lines.append(Paragraph(first, before, apart))
    return lines


def _wrap_width(text: str, lines: list[Paragraph]) -> int | None:
    """The width at which the text is hard-wrapped, or None when it is not."""
    width = max((line.end - line.start for line in lines), default=0)
    if width > _WIDEST:
        return None
    broken = sum(
        1
        for line, after in pairwise(lines)
        if not after.apart
        and line.end - line.start >= _FULL_LINE * width
        and not text[line.end - 1].endswith(_FINAL)
        and (text[after.start].islower() or text[line.start : line.end].isupper())
    )
    return width if broken else None


def _goes_on(text: str, before: Paragraph, line: Paragraph, width: int | None) -> bool:
    """Whether `line` continues the line before it."""
    if _OWN_LINE.match(text, line.start, line.end):
        return False
    if width is not None:
        return before.end - before.start >= _FULL_LINE * width
    return text[line.start].islower() and not text[before.end - 1].endswith(_FINAL)
