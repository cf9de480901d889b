"""Names of a document: whole names for last names, long forms for acronyms, names for offices."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geomap.events.grammar import load_grammar

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*"
_PARTICLE = r"(?:al|el|bin|ibn|abu|de|da|di|la|le|van|von|der|den|dos|del|du|ul|bint|ben|y)"
_WORD = rf"(?:(?:al|el|Al|El|as|ad|an|ash|ar|at|az)[-‑]{_CAPITAL}|{_CAPITAL})"
_FULL = re.compile(rf"\b{_WORD}(?:[ \xa0](?:{_PARTICLE}[ \xa0])?{_WORD})+")
_LONG_SHORT = re.compile(
    rf"(?P<long>{_WORD}(?:[ \xa0](?:of|the|for|and|de|del|la)?[ \xa0]?(?:the[ \xa0])?{_WORD}){{1,6}})"
    r"[ \xa0]?(?:\((?P<short>[A-Z][A-Za-z-]{1,7})\)|, or (?P<or>[A-Z]{2,7})\b)"
)
_OFFICE = re.compile(
    r"\b(?P<office>(?:[Vv]ice[ -])?[Pp]resident|[Pp]rime [Mm]inister|(?:[Ff]oreign|[Ii]nterior|[Dd]efen[cs]e)"
    r" [Mm]inister|[Gg]overnor|[Mm]ayor|[Cc]hancellor|[Kk]ing|[Ee]mir|[Pp]remier|[Pp]olice [Cc]hief)[ \xa0]"
    rf"(?P<name>{_WORD}(?:[ \xa0](?:{_PARTICLE}[ \xa0])?{_WORD})*)"
)


@dataclass(frozen=True, slots=True)
class Names:
    """What a document calls people and bodies.

    Attributes:
        full: Last name in lower case, to the whole name.
        long: Acronym, to the long form.
        offices: Office in lower case ("prime minister"), to the first person who is named with it.
    """

    full: dict[str, str]
    long: dict[str, str]
    offices: dict[str, str]

    def whole(self, name: str) -> str:
        """The whole name or long form that a document gives for `name`, or `name` itself."""
        if name in self.long:
            return self.long[name]
        return self.full.get(_key(name), name) if " " not in name else name


def read_names(text: str, *, places: frozenset[str] = frozenset()) -> Names:
    """Collect the names of a document.

    Args:
        text: Its text.
        places: Names of places in it, which are no people.
    """
    grammar = load_grammar()
    full: dict[str, str] = {}
    for match in _FULL.finditer(text):
        words = match.group().replace("\xa0", " ").split(" ")
        # "Egypt's President Omar Tamimi": what stands before an office is no part of the name.
        office = (at for at in range(len(words) - 1, 0, -1) if words[at - 1].lower().strip(".,") in grammar.titles)
        words = words[next(office, 0) :]
        # A possessive is cut off; two words at least make a name.
        last = re.sub(r"[’'‘]s?$", "", words[-1]) if words else ""
        name = " ".join([*words[:-1], last])
        if len(words) > 1 and last.lower() not in grammar.no_surnames and name not in places and not name.isupper():
            full.setdefault(_key(last), name)
    long = {
        match["short"] or match["or"]: match["long"].replace("\xa0", " ").removeprefix("The ")
        for match in _LONG_SHORT.finditer(text)
        if _spells(match["long"], match["short"] or match["or"])
    }
    offices: dict[str, str] = {}
    for match in _OFFICE.finditer(text):
        name = re.sub(r"[’'‘]s?$", "", match["name"].replace("\xa0", " "))
        offices.setdefault(match["office"].lower(), full.get(_key(name.split(" ")[-1]), name))
    return Names(full, long, offices)


def _key(name: str) -> str:
    return name.lower().replace("‑", "-")


def _spells(long: str, short: str) -> bool:
    """Whether the capitals of the long form spell the acronym, from its end."""
    initials = "".join(word[0] for word in re.split(r"[ \xa0-]", long) if word[:1].isupper()).upper()
    return initials.endswith(short.upper()) or initials.startswith(short.upper())
