"""Ties an event mention to its scene: the place where it happened, not the nearest name."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.gazetteer.place import Place, Precision
from geomap.incidents import cues
from geomap.incidents.kinship import kinship
from geomap.language.reading import DocumentReading, read_document
from geomap.places.mention import PlaceMention, Role

if TYPE_CHECKING:
    from geomap.documents.document import Document
    from geomap.events.mention import EventMention
    from geomap.gazetteer.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an event happened, with the mention that says so and how sure that is."""

    place: Place
    mention: PlaceMention | None
    confidence: float
    reason: str

    @property
    def others(self) -> tuple[str, ...]:
        """What else the name may mean, in words, the likeliest first."""
        ranked = self.mention.candidates if self.mention else ()
        names = (", ".join((c.place.name, *c.place.within)) for c in ranked if c.place.key != self.place.key)
        return tuple(dict.fromkeys(names))[:_OTHERS]


_OTHERS = 4  # of the places that a name may mean, those worth telling
_TRACE = 1e-6
LEAST_SURE = 0.2  # a name resolved with less confidence is no scene
_COUNTRY_SURE = 0.4  # probability of its country below which a name ("San Pedro", alone) would be drawn at random
_ASIDE_CHARS = 90  # between a place and what only says how far it is from another
# Below this score, a place in the event's sentence is not its scene.
_WORST = -0.8
# Of the model's log-odds, as a part of the score, and at most. Chosen with `_WORST` on `benchmarks.links`, on which the
# model was not trained; both halves of it agree.
_LEARNED, _MOST_LEARNED = 0.5, 3.0
_TIED = 0.5  # probability from which on what a court or a people decided is put at a town and not in its country
_COMPOUND = 1.5  # what it adds at least to a place that names the event: "the Erzincan earthquake"
OF_COURTS = frozenset({"court_ruling", "investigation"})
_SEAT = 2.0  # what a name loses as the scene of a deed where it only says which court tries it
FINER = {
    p: rank
    for rank, p in enumerate(
        (
            Precision.UNKNOWN,
            Precision.COUNTRY,
            Precision.AREA,
            Precision.LOCALITY,
            Precision.SITE,
            Precision.EXACT,
        )
    )
}


@dataclass(slots=True)
class SceneFinder:
    """Finds the scenes that the sentences of one document's events name.

    Attributes:
        document: The report.
        mentions: Its place mentions; once made, those that may be scenes, in order.
        gazetteer: Tells which places lie in which.
        triggers: Where the events' triggers start, in order.
        starts: Where the mentions start.
        named: All its place mentions.
    """

    document: Document
    mentions: list[PlaceMention]
    gazetteer: Gazetteer
    triggers: list[int] = field(default_factory=list)
    starts: list[int] = field(init=False)
    named: list[PlaceMention] = field(init=False)
    _reading: DocumentReading = field(init=False)

    def __post_init__(self) -> None:
        """Sort the mentions that may be scenes."""
        text = self.document.text
        self._reading = read_document(self.document)
        self.named = list(self.mentions)
        self.mentions = sorted(
            (
                m
                for m in self.mentions
                if may_be_scene(m) and not cues.BORDER_WITH.search(text[max(0, m.start - 30) : m.start])
            ),
            key=lambda m: m.start,
        )
        self.starts = [m.start for m in self.mentions]

    def own_scenes(self, event: EventMention) -> list[Scene]:
        """The scenes that the event's own sentence names: several where it lists several, none where it names none."""
        first = bisect_left(self.starts, event.sentence[0])
        last = bisect_left(self.starts, event.sentence[1])
        inside = self.mentions[first:last]
        if not inside:
            return []
        if event.type in kinship().spoken:
            return self._speaker_scene(event, inside)
        if event.type in kinship().national:
            given = self._court_seat(event, inside) or self._modifying_country(event, inside)
            if given:
                return self._tied_within(event, inside, given[0]) or given
        if event.anaphoric and event.time is None:
            inside = [m for m in inside if self._stands_at(event, m)]
        scored = sorted(
            ((self._score(event, m), m) for m in inside if self._may_hold(event, m)), key=lambda pair: -pair[0]
        )
        if not scored or scored[0][0] < _WORST:
            return []
        score, best = scored[0]
        close = [m for s, m in scored if s >= score - 0.8 or self._names_container(m, best)]
        best = self.most_specific(best, close)
        confidence = min(0.95, 0.6 + 0.2 * score) * best.confidence
        why = f"named with “{event.text}”"
        if event.type in kinship().national and (self.chance(event, best) or 0.0) < _TIED:
            return [Scene(self._country_of(best), best, round(confidence, 3), why)]
        return [Scene(place_of(m), m, round(confidence, 3), why) for m in self._list_with(best, event, inside)]

    def _tied_within(self, event: EventMention, inside: list[PlaceMention], wide: Scene) -> list[Scene]:
        """The town or finer to which the model ties what a court or a people decided, in the country of its scene."""
        finer = [
            m for m in inside
            if m.role is Role.LOCATION and FINER[place_of(m).precision] > FINER[wide.place.precision]
            and self.gazetteer.contains(wide.place, place_of(m))
        ]  # fmt: skip
        tied = max(((self.chance(event, m) or 0.0, -m.start, m) for m in finer), default=None)
        if tied is None or tied[0] < _TIED:
            return []
        best = tied[2]
        why = f"named with “{event.text}”"
        return [Scene(place_of(best), best, round(0.9 * tied[0] * best.confidence, 3), why)]

    def only_measures(self, mention: PlaceMention) -> bool:
        """Whether a name only says where another is: "Akuressa, 160 km south of Colombo"."""
        if place_of(mention).kind != "offset" and "~" not in place_of(mention).key:
            return False
        at = bisect_left(self.starts, mention.start)
        before = self.mentions[at - 1] if at > 0 else None
        return (
            before is not None
            and before.role is Role.LOCATION
            and mention.start - before.end <= _ASIDE_CHARS
            and self.document.text[before.end : before.end + 1] == ","
        )

    def _stands_at(self, event: EventMention, mention: PlaceMention) -> bool:
        """Whether a name belongs to the trigger itself: "the attack in Kabul", "the Kabul attack"."""
        text = self.document.text
        if mention.end <= event.start:
            return bool(re.fullmatch(r"(?:[’'‘]s)?\s+(?:[\w-]+\s+){0,2}", text[mention.end : event.start]))
        return bool(cues.RIGHT_AFTER.fullmatch(text[event.end : mention.start]))

    def _may_hold(self, event: EventMention, mention: PlaceMention) -> bool:
        """A location may; a mere modifier may where it stands right before the trigger ("the Kabul attack")."""
        if mention.role is Role.LOCATION:
            return not self.only_measures(mention)
        place = place_of(mention)
        gap = self.document.text[mention.end : event.start]
        return (
            mention.role is Role.ASSOCIATIVE
            and place.precision not in {Precision.COUNTRY, Precision.UNKNOWN}
            and mention.end <= event.start
            and bool(re.fullmatch(r"(?:[’']s)?\s+(?:[\w-]+\s+){0,2}", gap))
        )

    def _score(self, event: EventMention, mention: PlaceMention) -> float:
        """How well a mention fits as the event's place: about -2 to 1.5; below 0 it does not."""
        text = self.document.text
        before = text[max(event.sentence[0], mention.start - 60) : mention.start]
        gap = text[event.end : mention.start] if mention.start >= event.end else text[mention.end : event.start]
        score = 0.6 - min(len(gap), 240) / 200
        if mention.start >= event.end:
            score += 0.1
        elif cues.WHERE.match(gap):
            return score + 0.9  # "Turkey, where tens of thousands died in …"
        elif cues.FRONTED.fullmatch(text[event.sentence[0] : mention.start]):
            score += 0.4  # "In the city of Kabul, two people were killed"
        else:
            score -= 1.0 if cues.ASIDE.search(before) and "," in gap else 0.0
            score -= 0.35 * len(cues.FINITE.findall(gap)) + (1.0 if cues.SPOKEN_OF.search(gap) else 0.0)
        if self._stands_at(event, mention):
            score += 0.8
        if cues.AT_TOWN_OF.search(before):
            score += 0.6
        elif cues.FROM.search(before):
            score -= 0.5
        elif cues.AT.search(before):
            score += 0.6
        elif cues.TOWARDS.search(before):
            score -= 0.1
        score -= 0.35 * len(cues.CLAUSE_BREAK.findall(gap))
        score -= 0.8 if self._another_between(event, mention) else 0.0
        if event.type not in OF_COURTS and self._names_court(event, mention):
            score -= _SEAT
        return score + self._learned(event, mention, gap)

    def _names_court(self, event: EventMention, mention: PlaceMention) -> bool:
        """Whether a name says where a court sits: "Kano High Court", "a judge in Madrid"."""
        text = self.document.text
        before = text[max(event.sentence[0], mention.start - 60) : mention.start]
        return bool(cues.COURT_IN.search(before) or cues.COURT_AFTER.match(text, mention.end))

    def _learned(self, event: EventMention, mention: PlaceMention, gap: str) -> float:
        """What the model adds to a score: its log-odds that the event happened at the place, scaled."""
        chance = self.chance(event, mention)
        if chance is None:
            return 0.0
        odds = math.log(max(chance, _TRACE) / max(1 - chance, _TRACE))
        learned = max(-_MOST_LEARNED, min(_MOST_LEARNED, _LEARNED * odds))
        if mention.end <= event.start and re.fullmatch(r"(?:[’'‘]s)?\s", gap):
            return max(_COMPOUND, learned)
        # What stands at the trigger is not talked away.
        return max(0.0, learned) if self._stands_at(event, mention) else learned

    def chance(self, event: EventMention, mention: PlaceMention) -> float | None:
        """Probability, by the model, that the event happened at the mention; None where it has not read."""
        marks = self._reading.marks_at(event.start)
        if marks is None:
            return None
        return marks.tie_chance("scene", (event.start, event.end), (mention.start, mention.end))

    def _names_container(self, inner: PlaceMention, outer: PlaceMention) -> bool:
        """Whether the outer name follows the inner one as what holds it: "Chibok, in Borno State"."""
        return bool(
            re.fullmatch(r",\s+(?:in\s+)?(?:the\s+)?(?:[a-z]+\s+){0,2}", self.document.text[inner.end : outer.start])
        )

    def _another_between(self, event: EventMention, mention: PlaceMention) -> bool:
        """Whether another event, in a clause of its own, stands nearer to the name: "came after the killing in X"."""
        low, high = sorted((event.start, mention.start))
        first, last = bisect_right(self.triggers, low), bisect_left(self.triggers, high)
        if first >= last:
            return False
        after = mention.start > event.start
        between = self.document.text[event.end : self.triggers[first]] if after else ""
        return bool(after and cues.CLAUSE_BREAK.search(between))

    def most_specific(self, best: PlaceMention, near: list[PlaceMention]) -> PlaceMention:
        """Of mentions nested in the best one ("Baghdad's Green Zone", "Homs, Syria"), the finest."""
        for mention in near:
            inner, outer = place_of(mention), place_of(best)
            if (
                inner.key != outer.key
                and mention.role is Role.LOCATION
                and FINER[inner.precision] >= FINER[outer.precision]
                and inner.uncertainty_km <= outer.uncertainty_km
                and self.gazetteer.contains(outer, inner)
            ):
                best = mention
        return best

    def _list_with(self, best: PlaceMention, event: EventMention, inside: list[PlaceMention]) -> list[PlaceMention]:
        """The mentions that stand in one list with the best one: "in Kabul, Kandahar and Herat"."""
        chain = [best]
        locations = [m for m in inside if m.role is Role.LOCATION]
        if best not in locations:
            return chain
        at = locations.index(best)
        for step in (1, -1):
            edge, index = best, at + step
            while 0 <= index < len(locations):
                one, two = (edge, locations[index]) if step == 1 else (locations[index], edge)
                if event.start in range(one.end, two.start) or not cues.LIST_JOINT.match(
                    self.document.text[one.end : two.start]
                ):
                    break
                edge = locations[index]
                if not any(self._nested(m, edge) for m in chain):
                    chain.append(edge)
                index += step
        return sorted(chain, key=lambda m: m.start)

    def _nested(self, one: PlaceMention, other: PlaceMention) -> bool:
        a, b = place_of(one), place_of(other)
        return a.key == b.key or self.gazetteer.contains(a, b) or self.gazetteer.contains(b, a)

    def _speaker_scene(self, event: EventMention, inside: list[PlaceMention]) -> list[Scene]:
        """The countries that speak or decide: names and demonyms that are, or belong to, the trigger's subject."""
        text = self.document.text
        before = [
            m
            for m in inside
            if m.end <= event.start
            # What somebody quotes is not who speaks.
            and len(cues.QUOTE_MARK.findall(text[m.end : event.start])) % 2 == 0
            and (
                not cues.NO_SUBJECT.search(text[max(event.sentence[0], m.start - 40) : m.start])
                or (
                    place_of(m).precision is Precision.COUNTRY
                    and cues.FRONTED.fullmatch(text[event.sentence[0] : m.start])
                    and text[m.end : m.end + 1] == ","
                )
            )
        ]
        if not before:
            return []
        nearest = before[-1]
        if cues.NO_SPEAKER.match(text, nearest.end):
            return []
        if len(cues.CLAUSE_BREAK.findall(text[nearest.end : event.start])) > 1:
            return []
        chain = [nearest]
        for mention in reversed(before[:-1]):
            if not cues.LIST_JOINT.match(text[mention.end : chain[0].start]):
                break
            chain.insert(0, mention)
        return [
            Scene(self._seat_of(m), m, round(0.8 * m.confidence, 3), f"“{event.text}” is said of “{m.text}”")
            for m in chain
        ]

    def _court_seat(self, event: EventMention, inside: list[PlaceMention]) -> list[Scene]:
        """Where a court ruled, by its name or by what follows it: "Kano High Court", "a court in Kano"."""
        if event.type not in OF_COURTS:
            return []
        for mention in sorted(inside, key=lambda m: abs(m.start - event.start)):
            if self._names_court(event, mention):
                why = f"the seat of the court: “{mention.text}”"
                return [Scene(place_of(mention), mention, round(0.9 * mention.confidence, 3), why)]
        return []

    def _modifying_country(self, event: EventMention, inside: list[PlaceMention]) -> list[Scene]:
        """The place that stands right before the trigger: "Iraq's parliamentary elections", "the Karnataka vote"."""
        for mention in reversed(inside):
            gap = self.document.text[mention.end : event.start]
            wide = place_of(mention).precision is Precision.COUNTRY
            # A town may only be the home of who stands there: "a Dover man suing his bank".
            shape = cues.MODIFIES if wide else cues.STANDS_BEFORE
            if mention.end <= event.start and shape.fullmatch(gap):
                return [Scene(place_of(mention), mention, 0.9 * mention.confidence, f"“{mention.text} … {event.text}”")]
        return []

    def _seat_of(self, mention: PlaceMention) -> Place:
        """Where a speaker belongs: the country, or the place itself of a local body ("Fulton County police")."""
        local = cues.LOCAL_BODY.match(self.document.text, mention.end)
        return place_of(mention) if local else self._country_of(mention)

    def _country_of(self, mention: PlaceMention) -> Place:
        place = place_of(mention)
        country = self.gazetteer.country(place.country) if place.country else None
        return country or place


def may_be_scene(mention: PlaceMention) -> bool:
    """Whether something may have happened at a mention's place: no reporter's seat, and surely enough resolved."""
    if mention.role is Role.REPORTING or mention.confidence < LEAST_SURE:
        return False
    return is_sure(mention)


def is_sure(mention: PlaceMention) -> bool:
    """Whether a name's place is known at least by its country."""
    if mention.place is None or mention.place.kind == "continent":
        return False
    country = mention.place.country
    agreed = sum(c.score for c in mention.candidates if c.place.country == country)
    return not mention.candidates or agreed >= _COUNTRY_SURE


def place_of(mention: PlaceMention) -> Place:
    """The place of a resolved mention.

    Raises:
        ValueError: it is unresolved.
    """
    if mention.place is None:
        msg = f"the mention “{mention.text}” is unresolved"
        raise ValueError(msg)
    return mention.place
