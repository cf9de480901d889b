"""Weapons of an event, by one name each: "AK-47" and "assault rifle" are both a rifle."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geomap.events.inflect import plural
from geomap.events.lexicon import read_data, split_phrase, words_of

if TYPE_CHECKING:
    from geomap.events.view import SentenceView

_ARMED_GROUPS = frozenset({"battles", "explosions", "violence_against_civilians", "protests", "riots"})
_ARMED_TYPES = frozenset({"homicide", "robbery", "disrupted_weapons_use", "arson", "threat", "prison_break"})
# The plainer word says nothing new beside the fuller one.
_IMPLIED = {
    "bomb": {
        "car bomb",
        "roadside bomb",
        "IED",
        "barrel bomb",
        "cluster bomb",
        "suicide vest",
        "petrol bomb",
        "landmine",
    },
    "explosives": {"car bomb", "roadside bomb", "IED", "suicide vest", "drone", "bomb", "landmine", "grenade"},
    "firearm": {"rifle", "machine gun", "pistol", "shotgun"},
    "grenade": {"rocket-propelled grenade", "stun grenade"},
    "artillery": {"mortar", "tank"},
    "rocket": {"rocket-propelled grenade"},
    "aircraft": {"drone"},
}


def may_have_weapons(kind: str, group: str) -> bool:
    """Whether events of a type are done with weapons, so that a weapon beside them is likely theirs."""
    return group in _ARMED_GROUPS or kind in _ARMED_TYPES


def find_weapons(view: SentenceView, low: int, high: int) -> tuple[str, ...]:
    """The weapons named among the tokens from `low` up to `high`, in text order, each once."""
    names = _names()
    found: list[str] = []
    at = low
    while at < high:
        for tokens, name in names.get(view.lower[at], ()):
            if tuple(view.lower[at : at + len(tokens)]) == tokens:
                if name not in found:
                    found.append(name)
                at += len(tokens) - 1
                break
        at += 1
    return tuple(name for name in found if not _IMPLIED.get(name, set()) & set(found))


@cache
def _names() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, listing in read_data("weapons.toml")["weapons"].items():
        for word in words_of(listing):
            for form in {word, plural(word)}:
                tokens = tuple(split_phrase(form))
                index.setdefault(tokens[0], []).append((tokens, name))
    return {first: tuple(sorted(group, key=lambda it: (-len(it[0]), it))) for first, group in index.items()}
