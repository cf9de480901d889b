"""What comes out of reports that nobody tuned the tool on: coders' notes, wire reports, and texts without an event.

    python -m benchmarks.reports [TABLE] [--errors] [--style note]

TABLE is benchmarks/data/reports.toml: texts of our own, written without a look at what the tool makes of them, each
with the incidents that an analyst would record. An expected incident is found when there is one of an accepted type
(the best, where several are); of those found, the shares with the status, the place (within 25 and 50 km, or
within the radius that the text supports where that is larger), the first day, and the deaths right. Invented are
incidents that no expected one explains; background events may be recorded or not.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geopy.distance import great_circle

from geomap import Gazetteer, extract, parse_document

if TYPE_CHECKING:
    from geomap import Incident

TABLE = Path(__file__).parent / "data" / "reports.toml"
_FIELDS = ("status", "25 km", "50 km", "day", "killed", "main")


def distance_km(expected: dict[str, Any], incident: Incident) -> float:
    """From the expected point to the incident's; infinite where it has no place."""
    if incident.place is None:
        return float("inf")
    return float(great_circle((expected["lat"], expected["lon"]), (incident.place.lat, incident.place.lon)).km)


def judge(expected: dict[str, Any], incident: Incident) -> dict[str, bool]:
    """Which fields are right; a field that the text does not give is not judged."""
    right = {"status": incident.status.value == expected["status"]}
    if "lat" in expected:
        wide = expected.get("km", 25)
        apart = distance_km(expected, incident)
        right |= {"25 km": apart <= max(25, wide), "50 km": apart <= max(50, wide)}
    if "start" in expected:
        right["day"] = incident.start == str(expected["start"])
    if "killed" in expected:
        right["killed"] = incident.killed == expected["killed"] or (not expected["killed"] and not incident.killed)
    if expected.get("main"):
        right["main"] = incident.main
    return right


def match(expected: list[dict[str, Any]], incidents: list[Incident]) -> dict[int, Incident]:
    """The incident for each expected one that has one: of an accepted type, the best fitting pairs first."""
    pairs = sorted(
        ((sum(judge(want, found).values()), -number, -at) for number, want in enumerate(expected)
         for at, found in enumerate(incidents) if found.type in want["types"]),
        reverse=True,
    )  # fmt: skip
    chosen: dict[int, Incident] = {}
    used: set[int] = set()
    for _, number, at in pairs:
        if -number not in chosen and -at not in used:
            chosen[-number] = incidents[-at]
            used.add(-at)
    return chosen


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, nargs="?", default=TABLE)
    parser.add_argument("--errors", action="store_true", help="list what is wrong, report by report")
    parser.add_argument("--style", choices=("note", "wire", "nothing"), action="append")
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    reports = tomllib.loads(options.table.read_text(encoding="utf-8"))["report"]
    print(f"{'style':9}{'texts':>6}{'events':>8}{'found':>8}{'invented':>10}" + "".join(f"{f:>8}" for f in _FIELDS))
    for style in options.style or ("note", "wire", "nothing"):
        texts = [report for report in reports if report["style"] == style]
        wanted = found = invented = recorded = 0
        right: Counter[str] = Counter()
        judged: Counter[str] = Counter()
        for report in texts:
            document = parse_document(report["text"], id=report["id"], published=str(report["published"]))
            incidents = extract(document, gazetteer)[1]
            chosen = match(report["incidents"], incidents)
            recorded += len(incidents)
            extra = [one for one in incidents if all(one is not other for other in chosen.values())]
            invented += len(extra)
            problems = [f"invented: {_line(one)}" for one in extra]
            for number, want in enumerate(report["incidents"]):
                one = chosen.get(number)
                if want.get("optional") and one is None:
                    continue
                if not want.get("optional"):
                    wanted += 1
                    found += one is not None
                if one is None:
                    problems.append(f"missed: {want['types'][0]} at {want.get('place')}, {want.get('start')}")
                    continue
                verdict = judge(want, one)
                right.update(field for field, good in verdict.items() if good)
                judged.update(list(verdict))
                wrong = ", ".join(field for field, good in verdict.items() if not good)
                if wrong:
                    problems.append(f"{wrong}: {_line(one)}; expected {want}")
            if options.errors and problems:
                print(f"  {report['id']}: {' '.join(report['text'].split())[:150]}")
                for problem in problems:
                    print(f"      {problem}")
        shares = "".join(f"{right[f] / judged[f]:8.3f}" if judged[f] else f"{'-':>8}" for f in _FIELDS)
        share = f"{found / wanted:8.3f}" if wanted else f"{'-':>8}"
        print(f"{style:9}{len(texts):6}{wanted:8}{share}{invented:6} /{recorded:3}{shares}", flush=True)


def _line(incident: Incident) -> str:
    place = f"{incident.place.name}, {incident.place.country}" if incident.place else "no place"
    return (
        f"{incident.type} ({incident.status.value}) {place}, {incident.start}, killed {incident.killed}, "
        f"{incident.confidence:.2f}{', main' if incident.main else ''}"
    )


if __name__ == "__main__":
    main()
