"""The lexicon of `numbers.toml`: what was done to people, who counts as people, how numbers are written."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Side = Literal["either", "before", "after", "head"]
Phrase = tuple[frozenset[str], ...]  # by place the words that may stand there; "*" for up to five words

_PLURALS = ("men", "women", "children")
KINDS = ("killed", "injured", "arrested", "missing", "displaced", "participants", "abducted")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The lexicon, compiled.

    Attributes:
        deeds: First word of a phrase → the phrases that begin with it (longest first), each with kind and side.
        results: Verb → the words after its object that tell what came of it, each with its kind.
        gate: Finds a sentence that may hold a number of people.
        between: What stands between noun phrases, and in none.
    """

    deeds: dict[str, list[tuple[Phrase, str, Side]]]
    results: dict[str, list[tuple[Phrase, str]]]
    gate: re.Pattern[str]
    people: frozenset[str]
    singular: frozenset[str]
    things: frozenset[str]
    groups: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    negatives: frozenset[str]
    vague: frozenset[str]
    tellers: frozenset[str]
    parts: frozenset[str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    toll_leads: frozenset[str]
    subordinators: frozenset[str]
    relatives: frozenset[str]
    after_participle: frozenset[str]
    possessives: frozenset[str]
    claims: frozenset[str]
    holding: frozenset[str]
    no_count_before: frozenset[str]
    plural: frozenset[str]
    person_endings: re.Pattern[str]
    no_persons: frozenset[str]
    invariant: frozenset[str]
    moments: frozenset[str]
    flight: frozenset[str]
    between: frozenset[str]


@lru_cache(maxsize=1)
def load_words() -> NumberWords:
    """Read and compile the lexicon, once."""
    data = tomllib.loads(files("geomap.events").joinpath("numbers.toml").read_text("utf-8"))
    deeds: dict[str, list[tuple[Phrase, str, Side]]] = {}
    sides: tuple[tuple[Side, str], ...] = (
        ("either", "either"),
        ("before", "before"),
        ("after", "after"),
        ("head", "heads"),
    )
    for kind in KINDS:
        for side, key in sides:
            for phrase in _parsed(data[kind][key], data["classes"]):
                for first in phrase[0]:
                    deeds.setdefault(first, []).append((phrase, kind, side))
    for phrases in deeds.values():  # the longest first
        phrases.sort(key=lambda entry: -len(entry[0]))
    results: dict[str, list[tuple[Phrase, str]]] = {}
    for result in data["results"]:
        for verb in result["verbs"].split():
            ends = ((end, result["kind"]) for end in _parsed(result["ends"], data["classes"]))
            results.setdefault(verb, []).extend(ends)
    words = data["words"]
    singular = frozenset(words["people"].split())
    things = frozenset(words["things"].split())

    def listed(key: str) -> frozenset[str]:
        value = words[key]
        return frozenset(value.split() if isinstance(value, str) else value)

    stems = sorted({*deeds, *results, "toll", "lives", "casualties", "forced", "unhurt"}, key=len, reverse=True)
    between = ("prepositions", "determiners", "auxiliaries", "adverbs", "parts", "tellers")
    return NumberWords(
        deeds=deeds,
        results=results,
        gate=re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))})\b", re.IGNORECASE),
        people=singular | {_plural(word) for word in singular},
        singular=frozenset(word for word in singular if not word.endswith(_PLURALS)),
        things=things | {_plural(word) for word in things},
        groups=listed("groups"),
        auxiliaries=listed("auxiliaries"),
        adverbs=listed("adverbs"),
        negatives=listed("negatives"),
        vague=listed("vague"),
        tellers=listed("tellers"),
        parts=listed("parts"),
        prepositions=listed("prepositions"),
        determiners=listed("determiners"),
        toll_leads=listed("toll_leads"),
        subordinators=listed("subordinators"),
        relatives=listed("relatives"),
        after_participle=listed("after_participle"),
        possessives=listed("possessives"),
        claims=listed("claims"),
        holding=listed("holding"),
        no_count_before=listed("no_count_before"),
        plural=frozenset(_plural(word) for word in singular) | {word for word in singular if word.endswith(_PLURALS)},
        person_endings=re.compile(rf"\w{{2,}}(?:{'|'.join(words['person_endings'].split())})"),
        no_persons=listed("no_persons"),
        invariant=listed("invariant"),
        moments=listed("moments"),
        flight=listed("flight"),
        between=frozenset().union(*map(listed, between)),
    )


def _parsed(phrases: Iterable[str], classes: Mapping[str, str]) -> Iterator[Phrase]:
    """The phrases, each place with the words that may stand there."""
    for phrase in phrases:
        yield tuple(frozenset((classes[word[1:-1]] if word[0] == "<" else word).split()) for word in phrase.split())


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"
