"""What was done to people in a sentence: the words of harm and of gathering, and how they stand."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.events.numbers_figures import Token, split_tokens, word_at
from geomap.events.numbers_quantity import Quantity, find_quantities, is_adjective
from geomap.events.numbers_words import NumberWords, Phrase, Side, load_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_BE = frozenset({"was", "were", "been", "being", "be", "is", "are", "got", "get", "gets"})
_UNCLEAR = frozenset({"killed", "injured", "missing"})
_NEGATIONS = frozenset({"not", "n't", "never"})
_NUMBER_REACH = 7
_GAP = 5
_RESULT_REACH = 6
_GAP_STOPS = frozenset({"and", "but", "who", "which", "that", "while", "when"})
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "another"})
_MARCH = (frozenset({"march"}),)
_PUTTING = frozenset({"put", "puts", "putting"})
_TOLL_NUMBERS = {
    "dead": "killed",
    "deaths": "killed",
    "fatalities": "killed",
    "killed": "killed",
    "injured": "injured",
    "wounded": "injured",
    "injuries": "injured",
    "missing": "missing",
    "displaced": "displaced",
    "arrested": "arrested",
    "arrests": "arrested",
    "detained": "arrested",
}


@dataclass(slots=True)
class Deed:
    """A word or phrase of the lexicon in its place.

    Attributes:
        first: Its first token.
        last: One past its last.
        kind: What happened.
        side: Where those it happened to stand; "toll" for a running total.
        passive: Whether a form of "be" leads it.
        negated: Whether it did not happen.
        unclear: Joined with another deed so that a number may be of either ("killed or wounded").
        partner: The first of the deeds that it is joined with.
        follower: The deed that is joined to it.
        floor: Where the deed before it ends.
        lead: Where the auxiliaries of a passive begin.
    """

    first: int
    last: int
    kind: str
    side: Side | str
    passive: bool = False
    negated: bool = False
    unclear: bool = False
    partner: Deed | None = None
    follower: Deed | None = None
    floor: int = 0
    lead: int = 0


@dataclass(slots=True)
class Sentence:
    """A sentence taken apart, and where its quantities and deeds begin and end."""

    tokens: list[Token]
    quantities: list[Quantity]
    words: NumberWords
    deeds: list[Deed] = field(default_factory=list)
    begun: dict[int, Quantity] = field(default_factory=dict)
    ended: dict[int, Quantity] = field(default_factory=dict)
    done: dict[int, Deed] = field(default_factory=dict)

    def word(self, at: int) -> str:
        """The lower-cased token at a place, "" beyond the ends."""
        return word_at(self.tokens, at)

    def starting(self, at: int) -> Quantity | None:
        """The quantity that starts at a token."""
        return self.begun.get(at)

    def ending(self, at: int) -> Quantity | None:
        """The longest quantity whose noun phrase ends at a token."""
        return self.ended.get(at)

    def deed_before(self, at: int) -> Deed | None:
        """The deed that ends at a token."""
        return self.done.get(at)

    def deed_after(self, at: int) -> Deed | None:
        """The deed that begins at a token."""
        return next(
            (deed for deed in self.deeds[bisect_left(self.deeds, at, key=_first) :][:1] if deed.first == at), None
        )


def _first(deed: Deed) -> int:
    return deed.first


@lru_cache(maxsize=4)
def read_sentence(text: str, start: int, end: int) -> Sentence:
    """Take a sentence apart into tokens, quantities and deeds."""
    tokens = split_tokens(text, start, end)
    words = load_words()
    sentence = Sentence(tokens, find_quantities(tokens), words)
    for quantity in sentence.quantities:
        sentence.begun.setdefault(quantity.first, quantity)
        sentence.ended.setdefault(quantity.last, quantity)
    at = 0
    while at < len(tokens):
        deed = _toll(tokens, at) or _result(sentence, at) or _deed(sentence, at)
        if deed is None:
            at += 1
        else:
            deed.floor = sentence.deeds[-1].last if sentence.deeds else 0
            sentence.deeds.append(deed)
            sentence.done[deed.last] = deed
            at = deed.last
    _join(sentence)
    return sentence


def _toll(tokens: Sequence[Token], at: int) -> Deed | None:
    """Read "Death toll", "the number of wounded", "put the dead at": a total stands after it."""
    word, before, after = tokens[at].word, word_at(tokens, at - 1), word_at(tokens, at + 1)
    if word == "toll":
        kind = "injured" if before in {"injury", "injuries", "injured"} else "killed"
        return Deed(at, at + 1, kind, "toll")
    if word in _TOLL_NUMBERS and after == "at" and {before, word_at(tokens, at - 2)} & _PUTTING:
        return Deed(at, at + 1, _TOLL_NUMBERS[word], "toll")
    if word in {"number", "count"} and after == "of" and before == "the":
        for place in range(at + 2, min(at + _NUMBER_REACH, len(tokens))):
            kind = _TOLL_NUMBERS.get(tokens[place].word, "")
            if kind:
                return Deed(at, place + 1, kind, "toll")
    return None


def _result(sentence: Sentence, at: int) -> Deed | None:
    """Read a verb whose object stands before what came of it: "hacked ten farmers to death"."""
    ends = sentence.words.results.get(sentence.word(at))
    quantity = sentence.starting(at + 1) if ends else None
    if not ends or quantity is None or not (quantity.people or quantity.bare):
        return None
    reach = range(quantity.last, quantity.last + _RESULT_REACH)
    for place in itertools.takewhile(lambda place: sentence.word(place)[:1].isalnum(), reach):
        for phrase, kind in ends:
            if _phrase_end(sentence, place, phrase) is not None:
                return Deed(at, at + 1, kind, "after")
        if sentence.word(place) in _GAP_STOPS:
            break
    return None


def _deed(sentence: Sentence, at: int) -> Deed | None:
    tokens, words = sentence.tokens, sentence.words
    for phrase, kind, side in words.deeds.get(tokens[at].word, ()):
        end = _phrase_end(sentence, at, phrase)
        if end is not None:
            # "March" is a month, "the Arrest" a title.
            noun = kind == "participants" and side == "before" and sentence.word(at - 1) in _ARTICLES
            if (phrase == _MARCH and tokens[at].raw == "March") or is_adjective(tokens, at, words) or noun:
                return None
            deed = Deed(at, end, kind, side)
            read_auxiliaries(sentence, deed)
            return deed
    return None


def _phrase_end(sentence: Sentence, at: int, phrase: Phrase) -> int | None:
    """One past the last token of a phrase that begins at a token; its "*" stands for up to five words."""
    for index, words in enumerate(phrase):
        if "*" in words:
            ends = (_phrase_end(sentence, at + skip, phrase[index + 1 :]) for skip in range(_gap(sentence, at) + 1))
            return next((end for end in ends if end is not None), None)
        if sentence.word(at) not in words:
            return None
        at += 1
    return at


def _gap(sentence: Sentence, at: int) -> int:
    """How many words a "*" may stand for: none past a mark or another clause."""
    words = (sentence.word(at + skip) for skip in range(_GAP))
    return len(list(itertools.takewhile(lambda word: word[:1].isalnum() and word not in _GAP_STOPS, words)))


def read_auxiliaries(sentence: Sentence, deed: Deed) -> None:
    """Note what leads a deed: a form of "be", a "not"."""
    at = before = deed.first - 1
    while at >= 0 and (
        sentence.word(at) in sentence.words.auxiliaries | sentence.words.moments or sentence.word(at).endswith("ly")
    ):
        deed.passive = deed.passive or sentence.word(at) in _BE
        deed.negated = deed.negated or sentence.word(at) in _NEGATIONS
        at -= 1
    # "were on Tuesday evening massacred", but not "was on Tuesday".
    deed.lead = at + 1 if deed.passive else before + 1


def _join(sentence: Sentence) -> None:
    """Mark deeds that share their people: "killed or wounded", "kidnapped and killed"."""
    deeds = sentence.deeds
    for one, other in itertools.pairwise(deeds):
        between = [sentence.word(at) for at in range(one.last, other.first)]
        joint = [word for word in between if word not in sentence.words.auxiliaries and not word.endswith("ly")]
        if joint not in (["and"], ["or"], ["/"], [","], ["and", "/", "or"]) or one.kind == other.kind:
            continue
        if {one.kind, other.kind} <= _UNCLEAR and (
            "or" in joint or "/" in joint or not _have_own(sentence, one, other)
        ):
            one.unclear = other.unclear = True
        other.partner = one if one.partner is None else one.partner
        one.follower = other


def _have_own(sentence: Sentence, one: Deed, other: Deed) -> bool:
    """Whether two joined deeds have people of their own: "12 were killed and injured 20 more"."""
    before = one.passive or one.side == "before" or sentence.ending(one.first) is not None
    after = sentence.starting(other.last) is not None or other.side == "before"
    return before and after
