"""The small language of the trigger files: conditions on what stands around a trigger, and the type they give.

    "subj:@security, obj:@protesters|crowd -> excessive_force_against_protesters"

A rule holds when all its conditions hold. A condition names a place and what must be found there: words, phrases,
or classes of words (with "@"), any one of them; "!" turns it around. "-> -" means: no
event; "-> ?", of a word that tells a result: whatever the sentence tells beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

PLACES = frozenset(
    {
        "subj",
        "obj",
        "mod",
        "by",
        "with",
        "near",
        "clause",
        "sent",
        "doc",
        "prev",
        "next",
        "lemma",
        "det",
        "cap",
        "voice",
        "form",
    }
)


class Around(Protocol):
    """What a rule may ask of a trigger."""

    def words(self, place: str) -> AbstractSet[str]:
        """Words and "@" classes at a place."""
        ...

    def text(self, place: str) -> str:
        """The words at a place, in order, with one space around each."""
        ...


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: `words` and `phrases` are alternatives."""

    place: str
    negated: bool
    words: frozenset[str]
    phrases: tuple[str, ...]

    def holds(self, around: Around) -> bool:
        """Tell whether it holds."""
        hit = not self.words.isdisjoint(around.words(self.place))
        if not hit and self.phrases:
            text = around.text(self.place)
            hit = any(phrase in text for phrase in self.phrases)
        return hit is not self.negated


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions, and the type that they give (None: no event)."""

    conditions: tuple[Condition, ...]
    type: str | None


def parse_rule(text: str) -> Rule:
    """Read one rule.

    Raises:
        ValueError: It is not written as a rule; the message quotes it.
    """
    left, arrow, kind = text.rpartition("->")
    if not arrow:
        message = f"no '->' in the rule {text!r}"
        raise ValueError(message)
    conditions: list[Condition] = []
    for part in _parts(left):
        negated = part.startswith("!")
        place, colon, alternatives = part.lstrip("!").partition(":")
        if not colon or place not in PLACES:
            message = f"unknown condition {part!r} in the rule {text!r}"
            raise ValueError(message)
        found = [word.strip() for word in alternatives.split("|")]
        # A lemma is compared whole, spaces and all.
        phrases = () if place == "lemma" else tuple(f" {word} " for word in found if " " in word)
        words = frozenset(word for word in found if place == "lemma" or " " not in word)
        conditions.append(Condition(place, negated, words, phrases))
    return Rule(tuple(conditions), None if kind.strip() == "-" else kind.strip())


def _parts(left: str) -> list[str]:
    """Conditions are cut at commas, but a comma may itself be looked for ("prev:in|,")."""
    parts: list[str] = []
    for piece in left.split(","):
        part = piece.strip()
        if part.startswith("|") and parts:
            parts[-1] += "," + part
        elif part:
            parts.append(part)
    return parts


def first_match(rules: tuple[Rule, ...], around: Around) -> str | None:
    """The type that the first rule to hold gives; None for no event."""
    for rule in rules:
        for condition in rule.conditions:
            if not condition.holds(around):
                break
        else:
            return rule.type
    return None
