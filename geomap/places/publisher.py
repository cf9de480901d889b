"""Where a report's publisher is at home, as far as its address and name tell: "irishtimes.ie", "The Times of India".

A paper means its own country's places before others'; what it writes of abroad it names as such.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from geomap.documents.document import Document
    from geomap.gazetteer.gazetteer import Gazetteer

# Domains of countries are ISO 3166-1 codes but for these (IANA root zone).
_CODES = {"uk": "GB", "ac": "SH", "su": "RU", "eu": None}
# Sold to the world for what their letters say, so that they tell of no country.
_SOLD = frozenset({"ai", "am", "cc", "co", "fm", "gg", "im", "io", "la", "ly", "me", "nu", "sh", "to", "tv", "ws"})
_WORD = re.compile(r"[^\W\d_]{4,}")


def home_countries(document: Document, gazetteer: Gazetteer) -> frozenset[str]:
    """ISO codes of the countries that the publisher's address or name stands for; empty where they tell none."""
    found = {_of_address(document.url or "")}
    for word in _WORD.findall(document.source or ""):
        for candidate in gazetteer.lookup(word, limit=1):
            if candidate.place.precision is Precision.COUNTRY:
                found.add(candidate.place.country)
    return frozenset(code for code in found if code)


def _of_address(url: str) -> str | None:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # an address that is none tells nothing
        return None
    label = host.rpartition(".")[2].lower()
    if len(label) != 2 or label in _SOLD:  # noqa: PLR2004 - domains of countries have two letters
        return None
    return _CODES.get(label, label.upper())
