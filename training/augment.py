"""Makes new training windows out of old ones: other place names, other casing, hidden words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geomap.language.words import split_words
from training.corpora import ASSOCIATIVE, B_T, DATA, HIDDEN, I_T, OUTSIDE, Example

if TYPE_CHECKING:
    import random
    from pathlib import Path

SWAP_WINDOWS, SWAP_NAMES = 0.35, 0.7
CAPITALS, LOWER, TITLE = 0.10, 0.06, 0.04
MASK_WORDS, MASK_PLACES = 0.05, 0.10
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "after",
        "over",
    ]
)

GROW = 0.15


@cache
def _patterns() -> list[str]:
    """What a name may grow into, so that a facility or a unit is found with its whole name."""
    return (DATA / "longer_names.txt").read_text(encoding="utf-8").splitlines()[1:]


def grow(name: list[str], rng: random.Random) -> list[str]:
    """A longer name around a name: "Tumaco" gives "Tumaco Bridge"."""
    pattern = rng.choice(_patterns())
    words = [pattern[low:high] for low, high in split_words(pattern)]
    at = words.index("@")
    return [*words[:at], *name, *words[at + 1 :]]


class Names:
    """Place names to draw from, the larger places more often than the small ones."""

    def __init__(self, path: Path) -> None:
        """Read a GeoNames table of populated places (tab-separated, 19 columns).

        Raises:
            OSError: the file cannot be read.
        """
        self.names: list[list[str]] = []
        self._totals: list[float] = []
        total = 0.0
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                columns = line.split("\t")
                people = int(columns[14] or 0)
                for name, weight in ((columns[1], 0.65), (columns[2], 0.35)):
                    words = [name[a:b] for a, b in split_words(name)]
                    if not 1 <= len(words) <= 5 or not name[0].isalpha():  # noqa: PLR2004 - longer names are sentences
                        continue
                    # The fourth root flattens: Shanghai comes 12 times as often as a village.
                    total += weight * (people + 500) ** 0.25
                    self.names.append(words)
                    self._totals.append(total)

    def draw(self, rng: random.Random) -> list[str]:
        """One name, as words."""
        return rng.choices(self.names, cum_weights=self._totals)[0]


def cut(example: Example, low: int, high: int) -> Example:
    """The words from `low` to before `high`; a name cut in two begins anew."""
    labels = example.labels[low:high]
    if labels and labels[0] > 0 and labels[0] % 2 == 0:
        labels[0] -= 1
    return example.rewritten(example.words[low:high], range(low, high), labels)


def swap_names(example: Example, names: Names, rng: random.Random) -> Example:
    """Give places other names: the same new name for the same old name throughout the window."""
    words: list[str] = []
    labels: list[int] = []
    sources: list[int] = []
    chosen: dict[str, list[str] | None] = {}
    index = 0
    while index < len(example.words):
        if example.labels[index] != B_T:
            words.append(example.words[index])
            labels.append(example.labels[index])
            sources.append(index)
            index += 1
            continue
        end = index + 1
        while end < len(example.words) and example.labels[end] == I_T:
            end += 1
        old = example.words[index:end]
        key = " ".join(old).lower()
        if key not in chosen:
            chosen[key] = names.draw(rng) if rng.random() < SWAP_NAMES else None
            after = example.words[end] if end < len(example.words) else "."
            # "Tumaco Bridge Police" would teach a wrong edge.
            wide = example.roles[index] != ASSOCIATIVE and not after[0].isupper()
            if chosen[key] and wide and rng.random() < GROW:
                chosen[key] = grow(chosen[key], rng)
        new = chosen[key] or old
        if chosen[key] and "".join(old).isupper() and len("".join(old)) > 3:  # noqa: PLR2004 - short ones are acronyms as they are
            new = [word.upper() for word in new]
        words += new
        labels += [B_T] + [I_T] * (len(new) - 1)
        sources += [index] * len(new)
        index = end
    return example.rewritten(words, sources, labels)


def recase(example: Example, rng: random.Random) -> Example:
    """Sometimes write the whole window in capitals, in small letters or as a headline."""
    draw = rng.random()
    if draw < CAPITALS:
        words = [word.upper() for word in example.words]
    elif draw < CAPITALS + LOWER:
        words = [word.lower() for word in example.words]
    elif draw < CAPITALS + LOWER + TITLE:
        words = [w if w in _SMALL_WORDS else w[:1].upper() + w[1:] for w in example.words]
    else:
        return example
    return example.rewritten(words, range(len(words)))


def masked(example: Example, rng: random.Random) -> list[bool]:
    """Which words to hide from the encoder: places more often, so that it reads what stands around them."""
    return [rng.random() < (MASK_WORDS if label in {OUTSIDE, HIDDEN} else MASK_PLACES) for label in example.labels]
