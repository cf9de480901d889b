"""Nouns that point back: "the attack" is no second attack."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.mention import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.events.mention import EventMention
    from geomap.events.taxonomy import Taxonomy

# Groups whose nouns point at one another: "the attack" may be a bombing, "the blast" an accident.
_FAMILIES = (
    frozenset({"battles", "explosions", "violence_against_civilians", "crime"}),
    frozenset({"protests", "riots"}),
    frozenset({"accidents", "explosions"}),
)


# Nouns for unrest, which a report of fighting and one of protest use alike ("Friday's clashes").
_UNREST = frozenset({"battles", "protests", "riots"})


def point_back(found: Sequence[EventMention], strengths: Mapping[int, str], taxonomy: Taxonomy) -> list[EventMention]:
    """Settle which mentions point back: those with an earlier one that they can mean, whose outcome they share.

    Args:
        found: Mentions in text order; `anaphoric` where the noun is definite.
        strengths: By their starts, what their triggers say: "strong", "generic", or "pointer" for those that say
            nothing by themselves ("the incident") and go where there is nothing to point at.
        taxonomy: Gives the groups of types.

    Returns:
        The mentions that stay, in order.
    """
    kept: list[EventMention] = []
    for mention in found:
        if not mention.anaphoric:
            kept.append(mention)
            continue
        strength = strengths[mention.start]
        families = (
            _FAMILIES
            if strength in {"generic", "pointer"} or mention.generic
            else (_UNREST,)
            if _is_unrest(mention)
            else ()
        )
        earlier = next((one for one in reversed(kept) if _may_mean(mention, one, families, taxonomy)), None)
        if earlier is not None or strength != "pointer":
            kept.append(_settled(mention, earlier))
    return kept


def _is_unrest(mention: EventMention) -> bool:
    return mention.type in {"armed_clash", "violent_demonstration"} and "clash" in mention.text.lower()


def _may_mean(
    mention: EventMention, earlier: EventMention, families: tuple[frozenset[str], ...], taxonomy: Taxonomy
) -> bool:
    groups = {taxonomy.types[mention.type].group, taxonomy.types[earlier.type].group}
    return earlier.type == mention.type or any(groups <= family for family in families)


def _settled(mention: EventMention, earlier: EventMention | None) -> EventMention:
    if earlier is None:
        return replace(mention, anaphoric=False)
    if _is_unrest(mention):
        mention = replace(mention, type=earlier.type)
    if mention.status is Status.OCCURRED and earlier.status in {Status.ATTEMPTED, Status.FOILED}:
        return replace(mention, status=earlier.status)
    return mention
