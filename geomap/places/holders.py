"""Names that no gazetteer has: the places that may hold them, by their own words or by what stands around them.

"Manila Cathedral" lies in Manila by its own words, "a school in Parkland" in Parkland because the text says so; a
street with no more around it lies, if anywhere, where the report dwells. What is found so is a place somewhere in
its holder: never more precise than a town, and as wide as the holder.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.gazetteer.folding import fold
from geomap.gazetteer.place import Candidate, Place, Precision
from geomap.places.evidence import km_between
from geomap.places.mention import Role
from geomap.places.names import Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.places.recognise import Span

SITE_WORDS = re.compile(
    r"\b(?:street|st\.?|road|rd\.?|avenue|ave\.?|boulevard|blvd\.?|lane|drive|dr\.?|highway|hwy\.?|route|interstate|"
    r"parkway|pike|square|plaza|bridge|tunnel|school|college|university|academy|institute|hospital|clinic|medical|cent(?:er|re)|"
    r"church|cathedral|mosque|temple|shrine|chapel|abbey|monastery|museum|gallery|theat(?:er|re)|hall|house|hotel|inn|"
    r"resort|restaurant|caf[eé]|bar|mall|market|store|stadium|arena|park|garden|gardens|zoo|beach|harbou?r|port|pier|"
    r"marina|airport|station|terminal|courthouse|court|prison|jail|barracks|base|camp|fort|palace|castle|tower|building|"
    r"cemetery|memorial|monument|library|headquarters|farm|ranch|mine|dam|reservoir|lake|river|creek|canal|bay|cove|"
    r"island|islands|isle|mountain|mountains|mount|mt\.?|hill|hills|peak|valley|canyon|falls?|cave|caves|desert|forest|"
    r"trail|field|fields|heights|estates?|village|township|district|quarter|neighbou?rhood|club|factory|plant|"
    r"apartments?|complex|compound|consulate|embassy|campus|campsite|camping|hut|gate|crossing|ward|barangay)\b",
    re.IGNORECASE,
)
_INSTITUTION = re.compile(
    r"\b(?:university|universit\w+|college|institute|academy|museum|hospital|laboratory|school)\b", re.IGNORECASE
)
_WIDEST_KM = 150.0
_SURE = 0.3
_OWN = "place:"  # how the keys of our own localities begin
_REACH = 300  # characters between a name and another that may hold it
_TEXT_REACH = 100.0
_SAID = re.compile(r"^(?:,| in| at| of| near| outside|,? in the \w+ of|\s*\()\s*(?:the\s+)?$")
_SAID_BEFORE = re.compile(r"^(?:[’']s|:)\s+(?:[a-z]+\s+){0,2}$")
_TOWN_KM = 5.0  # no place within a town is known better than the town
_NEARBY_KM = 15.0  # how far from a town the names beside it lie
_LETTERS = 4
_MOST_SPANS = 5
_CITY = 100_000
_MOST_SENSES = 30
_TRUSTED = frozenset({"name", "alternate", "alias"})


@dataclass(frozen=True, slots=True)
class Holder:
    """A place that may hold a name, with the values of ranking.HOLDERS and the reason in words."""

    place: Place
    values: tuple[float, ...]
    reason: str


def of_name(name: Name) -> list[float]:
    """What the name itself looks like, for ranking.LOOKS: a site, long, unknown, misspelled."""
    words = name.text.split()
    return [
        float(bool(SITE_WORDS.search(name.text))),
        min(1.0, (len(words) - 1) / 3),
        float(not name.candidates),
        float(bool(name.candidates) and name.candidates[0].match == "fuzzy"),
    ]


def known_parts(names: Sequence[Name], gazetteer: Gazetteer) -> dict[int, Name]:
    """For the names that no gazetteer has, the longest known name within each: "Manila" of "Manila Cathedral"."""
    parts = {}
    for number, name in enumerate(names):
        if name.candidates and name.candidates[0].match != "fuzzy":
            continue
        words = re.sub(r"[’']s\b", "", name.text).split()
        part = _longest_part(words, name, gazetteer) if len(words) > 1 else None
        if part is not None:
            parts[number] = part
    return parts


def _longest_part(words: list[str], name: Name, gazetteer: Gazetteer) -> Name | None:
    """The longest known name in it, of several the best known: the Cambridge of "Robinson College Cambridge"."""
    for count in range(len(words) - 1, 0, -1):
        best: tuple[float, str, list[Candidate]] | None = None
        for first in (0, *range(len(words) - count, 0, -1)):
            written = " ".join(words[first : first + count]).strip(" ,.()")
            if len(written) < _LETTERS or not written[0].isupper() or SITE_WORDS.fullmatch(written):
                continue
            found = [c for c in gazetteer.lookup(written, limit=_MOST_SENSES) if c.match in _TRUSTED]
            if found and (best is None or found[0].score > best[0]):
                best = (found[0].score, written, found)
        if best is not None:
            return Name(best[1], list(name.spans), best[2], rivals=(False,) * len(best[2]), part=True)
    return None


@dataclass(slots=True)
class Anchors:
    """The places of a document that may hold others, as far as they are clear."""

    of_span: list[tuple[Place, float] | None]
    wide_of_span: list[tuple[Place, float] | None]  # countries and divisions too wide to draw anything in
    focus: tuple[Place, float] | None  # where the report dwells: the place with most of the others around it
    reported_from: frozenset[str]  # keys of places that stand only where reporters sat
    share: dict[str, float]  # of the document's spans, by place

    def holders(
        self,
        name: Name,
        part: tuple[Place, float] | None,
        support: tuple[float, float],
        spans: Sequence[Span],
        text: str,
    ) -> list[Holder]:
        """What may hold a name, without what is the name itself.

        Args:
            name: The name; one that lies in a place that the text names after it needs no other holder.
            part: The likeliest place of the known part of it, if it has one.
            support: Whether a place of that name lies in a country that is named, and how near one is to others.
            spans: All spans of the document.
            text: Its text.
        """
        if name.inside:
            return []
        found: dict[str, dict[str, float]] = {}
        places: dict[str, Place] = {}
        why: dict[str, str] = {}

        def add(place: Place, sure: float, flag: str, value: float, reason: str) -> None:
            values = found.setdefault(place.key, {"sure": sure})
            values[flag] = max(values.get(flag, 0.0), value)
            places[place.key] = place
            why.setdefault(place.key, reason)

        if part is not None:
            add(*part, "own", 1.0, f"its own words put it in {part[0].name}")
        exact = [c.place for c in name.candidates if c.match != "fuzzy"]
        for holder in self._loose(name, exact, spans, text):
            add(*holder)
        bounds = self._bounds(name, spans, text)
        if bounds is not None:  # "Pingilikani, Kenya": what lies elsewhere holds it not
            places = {key: place for key, place in places.items() if _within(place, bounds[0])}
            found = {key: values for key, values in found.items() if key in places}
            if not exact:
                add(*bounds, "said", 1.0, f"the text puts it in {bounds[0].name}")
        return [
            Holder(places[key], self._values(name, places[key], values, exact, part) + support, why[key])
            for key, values in found.items()
            if places[key].name != name.text
        ]

    def _loose(
        self, name: Name, exact: Sequence[Place], spans: Sequence[Span], text: str
    ) -> Iterator[tuple[Place, float, str, float, str]]:
        """What stands around a name and where the report dwells: place, probability, flag, its value, reason.

        What our list knows needs no place beside it, and no known name lies in the town that a report was sent from.
        """
        listed = any(place.key.startswith(_OWN) for place in exact)
        for index in name.spans[:_MOST_SPANS]:
            for place, sure, gap, said, other in self._around(index, spans, text):
                if said:
                    yield place, sure, "said", 1.0, f"the text puts it in {place.name}"
                if not listed and not (exact and spans[other].role is Role.REPORTING):
                    yield place, sure, "beside", math.exp(-gap / _TEXT_REACH), f"named beside {place.name}"
        if self.focus is not None and not listed and not (exact and self.focus[0].key in self.reported_from):
            yield *self.focus, "focus", 1.0, f"the report dwells on {self.focus[0].name}"

    def _bounds(self, name: Name, spans: Sequence[Span], text: str) -> tuple[Place, float] | None:
        """The country or wide division that the text names right after a name, and how sure that one is."""
        for index in name.spans[:_MOST_SPANS]:
            wide = self.wide_of_span[index + 1] if index + 1 < len(spans) else None
            if wide is not None and _SAID.match(text[spans[index].end : spans[index + 1].start]):
                return wide
        return None

    def _values(
        self,
        name: Name,
        place: Place,
        values: dict[str, float],
        exact: list[Place],
        part: tuple[Place, float] | None,
    ) -> tuple[float, ...]:
        """The values of ranking.HOLDERS."""
        apart = math.inf
        if self.focus is not None:
            apart = km_between(place, self.focus[0])
        loose = "own" not in values and "said" not in values
        apart_from_part = part is not None and loose and km_between(place, part[0]) > _WIDEST_KM
        return (
            1.0,
            values.get("own", 0.0),
            values.get("said", 0.0),
            values.get("beside", 0.0),
            values.get("focus", 0.0),
            math.exp(-apart / _WIDEST_KM),
            values["sure"],
            math.log10(1 + place.uncertainty_km) / 3,
            self.share.get(place.key, 0.0),
            max((math.log10(p.population + 1) / 7 for p in exact), default=0.0),
            float(len(exact) > 0),
            float(len(exact) == 1),
            float(any(p.precision is not Precision.LOCALITY for p in exact)),
            float(loose and bool(_INSTITUTION.search(name.text))),
            float(loose and len(exact) > 0 and len(name.text.split()) > 1),
            part[1] if part is not None and apart_from_part else 0.0,
            part[1] * float(part[0].population >= _CITY) if part is not None and apart_from_part else 0.0,
        )

    def _around(self, index: int, spans: Sequence[Span], text: str) -> list[tuple[Place, float, int, bool, int]]:
        """The nearest clear places before and after a span.

        Place, probability, characters between, whether told to hold it, and the number of its span.
        """
        found = []
        for step in (1, -1):
            for other in range(index + step, index + 5 * step, step):
                anchor = self.of_span[other] if 0 <= other < len(spans) else None
                if anchor is None:
                    continue
                low, high = min(index, other), max(index, other)
                between = text[spans[low].end : spans[high].start]
                if len(between) > _REACH:
                    break
                said = bool((_SAID if step == 1 else _SAID_BEFORE).match(between))
                gap = len(between) * (3 if "\n" in between else 1)
                found.append((*anchor, gap, said, other))
                break
        return found


def anchors(
    names: Sequence[Name], spans: Sequence[Span], best: Sequence[tuple[Place, float] | None], density: Sequence[float]
) -> Anchors:
    """The clear places of a document; `best` and `density` are each name's likeliest place and what lies around it."""
    of_span: list[tuple[Place, float] | None] = [None] * len(spans)
    wide_of_span: list[tuple[Place, float] | None] = [None] * len(spans)
    share: dict[str, float] = {}
    focus: tuple[Place, float] | None = None
    most = 0.0
    for name, found, near in zip(names, best, density, strict=True):
        if found is None or name.part or name.demonym or found[1] < _SURE:
            continue
        if not _may_hold(found[0]):
            for index in name.spans if found[0].country else ():
                wide_of_span[index] = found
            continue
        for index in name.spans:
            of_span[index] = found
        share[found[0].key] = share.get(found[0].key, 0.0) + len(name.spans) / max(1, len(spans))
        weight = found[1] * (near + len(name.spans) ** 0.5)
        if weight > most and found[0].precision is Precision.LOCALITY:
            focus, most = found, weight
    reporting = {place.key for span, place in _placed(spans, of_span) if span.role is Role.REPORTING}
    elsewhere = {place.key for span, place in _placed(spans, of_span) if span.role is not Role.REPORTING}
    return Anchors(of_span, wide_of_span, focus, frozenset(reporting - elsewhere), share)


def _placed(spans: Sequence[Span], of_span: Sequence[tuple[Place, float] | None]) -> Iterator[tuple[Span, Place]]:
    return ((span, found[0]) for span, found in zip(spans, of_span, strict=True) if found is not None)


def _within(place: Place, bounds: Place) -> bool:
    """Whether a place lies in a country or first-level division."""
    if bounds.admin1_code and bounds.precision is not Precision.COUNTRY:
        return place.admin1_code == bounds.admin1_code
    return place.country == bounds.country


def _may_hold(place: Place) -> bool:
    return place.uncertainty_km < _WIDEST_KM and place.precision in {Precision.LOCALITY, Precision.AREA, Precision.SITE}


def held(name: Name, holder: Holder) -> Candidate:
    """A name as a place somewhere in its holder: no more precise than a town, and at least as wide as the holder.

    A country is no holder to draw in: what is known to be in it alone is answered with the country itself.
    """
    place = holder.place
    reasons = ("no gazetteer knows this name", holder.reason)
    if place.precision is Precision.COUNTRY:
        return Candidate(place, place.name, "holder", 0.0, reasons)
    told = holder.values[1] or holder.values[2]
    written = " ".join(name.text.split())
    somewhere = replace(
        place,
        key=f"{place.key}/{fold(written)}",
        name=written,
        kind="unlisted",
        precision=Precision.LOCALITY if place.precision is Precision.SITE else place.precision,
        uncertainty_km=max(place.uncertainty_km, _TOWN_KM if told else _NEARBY_KM),
        geonameid=None,
        population=0,
        within=(place.name, *place.within),
    )
    return Candidate(somewhere, place.name, "holder", 0.0, reasons)
