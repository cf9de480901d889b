"""Trains the tagger, from data to the ONNX file that ships.

    python -m training.tagger --bench DIR --out DIR --names cities500.txt

With --leave-out it trains on the other corpora and measures on those left out.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from geomap.language.tagger import FORMAT
from training.augment import Names
from training.batches import Pieces, batches, epoch_rows, tensors
from training.calibrate import calibrate
from training.corpora import HIDDEN, LABELS, ROLES, Example, read_all
from training.network import TaggerNetwork, encoder_folder, export

# Our own few sentences count several times; tweets repeat each other, and a part of them is enough an epoch.
SHARES = {"own": 3.0, "idrisi": 0.4, "links": 0.2, "geowebnews": 1.5}
ENCODER_RATE, HEAD_RATE, WARM_UP, CLIP, ROLE_WEIGHT = 1e-4, 1e-3, 0.1, 1.0, 0.4

RUN_WINDOW, RUN_OVERLAP = 126, 16
CALIBRATION = ("geowebnews", "geovirus")


def plain_tokenizer() -> Tokenizer:
    """The encoder's tokenizer without truncation, padding or special pieces."""
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def train(corpora: dict[str, list[Example]], names: Names | None, epochs: int, seed: int) -> TaggerNetwork:
    """Train a network.

    Args:
        corpora: examples by corpus.
        names: place names to swap in, or None.
        epochs: passes over the data.
        seed: fixes initial heads, augmentation and order.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - chance that can be repeated, not secrets
    pieces = Pieces(plain_tokenizer())
    network = TaggerNetwork()
    network.train()
    # The windows differ from epoch to epoch, but little in number: the first tells how many steps come.
    rows = epoch_rows(corpora, SHARES, pieces, names, rng)
    steps = epochs * len(batches(rows, rng))
    heads = [*network.label_head.parameters(), *network.role_head.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": network.encoder.parameters(), "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}],
        weight_decay=0.01,
    )
    warm = WARM_UP * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.01, (steps - step) / (steps - warm)))
    )
    loss_of = nn.CrossEntropyLoss(ignore_index=HIDDEN)
    began, step = time.monotonic(), 0
    for epoch in range(epochs):
        if epoch:
            rows = epoch_rows(corpora, SHARES, pieces, names, rng)
        running = 0.0
        made = batches(rows, rng)
        for index, batch in enumerate(made, 1):
            ids, mask, shapes, labels, roles = tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                label_logits, role_logits = network(ids, mask, shapes)
            loss = loss_of(label_logits.float().flatten(0, 1), labels.flatten())
            if (roles != HIDDEN).any():
                loss = loss + ROLE_WEIGHT * loss_of(role_logits.float().flatten(0, 1), roles.flatten())
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimiser.step()
            schedule.step()
            step += 1
            running = loss.item() if not running else 0.98 * running + 0.02 * loss.item()
            if index % 25 == 0:
                spent = time.monotonic() - began
                print(f"epoch {epoch + 1} step {step}/{steps} loss {running:.4f} {spent:.0f} s", flush=True)
    return network


def make(options: argparse.Namespace, left_out: frozenset[str], out: Path) -> None:
    """Read the data, train one model and write its files.

    Args:
        options: the command line.
        left_out: corpora not to train on.
        out: the folder to write to; made when it is not there.
    """
    out.mkdir(parents=True, exist_ok=True)
    corpora = read_all(options.bench, left_out)
    if options.half in corpora:
        corpora[options.half] = corpora[options.half][::2]
    print({name: len(examples) for name, examples in corpora.items()}, flush=True)
    names = Names(options.names) if options.names else None
    network = train(corpora, names, options.epochs, options.seed)
    torch.save(network.state_dict(), out / "network.pt")
    export(network, out / "tagger.onnx")
    plain_tokenizer().save(str(out / "tokenizer.json"), pretty=False)
    settings = {
        "format": FORMAT,
        "labels": LABELS,
        "roles": ROLES,
        "window": RUN_WINDOW,
        "overlap": RUN_OVERLAP,
        "outside_bias": 0.0,
        "confidence": [1.0, 0.0],
        "role_slope": 1.0,
    }
    (out / "tagger.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line, train, export, calibrate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="folder with places/ and links/")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--names", type=Path, help="GeoNames table of populated places, to swap names from")
    parser.add_argument("--leave-out", default="", help="corpora not to train on, commas between")
    parser.add_argument("--half", default="", help="train on the even documents of this corpus only")
    parser.add_argument("--calibrate", action="store_true", help="calibrate on a model that has not seen two corpora")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    left_out = frozenset(filter(None, options.leave_out.split(",")))
    make(options, left_out, options.out)
    if options.calibrate:
        held_out = options.out / "held-out"
        make(options, left_out | set(CALIBRATION), held_out)
        calibrate(held_out, options.bench, CALIBRATION)
        shutil.copy(held_out / "tagger.json", options.out / "tagger.json")


if __name__ == "__main__":
    main()
