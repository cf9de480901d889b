"""English display names of divisions: "Anbar", not "Muhafazat al Anbar"."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer_sources.divisions import Division

# What a division is called in English; "Oblast" and "Krai" stay in names, since a city often has the name without.
TYPES = (
    "Governorate|Province|Region|Prefecture|Department|Emirate|State|District|County|Canton|Voivodeship|Voivodship|"
    "Division|Municipality|Parish|Raion|Autonomous Region|Autonomous Republic|Commune|Atoll"
)
_TYPED = re.compile(rf"(?P<name>\S.*?),? (?:{TYPES})")
_OF = re.compile(rf"(?:{TYPES}) of (?:the )?(?P<name>\S.*)")
_ARTICLE = re.compile(r"(?:al|ad|an|ar|as|ash|at|az)[- ](?=[A-Z])", re.IGNORECASE)
_ARABIC = frozenset("AE BH DJ DZ EG EH IQ JO KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())
# Countries whose GeoNames names are romanised with marks that English papers never print.
_ROMANISED = _ARABIC | frozenset("AF AM AZ BD BT GE IN IR IL JP KG KH KP KR KZ LA LK MM MN NP PK RU BY UA TH TJ TM UZ".split())


def bare(name: str) -> str:
    """Return the name of a division without the word for what it is: "Anbar" of "Anbar Governorate"."""
    found = _TYPED.fullmatch(name) or _OF.fullmatch(name)
    return found["name"] if found else name


def first_level_name(division: Division, drawn: str | None) -> str:
    """Return the English name of a first-level division.

    Args:
        division: The division with its names in all languages, none of them marked as English.
        drawn: Natural Earth's English name of it, if it draws it.
    """
    typed = [match["name"] for name in division.names if (match := _TYPED.fullmatch(name)) and name.isascii()]
    name = (drawn and bare(drawn)) or (min(typed, key=len) if typed else bare(division.name))
    return without_article(plain(name, division.country), division.country)


def without_article(name: str, country: str) -> str:
    """Return an Arabic name without its leading article, as English papers print it."""
    return _ARTICLE.sub("", name, count=1) if country in _ARABIC and _ARTICLE.match(name) else name


def plain(name: str, country: str) -> str:
    """Return a name without the marks of scholarly romanisation, where its country writes another script."""
    if country not in _ROMANISED:
        return name
    bases = "".join(mark for mark in unicodedata.normalize("NFD", name) if not unicodedata.combining(mark))
    return re.sub("[‘’ʻʼ`]", "'", bases).strip("'")
