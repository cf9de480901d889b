"""Ranks what a name may mean by how it is known, and by what the document says around it.

A conditional logit: a candidate's score is a weighted sum of its features, its probability the softmax of the scores
over the candidates of its name, with "somewhere in that place" and "no candidate is right" among them. Fitted by
`training.ranking`.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from geomap.gazetteer.place import Candidate, Place, Precision
from geomap.places.candidates import is_known
from geomap.places.evidence import EVIDENCE, km_between
from geomap.places.wording import CUES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.places.names import Name

KNOWN_AS = (
    "importance", "population", "country", "division1", "division2", "capital", "region", "water", "site", "listed",
    "airport", "village", "town", "city", "metropolis", "only", "exact_name", "alternate", "fuzzy", "first",
    "smaller", "namesakes", "qualified", "contradicted", "rival", "home", "demonym",
)  # fmt: skip
SAID = (
    "town_said", "not_town_said", "state_said", "not_state_said", "county_said", "local_country", "local_division",
    "local_small", "local_large", "lead_small", "often_small", "headed_small",
)  # fmt: skip
HOLDERS = (
    "holder", "own_words", "said_inside", "beside", "focus", "in_reach", "holder_sure", "holder_wide", "weight",
    "exact_size", "exact_known", "exact_only", "exact_area", "loose_institution", "loose_exact", "part_elsewhere",
    "city_elsewhere", "exact_national", "exact_near",
)  # fmt: skip
LOOKS = ("site", "long", "unknown", "misspelled")
JOINT = ("foreign_small", "unsupported", "supported_city", "alone_near")
FEATURES = (
    *KNOWN_AS, *SAID, *EVIDENCE, *JOINT, *HOLDERS, *(f"holder_{look}" for look in LOOKS), "none", "sure",
    *(f"none_{cue}" for cue in CUES), *(f"none_{look}" for look in LOOKS),
)  # fmt: skip
_AT = {name: number for number, name in enumerate(FEATURES)}
_FIRST_EVIDENCE = _AT[EVIDENCE[0]]
_FIRST_JOINT = _AT[JOINT[0]]
_FIRST_HOLDER = _AT[HOLDERS[0]]
_NONE = _AT["none"]
_FULL_DIVISION_KM = 25.0  # radius of a division that may count like a country; smaller ones are like towns
_CITY = 100_000  # inhabitants from which a city is news anywhere in the world
_METROPOLIS = 1_000_000
_VILLAGE = 5_000
_ONE_AREA_KM = 60.0
_LITTLE = 0.1  # evidence that is none
_NONE_MARGIN = math.log(3)  # a likely village is worth showing with low confidence; an unlikely one is not
_LISTED = ("region:", "natural:", "place:")
_WATERS = frozenset({"ocean", "sea", "gulf", "bay", "strait", "channel", "canal", "river", "lake", "reservoir"})
_REGIONS = frozenset({"region", "continent", "disputed", "historic"})


@dataclass(frozen=True, slots=True)
class Model:
    """The learned numbers: a weight for each of FEATURES, and what stated probabilities have been worth."""

    weights: np.ndarray  # (features,)
    calibration: tuple[tuple[float, float], ...]  # pairs (stated, true) of probabilities, rising

    def scores(self, rows: np.ndarray) -> np.ndarray:
        """Scores of candidates (candidates x features)."""
        scores: np.ndarray = rows @ self.weights
        return scores


@cache
def shipped_model() -> Model:
    """The model that ships with geomap."""
    data = json.loads(files("geomap.places").joinpath("ranking.json").read_text(encoding="utf-8"))
    return Model(
        np.array([data["weights"][name] for name in FEATURES]),
        tuple((stated, true) for stated, true in data["calibration"]),
    )


def rows_of(name: Name, cues: Sequence[float], home: frozenset[str]) -> np.ndarray:
    """The features of a name's candidates that need no other name (candidates x FEATURES); the rest are 0."""
    rows = np.zeros((len(name.candidates), len(FEATURES)))
    known = [_known_as(c, i, name, home) for i, c in enumerate(name.candidates)]
    largest = max((k[1] for k, c in zip(known, name.candidates, strict=True) if _is_town(c.place)), default=0.0)
    for row, values, candidate in zip(rows, known, name.candidates, strict=True):
        place = candidate.place
        if _is_town(place):
            values[_AT["smaller"]] = values[1] - largest
        row[: len(values)] = values
        row[len(values) : _FIRST_EVIDENCE] = _said(place, cues)
    return rows


def with_evidence(rows: np.ndarray, evidence: np.ndarray) -> np.ndarray:
    """The same rows with the values of EVIDENCE filled in."""
    filled = rows.copy()
    filled[:, _FIRST_EVIDENCE : _FIRST_EVIDENCE + len(EVIDENCE)] = evidence
    filled[:, _FIRST_JOINT : _FIRST_JOINT + len(JOINT)] = _joint(filled)
    return filled


def _joint(rows: np.ndarray) -> np.ndarray:
    """The values of JOINT: what evidence says of places by their size."""
    city, smaller, town = rows[:, _AT["city"]], rows[:, _AT["smaller"]] < 0, rows[:, _AT["town"]]
    small = town * (1 - city)
    near, division = rows[:, _AT["nearness"]], rows[:, _AT["division_share"]]
    supported = np.maximum(near, division)
    return np.column_stack([
        small * rows[:, _AT["foreign"]],
        smaller * small * (supported < _LITTLE) * (1 - rows[:, _AT["qualified"]]),
        city * supported,
        small * rows[:, _AT["only"]] * supported,
    ])  # fmt: skip


def holder_row(values: Sequence[float], looks: Sequence[float]) -> np.ndarray:
    """The features of "somewhere in that place": the values of HOLDERS and of LOOKS."""
    row = np.zeros(len(FEATURES))
    row[_FIRST_HOLDER:_NONE] = (*values, *looks)
    return row


def none_row(cues: Sequence[float], looks: Sequence[float], sure: float) -> np.ndarray:
    """The features of "no candidate is right"; `sure` is the probability that the name is one of a place."""
    row = np.zeros(len(FEATURES))
    row[_NONE:] = (1.0, sure, *cues, *looks)
    return row


def _is_town(place: Place) -> bool:
    return place.precision is Precision.LOCALITY


def _known_as(candidate: Candidate, rank: int, name: Name, home: frozenset[str]) -> list[float]:
    place = candidate.place
    return [
        10 * candidate.score,
        math.log10(place.population + 1) / 7,
        float(place.precision is Precision.COUNTRY),
        float(place.kind == "admin1") * min(1.0, place.uncertainty_km / _FULL_DIVISION_KM),
        float(place.kind == "admin2"),
        float(place.kind == "capital"),
        float(place.kind in _REGIONS),
        float(place.kind in _WATERS),
        float(place.precision is Precision.SITE),
        float(place.key.startswith(_LISTED)),
        float(place.kind == "airport"),
        float(_is_town(place) and place.population < _VILLAGE),
        float(_is_town(place)),
        float(_is_town(place) and place.population >= _CITY),
        float(_is_town(place) and place.population >= _METROPOLIS),
        float(len(name.candidates) == 1),
        float(candidate.match == "name"),
        float(candidate.match == "alternate"),
        float(candidate.match == "fuzzy"),
        1.0 / (1 + rank),
        0.0,
        math.log2(len(name.candidates)) / 4,
        float(name.inside),
        float(name.qualifier is not None and not name.inside),
        float(name.rivals[rank]),
        float(place.country in home),
        float(name.demonym and candidate.match == "demonym"),
    ]


def _said(place: Place, cues: Sequence[float]) -> list[float]:
    town, state, county, local, _, lead, often, _, headed = cues
    is_town, is_state = _is_town(place), place.kind == "admin1"
    small = float(is_town and place.population < _CITY)
    return [
        town * is_town,
        town * (not is_town),
        state * is_state,
        state * (not is_state),
        county * (place.kind == "admin2"),
        local * (place.precision is Precision.COUNTRY),
        local * is_state,
        local * small,
        local * (is_town and not small),
        lead * small,
        often * small,
        headed * small,
    ]


def softmax(scores: np.ndarray) -> np.ndarray:
    """Probabilities of scores."""
    odds: np.ndarray = np.exp(scores - scores.max())
    return np.asarray(odds / odds.sum())


def ranked(candidates: Sequence[Candidate], rows: np.ndarray, scores: np.ndarray) -> list[Candidate]:
    """Candidates with probabilities, the likeliest first; the last row and score are those of "no candidate is right".

    Where none is much likelier than any candidate, nothing comes back; but a country, region or water of our lists or
    a place of the user is never nothing.
    """
    if not len(candidates):
        return []
    if scores[-1] > scores[:-1].max() + _NONE_MARGIN and not is_known(candidates[0].place):
        return []
    chances, sure = softmax(scores), _AT["holder_sure"]  # what lies in a doubtful place is as doubtful
    found = [
        replace(candidate, score=float(chance * (row[sure] or 1.0)), reasons=_reasons(candidate, row))
        for candidate, row, chance in zip(candidates, rows, chances, strict=False)
    ]
    return sorted(found, key=lambda c: (-c.score, c.place.key))


def agreement(found: Sequence[Candidate]) -> float:
    """Probability that the best candidate's area is right: a city, its district and its province are one answer."""
    best = found[0].place
    reach = max(_ONE_AREA_KM, best.uncertainty_km)
    return min(1.0, sum(c.score for c in found if c.place is best or km_between(best, c.place) <= reach))


def calibrated(chance: float) -> float:
    """What a probability that the model states has been worth, by straight lines between measured points."""
    points = shipped_model().calibration
    return float(np.interp(chance, [stated for stated, _ in points], [true for _, true in points]))


def _reasons(candidate: Candidate, row: np.ndarray) -> tuple[str, ...]:
    if candidate.match == "holder":
        return candidate.reasons
    place = candidate.place
    reasons = [
        f"known as “{candidate.matched}”" if candidate.match != "fuzzy" else f"spelled like “{candidate.matched}”"
    ]
    if row[_AT["qualified"]]:
        reasons.append("the text names what holds it")
    if row[_AT["contradicted"]]:
        reasons.append("lies elsewhere than the text says")
    if row[_AT["country"]]:
        reasons.append("a country")
    elif row[_AT["capital"]]:
        reasons.append("a capital")
    if row[_AT["country_share"]] >= 0.3:  # noqa: PLR2004 - worth a word from a third on
        reasons.append("its country is named around it")
    if row[_AT["division_share"]] >= 0.3:  # noqa: PLR2004 - as above
        reasons.append("its province is named around it")
    if row[_AT["nearness"]] >= 0.5:  # noqa: PLR2004 - about 100 km
        reasons.append("close to other places named")
    if place.population >= 1000:  # noqa: PLR2004 - a village says nothing by its size
        reasons.append(f"{place.population:,} inhabitants")
    return tuple(reasons)
