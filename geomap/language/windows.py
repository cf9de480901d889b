"""Overlapping windows over a long text, so that an encoder of fixed reach can read it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def cut_windows(lengths: Sequence[int], size: int, overlap: int, shift: int = 0) -> list[tuple[int, int]]:
    """Cut a text into overlapping windows of whole words.

    Args:
        lengths: the number of pieces of each word, each at least 1.
        size: the most pieces that a window may hold; a longer word stands alone.
        overlap: pieces that two neighbours share, about; less than `size`.
        shift: pieces to leave out of the first window, so that training cuts elsewhere each time.

    Returns:
        First and one past the last word of each window, in order; none for an empty text.
    """
    cuts: list[tuple[int, int]] = []
    start, room, count = 0, size - shift, len(lengths)
    while start < count:
        end, pieces = start, 0
        while end < count and (pieces + lengths[end] <= room or end == start):
            pieces += lengths[end]
            end += 1
        cuts.append((start, end))
        if end == count:
            break
        back, shared = end, 0
        while back > start + 1 and shared + lengths[back - 1] <= overlap:
            back -= 1
            shared += lengths[back]
        start, room = back, size
    return cuts


def own_parts(cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The part of each window that it answers for: neighbours meet in the middle of what they share.

    So every word is answered by the window that sees most on both sides of it.

    Args:
        cuts: windows of `cut_windows`.

    Returns:
        First and one past the last word of each part; together they hold every word once.
    """
    if not cuts:
        return []
    borders = [(right[0] + left[1] + 1) // 2 for left, right in pairwise(cuts)]
    return list(zip([cuts[0][0], *borders], [*borders, cuts[-1][1]], strict=True))
