"""Datelines: the place, date and agency that stand before a report's first words."""

from __future__ import annotations

import re
from enum import Enum, auto

_WORD = r"[A-ZÀ-Þ][\w’'`.-]*"
_PLACE = rf"{_WORD}(?:[ /]+(?:{_WORD}|of|de|del|da|do|the|and|al|el|la)){{0,4}}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]*\.?|(?-i:[A-Z]*\.?))"
_DATE = (
    r"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
    rf"(?i:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})(?:\s*,?\s+(?:\d{{4}}|\d\d)\b)?)"
)
_REGION = rf"(?:,?\s+\({_WORD}(?: {_WORD}){{0,3}}\)(?=,)|,\s+(?!{_DATE}){_WORD}(?: (?:{_WORD}|of|and)){{0,3}})"
_AGENCY = r"(?:\([A-Z0-9][^()\n]{1,60}\)|/[A-Z][^/\n]{1,30}/\.?)"
_DATELINE = re.compile(
    r"[*_]{0,3}[(\[]?"
    rf"(?:(?P<place>{_PLACE})(?P<region>{_REGION}{{0,2}}))?[)\]]?"
    rf"(?:[\s,.]*(?P<date>{_DATE})[,.]{{0,2}})?"
    rf"(?:\s*[*_]{{0,3}}(?P<agency>{_AGENCY}))?"
    r"[*_]{0,3}(?P<end>\s*(?:—|–|―|--+|\s-(?=\s))|:(?=\s)|(?<=/\.)|(?<=/))[*_]{0,3}"
    r"(?:\s*\[[^\]]{1,200}\])*\s*"
)
# Words that open a paragraph as a place would, and are none.
_NO_PLACE = re.compile(
    r"(?:the|a|an|this|that|and|but|or|so|in|at|on|from|our|his|her|read|watch|update[ds]?)\b.*"
    r"|breaking(?: news)?|exclusive|news?|videos?|photos?|analysis|opinion|editorial|questions?|answers?|q|a|notes?"
    r"|warning|notice|subject|to|date|sources?|country|location|police|officials?|(?:news |situation )?reports?|more"
    r"|related|listen|live(?: updates)?|alert|correction|editor|editors|factbox|explainer|profile|timeline|background"
    r"|summary|highlights?|key (?:points|facts|messages|figures)|overview|introduction|conclusion|what|when|where"
    r"|why|how|situation|response|contact|tel|email|phone|nato|opec|asean|unhcr|unicef|ocha|iom|who|wfp|fbi|cia"
    r"|deaths?|killed|injured|wounded|dead|casualties|yes|no",
    re.IGNORECASE,
)
_REACH = 160
_FEW_WORDS = 3
_ACRONYM = 4


class Position(Enum):
    """Where in the report the paragraph stands, which decides how much proof a dateline needs."""

    FIRST = auto()  # the first words of the report proper
    LATER = auto()


def dateline_end(text: str, start: int, end: int, position: Position) -> int | None:
    """Where the dateline that begins a paragraph ends.

    Args:
        text: The document's text.
        start: Where the paragraph starts.
        end: Where it ends.
        position: Whether it is the report's first paragraph.

    Returns:
        Offset of the first word after the dateline, or None when the paragraph begins with no dateline.
    """
    match = _DATELINE.match(text, start, min(end, start + _REACH))
    if not match or match.end() >= end:
        return None
    return match.end() if _is_dateline(match, text[match.end()], position) else None


def _is_dateline(match: re.Match[str], after: str, position: Position) -> bool:
    place, colon = match["place"], match["end"].strip() == ":"
    first = position is Position.FIRST
    date = match["date"]
    if (match["agency"] or date) and not colon:
        # "BAGHDAD Nov 7 (Agency)" needs no comma, "Through Dec. 31 —" is no dateline for want of one.
        parted = match["agency"] or match.string[match.start() : match.start("date")].rstrip().endswith((",", "."))
        return first if place is None else bool(parted)
    if place is None or date:
        return False
    if _NO_PLACE.fullmatch(place) or not (after.isupper() or not after.isalpha()):
        return False
    words = len(place.split())
    if first:
        return words <= _FEW_WORDS and not (colon and (match["region"] or _capitals(match)))
    return place.isupper() and len(place) > _ACRONYM and not colon and not _capitals(match)


def _capitals(match: re.Match[str]) -> bool:
    """Whether the text after the dateline is in capitals too, so that capitals prove nothing."""
    return match.string[match.end() : match.end() + _REACH].isupper()
