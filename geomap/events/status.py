"""Whether an event happened: attempts, plans, threats, allegations and denials are told by the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.cues import background_phrases, cues
from geomap.events.governors import governor_of, of_infinitive
from geomap.events.grammar import load_grammar
from geomap.events.kinds import is_rate, names_a_kind
from geomap.events.mention import Status

if TYPE_CHECKING:
    from geomap.events.frame import Frame
    from geomap.events.triggers import Trigger

_FAR = 14
_AFTER = 8
_CLOSE = 3
# Told as done whoever alleges, charges or is suspected.
OFFICIAL = frozenset(
    {"court_ruling", "arrest", "mourning", "appointment", "sanctions", "statement", "meeting", "investigation"}
)
# The present tense may tell them outside headlines too: "thousands march", "voters go to the polls".
PUBLIC = frozenset({"election", "peaceful_protest", "strike_action", "mourning", "meeting", "deployment", "sanctions"})
# What is feared or forecast is spoken of as if it were there: "worries about the outbreak".
_FEARED = frozenset({"epidemic", "flood", "storm", "drought", "landslide", "wildfire"})
_REPORTS = frozenset({"that", "of", "having", "to", "any", "reports", "claims"})
_CHARGES = frozenset({"charges", "charge", "allegations", "allegation", "accusations", "suspicion", "claims"})
_BRINGING = frozenset({"bring", "cause", "trigger", "unleash", "spark", "mean", "produce", "provoke", "see", "face"})
_DOUBTS = frozenset({"may", "might", "could", "would", "can"})
_LISTED_ENDS = frozenset({";", ":", "that", "which", "who", "when", "where", "after", "before", "while", "but", "as"})
_STATES = ("attempted", "foiled", "planned", "threatened", "alleged")


def told_as_history(frame: Frame) -> bool:
    """Whether the trigger's clause tells the past of its story: "last year", "the anniversary of"."""
    text = frame.view.joined(*frame.clause)
    return any(phrase in text for phrase in background_phrases())


def status_of(trigger: Trigger) -> Status | None:
    """The status of a trigger's event; None when nothing is said to have happened, even to be attempted."""
    frame = trigger.frame
    if _is_question(frame) or _asks_how_many(frame) or _is_conditional(frame) or _is_compared(frame) or is_rate(frame):
        return None
    decided = _of_verb(trigger) if frame.pos == "verb" else _of_noun(trigger)
    if decided is not Status.OCCURRED:
        return decided
    if frame.pattern.lemma.endswith(("attempt", "bid")) or frame.pattern.lemma.startswith("attempt"):
        foiled = frame.words("sent") & cues("governors")["foiled"]
        return Status.FOILED if foiled else Status.ATTEMPTED
    return _reported(trigger)


def _is_question(frame: Frame) -> bool:
    lower = frame.view.lower
    high = frame.stretch[1]
    return high < len(lower) and lower[high] == "?"


def _asks_how_many(frame: Frame) -> bool:
    """As in "How many died is in dispute": the question tells of no event of its own."""
    lower = frame.view.lower
    at = frame.head if frame.pos == "verb" else frame.span[0]
    return any(lower[back : back + 2] == ["how", "many"] for back in range(max(0, at - _CLOSE - 2), at))


def _is_conditional(frame: Frame) -> bool:
    lower = frame.view.lower
    conditional = cues("before")["conditional"]
    for back in range(frame.span[0] - 1, max(-1, frame.span[0] - _FAR), -1):
        if lower[back] in {",", ";", ":", '"'}:
            return False
        if lower[back] in conditional:
            return True
    return False


def _is_compared(frame: Frame) -> bool:
    """As in "the size of a bomb blast", "as though a tornado had hit it": likened to an event, and none."""
    view = frame.view
    if " as though " in view.joined(max(frame.stretch[0], frame.span[0] - _FAR), frame.span[0]):
        return True
    if frame.pos == "verb" or frame.determiner == "definite":
        return False
    low = frame.modifiers[0]
    while low > 0 and view.lower[low - 1] in {"a", "an", "any", "another"}:
        low -= 1
    before = view.joined(max(0, low - _CLOSE - 1), low)
    return any(before.endswith(f" {phrase} ") for phrase in cues("before")["compared"])


def _is_believed(frame: Frame) -> bool:
    """As in "she believes the neighbour killed him": an opinion, and no report."""
    if frame.pos != "verb":
        return False
    lower, low = frame.view.lower, frame.left[0]
    at = low - 1 if low > 0 and lower[low - 1] == "that" else low
    return not cues("before")["opinion"].isdisjoint(lower[max(0, at - 1) : min(at + _CLOSE, frame.head)])


# --- verbs --------------------------------------------------------------------------------------------------------


def _of_verb(trigger: Trigger) -> Status | None:
    frame = trigger.frame
    lower = frame.view.lower
    start = frame.span[0]
    group = lower[frame.head : start]
    before = cues("before")
    denies = any(word in before["negation"] or word.endswith("n't") for word in group)
    if denies or _nobody(frame) or any(word in before["habitual"] | before["hypothetical"] for word in group):
        return None
    if any(word in before["future"] for word in group):
        return Status.PLANNED
    if "to" in group:
        return of_infinitive(trigger, official=trigger.type in OFFICIAL | PUBLIC)
    if frame.pattern.form == "ing" and not set(group) & load_grammar().auxiliaries:
        return _settled(trigger, governor_of(frame, start))
    return Status.OCCURRED if _tells(trigger, group) else None


def _tells(trigger: Trigger, group: list[str]) -> bool:
    """Whether the tense tells of something done: the bare present outside headlines tells what is usual."""
    frame = trigger.frame
    if frame.view.heading:
        return True
    if frame.pattern.form == "base":
        return trigger.type in PUBLIC | OFFICIAL or bool({"did", "does"} & set(group)) or _is_counted(frame)
    if frame.pattern.entry is not None and frame.pattern.entry.strength == "weak" and not group:
        # "treats patients hurt in accidents": a participle behind a bare noun tells of a kind, not of a case.
        near = frame.view.lower[max(0, frame.span[0] - _CLOSE) : frame.span[0]]
        grammar = load_grammar()
        counted = any(w in grammar.definite | grammar.indefinite or w[0].isdigit() for w in near)
        return not frame.passive or counted
    habitual = frame.passive and {"are", "is", "get", "gets"} & set(group) and not {"being", "been"} & set(group)
    return not habitual


def _is_counted(frame: Frame) -> bool:
    """As in "Four gunmen attack": who is counted acts once."""
    low, high = frame.left
    first = frame.view.lower[low] if low < high else ""
    return first.isdigit() or first in load_grammar().indefinite


def _nobody(frame: Frame) -> bool:
    """As in "No one was killed", "killed nobody": told of nobody."""
    lower = frame.view.lower
    low, high = frame.left
    if low < high and lower[low] in {"no", "none", "neither", "nobody", "no-one"}:
        return True
    return any(lower[at] in {"nobody", "no-one"} for span in frame.objects for at in range(*span))


# --- nouns --------------------------------------------------------------------------------------------------------


def _of_noun(trigger: Trigger) -> Status | None:
    frame = trigger.frame
    if frame.determiner in {"none", "any"} or _may_come(frame):
        return None
    if frame.view.lower[max(0, frame.modifiers[0] - 2) : frame.modifiers[0]] in (["such", "a"], ["such", "an"]):
        return None
    says, status = _after_noun(frame)
    if says:
        return status
    inside = frame.view.lower[frame.modifiers[0] : frame.span[0]]
    for name in _STATES:
        if any(word in cues("governors")[name] for word in inside):
            return Status(name)
    if cues("governors")["describing"] & set(inside) or names_a_kind(frame):
        return None
    return _settled(trigger, governor_of(frame, frame.modifiers[0], given=trigger.type not in _FEARED))


def _may_come(frame: Frame) -> bool:
    """As in "it may bring rain, floods and landslides": whatever stands in the list has not come."""
    lower = frame.view.lower
    for at in range(frame.modifiers[0] - 1, max(0, frame.modifiers[0] - _FAR), -1):
        if lower[at] in _LISTED_ENDS:
            return False
        if lower[at] in _BRINGING:
            return lower[at - 1] in _DOUBTS
    return False


def _after_noun(frame: Frame) -> tuple[bool, Status | None]:
    """What follows a noun: whether it decides, and the status if so."""
    lower = frame.view.lower
    end = frame.span[1]
    after = cues("after")
    following = lower[end] if end < len(lower) else ""
    if following in after["planned"]:
        return True, Status.PLANNED
    if following in after["plot"]:
        return True, _of_compound(frame, following)
    grammar = load_grammar()
    for at in range(end, min(frame.clause[1], end + _AFTER)):
        word = lower[at]
        if word in grammar.coordinators or word in {",", '"'}:
            break
        if word in grammar.modals:
            return True, Status.PLANNED if word in cues("before")["future"] else None
        if word in grammar.auxiliaries | grammar.have and word != "'s":
            return _of_predicate(lower[at + 1 : at + 4])
    return False, None


def _of_compound(frame: Frame, following: str) -> Status | None:
    """As in "bomb plot", "attack warning", "earthquake drill"."""
    if following in {"plot", "plots", "plan", "plans"}:
        foiled = frame.words("sent") & cues("governors")["foiled"]
        return Status.FOILED if foiled else Status.PLANNED
    return Status.THREATENED if following.startswith(("threat", "warning")) else None


def _of_predicate(window: list[str]) -> tuple[bool, Status | None]:
    """As in "the attack was foiled", "a march is planned", "attacks are common"."""
    if window[:2] == ["to", "have"]:
        return True, None  # "the talks were to have taken place": they did not
    after = cues("after")
    for name in ("foiled", "planned", "attempted", "threatened"):
        if any(word in after[name] for word in window):
            return True, Status(name)
    return any(word in after["nothing"] for word in window), None


# --- what governs, and who says so ----------------------------------------------------------------------------------


def _settled(trigger: Trigger, governor: tuple[str, str] | None) -> Status | None:
    """What a governing word makes of an event: the word, and the name of its set."""
    if governor is None:
        return Status.OCCURRED
    name, word = governor
    kind = trigger.type
    if name == "nothing":
        # Who calls a strike or invites to talks has them planned.
        return Status.PLANNED if kind in PUBLIC and word.startswith(("call", "invit")) else None
    # Who survives a crash or a flood was in one; who survives an assassination was not killed.
    survived = name == "attempted" and word.startswith(("surviv", "escap", "miss", "evad"))
    plain = (
        (name == "attempted" and kind in PUBLIC | OFFICIAL)
        or (survived and kind != "assassination")
        or (name == "threatened" and kind == "threat")
        or (name == "alleged" and kind in OFFICIAL)
    )
    return Status.OCCURRED if plain else Status(name)


def _reported(trigger: Trigger) -> Status:
    """Somebody's claim is no fact: "denied that its planes bombed", "allegedly"."""
    frame = trigger.frame
    if trigger.type in OFFICIAL:
        return Status.OCCURRED
    lower = frame.view.lower
    begin = frame.head if frame.pos == "verb" else frame.span[0]
    if {"allegedly", "purportedly"} & set(lower[begin : frame.span[1] + 2]) or _is_believed(frame):
        return Status.ALLEGED
    if frame.pos == "noun" and frame.determiner == "definite":
        return Status.OCCURRED
    start = frame.span[0]
    for back in range(start - 1, max(frame.stretch[0], start - _FAR) - 1, -1):
        word = lower[back]
        if word == '"':
            break
        follows = lower[back + 1] if back + 1 < len(lower) else ""
        if word in cues("governors")["denied"] and (follows in _REPORTS or follows.endswith("ing")):
            return Status.DENIED
        claimed = word in {"alleged", "alleges", "claimed", "claims"} and follows in {"that", "to"}
        # "on charges that he beat them"
        if claimed or (word in _CHARGES and follows in load_grammar().pronouns | {"that"}):
            return Status.ALLEGED
    return Status.OCCURRED
