"""Trains the tagger, from data to the ONNX file that ships.

    python -m training.tagger --bench DIR --out DIR --names cities500.txt

The model that ships has not seen GeoVirus, CASE and half of GeoWebNews: on these its accuracy is measured and its
confidence calibrated.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from geomap.language.tagger import FORMAT
from training.augment import Names
from training.batches import Pieces, batches, epoch_rows, tensors
from training.calibrate import calibrate
from training.corpora import LABELS, ROLES, Example
from training.events import STATUSES, TYPES
from training.losses import loss_of
from training.network import TaggerNetwork, encoder_folder, export
from training.reading import read_all

ENCODER_RATE, HEAD_RATE, WARM_UP, CLIP = 1e-4, 2e-3, 0.1, 1.0

RUN_WINDOW, RUN_OVERLAP = 126, 16
HALF_SEEN, UNSEEN = "geowebnews", ("geovirus", "case")
MEASURED = (HALF_SEEN, "geovirus")
# The manner of marking names that ships. GeoWebNews alone marks roles, LGL marks most consistently; between the two
# lies what finds most of both, and of GeoVirus, unseen.
MANNER = {"geowebnews": 0.5, "lgl": 0.5}


@dataclass(frozen=True, slots=True)
class Stage:
    """One stretch of training.

    Attributes:
        shares: how much of a corpus an epoch sees, where not all of it: 0.5 a half, 3 three times.
        pace: factor of the learning rates.
    """

    shares: dict[str, float]
    pace: float


# What the rules know is learned first and recalled a little later. Our own sentences, and GeoWebNews, which alone of
# the others has roles, count several times; tweets repeat each other, and a part of them is enough an epoch.
FIRST = Stage(
    {
        "own": 2.0,
        "idrisi": 0.4,
        "links": 0.2,
        "geowebnews": 2.0,
        "scenes": 0.4,
        "weak": 0.3,
        "events": 1.5,
        "articles": 0.0,
    },
    1.0,
)
LATER = Stage(
    {"own": 1.5, "lgl": 0.6, "geovirus": 0.6, "tud": 0.6, "idrisi": 0.12, "links": 0.0, "geowebnews": 2.5,
     "scenes": 0.3, "weak": 0.03, "events": 1.75, "articles": 1.0},
    0.8,
)  # fmt: skip
# The names have less to learn and forget more: the last stretch gives them more of the time.
LAST = Stage({**LATER.shares, "geowebnews": 3.0, "events": 1.0, "articles": 0.6}, 0.5)


def plain_tokenizer() -> Tokenizer:
    """The encoder's tokenizer without truncation, padding or special pieces."""
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def train(
    network: TaggerNetwork,
    corpora: dict[str, list[Example]],
    names: Names | None,
    *,
    stage: Stage,
    epochs: int,
    rng: random.Random,
) -> None:
    """Train a network in place.

    Args:
        network: the network, fresh or trained before.
        corpora: examples by corpus.
        names: place names to swap in, or None.
        stage: shares of the corpora and pace.
        epochs: passes over the data.
        rng: decides on augmentation and order.
    """
    pieces = Pieces(plain_tokenizer())
    network.train()
    # The windows differ from epoch to epoch, but little in number: the first tells how many steps come.
    rows = epoch_rows(corpora, stage.shares, pieces, names, rng)
    steps = epochs * len(batches(rows, rng))
    optimiser = torch.optim.AdamW(
        [
            {"params": network.encoder.parameters(), "lr": ENCODER_RATE * stage.pace},
            {"params": network.heads(), "lr": HEAD_RATE * stage.pace},
        ],
        weight_decay=0.01,
        fused=True,
    )
    warm = WARM_UP * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.01, (steps - step) / (steps - warm)))
    )
    began, step = time.monotonic(), 0
    for epoch in range(epochs):
        if epoch:
            rows = epoch_rows(corpora, stage.shares, pieces, names, rng)
        running = 0.0
        made = batches(rows, rng)
        for index, batch in enumerate(made, 1):
            asked = tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                answers = network(asked.ids, asked.mask, asked.shapes, asked.manners)
            loss = loss_of(answers, asked)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimiser.step()
            schedule.step()
            step += 1
            running = loss.item() if not running else 0.98 * running + 0.02 * loss.item()
            if index % 10 == 0:
                spent = time.monotonic() - began
                print(f"epoch {epoch + 1} step {step}/{steps} loss {running:.4f} {spent:.0f} s", flush=True)


def write(network: TaggerNetwork, out: Path) -> None:
    """Write the files of a model, not yet calibrated, and the network itself to go on from."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), out / "network.pt")
    # Exporting changes how attention is computed; training may go on, so a copy is exported.
    export(copy.deepcopy(network), out / "tagger.onnx", MANNER)
    plain_tokenizer().save(str(out / "tokenizer.json"), pretty=False)
    settings = {
        "format": FORMAT,
        "labels": LABELS,
        "roles": ROLES,
        "types": TYPES,
        "statuses": STATUSES,
        "window": RUN_WINDOW,
        "overlap": RUN_OVERLAP,
        "confidence": [1.0, 0.0],
        "role_slope": 1.0,
    }
    (out / "tagger.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Read the command line, train, export, calibrate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="folder with places/, links/, types/, muc/")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--names", type=Path, help="GeoNames table of populated places, to swap names from")
    parser.add_argument("--leave-out", default="", help="corpora not to train on, commas between; one stage only")
    parser.add_argument("--half", default="", help="train on the even documents of this corpus only")
    parser.add_argument("--start", type=Path, help="network.pt to go on from; one stage only")
    parser.add_argument("--epochs", type=int, default=3, help="of the first stage")
    parser.add_argument("--later-epochs", type=int, default=4, help="of the later stage")
    parser.add_argument("--last-epochs", type=int, default=2, help="of the last stage")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)  # noqa: S311 - chance that can be repeated, not secrets
    names = Names(options.names) if options.names else None
    left_out = frozenset(filter(None, options.leave_out.split(",")))
    corpora = read_all(options.bench, left_out)
    if options.half in corpora:
        corpora[options.half] = corpora[options.half][::2]
    print({name: len(examples) for name, examples in corpora.items()}, flush=True)
    network = TaggerNetwork()
    if options.start:
        network.load_state_dict(torch.load(options.start), strict=False)
        train(network, corpora, names, stage=LATER, epochs=options.later_epochs, rng=rng)
        write(network, options.out)
    elif left_out or options.half:
        train(network, corpora, names, stage=FIRST, epochs=options.epochs, rng=rng)
        write(network, options.out)
    else:
        # What needs much data first; then what has roles and numbers as well.
        unseen = {name: examples for name, examples in corpora.items() if name not in {HALF_SEEN, *UNSEEN}}
        train(network, unseen, names, stage=FIRST, epochs=options.epochs, rng=rng)
        network.mark_like("own", MEASURED)
        known = {name: examples for name, examples in corpora.items() if name not in UNSEEN}
        known[HALF_SEEN] = known[HALF_SEEN][::2]
        train(network, known, names, stage=LATER, epochs=options.later_epochs, rng=rng)
        train(network, known, names, stage=LAST, epochs=options.last_epochs, rng=rng)
        write(network, options.out)
        calibrate(options.out, options.bench, MEASURED, HALF_SEEN)


if __name__ == "__main__":
    main()
