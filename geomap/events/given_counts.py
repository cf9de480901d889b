"""Numbers of people go to the events that they count: by the word that counts them, else to the nearest that may."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.grammar import load_grammar
from geomap.events.mention import Status
from geomap.events.numbers import find_counts, implied_counts
from geomap.events.numbers_words import load_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.events.combine import Found
    from geomap.events.mention import Count, EventMention
    from geomap.events.numbers import CasualtyCount
    from geomap.events.taxonomy import Taxonomy
    from geomap.events.view import SentenceView

_HARMFUL = frozenset(
    {"battles", "explosions", "violence_against_civilians", "protests", "riots", "accidents", "hazards", "health"}
)
_CIVIL = frozenset({"protests", "riots"})
_HARMFUL_TYPES = frozenset({"homicide", "arson", "robbery", "prison_break", "raid", "disrupted_weapons_use"})
# Whom the other numbers belong to: groups and types of the taxonomy.
_BEARERS = {
    "arrested": frozenset({"arrest", "raid", "protests", "riots", "disrupted_weapons_use", "strike_action",
                           "armed_clash"}),
    "missing": frozenset({"hazards", "accidents", "battles", "explosions", "missing_person"}),
    "displaced": frozenset({"hazards", "battles", "explosions", "riots", "accidents", "attack", "arson", "epidemic",
                            "looting_property_destruction", "other_strategic",
                            "non_state_actor_overtakes_territory"}),
    "participants": frozenset({"protests", "riots", "strike_action", "mourning", "meeting", "change_to_group",
                               "deployment", "prison_break", "base_established"}),
}  # fmt: skip
# What an event of a type is of itself: those arrested by an arrest, the troops of a deployment.
_IMPLIED = {
    "arrest": "arrested",
    "missing_person": "missing",
    "prison_break": "participants",
    "deployment": "participants",
    "peaceful_protest": "participants",
    "protest_with_intervention": "participants",
    "violent_demonstration": "participants",
    "strike_action": "participants",
    "change_to_group": "participants",
    "base_established": "participants",
    "sexual_violence": "injured",
    "homicide": "killed",
    "assassination": "killed",
    "drowning": "killed",
}
_UNREAL = frozenset({Status.PLANNED, Status.THREATENED, Status.DENIED, Status.FOILED, Status.ATTEMPTED})
_TO_COME = frozenset({Status.PLANNED, Status.THREATENED, Status.DENIED})
# Numbers that only their bearers have, whatever word counts them: nobody is arrested by a sentence of a court.
_STRICT = frozenset({"arrested", "participants"})
_OUTCOMES = frozenset({"killed", "injured", "arrested", "missing", "displaced"})
_TOTAL_REACH = 14  # tokens
_CROSSING = 6  # tokens that a clause's border counts for
_NEXT = 2  # sentences: how far a number may stand behind its event


def can_hurt(kind: str, taxonomy: Taxonomy) -> bool:
    """Whether events of a type may have a toll."""
    return taxonomy.types[kind].group in _HARMFUL or kind in _HARMFUL_TYPES


def attach_counts(
    found: Sequence[Found], text: str, part: tuple[int, int], taxonomy: Taxonomy
) -> tuple[list[dict[str, Count]], list[CasualtyCount]]:
    """The numbers of each event of a sentence, and those that none of them can have.

    A number goes to the event whose own word counts it ("killed three"), else to the nearest that it may belong to: a
    toll to one that can hurt people. Parts of it ("including two children") are left out, and so are the totals of a
    war or a campaign. Where no word counts them, an event's own people are those beside its trigger: the three who
    were arrested.

    Args:
        found: The events of a sentence.
        text: The document's text.
        part: Offsets of the sentence, or of the part of it that tells them.
        taxonomy: Gives the groups of types.

    Returns:
        For each event its counts by kind ("killed", "injured", "arrested" …), and the counts left over, in order.
    """
    given: list[dict[str, Count]] = [{} for _ in found]
    left: list[CasualtyCount] = []
    if not found:
        return given, left
    view = found[0].trigger.frame.view
    for count in _whole(view, text, part, found):
        index = _owner(view, count, found, taxonomy)
        if index is None:
            left.append(count)
        elif _is_better(given[index].get(count.kind), count):
            given[index][count.kind] = count
    told = {count.start for counts in given for count in counts.values()}
    for one, counts in zip(found, given, strict=True):
        _imply(one, counts, text, part, told)
    return given, left


def counts_alone(view: SentenceView, text: str) -> list[CasualtyCount]:
    """The numbers of a sentence that tells of no event itself."""
    return list(_whole(view, text, (view.start, view.end)))


def _whole(
    view: SentenceView, text: str, part: tuple[int, int], found: Sequence[Found] = ()
) -> Iterator[CasualtyCount]:
    """The numbers that are no part of another, and no total of a war: "since Friday" may be an event's own time."""
    for count in find_counts(text, *part):
        at, deed = bisect_left(view.ends, count.start + 1), bisect_left(view.ends, count.deed[0] + 1)
        own = any(low <= deed < high for one in found for low, high in one.spans)
        if not _is_part(view, at) and not _is_total(view, at, own=own):
            yield count


def _owner(view: SentenceView, count: CasualtyCount, found: Sequence[Found], taxonomy: Taxonomy) -> int | None:
    """Which event a number belongs to."""
    at, deed = bisect_left(view.ends, count.start + 1), bisect_left(view.ends, count.deed[0] + 1)
    own = [index for index, one in enumerate(found) if any(low <= deed < high for low, high in one.spans)]
    if own and _may_own(found[own[0]], count.kind, taxonomy):
        return own[0]
    able = [index for index, one in enumerate(found) if _bears(one.type, count.kind, taxonomy) and _is_real(one, count)]
    return min(able, key=lambda i: min(_distance(view, span, at, deed) for span in found[i].spans), default=None)


def _may_own(one: Found, kind: str, taxonomy: Taxonomy) -> bool:
    """Whether an event whose word counts people may have the number: an arrest has no participants."""
    if kind in _STRICT:
        return _bears(one.type, kind, taxonomy)
    own = _IMPLIED.get(one.type)
    return own in {None, kind} or _bears(one.type, kind, taxonomy)


def _is_real(one: Found, count: CasualtyCount) -> bool:
    """What is only planned or feared has no toll that is told as one."""
    return one.status not in _TO_COME or count.kind not in _OUTCOMES


def _distance(view: SentenceView, span: tuple[int, int], at: int, deed: int) -> int:
    return min(cost_between(view, span, at), cost_between(view, span, deed))


def _is_better(old: Count | None, new: CasualtyCount) -> bool:
    """Whether a further number of a kind replaces the first: a total does, and a figure replaces words."""
    return old is None or new.total or (old.value is None and new.value is not None)


def _imply(one: Found, counts: dict[str, Count], text: str, part: tuple[int, int], told: set[int]) -> None:
    """Give an event its own people, if no word counts them: none of those counted for something else."""
    kind = _IMPLIED.get(one.type, "")
    if one.type == "other_strategic" and _is_flight(one):
        kind = "displaced"
    if not kind or kind in counts or (kind in _OUTCOMES and one.status in _UNREAL):
        return
    view = one.trigger.frame.view
    for low, high in one.spans:
        count = implied_counts(text, part, (view.starts[low], view.ends[high - 1]), kind)
        if count is None or count.start in told:
            continue
        if not _is_part(view, bisect_left(view.ends, count.start + 1)):
            counts[kind] = count
            return


def _is_flight(one: Found) -> bool:
    """Whether an event's own words are of people who leave: "crossed", "streamed"."""
    words = one.trigger.frame.view.lower
    return any(load_words().flight & set(words[low:high]) for low, high in one.spans)


def carry_over(
    mentions: Sequence[EventMention],
    left: Sequence[tuple[int, CasualtyCount]],
    orders: Mapping[int, int],
    taxonomy: Taxonomy,
) -> list[EventMention]:
    """Give numbers that a sentence leaves over to an event told just before: "Two nurses are missing" of a strike.

    Where nothing was told before, a report opens with the toll and says next of what; that outranks what is told later.

    Args:
        mentions: The document's event mentions.
        left: Such numbers, each with the start of its sentence.
        orders: By the start of each sentence, its place in the document.
        taxonomy: Gives the groups of types.
    """
    told = list(mentions)
    first = next((at for at, mention in enumerate(told) if not mention.background), None)
    for start, count in left:
        if first is not None and 0 < orders[told[first].sentence[0]] - orders[start] <= _NEXT:
            if bears(told[first], count, taxonomy) and not any(orders[m.sentence[0]] < orders[start] for m in told):
                told[first] = with_count(told[first], count)
            continue
        for at in range(len(told) - 1, -1, -1):
            behind = orders[start] - orders[told[at].sentence[0]]
            if 0 < behind <= _NEXT and bears(told[at], count, taxonomy):
                if getattr(told[at], count.kind) is None:
                    told[at] = with_count(told[at], count)
                break
    return told


def with_count(mention: EventMention, count: CasualtyCount) -> EventMention:
    """A mention with one more number."""
    match count.kind:
        case "killed":
            return replace(mention, killed=count)
        case "injured":
            return replace(mention, injured=count)
        case "arrested":
            return replace(mention, arrested=count)
        case "missing":
            return replace(mention, missing=count)
        case "displaced":
            return replace(mention, displaced=count)
        case _:
            return mention


def bears(mention: EventMention, count: CasualtyCount, taxonomy: Taxonomy) -> bool:
    """Whether a mention may take a number that a later sentence gives; "nobody was hurt" is not said of protests."""
    if count.kind not in _OUTCOMES or mention.status in _TO_COME:
        return False
    return _bears(mention.type, count.kind, taxonomy) and not (
        count.value == 0 and taxonomy.types[mention.type].group in _CIVIL
    )


def _bears(kind: str, count: str, taxonomy: Taxonomy) -> bool:
    """Whether an event of a type may have a number of a kind."""
    bearers = _BEARERS.get(count)
    if bearers is None:
        return count in {"killed", "injured"} and can_hurt(kind, taxonomy)
    return kind in bearers or taxonomy.types[kind].group in bearers


def cost_between(view: SentenceView, span: tuple[int, int], at: int) -> int:
    """Tokens between a trigger and a token, with a charge for each border between clauses."""
    low, high = (span[1], at) if at >= span[1] else (at, span[0])
    borders = sum(word in load_grammar().breaks or word in {";", ":", '"', "—"} for word in view.lower[low:high])
    return max(0, high - low) + _CROSSING * borders


def _is_part(view: SentenceView, at: int) -> bool:
    return bool(load_grammar().parts & set(view.lower[max(0, at - 3) : at]))


def _is_total(view: SentenceView, at: int, *, own: bool) -> bool:
    """Whether a number is a total over time: "1,200 people have been killed in two years of war".

    Args:
        view: The sentence.
        at: Where the number stands.
        own: Whether the word that counts is an event's own, so that what happened since a day is that event.
    """
    window = view.lower[at : at + _TOTAL_REACH]
    for index, word in enumerate(window):
        if word in {",", ".", ";"}:
            return False
        if word == "since" or (word == "so" and window[index + 1 : index + 2] == ["far"]):
            return not own
        if word in load_grammar().long_times and {"in", "over", "during"} & set(window[:index]):
            return True
    return False
