"""How well and how fast place names are found.

    python -m benchmarks.recognition BENCH [--model DIR] [--corpora lgl,geowebnews] [--half geowebnews]

BENCH is a folder with places/*.jsonl. Noun toponyms are scored; adjectives and names of peoples are neutral:
not asked for, and no mistake when found. The model that ships was trained on these corpora, so its figures say
how well it remembers; figures of models that had not seen a corpus are in training/MODEL_CARD.md, and --model
measures such a model.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.language.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.language.tagger import TaggedSpan

FILES = {"geowebnews": "gwn_dev", "geovirus": "geovirus", "lgl": "lgl", "tud": "tud", "idrisi": "idrisi"}
LITERAL = {"Literal", "Mixed", "Coercion", "Literal_Modifier", "Embedded_Literal"}
ASSOCIATIVE = {"Metonymic", "Non_Literal_Modifier", "Demonym", "Embedded_Non_Lit"}
BINS = 10

Span = tuple[int, int]


@dataclass(slots=True)
class Gold:
    """One text with what is to be found: spans with their role (True: location, None: not said)."""

    text: str
    spans: list[tuple[int, int, bool | None]] = field(default_factory=list)
    neutral: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """Counts over a corpus; the two lists of chances hold (confidence, right) of answers and of roles."""

    gold: int = 0
    found: int = 0
    hits: int = 0
    exact: int = 0
    roles: int = 0
    roles_right: int = 0
    chances: list[tuple[float, bool]] = field(default_factory=list)
    role_chances: list[tuple[float, bool]] = field(default_factory=list)

    @staticmethod
    def _f1(hits: int, found: int, gold: int) -> float:
        return 2 * hits / (found + gold) if found + gold else 0.0

    @property
    def overlap_f1(self) -> float:
        """F1 when any overlap with one gold span counts."""
        return self._f1(self.hits, self.found, self.gold)

    @property
    def exact_f1(self) -> float:
        """F1 when both edges must be right."""
        return self._f1(self.exact, self.found, self.gold)


def demonyms() -> frozenset[str]:
    """Adjectives and names of peoples, lower-cased words."""
    path = Path(__file__).parents[1] / "training" / "data" / "demonyms.txt"
    return frozenset(path.read_text(encoding="utf-8").lower().split())


def read(bench: Path, corpus: str) -> list[Gold]:
    """Read a corpus.

    Raises:
        OSError: its file is missing.
    """
    known = demonyms()
    texts = []
    with (bench / "places" / f"{FILES[corpus]}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row: dict[str, Any] = json.loads(line)
            gold = Gold(row["text"])
            for mark in row["mentions"]:
                span = (mark["start"], mark["end"])
                kind = mark.get("type")
                adjective = kind == "Demonym" or (
                    mark.get("modifier") == "Adjective" and mark["text"].split()[-1].lower() in known
                )
                if (kind in LITERAL | ASSOCIATIVE and adjective) or mark.get("kind") in {"STREETNR", "ZIP"}:
                    gold.neutral.append(span)
                elif kind is None or kind in LITERAL | ASSOCIATIVE:
                    gold.spans.append((*span, kind in LITERAL if kind else None))
            texts.append(gold)
    return texts


def score(tally: Tally, gold: Gold, answer: Sequence[TaggedSpan], known: frozenset[str]) -> None:
    """Add one text's answer to the counts; a gold span is matched by one answer at most."""
    open_spans = set(range(len(gold.spans)))
    tally.gold += len(gold.spans)
    for span in answer:
        near = [index for index in open_spans if gold.spans[index][0] < span.end and span.start < gold.spans[index][1]]
        if span.label == "demonym" and not near:
            continue
        if not near:
            words = gold.text[span.start : span.end].lower().split()
            neutral = any(low < span.end and span.start < high for low, high in gold.neutral)
            if neutral or all(word.strip(".,'’") in known for word in words):
                continue
        tally.found += 1
        tally.chances.append((span.confidence, bool(near)))
        if not near:
            continue
        # Of several, the one with the same edges; else the first.
        index = min(near, key=lambda i: (gold.spans[i][:2] != (span.start, span.end), gold.spans[i][0]))
        open_spans.discard(index)
        start, end, literal = gold.spans[index]
        tally.hits += 1
        tally.exact += (start, end) == (span.start, span.end)
        if literal is not None:
            tally.roles += 1
            right = (span.role in {"location", "reporting"}) == literal
            tally.roles_right += right
            tally.role_chances.append((span.role_confidence, right))


def capitals(text: str) -> str:
    """The text in capitals, of the same length."""
    return "".join(up if len(up := char.upper()) == 1 else char for char in text)


def calibration_error(chances: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error over ten bins (Naeini et al. 2015)."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for chance, right in chances:
        bins[min(int(chance * BINS), BINS - 1)].append((chance, right))
    gaps = [abs(sum(c for c, _ in part) - sum(r for _, r in part)) for part in bins if part]
    return sum(gaps) / max(len(chances), 1)


def measure(tagger: Tagger, texts: Sequence[Gold]) -> Tally:
    """Tag the texts and count."""
    known, tally = demonyms(), Tally()
    for gold, answer in zip(texts, tagger.tag_many([gold.text for gold in texts]), strict=True):
        score(tally, gold, answer, known)
    return tally


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, help="folder with places/*.jsonl")
    parser.add_argument("--model", type=Path, help="folder of the model; the one that ships when not given")
    parser.add_argument("--corpora", default=",".join(FILES), help="corpora to score, commas between")
    parser.add_argument("--half", default="", help="of this corpus only the odd documents")
    parser.add_argument("--no-speed", action="store_true", help="leave out the measure of speed")
    options = parser.parse_args()
    tagger = Tagger.load(options.model)
    print(f"{'corpus':12}{'gold':>7}{'P':>8}{'R':>8}{'F1':>8}{'exact':>8}{'CAPS':>8}{'role':>8}{'calib.':>8}")
    for corpus in options.corpora.split(","):
        texts = read(options.bench, corpus)
        if corpus == options.half:
            texts = texts[1::2]
        tally = measure(tagger, texts)
        shouted = measure(tagger, [Gold(capitals(t.text), t.spans, t.neutral) for t in texts])
        role = f"{tally.roles_right / tally.roles:8.3f}" if tally.roles else f"{'-':>8}"
        print(
            f"{corpus:12}{tally.gold:7}{tally.hits / max(tally.found, 1):8.3f}{tally.hits / tally.gold:8.3f}"
            f"{tally.overlap_f1:8.3f}{tally.exact_f1:8.3f}{shouted.overlap_f1:8.3f}{role}"
            f"{calibration_error(tally.chances):8.3f}",
            flush=True,
        )
    if not options.no_speed:
        texts = read(options.bench, "geovirus")
        count = sum(len(gold.text.split()) for gold in texts)
        began = time.perf_counter()
        tagger.tag_many([gold.text for gold in texts])
        spent = time.perf_counter() - began
        print(f"speed: {count / spent:,.0f} words a second on one thread ({count:,} words in {spent:.1f} s)")


if __name__ == "__main__":
    main()
