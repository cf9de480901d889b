"""Words as the tagger sees them: where they stand, and how they are written.

The encoder reads lower-cased pieces, so what capital letters say is given to it apart, as one small number
a word (its shape). Training and the program split and describe words with the same two functions below.
"""

from __future__ import annotations

import re
from itertools import pairwise

SHAPES = ("lower", "capitalised", "capitals", "initial", "mixed", "digits", "punctuation", "uncased")

_WORD = re.compile(r"\w[\w\u0300-\u036f]*|[^\w\s]")
_HASHTAG_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^A-Z\W\d_]+|\d+|_+|[^\W\d_]+")
_CAPITALISED, _CAPITALS, _INITIAL, _MIXED, _DIGITS, _PUNCTUATION, _UNCASED = range(1, 8)


def split_words(text: str) -> list[tuple[int, int]]:
    """Cut text into words: runs of letters and digits, and every other visible character by itself.

    A hashtag is cut at its capitals too ("#PrayForChennai" gives #, Pray, For, Chennai), so that a place in
    it can be marked alone.

    Args:
        text: any text.

    Returns:
        Start and end of each word, in code points of `text`, in order and without overlaps.
    """
    spans = [match.span() for match in _WORD.finditer(text)]
    if "#" not in text:
        return spans
    parts: list[tuple[int, int]] = spans[:1]
    for before, (start, end) in pairwise(spans):
        if text[before[0]] == "#" and before[1] == start:
            inside = [found.span() for found in _HASHTAG_PARTS.finditer(text, start, end)]
            parts += inside or [(start, end)]
        else:
            parts.append((start, end))
    return parts


def word_shape(word: str) -> int:
    """Describe how a word is written.

    Args:
        word: one word of `split_words`, not empty.

    Returns:
        An index into `SHAPES`.
    """
    if not word[0].isalnum() and word[0] != "_":
        return _PUNCTUATION
    if word.islower() and not word[0].isdigit():
        return 0
    if any(map(str.isdigit, word)):
        return _DIGITS
    if word.isupper():
        return _CAPITALS if len(word) > 1 else _INITIAL
    if word.lower() == word.upper():
        return _UNCASED
    return _CAPITALISED if word.istitle() else _MIXED
