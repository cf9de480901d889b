"""Reads everything that there is to train on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.language.tagger import Tagger
from training.annotated import is_held_out, read_records
from training.articles import read_articles
from training.corpora import DATA, Example, read_geowebnews, read_links, read_own, read_toponyms, rows
from training.events import read_case, read_events, read_scenes
from training.weak import read_weak

if TYPE_CHECKING:
    from pathlib import Path


def read_all(bench: Path, leave_out: frozenset[str] = frozenset()) -> dict[str, list[Example]]:
    """Every corpus under its name, but for those left out.

    What is kept to measure is never read: a fifth of our own event sentences, and of the scenes the part that was
    annotated again.

    Args:
        bench: the folder that holds `places/`, `links/`, `types/` and `muc/`.
        leave_out: names of corpora not to read.

    Raises:
        OSError: a file is missing.
    """
    places, links = bench / "places", bench / "links" / "event_location.jsonl"
    readers = {
        "geowebnews": lambda: read_geowebnews(places / "gwn_dev.jsonl"),
        "lgl": lambda: read_toponyms(places / "lgl.jsonl", "lgl"),
        "geovirus": lambda: read_toponyms(places / "geovirus.jsonl", "geovirus"),
        "tud": lambda: read_toponyms(places / "tud.jsonl", "tud"),
        "idrisi": lambda: read_toponyms(places / "idrisi.jsonl", "idrisi"),
        "links": lambda: read_links(links),
        "own": lambda: [e for path in sorted(DATA.glob("sentences*.txt")) for e in read_own(path)],
        "events": lambda: read_events(r for r in read_records() if not is_held_out(r["text"])),
        "articles": lambda: read_articles(bench, Tagger.load(threads=2)),
        "case": lambda: read_case(rows(bench / "types" / "case2021_dev.jsonl")),
        "weak": lambda: read_weak(
            [row["text"] for row in rows(links) if not row["gold"]]
            + [row["text"] for row in rows(bench / "muc" / "muc_train.jsonl")[::3]]
            + [row["text"] for row in rows(places / "lgl.jsonl")[::4]]
        ),
        "scenes": lambda: read_scenes([row for row in rows(links) if not row["gold"]], Tagger.load(threads=2)),
    }
    return {name: read() for name, read in readers.items() if name not in leave_out}
