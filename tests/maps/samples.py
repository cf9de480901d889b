"""Made-up incidents for the tests of the map."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from geomap.events.mention import Status
from geomap.gazetteer.place import Place, Precision
from geomap.incidents.incident import Incident, Quote, Source
from geomap.places.mention import PlaceMention, Role


def place(name: str = "Baghdad", lat: float = 33.34, lon: float = 44.4, **fields: Any) -> Place:  # noqa: ANN401 - any of its fields
    given = {"precision": Precision.LOCALITY, "uncertainty_km": 15.0, "country": "IQ", "within": ("Iraq",), **fields}
    return Place(key=f"test:{name}", name=name, kind="city", lat=lat, lon=lon, **given)


IRAQ = place("Iraq", 33.0, 44.0, precision=Precision.COUNTRY, uncertainty_km=500.0, within=())
BEIRUT = place("Beirut", 33.89, 35.5, country="LB", within=("Lebanon",))


def incident(number: int = 1, **fields: Any) -> Incident:  # noqa: ANN401 - any of its fields
    text = "Gunmen fired on a convoy in Baghdad on Sunday."
    quote = Quote(start=100, end=100 + len(text), text=text, trigger=(7, 12), place=(28, 35))
    base = Incident(
        id=f"incident-{number}",
        type="armed_clash",
        status=Status.OCCURRED,
        title="Armed clash — Baghdad",
        start="2021-11-07",
        end="2021-11-07",
        date_precision="day",
        place=place(),
        place_reason="the sentence names it",
        killed=None,
        injured=None,
        killed_text=None,
        injured_text=None,
        actors=(),
        targets=(),
        weapons=(),
        confidence=0.9,
        main=True,
        sources=(Source("report.txt", "A report", "https://example.org/a", date(2021, 11, 8), (quote,)),),
    )
    return replace(base, **fields)


def quoted(text: str, trigger: tuple[int, int] = (0, 1), title: str = "A report", url: str | None = None) -> Source:
    return Source("report.txt", title, url, date(2021, 11, 8), (Quote(0, len(text), text, trigger),))


def several() -> list[Incident]:
    return [
        incident(1),
        incident(
            2, type="peaceful_protest", title="Protest — Baghdad", start="2021-11-05", end="2021-11-05", main=False
        ),
        incident(
            3,
            type="earthquake",
            title="Earthquake — Beirut",
            place=BEIRUT,
            start="2020",
            end="2020",
            date_precision="year",
            killed=12,
            killed_text="at least 12",
            confidence=0.55,
        ),
        incident(4, type="assassination", status=Status.ATTEMPTED, title="Attempt — Baghdad", injured=7),
        incident(
            5,
            type="election",
            title="Election — Iraq",
            place=IRAQ,
            start="2021-10",
            end="2021-10",
            date_precision="month",
        ),
        incident(
            6,
            type="meeting",
            status=Status.PLANNED,
            title="Talks",
            place=None,
            start=None,
            end=None,
            date_precision=None,
        ),
    ]


def with_extras() -> list[Incident]:
    """`several`, with what only some incidents have: actors, candidates, a quote off its place, two sources."""
    rows = several()
    text = "Бомба: 💥 before dawn, Iraq said; in Baghdad, twice in Baghdad."
    quotes = (
        Quote(5, 80, text, (0, 5), (36, 43)),
        Quote(90, 150, text, (0, 5), (46, 53)),
        Quote(160, 200, "No place at all.", (3, 8)),
    )
    first = replace(rows[3].sources[0], injured=5)
    second = Source("second.txt", None, None, None, quotes, injured=9, injured_text="at least 9")
    rows[3] = replace(
        rows[3],
        actors=("=1+1 militia", "others"),
        targets=("convoy",),
        weapons=("drone",),
        arrested=3,
        displaced=1_200,
        claimed_by=("the militia",),
        blamed=(("the army", "residents"), ("rivals", None)),
        place_candidates=("Baghdad, Arizona, United States",),
        sources=(first, second),
    )
    return rows


def mention(where: Place, role: Role, text: str | None = None) -> PlaceMention:
    return PlaceMention(start=0, end=1, text=text or where.name, role=role, confidence=0.9, place=where)


def mentions() -> dict[str, list[PlaceMention]]:
    return {
        "report.txt": [
            mention(place(), Role.LOCATION),
            mention(place(), Role.LOCATION, "the capital"),
            mention(IRAQ, Role.ASSOCIATIVE),
            mention(IRAQ, Role.DEMONYM, "Iraqi"),
            mention(place("Dubai", 25.2, 55.3, country="AE"), Role.REPORTING),
        ],
        "other.txt": [mention(place(), Role.LOCATION)],
    }
