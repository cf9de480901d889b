"""Spellings of Arabic names that no table lists but reports use: with and without the article, "-ah" and "-a"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer_sources.english import ARABIC
from geomap.gazetteer.entry import Match
from geomap.gazetteer.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.gazetteer.entry import Entry

_ARTICLE = "al "
_ARABIC_ARTICLE = "ال"
_SHORTEST = 4


def add_variants(entries: Iterable[Entry]) -> None:
    """Give places in Arabic-speaking countries the other spellings of their names."""
    for entry in entries:
        if entry.country not in ARABIC or not entry.key.startswith("gn:"):
            continue
        keys = {fold(entry.name), *(fold(name) for name, how in entry.names if how == Match.ALTERNATE)}
        long_enough = [key for key in keys if len(key.removeprefix(_ARTICLE)) >= _SHORTEST]
        spellings = {spelling for key in long_enough for spelling in _spellings(key, fold(entry.name))}
        entry.names += [(spelling, Match.ALTERNATE) for spelling in sorted(spellings - keys)]


def _spellings(key: str, display: str) -> set[str]:
    """Return the spellings of one folded name; the article is put before the Latin display name only."""
    if key.startswith(_ARABIC_ARTICLE):
        return {key.removeprefix(_ARABIC_ARTICLE)}
    if not key.isascii():
        return set()
    bare = key.removeprefix(_ARTICLE)
    both = {bare, f"{_ARTICLE}{bare}"} if key.startswith(_ARTICLE) or key == display else {bare}
    return {ended for name in both for ended in (name, name.removesuffix("h") if name.endswith("ah") else name)}
