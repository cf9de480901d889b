"""Gives each name of a document its place: the names of one document are resolved together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from geomap.places.candidates import is_known
from geomap.places.evidence import EVIDENCE, Evidence
from geomap.places.holders import anchors, held, known_parts, of_name
from geomap.places.mention import Role
from geomap.places.names import Name, names_of
from geomap.places.ranking import (
    Model,
    holder_row,
    none_row,
    ranked,
    rows_of,
    shipped_model,
    softmax,
    with_evidence,
)
from geomap.places.wording import cues_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.place import Candidate, Place
    from geomap.places.recognise import Span

_RUN = 1500  # spans of a text so long that it is many reports: they are resolved in runs
_ROUNDS = 3  # what is likely in one round is evidence in the next
_DENSITY, _FOREIGN, _NEARNESS = (EVIDENCE.index(name) for name in ("density", "foreign", "nearness"))


@dataclass(slots=True)
class Options:
    """What one name may mean: candidates with their features, the last row of which is "none of these"."""

    candidates: list[Candidate]
    rows: np.ndarray


def resolve(
    text: str, spans: Sequence[Span], gazetteer: Gazetteer, home: frozenset[str] = frozenset()
) -> list[list[Candidate]]:
    """Ranked candidates, with probabilities, for each span; empty where nothing is known of the name.

    One sense per document: spans with the same words are resolved alike, unless the text says otherwise of one
    of them ("Paris, Texas").

    Args:
        text: The document's text.
        spans: Its names, in text order.
        gazetteer: What they may mean.
        home: ISO codes of the countries where the publisher is at home, where that is known.
    """
    model = shipped_model()
    results: list[list[Candidate]] = []
    for first in range(0, len(spans), _RUN):
        run = spans[first : first + _RUN]
        found: list[list[Candidate]] = [[] for _ in run]
        for name, options in _resolved(text, run, gazetteer, model, home):
            best = ranked(options.candidates, options.rows, model.scores(options.rows))
            for index in name.spans:
                found[index] = best
        results += found
    return results


def options_of(text: str, spans: Sequence[Span], gazetteer: Gazetteer, model: Model) -> list[Options]:
    """For each span what it may mean, with the features that rank it: for fitting a model."""
    results: list[Options | None] = [None] * len(spans)
    for name, options in _resolved(text, spans, gazetteer, model):
        for index in name.spans:
            results[index] = options
    return [options for options in results if options is not None]


def _resolved(
    text: str, spans: Sequence[Span], gazetteer: Gazetteer, model: Model, home: frozenset[str] = frozenset()
) -> list[tuple[Name, Options]]:
    """The document's names with what they may mean; the last round's features."""
    listed = names_of(text, spans, gazetteer)
    parts = known_parts(listed, gazetteer)
    names = [*listed, *parts.values()]
    if not names:
        return []
    home |= _home(names, spans)
    cues = [cues_of(name, text, spans) for name in names]
    looks = [of_name(name) for name in names]
    bare = [rows_of(name, cue, home) for name, cue in zip(names, cues, strict=True)]
    sure = [max(spans[i].confidence for i in name.spans) for name in names]
    nothing = [none_row(*told) for told in zip(cues, looks, sure, strict=True)]
    starts = np.cumsum([0, *(len(name.candidates) for name in names)])
    rows = np.vstack(bare)
    chance, told = np.zeros(len(rows)), np.zeros((len(rows), len(EVIDENCE)))
    if len(rows):
        evidence = Evidence(names, spans, text)
        none_scores = model.scores(np.array(nothing))
        for turn in range(_ROUNDS):
            if turn:
                told = evidence.features(chance)
                rows = with_evidence(rows, told)
            scores = model.scores(rows)
            for (first, last), none in zip(pairwise(starts), none_scores, strict=True):
                chance[first:last] = softmax(np.append(scores[first:last], none))[:-1]
    best = [_best(name, chance[first:last]) for name, (first, last) in zip(names, pairwise(starts), strict=True)]
    around = [float(told[first:last, _DENSITY].max(initial=0.0)) for first, last in pairwise(starts)]
    held_by = anchors(names, spans, best, around)
    part_of = {number: best[len(listed) + i] for i, number in enumerate(parts)}
    results = []
    for number, name in enumerate(listed):
        said = told[starts[number] : starts[number + 1]]
        support = (float((1 - said[:, _FOREIGN]).max(initial=0.0)), float(said[:, _NEARNESS].max(initial=0.0)))
        candidates, mine = list(name.candidates), [rows[starts[number] : starts[number + 1]]]
        if not name.demonym and not _is_listed(candidates):
            for holder in held_by.holders(name, part_of.get(number), support, spans, text):
                candidates.append(held(name, holder))
                mine.append(holder_row(holder.values, looks[number])[None])
        results.append((name, Options(candidates, np.vstack([*mine, nothing[number][None]]))))
    return results


def _is_listed(candidates: Sequence[Candidate]) -> bool:
    """Whether a name is surely in the gazetteer, so that nothing else need hold it: a country, or "BC"."""
    return bool(candidates) and (is_known(candidates[0].place) or candidates[0].match == "abbreviation")


def _best(name: Name, chances: np.ndarray) -> tuple[Place, float] | None:
    if not len(chances):
        return None
    top = int(np.argmax(chances))
    return name.candidates[top].place, float(chances[top])


def _home(names: Sequence[Name], spans: Sequence[Span]) -> frozenset[str]:
    """Countries of the dateline and of the reporters."""
    return frozenset(
        name.candidates[0].place.country
        for name in names
        if name.candidates
        and name.candidates[0].place.country
        and any(spans[i].role is Role.REPORTING for i in name.spans)
    )
