"""Borders and coasts told by a word of their own: "the Iraq-Syria border", "off the Libyan coast"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geomap.gazetteer.place import Place, Precision
from geomap.places.compass import WIND, wind
from geomap.places.expressions import waters
from geomap.places.mention import PlaceMention, Role
from geomap.places.outlines import along, border
from geomap.places.together import AREAS, POINTS, joint, named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer

BORDER = r"(?:border|frontier|boundary|line of contact)"
_NOT_A_PLACE = (
    r"(?! (?:guards?|police|patrols?|agents?|agency|forces?|controls?|officials?|officers?|troops|security|disputes?|"
    r"deal|talks|agreement|town|city|village|province|state|district|wars?|conflict|policy|tax|closure))"
)
BORDER_AFTER = re.compile(rf" (?:land |common |shared |state )?{BORDER}\b{_NOT_A_PLACE}", re.IGNORECASE)
_BORDER_WITH = re.compile(
    rf"(?:[’']s)? (?:{WIND}(?:ern)? )?(?:land |common |shared )?(?P<word>{BORDER}) with (?:the )?", re.IGNORECASE
)
_BORDER_OF_BOTH = re.compile(rf"\b(?P<word>{BORDER}) (?:between|of|separating|dividing) (?:the )?$", re.IGNORECASE)
_BORDER_OF_ONE = re.compile(rf"\b(?P<word>{BORDER}) (?:with|of|to|into) (?:the )?$", re.IGNORECASE)
_ITS_COAST = re.compile(rf" (?:(?P<way>{WIND})(?:ern)? )?(?:coast|shores?|coastline)\b", re.IGNORECASE)
_OFF = re.compile(r"\boff (?:the )?$", re.IGNORECASE)
_JOINTS = re.compile(r" ?[-–—/] ?| (?:and|or) ")
_BOTH = re.compile(r" (?:and|from) (?:the )?")
_SENTENCE_END = re.compile(r"[.!?][”\"’']?\s+(?=[^\W\d_a-z])|\n")
_REACH = 60  # characters beside a name that may hold such words
_SENTENCE_REACH = 300  # characters to either side in which a sentence's other names are looked for
_ANCHOR_KM = 100.0  # a town in the same sentence, so near a border, says where on it
_ANCHORED_KM = 10.0
_CONFIDENCE = 0.9
_LEAST_SURE = 0.5


@dataclass(slots=True)
class Borders:
    """Finds the words for borders and coasts in one document.

    Attributes:
        text: The document's text.
        mentions: Its mentions, in text order.
        gazetteer: Gives outlines, to find common borders and coasts.
    """

    text: str
    mentions: Sequence[PlaceMention]
    gazetteer: Gazetteer
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Keep where the mentions start."""
        self._starts = [m.start for m in self.mentions]

    def of_two(self, one: PlaceMention, other: PlaceMention) -> PlaceMention | None:
        """The border that two neighbouring names share, as a mention on the word for it."""
        gap = self._flat(one.end, other.start)
        span: tuple[int, int] | None = None
        if _JOINTS.fullmatch(gap) and (match := BORDER_AFTER.match(self._after(other.end))):
            span = other.end + 1, other.end + match.end()
        elif match := _BORDER_WITH.fullmatch(gap):
            span = one.end + match.start("word"), one.end + match.end("word")
        elif _BOTH.fullmatch(gap):
            span = self._word(_BORDER_OF_BOTH, one.start)
        return self._mention(span, one, other, named(one), named(other)) if span else None

    def of_one(self, mention: PlaceMention) -> PlaceMention | None:
        """A country's border with the one other country of the sentence that touches it, as a mention on the word.

        "The Turkish border", "the border with Chad".
        """
        place = named(mention)
        if place is None or place.precision is not Precision.COUNTRY:
            return None
        span: tuple[int, int] | None
        if match := BORDER_AFTER.match(self._after(mention.end)):
            span = mention.end + 1, mention.end + match.end()
        else:
            span = self._word(_BORDER_OF_ONE, mention.start)
        if span is None:
            return None
        found: dict[str, PlaceMention] = {}
        for other in self._beside(mention):
            code = other.place.country if other.place else None
            if code and code != place.country:
                found.setdefault(code, other)
        touching = [
            (country, other)
            for code, other in found.items()
            if (country := self.gazetteer.country(code)) is not None and border(self.gazetteer, place, country)
        ]
        if len(touching) != 1:
            return None
        country, other = touching[0]
        return self._mention(span, mention, other, place, country)

    def coast(self, mention: PlaceMention) -> PlaceMention | None:
        """The waters off a country told by its adjective, as a mention on the word: "off the Libyan coast"."""
        match = _ITS_COAST.match(self._after(mention.end))
        place = named(mention)
        off = _OFF.search(self._flat(max(0, mention.start - _REACH), mention.start))
        if mention.role is not Role.DEMONYM or place is None or match is None or not off:
            return None
        start, end = mention.end + 1, mention.end + match.end()
        shift = waters(place, wind(match["way"]) if match["way"] else None, start, self.gazetteer)
        if shift is None or self._taken(start, end):
            return None
        sure = max(mention.confidence, _LEAST_SURE)
        text = self.text[start:end]
        return PlaceMention(start, end, text, Role.LOCATION, sure, shift.place, reason=shift.reason)

    def _mention(
        self, span: tuple[int, int], one: PlaceMention, other: PlaceMention, *sides: Place | None
    ) -> PlaceMention | None:
        """A mention of the common border of two places; None where they share none, or another mention stands there."""
        first, second = sides
        if first is None or second is None or self._taken(*span):
            return None
        if first.precision not in AREAS or second.precision not in AREAS or first.key == second.key:
            return None
        points = border(self.gazetteer, first, second)
        if not points:
            return None
        spot, reason = along(points), "the middle of the common border"
        for near in self._beside(one):
            anchor = named(near) if near.role is not Role.REPORTING else None
            if anchor is not None and anchor.precision in POINTS:
                close = along(points, (anchor.lat, anchor.lon))
                if close.reach_km <= _ANCHOR_KM:
                    spot = replace(close, reach_km=close.reach_km + _ANCHORED_KM)
                    reason = f"the common border at {anchor.name}"
                    break
        place = replace(
            joint(first, second, "border", f"{first.name}–{second.name} border"),
            lat=round(spot.lat, 5),
            lon=round(spot.lon, 5),
            uncertainty_km=round(spot.reach_km, 1),
        )
        sure = round(_CONFIDENCE * max(_LEAST_SURE, min(one.confidence, other.confidence)), 3)
        return PlaceMention(*span, self.text[slice(*span)], Role.LOCATION, sure, place, reason=reason)

    def _beside(self, mention: PlaceMention) -> list[PlaceMention]:
        """The other mentions of a mention's sentence, the nearest first."""
        low = max(0, mention.start - _SENTENCE_REACH)
        for stop in _SENTENCE_END.finditer(self.text, low, mention.start):
            low = stop.end()
        last = min(mention.end + _SENTENCE_REACH, len(self.text))
        ending = _SENTENCE_END.search(self.text, mention.end, last)
        high = ending.start() if ending else last
        inside = self.mentions[bisect_left(self._starts, low) : bisect_right(self._starts, high)]
        return sorted((m for m in inside if m is not mention), key=lambda m: abs(m.start - mention.start))

    def _word(self, pattern: re.Pattern[str], end: int) -> tuple[int, int] | None:
        """Where the word for the border stands right before a name."""
        start = max(0, end - _REACH)
        match = pattern.search(self._flat(start, end))
        return (start + match.start("word"), start + match.end("word")) if match else None

    def _taken(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end)
        return at > 0 and self.mentions[at - 1].end > start

    def _after(self, end: int) -> str:
        return self._flat(end, end + _REACH)

    def _flat(self, start: int, end: int) -> str:
        """The text with every white space a blank; as long as before."""
        return re.sub(r"\s", " ", self.text[start:end])
