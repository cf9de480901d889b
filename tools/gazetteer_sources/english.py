"""English display names of divisions: "Anbar", not "Muhafazat al Anbar"."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from geomap.gazetteer.folding import fold

if TYPE_CHECKING:
    from gazetteer_sources.divisions import Division
    from gazetteer_sources.natural_earth import Drawn

_AYIN = re.compile("[‘’ʻʼʹ`']")
_CYRILLIC = frozenset(["BG", "BY", "KG", "KZ", "MK", "MN", "RU", "TJ", "UA"])  # where these marks stand for a soft sign
# What a division is called in English; "Oblast" and "Krai" stay in names, since a city often has the name without.
TYPES = (
    "Governorate|Province|Region|Prefecture|Department|Emirate|State|District|County|Canton|Voivodeship|Voivodship|"
    "Division|Municipality|Parish|Raion|Autonomous Region|Autonomous Republic|Commune|Atoll"
)
_TYPED = re.compile(rf"(?P<name>\S.*?),? (?:{TYPES})")
_ALIKE = 65
# Names that say nothing without the word for what they name.
_DIRECTIONS = (
    "North South East West Centre Center Central Capital Coast Gulf Federal Free Lakes Littoral Plateau Western "
    "Eastern Northern Southern Northwest Northeast Southwest Southeast Northwestern Northeastern North-East "
    "North-West South-East South-West"
)
_VAGUE = frozenset(_DIRECTIONS.split())
_OF = re.compile(rf"(?:{TYPES}) of (?:the )?(?P<name>\S.*)")
_ARTICLE = re.compile(r"(?:al|ad|an|ar|as|ash|at|az)[- ](?=[A-Z])", re.IGNORECASE)
_ARTICLED = "AE BH DJ DZ EG EH IQ JO KW LB LY MA MR OM PS QA SA SD SO SY TN YE"
ARABIC = frozenset(_ARTICLED.split())
# Countries whose GeoNames names are romanised with marks that English papers never print.
_OTHER_SCRIPTS = "AF AM BD BG BT BY GE IL IN IR JP KG KH KP KR KZ LA LK MK MM MN MV NP PK RU TH TJ TM UA UZ"
_ROMANISED = ARABIC | frozenset(_OTHER_SCRIPTS.split())


def bare(name: str) -> str:
    """Return the name of a division without the word for what it is: "Anbar" of "Anbar Governorate"."""
    found = _TYPED.fullmatch(name) or _OF.fullmatch(name)
    return found["name"] if found else name


def first_level_name(division: Division, drawn: Drawn | None) -> str:
    """Return the English name of a first-level division.

    Args:
        division: The division with its names in all languages, none of them marked as English.
        drawn: The same division as Natural Earth draws it, whose first name is English; None if it does not.
    """
    typed = [match["name"] for name in division.names if (match := _TYPED.fullmatch(name)) and name.isascii()]
    name = bare(drawn.names[0]) if drawn else min(typed, key=len) if typed else bare(division.name)
    if name in _VAGUE:
        return f"{name} {division.type or (drawn.type if drawn else '') or 'Region'}".strip()
    oblast = f"{name} Oblast"
    if division.name.rstrip("'").endswith(" oblast"):
        return oblast
    return without_article(plain(name, division.country), division.country)


def is_drawn(division: Division, drawn: Drawn) -> bool:
    """Whether a division that Natural Earth labels with the id of another is really that one: a name must agree.

    A few dozen of its labels are shifted to a neighbour.
    """
    published = {fold(bare(name)) for name in (division.name, *division.names)}
    english = fold(bare(drawn.names[0]))
    return (
        not published.isdisjoint(fold(bare(name)) for name in drawn.names)
        or any(english in name or name in english for name in published)
        or max(fuzz.ratio(english, name) for name in published) >= _ALIKE
    )


def without_article(name: str, country: str) -> str:
    """Return an Arabic name without its leading article, as English papers print it."""
    return _ARTICLE.sub("", name, count=1) if country in ARABIC and _ARTICLE.match(name) else name


def plain(name: str, country: str) -> str:
    """Return a name without the marks of scholarly romanisation, where its country writes another script."""
    if country not in _ROMANISED:
        return name
    bases = "".join(mark for mark in unicodedata.normalize("NFD", name) if not unicodedata.combining(mark))
    return _AYIN.sub("" if country in _CYRILLIC else "'", bases).strip("'")
