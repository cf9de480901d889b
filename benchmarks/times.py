"""How often a date expression gets its right value, on WikiWars: long histories with TIMEX2 values.

    python benchmarks/times.py /path/to/bench [--errors 40]

Counted are expressions whose value is a day, a month or a year of our era; an expression is right when the
span found overlaps it and says the same to the precision that the value has.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.documents.parse import parse_document
from geomap.events.time import find_times

if TYPE_CHECKING:
    from geomap.events.mention import TimeExpression

VALUE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=T|$)")
BEFORE_OUR_ERA = re.compile(r"BC\d{4}")
FLOOR = 0.9


def main() -> int:
    """Measure and print; the exit code is 1 below the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path, help="folder of the corpora")
    parser.add_argument("--errors", type=int, default=0, help="how many wrong values to print")
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for line in (arguments.bench / "times" / "wikiwars.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        document = parse_document(record["text"], id=record["id"], published=record["published"])
        found = find_times(document)
        for gold in record["times"]:
            kind, note = judge(gold, found)
            counts[kind] += 1
            if note:
                wrong.append(f"{record['id']:22} {kind:8} {gold['text'][:44]!r:48} {gold['value']:12} {note}")
    for note in wrong[: arguments.errors]:
        print(note)
    return report(counts)


def judge(gold: dict[str, str], found: list[TimeExpression]) -> tuple[str, str]:
    """Whether a gold expression was found with its value."""
    value = gold["value"] or ""
    if BEFORE_OUR_ERA.match(value):
        return "before our era", ""
    match = VALUE.match(value)
    if not match:
        return "other", ""
    over = [time for time in found if time.start < int(gold["end"]) and int(gold["start"]) < time.end]
    if not over:
        return "missed", "-"
    # Both ends of a range are expressions of their own in the gold.
    if any(match[0] in values_of(time, len(match[0])) for time in over):
        return "right", ""
    return "wrong", ", ".join(f"{time.text!r} {time.first}..{time.last}" for time in over)


def values_of(time: TimeExpression, length: int) -> set[str]:
    """The expression's ends as the gold writes them, cut to a length; none when it is less precise than that."""
    precision = {"day": 10, "range": 10, "month": 7}.get(time.precision.value, 4)
    return {day.isoformat()[:length] for day in (time.first, time.last)} if precision >= length else set()


def report(counts: Counter[str]) -> int:
    """Print the table."""
    asked = counts["right"] + counts["wrong"] + counts["missed"]
    share = counts["right"] / asked
    print(f"{'expressions with a day, month or year':42} {asked:6}")
    print(f"{'  found':42} {1 - counts['missed'] / asked:6.3f}")
    print(f"{'  value right (floor ' + str(FLOOR) + ')':42} {share:6.3f}")
    print(f"{'  value right, of those found':42} {counts['right'] / (asked - counts['missed']):6.3f}")
    era = asked + counts["before our era"]
    print(f"{'  value right, if years BC were asked too':42} {counts['right'] / era:6.3f}")
    return int(share < FLOOR)


if __name__ == "__main__":
    sys.exit(main())
