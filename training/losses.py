"""What a network's answers cost: one number for all the questions that a batch asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

from geomap.language.marks import TIES
from training.corpora import HIDDEN

if TYPE_CHECKING:
    from training.batches import Batch

LABEL_WEIGHT, ROLE_WEIGHT, TYPE_WEIGHT, STATUS_WEIGHT, COUNT_WEIGHT, KIND_WEIGHT, TIE_WEIGHT = (
    2.0,
    1.0,
    1.0,
    0.4,
    0.7,
    0.3,
    0.5,
)
_EVENT_WEIGHT = 2.0  # an event's word against a word of no event, of which there are ten times as many
_COUNT_WEIGHT = 4.0  # a number of people against any other word


def loss_of(answers: tuple[torch.Tensor, ...], batch: Batch) -> torch.Tensor:
    """The weighted sum of the losses of all questions with an answer in the batch."""
    labels, roles, types, statuses, counts, events, partners = (answer.float() for answer in answers)
    plain = nn.CrossEntropyLoss(ignore_index=HIDDEN)
    rare = [
        torch.full((answer.shape[-1],), weight) for answer, weight in ((types, _EVENT_WEIGHT), (counts, _COUNT_WEIGHT))
    ]
    for weights in rare:
        weights[0] = 1.0
    of_events, of_counts = (nn.CrossEntropyLoss(weight=weights, ignore_index=HIDDEN) for weights in rare)
    total = labels.sum() * 0.0
    for answer, target, weight, question in (
        (labels, batch.labels, LABEL_WEIGHT, plain),
        (roles, batch.roles, ROLE_WEIGHT, plain),
        (types, batch.types, TYPE_WEIGHT, of_events),
        (statuses, batch.statuses, STATUS_WEIGHT, plain),
        (counts, batch.counts, COUNT_WEIGHT, of_counts),
    ):
        if (target != HIDDEN).any():
            total = total + weight * question(answer.flatten(0, 1), target.flatten())
    rows = batch.kinds.any(1).nonzero().flatten()
    if len(rows):
        total = total + KIND_WEIGHT * _kind_loss(types[rows], batch.mask[rows], batch.kinds[rows])
    if len(batch.pairs):
        row, trigger, partner, tied, tie = batch.pairs.unbind(1)
        first = events[row, trigger].unflatten(-1, (len(TIES), -1))[torch.arange(len(row)), tie]
        second = partners[row, partner].unflatten(-1, (len(TIES), -1))[torch.arange(len(row)), tie]
        products = (first * second).sum(-1)
        losses = nn.functional.binary_cross_entropy_with_logits(products, tied.float(), reduction="none")
        # Each kind of tie counts alike, however many pairs it has.
        total = total + TIE_WEIGHT * sum(losses[tie == kind].mean() for kind in tie.unique())
    return total


def _kind_loss(types: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
    """A text of a known type: of all that its words say of events, as much as possible is to be said of that type."""
    chances = types.log_softmax(-1).masked_fill(~mask.bool()[..., None], -torch.inf)[..., 1:]
    said = chances.logsumexp(1)
    right = said.log_softmax(-1).masked_fill(~kinds[:, 1:], -torch.inf).logsumexp(-1)
    return -right.mean() - 0.1 * said.logsumexp(-1).clamp(max=0).mean()
