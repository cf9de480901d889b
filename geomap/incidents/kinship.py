"""Which types may be told of one and the same event, read from kinship.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Kinship:
    """Relations between types.

    Attributes:
        families: Lists of types that may name one event, the most telling type first, by name.
        spoken: Types that tell what somebody said or decided.
        reactions: Types that follow other news and are not what a report is about.
        unwilled: Types that befall people and cannot be planned.
        lasting: Types that go on for days or weeks.
        spreading: Types that have no place finer than the widest that the report gives them.
        national: Types whose place may be a country that only modifies the trigger.
    """

    families: dict[str, tuple[str, ...]]
    spoken: frozenset[str]
    reactions: frozenset[str]
    national: frozenset[str]
    lasting: frozenset[str]
    spreading: frozenset[str]
    unwilled: frozenset[str]

    def akin(self, one: str, other: str) -> bool:
        """Whether both types may be told of one event."""
        return one == other or any(one in family and other in family for family in self.families.values())

    def phases(self, one: str, other: str) -> bool:
        """Whether both types may be told, each in its own right, of one event: a protest and the tear gas at it."""
        return any(one in family and other in family for name, family in self.families.items() if name != "violence")

    def most_telling(self, one: str, other: str) -> str:
        """Of two akin types the one that says more of the event; `one` when they are not akin."""
        if one == other:
            return one
        for family in self.families.values():
            if one in family and other in family:
                return min(one, other, key=family.index)
        return one


@cache
def kinship() -> Kinship:
    """The relations that ship with geomap."""
    data = tomllib.loads(files("geomap.incidents").joinpath("kinship.toml").read_text(encoding="utf-8"))
    return Kinship(
        families={name: tuple(family) for name, family in data["families"].items()},
        spoken=frozenset(data["spoken"]["types"]),
        reactions=frozenset(data["reactions"]["types"]),
        unwilled=frozenset(data["unwilled"]["types"]),
        lasting=frozenset(data["lasting"]["types"]),
        spreading=frozenset(data["spreading"]["types"]),
        national=frozenset(data["national"]["types"]),
    )
