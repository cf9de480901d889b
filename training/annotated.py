"""Our own annotated event sentences: how they are written, and which of them are kept to measure."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

EVENTS = Path(__file__).parent / "data" / "events"
_PARTS = 5
_NTH = re.compile(r"#(\d+)$")


def is_held_out(text: str) -> bool:
    """Whether a sentence of ours is never trained on: a fifth, by a checksum of the text."""
    return zlib.crc32(text.encode()) % _PARTS == 0


def read_records(folder: Path = EVENTS) -> Iterator[dict[str, Any]]:
    """Our own annotated sentences as written, held-out ones too."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def place_spans(record: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Start, end and letter (L, A, D, R) of the places of a record, in order."""
    spans, at = [], 0
    for mark in record["places"]:
        start = record["text"].index(mark[2:], at)
        at = start + len(mark) - 2
        spans.append((start, at, mark[0]))
    return spans


def phrase_span(text: str, phrase: str) -> tuple[int, int]:
    """Where a trigger stands; "fire#2" is its second occurrence.

    Raises:
        ValueError: it stands nowhere.
    """
    nth = _NTH.search(phrase)
    words = phrase[: nth.start()] if nth else phrase
    at = -1
    for _ in range(int(nth[1]) if nth else 1):
        at = text.index(words, at + 1)
    return at, at + len(words)
