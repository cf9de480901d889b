"""Words that speak of a kind of event and of none in particular: "attacks are common", "hurricane mitigation"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.grammar import load_grammar
from geomap.events.phrases import past_forms

if TYPE_CHECKING:
    from geomap.events.frame import Frame

_REACH = 14
_YEARLY = (" each year ", " every year ", " per year ", " annually ", " every day ", " each day ", " every month ")
_EARLIER = frozenset({"last", "previous", "earlier", "past"})
_SPANS = frozenset(
    {"night", "week", "month", "year", "weekend", "summer", "winter", "spring", "autumn", "fall", "minute"}
)
_PAST = frozenset({"was", "were", "been", "has", "have", "had", "after"})


def is_recalled(frame: Frame) -> bool:
    """As in "the last outbreak was in 2001", "the previous attack": an earlier event of its kind, and no news."""
    if frame.pos != "noun" or frame.determiner != "definite":
        return False
    inside = frame.view.lower[max(frame.stretch[0], frame.modifiers[0] - 1) : frame.span[0]]
    for at, word in enumerate(inside):
        if word in _EARLIER:
            return word != "last" or not load_grammar().days.union(_SPANS) & set(inside[at + 1 :])
    return False


def is_rate(frame: Frame) -> bool:
    """As in "about 50 crashes on that road each year"."""
    text = frame.text("sent")
    return any(phrase in text for phrase in _YEARLY)


def names_a_kind(frame: Frame) -> bool:
    """Whether a noun without an article names a kind; headlines leave articles out and are believed."""
    if frame.view.heading or frame.determiner != "bare":
        return False
    return _is_general(frame) or (_is_modifier(frame) if frame.pattern.form == "sg" else _is_class(frame))


def _is_general(frame: Frame) -> bool:
    """As in "attacks on farmers are common": its verb is in the present."""
    lower, grammar = frame.view.lower, load_grammar()
    for at in range(frame.span[1], min(frame.clause[1], frame.span[1] + _REACH)):
        word = lower[at]
        if word in grammar.general:
            return at + 1 >= len(lower) or lower[at + 1] not in grammar.now
        if word in {"was", "were", "had", "has", ",", "."} or word.endswith("ed"):
            return False
    return False


def _is_modifier(frame: Frame) -> bool:
    """As in "a grant for hurricane mitigation": a bare singular before another noun."""
    view, end = frame.view, frame.span[1]
    if end >= len(view.lower):
        return False
    after = view.lower[end]
    grammar = load_grammar()
    if not after.isalpha() or view.capital[end] or view.shouted or after in grammar.days or after in past_forms():
        return False
    closed = grammar.prepositions | grammar.breaks | grammar.verb_group | grammar.coordinators | grammar.pronouns
    return after not in closed and not after.endswith(("ed", "ing", "ly"))


def _is_class(frame: Frame) -> bool:
    """As in "treats people hurt in road accidents": a bare plural in a sentence without a past and without a number."""
    if frame.pattern.form != "pl":
        return False
    words = frame.words("sent")
    told = not words.isdisjoint(_PAST | load_grammar().days) or "@number" in words
    return not told and not any(word.endswith("ed") for word in words)
