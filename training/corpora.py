"""Reads the public corpora and our own sentences into one form, and hides what a corpus does not mark.

No corpus marks everything. A word about which a corpus says nothing gets the label `HIDDEN` and takes no part
in the loss; to count it as "no place" would teach the model the gaps of its corpora.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.language.words import split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

HIDDEN = -100
LABELS = ("O", "B-T", "I-T", "B-D", "I-D")
ROLES = ("location", "associative", "reporting")
# Corpora with a manner of marking names of their own; the others mark, where they mark names at all, as we do.
MANNERS = ("own", "geowebnews", "lgl", "geovirus", "tud", "idrisi", "links")
OUTSIDE, B_T, I_T, B_D, I_D = range(5)
LOCATION, ASSOCIATIVE, REPORTING = range(3)

DATA = Path(__file__).parent / "data"

# GeoWebNews types (Gritta et al. 2018, "A pragmatic guide to geoparsing evaluation"), read as our roles.
_LITERAL = {"Literal", "Mixed", "Coercion", "Literal_Modifier", "Embedded_Literal"}
_ASSOCIATIVE = {"Metonymic", "Non_Literal_Modifier", "Demonym", "Embedded_Non_Lit"}

# TUD marks house numbers and post codes as places of their own: neither right nor wrong for us.
_NO_NAME = {"STREETNR", "ZIP"}

_AGENCY = r"\((?:[A-Z][A-Za-z0-9.]*(?:[ /&][A-Za-z0-9.]+){0,3})\)"
_DATELINE = re.compile(
    r"(?:^|(?<=\n)|(?<=[.?!:)\"”] )|(?<=\s\s))"
    r"(?P<places>[A-Z][A-Z'’.\- ]{2,40}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*){0,2}(?:, [A-Z][\w.]*)?)?"
    rf"|[A-Z][\w'’.\- ]{{2,30}}(?:, [A-Z][\w.]*)?(?= {_AGENCY}))"
    rf"(?:,? [A-Z][a-z]{{2,8}}\.? \d{{1,2}})?(?: {_AGENCY})?(?: ?[—–]+| --?| ?\(?{_AGENCY}:)\s"
)

# A run of capitalised words that ends in one of these is a facility. LGL, GeoVirus and IDRISI mark some and
# leave most, so an unmarked one says nothing.
_FACILITIES = re.compile(
    r"\b(?:[A-Z][\w.'’&-]*(?: (?:of|the|and|for))? ){1,5}"
    r"(?:Airport|Hospital|University|College|School|Academy|Park|Church|Cathedral|Mosque|Temple|Bridge|Street|"
    r"Avenue|Road|Boulevard|Drive|Lane|Highway|Center|Centre|Stadium|Arena|Museum|Library|Station|Square|Plaza|"
    r"Mall|Hotel|Theatre|Theater|Base|Camp|Prison|Jail|Port|Harbor|Harbour|Dam|Plant|Building|Tower|Hall|House|"
    r"Courthouse|Cemetery|Zoo|Market|Beach|Trail|Field|Clinic|Elementary|Embassy|Palace|Castle|Garden|Gardens)\b"
)


@dataclass(slots=True)
class Example:
    """One text, word by word.

    Attributes:
        corpus: the name of its corpus.
        words: the words as written.
        labels: an index into `LABELS` for each word, or `HIDDEN`.
        roles: an index into `ROLES` for each word of a place, or `HIDDEN`.
        text: the text itself.
        spans: start and end of each word in `text`, code points.
        gold: (start, end, label, role) of each marked span; role is None where the corpus gives none.
        neutral: (start, end) of spans that are neither right nor wrong when found.
        types: of each word 0 for no event, else 1 + an index into the taxonomy's types, or `HIDDEN`; empty where the
            corpus says nothing of events.
        statuses: of each word that triggers an event an index into `STATUSES`, else `HIDDEN`; empty as above.
        events: of each word the numbers of the events that it triggers; empty where the corpus says nothing of scenes.
        scenes: of each word of a place the numbers of the events that happened there; empty as above.
        dates: of each word of a date the numbers of the events of that date, -1 for none; empty as above.
        counts: of each word 0 for no number of people, else 1 + an index into `COUNTS`, or `HIDDEN`; empty as above.
        counted: of each word of such a number the numbers of the events whose people it counts; empty as above.
        undated: the numbers of the events of which it is not known which date is theirs.
        kinds: the types that the whole text may be of (as in `types`), where a corpus gives that alone.
    """

    corpus: str
    words: list[str]
    labels: list[int]
    roles: list[int]
    text: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    gold: list[tuple[int, int, str, str | None]] = field(default_factory=list)
    neutral: list[tuple[int, int]] = field(default_factory=list)
    types: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    events: list[tuple[int, ...]] = field(default_factory=list)
    scenes: list[tuple[int, ...]] = field(default_factory=list)
    dates: list[tuple[int, ...]] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    counted: list[tuple[int, ...]] = field(default_factory=list)
    undated: frozenset[int] = frozenset()
    kinds: tuple[int, ...] = ()

    def rewritten(self, words: list[str], sources: Sequence[int], labels: list[int] | None = None) -> Example:
        """The same text in other words.

        Args:
            words: the new words.
            sources: for each the index of the word that it stands for.
            labels: new labels where the old ones do not fit, as in a name that grew.
        """
        return Example(
            self.corpus,
            words,
            labels or [self.labels[at] for at in sources],
            [self.roles[at] for at in sources],
            types=[self.types[at] for at in sources] if self.types else [],
            statuses=[self.statuses[at] for at in sources] if self.statuses else [],
            events=[self.events[at] for at in sources] if self.events else [],
            scenes=[self.scenes[at] for at in sources] if self.scenes else [],
            dates=[self.dates[at] for at in sources] if self.dates else [],
            counts=[self.counts[at] for at in sources] if self.counts else [],
            counted=[self.counted[at] for at in sources] if self.counted else [],
            undated=self.undated,
            kinds=self.kinds,
        )


def demonyms() -> frozenset[str]:
    """The adjectives and names of peoples that corpora leave unmarked, lower-cased, one word each."""
    lines = (DATA / "demonyms.txt").read_text(encoding="utf-8").split()
    return frozenset(word.lower() for word in lines)


def datelines(text: str) -> list[tuple[int, int]]:
    """Start and end of the place names that open a report ("LIMA, Peru (AP) —"), code points."""
    return [match.span("places") for match in _DATELINE.finditer(text)]


def build(
    corpus: str,
    text: str,
    gold: list[tuple[int, int, str, str | None]],
    neutral: list[tuple[int, int]],
) -> Example:
    """Put labels and roles on the words of a text.

    Args:
        corpus: name of the corpus.
        text: the text.
        gold: (start, end, "T" or "D", role or None) of the marked spans; the shorter of two that overlap.
        neutral: (start, end) of spans whose words are hidden unless they are gold.
    """
    spans = split_words(text)
    labels = [OUTSIDE] * len(spans)
    roles = [HIDDEN] * len(spans)
    for index, (start, end) in enumerate(spans):
        if any(low < end and start < high for low, high in neutral):
            labels[index] = HIDDEN
    taken = [False] * len(spans)
    for start, end, kind, role in sorted(gold, key=lambda mark: mark[1] - mark[0]):
        inside = [i for i, (low, high) in enumerate(spans) if low < end and start < high]
        if not inside or any(taken[i] for i in inside):
            continue
        for position, index in enumerate(inside):
            first = B_T if kind == "T" else B_D
            labels[index] = first if position == 0 else first + 1
            roles[index] = HIDDEN if role is None else ROLES.index(role)
            taken[index] = True
    return Example(corpus, [text[a:b] for a, b in spans], labels, roles, text, spans, gold, neutral)


def words_at(example: Example, start: int, end: int) -> list[int]:
    """The words of an example that lie, if only in part, between two offsets of its text."""
    return [at for at, (low, high) in enumerate(example.spans) if low < end and start < high]


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _mark_reporting(text: str, gold: list[tuple[int, int, str, str | None]]) -> list[tuple[int, int, str, str | None]]:
    heads = datelines(text)
    return [
        (s, e, kind, "reporting" if any(a <= s and e <= b + 1 for a, b in heads) else role) for s, e, kind, role in gold
    ]


def read_geowebnews(path: Path) -> list[Example]:
    """GeoWebNews: the only corpus with types, and so with roles, and the only one that marks demonyms."""
    known = demonyms()
    examples = []
    for row in rows(path):
        gold: list[tuple[int, int, str, str | None]] = []
        for mark in row["mentions"]:
            if mark["type"] not in _LITERAL | _ASSOCIATIVE:
                continue
            adjective = mark["type"] == "Demonym" or (
                mark["modifier"] == "Adjective" and mark["text"].split()[-1].lower() in known
            )
            role = "location" if mark["type"] in _LITERAL else "associative"
            gold.append((mark["start"], mark["end"], "D" if adjective else "T", role))
        examples.append(build("geowebnews", row["text"], _mark_reporting(row["text"], gold), []))
    return examples


def read_toponyms(path: Path, corpus: str) -> list[Example]:
    """LGL, GeoVirus, TUD and IDRISI: toponyms without roles; demonyms and most facilities are not marked."""
    known = demonyms()
    examples, seen = [], set()
    for row in rows(path):
        text = row["text"]
        if corpus == "idrisi":
            # A retweet says the same again.
            key = re.sub(r"^RT @\w+|https?\S+|\W", "", text).lower()
            if key in seen:
                continue
            seen.add(key)
        names = [m for m in row["mentions"] if m.get("kind") not in _NO_NAME]
        gold: list[tuple[int, int, str, str | None]] = [(m["start"], m["end"], "T", None) for m in names]
        neutral = [(m["start"], m["end"]) for m in row["mentions"] if m.get("kind") in _NO_NAME]
        neutral += [(a, b) for a, b in split_words(text) if text[a:b].lower() in known]
        if corpus != "tud":
            neutral += [found.span() for found in _FACILITIES.finditer(text)]
        if corpus == "idrisi":
            # Inside hashtags places are seldom marked.
            neutral += [found.span() for found in re.finditer(r"#\w+", text)]
            # Of a name that stands twice in a tweet often one is marked.
            again = {m["text"].lower() for m in names}
            neutral += [(a, b) for a, b in split_words(text) if text[a:b].lower() in again]
        examples.append(build(corpus, text, _mark_reporting(text, gold), neutral))
    return examples


_OWN_MARK = re.compile(r"\[([LADRO]) ([^\[\]]+)\]")


def read_own(path: Path) -> list[Example]:
    """Our own sentences, marked inline: `[L Baghdad]`, `[A Tehran]`, `[D Iraqi]`, `[R DUBAI]`.

    Raises:
        ValueError: a bracket that is not closed or has an unknown letter; the message names the line.
    """
    examples = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        text, gold, last = "", [], 0
        for mark in _OWN_MARK.finditer(line):
            text += line[last : mark.start()]
            start = len(text)
            text += mark[2]
            last = mark.end()
            kind = "D" if mark[1] == "D" else "T"
            role = {"L": "location", "A": "associative", "D": "associative", "R": "reporting"}.get(mark[1])
            if role:
                gold.append((start, len(text), kind, role))
        text += line[last:]
        if "[" in text or "]" in text:
            message = f"{path}, line {number}: a mark is not closed or has an unknown letter: {line}"
            raise ValueError(message)
        examples.append(build("own", text, gold, []))
    return examples


def read_links(path: Path) -> list[Example]:
    """Event sentences: the marked spans are places where something happened; other capitals say nothing."""
    examples = []
    for row in rows(path):
        text = row["text"]
        gold: list[tuple[int, int, str, str | None]] = [
            (m["start"], m["end"], "T", "location") for m in row["locations"] if m["text"][:1].isupper()
        ]
        if not gold:
            continue
        inside = [(m["start"], m["end"]) for m in row["locations"]]
        neutral = [(a, b) for a, b in split_words(text) if not text[a:b].islower()] + inside
        examples.append(build("links", text, gold, neutral))
    return examples
