"""Fits the weights by which toponym candidates are ranked: `python -m training.ranking --bench DIR [--folds 5]`.

A conditional logit: the probability of a candidate is the softmax of its weighted features (geomap.places.ranking)
over the candidates of its name. The names are those that the shipped tagger finds, so that what is wrong with them is
learned too; gold says which candidates are right. What the names of a document say of each other depends on the
weights, so that fitting is repeated with the evidence of the last weights. Each corpus counts by its weight, however
many names it has. Probabilities are then set right by what they were worth in the cross-validation.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from benchmarks.corpora import read_corpus
from benchmarks.resolution import NEAR_KM, error_km
from geomap import Gazetteer, Place, parse_document
from geomap.places.find import spans_of
from geomap.places.ranking import FEATURES, Model, agreement, ranked
from geomap.places.resolve import Options, options_of

if TYPE_CHECKING:
    from benchmarks.corpora import Gold, GoldDocument
    from geomap import Document
    from geomap.places.recognise import Span

# Local papers mean the small place near them; reports of the world mean the known one. The latter are our readers'.
CORPORA = {"LGL": 0.5, "GeoVirus": 1.0, "GeoWebNews": 1.0, "TUD": 1.0}
# What the corpora, poor in regions and waters, must not teach: that to be a known region speaks against a place, or
# that a village in the province that the text names after it may be nothing.
LEAST = {"region": 0.0, "water": 0.0, "site": 0.0, "listed": 1.5, "qualified": 2.0}
# Datelines are not marked in the corpora: that a place lies in the reporters' country is weighed by hand.
HOME_WEIGHT = 1.0
CORPUS_WEIGHT = 400.0
RIDGE = 0.02
RIGHT_KM = 60.0  # a candidate this near to the gold point is a right answer
BINS = 10
MOST_STEPS = 300


@dataclass(slots=True)
class Example:
    """A recognised name with a gold point: what it may mean, which answers are right, and which are near."""

    options: Options
    right: np.ndarray  # (candidates + 1,) bool; the last one: none of these
    near: np.ndarray  # (candidates,) bool: within 161 km by the benchmark's conventions


Read = tuple["GoldDocument", "Document", list["Span"]]
Examples = dict[str, list[list[Example]]]  # by corpus and document


def start() -> Model:
    """Weights to gather the first evidence with: what is well known, is meant."""
    weights = dict.fromkeys(FEATURES, 0.0) | {"importance": 1.0, "population": 3.0, "country": 2.0}
    return Model(np.array([weights[name] for name in FEATURES]), ())


def example(gold: Gold, options: Options, gazetteer: Gazetteer) -> Example:
    """Judge the candidates of a name: of the gazetteer's own, those at the point are right, else those near it.

    "Somewhere in that place" is right only where no place of the gazetteer is.
    """
    distances = np.array([error_km(gold, c.place, gazetteer) for c in options.candidates])
    near = distances <= NEAR_KM
    listed = near & np.array([c.match != "holder" for c in options.candidates], dtype=bool)
    at_point = listed & (distances <= RIGHT_KM)
    right = at_point if at_point.any() else listed if listed.any() else near
    return Example(options, np.append(right, not near.any()), near)


def gather(read: dict[str, list[Read]], model: Model, gazetteer: Gazetteer) -> Examples:
    """The examples of all documents, with the evidence that a model finds in them."""
    examples: Examples = {}
    for corpus, documents in read.items():
        examples[corpus] = []
        for gold_document, document, spans in documents:
            options = options_of(document.text, spans, gazetteer, model)
            found = []
            for gold in gold_document.toponyms:
                at = next((i for i, s in enumerate(spans) if s.start < gold.end and gold.start < s.end), None)
                if gold.lat is not None and at is not None:
                    found.append(example(gold, options[at], gazetteer))
            examples[corpus].append(found)
    return examples


def fit(examples: Examples) -> Model:
    """Weights that maximise the likelihood of the right candidates, with a small ridge."""
    flat = [(e, corpus) for corpus, documents in examples.items() for d in documents for e in d]
    counts = {corpus: sum(len(d) for d in documents) for corpus, documents in examples.items()}
    share = np.array([CORPUS_WEIGHT * CORPORA[corpus] / counts[corpus] for _, corpus in flat])
    rows = np.vstack([e.options.rows for e, _ in flat])
    right = np.concatenate([e.right for e, _ in flat]).astype(float)
    sizes = np.array([len(e.right) for e, _ in flat])
    starts, owner = np.r_[0, np.cumsum(sizes)[:-1]], np.repeat(np.arange(len(sizes)), sizes)
    home = FEATURES.index("home")
    given = HOME_WEIGHT * rows[:, home]
    rows[:, home] = 0.0

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = rows @ weights + given
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        chance = odds / np.add.reduceat(odds, starts)[owner]
        good = np.add.reduceat(chance * right, starts) + 1e-9
        slope = rows.T @ (share[owner] * chance * (1 - right / good[owner]))
        return float(RIDGE * weights @ weights - share @ np.log(good)), 2 * RIDGE * weights + slope

    bounds = [(LEAST.get(name), None) for name in FEATURES]
    first = np.array([LEAST.get(name, 0.0) for name in FEATURES])
    found = minimize(loss, first, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": MOST_STEPS})
    weights = np.round(found.x, 3)
    weights[home] = HOME_WEIGHT
    return Model(weights, ())


def judged(examples: list[Example], model: Model) -> list[tuple[float | None, bool]]:
    """For each example the probability stated for the answer, None where there is none, and whether it is near."""
    answers: list[tuple[float | None, bool]] = []
    for one in examples:
        found = ranked(one.options.candidates, one.options.rows, model.scores(one.options.rows))
        if not found:
            answers.append((None, False))
            continue
        best: Place = found[0].place
        at = next(i for i, c in enumerate(one.options.candidates) if c.place is best)
        answers.append((agreement(found), bool(one.near[at])))
    return answers


def calibration(answers: list[tuple[float | None, bool]]) -> tuple[tuple[float, float], ...]:
    """Stated and true probabilities of equally filled bins, made to rise (pool adjacent violators)."""
    stated = sorted((p, good) for p, good in answers if p is not None)
    pools = [
        [float(np.mean([p for p, _ in part])), float(np.mean([good for _, good in part])), len(part)]
        for part in (stated[i * len(stated) // BINS : (i + 1) * len(stated) // BINS] for i in range(BINS))
        if part
    ]
    at = 1
    while at < len(pools):
        if pools[at][1] >= pools[at - 1][1]:
            at += 1
            continue
        low, high = pools[at - 1], pools.pop(at)
        count = low[2] + high[2]
        pools[at - 1] = [(low[i] * low[2] + high[i] * high[2]) / count for i in range(2)] + [count]
        at = max(1, at - 1)
    return (
        (0.0, 0.0),
        *((round(p, 3), round(true, 3)) for p, true, _ in pools),
        (1.0, max(round(pools[-1][1], 3), 0.99)),
    )


def main() -> None:
    """Fit on all corpora, measured by cross-validation over documents."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("geomap/places/ranking.json"))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3, help="how often evidence is gathered and weights are fitted")
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    read: dict[str, list[Read]] = {corpus: [] for corpus in CORPORA}
    for corpus, documents in read.items():
        for gold in read_corpus(options.bench, corpus):
            document = parse_document(gold.text, id=gold.id)
            documents.append((gold, document, spans_of(document, gazetteer)))
    model = start()
    for turn in range(options.rounds):
        examples = gather(read, model, gazetteer)
        model = fit(examples)
        print(f"round {turn}: " + _line({c: [x for d in e for x in d] for c, e in examples.items()}, model), flush=True)
    answers: dict[str, list[tuple[float | None, bool]]] = {corpus: [] for corpus in CORPORA}
    for fold in range(options.folds):
        part = fit({c: [e for i, e in enumerate(d) if i % options.folds != fold] for c, d in examples.items()})
        for corpus, documents_of in examples.items():
            left_out = [x for i, e in enumerate(documents_of) if i % options.folds == fold for x in e]
            answers[corpus] += judged(left_out, part)
    print(f"{options.folds}-fold: " + ", ".join(f"{c} {np.mean([g for _, g in a]):.3f}" for c, a in answers.items()))
    data = {
        "source": "fitted by training.ranking on LGL, GeoVirus, GeoWebNews and TUD",
        "weights": {name: float(w) for name, w in zip(FEATURES, model.weights, strict=True)},
        "calibration": calibration([a for found in answers.values() for a in found]),
    }
    options.out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def _line(examples: dict[str, list[Example]], model: Model) -> str:
    return ", ".join(f"{c} {np.mean([good for _, good in judged(e, model)]):.3f}" for c, e in examples.items())


if __name__ == "__main__":
    main()
