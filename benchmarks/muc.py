"""Incidents of whole wire reports in capitals: `python -m benchmarks.muc BENCH_FOLDER [--corpus train] [--list]`.

MUC-3/4 (Sundheim 1991) gives each report the terrorist incidents that it tells of: type, place as a path, date,
stage. Found by type: an incident of a kindred type, each used once. Of those by type and place: the place, or one
that holds it, is named in the gold path below the country (in the country, where the path has no more). Date: the
days overlap; "before" allows a month, and as the gold knows no day then, none is right too. Optional templates count
only when found. Other incidents of a report are no errors: clashes and politics are not in the gold.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateutil import parser as dates

from benchmarks.models import use_model
from geomap import Gazetteer, extract, parse_document
from geomap.gazetteer.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap import Incident

_HARM = {
    "attack",
    "assassination",
    "homicide",
    "armed_clash",
    "sexual_violence",
    "shelling_missile_attack",
    "mob_violence",
}
_BLASTS = {"remote_explosive", "suicide_bomb", "grenade", "explosion", "air_drone_strike", "shelling_missile_attack"}
TYPES = {
    "ATTACK": _HARM | _BLASTS | {"excessive_force_against_protesters"},
    "BOMBING": _BLASTS | {"attack", "looting_property_destruction", "disrupted_weapons_use"},
    "KIDNAPPING": {"abduction", "missing_person", "other_crime"},
    "ARSON": {"arson", "fire", "looting_property_destruction", "attack"},
    "ROBBERY": {"robbery", "looting_property_destruction"},
    "HIJACKING": {"abduction", "robbery", "other_crime", "attack"},
    "FORCED WORK STOPPAGE": {"strike_action", "threat"},
}
_MONTH = timedelta(days=31)


def place_fits(incident: Incident, path: str) -> bool:
    """Whether the incident's place, or what holds it, is in a gold path: "PERU: LIMA (CITY): SAN ISIDRO"."""
    if incident.place is None:
        return False
    names = [[fold(name) for name in re.sub(r"\([^)]*\)", "", part).split("/")] for part in path.split(":")]
    names = [[re.sub(r"\W+", " ", name).strip() for name in part] for part in names]
    mine = {re.sub(r"\W+", " ", fold(name)).strip() for name in (incident.place.name, *incident.place.within)}
    wanted = names[1:] or names
    return any(name in mine for part in wanted for name in part)


def days_of(written: str) -> tuple[date, date] | None:
    """First and last day of "29 AUG 89", "- 18 AUG 89" (by then) or "25 AUG 89 - 27 AUG 89"; None if it says no day."""
    try:
        parts = [dates.parse(part).date() for part in re.findall(r"\d{1,2} [A-Z]{3} \d{2}", written)]
    except ValueError:
        return None
    if not parts:
        return None
    return (parts[0] - _MONTH if written.startswith("-") else parts[0]), parts[-1]


def date_fits(incident: Incident, days: tuple[date, date]) -> bool:
    """Whether the incident's dates meet the gold's."""
    if incident.start is None:
        return days[0] + _MONTH == days[1]
    low = dates.parse(incident.start + "-01-01"[len(incident.start) - 4 :]).date()
    end = incident.end or incident.start
    high = dates.parse(end + "-12-28"[len(end) - 4 :]).date()
    return low <= days[1] and days[0] <= high


def measure(path: Path, gazetteer: Gazetteer, *, list_missed: bool) -> Counter[str]:
    """Counts over all templates of a file."""
    tally: Counter[str] = Counter()
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        _, incidents = extract(parse_document(row["text"], id=row["id"]), gazetteer)
        free = list(incidents)
        for template in row["templates"]:
            _score(template, free, tally, row["id"] if list_missed else "")
    return tally


def figures(bench: Path, gazetteer: Gazetteer) -> Iterator[tuple[str, float]]:
    """The three shares by name."""
    tally = measure(bench / "muc" / "muc_dev.jsonl", gazetteer, list_missed=False)
    yield "MUC type", tally["type"] / tally["templates"]
    yield "MUC type and place", tally["place"] / tally["templates"]
    yield "MUC date", tally["date"] / max(1, tally["dated"])


def _score(template: dict[str, Any], free: list[Incident], tally: Counter[str], report: str) -> None:
    kinds = set().union(*(TYPES.get(kind.strip(), set()) for kind in template["INCIDENT: TYPE"][0].split("/")))
    path = template.get("INCIDENT: LOCATION", [""])[0]
    days = days_of(template.get("INCIDENT: DATE", [""])[0])
    alike = [one for one in free if one.type in kinds]
    optional = "OPTIONAL" in template["MESSAGE: TEMPLATE"][0]
    if not alike:
        tally["templates"] += not optional
        if report:
            print(report, template["INCIDENT: TYPE"][0], path, template.get("INCIDENT: DATE"), "missed")
        return
    best = max(alike, key=lambda one: (place_fits(one, path), days is not None and date_fits(one, days)))
    free.remove(best)
    tally["templates"] += 1
    tally["type"] += 1
    placed = place_fits(best, path)
    tally["place"] += placed
    if report and not placed:
        print(report, path, "->", best.place and (best.place.name, *best.place.within), best.type, best.start)
    if placed and days is not None:
        tally["dated"] += 1
        tally["date"] += date_fits(best, days)
        if report and not date_fits(best, days):
            print(report, template["INCIDENT: DATE"], "->", best.start, best.end)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, help="the folder that holds muc/")
    parser.add_argument("--corpus", default="dev", choices=("dev", "train"))
    parser.add_argument("--list", action="store_true", help="print what was missed")
    parser.add_argument("--model", type=Path, help="folder of a model that has not seen these texts")
    options = parser.parse_args()
    use_model(options.model)
    file = options.bench / "muc" / f"muc_{options.corpus}.jsonl"
    tally = measure(file, Gazetteer.open(), list_missed=options.list)
    count = tally["templates"]
    print(f"{count} templates: found by type {tally['type'] / count:.3f}")
    print(f"by type and place {tally['place'] / count:.3f}, date of those {tally['date'] / max(1, tally['dated']):.3f}")


if __name__ == "__main__":
    main()
