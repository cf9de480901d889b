"""Makes the model's confidence honest, from its answers on texts that it was not trained on."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.recognition import Tally, measure, read
from geomap.language.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray


TINY = 1e-9


def platt(groups: Sequence[Sequence[tuple[float, bool]]], rounds: int = 50) -> tuple[float, float]:
    """Slope and offset that turn log-odds into calibrated log-odds (Platt 1999), by Newton's method.

    Args:
        groups: (probability as the model says it, whether it was right) by corpus; each corpus counts the same.
        rounds: steps of Newton's method.
    """
    chances = [chance for group in groups for chance in group]
    shares = np.concatenate([np.full(len(group), len(chances) / len(groups) / len(group)) for group in groups])
    odds = np.array([math.log(c / (1 - c)) for c, _ in ((min(max(c, 1e-6), 1 - 1e-6), r) for c, r in chances)])
    right = np.array([float(r) for _, r in chances])
    design = np.stack([odds, np.ones_like(odds)], axis=1)
    weights = np.array([1.0, 0.0])

    def loss(at: NDArray[np.float64]) -> float:
        sums = design @ at
        return float(shares @ (np.logaddexp(0, sums) - right * sums) + 1e-3 * at @ at / 2)

    for _ in range(rounds):
        said = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (shares * (right - said)) - 1e-3 * weights
        curve = (design * (shares * said * (1 - said))[:, None]).T @ design + 1e-3 * np.eye(2)
        step = np.linalg.solve(curve, slope)
        # Far from the goal a whole step of Newton's overshoots.
        while loss(weights + step) > loss(weights) and np.abs(step).max() > TINY:
            step /= 2
        weights += step
    return float(weights[0]), float(weights[1])


def _measured(folder: Path, bench: Path, corpora: Sequence[str], half: str) -> list[Tally]:
    tagger = Tagger.load(folder, threads=2)
    return [measure(tagger, read(bench, c)[1::2] if c == half else read(bench, c)) for c in corpora]


def calibrate(folder: Path, bench: Path, corpora: Sequence[str], half: str = "") -> dict[str, object]:
    """Set the calibration in a model's tagger.json.

    Args:
        folder: a model that has not seen the corpora.
        bench: the folder with places/.
        corpora: names of corpora.
        half: of this corpus only the odd documents count.

    Returns:
        The settings as written.
    """
    path = folder / "tagger.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings |= {"confidence": [1.0, 0.0], "role_slope": 1.0}
    path.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    tallies = _measured(folder, bench, corpora, half)
    slope, offset = platt([tally.chances for tally in tallies])
    settings["confidence"] = [round(slope, 4), round(offset, 4)]
    roles = [tally.role_chances for tally in tallies if tally.role_chances]
    if roles:
        # Through the origin: at even odds there is nothing to correct.
        settings["role_slope"] = round(platt(roles)[0], 4)
    path.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    return dict(settings)
