"""Events of articles of the public corpora, annotated by us; kept as offsets, for the texts are not ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from training.corpora import DATA, HIDDEN, Example, build, rows, words_at
from training.events import NO_EVENT, STATUSES, type_index
from training.ties import tie

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geomap.language.tagger import Tagger

ARTICLES = DATA / "articles.jsonl"
FILES = {
    "lgl": "places/lgl.jsonl",
    "tud": "places/tud.jsonl",
    "geowebnews": "places/gwn_dev.jsonl",
    "geovirus": "places/geovirus.jsonl",
    "muc_train": "muc/muc_train.jsonl",
    "muc_dev": "muc/muc_dev.jsonl",
}


def read_annotated(bench: Path, *, kept: bool) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Annotations, each with the row of its corpus.

    Args:
        bench: the folder that holds `places/` and `muc/`.
        kept: whether those that are only measured on, or those to train on.

    Raises:
        OSError: a file is missing.
    """
    texts = {name: {row["id"]: row for row in rows(bench / path)} for name, path in FILES.items()}
    for line in ARTICLES.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["kept"] == kept:
            yield record, texts[record["corpus"]][record["id"]]


def read_articles(bench: Path, tagger: Tagger) -> list[Example]:
    """Articles with events, scenes, dates and numbers; of names they say nothing: what the tagger sees are rivals."""
    return [_example(record, row, tagger) for record, row in read_annotated(bench, kept=False)]


def _example(record: dict[str, Any], row: dict[str, Any], tagger: Tagger) -> Example:
    text, events = row["text"], record["events"]
    places = [(span.start, span.end) for span in tagger.tag(text)]
    example = build("articles", text, [(start, end, "T", None) for start, end in places], [(0, len(text))])
    rivals = [label > 0 for label in example.labels]
    example.labels = [HIDDEN] * len(example.labels)
    count = len(example.spans)
    example.types, example.statuses = [NO_EVENT] * count, [HIDDEN] * count
    triggers: list[set[int]] = [set() for _ in range(count)]
    scenes: list[set[int]] = [set() for _ in range(count)]
    for number, event in enumerate(events):
        for start, end in reversed(event["spans"]):
            for at in words_at(example, start, end):
                example.types[at] = type_index(event["type"])
                example.statuses[at] = STATUSES.index(event["status"])
                triggers[at].add(number)
        named = {text[start:end] for start, end in event["scenes"]}
        for start, end in [*event["scenes"], *(p for p in places if text[p[0] : p[1]] in named)]:
            for at in words_at(example, start, end):
                scenes[at].add(number)
    example.events = [tuple(sorted(numbers)) for numbers in triggers]
    example.scenes = [
        tuple(sorted(numbers)) if numbers else (-1,) if rival else ()
        for numbers, rival in zip(scenes, rivals, strict=True)
    ]
    tie(example, row.get("published"), events, [[(a, b) for a, b in event["spans"]] for event in events])
    return example
