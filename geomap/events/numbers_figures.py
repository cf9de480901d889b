"""Numbers in a sentence, in digits and words: "2,800", "two dozen", "tens of thousands", "between 10 and 15"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.numbers_words import NumberWords, load_words
from geomap.events.time_words import MONTH_WORDS, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,]\d)|\d+\.\d+|[^\W_]+(?:[-‑][^\W_]+)*|['’]s\b|[^\s\w]|_")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_PAIR = re.compile(r"(\d+)[-‑](\d+)")
_DECIMAL = re.compile(r"\d+\.\d+")
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "lakh": 100_000, "crore": 10_000_000}
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
    ("crew", "of"): "",
    ("an", "unknown", "number", "of"): "vague",
    ("an", "unspecified", "number", "of"): "vague",
    ("a", "number", "of"): "vague",
    ("large", "numbers", "of"): "vague",
}
_LONGEST_LEAD = 4
_CURRENCY = frozenset("$€£¥₹#№")
_SHARES = frozenset({"%", "°", "percent", "per", "thirds", "quarters", "fifths", "sixths", "eighths", "tenths"})
_GLUE = frozenset({":", "/", "-"})
_OLDEST = 115
_AGES = 8  # words of a list of ages
_HARM = frozenset({"casualties", "deaths", "injuries", "injury", "fatalities", "loss"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_PARTS = frozenset({"morning", "afternoon", "evening", "night"})
_CLOCK = frozenset({"o'clock", "a.m", "p.m", "am", "pm", "o’clock", "sharp", "hrs"})
_TENS = frozenset({"tens", "hundreds", "thousands", "dozens", "scores", "millions"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of a sentence, with its offsets in the text."""

    word: str  # in lower case
    raw: str
    start: int
    end: int


def split_tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of text."""
    return [Token(m[0].lower(), m[0], m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]


def word_at(tokens: Sequence[Token], at: int) -> str:
    """The lower-cased token at a place, "" beyond the ends."""
    return tokens[at].word if 0 <= at < len(tokens) else ""


def read_lead(tokens: Sequence[Token], at: int) -> tuple[int, str]:
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


def read_number(
    tokens: Sequence[Token], at: int, relation: str, words: NumberWords
) -> tuple[int, int | None, int | None] | None:
    """Where the number ends, its value and its upper bound."""
    if relation == "vague":
        return at, None, None
    if zero := _zero(tokens, at, words):
        return zero, 0, None
    if vague := _vague(tokens, at, words):
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
    """The end of "no", "no one", "nobody"."""
    if word_at(tokens, at) not in words.negatives:
        return None
    following = word_at(tokens, at + 1)
    if word_at(tokens, at) == "without":  # "without casualties", but not "without saying"
        return at + 1 if _HARM & {word_at(tokens, at + shift) for shift in (1, 2, 3)} else None
    if word_at(tokens, at) != "no":
        return at + 1
    if following in {"longer", "more", "fewer", "less"}:
        return None
    return at + 2 if following == "one" else at + 1


def _vague(tokens: Sequence[Token], at: int, words: NumberWords) -> int | None:
    """The end of "dozens", "several hundred", "tens of thousands"."""
    word = word_at(tokens, at)
    if word not in words.vague:
        return None
    end = at + 1
    if word_at(tokens, end) in _SCALES:
        end += 1
    if word in _TENS and word_at(tokens, end) == "of" and word_at(tokens, end + 1) in _TENS:
        end += 2
    # Alone, "some" and "many" are no number of anybody.
    alone = end == at + 1 and not word_at(tokens, end)[:1].isalpha()
    return None if alone and word in {"some", "many"} else end


def _plain_number(tokens: Sequence[Token], at: int) -> tuple[int, int, int | None] | None:
    """A number in digits or words: where it ends, its value, and the upper bound of "10-15"."""
    word, following = word_at(tokens, at), word_at(tokens, at + 1)
    pair = _PAIR.fullmatch(word)
    if pair:
        low, high = int(pair[1]), int(pair[2])
        return (at + 1, low, high) if low < high else None
    if _DECIMAL.fullmatch(word):
        return (at + 2, round(float(word) * _SCALES[following]), None) if following in _SCALES else None
    start = _simple_number(tokens, at)
    if start is None:
        return None
    end, value = start
    while (scale := _SCALES.get(word_at(tokens, end))) is not None:
        value *= scale
        end += 1
        rest = _simple_number(tokens, end + (word_at(tokens, end) == "and"))
        unit = _SCALES.get(word_at(tokens, rest[0])) if rest is not None else None
        if rest is None or unit is None:
            continue
        if unit < scale:  # "two thousand five hundred"
            end, value = rest[0] + 1, value + rest[1] * unit
        elif rest[1] < value:  # "one hundred and twenty million": what stands before the larger unit is one number
            end, value = rest[0], value + rest[1]
    return end, value, None


def _simple_number(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A number without its "hundred" or "dozen": where it ends, and its value."""
    word, following, after = (word_at(tokens, at + shift) for shift in range(3))
    if is_figure(word):
        return at + 1, int(word.replace(",", ""))
    if _WORD_NUMBER.fullmatch(word):
        both = f"{word}-{following}"  # "fifty five"
        return (at + 2, number_of(both)) if _WORD_NUMBER.fullmatch(both) else (at + 1, number_of(word))
    if (word, following, after) == ("half", "a", "dozen"):
        return at + 3, 6
    if word in {"a", "an"} and following in _SCALES:
        return at + 1, 1
    if word == "both" and following in load_words().plural:
        return at + 1, 2
    return (at + 3, 2) if (word, following, after) == ("a", "couple", "of") else None


def is_figure(word: str) -> bool:
    """Whether a word is a whole number in digits."""
    return _DIGITS.fullmatch(word) is not None


def is_word_number(word: str) -> bool:
    """Whether a word is a number from one to ninety-nine."""
    return _WORD_NUMBER.fullmatch(word) is not None


def is_number(word: str) -> bool:
    """Whether a word is a whole number, in digits or words."""
    return is_word_number(word) or is_figure(word)


def is_no_count(tokens: Sequence[Token], at: int, number: int, end: int) -> bool:
    """Whether a number is money, a share, a date, a time, an age or a name's part.

    Args:
        tokens: The sentence.
        at: Where the number starts, with what leads it.
        number: Where the number itself starts.
        end: Where it ends.
    """
    before, after, beyond = word_at(tokens, at - 1), word_at(tokens, end), word_at(tokens, end + 1)
    if before in _CURRENCY or after in _SHARES or _is_clock(tokens, at, end) or _is_age(tokens, at, end):
        return True
    if _is_ratio(tokens, at, end):
        return True
    if not word_at(tokens, number)[:1].isdigit():
        return False
    year = before in {"in", "since", "until", "of", "by"} and _YEAR.fullmatch(word_at(tokens, number)) is not None
    if year or before in load_words().no_count_before or before in MONTH_WORDS or after in MONTH_WORDS:
        return True
    glued_before = before in _GLUE and tokens[at - 1].end == tokens[at].start
    glued_after = after in _GLUE and tokens[end].start == tokens[end - 1].end and beyond[:1].isalnum()
    if glued_before or glued_after:
        return True
    # "The driver, 54, was killed".
    alone = before in {",", "("} and after in {",", ")", ""} and end - at == 1
    return alone and is_figure(tokens[at].word) and int(tokens[at].word.replace(",", "")) <= _OLDEST


def _is_ratio(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a number is half of "nine in ten"."""
    after = word_at(tokens, end) in {"in", "of"} and _is_bare_number(tokens, end + 1)
    before = word_at(tokens, at - 1) in {"in", "of"} and is_number(word_at(tokens, at - 2))
    return (after or before) and end - at == 1


def _is_bare_number(tokens: Sequence[Token], at: int) -> bool:
    following = word_at(tokens, at + 1)
    return is_number(word_at(tokens, at)) and (not following.isalpha() or following in load_words().auxiliaries)


def _is_clock(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a number is an hour: "since six in the morning", "at eleven,"."""
    after = [word_at(tokens, place) for place in range(end, end + 3)]
    if after[0] in _CLOCK or (after[:2] == ["in", "the"] and after[2] in _DAY_PARTS):
        return True
    alone = not after[0][:1].isalnum() or after[0] in {"on", "in"}
    return word_at(tokens, at - 1) in {"since", "until", "till"} and alone


def _goes_on(word: str) -> bool:
    """Whether a word may stand in a list of ages."""
    return is_number(word) or word in {",", "and", "between", "from", "to", "under", "over", "about", "only", "just"}


def _is_age(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a number is an age: "a boy of eight", "a man of 43", "aged between 22 and 51", "now 71, he"."""
    before, after = [token.word for token in tokens[max(0, at - _AGES) : at]], word_at(tokens, end)
    if "aged" in before and all(_goes_on(word) for word in before[before.index("aged") + 1 :]):
        return True
    if before[-1:] == ["now"] and not after.isalnum():
        return True
    words, single = load_words(), word_at(tokens, at - 2)
    person = single in words.singular and single not in words.groups and single not in words.invariant
    return person and word_at(tokens, at - 1) == "of" and end - at == 1 and (after not in words.people)
