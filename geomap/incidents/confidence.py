"""How sure an incident is: the probability that its type, its place and its date are right together."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.incidents.cluster import Cluster
    from geomap.incidents.dating import When
    from geomap.incidents.scene import Scene

_MOST_MENTIONS = 4
_REFERS = 0.8  # of the confidence of a mention that only points back
_LEAST, _MOST = 0.02, 0.98


@cache
def load_calibration() -> tuple[float, float]:
    """Slope and offset of the log-odds (Platt 1999), fitted by `training/confidence.py`."""
    raw = json.loads(files("geomap.incidents").joinpath("confidence.json").read_text(encoding="utf-8"))
    return float(raw["slope"]), float(raw["offset"])


def confidence_of(cluster: Cluster, scene: Scene | None, when: When | None) -> float:
    """Probability that type, place and date are right together; more mentions that agree raise it."""
    doubt = 1.0
    for tied in cluster.members[:_MOST_MENTIONS]:
        doubt *= 1 - tied.event.confidence * (_REFERS if tied.event.anaphoric or tied.event.generic else 1.0)
    what = min(_MOST, 1 - doubt)
    where = scene.confidence if scene else 0.5
    date = when.sure if when else 0.8
    said = min(_MOST, max(_LEAST, what * (0.4 + 0.6 * where) * (0.6 + 0.4 * date)))
    slope, offset = load_calibration()
    odds = slope * math.log(said / (1 - said)) + offset
    return round(min(_MOST, max(_LEAST, 1 / (1 + math.exp(-odds)))), 2)
