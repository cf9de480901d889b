"""Made-up incidents for the tests of briefings."""

from __future__ import annotations

from datetime import date
from typing import Any

from geomap.briefings.facts import Briefing, make_briefing
from geomap.briefings.labels import load_labels
from geomap.events.mention import Status
from geomap.events.taxonomy import load_taxonomy
from geomap.incidents.incident import Incident, Quote, Source
from tests.maps.samples import IRAQ, place
from tests.maps.samples import incident as on_the_map

HOSTILE = '<script>alert(1)</script> | *bold* [x](javascript:alert(2)) "quoted" & \u202eesrever\u0007 \ud800'


def source(number: int = 1, text: str = "Gunmen fired on a convoy.", **fields: Any) -> Source:  # noqa: ANN401 - any of its fields
    given: dict[str, Any] = {
        "document": f"report-{number}.txt",
        "title": f"Report {number}",
        "url": f"https://example.org/{number}",
        "published": date(2021, 11, 8),
        "quotes": (Quote(0, len(text), text, (0, 6)),),
    }
    return Source(**{**given, **fields})


def incident(number: int = 1, **fields: Any) -> Incident:  # noqa: ANN401 - any of its fields
    given = {"title": "Armed clash — Baghdad, Iraq", "main": False, "sources": (source(),), **fields}
    return on_the_map(number, **given)


def week() -> list[Incident]:
    """Eight incidents of a week: two reports that disagree, one incident without a place, one known to a country."""
    disagreeing = (source(1, killed=12, killed_text="at least 12"), source(2, title="اشتباكات في الموصل", killed=10))
    return [
        incident(
            1, main=True, killed=12, killed_text="at least 12", sources=disagreeing, place=place("Mosul", 36.34, 43.13)
        ),
        incident(2, type="peaceful_protest", title="Peaceful protest — Baghdad", start="2021-11-05", end="2021-11-05"),
        incident(3, type="assassination", status=Status.ATTEMPTED, title="Assassination attempt — Baghdad", injured=7),
        incident(
            4, type="election", title="Election — Iraq", place=IRAQ, start="2021-10", end="2021-10", confidence=0.4
        ),
        incident(5, type="meeting", title="Meeting — place unknown", place=None, start=None, end=None),
        incident(
            6, type="remote_explosive", title="Remote explosive — Basra", place=place("Basra", 30.5, 47.8), killed=3
        ),
        incident(7, type="earthquake", title="Earthquake — 北京", place=place("北京", 33.9, 41.0, within=())),
        incident(8, type="arrest", title="Arrest — ירושלים", status=Status.PLANNED, place=place("ירושלים", 32.0, 46.0)),
    ]


def many(count: int) -> list[Incident]:
    """Incidents of all types around the world, by a fixed rule."""
    types = list(load_taxonomy().types)
    return [
        incident(
            number,
            type=types[number % len(types)],
            title=f"Incident {number}",
            place=place(f"Place {number % 97}", (number * 37) % 120 - 55, (number * 61) % 360 - 180),
            killed=number % 30 or None,
            sources=(source(number // 3),),
            confidence=(number % 10) / 10,
        )
        for number in range(1, count + 1)
    ]


def briefing(incidents: list[Incident] | None = None, **fields: Any) -> Briefing:  # noqa: ANN401 - of make_briefing
    return make_briefing(week() if incidents is None else incidents, load_labels(), load_taxonomy(), **fields)
