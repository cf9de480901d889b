"""Words that look like dates and are none: May the minister, to march, 2000 people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.events.time_words import MONTH, SHORT_MONTHS

if TYPE_CHECKING:
    from geomap.events.time_scene import Scene

_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|from|last|this|next|early|late|mid|during|to|through|before|after|between|for|and|or"
    r"|the|that|previous|following|again|back|around|about|every|each|both|with|as)|[-–—,(/])[\s-]*$",
    re.IGNORECASE,
)
_SURE_MONTH_BEFORE = re.compile(
    r"\b(?:in|since|until|till|during|early|late|mid|last|next|this|between|of|from|by|before|after|the)[\s-]*$",
    re.IGNORECASE,
)
_NAMES = frozenset({"may", "april", "june", "august", "jan", "mar", "march"})
_VERB_AFTER = re.compile(
    r"\s+(?:on|for|to|against|through|be|have|not|also|well|I|God|he|she|they|we|it)\b", re.IGNORECASE
)
_NAME_AFTER = re.compile(r"(?:['’]s\b|\s+(?-i:[A-Z][a-z]+)|\s+(?:said|says|told|and\s+(?:her|his)))")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|from|during|before|after|to|through|circa|year|years|around|late|early|mid|the|and|or"
    r"|between|for|back|about|throughout|spring|summer|autumn|fall|winter|[A-Za-z]+['’]s?|his|her|their|its|our|this|that|a)|[(\[,–—/-])\s*$",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(
    r"(?:[$€£¥#№]|\b(?:no|nos|number|flight|route|highway|room|resolution|article|section|act|of\s+about|than|least|most"
    r"|some|nearly|almost|approximately|roughly|up\s+to|over|under|another|additional|total(?:ing)?|worth|cost|price|about|around"
    r"|killed|wounded|injured|usd|eur|rs|at|level|windows|boeing|channel|page|apartment|building|nokia|street|km|battalion)\.?)\s*$",
    re.IGNORECASE,
)
_COUNTED_AFTER = re.compile(
    r"(?:\s*[-–]?\s*(?:km|kilomet|metre|meter|mile|feet|foot|ft|acre|hectare|tons?\b|tonnes|kg|pounds|lbs|dollars?|euros?|usd"
    r"|percent|per\s+cent|°|degrees|hours|hrs|gmt|utc|local|in\s+the\s+(?:morning|afternoon|evening)|on\s+the\s+clock|rupees|pesos|yen|barrels|litres|liters|calories|m\b|mm\b|mw\b|cc\b)"
    r"|\s+(?:(?-i:[a-z]+)\s+){0,2}?(?:people|persons?|troops|soldiers|men|women|children|civilians|police(?:men)?|officers|refugees|families"
    r"|homes|houses|workers|students|protesters|demonstrators|fighters|militants|rebels|residents|villagers|migrants|prisoners"
    r"|inmates|passengers|supporters|members|employees|jobs|dead|deaths|casualties|victims|cases|copies|votes|seats|items|units"
    r"|buildings|vehicles|cars|schools|animals|cattle|sheep|species|shares|tanks|rounds|weapons|rifles|missiles|rockets"
    r"|megawatts|megabytes|others|guests|visitors|tourists|participants|pilgrims|voters|signatures|pages|words|times|of\s+(?:them|the))\b)",
    re.IGNORECASE,
)
_ERA_AFTER = re.compile(r"\s*(?:BCE?\b|B\.C\.)|['’](?!s)")
_TITLE_AFTER = re.compile(r"\s+of\s+[A-Z]")
_IN_BEFORE = re.compile(r"\b(?:in|since|by|until|during|before|after)\s+$", re.IGNORECASE)
_STREET_AFTER = re.compile(
    r" (?:[NSEW]\.? )?(?:[A-Z][\w’'.-]+ ){1,3}(?:St|Street|Rd|Road|Ave|Avenue|Blvd|Boulevard|Dr|Drive|Ln|Lane|Ct|Court|"
    r"Way|Hwy|Highway|Place|Pl|Terrace|Square|Parkway|Pike)\b"
)
_JOINED = re.compile(r"\w$|\w[-.]$")
_FIRST_NAME = re.compile(r"[A-Z][a-z]+\s$")
_MONTH_NAME = re.compile(MONTH, re.IGNORECASE)
_OLD_YEAR_BEFORE = re.compile(r"\b(?:in|since|by|of|until|from|year|during|before|after|to|and)\s*$", re.IGNORECASE)
_SEASON_BEFORE = re.compile(
    r"\b(?:in|by|since|until|during|of|throughout|before|through|next|last)(?:\s+the)?\s*$", re.IGNORECASE
)
_SEASON_AFTER = re.compile(r"\s+(?:of|to|from|water|in)\b", re.IGNORECASE)
_EARLY_MODERN = range(1600, 1900)
_CIVIL = range(1900, 2060)
_ROUND = 500


def is_month(word: str, scene: Scene, at: int, *, sure: bool) -> bool:
    """Whether a month's name names a month here.

    Args:
        word: The name as written.
        scene: The expression.
        at: Where the name stands.
        sure: Whether a day of the month stands next to it.
    """
    if not _MONTH_NAME.fullmatch(word) or not (scene.shouting or word[0].isupper()):
        return False
    return sure or _is_month_alone(
        word, scene.text[max(scene.block[0], at - 24) : at], scene.text[at + len(word) : at + len(word) + 24], scene
    )


def _is_month_alone(word: str, before: str, after: str, scene: Scene) -> bool:
    """Whether a month's name without a day is one, by the words around it."""
    bare = word.rstrip(".").lower()
    led = _SURE_MONTH_BEFORE.search(before) is not None
    if bare in SHORT_MONTHS:
        return led
    if bare not in _NAMES:
        return True
    verb = bare in {"may", "march"}
    if verb and _TITLE_AFTER.match(after):
        return False
    if led:
        doubtful = scene.shouting or before.rstrip().endswith("the")
        return not (verb and doubtful and _VERB_AFTER.match(after))
    if _NAME_AFTER.match(after):
        return False
    return bool(_MONTH_BEFORE.search(before)) and not scene.shouting if verb else not _FIRST_NAME.search(before)


def is_year(word: str, scene: Scene, start: int, end: int) -> bool:
    """Whether four digits are a year here."""
    before = scene.text[max(scene.block[0], start - 28) : start]
    after = scene.text[end : end + 40]
    if (
        _ERA_AFTER.match(after)
        or _COUNTED_AFTER.match(after)
        or _JOINED.search(before)
        or _NUMBER_BEFORE.search(before)
    ):
        return False
    led = _YEAR_BEFORE.search(before) is not None
    if _STREET_AFTER.match(after) and not _IN_BEFORE.search(before):
        return False
    number = int(word)
    if number % _ROUND != 0 and number in _EARLY_MODERN:
        return led
    if number in _CIVIL:
        return led or number % _ROUND != 0
    return _OLD_YEAR_BEFORE.search(before) is not None


def is_season(match: re.Match[str], scene: Scene) -> bool:
    """Whether a season's name is one: "the fall of the city" and "a spring" are none."""
    if match["year"] or match["told"] or match["part"] or (match["which"] or "the").lower() != "the":
        return True
    name = match["season"].lower()
    if name in {"summer", "winter", "autumn"}:
        return scene.shouting or match["season"].islower() or match["which"] is not None
    before, after = scene.before(24), scene.after(24)
    return _SEASON_BEFORE.search(before) is not None and not _SEASON_AFTER.match(after)
