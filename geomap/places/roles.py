"""What the words around a name say of its part in the report, whatever the recogniser says: nothing happens there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.places.mention import Role

if TYPE_CHECKING:
    from geomap.places.recognise import Span

_REACH = 60  # code points before a name
_BASED = re.compile(
    r"-(?:based|born|backed|led|held|controlled|allied|trained|run|funded|supported|made|bound|aligned|linked|style)\b",
    re.IGNORECASE,
)
# What is named after a place is not there: "Sudan virus", "Lassa fever".
_NAMESAKE = re.compile(r"\s(?:ebola)?(?:virus|strain|variant|fever|flu|pox)\b", re.IGNORECASE)
_PRO = re.compile(r"\b(?:pro|anti|non)-$")
_MISSION = re.compile(r"\b(?:Embassy|Consulate|Consulate[- ]General|High Commission|Permanent Mission|Bureau) $")
_ORIGIN = re.compile(
    r"\b(?:(?:teams?|rescuers|crews|troops|soldiers|experts|doctors|workers|aid|help|planes|ships|fighters|volunteers|"
    r"tourists|migrants|refugees|nationals|citizens|visitors|immigrants) from|as (?:did|have|has|were))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_JOURNEY = re.compile(
    r"\b(?:dr(?:ove|iv(?:e|es|ing))|travel(?:s|l?ed|l?ing)?|fl(?:ew|ying)|sail(?:ed|ing)|walk(?:ed|ing)|head(?:ed|ing)|"
    r"en route|on (?:the|its|their|his|her) way) from (?:the (?:capital|city|town|port)(?: city)?(?: of|,)? )?$",
    re.IGNORECASE,
)
_GOAL = re.compile(r",?(?: [a-z-]+){0,2} to (?:the )?(?:(?:city|town|port) of )?")
_LISTED = re.compile(r"(?:,|,? and|,? or)\s+(?:the\s+)?")
_SURE = 0.8


def with_roles(text: str, spans: list[Span]) -> list[Span]:
    """Spans whose words around them make them modifiers get that role: "Beirut-based", "teams from Egypt and Italy"."""
    result: list[Span] = []
    origins, leaving = False, False
    for span in spans:
        before = text[max(0, span.start - _REACH) : span.start]
        gap = text[result[-1].end : span.start] if result else ""
        origins = bool(_ORIGIN.search(before) or (origins and _LISTED.fullmatch(gap)))
        # Between where a journey began and where it leads lies what the report tells of, at neither end.
        goal = leaving and bool(_GOAL.fullmatch(gap))
        leaving = bool(_JOURNEY.search(before))
        if span.role is not Role.LOCATION:
            result.append(span)
        elif origins or goal or leaving:
            result.append(replace(span, role=Role.ASSOCIATIVE, role_confidence=_SURE))
        elif _only_modifies(text, span, before):
            result.append(replace(span, role=Role.ASSOCIATIVE))
        else:
            result.append(span)
    return result


def _only_modifies(text: str, span: Span, before: str) -> bool:
    """As in "Beirut-based", "pro-Iran", "Sudan virus", "the British Embassy Tokyo"."""
    after = text[span.end : span.end + 14]
    return bool(_BASED.match(after) or _NAMESAKE.match(after) or _PRO.search(before) or _MISSION.search(before))
