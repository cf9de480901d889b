"""What an annotated event's date and numbers are in its text: the words to tie the event to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

from benchmarks.sentences import days_of
from geomap.documents.document import Block, BlockKind, Document
from geomap.events.numbers_figures import split_tokens
from geomap.events.numbers_quantity import find_quantities
from geomap.events.time import find_times
from geomap.language.marks import COUNTS
from geomap.language.sentences import split_sentences
from training.corpora import HIDDEN, words_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.corpora import Example

_MOST_PARTS = 3  # numbers that an annotated sum may be made of
_NEAR = 2  # sentences between an event and its number
_NOTHING = -1  # "tied to no event"

Span = tuple[int, int]


@dataclass(slots=True)
class _Number:
    """A number of people in a text: where, its value (None for "dozens"), the upper bound, and what it counts."""

    start: int
    end: int
    sentence: int
    value: int | None
    high: int | None
    text: str
    kind: int | None = None
    events: set[int] = field(default_factory=set)


def tie(example: Example, published: str | None, events: Sequence[dict[str, Any]], spans: Sequence[list[Span]]) -> None:
    """Put dates, counts and what they belong to on the words of an example.

    Args:
        example: the text, split into words; it is changed.
        published: the day of publication, or None.
        events: what is annotated of each event: `date`, and numbers by kind.
        spans: for each event, where its words stand.
    """
    _tie_dates(example, published, events)
    _tie_counts(example, events, spans)


def _tie_dates(example: Example, published: str | None, events: Sequence[dict[str, Any]]) -> None:
    text = example.text
    day = None if published is None else date.fromisoformat(published[:10])
    times = find_times(Document("ties", text, (Block(0, len(text), BlockKind.BODY),), published=day))
    ties: list[set[int]] = [set() for _ in example.words]
    undated = set()
    for number, event in enumerate(events):
        days = days_of(event.get("date"))
        own = [time for time in times if (time.first, time.last) == days]
        if days is not None and not own:
            undated.add(number)
        for time in own:
            for at in words_at(example, time.start, time.end):
                ties[at].add(number)
    said = {at for time in times for at in words_at(example, time.start, time.end)}
    example.dates = [
        tuple(sorted(numbers)) if numbers else (_NOTHING,) if at in said else () for at, numbers in enumerate(ties)
    ]
    example.undated = frozenset(undated)


def _tie_counts(example: Example, events: Sequence[dict[str, Any]], spans: Sequence[list[Span]]) -> None:
    text = example.text
    sentences = split_sentences(text, 0, len(text))
    numbers = _numbers(text, sentences)
    unclear: set[int] = set()  # sentences with an event whose number was not found
    for at, (event, own) in enumerate(zip(events, spans, strict=True)):
        told = {index for index, (low, high) in enumerate(sentences) for start, _ in own if low <= start < high}
        for kind, name in enumerate(COUNTS, 1):
            gold = event.get(name)
            if not gold:
                continue
            near = [n for n in numbers if min((abs(n.sentence - s) for s in told), default=_NEAR + 1) <= _NEAR]
            near = [n for n in near if n.kind in {None, kind}]
            near.sort(key=lambda n: (n.sentence not in told, min(abs(n.start - start) for start, _ in own)))
            found = _those_of(gold, near)
            if not found:
                unclear |= told
            for number in found:
                number.kind = kind
                number.events.add(at)
    example.counts = [0] * len(example.words)
    ties: list[set[int]] = [set() for _ in example.words]
    for number in numbers:
        for at in words_at(example, number.start, number.end):
            if number.kind is None:
                example.counts[at] = HIDDEN if number.sentence in unclear else 0
            else:
                example.counts[at] = number.kind
                ties[at] |= number.events
    example.counted = [tuple(sorted(own)) for own in ties]


def _numbers(text: str, sentences: Sequence[Span]) -> list[_Number]:
    found = []
    for index, (start, end) in enumerate(sentences):
        tokens = split_tokens(text, start, end)
        for quantity in find_quantities(tokens):
            low, high = tokens[quantity.first].start, tokens[max(quantity.first, quantity.number_end - 1)].end
            found.append(_Number(low, high, index, quantity.value, quantity.high, text[low:high]))
    return found


def _those_of(gold: int | str | list[int], near: Sequence[_Number]) -> Sequence[_Number]:
    """The number that says what is annotated, the nearest first, or the parts of it in one sentence."""
    if isinstance(gold, str):
        words = [n for n in near if n.text in gold or gold in n.text]
        return words[:1]
    low, high = (gold[0], gold[-1]) if isinstance(gold, list) else (gold, None)
    whole = [n for n in near if n.value == low and (high is None or n.high == high)]
    if whole or high is not None:
        return whole[:1]
    for size in range(2, _MOST_PARTS + 1):
        for parts in combinations(near[: 2 * _MOST_PARTS], size):
            alike = len({part.sentence for part in parts}) == 1
            if alike and sum(part.value or 0 for part in parts) == low and all(part.value for part in parts):
                return parts
    return ()
