"""A trigger in its sentence: who stands before it, what behind, and in which clause, found by pattern.

There is no parser here. Reports are written to be understood at once, so the noun phrase next to a verb is nearly
always its subject or object, "was" and "by" tell the passive, and "of", "on" and "against" lead from a noun to
what it was done to.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from geomap.events.cues import governing_verbs
from geomap.events.grammar import load_grammar
from geomap.events.lexicon import GAP
from geomap.events.phrases import REACH, group_head, is_finite, left_phrase

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from geomap.events.lexicon import Pattern
    from geomap.events.phrases import Span
    from geomap.events.view import SentenceView

_HARD = frozenset({";", ":", "—", "–", "--", "(", ")", "[", "]", "?", "!"})
_NEAR = 9
_INTRANSITIVE = frozenset({"die", "perish", "camp", "camp out", "gather", "assemble", "march", "rally"})
_TRAITS = frozenset({"lemma", "form", "det", "voice", "cap"})
_MODIFIERS = 5
_NOUN_AGENT = 7
_EMPTY: frozenset[str] = frozenset()


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
        if place in _TRAITS:
            return {self._trait(place)}
        if place == "doc":
            return self.domains
        found = _EMPTY
        for low, high in self._spans(place):
            part = self.view.features(low, high)
            found = found | part if found else part
        return found

    def _trait(self, place: str) -> str:
        match place:
            case "lemma":
                return self.pattern.lemma
            case "form":
                return self.pattern.form
            case "det":
                return self.determiner
            case "voice":
                return "passive" if self.passive else "active"
            case _:
                return "yes" if self.view.capital[self.span[0]] else "no"

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
        if self.pos != "verb" or self.pattern.form != "past" or self.pattern.lemma in _INTRANSITIVE:
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
        weak = self.pattern.entry is not None and self.pattern.entry.strength == "weak"
        transitive = weak or (view.heading and self.pattern.lemma in self._grammar.transitive)
        return ends_here and transitive

    @cached_property
    def left(self) -> Span:
        """The noun phrase to the left of the verb group, without what hangs on it by a preposition."""
        return left_phrase(self.view, self.head, self.stretch[0])

    @cached_property
    def right(self) -> Span:
        """The noun phrase to the right, with the preposition that leads to it."""
        view, grammar = self.view, self._grammar
        if GAP in self.pattern.tokens:
            # "drove [the rebels] out": what was done to stands inside.
            gap = self.pattern.tokens.index(GAP)
            return self.span[0] + gap, self.span[1] - (len(self.pattern.tokens) - gap - 1)
        low = high = self.span[1]
        ceiling = min(self.stretch[1], low + REACH)
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
        ceiling = min(self.clause[1], at + (REACH if self.pos == "verb" else _NOUN_AGENT))
        while at < ceiling and view.lower[at] != "by":
            if self.pos != "verb" and is_finite(view, at):
                return None
            at += 1
        if at >= ceiling:
            return None
        low = high = at + (3 if view.lower[at + 1 : at + 3] == ["at", "least"] else 1)
        while high < min(self.stretch[1], low + REACH):
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
        for at in range(self.span[1], min(self.clause[1], self.span[1] + REACH)):
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
            if word == '"' and view.lower[low - 2 : low - 1] and view.lower[low - 2] in grammar.determiners:
                low -= 1  # the "terrorist [attack]"
                continue
            if word in grammar.phrase_stops or word in grammar.definite or word in {"a", "an", ",", '"'}:
                break
            if word in governing_verbs() and not word.endswith("ed"):
                break
            low -= 1
        return low, high

    @cached_property
    def determiner(self) -> str:
        """As in "definite", "indefinite", "any", "none" or "bare": how a noun is introduced."""
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
            found.append(left_phrase(self.view, group_head(self.view, self.light_verb), self.stretch[0]))
        return tuple(span for span in found if span[0] < span[1])

    @cached_property
    def possessor(self) -> Span:
        """The noun phrase before "'s"."""
        lower = self.view.lower
        at = self.modifiers[0]
        if at > 0 and lower[at - 1] in {"'s", "'"}:
            low = at - 1
            stops = self._grammar.phrase_stops | self._grammar.determiners | {",", '"', "."}
            while low > max(self.stretch[0], at - _MODIFIERS) and lower[low - 1] not in stops:
                low -= 1
            return low, at - 1
        return at, at

    @cached_property
    def objects(self) -> tuple[Span, ...]:
        """Where those to whom it was done are named."""
        if self.pos == "verb":
            return (self.left,) if self.passive else (self.right,)
        view, grammar = self.view, self._grammar
        at = self.span[1]
        ceiling = min(self.clause[1], at + REACH)
        while at < ceiling:
            word = view.lower[at]
            if word in grammar.towards:
                following = view.lower[at + 1] if at + 1 < ceiling else ""
                if following not in grammar.days:
                    break
            elif word in {",", "."} or word in grammar.auxiliaries or self._leads_away(at):
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

    def _leads_away(self, at: int) -> bool:
        """Whether a preposition begins something else; a place may stand between: "clashes in Homs between …"."""
        word = self.view.lower[at]
        if word not in self._grammar.prepositions or word == "by":
            return False
        low, high = at + 1, min(at + 4, len(self.view.lower))
        return not (any("@place" in tags for tags in self.view.tags[low:high]) or any(self.view.capital[low:high]))
