"""Filters keep what they promise, at their edges too."""

from __future__ import annotations

from datetime import date

import pytest

from geomap.errors import FilterError
from geomap.events.mention import Status
from geomap.incidents.asking import find_days, find_radius, find_statuses
from geomap.incidents.filters import Filters, day_span
from tests.incidents.samples import GAZETTEER, incident, place


def kept(filters: Filters, *incidents: object) -> list[str]:
    return [i.id for i in filters.apply(incidents, GAZETTEER)]


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("2021-11-07", date(2021, 11, 7), date(2021, 11, 7)),
    ],
)
def test_day_span(iso: str, first: date, last: date) -> None:
    assert day_span(iso) == (first, last)


def test_types_and_exclusions() -> None:
    both = (incident("a", type="attack"), incident("b", type="flood"))
    assert kept(Filters(types=frozenset({"flood"})), *both) == ["b"]
    assert kept(Filters(exclude_types=frozenset({"flood"})), *both) == ["a"]
    assert kept(Filters(), *both) == ["a", "b"]


def test_a_vague_date_stays_when_it_may_lie_in_the_period() -> None:
    vague = incident("month", start="2021-11", end="2021-11")
    early = incident("early", start="2021-10-31", end="2021-10-31")
    undated = incident("undated", start=None, end=None)
    period = Filters(since=date(2021, 11, 1), until=date(2021, 11, 30))
    assert kept(period, vague, early, undated) == ["month"]
    assert kept(Filters(until=date(2021, 10, 31)), vague, early) == ["early"]


def test_status_confidence_main_and_text() -> None:
    sure = incident("sure", confidence=0.9, main=True, status=Status.OCCURRED, title="Flood — Ahr valley")
    vague = incident("vague", confidence=0.4, main=False, status=Status.THREATENED, title="Threat — Kabul")
    assert kept(Filters(min_confidence=0.9), sure, vague) == ["sure"]
    assert kept(Filters(main_only=True), sure, vague) == ["sure"]
    assert kept(Filters(statuses=frozenset({Status.THREATENED})), sure, vague) == ["vague"]
    assert kept(Filters(text="KABUL"), sure, vague) == ["vague"]


def test_near_is_geodesic() -> None:
    baghdad, taji = place("Baghdad", 33.34, 44.40), place("Taji", 33.52, 44.26)
    far = incident("mosul", place=place("Mosul", 36.34, 43.13))
    close = incident("taji", place=taji)
    nowhere = incident("nowhere", place=None)
    assert kept(Filters(near=baghdad, radius_km=30), far, close, nowhere) == ["taji"]


@pytest.mark.parametrize(("text", "km"), [("50km", 50), ("30 mi", 48.28032), ("800m", 0.8), ("12", 12), ("5 NM", 9.26)])
def test_radius(text: str, km: float) -> None:
    assert find_radius(text) == pytest.approx(km)


@pytest.mark.parametrize("text", ["", "km", "-5km", "5 parsec", "1e3"])
def test_bad_radius(text: str) -> None:
    with pytest.raises(FilterError, match="not a distance"):
        find_radius(text)


@pytest.mark.parametrize("text", ["yesterday", "2021-13", "2021-02-30", "21", "2021-11-07T00:00"])
def test_bad_days(text: str) -> None:
    with pytest.raises(FilterError, match="not a date"):
        find_days(text)


def test_unknown_status_names_the_known_ones() -> None:
    assert find_statuses(["Occurred", " denied "]) == {Status.OCCURRED, Status.DENIED}
    with pytest.raises(FilterError, match=r"'happened'.*occurred, attempted"):
        find_statuses(["happened"])
