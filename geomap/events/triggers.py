"""Triggers: which words of a sentence report an event, and of which type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.frame import Frame
from geomap.events.grammar import load_grammar
from geomap.events.lexicon import GAP, Lexicon, Pattern
from geomap.events.rules import first_match

if TYPE_CHECKING:
    from geomap.events.view import SentenceView

_WIDEST_GAP = 5
_SERIOUS = frozenset({"@conflict", "@law", "@militants", "@security"})
_NOUN_FOLLOWERS = frozenset(
    """in on at of by near against that which was were is are has have had after when , . ; : and or during for with from
    to between who will would could over outside inside targeting amid 's ' ) " as before since left leaves killed
    kills""".split()
)
_DETERMINERS = frozenset(
    "the a an this that these those his her its their our my some any no each every another".split()
)
_OBJECT_PRONOUNS = frozenset({"him", "her", "them", "it", "us", "me", "you", "himself", "themselves"})


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
    """The triggers of a sentence, in order.

    Args:
        view: The sentence.
        lexicon: The room's words.
        domains: What the document is about, as "@" classes.
    """
    if _is_story(view):
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
        if trigger and trigger.type:
            found.append(trigger)
    return found


def _is_story(view: SentenceView) -> bool:
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


def _first(
    view: SentenceView, at: int, matches: list[tuple[Pattern, int]], domains: frozenset[str]
) -> Trigger | None:
    """The trigger that the longest match with an event gives; an idiom gives one without a type."""
    for end in sorted({stop for _, stop in matches}, reverse=True):
        patterns = [pattern for pattern, stop in matches if stop == end]
        if any(pattern.entry is None for pattern in patterns):
            return Trigger(Frame(view, (at, end), patterns[0], "phrase", domains), "", "")
        trigger = _typed(view, at, patterns, end, domains)
        if trigger is not None:
            return trigger
    return None


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
        is_noun = _used_as_noun(view, at, end, form, ambiguous=bool(nouns) and bool(verbs))
        # A gerund that no noun entry knows is still its verb's: "charged with murdering two women".
        chosen = nouns or verbs if is_noun and form == "ing" else nouns if is_noun else verbs
    else:
        chosen = nouns + verbs
    for pattern in chosen + others:
        if pattern.entry is None:
            continue
        pos = pattern.entry.pos
        frame = Frame(view, (at, end), pattern, pos, domains)
        if pos == "verb" and _only_modifies(view, frame):
            continue
        if (pos == "verb" or pattern.form == "pl") and _is_named(view, at):
            continue
        kind = first_match(pattern.entry.rules, frame)
        if kind is not None:
            return Trigger(frame, kind, pattern.entry.strength)
    return None


def _used_as_noun(view: SentenceView, at: int, end: int, form: str, *, ambiguous: bool) -> bool:
    """Tell whether a word that may be noun or verb is a noun here; `form` is the verb's, or a noun's number."""
    grammar = load_grammar()
    before = view.lower[at - 1] if at else ""
    after = view.lower[end] if end < len(view.lower) else "."
    if form in {"sg", "pl", ""}:
        return True
    if before in grammar.modals or before in {"to", "not", "n't"} or before.endswith("n't"):
        return before == "to" and form == "s"
    if before in grammar.pronouns and before != "her":
        return False
    if form == "ing":
        return _gerund_is_noun(view, at, before, after)
    if before in _DETERMINERS or before in grammar.indefinite or before in {"'s", "'"} or before.isdigit():
        return True
    if not ambiguous:
        return False
    if before in grammar.prepositions or before in {"under", "after", "amid", "following", "and", "or", ""}:
        return after not in _DETERMINERS or before in {"after", "amid", "following", "of"}
    acts = bool(view.tags[at - 1]) and not view.tags[at - 1] <= {"@place", "@country", "@law", "@conflict"}
    if form == "s" and not before.endswith("s"):
        return after in _NOUN_FOLLOWERS and not (acts and view.heading)
    if form == "base" and before.endswith("s") and acts:
        return after in _NOUN_FOLLOWERS - {"in", "at", "over", "for", "near", "outside", "on", "against", "with"}
    if acts and (after in _DETERMINERS or after in _OBJECT_PRONOUNS or after.isdigit()):
        return False
    return not (acts and view.heading and after not in _NOUN_FOLLOWERS)


def _gerund_is_noun(view: SentenceView, at: int, before: str, after: str) -> bool:
    grammar = load_grammar()
    if after == "of":
        return True
    if after in _DETERMINERS or after in _OBJECT_PRONOUNS or after in grammar.pronouns or after[0].isdigit():
        return False
    if before in _DETERMINERS or before in grammar.indefinite or before in {"'s", "'"}:
        return True
    if before in grammar.auxiliaries or before in {",", "and", "by", "without", "while", "of", "for"}:
        return after in _NOUN_FOLLOWERS and before not in grammar.auxiliaries
    return not (at and view.tags[at - 1] & {"@civilians", "@militants", "@security", "@gunmen", "@protesters"})


def _is_named(view: SentenceView, at: int) -> bool:
    """Whether a verb or a plural is a name by its capital: "said Sue Marsh", "beat the Hurricanes"."""
    return at > 0 and view.capital[at] and not view.heading and view.lower[at - 1] not in {'"', ":"}


def _only_modifies(view: SentenceView, frame: Frame) -> bool:
    """Whether a participle stands before a noun as an adjective: "the injured player", "a flooded market"."""
    start, end = frame.span
    if frame.pattern.form != "past" or start == 0 or end >= len(view.lower) or end - start > 1:
        return False
    before = view.lower[start - 1]
    after = view.lower[end]
    grammar = load_grammar()
    if before in _DETERMINERS or before in {"'s"}:
        closed = grammar.prepositions | grammar.breaks | grammar.auxiliaries | grammar.have | {",", "."}
        return after not in closed or after == "of"
    if before in grammar.prepositions and before not in {"to", "by", "of"}:
        # "including smashed windows"
        return after not in grammar.prepositions | grammar.breaks | _DETERMINERS | {",", "."} and not after.isdigit()
    return False
