"""Noun phrases to the left of a verb: where its subject stands, found by pattern."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geomap.events.cues import governing_verbs
from geomap.events.grammar import load_grammar
from geomap.events.lexicon import load_lexicon

if TYPE_CHECKING:
    from geomap.events.view import SentenceView

Span = tuple[int, int]

REACH = 14  # tokens: farther away, a noun is rarely a verb's own
_ASIDE = 9
_RELATIVES = frozenset({"who", "which", "whose"})
_PAST_ENDINGS = ("ed", "ot", "it", "ck", "ew", "ok", "ld", "nt", "de", "ut")


def group_head(view: SentenceView, at: int) -> int:
    """The first token of the verb group that ends at `at`: auxiliaries and adverbs belong to it."""
    group = load_grammar().verb_group
    while at > 0 and view.lower[at - 1] in group:
        at -= 1
    return at


def left_phrase(view: SentenceView, at: int, floor: int, limit: int = REACH) -> Span:
    """The subject that ends before `at`.

    A relative pronoun stands for the phrase before it. "and" before the verb, with a verb behind it, means that
    the subject is that verb's: then the search goes on to the left of it.
    """
    lower = view.lower
    high = at
    last = lower[high - 1] if high > floor else ""
    if high < len(lower) and lower[high] == "to" and last in governing_verbs():
        # "The militia vowed [to attack]": the subject is that of the governing verb.
        return left_phrase(view, group_head(view, high - 1), floor, limit)
    if last in {"who", "that", "which"}:
        high -= 1
        while high > floor and lower[high - 1] == ",":
            high -= 1
    elif last in {"and", "then", ","}:
        aside = _before_aside(view, high - 1, floor) if last == "," else None
        verb = _verb_before(view, high - 1, floor) if aside is None else None
        if aside is not None:
            return aside
        if verb is not None:
            return left_phrase(view, group_head(view, verb), floor, limit)
        high -= 1
    return _phrase_before(view, high, max(floor, high - limit))


def _phrase_before(view: SentenceView, high: int, floor: int) -> Span:
    """The noun phrase that ends before `high`, up to its first preposition: "Gunmen [in the north]"."""
    grammar = load_grammar()
    low = high
    while low > floor:
        word = view.lower[low - 1]
        if word in {",", '"', "."} or word in grammar.modals or word in grammar.breaks or is_finite(view, low - 1):
            break
        low -= 1
    for inner in range(low + 1, high):
        if view.lower[inner] in grammar.prepositions and view.lower[inner] != "of":
            return low, inner
    return low, high


def _before_aside(view: SentenceView, comma: int, floor: int) -> Span | None:
    """The phrase before an aside in commas: "Smith, 30, [was killed]"; None where no short aside ends here."""
    lower = view.lower
    for at in range(comma - 1, max(floor, comma - REACH), -1):
        if lower[at] == "," and lower[at + 1] in _RELATIVES:  # "Smith, who had come home, [was killed]"
            return _short_phrase(view, at, floor)
    for at in range(comma - 1, max(floor, comma - _ASIDE), -1):
        if is_finite(view, at):
            return None
        if lower[at] == ",":
            return _short_phrase(view, at, floor)
    return None


def _short_phrase(view: SentenceView, high: int, floor: int) -> Span | None:
    stops = load_grammar().breaks | {",", '"', "."}
    low = high
    while low > floor and high - low < REACH and view.lower[low - 1] not in stops:
        low -= 1
    return (low, high) if low < high else None


def _verb_before(view: SentenceView, at: int, floor: int) -> int | None:
    for back in range(at - 1, max(floor, at - REACH) - 1, -1):
        if is_finite(view, back):
            return back
        if view.lower[back] in load_grammar().breaks:
            return None
    return None


@cache
def past_forms() -> frozenset[str]:
    """Verb forms of triggers that tell of something done: "struck", "kills"."""
    patterns = load_lexicon().patterns
    return frozenset(
        first for first, group in patterns.items() if any(p.form in {"past", "s"} and p.entry for p in group)
    )


def is_finite(view: SentenceView, at: int) -> bool:
    """Whether a token is a verb that has a subject of its own."""
    grammar = load_grammar()
    word = view.lower[at]
    if word == "'s":
        return False
    if word in grammar.auxiliaries | grammar.have:
        return True
    if word not in grammar.pasts and not (word in past_forms() and word.endswith(_PAST_ENDINGS)):
        return False
    # A past form before a noun is mostly an adjective ("armed men"); behind one it is a verb.
    return at > 0 and view.lower[at - 1] not in grammar.definite and view.lower[at - 1] not in {"a", "an"}
