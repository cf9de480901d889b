"""Triggers: which words of a sentence report an event, and of which type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.frame import Frame
from geomap.events.lexicon import GAP, Lexicon, Pattern
from geomap.events.rules import first_match
from geomap.events.usage import is_named, only_modifies, used_as_noun

if TYPE_CHECKING:
    from geomap.events.view import SentenceView

_WIDEST_GAP = 5
_NAMED = frozenset({"fire", "storm", "flood"})
_SERIOUS = frozenset({"@conflict", "@law", "@militants", "@security"})


@dataclass(slots=True)
class Trigger:
    """A trigger, its frame and the type that its rules gave."""

    frame: Frame
    type: str
    strength: str

    @property
    def span(self) -> tuple[int, int]:
        """Its first token and one past its last."""
        return self.frame.span


def find_triggers(view: SentenceView, lexicon: Lexicon, domains: frozenset[str]) -> list[Trigger]:
    """The triggers of a sentence, in order; an idiom is one without a type: its words tell of nothing.

    Args:
        view: The sentence.
        lexicon: The room's words.
        domains: What the document is about, as "@" classes.
    """
    if is_story(view):
        return []
    found: list[Trigger] = []
    at = 0
    lower = view.lower
    while at < len(lower):
        group = lexicon.patterns.get(lower[at])
        if group is None:
            at += 1
            continue
        trigger = _first(view, at, _matches(view, at, group), domains)
        at = trigger.span[1] if trigger else at + 1
        if trigger:
            found.append(trigger)
    return found


def is_story(view: SentenceView) -> bool:
    """Whether a sentence tells of a film, a game or a drill: several words of the stage, or one of a drill."""
    staged: set[str] = set()
    serious: set[str] = set()
    for word, names in zip(view.lower, view.tags, strict=True):
        if "@drill" in names:
            return True
        if "@fiction" in names:
            staged.add(word)
        if names & _SERIOUS:
            serious.add(word)
    return len(staged) > 1 and len(staged) >= len(serious)


def _first(view: SentenceView, at: int, matches: list[tuple[Pattern, int]], domains: frozenset[str]) -> Trigger | None:
    """The trigger that the longest match with an event gives; an idiom gives one without a type."""
    for end in sorted({stop for _, stop in matches}, reverse=True):
        patterns = [pattern for pattern, stop in matches if stop == end]
        if any(pattern.entry is None for pattern in patterns) and not _is_named_disaster(view, at, end):
            return Trigger(Frame(view, (at, end), patterns[0], "phrase", domains), "", "")
        trigger = _typed(view, at, patterns, end, domains)
        if trigger is not None:
            return trigger
    return None


def _is_named_disaster(view: SentenceView, at: int, end: int) -> bool:
    """Whether an idiom in capitals is the name of a fire or a storm: "the Camp Fire"."""
    named = view.lower[at - 1 : at] == ["the"] and all(view.capital[at:end]) and not view.heading
    return named and view.lower[end - 1] in _NAMED


def _matches(view: SentenceView, at: int, group: tuple[Pattern, ...]) -> list[tuple[Pattern, int]]:
    """The patterns that match at `at`, each with one past its last token."""
    found = ((pattern, _match(view.lower, at, pattern.tokens)) for pattern in group)
    return [(pattern, end) for pattern, end in found if end is not None]


def _match(lower: list[str], at: int, tokens: tuple[str, ...]) -> int | None:
    for index, token in enumerate(tokens):
        if token == GAP:
            rest = tokens[index + 1 :]
            for skip in range(1, _WIDEST_GAP + 1):
                if at + skip > len(lower) or lower[at + skip - 1] in {",", ".", ";", '"', ":"}:
                    return None
                end = _match(lower, at + skip, rest)
                if end is not None:
                    return end
            return None
        if at >= len(lower) or lower[at] != token:
            return None
        at += 1
    return at


def _typed(view: SentenceView, at: int, patterns: list[Pattern], end: int, domains: frozenset[str]) -> Trigger | None:
    """Decide how the word is used here, and let the rules of that use give the type."""
    nouns = [pattern for pattern in patterns if pattern.entry and pattern.entry.pos == "noun"]
    verbs = [pattern for pattern in patterns if pattern.entry and pattern.entry.pos == "verb"]
    others = [pattern for pattern in patterns if pattern.entry and pattern.entry.pos in {"adjective", "phrase"}]
    form = verbs[0].form if verbs else nouns[0].form if nouns else ""
    if (nouns or verbs) and form != "past" and (verbs or len(patterns[0].tokens) == 1):
        is_noun = used_as_noun(view, at, end, form, ambiguous=bool(nouns) and bool(verbs))
        # A gerund that no noun entry knows is still its verb's: "charged with murdering two women".
        chosen = nouns or verbs if is_noun and form == "ing" else nouns if is_noun else verbs
    else:
        chosen = nouns + verbs
    for pattern in chosen + others:
        if pattern.entry is None:
            continue
        pos = pattern.entry.pos
        frame = Frame(view, (at, end), pattern, pos, domains)
        if pos == "verb" and only_modifies(view, frame):
            continue
        if is_named(view, at, pattern):
            continue
        kind = first_match(pattern.entry.rules, frame)
        if kind is not None:
            return Trigger(frame, kind, pattern.entry.strength)
    return None
