"""Turns examples into tensors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from geomap.language.marks import TIES
from geomap.language.windows import cut_windows
from geomap.language.words import word_shape
from training.augment import SWAP_OTHERS, SWAP_WINDOWS, Names, cut, masked, recase, swap_names, swap_others
from training.corpora import HIDDEN, MANNERS, Example
from training.events import TYPES

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from tokenizers import Tokenizer

WINDOW, OVERLAP = 254, 32
BATCH_PIECES = 3072


class Pieces:
    """The pieces of words, remembered."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Take a tokenizer without truncation or padding."""
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}
        self.start = tokenizer.token_to_id("[CLS]")
        self.end = tokenizer.token_to_id("[SEP]")
        self.mask = tokenizer.token_to_id("[MASK]")
        self.unknown = tokenizer.token_to_id("[UNK]")

    def __call__(self, word: str) -> list[int]:
        """Piece ids of a word, at least one, at most 16: a longer run of letters is no name."""
        found = self._known.get(word)
        if found is None:
            found = self._tokenizer.encode(word, add_special_tokens=False).ids[:16] or [self.unknown]
            self._known[word] = found
        return found


@dataclass(slots=True)
class Row:
    """One window as numbers, all lists but `pairs` of one length.

    `kinds` are the types that the whole text may be of, if it is known; a pair is the piece of a trigger, that of a
    place, date, number or trigger, 1 where they are tied, else 0, and the index into `TIES`; `manner` is the index into
    `MANNERS` of how names are marked.
    """

    ids: list[int]
    shapes: list[int]
    labels: list[int]
    roles: list[int]
    types: list[int]
    statuses: list[int]
    counts: list[int]
    kinds: tuple[int, ...]
    pairs: list[tuple[int, int, int, int]]
    manner: int


def encode(example: Example, pieces: Pieces, hide: list[bool]) -> Row:
    """Pieces, shapes, and targets on the first piece of each word."""
    manner = MANNERS.index(example.corpus) if example.corpus in MANNERS else 0
    row = Row([pieces.start], [0], [HIDDEN], [HIDDEN], [HIDDEN], [HIDDEN], [HIDDEN], example.kinds, [], manner)
    heads = []
    nothing = [HIDDEN] * len(example.words)
    asked = (example.types, example.statuses, example.counts)
    columns = (example.labels, example.roles, *(column or nothing for column in asked))
    targets = (row.labels, row.roles, row.types, row.statuses, row.counts)
    for at, (word, hidden) in enumerate(zip(example.words, hide, strict=True)):
        heads.append(len(row.ids))
        ids = [pieces.mask] if hidden else pieces(word)
        row.ids += ids
        row.shapes += [word_shape(word)] * len(ids)
        for target, column in zip(targets, columns, strict=True):
            target.extend([column[at]] + [HIDDEN] * (len(ids) - 1))
    row.ids.append(pieces.end)
    row.shapes.append(0)
    for target in targets:
        target.append(HIDDEN)
    if example.events:
        row.pairs = [(heads[at], heads[partner], tied, tie) for at, partner, tied, tie in _ties(example)]
    return row


def _ties(example: Example) -> Iterator[tuple[int, int, int, int]]:
    """Pairs of words, whether they are tied, and how."""
    words = range(len(example.words))
    places = [at for at in words if example.scenes[at] or example.labels[at] > 0]
    dates = [at for at in words if example.dates and example.dates[at]]
    numbers = [at for at in words if example.counted and example.counted[at]]
    triggers = [at for at in words if example.events[at]]
    for at in triggers:
        own = set(example.events[at])
        for tie, partners, sets in (
            ("scene", places, example.scenes),
            ("date", () if own & example.undated else dates, example.dates),
            ("count", numbers, example.counted),
            ("same", triggers if example.dates else (), example.events),
        ):
            for partner in partners:
                if partner != at or tie != "same":
                    yield at, partner, int(bool(own & set(sets[partner]))), TIES.index(tie)


def epoch_rows(
    corpora: dict[str, list[Example]],
    shares: dict[str, float],
    pieces: Pieces,
    names: Names | None,
    rng: random.Random,
) -> list[Row]:
    """All windows of one epoch, augmented.

    Args:
        corpora: the examples by corpus.
        shares: how much of a corpus an epoch sees: 0.5 a random half, 3 three times; 1 when not named.
        pieces: the tokenizer.
        names: names to swap in, or None not to swap.
        rng: the source of chance.
    """
    rows = []
    common = frozenset(
        word for part in corpora.values() for example in part for word in example.words if word.islower()
    )
    for corpus, examples in corpora.items():
        share = shares.get(corpus, 1.0)
        chosen = examples * int(share)
        chosen += rng.sample(examples, round(len(examples) * (share - int(share))))
        for example in chosen:
            lengths = [len(pieces(word)) for word in example.words]
            size = rng.choice((126, WINDOW))
            shift = rng.randrange(size // 2) if sum(lengths) > size else 0
            for low, high in cut_windows(lengths, size, OVERLAP, shift):
                window = cut(example, low, high)
                if names is not None and rng.random() < SWAP_WINDOWS:
                    window = swap_names(window, names, rng)
                # Our own sentences name on purpose whom and what they name.
                if names is not None and corpus != "own" and rng.random() < SWAP_OTHERS:
                    window = swap_others(window, names, common, rng)
                window = recase(window, rng)
                rows.append(encode(window, pieces, masked(window, rng)))
    return rows


def batches(rows: list[Row], rng: random.Random) -> list[list[Row]]:
    """Rows of like length together, about `BATCH_PIECES` padded pieces each, in random order."""
    ordered = sorted(rows, key=lambda row: len(row.ids) + rng.random() * 8)
    made: list[list[Row]] = []
    current: list[Row] = []
    for row in ordered:
        if current and (len(current) + 1) * len(row.ids) > BATCH_PIECES:
            made.append(current)
            current = []
        current.append(row)
    if current:
        made.append(current)
    rng.shuffle(made)
    return made


@dataclass(slots=True)
class Batch:
    """Rows side by side, padded: batch × longest row, int64.

    `kinds` is batch × (1 + types), true for each type allowed; `pairs` pairs × 5; `manners` has one number a row.

    A row of `pairs` holds the number of the batch's row, the piece of the trigger, that of its partner, 1 or 0, and the
    tie.
    """

    ids: torch.Tensor
    mask: torch.Tensor
    shapes: torch.Tensor
    labels: torch.Tensor
    roles: torch.Tensor
    types: torch.Tensor
    statuses: torch.Tensor
    counts: torch.Tensor
    kinds: torch.Tensor
    pairs: torch.Tensor
    manners: torch.Tensor


def tensors(rows: list[Row]) -> Batch:
    """Tensors of some rows."""
    length = max(len(row.ids) for row in rows)

    def padded(name: str, empty: int) -> torch.Tensor:
        array = np.full((len(rows), length), empty, dtype=np.int64)
        for index, row in enumerate(rows):
            values = getattr(row, name)
            array[index, : len(values)] = values
        return torch.from_numpy(array)

    mask = np.zeros((len(rows), length), dtype=np.int64)
    for index, row in enumerate(rows):
        mask[index, : len(row.ids)] = 1
    kinds = torch.zeros((len(rows), 1 + len(TYPES)), dtype=torch.bool)
    for index, row in enumerate(rows):
        kinds[index, list(row.kinds)] = True
    pairs = [(index, *pair) for index, row in enumerate(rows) for pair in row.pairs]
    return Batch(
        padded("ids", 0),
        torch.from_numpy(mask),
        padded("shapes", 0),
        padded("labels", HIDDEN),
        padded("roles", HIDDEN),
        padded("types", HIDDEN),
        padded("statuses", HIDDEN),
        padded("counts", HIDDEN),
        kinds,
        torch.tensor(pairs, dtype=torch.int64).reshape(-1, 5),
        torch.tensor([row.manner for row in rows], dtype=torch.int64),
    )
