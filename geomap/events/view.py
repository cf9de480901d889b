"""A sentence as the rules see it: tokens with offsets, their classes, and which of them name places."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.documents.document import BlockKind
from geomap.events.grammar import load_grammar
from geomap.events.lexicon import load_lexicon
from geomap.language.sentences import split_sentences
from geomap.places.mention import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.documents.document import Document
    from geomap.events.lexicon import Lexicon
    from geomap.places.mention import PlaceMention

_TITLE = re.compile(r"(?:Mrs?|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Gov|Sen|Rep|Prof|Rev|St)\.")
_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}|{_TITLE.pattern}(?=\s+[A-Z])"
    r"|\d(?:[\d,.]*\d)?(?:-[^\W\d]\w*)*|\w+(?:[-’'‘](?![sS]\b)\w+)*|[’'‘][sS]\b|\S"
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
_WORD = re.compile(r"\w")
_ACRONYM = 6  # letters: longer words in capitals only shout
_COUNTRY_KINDS = frozenset({"country", "territory", "region", "continent"})


@dataclass(slots=True)
class SentenceView:
    """One sentence.

    Attributes:
        start: Its first code point in the document.
        end: One past its last.
        heading: Whether it is a headline, where the present tense tells what happened.
        shouted: Whether it is written in capitals, which then say nothing of names.
        starts: First code point of each token.
        ends: One past the last of each.
        lower: Tokens in lower case, quotes made plain.
        tags: Classes of each token.
        capital: Whether each token begins with a capital letter that says "name".
    """

    start: int
    end: int
    heading: bool
    shouted: bool
    starts: list[int]
    ends: list[int]
    lower: list[str]
    tags: list[frozenset[str]]
    capital: list[bool]
    _features: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)

    def features(self, low: int, high: int) -> frozenset[str]:
        """Words and classes of the tokens from `low` up to `high`."""
        key = (low, high)
        found = self._features.get(key)
        if found is None:
            found = frozenset(self.lower[low:high]).union(*self.tags[low:high])
            self._features[key] = found
        return found

    def joined(self, low: int, high: int) -> str:
        """The tokens from `low` up to `high`, in lower case, one space around each."""
        return f" {' '.join(self.lower[low:high])} "


def view_document(document: Document, mentions: Sequence[PlaceMention]) -> Iterator[SentenceView]:
    """The sentences that may be evidence: those of headline and body."""
    text, lexicon = document.text, load_lexicon()
    ordered = sorted(mentions, key=lambda mention: mention.start)
    starts = [mention.start for mention in ordered]
    for block in document.blocks_of(BlockKind.TITLE, BlockKind.BODY):
        for start, end in split_sentences(text, block.start, block.end):
            if _WORD.search(text, start, end):
                inside = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
                heading = block.kind is BlockKind.TITLE or text[end - 1] not in ".!?\"”'’)"
                yield view_sentence(text, (start, end), lexicon, inside, heading=heading)


def view_sentence(
    text: str,
    span: tuple[int, int],
    lexicon: Lexicon,
    places: Sequence[PlaceMention],
    *,
    heading: bool = False,
) -> SentenceView:
    """Cut a sentence into tokens and look up what each is.

    Args:
        text: The document's text.
        span: Offsets of the sentence.
        lexicon: The room's words.
        places: The document's place mentions that lie in the sentence.
        heading: Whether it is a headline.
    """
    starts: list[int] = []
    ends: list[int] = []
    lower: list[str] = []
    upper_count = letters = 0
    raw: list[str] = []
    for match in _TOKEN.finditer(text, *span):
        word = match.group()
        starts.append(match.start())
        ends.append(match.end())
        raw.append(word)
        # "Mrs." is a word, and no end of anything.
        lower.append((word[:-1] if _TITLE.fullmatch(word) else word).lower().translate(_QUOTES))
        if word[0].isalpha():
            letters += 1
            upper_count += word.isupper() and len(word) > 1
    shouted = letters > 4 and upper_count > 0.7 * letters  # noqa: PLR2004 - most of at least five words
    classes = lexicon.classes
    grammar = load_grammar()
    nameless = grammar.openers | grammar.days
    none: frozenset[str] = frozenset()
    tags = [classes.get(word, none) for word in lower]
    _tag_phrases(lower, tags, lexicon)
    capital = [
        word[0].isupper() and not shouted and (at > 0 or heading or low not in nameless)
        for at, (word, low) in enumerate(zip(raw, lower, strict=True))
    ]
    named = frozenset({"@name"})
    number = frozenset({"@number"})
    acronym = frozenset({"@orgname"})
    for at, is_capital in enumerate(capital):
        if lower[at][0].isdigit():
            tags[at] |= number
        if is_capital and raw[at].isalpha() and raw[at].isupper() and 1 < len(raw[at]) <= _ACRONYM:
            tags[at] |= acronym
        if is_capital and lower[at] not in nameless and (at > 0 or not tags[at]):
            tags[at] |= named
    _tag_places(places, starts, ends, tags)
    return SentenceView(span[0], span[1], heading, shouted, starts, ends, lower, tags, capital)


def _tag_phrases(lower: list[str], tags: list[frozenset[str]], lexicon: Lexicon) -> None:
    by_first = lexicon.phrases.by_first
    for at, word in enumerate(lower):
        group = by_first.get(word)
        if group is None:
            continue
        for parts, names in group:
            if tuple(lower[at : at + len(parts)]) == parts:
                for inside in range(at, at + len(parts)):
                    tags[inside] |= names
                break


def _tag_places(places: Sequence[PlaceMention], starts: list[int], ends: list[int], tags: list[frozenset[str]]) -> None:
    for mention in places:
        names = {"@place"}
        if mention.role in {Role.ASSOCIATIVE, Role.DEMONYM}:
            names = {"@country"}
        elif mention.place is not None and mention.place.kind in _COUNTRY_KINDS:
            names.add("@country")
        added = frozenset(names)
        at = bisect_left(ends, mention.start + 1)
        while at < len(starts) and starts[at] < mention.end:
            tags[at] |= added
            at += 1
