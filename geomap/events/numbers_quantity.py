"""Quantities in a sentence: a number with the people it counts ("at least 30 young men"), or "a policeman"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.numbers_figures import Token, is_no_count, is_number, is_word_number, read_lead, read_number, word_at
from geomap.events.numbers_persons import find_person
from geomap.events.numbers_words import NumberWords, load_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_AFTER_NUMBER = frozenset({"more", "other", "others", "or", "so", "additional"})
_JOINERS = frozenset(
    {"and", "or", "but", "who", "whom", "that", "which", "whose", "when", "while", "if", "because", "where"}
)
_NP_REACH = 9
_AGED = re.compile(r"(?:\d+|[a-z]+)-year-olds")
_YEARS = range(1900, 2101)
_HARMED = frozenset(
    {"injured", "wounded", "dead", "missing", "detained", "arrested", "kidnapped", "abducted", "displaced"}
)
_STATES = frozenset({"dead", "missing", "hostage", "captive"})
_THEM = frozenset({"them", "whom", "us"})
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
                       "twelfth"})  # fmt: skip
_PAIRS = frozenset({"couple", "pair", "duo", "twins"})
_HOUSEHOLDS = frozenset({"families", "households"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something.

    Attributes:
        first: Its first token, with what leads it ("at least").
        number_end: One past the last token of the number itself.
        last: One past the last token of its noun phrase.
        value: The number or lower bound, or None for "dozens".
        high: Upper bound of a range.
        head: The noun counted, in lower case; "" when there is none.
        people: Whether the noun names people.
        single: One person told of without a number: "the driver".
    """

    first: int
    number_end: int
    last: int
    value: int | None
    high: int | None
    head: str
    people: bool
    single: bool = False

    @property
    def bare(self) -> bool:
        """Whether no noun follows the number."""
        return not self.head


def find_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Every number of people, or of nothing named, in a sentence; numbers of things are left out."""
    words = load_words()
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        quantity = _quantity_at(tokens, at, words)
        if quantity is None:
            at += 1
        else:
            if quantity.people or quantity.head not in words.things:
                found.append(quantity)
            at = quantity.number_end
    return found


def _quantity_at(tokens: Sequence[Token], at: int, words: NumberWords) -> Quantity | None:
    lead, relation = read_lead(tokens, at)
    read = read_number(tokens, lead, relation, words)
    if read is None:
        one = _pair(tokens, at) or _one_person(tokens, at)
        return one or _another(tokens, at, words) or _indefinite(tokens, at, words)
    number_end, value, high = read
    if is_no_count(tokens, at, lead, number_end):
        return None
    last, head, people = _noun(tokens, number_end, words)
    year = value is not None and value in _YEARS and number_end - lead == 1 and tokens[lead].word.isdecimal()
    if year and not people and tokens[lead].raw.isdecimal():
        return None
    if head in _HOUSEHOLDS:  # how many people they are is not said
        return Quantity(at, last, last, None, None, head, people)
    return Quantity(at, number_end, last, value, high, head, people)


def _noun(tokens: Sequence[Token], at: int, words: NumberWords) -> tuple[int, str, bool]:
    """The noun phrase after a number: where it ends, its noun, and whether that names people."""
    at = _past_more(tokens, at)
    if word_at(tokens, at - 1) == "others":
        return at, "others", True
    start = at
    if word_at(tokens, at) == "of":
        at += 1
        while word_at(tokens, at) in words.determiners or is_number(word_at(tokens, at)):
            at += 1
        if word_at(tokens, at) in _THEM:
            return at + 1, "them", True
        if word_at(tokens, at) in _HARMED:
            return at + 1, word_at(tokens, at), True
    people: int | None = None
    end = at
    while end < at + _NP_REACH and _in_noun_phrase(tokens, end, words):
        people = end if _is_people(tokens[end], words) else people
        end += 1
        while len(word_at(tokens, end - 1)) == 1 and word_at(tokens, end) == ".":  # "U.S. soldiers"
            end += 1 + (len(word_at(tokens, end + 1)) == 1)
        if word_at(tokens, end) == "(" and word_at(tokens, end + 2) == ")":
            end += 3  # "two Army (NPA) camps"
    counted = people is not None and not (_is_many(tokens, start) and _only_modifies(tokens, people, end, words))
    if people is not None and counted and word_at(tokens, people + 1) != "'s":
        return people + 1, tokens[people].word, True
    return (end, tokens[end - 1].word, False) if end > at else (start, "", False)


def _is_many(tokens: Sequence[Token], start: int) -> bool:
    """Whether the number before a noun phrase is more than one."""
    return word_at(tokens, start - 1) not in {"one", "1", "a", "an"}


def _only_modifies(tokens: Sequence[Token], people: int, end: int, words: NumberWords) -> bool:
    """Whether a singular says of what sort the things counted are: "two student protests", "three guard dogs"."""
    word = tokens[people].word
    return end > people + 1 and word in words.singular and word not in words.invariant and tokens[end - 1].raw.islower()


def _past_more(tokens: Sequence[Token], at: int) -> int:
    """Past "more", "or so", "other" and "others" after a number."""
    while word_at(tokens, at) in _AFTER_NUMBER and word_at(tokens, at - 1) != "others":
        if word_at(tokens, at) == "or" and word_at(tokens, at + 1) not in {"so", "more"}:
            break
        at += 1
    return at


def _in_noun_phrase(tokens: Sequence[Token], at: int, words: NumberWords) -> bool:
    if at >= len(tokens):
        return False
    token = tokens[at]
    word = token.word
    if word in {"'s", "’s", "-", "'", "’"}:
        return at > 0
    if is_word_number(word) and word != "one":
        return False
    if not token.raw[0].isalnum() or word in _JOINERS or word in words.prepositions or word in words.determiners:
        return False
    if word in words.auxiliaries or word in words.adverbs or word in words.parts or word in words.tellers:
        return False
    people = _is_people(token, words) and word not in _STATES
    return word not in words.deeds or is_adjective(tokens, at, words) or people


def is_adjective(tokens: Sequence[Token], at: int, words: NumberWords) -> bool:
    """Whether "displaced" says what sort of people: "17 displaced persons"."""
    return word_at(tokens, at) == "displaced" and word_at(tokens, at + 1) in words.people


def _is_people(token: Token, words: NumberWords) -> bool:
    """Whether a word names people: a noun of the lexicon, its compound, or a people's name ("Palestinians")."""
    word = token.word
    if word in words.people or word.rsplit("-", 1)[-1] in words.people or _AGED.fullmatch(word):
        return True
    return token.raw[0].isupper() and word.endswith(("ians", "eans", "ans", "iens", "is", "ese", "ish", "ists"))


def _another(tokens: Sequence[Token], at: int, words: NumberWords) -> Quantity | None:
    """Read "another" and "another soldier": one."""
    if word_at(tokens, at) != "another":
        return None
    end, head, people = _noun(tokens, at + 1, words)
    alone = end == at + 1
    counts = alone or (people and head in words.singular)
    return Quantity(at, at + 1, end, 1, None, head, people) if counts else None


def _pair(tokens: Sequence[Token], at: int) -> Quantity | None:
    """Read "a couple", "the twins": two."""
    if word_at(tokens, at) not in {"a", "an", "the"} or word_at(tokens, at + 2) in {"of", "'s", "’s"}:
        return None
    end = at + 2
    if word_at(tokens, at + 1) in {"elderly", "young", "married", "retired"}:
        end += 1
    if word_at(tokens, end - 1) not in _PAIRS or word_at(tokens, end) in load_words().people:
        return None
    return Quantity(at, end, end, 2, None, word_at(tokens, end - 1), people=True)


def _one_person(tokens: Sequence[Token], at: int) -> Quantity | None:
    """Read "a policeman", "the driver, 54," and, of a headline, "cook": one."""
    person = find_person(tokens, at)
    if person is None:
        return None
    return Quantity(at, person.last, person.last, 1, None, person.head, people=True, single=not person.new)


def _indefinite(tokens: Sequence[Token], at: int, words: NumberWords) -> Quantity | None:
    """Read "an Israeli", "a third" after one and two others: one."""
    if word_at(tokens, at) not in {"a", "an"} or word_at(tokens, at + 1) in {"", "of"}:
        return None
    following = tokens[at + 1]
    if _in_noun_phrase(tokens, at + 2, words):
        return None
    if following.word.endswith(("i", "an")) and following.raw[0].isupper():
        return Quantity(at, at + 2, at + 2, 1, None, following.word, people=True)
    ordinal = following.word in _ORDINALS and word_at(tokens, at + 2) not in {"of", "time"}
    return Quantity(at, at + 2, at + 2, 1, None, "", people=False) if ordinal else None
