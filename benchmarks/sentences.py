"""Events on our own held-out sentences: found, type, status, numbers and date.

    python -m benchmarks.sentences [--list type|status|numbers|date|missed|invented] [--part 0|1]

A fifth of the annotated sentences in training/data/events is never trained on; these are scored. An event is found
where a mention stands on one of its words; a mention on no event's words is invented. Type, status, numbers and
date are the shares right among the found; "type, all" counts missed events as wrong.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.models import use_model
from geomap import Gazetteer, find_events, find_places
from geomap.documents.document import Block, BlockKind, Document
from training.annotated import is_held_out, phrase_span, read_records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.events.mention import Count, EventMention

NUMBERS = ("killed", "injured", "arrested", "missing", "displaced", "participants")


def measure(records: Iterable[dict[str, Any]], gazetteer: Gazetteer, listed: str = "") -> Counter[str]:
    """Counts of what was right and wrong; prints the errors of one kind."""
    tally: Counter[str] = Counter()
    for at, record in enumerate(records):
        text = record["text"]
        document = Document(f"s{at}", text, (Block(0, len(text), BlockKind.BODY),),
                            published=date.fromisoformat(record["published"]))  # fmt: skip
        mentions = find_events(document, find_places(document, gazetteer))
        used: set[int] = set()
        for event in record["events"]:
            spans = [phrase_span(text, phrase) for phrase in (event["trigger"], *event.get("also", ()))]
            hits = [m for m in mentions if any(m.start < b and a < m.end for a, b in spans)]
            used |= {id(m) for m in hits}
            tally["events"] += 1
            tally[f"type {event['type']}"] += 1
            if not hits:
                _note(listed, "missed", event, text, None)
                continue
            tally["found"] += 1
            best = min(hits, key=lambda m: (m.type != event["type"], m.start))
            for name, right in _checks(event, best):
                tally[f"{name} asked"] += 1
                tally[f"{name} right"] += right
                if not right:
                    _note(listed, name, event, text, best)
        for mention in mentions:
            tally["mentions"] += 1
            if id(mention) not in used:
                tally["invented"] += 1
                _note(listed, "invented", {}, text, mention)
    return tally


def _checks(event: dict[str, Any], mention: EventMention) -> Iterable[tuple[str, bool]]:
    yield "type", mention.type == event["type"]
    yield "status", mention.status.value == event["status"]
    for name in NUMBERS:
        told: Count | None = getattr(mention, name)
        gold = event.get(name)
        if gold is not None or told is not None:
            yield "numbers", _same_number(gold, told)
    said = None if mention.time is None else (mention.time.first, mention.time.last)
    yield "date", said == days_of(event.get("date"))


def _same_number(gold: int | str | list[int] | None, told: Count | None) -> bool:
    if gold is None or told is None:
        return (gold is None and told is None) or (gold == 0 and told is None)
    if isinstance(gold, str):
        return told.value is None or told.text in gold or gold in told.text
    if isinstance(gold, list):
        return [told.value, told.high] == gold
    return told.value == gold


def days_of(written: str | None) -> tuple[date, date] | None:
    """First and last day of "2019", "2019-03", "2019-03-02" or a range of two."""
    if written is None:
        return None
    first, _, last = written.partition("/")
    return _edge(first, last=False), _edge(last or first, last=True)


def _edge(written: str, *, last: bool) -> date:
    parts = [int(part) for part in written.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) == 3:  # noqa: PLR2004 - year, month, day
        return date(*parts)
    if not last:
        return date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _note(listed: str, kind: str, event: dict[str, Any], text: str, mention: EventMention | None) -> None:
    if listed == kind:
        told = "" if mention is None else (
            f"{mention.text!r} {mention.type} {mention.status} "
            f"{mention.time and (mention.time.first, mention.time.last)}"
            + "".join(f" {name} {value.value}" for name in NUMBERS if (value := getattr(mention, name)))
        )  # fmt: skip
        print(f"{text}\n   gold {event}\n   told {told}\n")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", default="", choices=("type", "status", "numbers", "date", "missed", "invented"))
    parser.add_argument("--part", type=int, choices=(0, 1), help="one half only: weights are chosen on half 0")
    parser.add_argument("--model", type=Path, help="folder of a model that has not seen these texts")
    options = parser.parse_args()
    use_model(options.model)
    records = [r for r in read_records() if is_held_out(r["text"])]
    if options.part is not None:
        records = [r for r in records if zlib.crc32(r["text"].encode()) // 5 % 2 == options.part]
    tally = measure(records, Gazetteer.open(), options.list)
    print(f"{len(records)} texts, {tally['events']} events, {tally['mentions']} mentions")
    print(f"found {tally['found'] / tally['events']:.3f}  invented {tally['invented'] / max(1, tally['mentions']):.3f}")
    print(f"type, all {tally['type right'] / tally['events']:.3f}")
    for name in ("type", "status", "numbers", "date"):
        print(f"{name:8} {tally[name + ' right'] / max(1, tally[name + ' asked']):.3f}  of {tally[name + ' asked']}")


if __name__ == "__main__":
    main()
