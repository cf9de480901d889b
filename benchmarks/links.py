"""Events and their places on the event-location sentences: is the event found, and is its place told.

    python benchmarks/links.py BENCH_FOLDER [--all]

Each sentence has one event verb, and the spans of text where that event happened. The table says how often an event
mention stands on that verb, or elsewhere in the sentence; and of the verbs that were found, how often the place
mention nearest to it, which is the simplest tie, is one of those spans.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.documents.document import Block, BlockKind, Document
from geomap.events import find_events
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.places import find_places
from geomap.places.mention import Role

if TYPE_CHECKING:
    from geomap.places.mention import PlaceMention


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, help="the folder that holds links/event_location.jsonl")
    parser.add_argument("--all", action="store_true", help="all sentences, not only the part annotated twice")
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    found: Counter[str] = Counter()
    ties: Counter[str] = Counter()
    for line in (options.bench / "links" / "event_location.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["event"] and (row["gold"] or options.all):
            _measure(row, gazetteer, found, ties)
    total = found.total()
    print(f"event verbs {total}")
    for name in ("on the verb", "elsewhere in the sentence", "none"):
        print(f"  {name:28}{found[name]:6}{found[name] / total:8.2f}")
    placed, bare = ties["right"] + ties["wrong"], ties["rightly none"] + ties["wrongly some"]
    print(
        f"of the verbs found, {placed} have a place: nearest place is one of them {ties['right'] / max(placed, 1):.2f}"
    )
    print(f"                    {bare} have none: none was found either {ties['rightly none'] / max(bare, 1):.2f}")


def _measure(row: dict[str, Any], gazetteer: Gazetteer, found: Counter[str], ties: Counter[str]) -> None:
    text, verb = row["text"], row["event"][0]
    document = Document(str(row["id"]), text, (Block(0, len(text), BlockKind.BODY),))
    places = find_places(document, gazetteer)
    mentions = find_events(document, places)
    if not any(mention.start < verb["end"] and verb["start"] < mention.end for mention in mentions):
        found["elsewhere in the sentence" if mentions else "none"] += 1
        return
    found["on the verb"] += 1
    near = _nearest(verb["start"], places)
    spans = [span for span in row["locations"] if span["end"] > span["start"]]
    if not spans:
        ties["wrongly some" if near else "rightly none"] += 1
    else:
        right = near is not None and any(near.start < span["end"] and span["start"] < near.end for span in spans)
        ties["right" if right else "wrong"] += 1


def _nearest(at: int, places: list[PlaceMention]) -> PlaceMention | None:
    scenes = [place for place in places if place.role is Role.LOCATION]
    return min(scenes, key=lambda place: abs(place.start - at), default=None)


if __name__ == "__main__":
    main()
