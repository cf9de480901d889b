"""Where rules and the trained model meet: which words tell of an event, of which type, and whether it happened.

The rules know words and sentences exactly and see nothing beyond them; the model has read what stands around. Idioms,
and the status that a rule reads, stand. Of a trigger's type, and whether it tells of an event at all, each gives its
odds, and the sum decides (a product of experts, Hinton 2002). Where the rules see nothing, the model speaks alone if it
is sure.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.events.combine import OPEN, OPEN_TYPES, TELLING, Found
from geomap.events.frame import Frame
from geomap.events.lexicon import Entry, Pattern, load_lexicon
from geomap.events.mention import Status
from geomap.events.numbers_words import load_words
from geomap.events.status import status_of
from geomap.events.triggers import Trigger, is_story

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.events.taxonomy import Taxonomy
    from geomap.events.view import SentenceView
    from geomap.language.marks import EventMarks, MarkedTrigger
    from geomap.language.reading import DocumentReading

# What the rules' word adds to the model's log-odds. Chosen on half of our held-out sentences: more trust in the model
# finds more and invents more, which a map must not.
_EVENT = 2.5  # for an event where a rule sees one
_TYPE = 6.0  # for the type that a telling rule gives
_OPEN_TYPE = 6.5  # for that of a rule that leaves much open, which the model doubts oftener
_TOLD = 0.85  # the model's probability of an event that some word of a report has, if it tells of any
_REPORT = 40  # words from which on a text has enough around its words to be judged so
_LEAST = 0.3  # probability below which a trigger tells of no event
_ALONE = 0.8  # the model's probability of an event from which on it needs no rule
_AGAINST = 0.97  # … and from which on it outweighs rules that see nothing
_LIKELY = 0.5
_TINY = 1e-6
_UNWILLED = frozenset({"accidents", "hazards", "health"})


def tells_nothing(reading: DocumentReading) -> bool:
    """Whether the model sees no event at all in a report of some length.

    Sport, recipes and reviews are full of words of war, and no word of theirs tells of an event.
    """
    words = sum(len(marks.starts) for marks in reading.marks)
    return words >= _REPORT and max(marks.highest for marks in reading.marks) < _TOLD


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
        triggers: What the rules found; an idiom has no type.
        marks: What the model says; None where it has not read.
        domains: What the document is about, as "@" classes.
        taxonomy: Gives the groups of types.
    """
    telling = (trigger for trigger in triggers if trigger.type)
    found = [one for trigger in telling if (one := _judged(trigger, marks, taxonomy)) is not None]
    if marks is not None and not is_story(view):
        found += _unlisted(view, triggers, marks, domains, taxonomy, told={one.type for one in found})
    return sorted(found, key=lambda one: one.trigger.span)


def _judged(trigger: Trigger, marks: EventMarks | None, taxonomy: Taxonomy) -> Found | None:
    """What rules and model make of a trigger together; None for no event."""
    status = status_of(trigger)
    if status is None:
        return None
    chances = marks.type_chances(*_offsets(trigger)) if marks is not None else {}
    if not chances:
        return Found(trigger, status, trigger.type) if _can_be(trigger.type, status, taxonomy) else None
    shares = _weighed(trigger, chances)
    event = 1 - shares[""]
    kind = max(taxonomy.types, key=lambda key: shares.get(key, 0.0))
    if event < _LEAST or not _can_be(kind, status, taxonomy):
        return None
    if trigger.type == OPEN:  # a part of what is told beside it; the model's type counts where it stands alone
        return Found(trigger, status, OPEN, chance=event, alone=kind if shares[kind] >= _LIKELY else OPEN)
    return Found(trigger, status, kind, chance=event * shares[kind])


def _weighed(trigger: Trigger, chances: dict[str, float]) -> dict[str, float]:
    """Probabilities of the types, "" for no event, by rules and model together."""
    odds = {kind: math.log(max(chance, _TINY)) for kind, chance in chances.items()}
    odds[""] -= _EVENT
    if trigger.type != OPEN:
        telling = trigger.strength == "strong" or trigger.type not in OPEN_TYPES
        odds[trigger.type] += _TYPE if telling else _OPEN_TYPE
    top = max(odds.values())
    total = sum(math.exp(value - top) for value in odds.values())
    return {kind: math.exp(value - top) / total for kind, value in odds.items()}


def _unlisted(
    view: SentenceView,
    triggers: Sequence[Trigger],
    marks: EventMarks,
    domains: frozenset[str],
    taxonomy: Taxonomy,
    *,
    told: set[str],
) -> Iterator[Found]:
    """Events of words that the rules take for none, where the model is sure; the surest first.

    Args:
        view: The sentence.
        triggers: What the rules found.
        marks: What the model says.
        domains: What the document is about.
        taxonomy: Gives the groups of types.
        told: Types of what the sentence tells already.
    """
    taken = {token for trigger in triggers for token in range(*trigger.span)}
    for marked in sorted(marks.triggers(view.start, view.end, _ALONE), key=lambda one: (-one.chance, one.start)):
        at = [i for i, (a, b) in enumerate(zip(view.starts, view.ends, strict=True))
              if a < marked.end and marked.start < b]  # fmt: skip
        if any(i in taken for i in at) or _tells_none(view, marked, at, told, taxonomy):
            continue
        strength = "strong"
        if taxonomy.types[marked.type].group in TELLING and _is_part(view, at, marked.type, told):
            strength = "weak"
        trigger = Trigger(_frame(view, (at[0], at[-1] + 1), domains), marked.type, strength)
        status = status_of(trigger)  # a question, a condition or a "no" before the word is plain whatever the word
        if status is None:
            continue
        sure = 1.0
        if status is Status.OCCURRED:
            chances = marks.status_chances(marked.start, marked.end)
            name = max(chances, key=lambda name: chances[name])
            status, sure = Status(name), chances[name]
        if not _can_be(marked.type, status, taxonomy):
            continue
        told.add(marked.type)
        chance = marks.type_chances(marked.start, marked.end)[marked.type] * sure
        if strength == "weak":
            trigger.type = OPEN
            yield Found(trigger, status, OPEN, chance=chance, alone=marked.type)
        else:
            yield Found(trigger, status, marked.type, chance=chance)


def _tells_none(
    view: SentenceView, marked: MarkedTrigger, at: Sequence[int], told: set[str], taxonomy: Taxonomy
) -> bool:
    """Whether what the model takes for an event is a name ("Ebola"), who did it, or talk of what is told already."""
    if all(view.capital[i] for i in at):
        return True
    if all(view.lower[i] in load_words().people or view.lower[i].endswith(("ers", "ors")) for i in at):
        return True
    if marked.type == "statement" and told:  # who denies a raid tells of the raid
        return True
    # Where rules know a word of politics and see nothing in it ("the minister visited a school"), it takes more.
    return marked.chance < _AGAINST and taxonomy.types[marked.type].group == "politics" and _known(view, at)


def _known(view: SentenceView, at: Sequence[int]) -> bool:
    """Whether the rules know one of some words."""
    return any(pattern.entry for i in at for pattern in load_lexicon().patterns.get(view.lower[i], ()))


def _is_part(view: SentenceView, at: Sequence[int], kind: str, told: set[str]) -> bool:
    """Whether words only tell a part of what happened: a result ("hurt"), or more of what is told beside them."""
    patterns = load_lexicon().patterns
    entries = [p.entry for i in at for p in patterns.get(view.lower[i], ()) if p.entry]
    if entries and all(entry.strength in {"weak", "pointer"} for entry in entries):
        return True
    return kind in told or (bool(entries) and bool(told))


def _frame(view: SentenceView, span: tuple[int, int], domains: frozenset[str]) -> Frame:
    """The frame of a word that no list knows: a verb by its ending or what stands before it, else a noun."""
    words = view.lower[span[0] : span[1]]
    word = words[-1]
    verb = word.endswith("ed") or view.lower[span[0] - 1 : span[0]] == ["to"]
    form = "past" if word.endswith("ed") else "base" if verb else "pl" if word.endswith("s") else "sg"
    pos = "verb" if verb else "noun"
    return Frame(view, span, Pattern(tuple(words), " ".join(words), form, Entry(pos, "strong", ())), pos, domains)


def _offsets(trigger: Trigger) -> tuple[int, int]:
    view = trigger.frame.view
    return view.starts[trigger.span[0]], view.ends[trigger.span[1] - 1]


def _can_be(kind: str, status: Status, taxonomy: Taxonomy) -> bool:
    """Accidents and forces of nature are not tried or planned: where a report fears them, nothing happened."""
    unwilled = kind != OPEN and taxonomy.types[kind].group in _UNWILLED
    return not unwilled or status in {Status.OCCURRED, Status.ALLEGED}
