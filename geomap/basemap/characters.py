"""Whole numbers as the characters of a text.

Small numbers of either sign become one character each, so that a list of them in JSON packs a seventh smaller than
its digits do, and is read without parsing. `maps/assets/js/characters.js` is the other reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_FIRST = 0x23  # after control characters and the quotation mark, which JSON would escape
_SURROGATES = 0xD800
_SURROGATES_LENGTH = 0x800
LARGEST = (0x10FFFF - _SURROGATES_LENGTH - _FIRST) // 2


def to_characters(numbers: Iterable[int]) -> str:
    """One character for each number: 0, -1, 1, -2, 2 … from U+0023 on, without the surrogates.

    Raises:
        ValueError: A number is beyond ± 556,014, for which there is no character.
    """
    values = numbers if isinstance(numbers, np.ndarray) else np.fromiter(numbers, dtype=np.int64)
    if len(values) and np.abs(values).max() > LARGEST:
        message = f"{values[np.abs(values).argmax()]} is too large to be a character"
        raise ValueError(message)
    codes = np.where(values < 0, -2 * values - 1, 2 * values) + _FIRST
    codes += np.where(codes < _SURROGATES, 0, _SURROGATES_LENGTH)
    return codes.astype("<u4").tobytes().decode("utf-32-le")


def from_characters(text: str) -> NDArray[np.int64]:
    """The numbers that `to_characters` wrote."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.int64)
    codes -= np.where(codes > _SURROGATES, _SURROGATES_LENGTH, 0) + _FIRST
    return np.where(codes % 2, -(codes + 1) // 2, codes // 2)
