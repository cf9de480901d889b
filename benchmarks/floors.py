"""Measures everything that has a floor, and says what fell below: `python -m benchmarks.floors BENCH_FOLDER`.

The floors stand in floors.toml, at what the shipped files reach. The exit code is 1 when one is not met.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import confidence, event_types, links, muc, recognition, resolution, sentences
from geomap import Gazetteer
from geomap.language.tagger import Tagger
from training.annotated import is_held_out, read_records

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE = Path(__file__).with_name("floors.toml")


def own_figures(gazetteer: Gazetteer) -> Iterator[tuple[str, float]]:
    """What our own held-out sentences give: needs no corpus."""
    tally = sentences.measure((r for r in read_records() if is_held_out(r["text"])), gazetteer)
    yield "sentences found", tally["found"] / tally["events"]
    yield "sentences not invented", 1 - tally["invented"] / max(1, tally["mentions"])
    for name in ("type", "status", "numbers", "date"):
        yield f"sentences {name}", tally[f"{name} right"] / max(1, tally[f"{name} asked"])


def corpus_figures(bench: Path, gazetteer: Gazetteer) -> Iterator[tuple[str, float]]:
    """What the public corpora give."""
    tagger = Tagger.load(threads=2)
    for corpus in ("geovirus", "geowebnews", "lgl", "tud"):
        yield f"recognition {corpus}", recognition.measure(tagger, recognition.read(bench, corpus)).overlap_f1
    for corpus in ("GeoVirus", "GeoWebNews", "TUD", "LGL"):
        _, near, _, _, whole, _, error = resolution.measure(bench, corpus, gazetteer, Counter())
        yield f"resolution {corpus}", near
        yield f"end to end {corpus}", whole
        yield f"resolution calibrated {corpus}", 1 - error
    yield from event_types.figures(bench)
    yield from links.figures(bench, gazetteer)
    yield from muc.figures(bench, gazetteer)
    yield "confidence", 1 - confidence.calibration_error(confidence.judged(gazetteer, 1))


def main() -> None:
    """Print each figure beside its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "bench", type=Path, nargs="?", help="folder of the public corpora; without it, our own data only"
    )
    options = parser.parse_args()
    floors = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    gazetteer = Gazetteer.open()
    figures = dict(own_figures(gazetteer))
    if options.bench:
        figures |= dict(corpus_figures(options.bench, gazetteer))
    low = 0
    for name, figure in figures.items():
        floor = floors.get(name, 0.0)
        low += figure < floor
        print(f"{name:28}{figure:7.3f}  floor {floor:.3f}{'  BELOW' if figure < floor else ''}")
    sys.exit(low > 0)


if __name__ == "__main__":
    main()
