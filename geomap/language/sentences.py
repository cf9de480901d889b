"""Text becomes sentences, with offsets.

A sentence ends at a stop that no abbreviation explains, at an empty line, and at a line break that is not
there only because the line was full. Reports in capitals are split alike: nothing here trusts a capital
letter more than the word that carries it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_OPENERS = "\"'“‘«([„"
_CLOSERS = "\"'”’»)\\]"
# A stop with its closing quotes, or a line break; white space around a break goes with it.
_END = re.compile(rf"(?P<stop>[.!?…]+[{_CLOSERS}]*)(?=\s|$)|(?P<wide>[。！？]+)|(?P<line>[^\S\n]*\n\s*)")
_WORD_BEFORE = re.compile(r"[^\s\"'“‘«(\[„—–/]+\Z")
_WORD_AFTER = re.compile(rf"[^\S\n]*\n?[^\S\n]*(?P<open>[{_OPENERS}]*)(?P<word>\w[\w'’-]*|\S|\Z)")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")  # "U.S", "e.g": the last stop is cut off
_LOOK_BACK = 24
_WIDEST_WRAP = 100  # columns: no hard-wrapped report is wider
_RAGGED = 4  # characters by which a full line may fall short of the longest, where the wrapping was done by hand


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Cut a stretch of text into sentences.

    Args:
        text: any text.
        start: first code point of the stretch.
        end: one past its last; None for the end of the text.

    Returns:
        Start and end of each sentence, in code points of `text`, in order, without overlaps and without white
        space at either side. Every visible character of the stretch is in one of them.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    for found in _END.finditer(text, start, end):
        if found.start() < begin:
            continue
        if found["line"] is not None:
            if _is_wrap(text, found.start(), found.end(), start, end):
                continue
        elif found["stop"] is not None and not _ends(text, found.start(), found.end(), begin, end):
            continue
        _add(spans, text, begin, found.end())
        begin = found.end()
    _add(spans, text, begin, end)
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    kept = piece.strip()
    if kept:
        start += len(piece) - len(piece.lstrip())
        spans.append((start, start + len(kept)))


def _ends(text: str, stop: int, after: int, begin: int, end: int) -> bool:
    """Tell whether the stop at `stop` ends a sentence; `after` is one past its closing quotes."""
    following = _WORD_AFTER.match(text, after, end)
    if following is None or not following["word"]:
        return True
    word = following["word"]
    if text[stop] == "…" or text.startswith("...", stop):
        return word[0].isupper()
    if word[0].islower():  # a quoted exclamation or question goes on: "Fire!" he shouted.
        return False
    before = _WORD_BEFORE.search(text, max(begin, stop - _LOOK_BACK), stop) if text[stop] == "." else None
    if before is None:
        return True
    return _ends_after(before.group(), word, quoted=bool(following["open"]))


def _ends_after(last: str, word: str, *, quoted: bool) -> bool:
    """Tell whether a full stop between `last` and `word` ends a sentence."""
    titles, others, starters = _abbreviations()
    folded = last.casefold()
    if folded in titles:
        return False
    starts = word.casefold() in starters
    if len(last) == 1 and last.isupper():  # "J. Smith": an initial belongs to the name after it
        return starts
    if folded in others or _DOTTED.match(folded):
        return quoted or starts
    return True


def _is_wrap(text: str, start: int, after: int, low: int, high: int) -> bool:
    """Tell whether the line break at `start` is there only because the line was full."""
    if after >= high or text.count("\n", start, after) > 1:
        return False
    before = text[low:start].rstrip(_CLOSERS)
    if before[-1:] in {".", "!", "?", "…", ":"} and not text[after].islower():
        return False
    if text[after].islower() or text[start - 1] in ",;-":
        return True
    paragraph = max(text.rfind("\n\n", low, start) + 2, low)
    close = text.find("\n\n", after, high)
    lines = text[paragraph : high if close < 0 else close].split("\n")
    widest = max(map(len, lines))
    line = start - (text.rfind("\n", 0, start) + 1)
    first = re.match(r"\S*", text[after:high])
    needed = line + 1 + (first.end() if first else 0)
    return widest <= _WIDEST_WRAP and needed > widest - _RAGGED and len(lines) > 1


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = tomllib.loads(Path(__file__).with_name("abbreviations.toml").read_text(encoding="utf-8"))
    return frozenset(data["titles"]), frozenset(data["others"]), frozenset(data["starters"])
