"""Makes new training windows out of old ones: other place names, other casing, hidden words."""

from __future__ import annotations

import calendar
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from geomap.language.words import split_words
from training.corpora import ASSOCIATIVE, B_T, DATA, HIDDEN, I_T, OUTSIDE, Example, demonyms
from training.people import people_names

if TYPE_CHECKING:
    import random
    from pathlib import Path

SWAP_WINDOWS, SWAP_NAMES, SWAP_OTHERS = 0.4, 0.7, 0.5
ALTERNATES, ABBREVIATIONS = 0.15, 0.05
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

GROW = 0.2


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


def _abbreviations() -> list[list[str]]:
    """Abbreviations that stand for a place anywhere: those of the gazetteer that are no words or other initials."""
    data = resources.files("geomap.gazetteer") / "data"
    rows = [line.split("\t") for line in (data / "abbreviations.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    short = [row[0] for row in rows if not row[0].startswith("#") and row[-1] != "1"]
    for line in (data / "countries.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        if not line.startswith("#"):
            short += [name for name in line.split("\t")[-1].split("|") if name.isupper()]
    return [[name[low:high] for low, high in split_words(name)] for name in short]


class Names:
    """Names to draw from: of places, the larger more often than the small ones, and of people."""

    def __init__(self, path: Path) -> None:
        """Read a GeoNames table of populated places (tab-separated, 19 columns).

        Raises:
            OSError: the file cannot be read.
        """
        self.names: list[list[str]] = []
        self._alternates: dict[int, list[list[str]]] = {}
        self._totals: list[float] = []
        total = 0.0
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                columns = line.split("\t")
                people = int(columns[14] or 0)
                others = [self._words(name) for name in columns[3].split(",") if name.isascii()]
                for name, weight in ((columns[1], 0.65), (columns[2], 0.35)):
                    words = self._words(name)
                    if not words:
                        continue
                    # The fourth root flattens: Shanghai comes 12 times as often as a village.
                    total += weight * (people + 500) ** 0.25
                    self._alternates[len(self.names)] = [other for other in others if other and not other[0].isupper()]
                    self.names.append(words)
                    self._totals.append(total)
        self._abbreviations = _abbreviations()
        self._single = [words[0] for words in self.names if len(words) == 1]
        self._people = people_names()

    @staticmethod
    def _words(name: str) -> list[str]:
        """The words of a name, none where it is no name that a report would write."""
        words = [name[low:high] for low, high in split_words(name)]
        return words if 1 <= len(words) <= 5 and name[0].isalpha() else []  # noqa: PLR2004 - longer names are sentences

    def draw(self, rng: random.Random) -> list[str]:
        """One name of a place, as words: its own, now and then another spelling or an abbreviation."""
        at = rng.choices(range(len(self.names)), cum_weights=self._totals)[0]
        chance = rng.random()
        if chance < ABBREVIATIONS:
            return rng.choice(self._abbreviations)
        if chance < ABBREVIATIONS + ALTERNATES and self._alternates[at]:
            return rng.choice(self._alternates[at])
        return self.names[at]

    def draw_other(self, rng: random.Random) -> str:
        """One word for a person, a firm or a thing: a name of people, or of a town, as people are named after towns."""
        return rng.choice(self._people if rng.random() < 0.7 else self._single)  # noqa: PLR2004 - most surnames are no towns


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


def swap_others(example: Example, names: Names, common: frozenset[str], rng: random.Random) -> Example:
    """Give people, firms and things that are no places other names, so that an unknown word alone is no place.

    Args:
        example: the window.
        names: where new names come from.
        common: words, lower-cased, that are written small somewhere: they are no names.
        rng: the source of chance.
    """
    taken = {word for word, label in zip(example.words, example.labels, strict=True) if label != OUTSIDE}
    chosen: dict[str, str] = {}
    for at, word in enumerate(example.words[1:], 1):
        near = example.labels[at - 1 : at + 2]
        # The first word of a sentence is capitalised whatever it is.
        if example.words[at - 1] in _SENTENCE_ENDS or word in taken or any(label != OUTSIDE for label in near):
            continue
        if word not in chosen and _is_name(word, common):
            chosen[word] = names.draw_other(rng) if rng.random() < SWAP_NAMES else word
    return example.rewritten([chosen.get(word, word) for word in example.words], range(len(example.words)))


_SENTENCE_ENDS = frozenset(".?!:;\"“”‘'’(")
_CALENDAR = frozenset(
    name.lower() for name in (*calendar.month_name, *calendar.day_name, *calendar.month_abbr, *calendar.day_abbr)
)


def _is_name(word: str, common: frozenset[str]) -> bool:
    small = word.lower()
    return word.istitle() and len(word) > 2 and small not in common and small not in _not_names()  # noqa: PLR2004 - "Mr", "Al"


@cache
def _not_names() -> frozenset[str]:
    return _CALENDAR | demonyms()


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
