"""Events on our own held-out sentences: found, type, status, numbers and date.

    python -m benchmarks.sentences [--errors type|status|numbers|date|missed|invented] [--part 0|1] [--rest] [--given]

A fifth of the annotated sentences in training/data/events is never trained on; these are scored. An event is found
where a mention stands on one of its words; a mention on no event's words is invented. Type, status, numbers and
date are the shares right among the found; "type, all" counts missed events as wrong. Where several mentions tell
of one event, as a bombing and the toll of the next sentence, each number and the date is what the first of them
gives. With --given, the events are taken as annotated and only their numbers and dates are read. Errors are looked
for among the other four fifths (--rest), and mended there; this fifth only measures.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.given_events import NUMBERS, Told, join_mentions, tell_given
from benchmarks.models import use_model
from geomap import Gazetteer, find_events, find_places
from geomap.documents.document import Block, BlockKind, Document
from geomap.events.numbers import find_counts
from geomap.language.sentences import split_sentences
from training.annotated import is_held_out, phrase_span, read_records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.events.mention import Count, EventMention


def measure(records: Iterable[dict[str, Any]], gazetteer: Gazetteer, listed: str = "") -> Counter[str]:
    """Counts of what was right and wrong; prints the errors of one kind."""
    tally: Counter[str] = Counter()
    for at, record in enumerate(records):
        text = record["text"]
        document = _document(at, record)
        mentions = find_events(document, find_places(document, gazetteer))
        used: set[int] = set()
        for event in record["events"]:
            spans = [phrase_span(text, phrase) for phrase in (event["trigger"], *event.get("also", ()))]
            hits = [m for m in mentions if any(m.start < b and a < m.end for a, b in spans)]
            used |= {id(m) for m in hits}
            tally["events"] += 1
            tally[f"type {event['type']}"] += 1
            if not hits:
                _note(listed, "missed", event, text)
                continue
            tally["found"] += 1
            hits.sort(key=lambda m: (m.type != event["type"], m.start))
            best, told = hits[0], join_mentions(hits)
            for name, right in (
                ("type", best.type == event["type"]),
                ("status", best.status.value == event["status"]),
                *_checks(event, told),
            ):
                _count(tally, name, right=right)
                if not right:
                    _note(listed, name, event, text, best, told=told)
        for mention in mentions:
            tally["mentions"] += 1
            if id(mention) not in used:
                tally["invented"] += 1
                _note(listed, "invented", {}, text, mention)
    return tally


def measure_given(records: Iterable[dict[str, Any]], gazetteer: Gazetteer, listed: str = "") -> Counter[str]:
    """Counts of numbers and dates right, of events taken as annotated; prints the errors of one kind."""
    tally: Counter[str] = Counter()
    for at, record in enumerate(records):
        document = _document(at, record)
        events = record["events"]
        for event, told in zip(events, tell_given(document, find_places(document, gazetteer), events), strict=True):
            tally["events"] += 1
            for name, right in _checks(event, told):
                _count(tally, name, right=right)
                if not right:
                    _note(listed, name, event, record["text"], told=told)
    return tally


def _document(at: int, record: dict[str, Any]) -> Document:
    text = record["text"]
    block = Block(0, len(text), BlockKind.BODY)
    return Document(f"s{at}", text, (block,), published=date.fromisoformat(record["published"]))


def _count(tally: Counter[str], name: str, *, right: bool) -> None:
    tally[f"{name} asked"] += 1
    tally[f"{name} right"] += right
    if name in NUMBERS:
        _count(tally, "numbers", right=right)


def _checks(event: dict[str, Any], told: Told) -> Iterable[tuple[str, bool]]:
    for name in NUMBERS:
        gold, count = event.get(name), told.counts.get(name)
        if gold is not None or count is not None:
            yield name, _same_number(gold, count)
    said = None if told.time is None else (told.time.first, told.time.last)
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


def _note(
    listed: str,
    kind: str,
    event: dict[str, Any],
    text: str,
    mention: EventMention | None = None,
    *,
    told: Told | None = None,
) -> None:
    """Print an error of the kind that is listed: the text, what is annotated, what was read, and what went wrong."""
    if listed != kind and not (listed == "numbers" and kind in NUMBERS):
        return
    print(f"{text}\n   gold  {event}")
    if mention is not None:
        time = mention.time and (mention.time.first.isoformat(), mention.time.last.isoformat())
        print(f"   told  {mention.text!r} {mention.type} {mention.status} {time}")
    if told is not None:
        print(f"   {kind:5} {_why(kind, event, told, text)}")
    print()


def _why(kind: str, event: dict[str, Any], told: Told, text: str) -> str:
    """What went wrong with a number or a date, in words."""
    if kind == "date":
        said = told.time and f"{told.time.text!r} read as {told.time.first}..{told.time.last}"
        return f"asked {event.get('date')}, {said or 'no date was given to it'}"
    count = told.counts.get(kind)
    gold = event.get(kind)
    if count is not None:
        said = f"{count.text!r} read as {count.value}{'' if count.high is None else f'-{count.high}'}"
        return f"{'none is asked' if gold is None else f'asked {gold}'}, {said}"
    read = [c for s, e in split_sentences(text, 0, len(text)) for c in find_counts(text, s, e) if c.kind == kind]
    given = ", ".join(f"{c.text!r} ({c.value})" for c in read)
    return f"asked {gold}, " + (f"read but not given to it: {given}" if read else "not read anywhere in the text")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = ("type", "status", "numbers", *NUMBERS, "date", "missed", "invented")
    parser.add_argument("--errors", default="", choices=kinds, help="list what was wrong, and why")
    parser.add_argument("--rest", action="store_true", help="the other four fifths, where errors are looked for")
    parser.add_argument("--given", action="store_true", help="take the events as annotated: only numbers and dates")
    parser.add_argument("--part", type=int, choices=(0, 1), help="one half only: weights are chosen on half 0")
    parser.add_argument("--model", type=Path, help="folder of a model that has not seen these texts")
    options = parser.parse_args()
    use_model(options.model)
    records = [r for r in read_records() if is_held_out(r["text"]) != options.rest]
    if options.part is not None:
        records = [r for r in records if zlib.crc32(r["text"].encode()) // 5 % 2 == options.part]
    if options.given:
        tally = measure_given(records, Gazetteer.open(), options.errors)
        print(f"{len(records)} texts, {tally['events']} events given")
    else:
        tally = measure(records, Gazetteer.open(), options.errors)
        invented = tally["invented"] / max(1, tally["mentions"])
        print(f"{len(records)} texts, {tally['events']} events, {tally['mentions']} mentions")
        print(f"found {tally['found'] / tally['events']:.3f}  invented {invented:.3f}")
        print(f"type, all {tally['type right'] / tally['events']:.3f}")
    for name in ("type", "status", "numbers", *NUMBERS, "date"):
        if tally[f"{name} asked"]:
            indent = "  " if name in NUMBERS else ""
            print(
                f"{indent + name:14} {tally[name + ' right'] / tally[name + ' asked']:.3f}  of {tally[name + ' asked']}"
            )


if __name__ == "__main__":
    main()
