"""Scenes for events whose own sentence names none: from a neighbouring sentence, the lead, or the whole report."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.documents.document import BlockKind
from geomap.gazetteer.place import Place, Precision
from geomap.incidents import cues
from geomap.incidents.kinship import kinship
from geomap.incidents.scene import FINER, LEAST_SURE, Scene, SceneFinder, is_sure, place_of
from geomap.places.mention import PlaceMention, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.mention import EventMention

_WIDE_KM = 60.0  # a scene wider than this is narrowed where the report dwells on a place in it
_DWELT_ON = 1.15  # named twice, or early in the report
_TOLD_CHARS = 350  # how far back in its paragraph an event may find its place
_MOST = 0.5  # of the places of a report
_OF_COUNTRY = FINER[Precision.COUNTRY]
_LOCAL = 0.6  # of the places finer than a country that a report names in it
_TIED_FROM = 0.5  # probability from which the model alone ties an event to a place outside its sentence …
_DATELINE_FROM = 0.75  # … and to that of the dateline
_DATELINE_CHARS = 700
_HARDLY = 0.25  # probability below which the model has an event at no place that is only named behind it


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Looks for scenes outside of the events' own sentences, among the mentions that a finder holds possible."""

    finder: SceneFinder

    def document_scene(self, tied: list[tuple[EventMention, Scene]]) -> Scene | None:
        """The place that the report is about, from the scenes that its events name, the first ones weighing most."""
        votes: dict[str, float] = {}
        best: dict[str, Scene] = {}
        for event, scene in tied:
            if event.background or event.type in kinship().reactions | kinship().national:
                continue
            weight = scene.confidence * (2.0 if len(votes) == 0 else 1.0)
            votes[scene.place.key] = votes.get(scene.place.key, 0.0) + weight
            best.setdefault(scene.place.key, scene)
        if not votes:
            return None
        # A place's votes also count for the finer places in it that the report tells events of.
        totals = {
            key: vote
            + sum(
                0.5 * v
                for k, v in votes.items()
                if k != key and self.finder.gazetteer.contains(best[k].place, best[key].place)
            )
            for key, vote in votes.items()
        }
        return best[max(totals, key=lambda key: (totals[key], key))]

    def tied_across(self, event: EventMention) -> Scene | None:
        """The place of the sentences before it that the model ties the event to."""
        low = bisect_left(self.finder.starts, event.sentence[0] - _TOLD_CHARS)
        high = bisect_left(self.finder.starts, event.sentence[0])
        mentions = self.finder.mentions[low:high]
        near = [m for m in mentions if m.role is Role.LOCATION and not self.finder.only_measures(m)]
        chances = [(self.finder.chance(event, m) or 0.0, m) for m in near]
        chance, best = max(chances, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or chance < _TIED_FROM:
            return self._at_dateline(event)
        best = self.finder.most_specific(best, [m for c, m in chances if c >= _TIED_FROM])
        return Scene(
            place_of(best), best, round(0.85 * chance * best.confidence, 3), f"the report ties it to “{best.text}”"
        )

    def _at_dateline(self, event: EventMention) -> Scene | None:
        """The place of the dateline, where the model is sure that the event was there too."""
        lines = [m for m in self.finder.named if m.role is Role.REPORTING and is_sure(m) and m.end <= event.start]
        chances = [(self.finder.chance(event, m) or 0.0, m) for m in lines if event.start - m.end <= _DATELINE_CHARS]
        chance, best = max(chances, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or chance < _DATELINE_FROM:
            return None
        why = f"the report is filed from “{best.text}” and ties it there"
        return Scene(place_of(best), best, round(0.8 * chance * best.confidence, 3), why)

    def body_scene(self) -> Scene | None:
        """Where the local body works of which a report's first sentences tell: "Hartford police"."""
        text = self.finder.document.text
        lead = list(self.finder.document.blocks_of(BlockKind.TITLE, BlockKind.BODY))[:2]
        for mention in self.finder.mentions:
            if any(block.start <= mention.start < block.end for block in lead):
                fine = FINER[place_of(mention).precision] > _OF_COUNTRY
                if fine and cues.LOCAL_BODY.match(text, mention.end):
                    why = f"where those work of whom the report tells: “{mention.text}”"
                    return Scene(place_of(mention), mention, round(0.6 * mention.confidence, 3), why)
        return None

    def told_before(self, event: EventMention) -> Scene | None:
        """The last place named in the sentences before the event's, within its paragraph."""
        block = self.finder.document.block_at(event.start)
        if block is None:
            return None
        last = bisect_left(self.finder.starts, event.sentence[0])
        for mention in reversed(self.finder.mentions[:last]):
            if mention.start < max(block.start, event.start - _TOLD_CHARS):
                return None
            place = place_of(mention)
            if place.kind == "offset":
                continue  # what is told as so far from a place is told there, not here
            if place.kind == "beside" and mention.candidates:
                place = mention.candidates[0].place  # "south of Larissa": the talk is still of Larissa
            topic = place.precision in {Precision.LOCALITY, Precision.SITE, Precision.EXACT}
            if mention.role is Role.LOCATION or (mention.role is Role.ASSOCIATIVE and topic):
                return Scene(place, mention, 0.8 * mention.confidence, "")
        return None

    def told_next(self, event: EventMention) -> Scene | None:
        """The first town or finer that the sentences after the event's name, close by, unless the model says no."""
        for mention in self.finder.mentions[bisect_left(self.finder.starts, event.sentence[1]) :]:
            if mention.start > event.sentence[1] + _TOLD_CHARS:
                return None
            chance = self.finder.chance(event, mention)
            if chance is not None and chance < _HARDLY:
                continue
            if mention.role is Role.LOCATION and FINER[place_of(mention).precision] > FINER[Precision.AREA]:
                return Scene(place_of(mention), mention, round(0.6 * mention.confidence, 3), "named right after it")
        return None

    def narrowed(self, scene: Scene, told: Sequence[tuple[int, int]]) -> Scene:
        """A wide scene narrowed to the place in it that the report dwells on, where there is one.

        `told` are the spans that tell of the event or a kindred one: what is named elsewhere is not where it was.
        """
        if scene.place.precision not in {Precision.COUNTRY, Precision.AREA} or scene.place.uncertainty_km < _WIDE_KM:
            return scene
        weights: dict[str, float] = {}
        named: dict[str, PlaceMention] = {}
        for order, mention in enumerate(m for m in self.finder.mentions if m.role is Role.LOCATION):
            place = place_of(mention)
            near = any(start <= mention.start < end for start, end in told) or cues.EPICENTRE.search(
                self.finder.document.text[max(0, mention.start - 120) : mention.start]
            )
            finer = place.key != scene.place.key and place.uncertainty_km < scene.place.uncertainty_km
            if finer and near and self.finder.gazetteer.contains(scene.place, place):
                weights[place.key] = weights.get(place.key, 0.0) + 1 + 1 / (1 + order)
                named.setdefault(place.key, mention)
        if not weights:
            return scene
        key = max(weights, key=lambda k: (weights[k], -named[k].start))
        if weights[key] < _DWELT_ON:
            return scene
        mention = named[key]
        reason = f"the place in {scene.place.name} that the report dwells on"
        return Scene(place_of(mention), mention, round(0.8 * scene.confidence, 3), reason)

    def headline_scene(self) -> Scene | None:
        """The place of the title or the first paragraph, for a report whose events name none."""
        lead = list(self.finder.document.blocks_of(BlockKind.TITLE, BlockKind.BODY))[:2]
        for block in lead:
            for mention in self.finder.mentions:
                if block.start <= mention.start < block.end and mention.role is Role.LOCATION:
                    return Scene(place_of(mention), mention, 0.5 * mention.confidence, "named in the report's lead")
        return None

    def one_country(self) -> Place | None:
        """The country in which most lies that the report names as a scene; None where there is none."""
        named = [place_of(m).country for m in self.finder.mentions if m.role in {Role.LOCATION, Role.ASSOCIATIVE}]
        most = max(set(named), key=lambda code: (named.count(code), code or ""), default=None)
        if most is None or named.count(most) < _MOST * len(named):
            return None
        return self.finder.gazetteer.country(most)

    def only_country(self) -> Scene | None:
        """The country of a report that names one and no other, dateline and adjectives included."""
        named = [m for m in self.finder.named if m.role is Role.REPORTING or is_sure(m)]
        named = [m for m in named if m.place is not None and m.confidence >= LEAST_SURE]
        countries = {m.place.country for m in named if m.place is not None}
        if len(countries) != 1 or None in countries:
            return None
        country = self.finder.gazetteer.country(str(countries.pop()))
        if country is None:
            return None
        told = any(m.role is not Role.REPORTING for m in named)
        return Scene(country, None, 0.5 if told else 0.35, "the only country that the report names")

    def is_named_with(self, event: EventMention, scene: Scene) -> bool:
        """Whether an event's sentence names the place of a scene."""
        low, high = (bisect_left(self.finder.starts, at) for at in event.sentence)
        return any(place_of(m).key == scene.place.key for m in self.finder.mentions[low:high])

    def carry(self, scene: Scene, why: str, *, passage: bool = False, to_locality: bool = False) -> Scene:
        """A scene taken over by an event whose sentence names none, the surer where they share a passage."""
        place = scene.place
        if to_locality and place.precision in {Precision.EXACT, Precision.SITE}:
            place = self._locality_of(place)
        return Scene(place, scene.mention, round(scene.confidence * (0.75 if passage else 0.55), 3), why)

    def carry_country(self, *scenes: Scene | None) -> Scene | None:
        """No more than the country, where the scenes agree on it or most of the report is there."""
        given = [scene for scene in scenes if scene is not None]
        codes = {scene.place.country for scene in given}
        agreed = len(given) > 1 and len(codes) == 1
        country = self.finder.gazetteer.country(given[0].place.country or "") if given else None
        if country is None or not (agreed or self.one_country() == country):
            return None
        why = "the country of the report; the sentence names no place"
        return Scene(country, given[0].mention, round(given[0].confidence * 0.55, 3), why)

    def in_division(self, scene: Scene) -> Scene:
        """A country as the scene of a local report narrowed to the province in which most lies that it names."""
        country = scene.place
        named = [m.place for m in self.finder.named if m.place is not None and m.place.country == country.country]
        codes = [place.admin1_code for place in named if place.admin1_code and FINER[place.precision] > _OF_COUNTRY]
        most = max(sorted(set(codes)), key=codes.count, default=None)
        if most is None or codes.count(most) < max(2, _LOCAL * len(codes)):
            return scene
        division = self.finder.gazetteer.admin1(most)
        if division is None:
            return scene
        why = "the province of the report; the sentence names no place"
        return Scene(division, scene.mention, scene.confidence, why)

    def _locality_of(self, place: Place) -> Place:
        """The locality that holds a site, or the site itself where the report does not name one."""
        holders = [
            place_of(m)
            for m in self.finder.mentions
            if place_of(m).precision is Precision.LOCALITY and self.finder.gazetteer.contains(place_of(m), place)
        ]
        return holders[0] if holders else place
