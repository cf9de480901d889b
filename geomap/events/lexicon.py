"""The words that the room knows, read once from its data files: semantic classes, triggers and idioms."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geomap.events.inflect import plural, verb_forms
from geomap.events.rules import Rule, parse_rule

_DATA = Path(__file__).with_name("data")
GAP = "…"


@dataclass(frozen=True, slots=True)
class Entry:
    """One trigger entry: the rules that its words share.

    `strength` is "strong"; "weak" for words that only tell a result ("killed"); "generic" for words that tell
    that something happened and leave open what ("attack", "blast"); "pointer" for words that only point back at
    what was told ("the incident").
    """

    pos: str
    strength: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A written form of a trigger. `tokens` are lower-case words, `…` standing for up to five others.

    `form` is "sg" or "pl" of a noun, "base", "s", "past" or "ing" of a verb, and "" of a fixed phrase. An idiom
    has no entry: it takes its words away from all triggers.
    """

    tokens: tuple[str, ...]
    lemma: str
    form: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by their first word; for each the longest first."""

    by_first: dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the data files say.

    Attributes:
        classes: The classes of each single word, with "@" before their names.
        phrases: The classes of phrases of several words, by the first.
        patterns: Triggers and idioms by first word, the longest first.
        domains: Names of the classes that tell what a text is about, without "@".
    """

    classes: dict[str, frozenset[str]]
    phrases: Phrases
    patterns: dict[str, tuple[Pattern, ...]]
    domains: frozenset[str]


def words_of(listing: str) -> list[str]:
    """The entries of a comma list, which may run over several lines."""
    return [" ".join(part.split()) for part in listing.split(",") if part.strip()]


def read_data(name: str) -> dict[str, Any]:
    """One of the room's data files."""
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


@cache
def load_lexicon() -> Lexicon:
    """Read the data files; the answer is kept."""
    classes, phrases, domains = _classes()
    return Lexicon(classes, phrases, _patterns(), domains)


def _classes() -> tuple[dict[str, frozenset[str]], Phrases, frozenset[str]]:
    tables = read_data("classes.toml")
    found: dict[str, set[str]] = {}
    for title, table in tables.items():
        for name, listing in table.items():
            names = {"@" + name, "@people"} if title == "people" else {"@" + name}
            for word in words_of(listing):
                for form in (word, plural(word)):
                    found.setdefault(form, set()).update(names)
    singles = {word: frozenset(names) for word, names in found.items() if _is_single(word)}
    several: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for word, names in found.items():
        if not _is_single(word):
            parts = tuple(split_phrase(word))
            several.setdefault(parts[0], []).append((parts, frozenset(names)))
    ordered = {first: tuple(sorted(group, key=lambda it: -len(it[0]))) for first, group in several.items()}
    return singles, Phrases(ordered), frozenset(tables["domains"])


def split_phrase(phrase: str) -> list[str]:
    """Cut a phrase of the data files as sentences are cut: "labour's" is two tokens."""
    return [part for word in phrase.split() for part in re.sub(r"(?<=\w)'s$", " 's", word).split()]


def _is_single(phrase: str) -> bool:
    return len(split_phrase(phrase)) == 1


def _patterns() -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = {}

    def add(tokens: list[str], lemma: str, form: str, entry: Entry | None) -> None:
        found.setdefault(tokens[0], []).append(Pattern(tuple(tokens), lemma, form, entry))

    for path in sorted((_DATA / "triggers").glob("*.toml")):
        for pos, tables in read_data(f"triggers/{path.name}").items():
            for table in tables:
                rules = tuple(parse_rule(text) for text in table["rules"])
                entry = Entry(pos, table.get("strength", "strong"), rules)
                for word in words_of(table["words"]):
                    for form, tokens, lemma in _forms(pos, word):
                        add(tokens, lemma, form, entry)
    for idiom in words_of(read_data("idioms.toml")["nothing"]):
        if idiom.startswith("~"):
            for form, tokens, lemma in _forms("verb", idiom[1:]):
                add(tokens, lemma, form, None)
        else:
            add(split_phrase(idiom), idiom, "", None)
    return {first: tuple(sorted(group, key=lambda it: -len(it.tokens))) for first, group in found.items()}


def _forms(pos: str, word: str) -> list[tuple[str, list[str], str]]:
    """Form, tokens and lemma of every way in which a trigger is written."""
    if pos == "verb":
        head, *rest = word.split()
        lemma = " ".join([head.partition("/")[0], *(part for part in rest if part != GAP)])
        tail = split_phrase(" ".join(rest))
        return [(form, [written, *tail], lemma) for written, form in verb_forms(head).items()]
    if pos == "noun":
        many = plural(word)
        forms = [("sg", split_phrase(word), word)]
        if not word.endswith("s"):
            forms.append(("pl", split_phrase(many), word))
        return forms
    return [("", split_phrase(word), word)]
