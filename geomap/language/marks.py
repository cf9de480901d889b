"""What the model says of events, word by word: type and status, and which place, date, number and word is theirs."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

Span = tuple[int, int]
COUNTS = ("killed", "injured", "arrested", "missing", "displaced", "participants")
TIES = ("scene", "date", "count", "same")  # what an event's word is tied to: place, date, number, another of its words
_FAR = 50.0  # beyond, exp overflows


@dataclass(frozen=True, slots=True)
class MarkedTrigger:
    """Neighbouring words that the model reads as one event's: offsets, type, and the probability of any event."""

    start: int
    end: int
    type: str
    chance: float


@dataclass(frozen=True, slots=True, eq=False)
class EventMarks:
    """The model's answers on events for a text.

    Attributes:
        starts: Where the words start, code points into the text, in order.
        ends: One past each word's last.
        names: The types, in the order of `types`' columns after the first.
        statuses_named: The statuses, in the order of `statuses`' columns.
        types: Log-probabilities, words × (1 + types); the first column is "no event".
        statuses: Log-probabilities given that the word tells of an event, words × statuses.
        counts: Log-probabilities of what a word as a number counts, words × (1 + `COUNTS`); the first column is
            "no people".
        events: Vectors of words as triggers, words × (`TIES` × width).
        partners: Vectors of words as what an event is tied to, words × (`TIES` × width).
    """

    starts: list[int]
    ends: list[int]
    names: tuple[str, ...]
    statuses_named: tuple[str, ...]
    types: NDArray[np.float16]
    statuses: NDArray[np.float16]
    counts: NDArray[np.float16]
    events: NDArray[np.float16]
    partners: NDArray[np.float16]

    def shifted(self, offset: int) -> EventMarks:
        """The same marks for a text that begins `offset` code points earlier."""
        return EventMarks(
            [start + offset for start in self.starts],
            [end + offset for end in self.ends],
            self.names,
            self.statuses_named,
            self.types,
            self.statuses,
            self.counts,
            self.events,
            self.partners,
        )

    def covers(self, start: int) -> bool:
        """Whether a code point lies in the text that was read."""
        return bool(self.starts) and self.starts[0] <= start < self.ends[-1]

    @property
    def highest(self) -> float:
        """The highest probability of an event that any word of the whole text has."""
        return 1 - math.exp(float(self.types[:, 0].min())) if len(self.types) else 0.0

    def type_chances(self, start: int, end: int) -> dict[str, float]:
        """Probabilities of the types for a trigger, by its most telling word; "" is no event; empty outside."""
        row = self._telling(start, end)
        if row is None:
            return {}
        chances = [math.exp(value) for value in self.types[row].tolist()]
        return dict(zip(("", *self.names), chances, strict=True))

    def status_chances(self, start: int, end: int) -> dict[str, float]:
        """Probabilities of the statuses for a trigger, given that it tells of an event; empty outside."""
        row = self._telling(start, end)
        if row is None:
            return {}
        return dict(zip(self.statuses_named, (math.exp(v) for v in self.statuses[row].tolist()), strict=True))

    def numbers(self, start: int, end: int, least: float) -> Iterator[tuple[int, int, str]]:
        """Words between two offsets that count people, with at least the given probability: offsets, and what."""
        for row in self._rows(start, end):
            if 1 - math.exp(float(self.counts[row, 0])) < least:
                continue
            kind = int(self.counts[row, 1:].argmax())
            if math.exp(float(self.counts[row, 1 + kind])) >= least:
                yield self.starts[row], self.ends[row], COUNTS[kind]

    def tie_chance(self, tie: str, trigger: Span, partner: Span) -> float | None:
        """Probability that the trigger's event and another word are tied; None outside.

        Args:
            tie: One of `TIES`.
            trigger: Offsets of the event's words.
            partner: Offsets of the place, date, number or other word.
        """
        first, second = self._rows(*trigger), self._rows(*partner)
        if not first or not second:
            return None
        width = self.events.shape[1] // len(TIES)
        low = TIES.index(tie) * width
        own = self.events[first, low : low + width].astype("float32")
        others = self.partners[second, low : low + width].astype("float32")
        best = float((own @ others.T).max())
        return 1 / (1 + math.exp(-best)) if best > -_FAR else 0.0

    def triggers(self, start: int, end: int, least: float) -> Iterator[MarkedTrigger]:
        """Runs of words between two offsets that tell of an event with at least the given probability."""
        run: list[int] = []
        kind = 0
        for row in self._rows(start, end):
            none = math.exp(float(self.types[row, 0]))
            best = 1 + int(self.types[row, 1:].argmax())
            if 1 - none < least or (run and best != kind):
                if run:
                    yield self._marked(run, kind)
                run = []
            if 1 - none >= least:
                run.append(row)
                kind = best
        if run:
            yield self._marked(run, kind)

    def _marked(self, run: list[int], kind: int) -> MarkedTrigger:
        chance = max(1 - math.exp(float(self.types[row, 0])) for row in run)
        return MarkedTrigger(self.starts[run[0]], self.ends[run[-1]], self.names[kind - 1], chance)

    def _rows(self, start: int, end: int) -> list[int]:
        return list(range(bisect_right(self.ends, start), bisect_left(self.starts, end)))

    def _telling(self, start: int, end: int) -> int | None:
        return min(self._rows(start, end), key=lambda row: float(self.types[row, 0]), default=None)
