"""Nouns that point back: "the attack" is no second attack."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.mention import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.mention import EventMention
    from geomap.events.taxonomy import Taxonomy

# Groups whose nouns point at one another: "the attack" may be a bombing, "the blast" an accident.
_FAMILIES = (
    frozenset({"battles", "explosions", "violence_against_civilians", "crime"}),
    frozenset({"protests", "riots"}),
    frozenset({"accidents", "explosions"}),
)


def point_back(found: Sequence[EventMention], pointers: set[int], taxonomy: Taxonomy) -> list[EventMention]:
    """Settle which mentions point back: those with an earlier one that they can mean, whose outcome they share.

    Args:
        found: Mentions in text order; `anaphoric` where the noun is definite.
        pointers: Starts of those that say nothing by themselves ("the incident"): with nothing to point at they go.
        taxonomy: Gives the groups of types.

    Returns:
        The mentions that stay, in order.
    """
    kept: list[EventMention] = []
    for mention in found:
        if not mention.anaphoric:
            kept.append(mention)
            continue
        earlier = next((one for one in reversed(kept) if _may_mean(mention, one, taxonomy)), None)
        if earlier is None and mention.start in pointers:
            continue
        kept.append(_settled(mention, earlier))
    return kept


def _may_mean(mention: EventMention, earlier: EventMention, taxonomy: Taxonomy) -> bool:
    if earlier.type == mention.type:
        return True
    groups = {taxonomy.types[mention.type].group, taxonomy.types[earlier.type].group}
    return mention.generic and any(groups <= family for family in _FAMILIES)


def _settled(mention: EventMention, earlier: EventMention | None) -> EventMention:
    if earlier is None:
        return replace(mention, anaphoric=False)
    if mention.status is Status.OCCURRED and earlier.status in {Status.ATTEMPTED, Status.FOILED}:
        return replace(mention, status=earlier.status)
    return mention
