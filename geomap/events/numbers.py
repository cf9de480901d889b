"""Find how many people were killed, injured, arrested, missing, displaced, abducted or took part."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.events.mention import Count
from geomap.events.numbers_deeds import Sentence, read_sentence
from geomap.events.numbers_links import find_links
from geomap.events.numbers_words import load_words

if TYPE_CHECKING:
    from geomap.events.numbers_quantity import Quantity


@dataclass(frozen=True, slots=True)
class CasualtyCount(Count):
    """A count, and what happened to those counted.

    `kind` is killed, injured, arrested, missing, displaced, participants or abducted.
    """

    kind: str = field(kw_only=True)


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
    for kind, group in find_links(sentence):
        counts.setdefault((kind, group[0].first), _count(text, sentence, kind, group))
    return sorted(counts.values(), key=lambda count: (count.start, count.kind))


def _count(text: str, sentence: Sentence, kind: str, group: list[Quantity]) -> CasualtyCount:
    """One count of what was added up."""
    tokens = sentence.tokens
    start = tokens[group[0].first].start
    last = group[0].number_end if len(group) == 1 else group[-1].last
    end = tokens[last - 1].end
    values = [quantity.value for quantity in group]
    highs = [quantity.value if quantity.high is None else quantity.high for quantity in group]
    known = [value for value in values if value is not None]
    total = sum(known) if len(known) == len(values) else None
    high = sum(high for high in highs if high is not None) if any(q.high is not None for q in group) else None
    return CasualtyCount(start, end, text[start:end], total, high if total is not None else None, kind=kind)
