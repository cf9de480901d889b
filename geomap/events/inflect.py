"""Words become the forms in which reports write them: "ambush" also reads ambushes, ambushed, ambushing."""

from __future__ import annotations

_VOWELS = frozenset("aeiou")
# One-syllable endings that double their last letter, and the longer words that do so too.
_DOUBLED = frozenset(
    {
        "rebel",
        "overrun",
        "kidnap",
        "expel",
        "repel",
        "compel",
        "patrol",
        "control",
        "deter",
        "commit",
        "admit",
        "permit",
    }
)
_NEVER_DOUBLED = frozenset("wxyh")
_SHORT = 6
_IRREGULAR_PLURALS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "knife": "knives",
    "crisis": "crises",
    "thief": "thieves",
    "wife": "wives",
}


def plural(phrase: str) -> str:
    """The plural of a noun or of a phrase that ends in one."""
    head, _, last = phrase.rpartition(" ")
    for ending, form in _IRREGULAR_PLURALS.items():
        if last.endswith(ending):
            return _joined(head, last.removesuffix(ending) + form)
    if last.endswith(("s", "x", "ch", "sh")):
        form = last + "es"
    elif last.endswith("y") and last[-2:-1] not in _VOWELS:
        form = last[:-1] + "ies"
    else:
        form = last + "s"
    return _joined(head, form)


def verb_forms(word: str) -> dict[str, str]:
    """The forms of a verb: what is written, to what it is ("base", "s", "past", "ing").

    Args:
        word: a regular verb ("attack"), or an irregular one with its past and participle ("shoot/shot/shot").
    """
    base, _, rest = word.partition("/")
    past, _, participle = rest.partition("/")
    forms = {_third(base): "s", _gerund(base): "ing"}
    regular = _regular_past(base)
    forms[past or regular] = "past"
    forms[participle or past or regular] = "past"
    # A base that is also its past ("hit") is read as the past: reports tell what happened.
    forms.setdefault(base, "base")
    return forms


def _third(base: str) -> str:
    if base.endswith(("s", "x", "ch", "sh", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return {"be": "is", "have": "has"}.get(base, base + "s")


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return _stem(base) + "ed"


def _gerund(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith("ee") and base != "be":
        return base[:-1] + "ing"
    return _stem(base) + "ing"


def _stem(base: str) -> str:
    """The base, its last consonant doubled where spelling asks for it."""
    if base.endswith("c"):
        return base + "k"
    short_vowel = len(base) > 2 and base[-2] in _VOWELS and base[-3] not in _VOWELS  # noqa: PLR2004 - letters
    single = len(base) < _SHORT and sum(letter in _VOWELS for letter in base) == 1
    if base[-1] in _VOWELS or base[-1] in _NEVER_DOUBLED or not short_vowel:
        return base
    return base + base[-1] if single or base in _DOUBLED else base


def _joined(head: str, last: str) -> str:
    return f"{head} {last}" if head else last
