from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.documents.document import Block, BlockKind, Document
from geomap.documents.parse import parse_document
from geomap.events.mention import DatePrecision, TimeExpression
from geomap.events.time import find_times
from geomap.events.time_calendar import month_of, year_of

TABLE = Path(__file__).with_name("test_time_sentences.txt")


def rows() -> list[tuple[date | None, str, str]]:
    published: date | None = None
    found = []
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("**"):
            day = line.removeprefix("** ")
            published = None if day == "None" else date.fromisoformat(day)
        elif line and not line.startswith("#"):
            sentence, _, expected = line.rpartition(" |")
            found.append((published, sentence, expected.strip()))
    return found


def written(time: TimeExpression) -> str:
    days = f"{time.first}..{time.last}"
    if time.precision is DatePrecision.DAY:
        return str(time.first)
    if time.precision is DatePrecision.RANGE:
        return days
    whole = {
        DatePrecision.MONTH: month_of(time.first.year, time.first.month),
        DatePrecision.YEAR: year_of(time.first.year),
    }
    one = whole.get(time.precision)
    if one is not None and (one.first, one.last) == (time.first, time.last):
        return str(time.first)[:7] if time.precision is DatePrecision.MONTH else str(time.first.year)
    return f"{time.precision} {days}"


def times_in(text: str, published: date | None) -> list[TimeExpression]:
    return find_times(Document("a", text, (Block(0, len(text), BlockKind.BODY),), published=published))


@pytest.mark.parametrize(("published", "sentence", "expected"), rows())
def test_sentences(published: date | None, sentence: str, expected: str) -> None:
    found = times_in(sentence, published)
    assert "; ".join(f"{time.text} = {written(time)}" for time in found) == expected
    assert all(sentence[time.start : time.end] == time.text for time in found)


def test_the_table_is_large_enough() -> None:
    assert len(rows()) >= 200


def test_a_history_is_dated_by_its_own_years() -> None:
    text = (
        "In March 1911 the league marched on the capital. By early June it held the port.\n\n"
        "On December 3, the governor fled. In January, the league broke apart; the following month it was banned.\n\n"
        "On 4 May 1912 the last fort fell. Two days later the war was over."
    )
    document = parse_document(text, published="2009-12-19")
    assert [written(time) for time in find_times(document)] == [
        "1911-03",
        "month 1911-06-01..1911-06-10",
        "1911-12-03",
        "1912-01",
        "1912-02",
        "1912-05-04",
        "1912-05-06",
    ]


def test_furniture_and_credits_give_no_dates() -> None:
    text = "Fire at mill\n\nWATCH: Fire at mill – Nov 7, 2021\n\nThe mill burned on Friday.\n\n© 2021 News Agency"
    assert [time.text for time in find_times(parse_document(text))] == ["Friday"]


def test_a_number_of_slashes_is_read_as_the_text_reads_the_others() -> None:
    assert written(times_in("The 03/04/2015 and 25/04/2015 letters.", None)[0]) == "2015-04-03"
    assert written(times_in("The 03/04/2015 and 04/25/2015 letters.", None)[0]) == "2015-03-04"


@pytest.mark.parametrize("offset", range(7))
def test_a_weekday_is_in_the_week_before_publication(offset: int) -> None:
    published = date(2021, 11, 1) + timedelta(days=offset)
    friday = times_in("A bomb went off on Friday.", published)[0].first
    assert friday.weekday() == 4
    assert 0 <= (published - friday).days < 7


PIECES = st.sampled_from(
    ["on Friday", "last month", "Oct. 10", "31 February 2020", "in 2003", "two days earlier", "since Monday", "May",
     "0/0/0000", "99/99/9999", "the 1990s", "Easter 2019", "Ramadan", "9999", "a year ago", "between March and", "will",
     ". ", "\n\n", "2-5 May"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=12)).map(" ".join), st.dates() | st.none())
def test_times_are_in_order_disjoint_and_cut_their_text(text: str, published: date | None) -> None:
    at = 0
    for time in times_in(text, published):
        assert at <= time.start < time.end <= len(text)
        assert text[time.start : time.end] == time.text
        assert time.first <= time.last
        at = time.end
