"""Where rules and the trained model meet: which words tell of an event, of which type, and whether it happened.

The rules know words and sentences exactly and see nothing beyond them; the model has read what stands around. Each
gives its odds, and the sum decides (a product of experts, Hinton 2002). The weights are fitted by
`training/weights.py` on sentences that the model has not seen.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geomap.events.combine import OPEN, OPEN_TYPES, Found
from geomap.events.frame import Frame
from geomap.events.lexicon import Entry, Pattern, load_lexicon
from geomap.events.mention import Status
from geomap.events.status import status_of
from geomap.events.triggers import Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.taxonomy import Taxonomy
    from geomap.events.view import SentenceView
    from geomap.language.marks import EventMarks

_TINY = 1e-6
_LIKELY = 0.5
_UNWILLED = frozenset({"accidents", "hazards", "health"})


@dataclass(frozen=True, slots=True)
class Weights:
    """How much the rules' word counts beside the model's, in log-odds.

    Attributes:
        event: For an event where a rule sees one.
        type: For the type that a telling ("strong") rule gives.
        open_type: The same for a rule that leaves much open.
        nothing: Against an event where the rules see a trigger and say that nothing happened.
        status: For the status that the rules give.
        alone: The model's probability of an event from which on it needs no rule.
        rejected: The same for a word that the rules know and took for no event here.
        least: Probability below which a trigger tells of no event.
    """

    event: float
    type: float
    open_type: float
    nothing: float
    status: float
    alone: float
    rejected: float
    least: float


@cache
def load_weights() -> Weights:
    """The fitted weights."""
    return Weights(**json.loads(files("geomap.events").joinpath("data/learned.json").read_text(encoding="utf-8")))


def judge(
    view: SentenceView,
    triggers: Sequence[Trigger],
    marks: EventMarks | None,
    domains: frozenset[str],
    taxonomy: Taxonomy,
) -> list[Found]:
    """The triggers of a sentence that tell of something, with type, status and probability.

    Args:
        view: The sentence.
        triggers: What the rules found.
        marks: What the model says; None where it has not read.
        domains: What the document is about, as "@" classes.
        taxonomy: Gives the groups of types.
    """
    found = [one for trigger in triggers if (one := _judged(trigger, marks, taxonomy)) is not None]
    if marks is not None:
        found += _unlisted(view, triggers, marks, domains, taxonomy)
    return sorted(found, key=lambda one: one.trigger.span)


def _judged(trigger: Trigger, marks: EventMarks | None, taxonomy: Taxonomy) -> Found | None:
    """What rules and model make of a trigger together; None for no event."""
    by_rule = status_of(trigger)
    span = _offsets(trigger)
    chances = marks.type_chances(*span) if marks is not None else {}
    if not chances or marks is None:
        told = by_rule is not None and _can_be(trigger.type, by_rule, taxonomy)
        return Found(trigger, by_rule, trigger.type) if told and by_rule is not None else None
    weights = load_weights()
    odds = {kind: math.log(max(chance, _TINY)) for kind, chance in chances.items()}
    if by_rule is None:
        odds[""] += weights.nothing
    else:
        odds[""] -= weights.event
    if trigger.type != OPEN:
        telling = trigger.strength == "strong" or trigger.type not in OPEN_TYPES
        odds[trigger.type] += weights.type if telling else weights.open_type
    shares = _normal(odds)
    if 1 - shares[""] < weights.least:
        return None
    kind = max(taxonomy.types, key=lambda key: shares.get(key, 0.0))
    status, sure = _status(marks.status_chances(*span), by_rule)
    if not _can_be(kind, status, taxonomy):
        return None
    sure *= 1 - shares[""]
    if trigger.type == OPEN:  # a part of what is told beside it; the model's type counts where it stands alone
        alone = kind if shares[kind] >= _LIKELY else OPEN
        return Found(trigger, status, OPEN, chance=sure, alone=alone)
    return Found(trigger, status, kind, chance=sure * shares[kind])


def _unlisted(
    view: SentenceView,
    triggers: Sequence[Trigger],
    marks: EventMarks,
    domains: frozenset[str],
    taxonomy: Taxonomy,
) -> list[Found]:
    """Events of words that no rule knows."""
    weights, patterns = load_weights(), load_lexicon().patterns
    taken = [_offsets(trigger) for trigger in triggers]
    found = []
    for marked in marks.triggers(view.start, view.end, min(weights.alone, weights.rejected)):
        if any(start < marked.end and marked.start < end for start, end in taken):
            continue
        at = [i for i, (a, b) in enumerate(zip(view.starts, view.ends, strict=True))
              if a < marked.end and marked.start < b]  # fmt: skip
        known = any(view.lower[i] in patterns for i in at)
        named = all(view.capital[i] for i in at)  # "Ebola": a name is no event by itself
        if not at or named or marked.chance < (weights.rejected if known else weights.alone):
            continue
        frame = _frame(view, (at[0], at[-1] + 1), domains)
        trigger = Trigger(frame, marked.type, "strong")
        by_rule = status_of(trigger)  # a question, a condition or a "no" before the word is plain whatever the word
        if by_rule is None:
            continue
        hint = by_rule if by_rule is not Status.OCCURRED else None
        status, sure = _status(marks.status_chances(marked.start, marked.end), hint)
        if _can_be(marked.type, status, taxonomy):
            share = marks.type_chances(marked.start, marked.end)[marked.type]
            found.append(Found(trigger, status, marked.type, chance=share * sure))
    return found


def _frame(view: SentenceView, span: tuple[int, int], domains: frozenset[str]) -> Frame:
    """The frame of a word that no list knows: a verb by its ending or what stands before it, else a noun."""
    words = view.lower[span[0] : span[1]]
    word = words[-1]
    verb = word.endswith("ed") or view.lower[span[0] - 1 : span[0]] == ["to"]
    form = "past" if word.endswith("ed") else "base" if verb else "pl" if word.endswith("s") else "sg"
    pos = "verb" if verb else "noun"
    return Frame(view, span, Pattern(tuple(words), " ".join(words), form, Entry(pos, "strong", ())), pos, domains)


def _status(chances: dict[str, float], by_rule: Status | None) -> tuple[Status, float]:
    odds = {name: math.log(max(chance, _TINY)) for name, chance in chances.items()}
    if by_rule is not None:
        odds[by_rule.value] += load_weights().status
    shares = _normal(odds)
    best = max(shares, key=lambda name: shares[name])
    return Status(best), shares[best]


def _normal(odds: dict[str, float]) -> dict[str, float]:
    top = max(odds.values())
    total = sum(math.exp(value - top) for value in odds.values())
    return {name: math.exp(value - top) / total for name, value in odds.items()}


def _offsets(trigger: Trigger) -> tuple[int, int]:
    view = trigger.frame.view
    return view.starts[trigger.span[0]], view.ends[trigger.span[1] - 1]


def _can_be(kind: str, status: Status, taxonomy: Taxonomy) -> bool:
    """Accidents and forces of nature are not tried or planned: where a report fears them, nothing happened."""
    unwilled = kind != OPEN and taxonomy.types[kind].group in _UNWILLED
    return not unwilled or status in {Status.OCCURRED, Status.ALLEGED}
