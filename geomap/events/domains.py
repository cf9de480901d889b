"""What a document is about, which decides how its words are to be read: in a match report nobody is shot."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.events.lexicon import Lexicon
    from geomap.events.view import SentenceView

_CLASSES = frozenset(
    {
        "@sport",
        "@fiction",
        "@law",
        "@conflict",
        "@drill",
        "@protesters",
        "@speakers",
        "@militants",
        "@disease",
        "@forecast",
    }
)
# How many different words of a domain, and how often one in how many words, make a document of that domain.
_DISTINCT = {"@sport": 5, "@fiction": 5, "@forecast": 4}
_RATE = {"@sport": 45, "@fiction": 60, "@forecast": 60}
_USUAL_DISTINCT = 2
_SHORT, _SHORT_DISTINCT = 150, 3  # a text of fewer words has room for fewer of them
# Words of war that sport and business use as well: they do not make a match a battle.
_BORROWED = frozenset({"attack", "attacks", "battle", "battles", "siege", "offensive", "combat", "war", "explosive"})


def domains_of(views: Iterable[SentenceView], lexicon: Lexicon) -> frozenset[str]:
    """The domains of a document, as "@" classes; "@protest" and "@politics" are told by who acts."""
    words: dict[str, Counter[str]] = {name: Counter() for name in _CLASSES}
    total = 0
    for view in views:
        total += len(view.lower)
        for word, tags in zip(view.lower, view.tags, strict=True):
            for tag in tags & _CLASSES:
                words[tag][word] += 1
    found = {"@" + name for name in lexicon.domains if _is_about("@" + name, words["@" + name], total)}
    # Violence with arms outweighs a few words of sport or stage; a police report outweighs neither.
    armed = sum(count for word, count in words["@conflict"].items() if word not in _BORROWED)
    if armed > words["@sport"].total():
        found.discard("@sport")
    if words["@militants"].total() or armed > words["@fiction"].total():
        found.discard("@fiction")
    if words["@protesters"].total() > 1:
        found.add("@protest")
    if words["@speakers"].total() > 1:
        found.add("@politics")
    return frozenset(found)


def _is_about(name: str, counts: Counter[str], total: int) -> bool:
    often = name not in _RATE or counts.total() * _RATE[name] >= total
    enough = _DISTINCT.get(name, _USUAL_DISTINCT)
    return often and len(counts) >= (min(enough, _SHORT_DISTINCT) if total < _SHORT else enough)
