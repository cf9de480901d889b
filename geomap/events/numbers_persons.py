"""One person told of without a number: "the driver", "a 38-year-old mechanic", "COOK HELD", "Leyla Mammadova, 15"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.numbers_figures import Token, is_figure, is_word_number, word_at
from geomap.events.numbers_words import NumberWords, load_words
from geomap.events.time_words import MONTH_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

_REACH = 8  # tokens of a noun phrase
_AGE = re.compile(r"\d{1,3}[-‑]years?[-‑]olds?|\d{1,2}[-‑]months?[-‑]olds?")
_AGE_WORD = re.compile(r"[a-z]+(?:[-‑][a-z]+)?[-‑]year[-‑]old")
_MARKS = frozenset({",", ";", ":", "—", "–", "-", ".", '"', "“", "(", "and", "&", "as", "by", ""})
_JOINERS = frozenset(
    {"and", "or", "but", "who", "whom", "that", "which", "whose", "when", "while", "if", "because", "where", "nor"}
)
_LEADING = frozenset({"a", "an", "the", "his", "her", "its", "their", "my", "our", "another", "one"})
_ARTICLES = frozenset({"a", "an"})
_POSSESSIVES = frozenset({"'s", "’s"})
_COLLECTIVE = frozenset({"family", "household", "crew", "staff", "troop", "troops", "forces", "police", "people",
                         "others", "other", "taliban", "public", "youth", "human", "soul"})  # fmt: skip
_OLDEST = 115
_NAME_WORDS = 2


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a sentence.

    Attributes:
        first: The first token of the noun phrase.
        last: One past its last, with an age after it ("the driver, 54,").
        head: The noun, in lower case.
        new: Whether "a" or "another" brings the person in.
    """

    first: int
    last: int
    head: str
    new: bool


def find_person(tokens: Sequence[Token], at: int) -> Person | None:
    """The single person whose noun phrase begins at a token; None where it names nobody or several."""
    words = load_words()
    determiner = word_at(tokens, at)
    if determiner in _LEADING:
        begin = at + 1
    elif _begins_bare(tokens, at, words):
        begin = at
    else:
        return None
    end, head = _phrase(tokens, begin, words)
    if end == begin or not head:
        return _named(tokens, at) if begin == at else None
    return Person(at, _past_age(tokens, end), head, determiner in {"a", "an", "another", "one"})


def is_person(word: str, words: NumberWords) -> bool:
    """Whether a noun in the singular names a person: listed, or by its ending ("beekeeper", "florist")."""
    last = word.rsplit("-", 1)[-1]
    if _AGE.fullmatch(word) or _AGE_WORD.fullmatch(word):
        return True
    if last in words.singular:
        return last not in _COLLECTIVE and last not in words.invariant
    return last not in words.no_persons and words.person_endings.fullmatch(last) is not None


def _begins_bare(tokens: Sequence[Token], at: int, words: NumberWords) -> bool:
    """Whether a noun phrase without an article may begin here: a headline's, or a title before a name."""
    before = word_at(tokens, at - 1)
    return before in _MARKS or before in words.deeds or before in words.holding


def _phrase(tokens: Sequence[Token], begin: int, words: NumberWords) -> tuple[int, str]:
    """Where the noun phrase ends, and its noun; "" where it is not one person."""
    end = begin
    while end < begin + _REACH and _continues(tokens, end, begin, words):
        end += 1
    if end == begin:
        return begin, ""
    head = end - 1
    # "the teacher Ana Ruiz", "Mayor Pedro Paz": the noun before the name.
    while head > begin and tokens[head].raw[0].isupper() and not is_person(tokens[head].word, words):
        head -= 1
    # "a nurse suspected of theft", "a woman carrying a bag": what is said of the person follows the noun.
    said = head
    while head > begin and tokens[head].word.endswith(("ed", "ing")) and not is_person(tokens[head].word, words):
        head -= 1
    end = head + 1 if head < said and is_person(tokens[head].word, words) else end
    if not is_person(tokens[head].word, words):
        return begin, ""
    if any(tokens[place].word in words.plural for place in range(begin, head)):
        return begin, ""
    return end, tokens[head].word


def _continues(tokens: Sequence[Token], at: int, begin: int, words: NumberWords) -> bool:
    """Whether a token goes on with the noun phrase that begins at `begin`."""
    if at >= len(tokens):
        return False
    token, word = tokens[at], tokens[at].word
    if word in _POSSESSIVES or word in {"-", "'", "’"}:
        return at > begin
    if _AGE.fullmatch(word):
        return True
    number = is_figure(word) or (is_word_number(word) and word != "one")
    if number or not token.raw[0].isalnum() or word in _JOINERS | _ARTICLES or word in words.between:
        return False
    return word not in words.deeds or is_person(word, words)


def _past_age(tokens: Sequence[Token], end: int) -> int:
    """Past ", 54," and "of eight" after a person."""
    mark, age = word_at(tokens, end), word_at(tokens, end + 1)
    number = (is_figure(age) and len(age) <= len(str(_OLDEST))) or is_word_number(age)
    if mark == "of" and number and not word_at(tokens, end + 2)[:1].isalnum():
        return end + 2
    if mark == "of" and number and word_at(tokens, end + 2) in load_words().auxiliaries:
        return end + 2
    aged = mark == "," and age == "aged" and is_figure(word_at(tokens, end + 2))
    if not (mark == "," and number) and not aged:
        return end
    last = end + 2 + aged
    closing = word_at(tokens, last)
    if closing not in {",", ""} and closing not in load_words().deeds and closing not in load_words().auxiliaries:
        return end
    return last + (closing == "," and word_at(tokens, last + 1) != "and")


def _named(tokens: Sequence[Token], at: int) -> Person | None:
    """Read "Leyla Mammadova, 15": a name of at least two words, with an age."""
    end = at
    while end < len(tokens) and tokens[end].raw[0].isupper() and tokens[end].word not in MONTH_WORDS:
        end += 1
    shouted = all(token.raw.isupper() for token in tokens[at:end] if token.raw.isalpha())
    if end - at < _NAME_WORDS or shouted:
        return None
    last = _past_age(tokens, end)
    return Person(at, last, tokens[end - 1].word, new=False) if last > end else None
