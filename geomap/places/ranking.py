"""Ranks what a name may mean by how it is known, and by what the document says around it."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geomap.gazetteer.place import Candidate, Place, Precision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.places.evidence import Evidence, Voice

FEATURES = (
    "importance", "population", "country", "division1", "division2", "capital", "region", "water", "site", "listed",
    "airport", "only", "exact_name", "alternate", "fuzzy", "first", "qualified", "contradicted", "country_share",
    "top_country", "foreign",
    "division_share", "nearness", "home", "none",
)  # fmt: skip
_FULL_DIVISION_KM = 25.0  # radius of a division that may count like a country; smaller ones are like towns
_CITY = 100_000  # inhabitants from which a city is news anywhere in the world
_NONE_MARGIN = math.log(3)  # a likely village is worth showing with low confidence; an unlikely one is not
_LISTED = ("region:", "natural:")
_WATERS = frozenset({"ocean", "sea", "gulf", "bay", "strait", "channel", "canal", "river", "lake", "reservoir"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds one name.

    Attributes:
        evidence: What the document says.
        own: This name's part in it, which proves nothing about itself.
        qualifier: The place that the text names right after it as its container ("Paris, Texas"), if any.
        home: Countries of the publisher or the dateline.
        alone: Whether the gazetteer knows but one place of that name.
    """

    evidence: Evidence
    own: Voice | None = None
    qualifier: Place | None = None
    home: frozenset[str] = frozenset()
    alone: bool = False


def features(candidate: Candidate, rank: int, setting: Setting, *, inside_qualifier: bool) -> list[float]:
    """The values of FEATURES for a candidate; `rank` is its place in the gazetteer's own order."""
    place = candidate.place
    return [
        10 * candidate.score,
        math.log10(place.population + 1) / 7,
        float(place.precision is Precision.COUNTRY),
        float(place.kind == "admin1") * min(1.0, place.uncertainty_km / _FULL_DIVISION_KM),
        float(place.kind == "admin2"),
        float(place.kind == "capital"),
        float(place.kind in {"region", "continent", "disputed", "historic"}),
        float(place.kind in _WATERS),
        float(place.precision is Precision.SITE),
        float(place.key.startswith(_LISTED)),
        float(place.kind == "airport"),
        float(setting.alone),
        float(candidate.match == "name"),
        float(candidate.match == "alternate"),
        float(candidate.match == "fuzzy"),
        1.0 / (1 + rank),
        float(setting.qualifier is not None and inside_qualifier),
        float(setting.qualifier is not None and not inside_qualifier),
        setting.evidence.country_share(place, setting.own),
        float(setting.evidence.leads(place, setting.own)),
        float(place.population < _CITY and setting.evidence.is_foreign(place, setting.own)),
        setting.evidence.division_share(place, setting.own),
        setting.evidence.nearness(place),
        float(place.country in setting.home),
        0.0,
    ]


NO_PLACE = [0.0] * (len(FEATURES) - 1) + [1.0]  # the features of "no candidate is right"


@cache
def _weights() -> tuple[float, ...]:
    """The learned weight of each feature, in the order of FEATURES."""
    data = json.loads(files("geomap.places").joinpath("ranking.json").read_text(encoding="utf-8"))
    return tuple(data["weights"][name] for name in FEATURES)


def rank(rows: Sequence[tuple[Candidate, list[float]]]) -> list[Candidate]:
    """Candidates with their features become candidates with probabilities, the likeliest first (conditional logit).

    "No candidate is right" is an answer too: it takes its share of the probability, and where it is much likelier than
    any candidate, none comes back; but a country, region or water of our lists or a place of the user is never nothing.
    """
    if not rows:
        return []
    weights = _weights()
    scores = [sum(w * x for w, x in zip(weights, row, strict=True)) for _, row in rows]
    none = weights[FEATURES.index("none")]
    top = max(scores)
    best_known = rows[0][0].place
    known = best_known.precision is Precision.COUNTRY or best_known.key.startswith((*_LISTED, "own:"))
    if none > top + _NONE_MARGIN and not known:
        return []
    shares = [math.exp(score - top) for score in scores]
    total = sum(shares) + math.exp(none - top)
    ranked = [
        replace(candidate, score=share / total, reasons=_reasons(candidate, row))
        for (candidate, row), share in zip(rows, shares, strict=True)
    ]
    return sorted(ranked, key=lambda c: (-c.score, c.place.key))


def _reasons(candidate: Candidate, row: list[float]) -> tuple[str, ...]:
    value = dict(zip(FEATURES, row, strict=True))
    place = candidate.place
    reasons = [
        f"known as “{candidate.matched}”" if candidate.match != "fuzzy" else f"spelled like “{candidate.matched}”"
    ]
    if value["qualified"]:
        reasons.append("the text names what holds it")
    if value["contradicted"]:
        reasons.append("lies elsewhere than the text says")
    if value["country"]:
        reasons.append("a country")
    elif value["capital"]:
        reasons.append("a capital")
    if value["country_share"] >= 0.3:  # noqa: PLR2004 - worth a word from a third on
        reasons.append("its country is named around it")
    if value["division_share"] >= 0.3:  # noqa: PLR2004
        reasons.append("its province is named around it")
    if value["nearness"] >= 0.5:  # noqa: PLR2004 - about 100 km
        reasons.append("close to other places named")
    if place.population >= 1000:  # noqa: PLR2004
        reasons.append(f"{place.population:,} inhabitants")
    return tuple(reasons)
