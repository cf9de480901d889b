"""Clauses that recall an earlier event of the sentence's kind: "the worst flood since 1996, when 87 people died"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.grammar import load_grammar

if TYPE_CHECKING:
    from geomap.events.view import SentenceView

_REACH = 7  # tokens from "since" to "when": a date, or a place and a date


@dataclass(frozen=True, slots=True)
class Recalled:
    """Where a sentence turns to what it recalls.

    Attributes:
        view: The sentence.
        since: The token that leads to its date: "since", "after".
        when: The token that begins its clause.
    """

    view: SentenceView
    since: int
    when: int


def find_recalled(view: SentenceView) -> Recalled | None:
    """The clause of a sentence that recalls an earlier event by its date; None when there is none."""
    lower, months = view.lower, load_grammar().days
    for since, word in enumerate(lower):
        if word != "since":
            continue
        for when in range(since + 2, min(since + _REACH, len(lower))):
            dated = any(part in months or part[0].isdigit() for part in lower[since + 1 : when])
            if lower[when] == "when" and dated:
                return Recalled(view, since, when)
    return None
