"""Recognise a line by its words: furniture of the page, credits, the page's own dates."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from geomap.documents.document import BlockKind
from geomap.documents.published import find_date, without_date

_STRAIGHT = str.maketrans("‘’‚‛“”„«»‹›\u00a0\u202f", "''''\"\"\"\"\"''  ")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKDOWN = re.compile(r"^[\s>#*_~`|•▶►➤→»·-]+|[\s*_~`|#→»]+$|\*\*|__(?=\w)|(?<=\w)__")
_TOKEN = re.compile(r"[^\W_]+")
_NAME = r"(?:[A-ZÀ-Þ][\w.'-]*|de|da|di|van|von|der|den|bin|ibn|al|el|la|le)"
_NAMES = rf"{_NAME}(?: {_NAME}){{0,4}}"
_REPORTED_FROM = re.compile(
    rf"(?!The |A |An |Other |Many |Several |Some ){_NAME} {_NAMES}(?:(?:,| and|, and) {_NAMES})*"
    r" reported from [A-ZÀ-Þ][^;]*"
)
_SURNAME_REPORTED = re.compile(r"[A-ZÀ-Þ][\w'-]+ (?:reported|reports|contributed) from [A-ZÀ-Þ][\w ,'.-]{2,60}\.?")
_BY = re.compile(r"(?:[Bb]y|BY):?\s+(?=[A-ZÀ-Þ])")
_EMAIL = re.compile(r"\S+@\S+\.\w+$")
_SIGNATURE = re.compile(
    r"(?:,| -| –| —| \||/) ?(?:the )?(?:associated press|ap|reuters|afp|agence france-presse|bloomberg|upi|xinhua|cnn"
    r"|\w+ news|bbc|staff writers?|staff reporters?|(?:\w+ )?correspondent|(?:\w+ )?reporter)$",
    re.IGNORECASE,
)
_BYLINE_WORD = re.compile(
    r"and|in|at|for|of|special|to|with|staff|writers?|reporters?|correspondents?|contributor|editor|the|reporting|from"
    r"|senior|chief|political|security|diplomatic|foreign|de|da|di|van|von|der|den|bin|ibn|al|el|la|le"
)
_NOT_NAMES = re.compile(
    r"by:? (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|may|june|july|august"
    r"|(?:sept|nov|dec)ember|october|noon|midnight|early|late|then|now|contrast|comparison|far|and large|all|law)\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?::\d\d)?|\b\d{1,2} ?(?=[ap]\.?m)")
_LONGEST_WHOLE = 140
_LONGEST_LABEL = 320
_LONGEST_OPENING = 260
_LONGEST_CREDIT = 500
_LONGEST_BYLINE = 200
_CAPTION_TAIL = 90
_LONGEST_CAPTION = 420
_LONGEST_DATE = 120
_MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class Phrases:
    """The compiled lexicon of `phrases.toml`."""

    whole: re.Pattern[str]
    label: re.Pattern[str]
    opening: re.Pattern[str]
    caption: re.Pattern[str]
    inline: re.Pattern[str]
    credit_whole: re.Pattern[str]
    credit_opening: re.Pattern[str]
    credit_ending: re.Pattern[str]
    credit_sentence: re.Pattern[str]
    date_words: re.Pattern[str]
    gates: dict[str, list[str]]

    def has_gate(self, lowered: str, name: str) -> bool:
        """A quick first look: whether a lower-cased text holds a word that every phrase of a list needs."""
        return any(word in lowered for word in self.gates[name])


@lru_cache(maxsize=1)
def load_phrases() -> Phrases:
    """Read and compile the lexicon, once."""
    data = tomllib.loads(files("geomap.documents").joinpath("phrases.toml").read_text("utf-8"))
    furniture, credit, dates = data["furniture"], data["credit"], data["dates"]

    def any_of(entries: list[str]) -> str:
        return "(?:" + "|".join(entries) + ")"

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return Phrases(
        whole=compiled(any_of(furniture["whole"]) + "[.!:]?"),
        label=compiled(any_of(furniture["labels"]) + r"(?P<mark> ?[:|] ?| ?[–—] | - |$)"),
        opening=compiled(any_of(furniture["openings"])),
        caption=compiled(any_of(furniture["endings"]) + "$"),
        inline=compiled(any_of(furniture["inline"])),
        credit_whole=compiled(any_of(credit["whole"]) + r"\.?"),
        credit_opening=compiled(any_of(credit["openings"])),
        credit_ending=compiled(any_of(credit["endings"])),
        credit_sentence=compiled(any_of(credit["sentences"])),
        gates=data["gates"],
        date_words=compiled(rf"\b(?:{dates['words']}|{dates['zones']})(?!\w)"),
    )


def plain_line(text: str) -> str:
    """A line as it is compared: quotes straight, white space single, Markdown taken off."""
    return unmarked_line(text).translate(_STRAIGHT)


def unmarked_line(text: str) -> str:
    """A line without Markdown and doubled white space, its characters as they are."""
    line = " ".join(text.split())
    if "](" in line:
        line = _MARKDOWN_LINK.sub(r"\1", line)
    return _MARKDOWN.sub("", line).strip()


def key_of(line: str) -> tuple[str, ...]:
    """The words of a line, to tell whether two lines say the same."""
    return tuple(_TOKEN.findall(line.translate(_STRAIGHT).casefold()))


def is_furniture(line: str) -> bool:
    """Whether a plain line belongs to the page: an advertisement, a share or newsletter line, a caption's credit."""
    phrases = load_phrases()
    if not line or not any(map(str.isalnum, line)):
        return True
    if len(line) <= _LONGEST_WHOLE and phrases.whole.fullmatch(line):
        return True
    if len(line) <= _LONGEST_OPENING and phrases.opening.match(line):
        return True
    if "cookie" in line[:_LONGEST_CAPTION].lower() and _is_cookie_notice(line):
        return True
    tail = line[-_CAPTION_TAIL:].casefold()
    return len(line) <= _LONGEST_CAPTION and phrases.has_gate(tail, "caption") and bool(phrases.caption.search(tail))


def label_rest(line: str) -> str | None:
    """What follows a label such as "Read more:", "" when nothing does, or None when the line bears no label."""
    if len(line) > _LONGEST_LABEL:
        return None
    match = load_phrases().label.match(line)
    if not match:
        return None
    # "More — much more — is needed." is a sentence.
    if match["mark"].strip() in {"–", "—", "-"} and line.endswith("."):
        return None
    return line[match.end() :].strip(" '\"")


def is_credit(line: str) -> bool:
    """Whether a plain line says who made the report: bylines, "Reporting by …", "X in Cairo contributed"."""
    phrases = load_phrases()
    if len(line) > _LONGEST_CREDIT:
        return False
    if len(line) <= _LONGEST_BYLINE and (phrases.credit_whole.fullmatch(line) or is_byline(line)):
        return True
    if phrases.credit_opening.match(line) or _SURNAME_REPORTED.fullmatch(line) or _REPORTED_FROM.fullmatch(line):
        return True
    return "contributed" in line and bool(phrases.credit_ending.fullmatch(line))


def is_byline(line: str) -> bool:
    """Whether a plain line only names the authors: "By Nate Raymond", "Ann Poe, Staff Writer"."""
    bare = without_date(line)
    if bare != line:
        bare = _TIME.sub(" ", load_phrases().date_words.sub(" ", bare))
    bare = " ".join(bare.split()).strip(" .,|-–—:")
    by = _BY.match(bare)
    if by:
        return not _NOT_NAMES.match(bare) and all(map(_is_byline_word, bare[by.end() :].split()))
    signature = _SIGNATURE.search(bare) or _EMAIL.search(bare)
    names = bare[: signature.start()].split() if signature else []
    return 0 < len(names) <= _MOST_NAMES and all(map(_is_byline_word, names))


def _is_byline_word(word: str) -> bool:
    return word[0].isupper() or not word[0].isalpha() or bool(_BYLINE_WORD.fullmatch(word.strip(",."))) or "@" in word


def is_date_line(line: str) -> bool:
    """Whether a plain line only gives the page's own date: "Published Nov 7, 2021 10:15 a.m. EST"."""
    if len(line) > _LONGEST_DATE or find_date(line) is None:
        return False
    rest = load_phrases().date_words.sub(" ", _TIME.sub(" ", without_date(line)))
    words = key_of(rest)
    return not words or (len(words) <= 1 + len(key_of(line)) // 4 and load_phrases().date_words.match(line) is not None)


def find_interruptions(text: str, start: int, end: int) -> list[tuple[int, int, BlockKind]]:
    """Phrases of the page and credits that stand inside running text: start, end and kind, in order."""
    phrases = load_phrases()
    stretch = text[start:end]
    if not phrases.has_gate(stretch.casefold(), "inline"):
        return []
    stretch = stretch.translate(_STRAIGHT)
    found = [(match.start(), match.end(), BlockKind.FURNITURE) for match in phrases.inline.finditer(stretch)]
    found += [(match.start(), match.end(), BlockKind.CREDIT) for match in phrases.credit_sentence.finditer(stretch)]
    disjoint: list[tuple[int, int, BlockKind]] = []
    for first, last, kind in sorted(found):
        if not disjoint or start + first >= disjoint[-1][1]:
            disjoint.append((start + first, start + last, kind))
    return disjoint


def _is_cookie_notice(line: str) -> bool:
    lowered = line.lower()
    return len(line) <= _LONGEST_CREDIT and any(
        word in lowered
        for word in ("consent", "this site", "this website", "our site", "our website", "cookie policy", "cookies to")
    )
