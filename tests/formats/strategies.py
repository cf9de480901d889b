"""Incidents of every kind, for round trips: texts hold what hostile reports hold."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from geomap.events.mention import Status
from geomap.events.taxonomy import load_taxonomy
from geomap.gazetteer.place import Place, Precision
from geomap.incidents.incident import Incident, Quote, Source

HOSTILE = [
    "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "'", "''", "", " =1", "\u200f=1", "＝1",
    "a; b", "; ", "[1]", '["a"]', 'a "b", c', "line\r\nline", "a\rb", "\u202eevil\u202c", "محاكمة في بغداد",
    "<script>alert(1)</script>", "]]>", "&amp;", "#event", "true", "null", "007", "\ufeffx",
]  # fmt: skip


def texts(*, nul: bool = True) -> st.SearchStrategy[str]:
    """Any text that UTF-8 can hold, and the hostile ones more often."""
    anything = st.text(st.characters(codec="utf-8", exclude_characters="" if nul else "\0"), max_size=12)
    return st.one_of(anything, st.sampled_from(HOSTILE + (["a\0b"] if nul else [])))


def incidents(*, nul: bool = True) -> st.SearchStrategy[list[Incident]]:
    """Up to four incidents with ids of their own."""
    text = texts(nul=nul)
    name = st.none() | text
    count = st.none() | st.integers(0, 2**53)
    listed = st.lists(text, max_size=3).map(tuple)
    span = st.tuples(st.integers(0, 9), st.integers(0, 9))
    day = st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat)
    dated = st.one_of(
        st.just((None, None, None)),
        day.map(lambda d: (d, d, "day")),
        day.map(lambda d: (d[:7], d[:7], "month")),
        day.map(lambda d: (d[:4], d[:4], "year")),
        st.tuples(day, day).map(lambda pair: (min(pair), max(pair), "range")),
    )
    quotes = st.builds(Quote, st.integers(0, 9), st.integers(0, 9), text, span, st.none() | span)
    sources = st.builds(
        Source,
        text,
        name,
        name,
        st.none() | st.dates(),
        st.lists(quotes, max_size=2).map(tuple),
        count,
        count,
        name,
        name,
    )
    places = st.builds(
        Place,
        key=text.filter(bool),
        name=text,
        kind=text.filter(bool),
        lat=st.floats(-90, 90).map(lambda x: round(x, 5) + 0.0),
        lon=st.floats(-180, 180).map(lambda x: round(x, 5) + 0.0),
        precision=st.sampled_from(Precision),
        uncertainty_km=st.floats(0, 1e4),
        country=name,
        admin1=name,
        admin1_code=name,
        geonameid=st.none() | st.integers(1, 10**8),
        population=st.integers(0, 10**8),
        within=listed,
        countries=listed,
    )
    one = st.builds(
        lambda when, **fields: Incident(start=when[0], end=when[1], date_precision=when[2], **fields),
        when=dated,
        id=text,
        type=st.sampled_from(list(load_taxonomy().types)),
        status=st.sampled_from(Status),
        title=text,
        place=st.none() | places,
        place_reason=text,
        killed=count,
        injured=count,
        killed_text=name,
        injured_text=name,
        actors=listed,
        targets=listed,
        weapons=listed,
        confidence=st.floats(0, 1),
        main=st.booleans(),
        arrested=count,
        missing=count,
        displaced=count,
        participants=count,
        claimed_by=listed,
        blamed=st.lists(st.tuples(text, name), max_size=2).map(tuple),
        place_candidates=listed,
        sources=st.lists(sources, max_size=2).map(tuple),
    )
    return st.lists(one, max_size=4, unique_by=lambda incident: incident.id)
