"""Fits the weights by which toponym candidates are ranked: `python -m training.ranking --bench DIR [--folds 5]`.

A conditional logit: the probability of a candidate is the softmax of its weighted features (geomap.places.ranking)
over the candidates of its name. Gold spans are given, so that only resolution is learned. Documents are weighted so
that each corpus counts alike.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from benchmarks.corpora import GoldDocument, read_corpus
from benchmarks.resolution import NEAR_KM, error_km
from geomap import Gazetteer, Role
from geomap.places.ranking import FEATURES, NO_PLACE
from geomap.places.recognise import Span
from geomap.places.resolve import ranking_rows

# Local papers mean the small place near them; reports of the world mean the known one. The latter are our readers'.
CORPORA = {"LGL": 0.5, "GeoVirus": 1.0, "GeoWebNews": 1.0, "TUD": 1.0}
# What the corpora, poor in regions and waters, must not teach: that to be a known region speaks against a place.
LEAST = {"region": 0.0, "water": 0.0, "site": 0.0, "listed": 1.5, "qualified": 0.0}
# Datelines are not marked in the corpora: that a place lies in the reporters' country is weighed by hand.
HOME_WEIGHT = 1.0
RIDGE = 0.02
RIGHT_KM = 60.0  # a candidate this near to the gold point is a right answer

Example = tuple[np.ndarray, np.ndarray]  # features (candidates x features), right answers (candidates, bool)


def examples_of(document: GoldDocument, gazetteer: Gazetteer) -> list[Example]:
    """The candidates of each gold toponym with a point, the last of them "none of these"."""
    spans = [Span(g.start, g.end, Role.LOCATION, 1.0) for g in sorted(document.toponyms, key=lambda g: g.start)]
    gold = {(g.start, g.end): g for g in document.toponyms}
    examples = []
    for span, rows in zip(spans, ranking_rows(document.text, spans, gazetteer), strict=True):
        target = gold[span.start, span.end]
        if target.lat is None or not rows:
            continue
        distances = np.array([error_km(target, candidate.place, gazetteer) for candidate, _ in rows])
        right = distances <= RIGHT_KM if distances.min() <= RIGHT_KM else distances <= NEAR_KM
        features = np.array([*(row for _, row in rows), NO_PLACE])
        examples.append((features, np.append(right, not right.any())))
    return examples


def fit(examples: list[tuple[Example, float]]) -> np.ndarray:
    """Weights that maximise the likelihood of the right candidates, with a small ridge."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = RIDGE * weights @ weights, 2 * RIDGE * weights
        for (rows, right), share in examples:
            scores = rows @ weights
            scores -= scores.max()
            odds = np.exp(scores)
            chance = odds / odds.sum()
            good = chance[right].sum()
            value -= share * np.log(good + 1e-12)
            slope += share * (chance @ rows - (chance[right] @ rows[right]) / (good + 1e-12))
        return value, slope

    bounds = [(LEAST.get(name), None) for name in FEATURES]
    start = np.zeros(len(FEATURES))
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 200}).x


def accuracy(examples: list[Example], weights: np.ndarray) -> float:
    """Share of examples whose likeliest candidate is right."""
    return float(np.mean([right[np.argmax(rows @ weights)] for rows, right in examples]))


def main() -> None:
    """Fit on all corpora; with --folds, measure by cross-validation over documents first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("geomap/places/ranking.json"))
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    by_corpus = {
        corpus: [examples_of(document, gazetteer) for document in read_corpus(options.bench, corpus)]
        for corpus in CORPORA
    }
    for fold in range(options.folds):
        weights = fit(
            _weighted({c: [e for i, e in enumerate(d) if i % options.folds != fold] for c, d in by_corpus.items()})
        )
        row = {
            c: accuracy([x for i, e in enumerate(d) if i % options.folds == fold for x in e], weights)
            for c, d in by_corpus.items()
        }
        print(f"fold {fold}: " + ", ".join(f"{c} {value:.3f}" for c, value in row.items()), flush=True)
    weights = fit(_weighted(by_corpus))
    data = {
        "source": "fitted by training.ranking on LGL, GeoVirus, GeoWebNews and TUD",
        "weights": {name: round(float(w), 3) for name, w in zip(FEATURES, weights, strict=True)}
        | {"home": HOME_WEIGHT},
    }
    options.out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(data["weights"]))


def _weighted(by_corpus: dict[str, list[list[Example]]]) -> list[tuple[Example, float]]:
    """Every corpus counts by its weight, however many examples it has."""
    weighted = []
    for corpus, documents in by_corpus.items():
        flat = [example for document in documents for example in document]
        weighted += [(example, 100 * CORPORA[corpus] / max(1, len(flat))) for example in flat]
    return weighted


if __name__ == "__main__":
    main()
