"""Lets a benchmark run with another model than the one that ships: one that has not seen what is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.language import reading
from geomap.language.tagger import Tagger

if TYPE_CHECKING:
    from pathlib import Path


def use_model(folder: Path | None) -> None:
    """From here on documents are read with the model of a folder; None keeps the shipped one."""
    if folder is not None:
        tagger = Tagger.load(folder, threads=2)
        reading.shipped_tagger = lambda: tagger  # type: ignore[assignment]
        reading.read_document.cache_clear()
