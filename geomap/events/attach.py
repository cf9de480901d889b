"""Dates and numbers of a sentence go to the event that they belong to."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from geomap.events.grammar import load_grammar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.combine import Found
    from geomap.events.mention import Count, TimeExpression
    from geomap.events.numbers import CasualtyCount
    from geomap.events.taxonomy import Taxonomy
    from geomap.events.view import SentenceView

_HARMFUL = frozenset(
    {"battles", "explosions", "violence_against_civilians", "protests", "riots", "accidents", "hazards", "health"}
)
_HARMFUL_TYPES = frozenset({"homicide", "arson", "robbery", "prison_break", "raid", "disrupted_weapons_use"})
_TOTAL_REACH = 14  # tokens
_CROSSING = 6  # tokens that a clause's border counts for


def can_hurt(kind: str, taxonomy: Taxonomy) -> bool:
    """Whether events of a type may have a toll."""
    return taxonomy.types[kind].group in _HARMFUL or kind in _HARMFUL_TYPES


def attach_times(found: Sequence[Found], times: Sequence[TimeExpression]) -> list[TimeExpression | None]:
    """The date of each event of a sentence: the nearest in its clause, else the sentence's only one."""
    return [_nearest_time(one, found, times) for one in found]


def _nearest_time(one: Found, found: Sequence[Found], times: Sequence[TimeExpression]) -> TimeExpression | None:
    view = one.trigger.frame.view
    best: tuple[int, TimeExpression] | None = None
    for time in times:
        at = bisect_left(view.ends, time.start + 1)
        cost = min(_cost(view, span, at) for span in one.spans)
        # Inside a noun phrase ("Friday's clashes") a date is that noun's alone.
        others = [other for other in found if other is not one]
        if any(_owns(view, other, at) for other in others):
            continue
        closer = min((min(_cost(view, s, at) for s in other.spans) for other in others), default=cost)
        if closer + _CROSSING < cost:
            continue
        if best is None or cost < best[0]:
            best = (cost, time)
    return best[1] if best else None


def _owns(view: SentenceView, one: Found, at: int) -> bool:
    low = one.trigger.span[0]
    return at < low <= at + 3 and view.lower[at + 1 : at + 2] == ["'s"]


def _cost(view: SentenceView, span: tuple[int, int], at: int) -> int:
    """Tokens between a trigger and a token, with a charge for each border between clauses."""
    low, high = (span[1], at) if at >= span[1] else (at, span[0])
    borders = sum(word in load_grammar().breaks or word in {";", ":", '"', "—"} for word in view.lower[low:high])
    return max(0, high - low) + _CROSSING * borders


def attach_counts(
    found: Sequence[Found], counts: Sequence[CasualtyCount], taxonomy: Taxonomy
) -> list[dict[str, Count]]:
    """The numbers of each event of a sentence, by kind ("killed", "injured").

    A number goes to the nearest event that can hurt people. Parts of it ("including two children") are left
    out, and so are the totals of a war or a campaign.
    """
    given: list[dict[str, Count]] = [{} for _ in found]
    able = [index for index, one in enumerate(found) if can_hurt(one.type, taxonomy)]
    if not able:
        return given
    view = found[0].trigger.frame.view
    for count in counts:
        at = bisect_left(view.ends, count.start + 1)
        if _is_part(view, at) or _is_total(view, at):
            continue
        index = min(able, key=lambda i: min(_cost(view, span, at) for span in found[i].spans))
        given[index].setdefault(count.kind, count)
    return given


def _is_part(view: SentenceView, at: int) -> bool:
    return bool(load_grammar().parts & set(view.lower[max(0, at - 3) : at]))


def _is_total(view: SentenceView, at: int) -> bool:
    """Whether a number is a total over time: "1,200 people have been killed in two years of war"."""
    window = view.lower[at : at + _TOTAL_REACH]
    for index, word in enumerate(window):
        if word in {",", ".", ";"}:
            return False
        if word == "since" or (word == "so" and window[index + 1 : index + 2] == ["far"]):
            return True
        if word in load_grammar().long_times and {"in", "over", "during"} & set(window[:index]):
            return True
    return False
