"""Events and their places on the event-location sentences: `python -m benchmarks.links BENCH_FOLDER [--all] [--list]`.

Each sentence has one event verb, given, and the spans of text where that event happened (Halterman 2019). The tie is
asked for that verb: of the verbs that have a place, the share tied to one of those spans; of those without, the share
left without. Where the events room does not see the verb as an event, it is tied as an attack would be.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.corpora import scene_spans
from benchmarks.models import use_model
from geomap.documents.document import Block, BlockKind, Document
from geomap.events import find_events
from geomap.events.mention import EventMention, Status
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.incidents.scene import SceneFinder
from geomap.places import find_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.incidents.scene import Scene


def measure(bench: Path, gazetteer: Gazetteer, *, everything: bool = False, listed: bool = False) -> Counter[str]:
    """Counts over the part annotated twice, or over all sentences."""
    tally: Counter[str] = Counter()
    for line in (bench / "links" / "event_location.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["event"] and (row["gold"] or everything) and scene_spans(row) is not None:
            _measure(row, gazetteer, tally, listed=listed)
    return tally


def figures(bench: Path, gazetteer: Gazetteer) -> Iterator[tuple[str, float]]:
    """The two shares by name."""
    tally = measure(bench, gazetteer)
    yield "links place right", tally["right"] / max(1, tally["right"] + tally["wrong"])
    yield "links rightly none", tally["rightly none"] / max(1, tally["rightly none"] + tally["wrongly some"])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, help="the folder that holds links/event_location.jsonl")
    parser.add_argument("--all", action="store_true", help="all sentences, not only the part annotated twice")
    parser.add_argument("--list", action="store_true", help="print what was tied wrongly")
    parser.add_argument("--model", type=Path, help="folder of a model that has not seen these texts")
    options = parser.parse_args()
    use_model(options.model)
    tally = measure(options.bench, Gazetteer.open(), everything=options.all, listed=options.list)
    placed, bare = tally["right"] + tally["wrong"], tally["rightly none"] + tally["wrongly some"]
    print(f"verbs {placed + bare}, an event mention stands on {tally['seen'] / (placed + bare):.2f} of them")
    print(f"{placed} have a place: right {tally['right'] / max(placed, 1):.3f}")
    print(f"{bare} have none: none is tied {tally['rightly none'] / max(bare, 1):.3f}")


def _measure(row: dict[str, Any], gazetteer: Gazetteer, tally: Counter[str], *, listed: bool) -> None:
    text, verb = row["text"], row["event"][0]
    document = Document(str(row["id"]), text, (Block(0, len(text), BlockKind.BODY),))
    places = find_places(document, gazetteer)
    mentions = find_events(document, places)
    seen = next((m for m in mentions if m.start < verb["end"] and verb["start"] < m.end), None)
    tally["seen"] += seen is not None
    event = seen or EventMention(
        verb["start"], verb["end"], verb["text"], (0, len(text)), "attack", Status.OCCURRED, 0.5
    )
    scenes = SceneFinder(document, places, gazetteer, [m.start for m in mentions]).own_scenes(event)
    spans = scene_spans(row) or []
    if spans:
        outcome = "right" if any(_is_at(scene, spans) for scene in scenes) else "wrong"
    else:
        outcome = "wrongly some" if scenes else "rightly none"
    tally[outcome] += 1
    if listed and outcome.startswith("wrong"):
        print(f"{text}\n   {verb['text']!r}: gold {[text[a:b] for a, b in spans]}, tied "
              f"{[scene.mention and scene.mention.text for scene in scenes]}\n")  # fmt: skip


def _is_at(scene: Scene, spans: list[tuple[int, int]]) -> bool:
    mention = scene.mention
    return mention is not None and any(mention.start < end and start < mention.end for start, end in spans)


if __name__ == "__main__":
    main()
