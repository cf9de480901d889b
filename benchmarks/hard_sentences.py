"""How many hard sentences are read right: `python -m benchmarks.hard_sentences [TABLE] [--errors 0]`.

A name is right when a mention that overlaps it has one of the places that the table pins it to (words that move a
place, as "northern", leave its id), or, for "none", when no mention that overlaps it has a place. A sentence is right
when all its names are. The floor is 95% of the sentences.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from geomap import Gazetteer, Place, PlaceMention, find_places, parse_document

TABLE = Path(__file__).parents[1] / "tests" / "places" / "hard_sentences.toml"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a sentence.

    Attributes:
        text: The name.
        start: Where it stands, of one or more the one that is meant.
        right: GeoNames ids and gazetteer keys that are right; ("none",) for a name of no place.
    """

    text: str
    start: int
    right: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with its names, and the title of its report, if any."""

    text: str
    names: tuple[Name, ...]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """What came out: counts, and a line for each name that is wrong."""

    names: int
    right_names: int
    sentences: int
    right_sentences: int
    errors: tuple[str, ...]


def read_sentences(path: Path = TABLE) -> list[Sentence]:
    """The sentences of a table.

    Raises:
        ValueError: A name does not stand in its text.
    """
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]
    return [
        Sentence(
            entry["text"], tuple(_name(entry["text"], *item) for item in entry["names"].items()), entry.get("title")
        )
        for entry in entries
    ]


def _name(text: str, key: str, right: int | str | list[int | str]) -> Name:
    numbered = re.fullmatch(r"(.+)#(\d+)", key)
    name, turn = (numbered[1], int(numbered[2])) if numbered else (key, 1)
    found = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    if len(found) < turn:
        message = f"{key!r} does not stand in {text!r}"
        raise ValueError(message)
    return Name(name, found[turn - 1], tuple(right) if isinstance(right, list) else (right,))


def measure(sentences: list[Sentence], gazetteer: Gazetteer) -> Score:
    """Read every sentence as a report of its own and compare."""
    names = right_names = right_sentences = 0
    errors = []
    for number, sentence in enumerate(sentences):
        head = f"# {sentence.title}\n\n" if sentence.title else ""
        document = parse_document(head + sentence.text, id=str(number))
        offset = document.text.rindex(sentence.text)
        mentions = find_places(document, gazetteer)
        wrong = [line for name in sentence.names if (line := _error(name, offset, mentions))]
        names += len(sentence.names)
        right_names += len(sentence.names) - len(wrong)
        right_sentences += not wrong
        errors += [f"{line} | {sentence.text}" for line in wrong]
    return Score(names, right_names, len(sentences), right_sentences, tuple(errors))


def _error(name: Name, offset: int, mentions: list[PlaceMention]) -> str | None:
    """What is wrong with a name, in words; None where it is right."""
    start, end = name.start + offset, name.start + offset + len(name.text)
    places = [m.place for m in mentions if m.start < end and start < m.end and m.place is not None]
    if name.right == (NONE,):
        return f"{name.text}: no place, read as {_label(places)}" if places else None
    given = {identity for place in places for identity in (place.geonameid, place.key.partition("~")[0])}
    if given & set(name.right):
        return None
    return f"{name.text}: {'/'.join(map(str, name.right))}, read as {_label(places)}"


def _label(places: list[Place]) -> str:
    return (
        " + ".join(f"{', '.join((p.name, *p.within))} [{p.kind} {p.geonameid or p.key}]" for p in places) or "nothing"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, nargs="?", default=TABLE)
    parser.add_argument("--errors", type=int, default=1000, help="how many errors to list")
    options = parser.parse_args()
    score = measure(read_sentences(options.table), Gazetteer.open())
    print(f"sentences right  {score.right_sentences}/{score.sentences}  {score.right_sentences / score.sentences:.3f}")
    print(f"names right      {score.right_names}/{score.names}  {score.right_names / score.names:.3f}")
    for line in score.errors[: options.errors]:
        print(f"    {line}")


if __name__ == "__main__":
    main()
