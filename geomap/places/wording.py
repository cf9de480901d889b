"""What the words right beside a name say of what it is: "the state of Georgia", "Dublin City Council"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.places.names import Name
    from geomap.places.recognise import Span

CUES = (
    "town_said",
    "state_said",
    "county_said",
    "local_body",
    "in_before",
    "in_lead",
    "often",
    "listed_near",
    "headed",
)
_TOWN_BEFORE = re.compile(
    r"\b(?:city|town|village|township|borough|suburb|port|hamlet|capital|community) of (?:the )?$", re.IGNORECASE
)
_TOWN_AFTER = re.compile(r"^ ?(?:city|town|village|township|borough)\b", re.IGNORECASE)
_STATE_BEFORE = re.compile(
    r"\b(?:state|province|region|governorate|oblast|prefecture|department) of (?:the )?$|"
    r"\b(?:state|governor|gov\.|senator|sen\.|across|statewide in|upstate|throughout|attorney general) (?:of )?$",
    re.IGNORECASE,
)
_STATE_AFTER = re.compile(
    r"^(?:[’']s)? ?(?:state|province|governorate|oblast|prefecture|Gov\.|Governor|Senator|Sen\.|Legislature|"
    r"legislature|legislators?|lawmakers?|Supreme Court|Senate|House of Representatives|National Guard|"
    r"Attorney General|Department of|Highway Patrol|State|Republicans|Democrats|statewide)\b"
)
_COUNTY_AFTER = re.compile(r"^ ?(?:county|parish|district)\b", re.IGNORECASE)
_LOCAL_AFTER = re.compile(
    r"^(?:[’']s)? (?:City|Town|Village|Township|Borough|Police|Fire|Mayor|High|Middle|Elementary|Junior|Public|"
    r"School|Schools|Community|Chamber|Council|Downtown|Area|Regional|Memorial|Library|Daily|Herald|"
    r"Times|News|Municipal|Planning|Board|Parks|Senior|Youth|resident|residents|native|man|woman|teen|couple|mayor|"
    r"police|fire|city|school|schools|officials|firefighters|council|downtown|commissioners|selectmen|aldermen|home)\b"
)
_IN_BEFORE = re.compile(r"\b(?:in|at|near|outside|from|to|around|through|of|into)\s+(?:the\s+)?$", re.IGNORECASE)
_LEAD = 250  # characters in which a report says where it is
_JOINT = re.compile(r"^(?:,|,? and|,? or|;|/|,? as well as|,? to)\s+(?:the\s+|in\s+|from\s+)?$")


def cues_of(name: Name, text: str, spans: Sequence[Span]) -> list[float]:
    """The values of CUES for a name, 0 to 1: shares of its spans that stand beside such words."""
    count = len(name.spans)
    told = [0.0] * len(CUES)
    if name.part:
        return told
    for index in name.spans:
        span = spans[index]
        before, after = text[max(0, span.start - 30) : span.start], text[span.end : span.end + 30]
        told[0] += bool(_TOWN_BEFORE.search(before) or _TOWN_AFTER.match(after))
        told[1] += bool(_STATE_BEFORE.search(before) or _STATE_AFTER.match(after))
        told[2] += bool(_COUNTY_AFTER.match(after))
        told[3] += bool(_LOCAL_AFTER.match(after))
        told[4] += bool(_IN_BEFORE.search(before))
        told[5] += span.start < _LEAD
        told[7] += bool(neighbours(spans, index, text))
    told = [value / count for value in told]
    told[5] = float(told[5] > 0)
    told[6] = min(1.0, (count - 1) / 4)
    told[8] = count / max(1, len(spans))
    return told


def neighbours(spans: Sequence[Span], index: int, text: str) -> list[int]:
    """Numbers of the spans that stand beside one in a list: "Texas, Oklahoma and Kansas"."""
    found = []
    for other in (index - 1, index + 1):
        if 0 <= other < len(spans):
            low, high = min(index, other), max(index, other)
            if _JOINT.match(text[spans[low].end : spans[high].start]):
                found.append(other)
    return found
