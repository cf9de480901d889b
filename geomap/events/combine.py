"""Triggers of one sentence that report one event become one: "killed seven in an air strike" is an air strike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.events.mention import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.taxonomy import Taxonomy
    from geomap.events.triggers import Trigger

_VIOLENT = frozenset({"battles", "explosions", "violence_against_civilians"})
_CIVIL = frozenset({"protests", "riots"})
_MISHAPS = frozenset({"accidents"})
TELLING = _VIOLENT | _CIVIL | _MISHAPS | {"hazards", "health"}  # groups whose events kill and hurt
_CRIMES = frozenset({"homicide", "arson", "robbery", "raid", "prison_break"})
_CAUSES = frozenset({"@artillery", "@warplane", "@bomb", "@suicide", "@grenade", "@road_vehicle", "@train"})
_OWN_AGENT = frozenset({"@security", "@militants", "@gunmen", "@crowd"})
_SPEAKING = frozenset({"@speakers", "@officials", "@country", "@orgname", "@name"})
_APART = frozenset({"after", "following", "since", "before", "despite", "until"})
_TERRITORY = frozenset({"government_regains_territory", "non_state_actor_overtakes_territory"})
OPEN = "?"  # the type of a result whose cause its rules do not tell
OPEN_TYPES = frozenset({"attack", "explosion", "other_accident", "violent_demonstration", "raid"})  # they say little
# What a sentence tells beside these is part of them.
_WIDE = _TERRITORY | {"assassination"}
_ALIKE = (frozenset({"homicide", "attack"}), frozenset({"homicide", "assassination"}), frozenset({"fire", "arson"}))
# Of two accidents in one sentence, the one that began it.
_ACCIDENT_ORDER = ("transport_accident", "industrial_accident", "explosion", "fire", "other_accident")


@dataclass(slots=True)
class Found:
    """A trigger with its status, the triggers that it took in, and the probability that type and status are right.

    `alone` is the type of a result whose cause is not told, where nothing beside it gives one.
    """

    trigger: Trigger
    status: Status
    type: str
    chance: float | None = None
    alone: str = OPEN
    absorbed: list[Trigger] = field(default_factory=list)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Token spans of all its triggers."""
        return [self.trigger.span, *(other.span for other in self.absorbed)]


def combine(found: Sequence[Found], taxonomy: Taxonomy) -> list[Found]:
    """Join what reports one event.

    Args:
        found: The triggers of one sentence that report something, in order.
        taxonomy: Gives the groups and the ranks of types.

    Returns:
        One entry an event, in order of their main triggers.
    """
    strong = [one for one in found if one.trigger.strength == "strong"]
    kept: list[Found] = []
    for one in strong:
        host = next((other for other in reversed(kept) if _same_event(other, one, taxonomy)), None)
        if host is None:
            kept.append(one)
        else:
            _absorb(host, one, taxonomy)
    rest = [one for one in found if one.trigger.strength in {"generic", "pointer"}]
    rest += [one for one in found if one.trigger.strength == "weak"]
    for one in rest:
        host = _host(one, kept, taxonomy)
        if host is not None:
            _absorb(host, one, taxonomy)
        else:
            one.type = one.alone if one.type == OPEN else one.type
            if one.type != OPEN:
                kept.append(one)
    return sorted(kept, key=lambda it: it.trigger.span)


def _host(one: Found, kept: list[Found], taxonomy: Taxonomy) -> Found | None:
    """The nearest event of the sentence that a weak or generic trigger speaks of."""
    weak = one.trigger.strength == "weak"
    hosts = [
        other
        for other in kept
        if (_hurts(other, one, taxonomy) if weak else _covers(other, one, taxonomy))
        and (other.status is one.status or weak or other.status is Status.ATTEMPTED or other.type == "threat")
    ]
    return min(hosts, key=lambda other: _distance(other, one), default=None)


def _hurts(host: Found, weak: Found, taxonomy: Taxonomy) -> bool:
    """Whether the harm that a weak trigger tells may be the host's doing."""
    if _own_cause(weak) and weak.type != host.type and _joined(host, weak):
        return False
    group = taxonomy.types[host.type].group
    if group in _CIVIL:
        own = weak.trigger.frame.words("subj") & _OWN_AGENT
        return weak.type in {"excessive_force_against_protesters", "mob_violence"} or not own
    return group in TELLING or host.type in _CRIMES


def _own_cause(weak: Found) -> bool:
    """Whether what killed is named: "[rockets] killed four"."""
    return weak.type != OPEN and bool(weak.trigger.frame.words("subj") & _CAUSES)


def _joined(first: Found, second: Found) -> bool:
    """Whether a conjunction stands between two triggers."""
    lower = first.trigger.frame.view.lower
    low, high = sorted((first.trigger.span[0], second.trigger.span[0]))
    return bool({"and", "while", ";"} & set(lower[low:high]))


def _covers(host: Found, generic: Found, taxonomy: Taxonomy) -> bool:
    """Whether a generic trigger ("attack", "blast") may speak of the host."""
    frame = generic.trigger.frame
    low = frame.modifiers[0] if frame.pos == "noun" else frame.head
    before = frame.view.lower[max(0, low - 2) : low]
    if (frame.pos == "noun" and _APART & set(before)) or _apart(host, generic):
        return False
    if host.type == "threat":
        return generic.status is Status.THREATENED
    group, own = taxonomy.types[host.type].group, taxonomy.types[generic.type].group
    if own in _VIOLENT:
        return group in _VIOLENT or host.type in _CRIMES | {"disrupted_weapons_use"}
    if generic.type == "explosion":
        return group in {"explosions", "accidents"} or host.type in {"attack", "assassination"}
    return host.type == generic.type or (own == group and own in _MISHAPS | _CIVIL)


def _same_event(first: Found, second: Found, taxonomy: Taxonomy) -> bool:
    """Whether two telling triggers of a sentence report one event."""
    if _apart(first, second) or _speak_apart(first, second, taxonomy):
        return False
    if first.type == "threat" and second.status is Status.THREATENED:
        return True
    statuses = {first.status, second.status}
    if len(statuses) > 1 and Status.ATTEMPTED not in statuses:
        return False
    types = {first.type, second.type}
    groups = {taxonomy.types[kind].group for kind in types}
    return (
        len(types) == 1
        or types in _ALIKE
        or groups <= _CIVIL
        or groups <= _MISHAPS
        or ("explosion" in types and groups <= {"explosions", "accidents"})
        or (bool(types & _WIDE) and groups <= _VIOLENT)
        or (types == {"storm", "flood"} and _is_rain(first, second))
    )


def _is_rain(*both: Found) -> bool:
    return any("rain" in one.trigger.frame.pattern.lemma for one in both)


def _speak_apart(first: Found, second: Found, taxonomy: Taxonomy) -> bool:
    """Whether two acts of politics have each a subject of its own: "France denounced it, and Spain called for calm"."""
    frames = first.trigger.frame, second.trigger.frame
    if any(taxonomy.types[one.type].group != "politics" for one in (first, second)):
        return False
    if any(frame.pos != "verb" or frame.passive or frame.pattern.form == "ing" for frame in frames):
        return False
    return frames[0].subjects != frames[1].subjects and bool(frames[1].words("subj") & _SPEAKING)


def _apart(first: Found, second: Found) -> bool:
    """Two like events stay two when a conjunction stands between them and each has a place of its own."""
    view = first.trigger.frame.view
    low = min(first.trigger.span[1], second.trigger.span[1])
    high = max(first.trigger.span[0], second.trigger.span[0])
    between = view.lower[low:high]
    if ";" in between:
        return True
    if not {"and", "while", "but"} & set(between):
        return False
    own = any("@place" in tags for tags in view.tags[low:high])
    other = any("@place" in tags for tags in view.tags[high:] + view.tags[: min(first.trigger.span[0], low)])
    return own and other


def _absorb(host: Found, one: Found, taxonomy: Taxonomy) -> None:
    """Let the host take in another trigger of its event; the more telling type is kept."""
    if one.trigger.strength == "strong":
        host.type = _more_telling(host.type, one.type, taxonomy)
    elif taxonomy.types[host.type].group in _CIVIL and _is_put_down(host, one):
        host.type = "excessive_force_against_protesters"
    if Status.ATTEMPTED in {host.status, one.status} and one.trigger.strength != "weak":
        host.status = Status.ATTEMPTED
    if host.chance is not None and one.chance is not None:
        host.chance = max(host.chance, one.chance)
    host.absorbed += [one.trigger, *one.absorbed]


def _more_telling(first: str, second: str, taxonomy: Taxonomy) -> str:
    types = {first, second}
    if first == "threat":
        return first
    if types == {"fire", "arson"}:
        return "arson"
    if types == {"storm", "flood"}:
        return "flood"
    if types & _TERRITORY:
        return first if first in _TERRITORY else second
    if {taxonomy.types[kind].group for kind in types} <= _MISHAPS:
        return next((kind for kind in _ACCIDENT_ORDER if kind in types), first)
    return max(first, second, key=lambda kind: taxonomy.types[kind].severity)


def _is_put_down(host: Found, one: Found) -> bool:
    """Whether the harm that `one` tells was done to a peaceful protest by those who met it with force."""
    if one.type == "excessive_force_against_protesters":
        return True
    forced = host.type == "protest_with_intervention" and one.type not in {host.type, "violent_demonstration"}
    return forced and "@security" in one.trigger.frame.words("sent")


def _distance(first: Found, second: Found) -> int:
    return max(first.trigger.span[0] - second.trigger.span[1], second.trigger.span[0] - first.trigger.span[1])
