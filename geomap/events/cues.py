"""The words that decide whether an event happened, read once from `data/status.toml`."""

from __future__ import annotations

from functools import cache

from geomap.events.grammar import expand
from geomap.events.lexicon import read_data, words_of


@cache
def cues(group: str) -> dict[str, frozenset[str]]:
    """The word sets of one table of the file, by name."""
    return {name: frozenset(expand(listing)) for name, listing in read_data("status.toml")[group].items()}


@cache
def governing_verbs() -> frozenset[str]:
    """All forms of the verbs that govern an event: "prevent", "survive", "plan"."""
    listings = [*read_data("status.toml")["governors"].values(), read_data("status.toml")["implicative"]["occurred"]]
    return frozenset(
        form for listing in listings for word in words_of(listing) if word.startswith("~") for form in expand(word)
    )


@cache
def background_phrases() -> tuple[str, ...]:
    """Phrases that tell the past of a story, one space around each."""
    return tuple(f" {phrase} " for phrase in words_of(read_data("status.toml")["background"]["phrases"]))
