"""Turns examples into tensors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from geomap.language.windows import cut_windows
from geomap.language.words import word_shape
from training.augment import SWAP_WINDOWS, Names, cut, masked, recase, swap_names
from training.corpora import HIDDEN, Example

if TYPE_CHECKING:
    import random

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
    """One window as numbers, all lists of one length."""

    ids: list[int]
    shapes: list[int]
    labels: list[int]
    roles: list[int]


def encode(example: Example, pieces: Pieces, hide: list[bool]) -> Row:
    """Pieces, shapes, and targets on the first piece of each word."""
    row = Row([pieces.start], [0], [HIDDEN], [HIDDEN])
    for word, label, role, hidden in zip(example.words, example.labels, example.roles, hide, strict=True):
        ids = [pieces.mask] if hidden else pieces(word)
        row.ids += ids
        row.shapes += [word_shape(word)] * len(ids)
        row.labels += [label] + [HIDDEN] * (len(ids) - 1)
        row.roles += [role] + [HIDDEN] * (len(ids) - 1)
    row.ids.append(pieces.end)
    row.shapes.append(0)
    row.labels.append(HIDDEN)
    row.roles.append(HIDDEN)
    return row


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


def tensors(batch: list[Row]) -> tuple[torch.Tensor, ...]:
    """Ids, mask, shapes, labels, roles; each batch × longest row, int64."""
    length = max(len(row.ids) for row in batch)
    ids, mask, shapes = (np.zeros((len(batch), length), dtype=np.int64) for _ in range(3))
    labels, roles = (np.full((len(batch), length), HIDDEN, dtype=np.int64) for _ in range(2))
    for index, row in enumerate(batch):
        size = len(row.ids)
        ids[index, :size] = row.ids
        mask[index, :size] = 1
        shapes[index, :size] = row.shapes
        labels[index, :size] = row.labels
        roles[index, :size] = row.roles
    return tuple(torch.from_numpy(array) for array in (ids, mask, shapes, labels, roles))
