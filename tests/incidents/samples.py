"""Incidents and places made for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geomap.events.mention import Status
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.place import Place, Precision
from geomap.incidents.incident import Incident, Quote, Source

GAZETTEER = Gazetteer.open()


def place(name: str, lat: float, lon: float, **fields: object) -> Place:
    """A town of 5 km."""
    town = Place(f"test:{name}", name, "city", lat, lon, Precision.LOCALITY, 5.0)
    return replace(town, **fields)


def incident(name: str, **fields: object) -> Incident:
    """An attack in Baghdad with one quote."""
    source = Source("report.txt", "A report", None, date(2021, 11, 7), (Quote(0, 9, "An attack", (3, 9)),))
    plain = Incident(
        id=name,
        type="attack",
        status=Status.OCCURRED,
        title="Attack — Baghdad",
        start="2021-11-07",
        end="2021-11-07",
        date_precision="day",
        place=place("Baghdad", 33.34, 44.4),
        place_reason="",
        killed=None,
        injured=None,
        killed_text=None,
        injured_text=None,
        actors=(),
        targets=(),
        weapons=(),
        confidence=0.8,
        main=False,
        sources=(source,),
    )
    return replace(plain, **fields)
