"""Function words, read once from their data file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geomap.events.inflect import verb_forms
from geomap.events.lexicon import read_data, words_of


@dataclass(frozen=True, slots=True)
class Grammar:
    """Function words by what they do; `data/grammar.toml` says what each set is for."""

    breaks: frozenset[str]
    prepositions: frozenset[str]
    particles: frozenset[str]
    towards: frozenset[str]
    auxiliaries: frozenset[str]
    have: frozenset[str]
    do: frozenset[str]
    modals: frozenset[str]
    negations: frozenset[str]
    adverbs: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    pronouns: frozenset[str]
    coordinators: frozenset[str]
    light: frozenset[str]
    days: frozenset[str]
    noun_followers: frozenset[str]
    determiners: frozenset[str]
    object_pronouns: frozenset[str]
    general: frozenset[str]
    now: frozenset[str]
    quantities: frozenset[str]
    holders: frozenset[str]
    titles: frozenset[str]
    no_surnames: frozenset[str]
    long_times: frozenset[str]
    parts: frozenset[str]
    openers: frozenset[str]
    pasts: frozenset[str]
    outcomes: frozenset[str]
    nobody: frozenset[str]
    gatherings: frozenset[str]
    dead: frozenset[str]
    suffered: frozenset[str]
    transitive: frozenset[str]
    sayings: frozenset[str]
    trailing: frozenset[str]

    @property
    def verb_group(self) -> frozenset[str]:
        """What may stand between a subject and its verb."""
        return _verb_group()

    @property
    def phrase_stops(self) -> frozenset[str]:
        """What ends a noun's modifiers on their left."""
        return _phrase_stops()


@cache
def load_grammar() -> Grammar:
    """Read the data file; the answer is kept."""
    words = read_data("grammar.toml")["words"]
    return Grammar(**{name: frozenset(expand(listing)) for name, listing in words.items()})


def expand(listing: str) -> list[str]:
    """A comma list of words; those with "~" in all forms of their (first) verb."""
    found: list[str] = []
    for word in words_of(listing):
        if word.startswith("~"):
            found += verb_forms(word[1:].split()[0])
        else:
            found.append("," if word == "comma" else word)
    return found


@cache
def _verb_group() -> frozenset[str]:
    grammar = load_grammar()
    return (grammar.auxiliaries | grammar.have | grammar.do | grammar.modals | grammar.negations | grammar.adverbs) - {
        "no",
        "'s",
    }


@cache
def _phrase_stops() -> frozenset[str]:
    grammar = load_grammar()
    return (
        grammar.prepositions
        | grammar.breaks
        | grammar.auxiliaries
        | grammar.have
        | grammar.modals
        | grammar.coordinators
        | grammar.pronouns
        | grammar.negations
        | grammar.light
    )
