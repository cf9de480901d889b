"""Who did it and to whom: noun phrases beside a trigger become names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.events.grammar import load_grammar
from geomap.events.phrases import is_finite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.events.frame import Frame
    from geomap.events.names import Names
    from geomap.events.phrases import Span
    from geomap.events.view import SentenceView

_AGENTS = frozenset(
    {"@security", "@militants", "@gunmen", "@protesters", "@crowd", "@officials", "@speakers", "@workers", "@country",
     "@civilians", "@accused", "@orgname"}
)  # fmt: skip
_AIMS = _AGENTS | {
    "@building", "@military_site", "@road_vehicle", "@vessel", "@aircraft", "@train", "@industrial", "@valuables",
}  # fmt: skip
_PERSONS = frozenset({"@officials", "@speakers"})
# What hazards and accidents do, nobody does.
UNWILLED = frozenset({"accidents", "hazards", "health"})
_WIDEST = 8
_POSSESSIVE = re.compile(r"[’'‘]s?$")
_OFFICE = re.compile(
    r"\b((?:vice |prime |foreign |interior |defen[cs]e |police )?"
    r"(?:president|minister|governor|mayor|chancellor|king|emir|premier|chief))$"
)
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "abu", "de", "da", "di", "la", "van", "von", "der", "den", "dos", "del"}
)
_PARTICLE = re.compile(r"(?:al|el|as|ad|an|ash|ar|at|az)[-‑]")


def find_actors(frames: Sequence[Frame], text: str, names: Names, group: str = "") -> tuple[str, ...]:
    """Those who acted, as named, in the order of the triggers.

    Args:
        frames: The triggers of one event.
        text: The document's text.
        names: Its names.
        group: The group of the event's type: nobody acts in a flood.
    """
    if group in UNWILLED:
        return ()
    return _collect((span for frame in frames for span in _acting(frame)), text, names, _AGENTS)


def find_targets(frames: Sequence[Frame], text: str, names: Names) -> tuple[str, ...]:
    """Those to whom or what it was done, as named."""
    return _collect((span for frame in frames for span in _suffering(frame)), text, names, _AIMS)


def _acting(frame: Frame) -> Iterator[tuple[Frame, Span]]:
    if frame.pos == "verb" and frame.pattern.lemma in load_grammar().suffered:
        return
    for span in frame.subjects:
        # "a militant attack": a noun that only modifies is no actor by itself, unless it is a name.
        if frame.pos == "verb" or span != frame.modifiers or any(frame.view.capital[slice(*span)]):
            yield frame, span


def _suffering(frame: Frame) -> Iterator[tuple[Frame, Span]]:
    # Who dies is the subject: "[nineteen miners] died".
    undergone = frame.pos == "verb" and frame.pattern.lemma in load_grammar().suffered
    for span in frame.subjects if undergone else frame.objects:
        yield frame, span


def _collect(spans: Iterable[tuple[Frame, Span]], text: str, names: Names, wanted: frozenset[str]) -> tuple[str, ...]:
    found: list[str] = []
    for frame, span in spans:
        for name in _names_in(frame.view, span, text, names, wanted):
            if name not in found:
                found.append(name)
    return tuple(found)


def _names_in(view: SentenceView, span: Span, text: str, names: Names, wanted: frozenset[str]) -> Iterator[str]:
    for low, high in _split(view, span):
        phrase = _noun_phrase(view, low, high, wanted)
        if phrase is None:
            continue
        phrase = _apposed(view, phrase) or phrase
        raw = " ".join(text[view.starts[phrase[0]] : view.ends[phrase[1] - 1]].split())
        yield _named(raw, names)


def _split(view: SentenceView, span: Span) -> Iterator[Span]:
    """Cut a phrase at "and" and at prepositions other than "of"."""
    grammar = load_grammar()
    low, high = span
    begin = low
    for at in range(low, high):
        word = view.lower[at]
        if word in grammar.coordinators or (word in grammar.prepositions and word != "of") or word in {",", '"'}:
            if begin < at:
                yield begin, at
            begin = at + 1
    if begin < high:
        yield begin, high


def _noun_phrase(view: SentenceView, low: int, high: int, wanted: frozenset[str]) -> Span | None:
    """What of a piece of text names somebody or something of the wanted classes; None when in doubt.

    The phrase ends at its noun and begins after its articles and numbers. Another verb's phrase is not looked
    into: "blamed the embassy and [suggested the militia …]".
    """
    begin = _past_verb(view, low, high)
    if begin is None:
        return None
    low = begin
    high = next((at for at in range(low + 1, high) if is_finite(view, at)), high)
    low, high = _trim(view, low, high)
    if low >= high:
        return None
    of = next((at for at in range(low + 1, high) if view.lower[at] == "of"), None)
    if of is not None:
        return _of_phrase(view, low, of, high, wanted)
    low = _start(view, low, high)
    if low >= high or high - low > _WIDEST:
        return None
    return (low, high) if _is_wanted(view, low, high, wanted) else None


def _of_phrase(view: SentenceView, low: int, of: int, high: int, wanted: frozenset[str]) -> Span | None:
    """As in "members of the guard", "seven of his guards", "the residence of X", "the release of the boys"."""
    grammar = load_grammar()
    head = view.lower[of - 1]
    if low == of or head in grammar.quantities or head[0].isdigit() or head in grammar.holders | grammar.gatherings:
        return _noun_phrase(view, of + 1, high, wanted)
    if view.lower[low - 1 : low] == ["in"] and head == "front":  # "in front of the mosque"
        return None
    start = _start(view, low, of)
    end = of + 1 + _length(view, of + 1, high)
    if not _is_wanted(view, start, of, wanted) or end - start > _WIDEST:
        return None
    return (start, end) if end > of + 1 else (start, of)


def _length(view: SentenceView, low: int, high: int) -> int:
    """How many tokens belong to the noun phrase that begins at `low`."""
    grammar = load_grammar()
    end = low
    while end < high and view.lower[end] not in grammar.prepositions - {"of"} and not is_finite(view, end):
        end += 1
    return end - low


def _past_verb(view: SentenceView, low: int, high: int) -> int | None:
    """Past "left" in "left seven guards wounded"; None where another verb begins the phrase."""
    if low >= high:
        return None
    word = view.lower[low]
    if word in {"left", "leaving", "leaves"}:
        return low + 1
    grammar = load_grammar()
    following = view.lower[low + 1] if low + 1 < high else ""
    leads = following in grammar.determiners or following in grammar.quantities or following in grammar.object_pronouns
    finite = word in grammar.pasts or (word.endswith(("ed", "es", "ing")) and leads)
    adverb = word.endswith("ly") and low + 1 < high and following.endswith("ed")
    return None if (finite and not view.capital[low]) or adverb or word in grammar.modals else low


def _trim(view: SentenceView, low: int, high: int) -> Span:
    """Without numbers and articles before it, and without days, numbers and adverbs behind."""
    lower = view.lower
    grammar = load_grammar()
    while low < high and (_leads(view, low) or lower[low] == "of"):
        low += 1
    trailing = grammar.days | grammar.outcomes | grammar.trailing
    while low < high and (
        lower[high - 1] in trailing
        or lower[high - 1].isdigit()
        or lower[high - 1] in grammar.quantities
        or not lower[high - 1][-1].isalnum()
        or (lower[high - 1].endswith(("ed", "ly")) and not view.capital[high - 1])
    ):
        if lower[high - 1] in grammar.quantities - grammar.trailing and high - low == 1:
            break
        high -= 1
    if high - low > 2 and lower[high - 1] in grammar.holders and lower[high - 2] in {"'s", "'"}:  # noqa: PLR2004 - a holder, its 's and a name
        high -= 2
    return low, high


def _leads(view: SentenceView, at: int) -> bool:
    word = view.lower[at]
    return word in load_grammar().quantities or word[0].isdigit() or not word[0].isalnum() or word == "'s"


def _start(view: SentenceView, low: int, high: int) -> int:
    """Where the noun phrase that ends at `high` begins: after its last article, number or verb."""
    grammar = load_grammar()
    stops = grammar.determiners | grammar.prepositions | grammar.object_pronouns | grammar.pronouns | grammar.breaks
    at = high - 1
    while at > low and not (
        (view.lower[at - 1] in stops or view.lower[at - 1] in grammar.verb_group or _leads(view, at - 1))
        and view.lower[at - 1] not in {"'s", "'"}
    ):
        at -= 1
    return at


def _is_wanted(view: SentenceView, low: int, high: int, wanted: frozenset[str]) -> bool:
    grammar = load_grammar()
    if low >= high or view.lower[high - 1] in grammar.nobody | grammar.pronouns:
        return False
    tags = view.tags[high - 1] | (
        view.features(low, high) & {"@country"} if _is_proper(view, high - 1) else frozenset()
    )
    if grammar.dead & set(view.lower[low:high]) and wanted is _AGENTS:
        return False
    return bool(tags & wanted) or _is_person(view, low, high)


def _is_person(view: SentenceView, low: int, high: int) -> bool:
    """A name, with or without an office before it, that is no place: "Rosa Quint", "spokesman Omar Tamimi"."""
    if view.shouted or not _is_proper(view, high - 1) or "@place" in view.tags[high - 1]:
        return False
    begin = high - 1
    while begin > low and _is_proper(view, begin - 1) and "@place" not in view.tags[begin - 1]:
        begin -= 1
    return begin == low or bool(view.features(begin - 1, high) & _PERSONS)


def _is_proper(view: SentenceView, at: int) -> bool:
    """Whether a word is part of a name: a capital, or a particle before one ("el-Tamimi")."""
    return view.capital[at] or (_PARTICLE.match(view.lower[at]) is not None and at > 0 and view.capital[at - 1])


def _apposed(view: SentenceView, phrase: Span) -> Span | None:
    """The name that explains an office: "the governor, [Rosa Quint], said"."""
    high = phrase[1]
    if not view.tags[high - 1] & _PERSONS or view.capital[high - 1] or view.lower[high : high + 1] != [","]:
        return None
    end = high + 1
    while end < len(view.lower) and (_is_proper(view, end) or view.lower[end] in _PARTICLES):
        end += 1
    named = end - high > 2 and view.lower[end : end + 1] == [","]  # noqa: PLR2004 - a first and a last name
    return (high + 1, end) if named and not any("@place" in tags for tags in view.tags[high + 1 : end]) else None


def _named(raw: str, names: Names) -> str:
    """The whole name behind a phrase: title and name, last name alone, office alone, acronym."""
    raw = _POSSESSIVE.sub("", raw)
    whole = names.whole(raw)
    if whole != raw:
        return whole
    bare = _without_title(raw)
    last = raw.split(" ")[-1]
    full = names.full.get(last.lower())
    if full is not None and (full in raw or (" " in raw and last[0].isupper() and bare != raw)):
        return full
    if bare != raw:
        return bare
    office = _OFFICE.search(raw.lower())
    if office is not None and office[1] in names.offices and not _is_foreign(raw):
        return names.offices[office[1]]
    return names.long.get(last, raw) if last.isupper() and last in names.long else raw


def _without_title(raw: str) -> str:
    """The name without nation and office: "Egypt's President Abdel Fattah el-Sissi" is Abdel Fattah el-Sissi."""
    titles = load_grammar().titles - {"the", "lord", "state", "police"}
    words = raw.split(" ")
    at = next((at for at in range(len(words) - 1, 0, -1) if words[at - 1].lower().strip(".,") in titles), None)
    if at is None:
        return raw
    name = words[at:]
    royal = len(name) == 1 or name[1] == "of"
    proper = all(word[0].isupper() or word in _PARTICLES or _PARTICLE.match(word) for word in name)
    return raw if royal or not proper or not name[0][0].isupper() else " ".join(name)


def _is_foreign(raw: str) -> bool:
    """Whether an office is said to be of a country, so that it need not be the one the report speaks of."""
    return any(word[0].isupper() for word in raw.split(" ")[:-1])
