"""What the model ties to events beyond what the rules see: numbers told in other clauses and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.given_counts import bears, with_count
from geomap.events.numbers import count_at, find_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.mention import EventMention
    from geomap.events.numbers import CasualtyCount
    from geomap.events.taxonomy import Taxonomy
    from geomap.language.reading import DocumentReading

_REACH = 700  # code points: beyond, the model has not read both in one window
_SURE = 0.8  # from which on a tie stands alone
_COUNTS = 0.7  # from which on a number counts people although no rule says so


@dataclass(frozen=True, slots=True)
class Ties:
    """Asks the model, of one document, how likely an event's word and another belong together."""

    reading: DocumentReading

    def chance(self, tie: str, trigger: tuple[int, int], partner: tuple[int, int]) -> float | None:
        """Probability of a tie; None where the model has not read both.

        Args:
            tie: One of `geomap.language.marks.TIES`.
            trigger: Offsets of the event's words.
            partner: Offsets of what may be tied to it.
        """
        if abs(trigger[0] - partner[0]) > _REACH:
            return None
        marks = self.reading.marks_at(trigger[0])
        if marks is None or not marks.covers(partner[0]):
            return None
        return marks.tie_chance(tie, trigger, partner)


def unread_counts(text: str, sentence: tuple[int, int], ties: Ties) -> list[CasualtyCount]:
    """The numbers of a sentence that count people by the model, and of which the rules make nothing.

    Args:
        text: The document's text.
        sentence: Offsets of the sentence.
        ties: Asks the model.
    """
    marks = ties.reading.marks_at(sentence[0])
    seen = list(marks.numbers(*sentence, _COUNTS)) if marks is not None else []
    if not seen:
        return []
    read = find_counts(text, *sentence)
    found: list[CasualtyCount] = []
    for start, end, kind in seen:
        if any(count.start < end and start < count.end for count in (*read, *found)):
            continue
        count = count_at(text, sentence, (start, end), kind)
        if count is not None and count.value != 1:  # "a suicide bomber": of one person only the rules can tell
            found.append(count)
    return found


def tie_counts(
    mentions: Sequence[EventMention], left: Sequence[tuple[int, CasualtyCount]], ties: Ties, taxonomy: Taxonomy
) -> tuple[list[EventMention], list[tuple[int, CasualtyCount]]]:
    """Give numbers that no event has to those that the model ties them to.

    Args:
        mentions: Event mentions of a document.
        left: Numbers that the rules gave to no event, each with the start of its sentence.
        ties: Asks the model.
        taxonomy: Gives the groups of types.

    Returns:
        The mentions, and the numbers that are still left.
    """
    told, rest = list(mentions), []
    for start, count in left:
        judged = (
            (ties.chance("count", (one.start, one.end), (count.start, count.end)), at)
            for at, one in enumerate(told)
            if bears(one, count, taxonomy) and getattr(one, count.kind) is None
        )
        sure = [(chance, at) for chance, at in judged if chance is not None and chance >= _SURE]
        if sure:
            at = max(sure)[1]
            told[at] = with_count(told[at], count)
        else:
            rest.append((start, count))
    return told, rest
