"""Many texts as bytes that pack well: a word that is told often becomes one to three bytes.

Deflate sees only the last 32 kB, so in ten thousand quotes it meets the same words as new again and again. With the
words numbered over all texts, the packed size falls by a seventh (news) to two fifths (texts that are much alike).
`assets/js/wording.js` is the reader.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_END = "\0"
_SELDOM = 3  # a word told less often is spelled out
_SINGLE = 112  # codes of one byte, 0x80 … 0xEF
_DOUBLE = 8 << 7  # of two, the first 0xF0 … 0xF7
_TRIPLE = 7 << 14  # of three, the first 0xF8 … 0xFE; after that five, the first 0xFF


def word_coded(texts: Sequence[str]) -> tuple[list[str], bytes]:
    """The words that have codes, in the order of their codes, and the texts, each with a zero byte behind it.

    Words are what stands between spaces, punctuation included. A code stands for the word and the space before it;
    a word of printable ASCII that has none is spelled out after a space. So every text begins with a space too many.
    """
    if not texts:
        return [], b""
    # The ends of texts become words of their own.
    told = f" {_END} ".join(text.replace(_END, "\ufffd") for text in texts).split(" ")
    told.append(_END)
    counts = Counter(told)
    del counts[_END]
    words = sorted(
        (word for word, count in counts.items() if count >= _SELDOM or not (word.isascii() and word.isprintable())),
        key=lambda word: (-counts[word], word),
    )
    table = {word: _code(number) for number, word in enumerate(words)}
    table |= {word: b" " + word.encode("ascii") for word in counts.keys() - table.keys()} | {_END: b"\0"}
    return words, b"".join(map(table.__getitem__, told))


def _code(number: int) -> bytes:
    if number < _SINGLE:
        return bytes((0x80 + number,))
    number -= _SINGLE
    if number < _DOUBLE:
        return bytes((0xF0 + (number >> 7), _low(number)))
    number -= _DOUBLE
    if number < _TRIPLE:
        return bytes((0xF8 + (number >> 14), _low(number >> 7), _low(number)))
    number -= _TRIPLE
    return bytes((0xFF, _low(number >> 21), _low(number >> 14), _low(number >> 7), _low(number)))


def _low(number: int) -> int:
    """The lowest seven bits, as a byte that is never zero: that ends a text."""
    return number & 0x7F | 0x80
