"""The word that an event hangs on: "planned [to attack]", "calls for [an inquiry]", "denied [killing]"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.cues import cues
from geomap.events.grammar import load_grammar
from geomap.events.mention import Status

if TYPE_CHECKING:
    from geomap.events.frame import Frame
    from geomap.events.triggers import Trigger

_REACH = 6
_BEHIND_PREPOSITION = 4  # tokens: "prevent them from attacking", "calls by aid groups for a truce"
_ORDER = ("foiled", "attempted", "alleged", "denied", "planned", "threatened", "nothing")
_STOPS = frozenset({",", ".", '"', "after", "when", "during", "following", "since", "because", "amid", "who", "which"})
# Prepositions that lead from a governing word to an event; "injured in [an air strike]" is not governed.
_LEADING = frozenset({"of", "for", "to", "from", "about", "on", "against", "into", "over", "with"})
# As nouns, or where the event is one of several objects, these say nothing of it.
_WEAK = frozenset(
    {
        "going",
        "set",
        "about",
        "ready",
        "willing",
        "due",
        "or",
        "how",
        "never",
        "next",
        "legal",
        "right",
        "power",
        "support",
    }
)


def governor_of(frame: Frame, low: int, *, given: bool = True) -> tuple[str, str] | None:
    """The cue word that governs a noun phrase or gerund that begins at `low`.

    Args:
        frame: The trigger.
        low: The first token of its phrase.
        given: Whether "the" before it means that it happened: "the attack", but not "fears about the outbreak".

    Returns:
        The name of its set ("planned", "nothing", …) and the word, or None when no cue word governs it.
    """
    lower = frame.view.lower
    grammar = load_grammar()
    definite = given and frame.pos == "noun" and frame.determiner == "definite"
    at = low
    while at > 0 and (lower[at - 1] in grammar.definite or lower[at - 1] in {"a", "an"}):
        at -= 1
    if at > 1 and lower[at - 1] in {"and", "or"}:
        # "plans for marches and strikes": what governs the first governs the second.
        at = _before_coordinate(lower, at - 1)
    prepositional = at > 0 and lower[at - 1] in grammar.prepositions
    if prepositional and lower[at - 1] not in _LEADING:
        return None if definite else _of_clause(frame, low)
    if not definite and at > 1 and (lower[at - 1] == "like" or lower[at - 2 : at] == ["such", "as"]):
        return "nothing", lower[at - 1]
    reach = _BEHIND_PREPOSITION if prepositional else 2
    floor = max(frame.stretch[0], at - reach - prepositional)
    for back in range(at - 1, floor - 1, -1):
        word = lower[back]
        if word in _STOPS:
            return None
        if word in {"without", "not", "never", "no"} or word.endswith("n't"):
            return None if definite else ("nothing", word)
        if word in _WEAK or (word in grammar.prepositions and word != "against"):
            continue
        for name in _ORDER:
            if word in cues("governors")[name] and word not in cues("governors")["describing"]:
                # "the attack" happened, whoever denies it, or wants to prevent another.
                if definite and name not in {"foiled", "attempted"}:
                    return None
                return name, word
    return None if definite else _of_clause(frame, low)


def _of_clause(frame: Frame, low: int) -> tuple[str, str] | None:
    """The auxiliary of the verb whose object an event is: "would have triggered [a riot]", "will hold [a vote]"."""
    lower = frame.view.lower
    before = cues("before")
    for back in range(low - 1, frame.clause[0] - 1, -1):
        word = lower[back]
        if word in {",", ".", '"'}:
            return None
        if word in before["future"]:
            return "planned", word
        if word in before["hypothetical"]:
            return "nothing", word
        if (word in {"not", "never"} or word.endswith("n't")) and low - back <= _REACH - 1:
            return "nothing", word
    return None


def _before_coordinate(lower: list[str], at: int) -> int:
    """Where the first of two coordinated noun phrases begins; `at` is the conjunction."""
    grammar = load_grammar()
    back = at
    while back > max(0, at - 4) and lower[back - 1] not in grammar.phrase_stops and lower[back - 1] not in _STOPS:
        back -= 1
    return back


def of_infinitive(trigger: Trigger, *, official: bool) -> Status | None:
    """What governs "to attack" decides; an infinitive that nothing known governs tells of nothing done.

    Args:
        trigger: A verb with "to" before it.
        official: Whether its type is one of those that are not "attempted".
    """
    frame = trigger.frame
    lower = frame.view.lower
    at = frame.span[0] - 1
    while at > 0 and lower[at] != "to":
        at -= 1
    governors = cues("governors")
    for back in range(at - 1, max(frame.stretch[0], at - _REACH) - 1, -1):
        word = lower[back]
        if word in {",", ".", '"'}:
            break
        if word in _WEAK and back != at - 1:
            continue
        if back and (lower[back - 1] in {"not", "never"} or lower[back - 1].endswith("n't")):
            return None
        if word in governors["attempted"]:
            return None if official else Status.ATTEMPTED
        if word in governors["planned"] and {"plot", "plots", "plotted", "plotting", "conspiracy", "plan"} & {word}:
            return Status.FOILED if frame.words("sent") & governors["foiled"] else Status.PLANNED
        for name in ("foiled", "threatened", "planned", "alleged"):
            if word in governors[name]:
                return Status(name)
        if word in governors["nothing"]:
            return None
        if word in cues("implicative")["occurred"]:
            return Status.OCCURRED
        if word in {"are", "is", "was", "were"} and back == at - 1:
            return Status.PLANNED
    return None
