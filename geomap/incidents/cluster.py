"""The mentions of one event within one document, gathered while merging, and whether another belongs to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geopy.distance import great_circle

from geomap.events.mention import EventMention, Status, TimeExpression
from geomap.gazetteer.place import Precision
from geomap.incidents.kinship import kinship

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.place import Place
    from geomap.incidents.scene import Scene

_FINE = frozenset({Precision.EXACT, Precision.SITE, Precision.LOCALITY})
_DOUBTED = frozenset({Status.ALLEGED, Status.DENIED})
_UNREAL = frozenset({Status.PLANNED, Status.THREATENED})
_SAME_PLACE_KM = 30.0
_ANOTHER = re.compile(
    r"\b(?:another|second|third|separate(?:ly)?|other|similar|new|fresh|earlier|previous|elsewhere|"
    r"in a different)\b[\w\s’'-]{0,30}$",
    re.IGNORECASE,
)
_PASSAGE = 2  # sentences that go on telling of one event
_PASSAGE_BONUS = 0.4
_SUBJECT = re.compile(
    r"\W*(?:they|he|she|it|the (?:attackers?|gun(?:man|men)|assailants?|militants?|insurgents?|rebels|bombers?|"
    r"suspects?|"
    r"attack|kidnappers|abductors|raiders|(?:wo)?men|victims?|dead|wounded|bodies|group|driver|pilot|shooter|killers?))\b",
    re.IGNORECASE,
)
_LASTING_DAYS = 30  # an epidemic declared on the 20th and its cases counted on the 25th are one
_LONG_DAYS = 14
JOIN = 1.5  # the affinity from which a mention joins a cluster; see Cluster.affinity


@dataclass(frozen=True, slots=True)
class Tied:
    """An event mention with one scene of its own sentence (None when it names none)."""

    event: EventMention
    scene: Scene | None
    order: int  # index of its sentence among the document's sentences with events
    new: bool  # its words say that it is another event than those told before
    paragraph: int  # where its block starts
    goes_on: bool  # its sentence goes on about those named before: "The attackers …", "They …"


def says_another(text: str, event: EventMention) -> bool:
    """Whether the words before the trigger set the event apart from those told before ("a second blast")."""
    return bool(_ANOTHER.search(text[max(event.sentence[0], event.start - 40) : event.start]))


def goes_on(text: str, event: EventMention) -> bool:
    """Whether the sentence's subject refers to somebody named before."""
    return bool(_SUBJECT.match(text[event.sentence[0] : event.sentence[0] + 40]))


@dataclass(slots=True)
class Cluster:
    """Mentions of one event."""

    members: list[Tied] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The most telling type among the members whose trigger settles it, else among all."""
        named = [t for t in self.members if not t.event.generic or t.event.type == "explosion"] or self.members
        told = [t for t in named if not t.event.anaphoric] or named
        telling = [t for t in told if t.event.status not in _DOUBTED] or told
        chosen = telling[0].event.type
        for tied in telling[1:]:
            chosen = kinship().most_telling(chosen, tied.event.type)
        return chosen

    @property
    def scene(self) -> Scene | None:
        """The finest scene that a member names; what tells the event goes before what only refers to it."""
        placed = [t for t in self.members if t.scene is not None]
        telling = [t for t in placed if not t.event.anaphoric or t.event.time] or placed
        own = [t for t in telling if t.event.type == self.type or t.event.generic] or telling
        settled = [t for t in own if not t.event.generic] or own
        scenes = [t.scene for t in settled if t.scene is not None]
        if self.type in kinship().lasting:  # it has many places: the first town or finer that the report names
            scenes = [s for s in scenes if s.place.precision in _FINE][:1] or scenes
        return min(scenes, key=lambda s: (s.place.uncertainty_km, -s.confidence), default=None)

    @property
    def time(self) -> TimeExpression | None:
        """The most precise date that a member gives; of equals, the first. What only refers dates a toll or a talk."""
        dated = [t.event for t in self.members if t.event.time is not None]
        telling = [event for event in dated if not _only_refers(event)] or dated
        settled = [event for event in telling if not event.generic] or telling
        times = [event.time for event in settled if event.time is not None]
        return min(times, key=lambda t: (t.last - t.first, t.start)) if times else None

    @property
    def status(self) -> Status:
        """What the telling members say; an attempt or a foiled plan outweighs "the attack" said of it later."""
        telling = [t.event.status for t in self.members if not t.event.generic] or [
            t.event.status for t in self.members
        ]
        for special in (Status.FOILED, Status.ATTEMPTED):
            if special in telling:
                return special
        if telling.count(Status.OCCURRED) >= max(1, telling.count(Status.ALLEGED)):
            return Status.OCCURRED
        return max(set(telling), key=lambda s: (telling.count(s), s))

    @property
    def background(self) -> bool:
        """Whether every member is told as history."""
        return all(t.event.background for t in self.members)

    def affinity(self, tied: Tied, gazetteer: Gazetteer) -> float:
        """How well a mention fits, in points: 2 for the same type, minus infinity for a contradiction."""
        event = tied.event
        never = float("-inf")
        if not kinship().akin(self.type, event.type) or self._contradicts(event):
            return never
        place, time = self._place_affinity(tied, gazetteer), self._time_affinity(event)
        if place is None or time is None:
            return never
        # A charge is of the old deed, whether its sentence dates it or not.
        charged = event.status is self.status is Status.ALLEGED
        numbers = self._numbers_affinity(event)
        # A trial tells the deed as news first, and its year later.
        same = event.type == self.type and (charged or numbers > 0)
        if event.background != self.background and not (time > 0 or event.anaphoric or same):
            return never
        score = self._type_affinity(tied) + place + time
        if event.type in kinship().spoken and not (tied.goes_on or set(event.actors) & self._actors()):
            score -= 1.0  # two speakers are two statements, whatever else they share
        if event.anaphoric and event.start > self.members[0].event.start:
            score += 1.0 + 0.1 * min(len(self.members), 5)  # "the attack" is the one that the report dwells on
            score += 0.7 if event.type == self.type and not event.generic else 0.0
        elif tied.new:
            score -= 3.0
        score += numbers
        gap = min(abs(tied.order - t.order) for t in self.members)
        apart = tied.paragraph != self.members[-1].paragraph
        if event.type != self.type and apart and not tied.goes_on and event.actors and self._actors():
            score -= 0.0 if set(event.actors) & self._actors() else 1.0
        if set(event.weapons) and self._weapons() and not set(event.weapons) & self._weapons():
            score -= 1.0
        return score + (_PASSAGE_BONUS if gap <= _PASSAGE else 0.0) - min(0.1 * gap, 1.0)

    def _contradicts(self, event: EventMention) -> bool:
        """Whether one has happened and the other is only to come, or is only said to have happened."""
        status = self.status
        # What one is charged with is the deed that the report tells; what is denied is another telling of it.
        charged = {event.status, status} == {Status.ALLEGED, Status.OCCURRED} and event.type == self.type
        doubt_differs = (event.status in _DOUBTED) != (status in _DOUBTED) and not charged
        return (event.status in _UNREAL) != (status in _UNREAL) or (doubt_differs and not event.anaphoric)

    def _type_affinity(self, tied: Tied) -> float:
        """2 for a type told before, 1.5 for a kindred one that is a mere name for the event, 1 for one told anew."""
        event = tied.event
        if any(t.event.type == event.type for t in self.members):
            return 2.0
        vague = event.generic or event.anaphoric or tied.goes_on or all(t.event.generic for t in self.members)
        return 1.5 if vague or kinship().phases(self.type, event.type) else 1.0

    def _place_affinity(self, tied: Tied, gazetteer: Gazetteer) -> float | None:
        """+1.5 for one place within the other, 0 where one is not told, None for two different places."""
        ours, theirs = self._reach(), tied.scene.place if tied.scene else None
        if ours is None or theirs is None:
            return 0.0
        if not same_place(ours, theirs, gazetteer):
            return None
        # That a country has floods and a town in it a landslide makes them no one event.
        wide = Precision.COUNTRY in {ours.precision, theirs.precision} and ours.key != theirs.key
        return 0.0 if wide and not any(t.event.type == tied.event.type for t in self.members) else 1.5

    def _reach(self) -> Place | None:
        """What a further scene must agree with: the scene, or of a flood or an epidemic the widest one told."""
        places = [t.scene.place for t in self.members if t.scene is not None and not t.event.anaphoric]
        if self.type in kinship().lasting and places:
            return max(places, key=lambda p: p.uncertainty_km)
        return self.scene.place if self.scene else None

    def _time_affinity(self, event: EventMention) -> float | None:
        """+1 for dates that overlap, 0 where one is not told, None for dates that do not.

        A state of weeks and an event of one day within it ("a sit-in since October", "Friday's clash") are two, unless
        they are of one type: then the vague date may mean the day.
        """
        ours, theirs = self.time, event.time
        if theirs is None:
            # A state of weeks does not take in what happened on some day of it.
            return (
                -1.5 if ours is not None and _is_long(ours) and not event.anaphoric and event.type != self.type else 0.0
            )
        if ours is None or _only_refers(event):
            return 0.0
        lasting = event.type == self.type and event.type in kinship().lasting
        if not overlap(ours.first, ours.last, theirs.first, theirs.last, _LASTING_DAYS if lasting else 0):
            return None
        if _is_long(ours) != _is_long(theirs):
            return 0.7 if event.type == self.type or event.generic else None
        return 1.0

    def _numbers_affinity(self, event: EventMention) -> float:
        """Different exact tolls set two events apart unless the words refer back (a toll may have risen).

        What lasts has a toll of each week and one of all.
        """
        tolls = {t.event.killed.value for t in self.members if t.event.killed and t.event.killed.value}
        toll = event.killed.value if event.killed else None
        if not tolls or not toll or event.anaphoric or (toll not in tolls and event.type in kinship().lasting):
            return 0.0
        return 0.5 if toll in tolls else -1.0

    def _actors(self) -> set[str]:
        return {actor for t in self.members for actor in t.event.actors}

    def _weapons(self) -> set[str]:
        return {weapon for t in self.members for weapon in t.event.weapons}


def _only_refers(event: EventMention) -> bool:
    return event.anaphoric and event.generic


def _is_long(time: TimeExpression) -> bool:
    return (time.last - time.first).days >= _LONG_DAYS


def same_place(one: Place, other: Place, gazetteer: Gazetteer) -> bool:
    """Whether two places may be one scene: the same, one within the other, or a short way apart."""
    if one.key == other.key or gazetteer.contains(one, other) or gazetteer.contains(other, one):
        return True
    reach = min(_SAME_PLACE_KM, one.uncertainty_km + other.uncertainty_km)
    return bool(great_circle((one.lat, one.lon), (other.lat, other.lon)).km <= reach and one.kind != other.kind)


def overlap(first: date, last: date, other_first: date, other_last: date, slack_days: int = 0) -> bool:
    """Whether two spans of days, ends included, share a day, give or take `slack_days`."""
    slack = timedelta(days=slack_days)
    return first <= other_last + slack and other_first <= last + slack
