"""From probabilities of words to spans: the best legal path, and tidy edges."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Order of the labels in the model's output: outside, begin and inside of toponyms (T) and demonyms (D).
LABELS = ("O", "B-T", "I-T", "B-D", "I-D")
_OUTSIDE, _BEGIN_T, _INSIDE_T, _BEGIN_D, _INSIDE_D = range(5)
_BEFORE = {_INSIDE_T: (_BEGIN_T, _INSIDE_T), _INSIDE_D: (_BEGIN_D, _INSIDE_D)}
_ANY = tuple(range(5))
# Two names hardly ever stand side by side with no mark between them: what one more costs, in log-odds.
_SIDE_BY_SIDE = 2.0

# A point stays on initials ("U.S.", "St.") and on these; "China." at the end of a sentence loses it.
_INITIALS = 2
_ABBREVIATED = frozenset(
    [
        "ala",
        "alta",
        "ariz",
        "ark",
        "calif",
        "colo",
        "conn",
        "del",
        "fla",
        "ill",
        "ind",
        "kan",
        "kans",
        "mass",
        "mich",
        "minn",
        "miss",
        "mont",
        "neb",
        "nebr",
        "nev",
        "okla",
        "ont",
        "ore",
        "penn",
        "que",
        "sask",
        "tenn",
        "tex",
        "wash",
        "wis",
        "wyo",
    ]
)


def best_path(scores: Sequence[Sequence[float]]) -> list[int]:
    """The most probable labels in which I- follows only B- or I- of its own kind (Viterbi 1967).

    A toponym right behind another is charged for: "Great Britain" is one name.

    Args:
        scores: log-probabilities, words × `LABELS`.

    Returns:
        An index into `LABELS` for each word.
    """
    if not scores:
        return []
    first = scores[0]
    reached = [-math.inf if label in _BEFORE else first[label] for label in _ANY]
    came_from: list[tuple[int, ...]] = []
    for row in scores[1:]:
        best = max(_ANY, key=reached.__getitem__)
        beside = [reached[label] - (_SIDE_BY_SIDE if label in {_BEGIN_T, _INSIDE_T} else 0.0) for label in _ANY]
        to_t = max(_ANY, key=beside.__getitem__)
        from_t = _BEGIN_T if reached[_BEGIN_T] >= reached[_INSIDE_T] else _INSIDE_T
        from_d = _BEGIN_D if reached[_BEGIN_D] >= reached[_INSIDE_D] else _INSIDE_D
        back = (best, to_t, from_t, best, from_d)
        reached = [(beside if label == _BEGIN_T else reached)[back[label]] + row[label] for label in _ANY]
        came_from.append(back)
    path = [max(_ANY, key=reached.__getitem__)]
    for step in reversed(came_from):
        path.append(step[path[-1]])
    path.reverse()
    return path


def runs(path: Sequence[int]) -> list[tuple[int, int, str]]:
    """The spans of a path.

    Args:
        path: labels as `best_path` gives them.

    Returns:
        First word, one past the last word, and "toponym" or "demonym", in order.
    """
    found: list[tuple[int, int, str]] = []
    for index, label in enumerate(path):
        if label in {_BEGIN_T, _BEGIN_D}:
            found.append((index, index + 1, "toponym" if label == _BEGIN_T else "demonym"))
        elif label != _OUTSIDE:
            start, _, kind = found[-1]
            found[-1] = (start, index + 1, kind)
    return found


def tidy(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """Take punctuation off the edges of a span, but leave "U.S." and "Frankfurt (Oder)" whole.

    Args:
        words: the words of the text.
        start: first word of the span.
        end: one past its last word.

    Returns:
        The new edges; equal when nothing but punctuation was in the span.
    """
    while start < end and not words[start][0].isalnum():
        start += 1
    while end > start and not words[end - 1][0].isalnum():
        last = words[end - 1]
        before = words[end - 2].lower() if end - start > 1 else ""
        if last == "." and before and (len(before) <= _INITIALS or before in _ABBREVIATED):
            break
        if last == ")" and "(" in words[start:end]:
            break
        end -= 1
    if start < end < len(words) and words[end] == "." and _wants_point(words, start, end):
        end += 1
    return start, end


def _wants_point(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the point after a span belongs to it: the last of "U.S.", and that of a state's short name."""
    last = words[end - 1]
    if len(last) == 1:
        return end - start > 1 and words[end - 2] == "."
    if end - start > 1 or not last.istitle():
        return False
    after_place = start > 0 and words[start - 1] == ","
    return last.lower() in _ABBREVIATED or (after_place and len(last) == _INITIALS)
