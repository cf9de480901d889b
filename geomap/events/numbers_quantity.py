"""Quantities in a sentence: "at least 30 people", "two dozen", "a policeman", "between 10 and 15"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.numbers_words import NumberWords, load_words
from geomap.events.time_words import number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,]\d)|\d+\.\d+|[^\W_]+(?:[-‑][^\W_]+)*|['’]s\b|[^\s\w]|_")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_PAIR = re.compile(r"(\d+)[-‑](\d+)")
_DECIMAL = re.compile(r"\d+\.\d+")
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "lakh": 100_000, "crore": 10_000_000}
_WORD_NUMBER = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
)
# What stands before a number, and what it makes of it.
_LEADS = {
    ("at", "least"): "from",
    ("no", "fewer", "than"): "from",
    ("no", "less", "than"): "from",
    ("not", "less", "than"): "from",
    ("a", "minimum", "of"): "from",
    ("more", "than"): "from",
    ("well", "over"): "from",
    ("over",): "from",
    ("upwards", "of"): "from",
    ("in", "excess", "of"): "from",
    ("as", "many", "as"): "upto",
    ("up", "to"): "upto",
    ("a", "maximum", "of"): "upto",
    ("fewer", "than"): "upto",
    ("less", "than"): "upto",
    ("about",): "",
    ("around",): "",
    ("some",): "",
    ("nearly",): "",
    ("almost",): "",
    ("roughly",): "",
    ("approximately",): "",
    ("an", "estimated"): "",
    ("estimated",): "",
    ("a", "total", "of"): "",
    ("total", "of"): "",
    ("another",): "",
    ("an", "additional"): "",
    ("a", "further"): "",
    ("a", "reported"): "",
    ("all",): "",
    ("only",): "",
    ("just",): "",
    ("other",): "",
    ("between",): "between",
    ("from",): "between",
    ("the", "other"): "",
    ("close", "to"): "",
    ("group", "of"): "",
    ("family", "of"): "",
    ("team", "of"): "",
    ("crowd", "of"): "",
    ("an", "unknown", "number", "of"): "vague",
    ("an", "unspecified", "number", "of"): "vague",
    ("a", "number", "of"): "vague",
    ("large", "numbers", "of"): "vague",
}
_LONGEST_LEAD = 4
_AFTER_NUMBER = frozenset({"more", "other", "others", "or", "so", "additional"})
_CURRENCY = frozenset("$€£¥₹#№")
_NO_COUNT_BEFORE = frozenset(
    "no. number highway route flight room section article aged age act resolution chapter page top world group"
    " january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sept sep oct nov dec".split()  # noqa: SIM905
)
_MONTHS = frozenset(
    "january february march april june july august september october november december jan feb mar apr jun jul aug sept"
    " sep oct nov dec".split()  # noqa: SIM905
)
_JOINERS = frozenset(
    {"and", "or", "but", "who", "whom", "that", "which", "whose", "when", "while", "if", "because", "where"}
)
_NP_REACH = 9
_OLDEST = 115
_YEARS = range(1900, 2101)
_HARMED = frozenset(
    {"injured", "wounded", "dead", "missing", "detained", "arrested", "kidnapped", "abducted", "displaced"}
)
_STATES = frozenset({"dead", "missing", "hostage", "captive"})
_HOUSEHOLDS = frozenset({"families", "households"})
_VAGUE_TENS = frozenset({"tens", "hundreds", "thousands", "dozens", "scores", "millions"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of a sentence, with its offsets in the text."""

    word: str  # in lower case
    raw: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something.

    Attributes:
        first: Its first token, with what leads it ("at least").
        number_end: One past the last token of the number itself.
        last: One past the last token of its noun phrase.
        value: The number or lower bound, or None for "dozens".
        high: Upper bound of a range.
        head: The noun counted, in lower case; "" when there is none.
        people: Whether the noun names people.
    """

    first: int
    number_end: int
    last: int
    value: int | None
    high: int | None
    head: str
    people: bool

    @property
    def bare(self) -> bool:
        """Whether no noun follows the number."""
        return not self.head


def split_tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of text."""
    return [Token(m[0].lower(), m[0], m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]


def find_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Every number of people, or of nothing named, in a sentence; numbers of things are left out."""
    words = load_words()
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        quantity = _quantity_at(tokens, at, words)
        if quantity is None:
            at += 1
        else:
            if quantity.people or quantity.head not in words.things:
                found.append(quantity)
            at = quantity.number_end
    return found


def _quantity_at(tokens: Sequence[Token], at: int, words: NumberWords) -> Quantity | None:
    lead, relation = _lead(tokens, at)
    read = _number(tokens, lead, relation, words)
    if read is None:
        return _indefinite(tokens, at, words) if lead == at or _word(tokens, at) == "another" else None
    number_end, value, high = read
    if _is_no_count(tokens, at, lead, number_end):
        return None
    last, head, people = _noun(tokens, number_end, words)
    year = value is not None and value in _YEARS and number_end - lead == 1 and tokens[lead].word.isdecimal()
    if year and not people and tokens[lead].raw.isdecimal():
        return None
    if head in _HOUSEHOLDS:  # how many people they are is not said
        return Quantity(at, last, last, None, None, head, people)
    return Quantity(at, number_end, last, value, high, head, people)


def _lead(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """Where the number starts after what leads it, and what that makes of it."""
    relation = ""
    while True:
        for length in range(_LONGEST_LEAD, 0, -1):
            key = tuple(token.word for token in tokens[at : at + length])
            if len(key) == length and key in _LEADS:
                relation = _LEADS[key] or relation
                at += length
                break
        else:
            return at, relation
        if relation == "vague":
            return at, relation


def _number(
    tokens: Sequence[Token], at: int, relation: str, words: NumberWords
) -> tuple[int, int | None, int | None] | None:
    """Where the number ends, its value and its upper bound."""
    if relation == "vague":
        return at, None, None
    zero = _zero(tokens, at, words)
    if zero:
        return zero, 0, None
    vague = _vague(tokens, at, words)
    if vague:
        return vague, None, None
    one = _plain_number(tokens, at)
    if one is None:
        return None
    end, low, high = one
    if high is None and end + 1 < len(tokens) and tokens[end].word in {"to", "or", "-", "–", "—", "and"}:
        joined = tokens[end].word
        other = _plain_number(tokens, end + 1) if joined != "and" or relation == "between" else None
        if other and other[2] is None and other[1] > low:
            return other[0], low, other[1]
    if relation == "upto":
        high = low
    return end, low, high


def _zero(tokens: Sequence[Token], at: int, words: NumberWords) -> int | None:
    if at >= len(tokens) or tokens[at].word not in words.negatives:
        return None
    if tokens[at].word == "no":
        following = tokens[at + 1].word if at + 1 < len(tokens) else ""
        if following in {"one", "body"}:
            return at + 2
        return None if following in {"longer", "more", "fewer", "less"} else at + 1
    return at + 1


def _vague(tokens: Sequence[Token], at: int, words: NumberWords) -> int | None:
    """The end of "dozens", "several hundred", "tens of thousands"."""
    if at >= len(tokens) or tokens[at].word not in words.vague:
        return None
    end = at + 1
    if end < len(tokens) and tokens[end].word in {*_SCALES, "dozen"}:
        end += 1
    if tokens[at].word in _VAGUE_TENS and end + 1 < len(tokens) and tokens[end].word == "of":
        if tokens[end + 1].word in _VAGUE_TENS:
            end += 2
    if (
        tokens[at].word in {"some", "many"}
        and end == at + 1
        and (end >= len(tokens) or not tokens[end].raw[0].islower())
    ):
        return None
    return end


def _plain_number(tokens: Sequence[Token], at: int) -> tuple[int, int, int | None] | None:
    """A number in digits or words: where it ends, its value, and the upper bound of "10-15"."""
    if at >= len(tokens):
        return None
    word, following = tokens[at].word, tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word == "half" and [token.word for token in tokens[at : at + 3]] == ["half", "a", "dozen"]:
        return at + 3, 6, None
    if word in {"a", "an"}:
        if following in _SCALES or following == "dozen":
            return at + 2, _SCALES.get(following, 12), None
        return (at + 3, 2, None) if following == "couple" and _word(tokens, at + 2) == "of" else None
    pair = _PAIR.fullmatch(word)
    if pair:
        low, high = int(pair[1]), int(pair[2])
        return (at + 1, low, high) if low < high else None
    if _DECIMAL.fullmatch(word):
        return (at + 2, round(float(word) * _SCALES[following]), None) if following in _SCALES else None
    if _DIGITS.fullmatch(word):
        value = int(word.replace(",", ""))
    elif _WORD_NUMBER.fullmatch(word):
        value = number_of(word)
    else:
        return None
    end = at + 1
    while end < len(tokens) and (tokens[end].word in _SCALES or tokens[end].word == "dozen"):
        value *= _SCALES.get(tokens[end].word, 12)
        end += 1
    return end, value, None


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""


def _is_no_count(tokens: Sequence[Token], at: int, number: int, end: int) -> bool:
    """Whether a number is money, a share, a date, a time, an age or a name's part."""
    before, after = _word(tokens, at - 1), _word(tokens, end)
    digits = tokens[number].raw[:1].isdigit() if number < len(tokens) else False
    if before in _CURRENCY or after in {"%", "°", "percent", "per"} or (digits and before in _NO_COUNT_BEFORE):
        return True
    if digits and (after in _MONTHS or (after == ":" and _word(tokens, end + 1)[:1].isdigit())):
        return True
    if digits and "aged" in {token.word for token in tokens[max(0, at - 3) : at]}:
        return True
    if digits and before in {":", "/", "-"} and tokens[at - 1].end == tokens[at].start:
        return True
    if (
        digits
        and after in {"/", "-"}
        and tokens[end].start == tokens[end - 1].end
        and _word(tokens, end + 1)[:1].isalnum()
    ):
        return True
    age = before in {",", "("} and after in {",", ")", ""} and end - at == 1 and digits
    return age and int(re.sub(r"\D", "", tokens[number].word) or 0) <= _OLDEST


def _noun(tokens: Sequence[Token], at: int, words: NumberWords) -> tuple[int, str, bool]:
    """The noun phrase after a number: where it ends, its noun, and whether that names people."""
    while _word(tokens, at) in _AFTER_NUMBER and not (
        _word(tokens, at) == "or" and _word(tokens, at + 1) not in {"so", "more"}
    ):
        at += 1
        if _word(tokens, at - 1) == "others":
            return at, "others", True
    start = at
    if _word(tokens, at) == "of":
        at += 1
        while _word(tokens, at) in words.determiners or _DIGITS.fullmatch(_word(tokens, at)):
            at += 1
        if _word(tokens, at) in {"them", "whom", "us"}:
            return at + 1, "them", True
        if _word(tokens, at) in _HARMED:
            return at + 1, _word(tokens, at), True
    best: int | None = None
    end = at
    while end < min(len(tokens), at + _NP_REACH) and _in_noun_phrase(tokens, end, words):
        if _is_people(tokens[end], words):
            best = end
        end += 1
    if best is not None and _word(tokens, best + 1) != "'s":
        return best + 1, tokens[best].word, True
    if end == at:
        return (start, "", False)
    return end, tokens[end - 1].word, False


def _in_noun_phrase_at(tokens: Sequence[Token], at: int, words: NumberWords) -> bool:
    return at < len(tokens) and _in_noun_phrase(tokens, at, words)


def _in_noun_phrase(tokens: Sequence[Token], at: int, words: NumberWords) -> bool:
    token = tokens[at]
    word = token.word
    if word in {"'s", "’s", "-", "'", "’"}:
        return at > 0
    if not token.raw[0].isalnum() or word in _JOINERS or word in words.prepositions or word in words.determiners:
        return False
    if word in words.auxiliaries or word in words.adverbs or word in words.parts or word in words.tellers:
        return False
    return word not in words.deeds or (_is_people(token, words) and word not in _STATES)


def _is_people(token: Token, words: NumberWords) -> bool:
    """Whether a word names people: a noun of the lexicon, its compound, or a people's name ("Palestinians")."""
    word = token.word
    if word in words.people or word.rsplit("-", 1)[-1] in words.people:
        return True
    return token.raw[0].isupper() and word.endswith(("ians", "eans", "ans", "is", "ese", "ish", "ists"))


def _indefinite(tokens: Sequence[Token], at: int, words: NumberWords) -> Quantity | None:
    """ "A policeman", "an elderly woman", "another": one."""
    if _word(tokens, at) == "another":
        end, head, people = _noun(tokens, at + 1, words)
        alone = end == at + 1
        single = alone or head in words.singular
        return Quantity(at, at + 1, end, 1, None, head, people) if single and (people or alone) else None
    if _word(tokens, at) not in {"a", "an"}:
        return None
    if (
        _word(tokens, at + 1).endswith(("i", "an"))
        and tokens[at + 1].raw[0].isupper()
        and not _in_noun_phrase_at(tokens, at + 2, words)
    ):
        return Quantity(at, at + 2, at + 2, 1, None, _word(tokens, at + 1), people=True)  # "an Israeli"
    end, head, people = _noun(tokens, at + 1, words)
    if not people or end == at + 1 or _word(tokens, at + 1) == "of":
        return None
    # The last word alone may be the noun: "a police officer", and "a group of men" is no one man.
    if (
        head not in words.singular
        and head.rsplit("-", 1)[-1] not in words.singular
        and not tokens[end - 1].raw[0].isupper()
    ):
        return None
    if head in {"family", "household", "crew", "staff", "troop", "police", "people", "others", "members"}:
        return None
    return Quantity(at, end, end, 1, None, head, people=True)
