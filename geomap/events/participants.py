"""Who did it and to whom: noun phrases beside a trigger become names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.events.grammar import load_grammar
from geomap.events.phrases import is_finite

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
_WIDEST = 8
_POSSESSIVE = re.compile(r"[’'‘]s?$")
_OFFICE = re.compile(
    r"\b((?:vice |prime |foreign |interior |defen[cs]e |police )?"
    r"(?:president|minister|governor|mayor|chancellor|king|emir|premier|chief))$"
)


def find_actors(frames: Sequence[Frame], text: str, names: Names) -> tuple[str, ...]:
    """Those who acted, as named, in the order of the triggers."""
    return _collect(frames, "subjects", text, names, _AGENTS)


def find_targets(frames: Sequence[Frame], text: str, names: Names) -> tuple[str, ...]:
    """Those to whom or what it was done, as named."""
    return _collect(frames, "objects", text, names, _AIMS)


def _collect(frames: Sequence[Frame], side: str, text: str, names: Names, wanted: frozenset[str]) -> tuple[str, ...]:
    found: list[str] = []
    for frame in frames:
        spans: Iterable[Span] = getattr(frame, side)
        for span in spans:
            # "a militant attack": a noun that only modifies is no actor by itself, unless it is a name.
            if frame.pos != "verb" and span == frame.modifiers and not any(frame.view.capital[slice(*span)]):
                continue
            for name in _names_in(frame.view, span, text, names, wanted):
                if name not in found:
                    found.append(name)
    return tuple(found)


def _names_in(view: SentenceView, span: Span, text: str, names: Names, wanted: frozenset[str]) -> Iterable[str]:
    for low, high in _split(view, span):
        high = next((at for at in range(low + 1, high) if is_finite(view, at)), high)  # noqa: PLW2901 - cut short
        low, high = _trim(view, low, high)  # noqa: PLW2901 - the trimmed span takes its place
        if low >= high or high - low > _WIDEST:
            continue
        tags = view.features(low, high)
        if not tags & wanted and not _is_person(view, low, high):
            continue
        raw = " ".join(text[view.starts[low] : view.ends[high - 1]].split())
        yield _named(raw, names)


def _split(view: SentenceView, span: Span) -> Iterable[Span]:
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


def _trim(view: SentenceView, low: int, high: int) -> Span:
    lower = view.lower
    grammar = load_grammar()
    while low < high and (
        lower[low] in grammar.quantities or lower[low].isdigit() or not lower[low][0].isalnum() or lower[low] == "'s"
    ):
        low += 1
    while low < high and (lower[high - 1] in grammar.days | grammar.outcomes or lower[high - 1].endswith(("ed", "ly"))):
        high -= 1
    # "the residence of X", "his convoy": who is meant is the one who holds it.
    while high - low > 2 and lower[low] in grammar.holders and lower[low + 1] == "of":  # noqa: PLR2004 - both words
        low += 2
        while low < high and lower[low] in {"the", "a", "an", "its"}:
            low += 1
    if high - low > 2 and lower[high - 1] in grammar.holders and lower[high - 2] in {"'s", "'"}:  # noqa: PLR2004
        high -= 2
    return low, high


def _is_person(view: SentenceView, low: int, high: int) -> bool:
    """A run of capitalised words that names no place."""
    return all(view.capital[at] and "@place" not in view.tags[at] for at in range(low, high)) and not view.shouted


def _named(raw: str, names: Names) -> str:
    """The whole name behind a phrase: title and name, last name alone, office alone, acronym."""
    raw = _POSSESSIVE.sub("", raw)
    whole = names.whole(raw)
    if whole != raw:
        return whole
    last = raw.split(" ")[-1]
    full = names.full.get(last.lower())
    if full is not None and (full in raw or (" " in raw and last[0].isupper())):
        return full
    office = _OFFICE.search(raw.lower())
    if office is not None and office[1] in names.offices:
        return names.offices[office[1]]
    return names.long.get(last, raw) if last.isupper() and last in names.long else raw
