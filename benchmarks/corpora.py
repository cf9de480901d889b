"""Reads the toponym corpora of the data folder: documents with gold toponyms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
