"""What could not be read, and why: collected while the rest goes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one input.

    Attributes:
        name: The input: a file's path, a URL, or a file and a line ("feed.jsonl, line 12").
        reason: What is wrong and what to do, in one sentence without the name.
        lost: Whether a report was lost; False for a mere warning, such as a date that could not be read.
    """

    name: str
    reason: str
    lost: bool = True

    def __str__(self) -> str:
        """The name and the reason, as they are shown to the user."""
        return f"{self.name}: {self.reason}"
