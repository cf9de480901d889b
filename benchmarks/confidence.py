"""Whether an incident's confidence is honest: `python -m benchmarks.confidence [--part 1]`.

On our own held-out sentences an incident is right where a gold event has its type, its place (by name; none where the
text names none) and its dates. The table sets the mean confidence of ten bins beside the share that is right; the
calibration error is the mean difference, weighted by the bins' sizes (ECE, Guo et al. 2017).
"""

from __future__ import annotations

import argparse
import zlib
from datetime import date
from typing import TYPE_CHECKING, Any

from benchmarks.sentences import days_of
from geomap import Gazetteer, extract
from geomap.documents.document import Block, BlockKind, Document
from geomap.incidents.filters import day_span
from training.annotated import is_held_out, read_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap import Incident

_BINS = 10


def judged(gazetteer: Gazetteer, part: int | None) -> list[tuple[float, bool]]:
    """Confidence of each incident, and whether it is right."""
    pairs = []
    for record in read_records():
        text = record["text"]
        if not is_held_out(text) or (part is not None and zlib.crc32(text.encode()) // 5 % 2 != part):
            continue
        document = Document("s", text, (Block(0, len(text), BlockKind.BODY),),
                            published=date.fromisoformat(record["published"]))  # fmt: skip
        _, incidents = extract(document, gazetteer)
        pairs += [(one.confidence, any(_is(one, event) for event in record["events"])) for one in incidents]
    return pairs


def _is(incident: Incident, event: dict[str, Any]) -> bool:
    if incident.type != event["type"]:
        return False
    named = event.get("place") or []
    names = [named] if isinstance(named, str) else named
    quoted = [
        quote.text[quote.place[0] : quote.place[1]]
        for source in incident.sources
        for quote in source.quotes
        if quote.place is not None
    ]
    there = any(name in written or written in name for name in names for written in quoted)
    if names and not there:
        return False
    gold = days_of(event.get("date"))
    if incident.start is None or gold is None:
        return incident.start is None and gold is None
    return (day_span(incident.start)[0], day_span(incident.end or incident.start)[1]) == gold


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """The mean difference between confidence and share right over ten bins, weighted by size."""
    error = 0.0
    for low in range(_BINS):
        inside = [pair for pair in pairs if min(_BINS - 1, int(pair[0] * _BINS)) == low]
        if inside:
            said = sum(chance for chance, _ in inside) / len(inside)
            true = sum(right for _, right in inside) / len(inside)
            error += abs(said - true) * len(inside) / len(pairs)
            print(f"{low / _BINS:.1f}–{(low + 1) / _BINS:.1f}  {len(inside):5}  said {said:.2f}  right {true:.2f}")
    return error


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", type=int, choices=(0, 1), help="one half only: the calibration is fitted on half 0")
    options = parser.parse_args()
    print(f"calibration error {calibration_error(judged(Gazetteer.open(), options.part)):.3f}")


if __name__ == "__main__":
    main()
