"""Reads the toponym corpora of the data folder: documents with gold toponyms."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = {
    "LGL": "lgl.jsonl",
    "GeoVirus": "geovirus.jsonl",
    "GeoWebNews": "gwn_dev.jsonl",
    "TUD": "tud.jsonl",
    "IDRISI": "idrisi.jsonl",
}
# GeoWebNews types that are noun toponyms; the rest are adjectives, traps, or common nouns.
_GWN_TOPONYMS = frozenset(
    {"Literal", "Mixed", "Coercion", "Literal_Modifier", "Embedded_Literal", "Metonymic", "Non_Literal_Modifier",
     "Embedded_Non_Lit"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold toponym: offsets, and the point and GeoNames id where the corpus gives them."""

    start: int
    end: int
    text: str
    lat: float | None
    lon: float | None
    geonameid: int | None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document of a corpus."""

    id: str
    title: str | None
    text: str
    toponyms: tuple[Gold, ...]


def read_corpus(bench: Path, name: str) -> Iterator[GoldDocument]:
    """The documents of a corpus, with their noun toponyms."""
    with (bench / "places" / FILES[name]).open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            toponyms = tuple(
                Gold(m["start"], m["end"], m["text"], m.get("lat"), m.get("lon"),
                     int(m["geonameid"]) if m.get("geonameid") else None)
                for m in row["mentions"]
                if name != "GeoWebNews" or m["type"] in _GWN_TOPONYMS
            )  # fmt: skip
            yield GoldDocument(row["id"], row.get("title"), row["text"], toponyms)


_TOKENS = re.compile(r"^\s+|(?<=\s)\s+|(?:[A-Za-z]\.){2,}|\d(?:[\d,.:]*\d)?|['’]s\b|\w+|[^\w\s]")
_SHORTEST = 3  # letters: shorter spans are numbers of tokens, not of characters


def scene_spans(row: dict[str, Any]) -> list[tuple[int, int]] | None:
    """Where the event of an event-location sentence happened: offsets, none for nowhere, None where it is unreadable.

    Every eleventh row gives its spans as first and last token instead of characters; those are put right.
    """
    text, spans = row["text"], [(mark["start"], mark["end"]) for mark in row["locations"]]
    if all(end - start >= _SHORTEST for start, end in spans):
        return spans
    tokens = [match.span() for match in _TOKENS.finditer(text)]
    if any(end >= len(tokens) or end < start for start, end in spans):
        return None
    fixed = [(tokens[start][0], tokens[end][1]) for start, end in spans]
    return fixed if all(text[start:end][:1].isupper() for start, end in fixed) else None
