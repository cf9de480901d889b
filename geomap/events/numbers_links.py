"""Which quantity a deed counts: the subject of a passive, the object of an active verb, a running total."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.numbers_deeds import Deed, Sentence, read_auxiliaries
from geomap.events.numbers_quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOLL_REACH = 14
_SUBJECT_REACH = 16
_MOST_SUBJECTS = 12
_GATHERING_REACH = 8
_LEAST_CROWD = 10
_LEAST_GROUP = 2  # of those beside an event's own word: two escaped
_PLACE_REACH = 6
_TITLE_REACH = 4  # "leftist politician Chokri Belaid"
_CONJUNCTIONS = frozenset({"after", "as", "before", "until"})  # "as 200 miners walked out"
_ABOARD = frozenset({"aboard", "board"})
_STOPS = frozenset({";", ".", "!", "?", ":"})
_PRONOUNS = frozenset({"him", "her", "himself", "herself"})
_SINGULAR = frozenset({"was", "is", "has", "been", "being"})
_BEFORE_NO_NAME = frozenset({"the", "a", "an", "and", "or", "of", "in", "on", "&"})  # "the Titanic", "on Monday"
_HARM = frozenset({"killed", "injured"})
_PERSONAL = _HARM | {"arrested", "missing"}


@dataclass(frozen=True, slots=True)
class Link:
    """Quantities to be added up, and the deed that counts them; `kind` is what happened."""

    kind: str
    deed: Deed
    group: list[Quantity]


def find_links(sentence: Sentence) -> Iterator[Link]:
    """What each deed of a sentence counts."""
    totals = {
        deed.kind: Link(deed.kind, deed, group)
        for deed in sentence.deeds
        if deed.side == "toll" and (group := _total(sentence, deed))
    }
    yield from totals.values()
    for deed in sentence.deeds:
        # What a running total includes is no number of its own: "two more died, raising the toll to 27".
        if deed.side == "toll" or deed.kind in totals:
            continue
        group = _headed(sentence, deed) if deed.side == "head" else _people_of(sentence, deed)
        group = _with_company(sentence, deed, group) or _pronoun(sentence, deed)
        if not group or not _is_allowed(deed, group):
            continue
        yield Link(deed.kind, deed, group)
        if deed.unclear and deed.follower is not None:  # "no one was killed or injured"
            yield Link(deed.follower.kind, deed.follower, group)
    for quantity in sentence.quantities:
        if quantity.value == 0 and quantity.head == "casualties":
            nobody = Deed(quantity.first, quantity.last, "killed", "head")
            yield Link("killed", nobody, [quantity])
            yield Link("injured", nobody, [quantity])


def implied_link(sentence: Sentence, trigger: tuple[int, int], kind: str) -> Link | None:
    """The people beside an event's trigger, as if it were a deed that counts them."""
    tokens = sentence.tokens
    inside = [at for at, token in enumerate(tokens) if token.start < trigger[1] and trigger[0] < token.end]
    if not inside:
        return None
    deed = Deed(inside[0], inside[-1] + 1, kind, "either")
    read_auxiliaries(sentence, deed)
    within = [q for q in sentence.quantities if q.first < deed.last and deed.first < q.last and q.people]
    group = within[:1] or _beside_trigger(sentence, deed) or _one_named_after(sentence, deed)
    return Link(kind, deed, group) if group and _is_allowed(deed, group, _LEAST_GROUP) else None


def _one_named_after(sentence: Sentence, deed: Deed) -> list[Quantity]:
    """Read "the murder of Maria Lopez", "the assassination of leftist politician Chokri Belaid": one."""
    first = at = deed.last + 1
    if sentence.word(deed.last) != "of" or deed.kind != "killed" or _is_shouted(sentence):
        return []
    while at < first + _TITLE_REACH and sentence.word(at).isalpha() and sentence.tokens[at].raw.islower():
        if sentence.word(at) in sentence.words.determiners | sentence.words.prepositions:
            return []
        at += 1
    name = at
    while at < len(sentence.tokens) and sentence.tokens[at].raw.istitle() and sentence.tokens[at].raw.isalpha():
        at += 1
    # "of Iraqi civilians", "of Lopez and two guards"
    following = sentence.word(at)
    plural = (following.isalpha() and following.endswith("s")) or following in sentence.words.people
    if at == name or following in {"and", "&"} or plural:
        return []
    return [Quantity(first, at, at, 1, None, sentence.word(at - 1), people=True, single=True)]


def _is_shouted(sentence: Sentence) -> bool:
    return all(token.raw.isupper() for token in sentence.tokens if token.raw.isalpha())


def _beside_trigger(sentence: Sentence, deed: Deed) -> list[Quantity]:
    if deed.kind == "injured":  # those who did it stand before it, too
        return [quantity for quantity in _people_of(sentence, deed) if quantity.people]
    after = deed.last + (sentence.word(deed.last) in {"of", "by", "with", "for"})
    found = _people_of(sentence, deed) or _objects(sentence, after) or _subject(sentence, deed)
    return found if any(quantity.people for quantity in found) else []


def _pronoun(sentence: Sentence, deed: Deed) -> list[Quantity]:
    """Read "he was wounded", "she died", "Fred Winters was killed": one person told of before, or named."""
    at = deed.first - 1
    while at >= 0 and (sentence.word(at) in sentence.words.auxiliaries or sentence.word(at).endswith("ly")):
        at -= 1
    if deed.kind not in _PERSONAL or not (deed.side == "before" or (deed.side == "either" and deed.passive)):
        return []
    if sentence.word(at) not in {"he", "she"} and not _is_one_named(sentence, at, deed):
        return []
    return [Quantity(at, at + 1, at + 1, 1, None, sentence.word(at), people=True, single=True)]


def _is_one_named(sentence: Sentence, at: int, deed: Deed) -> bool:
    """Whether a passive is said of one person by name: "Fred Winters was killed", "Jaramillo, who was killed"."""
    if at < 0 or not _SINGULAR & {sentence.word(place) for place in range(at + 1, deed.first)}:
        return False
    token = sentence.tokens[at]
    if token.word == "who":
        return sentence.word(at - 1) == ","
    named = token.raw.istitle() and token.raw.isalpha() and not _is_shouted(sentence)
    return named and token.word not in sentence.words.people and sentence.word(at - 1) not in _BEFORE_NO_NAME


def _with_company(sentence: Sentence, deed: Deed, group: list[Quantity]) -> list[Quantity]:
    """Add those who shared it: "the minister, who died with 21 others" makes 22."""
    at = deed.last + (sentence.word(deed.last) in {"along", "together"})
    others = sentence.starting(at + 1) if sentence.word(at) in {"with", "alongside"} else None
    if others is None or others.head != "others" or others.value is None or deed.kind not in _HARM:
        return group
    if group:
        return [*group, others]
    return [Quantity(at, others.last, others.last, others.value + 1, None, others.head, people=True)]


def _is_allowed(deed: Deed, group: list[Quantity], least: int = _LEAST_CROWD) -> bool:
    zero = all(quantity.value == 0 for quantity in group)
    if zero and deed.kind not in _HARM:
        return False
    if deed.kind == "displaced" and len(group) == 1 and group[0].value == 1:  # "the driver fled"
        return False
    if (deed.unclear or deed.negated) and not zero:
        return False
    if deed.kind == "participants":
        return all(quantity.value is None or quantity.value >= least for quantity in group)
    return True


def _total(sentence: Sentence, deed: Deed) -> list[Quantity]:
    """The total after "toll": the last of "from 20 to 27"."""
    best: Quantity | None = None
    for quantity in sentence.quantities:
        if not deed.last <= quantity.first <= deed.last + _TOLL_REACH or not (quantity.people or quantity.bare):
            continue
        between = [sentence.word(at) for at in range(deed.last, quantity.first)]
        if (_STOPS - {":"}) & set(between):
            break
        if quantity.high is not None and sentence.word(quantity.first) == "from":
            end = quantity.number_end
            return [Quantity(end - 1, end, quantity.last, quantity.high, None, quantity.head, quantity.people)]
        if not between or between[-1] in sentence.words.toll_leads:
            best = quantity
            if between[-1:] == ["to"]:
                break
    return [best] if best else []


def _headed(sentence: Sentence, deed: Deed) -> list[Quantity]:
    """Read "Three deaths", "20 hostages": the noun is itself what is counted."""
    quantity = next(
        (q for q in sentence.quantities if q.number_end <= deed.first and _reaches(sentence, q, deed.first)), None
    )
    if quantity is None or (quantity.people and quantity.head not in sentence.words.singular):
        return []
    needed = {"lives": sentence.words.claims, "hostages": sentence.words.holding}.get(sentence.word(deed.last - 1))
    around = {sentence.word(at) for at in range(quantity.first - 3, deed.last + 4)}
    return [quantity] if needed is None or needed & around else []


def _reaches(sentence: Sentence, quantity: Quantity, at: int) -> bool:
    """Whether only adjectives stand between a number and a noun."""
    words = [sentence.word(place) for place in range(quantity.number_end, at)]
    return len(words) <= 3 and all(word.isalpha() and word not in sentence.words.prepositions for word in words)  # noqa: PLR2004 - adjectives between


def _people_of(sentence: Sentence, deed: Deed) -> list[Quantity]:
    after = _objects(sentence, deed.last) if deed.side in {"after", "either"} else []
    if deed.side == "after":
        return after
    beside = _beside(sentence, deed)
    if deed.side == "before" or deed.passive:
        subject = beside or _subject(sentence, deed)
        if subject or not (deed.partner or after) or deed.passive:
            return subject or _shared(sentence, deed)
        return after
    if after and not (beside and _has_own_deed(sentence, after[0], deed)):
        return after
    if beside and _is_participle(sentence, deed):
        return beside
    return _shared(sentence, deed)


def _shared(sentence: Sentence, deed: Deed) -> list[Quantity]:
    """The people of the deed that this one is joined with: "kidnapped and killed two"."""
    if deed.follower is not None and {deed.kind, deed.follower.kind} != _HARM:
        return _objects(sentence, deed.follower.last)
    return []


def _beside(sentence: Sentence, deed: Deed) -> list[Quantity]:
    """The quantity that stands right before the deed, but for auxiliaries and adverbs."""
    at = deed.first
    while at > 0 and (
        at > deed.lead or sentence.word(at - 1) in sentence.words.auxiliaries or sentence.word(at - 1).endswith("ly")
    ):
        quantity = sentence.ending(at)
        if quantity is not None:
            break
        at -= 1
    quantity = sentence.ending(at)
    if quantity is not None and quantity.head == "them" and deed.kind in _HARM:  # "one of whom died"
        return [quantity]
    if quantity is None or not _counts(quantity) or _is_part(sentence, quantity):
        return []
    if deed.kind == "participants" and sentence.word(quantity.first - 1) == "of":  # "300 followers of a general"
        return []
    return _with_others_before(sentence, quantity)


def _subject(sentence: Sentence, deed: Deed) -> list[Quantity]:
    """The subject of a passive further to the left, past relative clauses and insertions."""
    reach = _GATHERING_REACH if deed.kind == "participants" else _SUBJECT_REACH
    end = bisect_right(sentence.quantities, deed.first, key=lambda quantity: quantity.first)
    for quantity in reversed(sentence.quantities[max(0, end - _MOST_SUBJECTS) : end]):
        if quantity.last > deed.first or quantity.first < deed.floor:
            continue
        between = [sentence.word(at) for at in range(quantity.last, deed.first)]
        if len(between) > reach or _STOPS & set(between):
            return []
        if not _counts(quantity) or _is_part(sentence, quantity):
            continue
        if deed.kind == "missing" and sentence.word(quantity.first - 1) == "with" and _ABOARD & set(between[:2]):
            return [quantity]
        if between[:1] not in (["who"], ["that"]) and _is_governed(sentence, quantity):
            continue
        if not sentence.words.relatives & set(between[:2]) and (
            sentence.words.subordinators | sentence.words.relatives
        ) & set(between):
            return []
        return _with_others_before(sentence, quantity)
    return []


def _counts(quantity: Quantity) -> bool:
    return quantity.people or quantity.bare or quantity.value == 0 or quantity.head != "casualties"


def _is_part(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a quantity is part of another: "including two children", "two of them"."""
    if quantity.head == "them":
        return True
    before = {sentence.word(at) for at in range(quantity.first - 3, quantity.first)}
    return bool(before & sentence.words.parts)


def _is_governed(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a preposition governs a quantity: "in two villages", "with 20 others"."""
    at = quantity.first - 1
    while at >= 0 and sentence.word(at) in sentence.words.determiners:
        at -= 1
    return sentence.word(at) in sentence.words.prepositions - _CONJUNCTIONS


def _with_others_before(sentence: Sentence, quantity: Quantity) -> list[Quantity]:
    """The quantity and those joined to it before it: "two soldiers and three civilians"."""
    group = [quantity]
    while True:
        at = group[0].first
        at -= sentence.word(at - 1) in sentence.words.possessives  # "a woman and her three children"
        if sentence.word(at - 1) not in {"and", ",", "plus"}:
            break
        at -= 2 if sentence.word(at - 1) == "and" and sentence.word(at - 2) == "," else 1
        other = sentence.ending(at)
        if other is None or _is_part(sentence, other) or _follows_deed(sentence, other):
            break
        if not (other.people or other.bare or _is_origin(sentence, other)) or not _is_counted(sentence, quantity):
            break
        if sentence.word(at) == "," and quantity.value == other.value == 1 and len(group) == 1:
            break  # "the owner, a woman of 58,"
        group.insert(0, other)
    return group


def _is_origin(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether only an adjective of a people follows a number: "four American and five Malian soldiers"."""
    return quantity.last == quantity.number_end + 1 and sentence.tokens[quantity.last - 1].raw[0].isupper()


def _is_counted(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether those counted are people: by their noun, or by "other" after a person."""
    return quantity.people or sentence.word(quantity.number_end) == "other"


def _follows_deed(sentence: Sentence, quantity: Quantity) -> bool:
    deed = sentence.deed_before(quantity.first)
    return deed is not None and deed.side in {"after", "either"}


def _objects(sentence: Sentence, at: int) -> list[Quantity]:
    """The quantities that begin at a token, joined by commas and "and"."""
    while sentence.word(at) in sentence.words.adverbs or sentence.word(at).endswith("ly"):
        at += 1
    extra = 0
    if sentence.word(at) in _PRONOUNS and sentence.word(at + 1) == "and":
        extra, at = 1, at + 2
    elif sentence.word(at) in _PRONOUNS and (not sentence.word(at + 1)[:1].isalnum() or _leads_on(sentence, at + 1)):
        return [Quantity(at, at + 1, at + 1, 1, None, sentence.word(at), people=True)]
    if sentence.word(at) in sentence.words.possessives | {"the", "all", "both"} and sentence.starting(at + 1):
        at += 1
    first = sentence.starting(at)
    if first is None:
        return []
    if extra and first.value is not None:
        first = Quantity(
            at - 2, first.number_end, first.last, first.value + extra, first.high, first.head, first.people
        )
    group = [first]
    while True:
        following = _joined_after(sentence, group[-1])
        if following is None:
            return group
        group.append(following)


def _leads_on(sentence: Sentence, at: int) -> bool:
    """Whether a word goes on after a pronoun: "killed him in", "killed him on"."""
    return sentence.word(at) in sentence.words.prepositions or sentence.word(at) in sentence.words.after_participle


def _joined_after(sentence: Sentence, quantity: Quantity) -> Quantity | None:
    at = _past_place(sentence, quantity.last)
    if sentence.word(at) == "," and sentence.word(at + 1) == "and":
        at += 1
    if sentence.word(at) not in {"and", ","}:
        return None
    at += 1
    if sentence.word(at) in sentence.words.possessives:
        if sentence.starting(at + 1):
            at += 1
        elif sentence.word(at + 1) in sentence.words.singular:
            return Quantity(at, at + 2, at + 2, 1, None, sentence.word(at + 1), people=True)
    other = sentence.starting(at)
    if other is None or not (other.people or (other.bare and sentence.word(other.first - 1) == "and")):
        return None
    return None if _is_subject(sentence, other) or _is_part(sentence, other) else other


def _past_place(sentence: Sentence, at: int) -> int:
    """Past "in Arva" or "near the port", when "and" follows it."""
    if sentence.word(at) not in {"in", "at", "near", "from", "of", "outside"}:
        return at
    for end in range(at + 2, at + _PLACE_REACH):
        if sentence.word(end) == "and":
            return end
        if not sentence.word(end).isalpha() or sentence.word(end) in sentence.words.deeds:
            break
    return at


def _is_subject(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a quantity has a verb of its own: "and three civilians were wounded"."""
    deed = sentence.deed_after(quantity.last)
    own = deed is not None and deed.side in {"before", "either"}
    return own or sentence.word(quantity.last) in sentence.words.auxiliaries


def _has_own_deed(sentence: Sentence, quantity: Quantity, deed: Deed) -> bool:
    other = sentence.deed_after(quantity.last)
    return other is not None and other is not deed


def _is_participle(sentence: Sentence, deed: Deed) -> bool:
    """Whether "two men killed" goes on without an object, so that the two are the dead."""
    at = deed.last
    word = sentence.word(at)
    if (
        not word
        or not word[0].isalnum()
        or word in sentence.words.prepositions
        or word in sentence.words.after_participle
    ):
        return True
    return word.endswith("ly") or word in sentence.words.people or sentence.starting(at) is not None
