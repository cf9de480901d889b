"""How a word is used in its sentence: as a verb, as a noun, as an adjective or as a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.grammar import load_grammar

if TYPE_CHECKING:
    from geomap.events.frame import Frame
    from geomap.events.lexicon import Pattern
    from geomap.events.view import SentenceView

_ACTING = frozenset({"@civilians", "@militants", "@security", "@gunmen", "@protesters"})


def used_as_noun(view: SentenceView, at: int, end: int, form: str, *, ambiguous: bool) -> bool:
    """Tell whether a word that may be noun or verb is a noun here.

    Args:
        view: The sentence.
        at: The word's first token.
        end: One past its last.
        form: The verb's form, or the noun's number where no verb is written so.
        ambiguous: Whether the lexicon knows it as both.
    """
    if form in {"sg", "pl", ""}:
        return True
    grammar = load_grammar()
    before = view.lower[at - 1] if at else ""
    after = view.lower[end] if end < len(view.lower) else "."
    if before in grammar.modals or before in {"to", "not"} or before.endswith("n't"):
        return before == "to" and form == "s"
    if before in grammar.pronouns and before != "her":
        return False
    if form == "ing":
        return _gerund_is_noun(view, at, before, after)
    if before in grammar.determiners or before in grammar.indefinite or before in {"'s", "'"} or before.isdigit():
        return True
    return ambiguous and _is_noun_between(view, at, form, after)


def _is_noun_between(view: SentenceView, at: int, form: str, after: str) -> bool:
    """Tell by the words at either side: "militants [attack] a village", "a militant [attack] in"."""
    grammar = load_grammar()
    before = view.lower[at - 1] if at else ""
    if not before or before in grammar.prepositions or before in {"after", "amid", "following", "and", "or"}:
        return after not in grammar.determiners or before in {"after", "amid", "following", "of"}
    acts = bool(view.tags[at - 1]) and not view.tags[at - 1] <= {"@place", "@country", "@law", "@conflict"}
    followed = after in grammar.noun_followers
    if form == "s" and not before.endswith("s"):
        return followed and not (acts and view.heading)
    if form == "base" and before.endswith("s") and acts:
        return followed and after not in grammar.particles | {"near", "outside", "over"}
    if acts and (after in grammar.determiners or after in grammar.object_pronouns or after.isdigit()):
        return False
    return followed or not (acts and view.heading)


def _gerund_is_noun(view: SentenceView, at: int, before: str, after: str) -> bool:
    """Tell by the words at either side: "the [bombing] of", "charged with [murdering] two women"."""
    grammar = load_grammar()
    objects = grammar.determiners | grammar.object_pronouns | grammar.pronouns
    if after == "of":
        return True
    if after in objects or after[0].isdigit():
        return False
    if before in grammar.determiners or before in grammar.indefinite or before in {"'s", "'"}:
        return True
    # "caught smuggling migrants", ", killing as many as", "men fighting in"
    acts = at > 0 and bool(view.tags[at - 1] & _ACTING)
    done = at + 1 < len(view.tags) and "@people" in view.tags[at + 1]
    if done or acts or before in grammar.auxiliaries or before in {",", "and", "while"}:
        return False
    return before not in {"by", "without", "of", "for"} or after in grammar.noun_followers


def is_named(view: SentenceView, at: int, pattern: Pattern) -> bool:
    """Whether a capital makes a trigger a name: "said Sue Marsh", "the March for Babies", "the Hurricanes".

    Storms have names themselves: "after Hurricane Larry".
    """
    if at == 0 or not view.capital[at] or view.heading or _begins_quote(view, at):
        return False
    end = at + len(pattern.tokens)
    if pattern.lemma == "fire" and view.capital[at - 1] and view.lower[at - 2 : at - 1] == ["the"]:
        return False  # "the Camp Fire"
    storm = "@weather" in view.tags[at] and end < len(view.lower) and view.capital[end]
    return not storm or pattern.form == "pl" or view.capital[at - 1]


def _begins_quote(view: SentenceView, at: int) -> bool:
    """Whether a word begins quoted speech, which has a capital too; after a closing quote stands a name."""
    before = view.lower[at - 1]
    return before in {":", "'"} or (before == '"' and view.lower[at - 2 : at - 1] not in ([","], ["."], ["?"], ["!"]))


def only_modifies(view: SentenceView, frame: Frame) -> bool:
    """Whether a participle stands before a noun as an adjective: "the injured player", "a flooded market"."""
    start, end = frame.span
    if frame.pattern.form != "past" or start == 0 or end >= len(view.lower) or end - start > 1:
        return False
    before = view.lower[start - 1]
    after = view.lower[end]
    grammar = load_grammar()
    if before in grammar.determiners or before == "'s":
        closed = grammar.prepositions | grammar.breaks | grammar.auxiliaries | grammar.have | {",", "."}
        return after not in closed or after == "of"
    if before == "including" or (before in grammar.prepositions and before not in {"to", "by", "of"}):
        # "including smashed windows"
        return (
            after not in grammar.prepositions | grammar.breaks | grammar.determiners | {",", "."}
            and not after.isdigit()
        )
    return False
