"""The compass in words: "north-east", "SSW", "southern", and the bearings that they mean."""

from __future__ import annotations

import re

WIND = (
    r"(?:(?:north|south|east|west)(?:[ -]?(?:north|south)[ -]?(?:east|west)|[ -]?(?:east|west))?"
    r"|(?-i:[NS]|[EW]|[NS][EW]|[NS][NS][EW]|[EW][NS][EW]))"
)
_SHORT = {"n": "north", "s": "south", "e": "east", "w": "west"}
_ABBREVIATION = re.compile(r"[NSEW]{1,3}")
_BEARINGS = {
    "north": 0.0, "northnortheast": 22.5, "northeast": 45.0, "eastnortheast": 67.5,
    "east": 90.0, "eastsoutheast": 112.5, "southeast": 135.0, "southsoutheast": 157.5,
    "south": 180.0, "southsouthwest": 202.5, "southwest": 225.0, "westsouthwest": 247.5,
    "west": 270.0, "westnorthwest": 292.5, "northwest": 315.0, "northnorthwest": 337.5,
}  # fmt: skip
_EIGHT = 0.4  # share of a distance that a point told by one of eight winds may be off sideways: sin 22.5 degrees
_SIXTEEN = 0.2  # by one of sixteen: sin 11.25 degrees


def wind(words: str) -> str:
    """The plain word for a direction: "North-West" and "NW" are "northwest"."""
    if _ABBREVIATION.fullmatch(words):
        return "".join(_SHORT[letter] for letter in words.lower())
    return re.sub(r"[ -]", "", words.lower())


def bearing(way: str) -> float | None:
    """The bearing of a wind in degrees east of north, None where it is none ("northsouth")."""
    return _BEARINGS.get(way)


def sideways(way: str) -> float:
    """Share of a distance that a point told by this wind may be off to either side."""
    return _SIXTEEN if _BEARINGS[way] % 45 else _EIGHT
