"""A span of a document that names a place, with its role and what it was resolved to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.gazetteer.place import Candidate, Place


class Role(StrEnum):
    """What a place name does in its sentence."""

    LOCATION = "location"  # something is or happens there
    ASSOCIATIVE = "associative"  # stands for an actor or only modifies: "Iran condemned", "Canada's minister"
    DEMONYM = "demonym"  # "Iraqi"
    REPORTING = "reporting"  # where the report was made: dateline, byline, credit line


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A span of text that names a place.

    Attributes:
        start: First code point in the document's text.
        end: One past the last.
        text: The span itself.
        role: What the name does here.
        confidence: Probability that role and place are right.
        place: The place, or None when it could not be resolved.
        candidates: What was considered, ranked; empty when the gazetteer knows nothing of that name.
        reason: Why this place, in words.
    """

    start: int
    end: int
    text: str
    role: Role
    confidence: float
    place: Place | None = None
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
