"""Surnames that sound like small places: who has been named in full is meant where the last name stands alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.places.recognise import Span

_NEWSWORTHY = 100_000  # inhabitants from which a place is named alone more often than a person
_PERSON = r"(?:[^\W\d_a-z][^\W\d_A-Z]+|[^\W\d_a-z]\.)"  # a given name or an initial
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sgt|Cpl|Lt|Capt|Maj|Col|Rev|Fr|Judge|Justice|Officer|Deputy|Detective|Inspector|"
    r"Constable|Sergeant|Corporal|Lieutenant|Captain|Professor|Doctor)\.?[ \xa0]$"
)
_AGE = re.compile(r", \d{1,2}, [a-z]")  # "Georgia, 29, told the inquest"
_SYLLABLE = re.compile(  # "Park Geun-hye", but not "Kudi-based"
    r"-(?!(?:based|born|area|backed|held|controlled|led|run|style|made|owned|occupied|bound|wide|to|and)\b)[a-z]+\b(?!-)"
)
_GOES_ON = re.compile(r"[ \xa0](?:police|fire)\b|-")  # "a captain, Houston police said" lost its comma
# Before the given name of somebody whose surname no gazetteer has: no headline, and no part of a place's name.
_IN_TEXT = (
    r"(?:\b[a-z][\w’'-]*,?|,)[ \xa0](?!(?:"
    r"In|At|On|Near|From|To|Of|By|For|The|An?|And|But|North|South|East|West|Central|Upper|Lower|Old|New|"
    r"Great|Fort|Port|Lake|Mount|Saint|San|Santa|Santo|Los|Las|La|El|Al|De|Del|Camp|Cape|River|Downtown|"
    r"Greater|When|While|After|Before|As|If|Since|His|Her|Their|City|Town|County|District|Village|Province|"
    r"Route|Highway"
    r")\b)"
)
_LEAST = 2  # given names and initials before a surname: one capital word may be anything ("In", "North", "Governor")


def without_surnames(text: str, spans: list[Span], gazetteer: Gazetteer) -> list[Span]:
    """Spans without names that an age follows or a title precedes, and the bare last names of people named in full.

    The recogniser sees a person in "Iftikhar Mohammad Chaudhry" and marks nothing there; a small place of that name,
    said alone later on, is that person. A name that no gazetteer has needs one given name only.
    """
    wholes: dict[str, bool] = {}

    def is_surname(span: Span) -> bool:
        word = text[span.start : span.end]
        if _SYLLABLE.match(text, span.end) and word not in gazetteer:
            return True
        if not word.isalpha() or not word.istitle():
            return False
        if _AGE.match(text, span.end):
            return True
        if _TITLE.search(text[max(0, span.start - 14) : span.start]) and not _GOES_ON.match(text[span.end :]):
            return True
        if word not in wholes:
            known = any(c.match != "fuzzy" for c in gazetteer.lookup(word, limit=5))
            lead, least = (r"\b", _LEAST) if known else (_IN_TEXT, 1)
            whole = re.compile(rf"{lead}(?P<name>(?:{_PERSON}[ \xa0]){{{least},4}}{re.escape(word)})\b")
            named = (match.span("name") for match in whole.finditer(text))
            full = any(not _touches(span, spans, "" if known else word) for span in named)
            aged = re.search(rf"\b{re.escape(word)}{_AGE.pattern}", text) is not None
            wholes[word] = (full or aged) and _is_small(word, gazetteer)
        return wholes[word]

    return [span for span in spans if not is_surname(span)]


def _touches(one: tuple[int, int], spans: list[Span], word: str) -> bool:
    """Whether a place is named within a person's full name; the surname itself, tagged alone, is none."""
    last = one[1] - len(word)
    return any(span.start < last and one[0] < span.end for span in spans)


def _is_small(word: str, gazetteer: Gazetteer) -> bool:
    found = gazetteer.lookup(word, limit=5)
    return all(c.place.population < _NEWSWORTHY and c.place.precision is Precision.LOCALITY for c in found)
