"""What two names say together: "between Mosul and Erbil", "the road from A to B", "the Mosul-Erbil highway"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geopy.distance import great_circle

from geomap.gazetteer.place import Place, Precision
from geomap.places.borders import BORDER, BORDER_AFTER, Borders
from geomap.places.mention import PlaceMention, Role
from geomap.places.together import POINTS, joint, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.places.recognise import Span

_WAY = r"(?:road|highway|motorway|freeway|route|railway|railroad|rail line|line|track|corridor|pass|stretch|expressway)"
_BETWEEN = re.compile(
    r"\b(?P<mid>(?:mid|half)[ -]?way )?between (?:the )?(?:(?:towns?|cities|city) of )?$", re.IGNORECASE
)
_NO_PATH = re.compile(
    r"\b(?:match|game|derby|final|talks?|flights?|war|conflict|tensions?|relations?|ties|agreement|deal|ceasefire|truce|"
    r"trade|rivalry|dispute|cooperation|negotiations|meeting|call|difference|choice|links?|service|peace|contacts?|"
    r"clash|series|treaty|pact|exchange|commut\w{1,9}|shuttl\w{1,9}|divid\w{1,9}|split|choose|torn) $",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b(?:{_WAY}|way|en route|travell?ing|driving|driven|heading|headed|bound|sailing|walking|marching|convoy|bus|"
    r"train|ferry)(?: \w{1,20}){0,2} from (?:the )?$",
    re.IGNORECASE,
)
_LINKING = re.compile(rf"\b{_WAY} (?:that )?(?:link(?:s|ing)|connect(?:s|ing)|join(?:s|ing)) (?:the )?$", re.IGNORECASE)
_AND = re.compile(r",? (?:and|with|to) (?:the )?(?:(?:town|city|village) of )?")
_TO = re.compile(r",? to(?:wards?)? (?:the )?(?:(?:town|city|village) of )?")
_DASH = re.compile(r" ?[-–—/] ?")
_WAY_AFTER = re.compile(rf" {_WAY}\b", re.IGNORECASE)
_COMPOUND = re.compile(
    rf"(?P<one>[^\W\d_][\w’'. ]{{1,40}}?) ?[-–—/] ?(?P<two>[^\W\d_][\w’'. ]{{1,40}}?)(?P<head> (?:{BORDER}|{_WAY}))?",
    re.IGNORECASE,
)
_FARTHEST_KM = 1000.0  # a line between two places farther apart says nothing
_HALF, _MIDDLE = 0.5, 0.2  # share of a line's length that a point "between" and one "midway" may be off
_REACH = 90  # characters before and between names that may hold such words
_LOCAL_KM = 25.0
_SMALL_KM = 160.0  # radius of a division named for the town in it
_LEAST_KM = 2.0


@dataclass(frozen=True, slots=True)
class _Line:
    """How two ends are told: in words, and the share of the length that the point may be off."""

    words: str
    share: float


def split_compounds(text: str, spans: Iterable[Span], gazetteer: Gazetteer) -> list[Span]:
    """Spans that are two names and a dash ("Kenya-Somalia", "Mosul-Erbil highway") as two, where a line follows."""
    result: list[Span] = []
    for span in spans:
        name = text[span.start : span.end]
        match = _COMPOUND.fullmatch(name)
        follows = match["head"] or text[span.end : span.end + _REACH] if match else ""
        if (
            match is None
            or not (_WAY_AFTER.match(follows) or BORDER_AFTER.match(follows))
            or gazetteer.lookup(name, limit=1)
            or not all(gazetteer.lookup(match[part], limit=1) for part in ("one", "two"))
        ):
            result.append(span)
            continue
        for part in ("one", "two"):
            start, end = match.span(part)
            result.append(replace(span, start=span.start + start, end=span.start + end))
    return result


def with_pairs(text: str, mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    """The mentions of a document, in text order, those that stand together made one place.

    The ends of a road or a line both become its middle, with half its length as uncertainty, and keep their GeoNames
    ids. A border becomes a mention of its own on the word "border", its middle or what is nearest to a town in the same
    sentence; the names beside it are left as mere modifiers. "The Libyan coast" after "off" is one on "coast".

    Args:
        text: The document's text.
        mentions: In text order.
        gazetteer: Gives outlines, to find common borders and coasts.
    """
    result, heads = list(mentions), list[PlaceMention]()
    borders = Borders(text, mentions, gazetteer)
    for index, mention in enumerate(mentions):
        if mention.place is None:
            continue
        told: tuple[int, ...] = (index,)
        head: PlaceMention | None = None
        after = mentions[index + 1] if index + 1 < len(mentions) else None
        if after is not None and after.place is not None and 0 < after.start - mention.end <= _REACH:
            if line := _line(text, mention, after):
                result[index], result[index + 1] = line
                continue
            if head := borders.of_two(mention, after):
                told = (index, index + 1)
        head = head or borders.coast(mention) or borders.of_one(mention)
        if head is not None and not any(head.start < one.end and one.start < head.end for one in heads):
            heads.append(head)
            for at in told:
                result[at] = _modifier(result[at])
    return sorted(result + heads, key=lambda m: (m.start, m.end)) if heads else result


def _modifier(mention: PlaceMention) -> PlaceMention:
    return replace(mention, role=Role.ASSOCIATIVE) if mention.role is Role.LOCATION else mention


def _line(text: str, one: PlaceMention, other: PlaceMention) -> tuple[PlaceMention, PlaceMention] | None:
    """Both ends of a way as its middle, None where the words tell of no way or the ends are no points."""
    first, last = named(one), named(other)
    if first is None or last is None or first.key == last.key or not (_is_end(first) and _is_end(last)):
        return None
    line = _way(text, one, other, f"{first.name} and {last.name}")
    apart = great_circle((first.lat, first.lon), (last.lat, last.lon)).km
    if line is None or apart > _FARTHEST_KM:
        return None
    widest = max(first.uncertainty_km, last.uncertainty_km)
    reach = apart * line.share + (widest if Precision.AREA in {first.precision, last.precision} else min(5, widest / 3))
    lat, lon = _middle(first, last)
    place = replace(
        joint(first, last, "between", line.words),
        lat=lat,
        lon=lon,
        uncertainty_km=round(max(_LEAST_KM, reach), 1),
        precision=Precision.LOCALITY if reach <= _LOCAL_KM else Precision.AREA,
    )
    reason = f"on the line between {first.name} and {last.name}, {apart:.0f} km apart"
    return _moved(one, place, first, reason), _moved(other, place, last, reason)


def _moved(mention: PlaceMention, place: Place, end: Place, reason: str) -> PlaceMention:
    """A mention of one end of a line, moved to its middle."""
    place = replace(place, geonameid=end.geonameid)
    return replace(mention, place=place, role=Role.LOCATION, reason=f"{reason}; {mention.reason}")


def _way(text: str, one: PlaceMention, other: PlaceMention, ends: str) -> _Line | None:
    """What the words before, between and after two names tell of a way between them."""
    roles = {one.role, other.role}
    if roles & {Role.DEMONYM, Role.REPORTING}:
        return None
    before = re.sub(r"\s", " ", text[max(0, one.start - _REACH) : one.start])
    gap = re.sub(r"\s", " ", text[one.end : other.start])
    if (match := _BETWEEN.search(before)) and _AND.fullmatch(gap):
        if _NO_PATH.search(before[: match.start()]) or Role.LOCATION not in roles:
            return None
        return _Line(f"between {ends}", _MIDDLE if match["mid"] else _HALF)
    if _FROM.search(before) and _TO.fullmatch(gap):
        return _Line(f"between {ends}", _HALF)
    dashed = _DASH.fullmatch(gap) and _WAY_AFTER.match(text[other.end : other.end + _REACH])
    if dashed or (_LINKING.search(before) and _AND.fullmatch(gap)):
        return _Line(f"the road between {ends}", _HALF)
    return None


def _is_end(place: Place) -> bool:
    """Whether a line may end in a place: a point, or a division named for the town in it."""
    division = place.precision is Precision.AREA and place.kind.startswith("admin")
    return place.precision in POINTS or (division and place.uncertainty_km <= _SMALL_KM)


def _middle(one: Place, other: Place) -> tuple[float, float]:
    """The middle of the great circle between two points, latitude and longitude in degrees."""
    x = y = z = 0.0
    for place in (one, other):
        lat, lon = math.radians(place.lat), math.radians(place.lon)
        x, y, z = x + math.cos(lat) * math.cos(lon), y + math.cos(lat) * math.sin(lon), z + math.sin(lat)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 5), round(math.degrees(math.atan2(y, x)), 5)
