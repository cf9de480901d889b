"""The word that an event hangs on: "planned [to attack]", "calls for [an inquiry]", "denied [killing]"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.cues import cues
from geomap.events.grammar import load_grammar
from geomap.events.mention import Status
from geomap.events.phrases import is_finite

if TYPE_CHECKING:
    from geomap.events.frame import Frame
    from geomap.events.triggers import Trigger

_REACH = 6
_BEHIND_PREPOSITION = 4  # tokens: "prevent them from attacking", "calls by aid groups for a truce"
_LIST = 24  # tokens: how far a list of charges may run
_CHARGES = frozenset({"charged", "charges", "charge", "count", "counts", "indicted", "accused", "suspicion"})
_OF_CHARGES = frozenset({"with", "of", "for", "each", "on", "including"})
_PLOTS = frozenset({"plot", "plots", "plotted", "plotting", "conspiracy", "plan", "plans"})
_NO = frozenset({"without", "not", "never", "no"})
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
    if _is_charged(frame, low):
        return "alleged", "charged"
    definite = given and frame.pos == "noun" and frame.determiner == "definite"
    at = _phrase_start(lower, low)
    before = lower[at - 1] if at else ""
    if not definite and (before == "like" or lower[max(0, at - 2) : at] == ["such", "as"]):
        return "nothing", before
    if not definite and lower[max(0, at - 2) : at - 1] == ["to"] and before in load_grammar().light:
        # "want to reach [a truce]": the verb adds nothing, and what governs it governs the noun.
        name, word = _of_infinitive(lower, at - 2, frame.stretch[0])
        return None if name == "occurred" else (name, word)
    decided, found = _nearest(lower, at, frame.stretch[0])
    # "the attack" happened, whoever denies it, or wants to prevent another.
    if found is not None and definite and (found[0] not in {"foiled", "attempted"} or found[1] in _NO):
        return None
    return found if decided or definite else _of_clause(frame, low)


def _is_charged(frame: Frame, low: int) -> bool:
    """As in "charged with three counts each of [fraud]", "on charges of murder, theft and [arson]"."""
    view = frame.view
    for back in range(low - 1, max(frame.stretch[0], low - _LIST) - 1, -1):
        word, following = view.lower[back], view.lower[back + 1]
        if word in _CHARGES and following in _OF_CHARGES:
            return True
        if word in load_grammar().breaks - {"including"} or (is_finite(view, back) and word not in _CHARGES):
            return False
    return False


def _phrase_start(lower: list[str], low: int) -> int:
    """Where a noun phrase begins, its articles and any noun phrase that it is coordinated with included."""
    grammar = load_grammar()
    at = low
    while at > 0 and (lower[at - 1] in grammar.definite or lower[at - 1] in {"a", "an"}):
        at -= 1
    # "plans for marches and strikes": what governs the first governs the second.
    return _before_coordinate(lower, at - 1) if at > 1 and lower[at - 1] in {"and", "or"} else at


def _nearest(lower: list[str], at: int, floor: int) -> tuple[bool, tuple[str, str] | None]:
    """The nearest cue word left of `at`, and whether what stands there settles the matter."""
    grammar, governors = load_grammar(), cues("governors")
    prepositional = at > 0 and lower[at - 1] in grammar.prepositions
    if prepositional and lower[at - 1] not in _LEADING:
        return False, None
    reach = _BEHIND_PREPOSITION + 1 if prepositional else 2
    for back in range(at - 1, max(floor, at - reach) - 1, -1):
        word = lower[back]
        if word in _STOPS or word == "due":  # "blocked due to [looting]" tells a cause, and no plan
            return True, None
        if word in _NO or word.endswith("n't"):
            return True, ("nothing", word)
        if word in grammar.prepositions and word not in {"against", "by", "of"} and back < at - 1:
            return False, None
        if word in _WEAK or word in governors["describing"] or (word in grammar.prepositions and word != "against"):
            continue
        name = next((name for name in _ORDER if word in governors[name]), None)
        if name is not None:
            return True, (name, word)
    return False, None


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
    at = frame.span[0] - 1
    while at > 0 and frame.view.lower[at] != "to":
        at -= 1
    name, word = _of_infinitive(frame.view.lower, at, frame.stretch[0])
    if name == "nothing" or (name == "attempted" and official):
        return None
    if word in _PLOTS and frame.words("sent") & cues("governors")["foiled"]:
        return Status.FOILED
    return Status(name)


def _of_infinitive(lower: list[str], at: int, floor: int) -> tuple[str, str]:
    """The cue word that governs the "to" at `at`, after the name of its set."""
    governors = cues("governors")
    for back in range(at - 1, max(floor, at - _REACH) - 1, -1):
        word = lower[back]
        if word in {",", ".", '"'}:
            break
        if word in _WEAK and back != at - 1:
            continue
        if back and (lower[back - 1] in {"not", "never"} or lower[back - 1].endswith("n't")):
            break
        for name in ("attempted", "foiled", "threatened", "planned", "alleged", "nothing"):
            if word in governors[name]:
                return name, word
        if word in cues("implicative")["occurred"]:
            # "tried to force him [to resign]": what governs the verb decides.
            return _of_infinitive(lower, back - 1, floor) if lower[back - 1 : back] == ["to"] else ("occurred", word)
        if word in {"are", "is", "was", "were"} and back == at - 1:
            return "planned", word
    return "nothing", "to"
