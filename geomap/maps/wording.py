"""Many texts as bytes that pack well: a word that is told often becomes one to three bytes.

Deflate sees only the last 32 kB, so in ten thousand quotes it meets the same words as new again and again. With the
words numbered over all texts, the packed size falls by a seventh (news) to two fifths (texts that are much alike).
`assets/js/wording.js` is the reader.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_END = "\0"
_SELDOM = 3  # a word told less often is spelled out
_ASKED = 5_000  # texts, at least, that are asked for their words
_AT_ONCE = 500
_SINGLE = 112  # codes of one byte, 0x80 … 0xEF
_DOUBLE = 8 << 7  # of two, the first 0xF0 … 0xF7
_TRIPLE = 7 << 14  # of three, the first 0xF8 … 0xFE; after that five, the first 0xFF


def word_coded(texts: Sequence[str]) -> tuple[list[str], bytes]:
    """The words that have codes, in the order of their codes, and the texts, each with a zero byte behind it.

    Words are what stands between spaces, punctuation included. A code stands for the word and the space before it;
    a word of printable ASCII that has none is spelled out after a space. So every text begins with a space too many.
    Of very many texts, only some are asked which words are told often.
    """
    step = 1 + len(texts) // _ASKED
    counts: Counter[str] = Counter()
    for words in _told(texts[::step]):
        counts.update(words)
    del counts[_END]
    often = [word for word, count in counts.items() if count >= (_SELDOM if step == 1 else _SELDOM - 1)]
    codes = _Codes(sorted(often, key=lambda word: (-counts[word], word)))
    # Some texts at a time: the words of all of them take many times the memory of the texts.
    data = b"".join([b"".join(map(codes.__getitem__, words)) for words in _told(texts)])
    return codes.words, data


class _Codes(dict[str, bytes]):
    """The code of each word. A word that is first asked for here is spelled out, or gets a code if it cannot be."""

    def __init__(self, words: list[str]) -> None:
        super().__init__({word: _code(number) for number, word in enumerate(words)})
        self[_END] = b"\0"
        self.words = words

    def __missing__(self, word: str) -> bytes:
        if word.isascii() and word.isprintable():
            code = b" " + word.encode("ascii")
        else:
            code = _code(len(self.words))
            self.words.append(word)
        self[word] = code
        return code


def _told(texts: Sequence[str]) -> Iterator[list[str]]:
    """The words of the texts, some texts at a time; the ends of texts are words of their own."""
    for first in range(0, len(texts), _AT_ONCE):
        some = [text.replace(_END, "\ufffd") for text in texts[first : first + _AT_ONCE]]
        yield [*f" {_END} ".join(some).split(" "), _END]


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
