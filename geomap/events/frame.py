"""A trigger in its sentence: who stands before it, what behind, and in which clause, found by pattern.

There is no parser here. Reports are written to be understood at once, so the noun phrase next to a verb is nearly
always its subject or object, "was" and "by" tell the passive, and "of", "on" and "against" lead from a noun to
what it was done to.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from geomap.events.cues import governing_verbs
from geomap.events.grammar import load_grammar
from geomap.events.lexicon import GAP

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from geomap.events.lexicon import Pattern
    from geomap.events.view import SentenceView

Span = tuple[int, int]

_HARD = frozenset({";", ":", "—", "–", "--", "(", ")", "[", "]", "?", "!"})
_REACH = 14  # tokens: farther away, a noun is rarely a verb's own
_NEAR = 9
_MODIFIERS = 5
_ASIDE = 9
_EMPTY: frozenset[str] = frozenset()
_SENTENCE_PLACES = frozenset({"sent", "near", "clause"})


class Frame:
    """What stands around one trigger; every part is found when it is first asked for."""

    def __init__(self, view: SentenceView, span: Span, pattern: Pattern, pos: str, domains: frozenset[str]) -> None:
        """Take a trigger.

        Args:
            view: Its sentence.
            span: Its first token and one past its last.
            pattern: What matched.
            pos: "noun", "verb", "adjective" or "phrase": how it is used here.
            domains: What the document is about, as "@" classes.
        """
        self.view = view
        self.span = span
        self.pattern = pattern
        self.pos = pos
        self.domains = domains
        self._grammar = load_grammar()

    # --- what rules ask -----------------------------------------------------------------------------------------

    def words(self, place: str) -> AbstractSet[str]:
        """Words and classes at a place that a rule names."""
        if place == "lemma":
            return {self.pattern.lemma}
        if place == "doc":
            return self.domains
        if place == "det":
            return {self.determiner}
        if place == "voice":
            return {"passive" if self.passive else "active"}
        if place == "form":
            return {self.pattern.form}
        if place == "cap":
            return {"yes" if self.view.capital[self.span[0]] else "no"}
        found = _EMPTY
        for low, high in self._spans(place):
            part = self.view.features(low, high)
            found = found | part if found else part
        return found

    def text(self, place: str) -> str:
        """Words at a place, one space around each."""
        return " ".join(self.view.joined(low, high) for low, high in self._spans(place))

    def _spans(self, place: str) -> tuple[Span, ...]:
        start, end = self.span
        count = len(self.view.lower)
        if place == "sent":
            return ((0, count),)
        if place == "near":
            return ((max(self.stretch[0], start - _NEAR), min(self.stretch[1], end + _NEAR)),)
        if place == "clause":
            return (self.clause,)
        if place == "prev":
            return ((max(0, start - 1), start),)
        if place == "next":
            return ((end, min(count, end + 1)),)
        return {
            "subj": self.subjects,
            "obj": self.objects,
            "mod": (self.modifiers,),
            "by": (self.agent,) if self.agent else (),
            "with": (self.instrument,) if self.instrument else (),
        }[place]

    # --- where its clause begins and ends -----------------------------------------------------------------------

    @cached_property
    def stretch(self) -> Span:
        """The part of the sentence between colons, dashes and brackets."""
        lower = self.view.lower
        low, high = self.span
        while low > 0 and lower[low - 1] not in _HARD:
            low -= 1
        while high < len(lower) and lower[high] not in _HARD:
            high += 1
        return low, high

    @cached_property
    def clause(self) -> Span:
        """The part of it between words that begin another clause."""
        lower = self.view.lower
        breaks = self._grammar.breaks
        low, high = self.span
        floor, ceiling = self.stretch
        while low > floor and lower[low - 1] not in breaks:
            low -= 1
        while high < ceiling and lower[high] not in breaks:
            high += 1
        return low, high

    # --- verbs --------------------------------------------------------------------------------------------------

    @cached_property
    def head(self) -> int:
        """The first token of the verb group: auxiliaries and adverbs before a verb belong to it."""
        grammar = self._grammar
        lower = self.view.lower
        at = self.span[0]
        floor = self.stretch[0]
        while at > floor and lower[at - 1] in grammar.verb_group:
            at -= 1
        return at

    @cached_property
    def passive(self) -> bool:
        """Whether the verb is in the passive, or a participle that stands for it ("people killed in …")."""
        if self.pos != "verb" or self.pattern.form != "past":
            return False
        view = self.view
        start, end = self.span
        before = view.lower[self.head : start]
        if any(word in self._grammar.auxiliaries for word in before):
            return True
        if any(word in self._grammar.have for word in before):
            return False
        follows = view.lower[end] if end < len(view.lower) else "."
        if follows == "by":
            return True
        # "Seven killed in blast": nothing to the right that it could have been done to.
        ends_here = follows in self._grammar.prepositions or follows in _HARD or follows in {",", ".", "when", "and"}
        transitive = self.pattern.entry is not None and self.pattern.entry.strength == "weak"
        return ends_here and transitive and self.pattern.lemma not in {"die", "perish"}

    @cached_property
    def left(self) -> Span:
        """The noun phrase to the left of the verb group, without what hangs on it by a preposition."""
        return _left_phrase(self.view, self.head, self.stretch[0])

    @cached_property
    def right(self) -> Span:
        """The noun phrase to the right, with the preposition that leads to it."""
        view, grammar = self.view, self._grammar
        if GAP in self.pattern.tokens:
            # "drove [the rebels] out": what was done to stands inside.
            gap = self.pattern.tokens.index(GAP)
            return self.span[0] + gap, self.span[1] - (len(self.pattern.tokens) - gap - 1)
        low = high = self.span[1]
        ceiling = min(self.stretch[1], low + _REACH)
        while high < ceiling:
            word = view.lower[high]
            if word in grammar.breaks or word in {",", '"', "."}:
                break
            if word in grammar.prepositions and word != "of" and not (high == low and word in grammar.particles):
                break
            if high > low and word in grammar.auxiliaries and word != "'s":
                break
            high += 1
        return low, high

    @cached_property
    def agent(self) -> Span | None:
        """The noun phrase after "by"."""
        view, grammar = self.view, self._grammar
        at = self.span[1]
        ceiling = min(self.clause[1], at + _REACH)
        while at < ceiling and view.lower[at] != "by":
            at += 1
        if at >= ceiling:
            return None
        low = high = at + (3 if view.lower[at + 1 : at + 3] == ["at", "least"] else 1)
        while high < min(self.stretch[1], low + _REACH):
            word = view.lower[high]
            if word in grammar.breaks or word in {",", "."} or (word in grammar.prepositions and word != "of"):
                break
            high += 1
        # "by Friday", "by crashing": a time or a means, nobody who acts.
        if low < high and (view.lower[low] in grammar.days or view.lower[low].endswith("ing")):
            return None
        return (low, high) if low < high else None

    @cached_property
    def instrument(self) -> Span | None:
        """The noun phrase after "with", "using" or "from"."""
        view = self.view
        for at in range(self.span[1], min(self.clause[1], self.span[1] + _REACH)):
            if view.lower[at] in {"with", "using", "from"}:
                return at + 1, min(self.clause[1], at + 7)
        return None

    @cached_property
    def modifiers(self) -> Span:
        """What stands before a noun in its own phrase: "a deadly drone [attack]"."""
        view, grammar = self.view, self._grammar
        low = high = self.span[0]
        floor = max(self.stretch[0], high - _MODIFIERS)
        while low > floor:
            word = view.lower[low - 1]
            if word in grammar.phrase_stops or word in grammar.definite or word in {"a", "an", ",", '"'}:
                break
            if word in governing_verbs() and not word.endswith("ed"):
                break
            low -= 1
        return low, high

    @cached_property
    def determiner(self) -> str:
        """ "definite", "indefinite", "any", "none" or "bare": how a noun is introduced."""
        grammar = self._grammar
        at = self.modifiers[0]
        words = self.view.lower[max(self.stretch[0], at - 1) : self.span[0]]
        if not words:
            return "bare"
        if words[0] in {"no", "without", "any", "every", "each", "neither"}:
            return "none" if words[0] in {"no", "without", "neither"} else "any"
        if words[0] in grammar.definite:
            return "definite"
        if any(word in grammar.indefinite or word[0].isdigit() for word in words):
            return "indefinite"
        return "bare"

    @cached_property
    def light_verb(self) -> int | None:
        """The verb that a noun hangs on and adds little: "[carried out] an attack"."""
        lower = self.view.lower
        at = self.modifiers[0]
        for back in range(at - 1, max(self.clause[0], at - 5) - 1, -1):
            if lower[back] in self._grammar.light:
                return back
        return None

    # --- who and whom -------------------------------------------------------------------------------------------

    @cached_property
    def subjects(self) -> tuple[Span, ...]:
        """Where those who act are named."""
        if self.pos == "verb":
            if self.passive:
                return (self.agent,) if self.agent else ()
            return (self.left,)
        found = [self.modifiers, self.possessor]
        if self.agent:
            found.append(self.agent)
        if self.light_verb is not None:
            found.append(_left_phrase(self.view, _group_head(self.view, self.light_verb), self.stretch[0]))
        return tuple(span for span in found if span[0] < span[1])

    @cached_property
    def possessor(self) -> Span:
        """The noun phrase before "'s"."""
        lower = self.view.lower
        at = self.modifiers[0]
        if at > 0 and lower[at - 1] in {"'s", "'"}:
            return _left_phrase(self.view, at - 1, self.stretch[0], limit=_MODIFIERS)
        return at, at

    @cached_property
    def objects(self) -> tuple[Span, ...]:
        """Where those to whom it was done are named."""
        if self.pos == "verb":
            return (self.left,) if self.passive else (self.right,)
        view, grammar = self.view, self._grammar
        at = self.span[1]
        ceiling = min(self.clause[1], at + _REACH)
        while at < ceiling:
            word = view.lower[at]
            if word in grammar.towards:
                following = view.lower[at + 1] if at + 1 < ceiling else ""
                if following not in grammar.days:
                    break
            elif word in {",", "."} or word in grammar.auxiliaries:
                return ()
            elif word in grammar.prepositions and word != "by" and not self._leads_to_place(at):
                return ()
            at += 1
        if at >= ceiling:
            return ()
        high = at + 1
        while high < ceiling:
            word = view.lower[high]
            stops = word in grammar.prepositions and word not in {"of", "and"}
            if word in {",", "."} or stops or word in grammar.auxiliaries:
                break
            high += 1
        return ((at, high),)


    def _leads_to_place(self, at: int) -> bool:
        """Whether a place comes right after a preposition: "clashes in Homs between …"."""
        low, high = at + 1, min(at + 4, len(self.view.lower))
        return any("@place" in tags for tags in self.view.tags[low:high]) or any(self.view.capital[low:high])


def _group_head(view: SentenceView, at: int) -> int:
    group = load_grammar().verb_group
    while at > 0 and view.lower[at - 1] in group:
        at -= 1
    return at


def _left_phrase(view: SentenceView, at: int, floor: int, limit: int = _REACH) -> Span:
    """The subject that ends before `at`.

    A relative pronoun stands for the phrase before it. "and" before the verb, with a verb behind it, means that
    the subject is that verb's: then the search goes on to the left of it.
    """
    grammar = load_grammar()
    lower = view.lower
    high = at
    if high > floor and lower[high] == "to" and lower[high - 1] in governing_verbs():
        # "The militia vowed [to attack]": the subject is that of the governing verb.
        return _left_phrase(view, _group_head(view, high - 1), floor, limit)
    if high > floor and lower[high - 1] in {"who", "that", "which"}:
        high -= 1
        while high > floor and lower[high - 1] == ",":
            high -= 1
    elif high > floor and lower[high - 1] == "," and (aside := _before_aside(view, high - 1, floor)):
        return aside
    elif high > floor and lower[high - 1] in {"and", "then", ","}:
        verb = _verb_before(view, high - 1, floor)
        if verb is not None:
            return _left_phrase(view, _group_head(view, verb), floor, limit)
        high -= 1
    low = high
    while low > max(floor, high - limit):
        word = lower[low - 1]
        if word in {",", '"', "."} or word in grammar.clause_words:
            break
        if word in grammar.breaks or _is_finite(view, low - 1):
            break
        low -= 1
    # "Gunmen in the north [attacked]": the head stands before the first preposition.
    for inner in range(low + 1, high):
        if lower[inner] in grammar.prepositions and lower[inner] != "of":
            return low, inner
    return low, high


def _before_aside(view: SentenceView, comma: int, floor: int) -> Span | None:
    """The phrase before an aside in commas: "Smith, 30, [was killed]"; None where no short aside ends here."""
    grammar = load_grammar()
    for at in range(comma - 1, max(floor, comma - _ASIDE), -1):
        if _is_finite(view, at):
            return None
        if view.lower[at] == ",":
            low = at
            while low > floor and at - low < _REACH and view.lower[low - 1] not in grammar.breaks | {",", '"', "."}:
                low -= 1
            return (low, at) if low < at else None
    return None


def _verb_before(view: SentenceView, at: int, floor: int) -> int | None:
    for back in range(at - 1, max(floor, at - _REACH) - 1, -1):
        if _is_finite(view, back):
            return back
        if view.lower[back] in load_grammar().breaks:
            return None
    return None


@cache
def _past_forms() -> frozenset[str]:
    from geomap.events.lexicon import load_lexicon  # noqa: PLC0415 - the lexicon builds on this module's sisters

    patterns = load_lexicon().patterns
    return frozenset(
        first for first, group in patterns.items() if any(p.form in {"past", "s"} and p.entry for p in group)
    )


def _is_finite(view: SentenceView, at: int) -> bool:
    """Whether a token is a verb that has a subject of its own."""
    word = view.lower[at]
    if word in load_grammar().auxiliaries and word != "'s":
        return True
    # A past form before a noun is mostly an adjective ("armed men"); behind one it is a verb.
    if word in _past_forms() and word.endswith(("ed", "ot", "it", "ck", "ew", "ok", "ld", "nt", "de", "ut")):
        return at > 0 and view.lower[at - 1] not in load_grammar().definite and view.lower[at - 1] not in {"a", "an"}
    return False
