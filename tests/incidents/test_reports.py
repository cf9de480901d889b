"""Short reports, from text to incidents, against what a careful reader finds in them (reports.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from geopy.distance import great_circle

from geomap.documents.parse import parse_document
from geomap.events.taxonomy import load_taxonomy
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.reading import extract

if TYPE_CHECKING:
    from geomap.incidents.incident import Incident

REPORTS = tomllib.loads((Path(__file__).parent / "reports.toml").read_text(encoding="utf-8"))["report"]
REAL = {"occurred", "attempted"}


def matches(incident: Incident, wanted: dict[str, Any]) -> bool:
    place = incident.place
    checks = {
        "type": lambda v: incident.type == v,
        "status": lambda v: incident.status.value == v,
        "place": lambda v: (place.name if place else "") == v,
        "country": lambda v: place is not None and place.country == v,
        "precision": lambda v: place is not None and place.precision.value == v,
        "start": lambda v: incident.start == v,
        "killed": lambda v: incident.killed == (None if v == "null" else v),
        "injured": lambda v: incident.injured == (None if v == "null" else v),
        "near": lambda v: place is not None and great_circle(v, (place.lat, place.lon)).km <= wanted["km"],
        "km": lambda _: True,
        "main": lambda v: incident.main is v,
    }
    return all(checks[key](value) for key, value in wanted.items())


def shown(incidents: list[Incident]) -> list[str]:
    return [f"{i.title} [{i.status}] {i.start} killed {i.killed} injured {i.injured}" for i in incidents]


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r["name"])
def test_report(report: dict[str, Any]) -> None:
    document = parse_document(report["text"], id="report", published=report["published"])
    _, incidents = extract(document, Gazetteer.open())
    for wanted in report.get("incidents", []):
        assert any(matches(i, wanted) for i in incidents), (wanted, shown(incidents))
    assert len(incidents) <= report.get("most", 99), shown(incidents)
    groups = load_taxonomy().types
    for name in report.get("none", []):
        for i in incidents:
            places = (i.place.name, *i.place.within) if i.place and groups[i.type].group != "politics" else ()
            assert name not in {i.type, groups[i.type].group, *places}, (name, shown(incidents))
    for name in report.get("unreal", []):
        real = [i for i in incidents if name in {i.type, groups[i.type].group} and i.status.value in REAL]
        assert not real, shown(real)
    if day := report.get("unreal_on"):
        assert not [i for i in incidents if i.start == day and groups[i.type].group != "politics"], shown(incidents)
