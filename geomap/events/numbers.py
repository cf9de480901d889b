"""Find how many people were killed, injured, arrested, missing, displaced, abducted or took part."""

from __future__ import annotations

from dataclasses import dataclass, field

from geomap.events.mention import Count
from geomap.events.numbers_deeds import Deed, Sentence, read_sentence
from geomap.events.numbers_links import Link, find_links, implied_link
from geomap.events.numbers_words import load_words


@dataclass(frozen=True, slots=True)
class CasualtyCount(Count):
    """A count, and what happened to those counted.

    `kind` is killed, injured, arrested, missing, displaced, participants or abducted; `deed` are the offsets of the
    words that say so; `total` tells that it is a running total ("raising the toll to 27").
    """

    kind: str = field(kw_only=True)
    deed: tuple[int, int] = field(kw_only=True, default=(0, 0))
    total: bool = field(kw_only=True, default=False)


def find_counts(text: str, start: int, end: int) -> list[CasualtyCount]:
    """Find the numbers of people that a sentence reports.

    Args:
        text: The document's text.
        start: Where the sentence starts.
        end: Where it ends.

    Returns:
        Counts in text order. "No casualties" counts nobody killed and nobody injured; "killed or wounded 40"
        says neither, and gives nothing.
    """
    if not load_words().gate.search(text, start, end):
        return []
    sentence = read_sentence(text, start, end)
    counts: dict[tuple[str, int], CasualtyCount] = {}
    for link in find_links(sentence):
        counts.setdefault((link.kind, link.group[0].first), _count(text, sentence, link))
    return sorted(counts.values(), key=lambda count: (count.start, count.kind))


def count_at(text: str, part: tuple[int, int], number: tuple[int, int], kind: str) -> CasualtyCount | None:
    """The number of people that stands at some words, whatever tells what it counts; None where none does.

    Args:
        text: The document's text.
        part: Offsets of the sentence.
        number: Offsets of a word of the number.
        kind: What it counts.
    """
    sentence = read_sentence(text, *part)
    for quantity in sentence.quantities:
        low, high = sentence.tokens[quantity.first].start, sentence.tokens[quantity.number_end - 1].end
        if low < number[1] and number[0] < high:
            deed = Deed(quantity.first, quantity.number_end, kind, "head")
            return _count(text, sentence, Link(kind, deed, [quantity]))
    return None


def implied_counts(text: str, part: tuple[int, int], trigger: tuple[int, int], kind: str) -> CasualtyCount | None:
    """The people to whom an event happened by its own nature: who stands beside its trigger.

    Args:
        text: The document's text.
        part: Offsets of the sentence.
        trigger: Offsets of the event's trigger: "came away with", "dug their way out".
        kind: What happened to them.
    """
    sentence = read_sentence(text, *part)
    link = implied_link(sentence, trigger, kind)
    return None if link is None else _count(text, sentence, link)


def _count(text: str, sentence: Sentence, link: Link) -> CasualtyCount:
    """One count of what was added up."""
    tokens, group = sentence.tokens, link.group
    start = tokens[group[0].first].start
    last = group[0].number_end if len(group) == 1 else group[-1].last
    end = tokens[last - 1].end
    values = [quantity.value for quantity in group]
    highs = [quantity.value if quantity.high is None else quantity.high for quantity in group]
    known = [value for value in values if value is not None]
    total = sum(known) if len(known) == len(values) else None
    high = sum(high for high in highs if high is not None) if any(q.high is not None for q in group) else None
    deed = tokens[link.deed.first].start, tokens[link.deed.last - 1].end
    high = high if total is not None else None
    return CasualtyCount(
        start, end, text[start:end], total, high, kind=link.kind, deed=deed, total=link.deed.side == "toll"
    )
