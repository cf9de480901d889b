"""Incidents of real articles against an analyst's: what is found, split, joined, invented, and what is right of it.

    python -m benchmarks.articles BENCH [--errors KIND] [--rest] [--model DIR]

The articles are of the public corpora and were annotated by us (training/data/articles.jsonl holds offsets, BENCH the
texts); those that are kept are never trained on. An incident is of an annotated event when one of the words that it
was read from is the event's; of several, the one that tells it most often counts, and the others are split off. Of
the events found: type, status, place (within 50 km of the scene, or unplaced where the article names none), first
and last day, and the numbers right. "Signed" are incidents with all of them right, of all incidents.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geopy.distance import great_circle

from benchmarks.models import use_model
from benchmarks.sentences import days_of
from geomap import Gazetteer, find_events, find_incidents, find_places, parse_document
from geomap.gazetteer.place import Precision
from training.articles import read_annotated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geomap import Incident
    from geomap.documents.document import Document
    from geomap.gazetteer.place import Place
    from geomap.places.mention import PlaceMention

FIELDS = ("type", "status", "place", "day", "killed", "injured", "arrested")
_NEAR_KM, _FAR_KM = 50.0, 161.0
_AREAS = frozenset({Precision.COUNTRY, Precision.AREA})
_WIDE = frozenset({"statement", "threat"})  # said by a country, wherever it was said

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """An article with its annotated events, its incidents, and for each event the incidents that tell of it."""

    row: dict[str, Any]
    events: list[dict[str, Any]]
    incidents: list[Incident]
    told: list[list[int]]
    mentions: list[PlaceMention]
    published: date | None


def documents(bench: Path, *, kept: bool) -> Iterator[tuple[dict[str, Any], dict[str, Any], Document]]:
    """Annotation, row and document of each article."""
    for record, row in read_annotated(bench, kept=kept):
        document = parse_document(row["text"], id=row["id"], published=row.get("published"))
        if document.text != row["text"]:
            message = f"{row['id']} does not keep its text"
            raise ValueError(message)
        yield record, row, document


def judge(bench: Path, gazetteer: Gazetteer, *, kept: bool) -> Iterator[Judged]:
    """Read every article."""
    for record, row, document in documents(bench, kept=kept):
        mentions = find_places(document, gazetteer)
        incidents = find_incidents(document, mentions, find_events(document, mentions), gazetteer)
        events = record["events"]
        told = [_tellers(event, incidents) for event in events]
        yield Judged(row, events, incidents, told, mentions, document.published)


def _tellers(event: dict[str, Any], incidents: list[Incident]) -> list[int]:
    """The incidents with a word of the event, the one with most first."""
    shared = Counter(
        {at: sum(any(a < end and start < b for a, b in triggers_of(one)) for start, end in event["spans"])
         for at, one in enumerate(incidents)}
    )  # fmt: skip
    return [at for at, number in shared.most_common() if number]


def triggers_of(incident: Incident) -> list[Span]:
    """Where the words stand that an incident was read from."""
    return [(q.start + q.trigger[0], q.start + q.trigger[1]) for source in incident.sources for q in source.quotes]


def checks(event: dict[str, Any], one: Incident, read: Judged) -> dict[str, bool]:
    """Which fields are right; what the article does not tell is right where nothing is told."""
    days = days_of(event.get("date"))
    said = None if one.start is None else days_of(f"{one.start}/{one.end or one.start}")
    right = {"type": one.type == event["type"], "status": one.status.value == event["status"]}
    # "1989-11" of a report of that month may be what the annotator inferred: nothing is wrong with no date then.
    day = read.published
    inferred = day is not None and days is not None and days[0] < days[1] and days[0] <= day <= days[1]
    if said is not None or not inferred:
        right["day"] = said == days
    place = _place_right(event, one, read)
    if place is not None:
        right["place"] = place
    for name in ("killed", "injured", "arrested"):
        gold, told = event.get(name), getattr(one, name)
        if gold or told:
            right[name] = _number_right(gold, told)
    return right


def _number_right(gold: int | str | list[int] | None, told: int | None) -> bool:
    if isinstance(gold, str):
        return True
    return told == (gold[0] if isinstance(gold, list) else gold)


def _place_right(event: dict[str, Any], one: Incident, read: Judged) -> bool | None:
    """Whether the place is right; None where it is not judged."""
    if event["type"] in _WIDE:
        return None
    if not event["scenes"]:
        # A country or a province may stand where the article names no scene.
        return one.place is None or one.place.precision in _AREAS
    if one.place is None:
        return False
    judged = [_is_at(one.place, scene, read) for scene in event["scenes"]]
    known = [right for right in judged if right is not None]
    return any(known) if known else None


def _is_at(place: Place, scene: list[int], read: Judged) -> bool | None:
    """Whether a place is a scene: near the point of the corpus, or what its name resolves to; None where unknown."""
    start, end = scene
    here = (place.lat, place.lon)
    gold = next(
        ((mark["lat"], mark["lon"]) for mark in read.row.get("mentions", ())
         if mark["start"] < end and start < mark["end"] and mark.get("lat") is not None),
        None,
    )  # fmt: skip
    ours = next((m.place for m in read.mentions if m.start < end and start < m.end and m.place is not None), None)
    if gold is not None and great_circle(here, gold).km <= _NEAR_KM:
        return True
    if ours is None:
        return None if gold is None else False
    wide = max(_FAR_KM, ours.uncertainty_km)
    if gold is not None and great_circle((ours.lat, ours.lon), gold).km > wide:
        return False
    return place.key == ours.key or great_circle(here, (ours.lat, ours.lon)).km <= _NEAR_KM


def tally_of(read: Judged, listed: str) -> Counter[str]:
    """Counts of one article; prints the errors of one kind."""
    tally: Counter[str] = Counter(articles=1, events=len(read.events), incidents=len(read.incidents))
    tellers = {at for told in read.told for at in told}
    taken: set[int] = set()
    for event, told in sorted(zip(read.events, read.told, strict=True), key=lambda pair: -len(pair[1])):
        main = "main " if event.get("main") else ""
        tally[f"{main}events"] += bool(main)
        if not told:
            _note(listed, "missed", event, read)
            continue
        tally["found"] += 1
        tally["main found"] += bool(main)
        first = next((at for at in told if at not in taken), told[0])
        if first in taken:
            tally["joined"] += 1
            _note(listed, "joined", event, read, read.incidents[first])
            continue
        taken.add(first)
        for at in told:
            if at != first and at not in taken and not _serves_another(at, event, read):
                tally["split"] += 1
                _note(listed, "split", event, read, read.incidents[at])
        right = checks(event, read.incidents[first], read)
        for name, good in right.items():
            tally[f"{name} asked"] += 1
            tally[f"{name} right"] += good
            if not good:
                _note(listed, name, event, read, read.incidents[first])
        tally["signed"] += all(right.values())
        tally["signed, type aside"] += all(good for name, good in right.items() if name != "type")
    for at, one in enumerate(read.incidents):
        if at not in tellers:
            tally["invented"] += 1
            _note(listed, "invented", {}, read, one)
    return tally


def _serves_another(at: int, event: dict[str, Any], read: Judged) -> bool:
    return any(
        other is not event and told and told[0] == at for other, told in zip(read.events, read.told, strict=True)
    )


def _note(listed: str, kind: str, event: dict[str, Any], read: Judged, one: Incident | None = None) -> None:
    if listed != kind:
        return
    text = read.row["text"]
    print(f"== {read.row['id']} published {read.row.get('published')}")
    if event:
        gold = {k: v for k, v in event.items() if k not in {"spans", "scenes"}}
        words = [text[a:b] for a, b in event["spans"]]
        low, high = event["spans"][0]
        print(f"   gold {gold} at {[text[a:b] for a, b in event['scenes']]} by {words}")
        print(f"        … {text[max(0, low - 150) : high + 150]!r}")
    if one is not None:
        place = one.place and f"{one.place.name}, {one.place.country}"
        print(f"   told {one.title} [{one.start}..{one.end}] {place} killed {one.killed} injured {one.injured}")
        for source in one.sources:
            for quote in source.quotes:
                print(f"        “{quote.text[quote.trigger[0] : quote.trigger[1]]}” in {quote.text!r}")
    print()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, help="folder with places/ and muc/")
    parser.add_argument("--errors", default="", choices=("missed", "invented", "split", "joined", *FIELDS))
    parser.add_argument("--rest", action="store_true", help="the articles that are trained on")
    parser.add_argument("--model", type=Path, help="folder of a model that has not seen these texts")
    options = parser.parse_args()
    use_model(options.model)
    gazetteer = Gazetteer.open()
    tally: Counter[str] = Counter()
    for read in judge(options.bench, gazetteer, kept=not options.rest):
        tally += tally_of(read, options.errors)
    print(f"{tally['articles']} articles, {tally['events']} events, {tally['incidents']} incidents")
    for name, part, whole in (
        ("found", "found", "events"),
        ("found, main", "main found", "main events"),
        ("joined", "joined", "found"),
        ("split", "split", "found"),
        ("invented", "invented", "incidents"),
        *((name, f"{name} right", f"{name} asked") for name in FIELDS),
        ("signed", "signed", "incidents"),
        ("signed but for type", "signed, type aside", "incidents"),
    ):
        print(f"{name:20} {tally[part] / max(1, tally[whole]):.3f}  of {tally[whole]}")


if __name__ == "__main__":
    main()
