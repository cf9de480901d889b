from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.documents.published import find_date, parse_published


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2009-03-20 12:24:52.002364-05", "2009-03-20"),
        ("7:58 AM ET, Sat January 3, 2015", "2015-01-03"),
        ("Dec 17, 2016 7:38 AM ET", "2016-12-17"),
        ("Thu Nov 15 20:54:00 +0000 2018", "2018-11-15"),
        ("2021-11-07T23:30:00Z", "2021-11-07"),
        ("2021-11-07", "2021-11-07"),
        ("20 March 2009", "2009-03-20"),
        ("March 31st, 2018", "2018-03-31"),
        ("Sept. 5, 2019", "2019-09-05"),
        ("Published Saturday, March 31, 2018 1:19PM CST", "2018-03-31"),
        ("Updated 3:32 PM, October 3, 2017", "2017-10-03"),
        ("Sun, 07 Nov 2021 10:11:12 GMT", "2021-11-07"),
        ("4 FEB 90", "1990-02-04"),
        ("5.3.2018", "2018-03-05"),
        ("2009年3月20日", "2009-03-20"),
        ("20 de marzo de 2009", "2009-03-20"),
        ("20 mars 2009", "2009-03-20"),
        ("1636300000", "2021-11-07"),
        (1636300000, "2021-11-07"),
        (1636300000000, "2021-11-07"),
        (1636300000.25, "2021-11-07"),
        (20211107, "2021-11-07"),
        (date(2021, 11, 7), "2021-11-07"),
        (datetime(2021, 11, 7, 23, tzinfo=UTC), "2021-11-07"),
    ],
)
def test_publication_dates_in_any_form(value: object, day: str) -> None:
    assert str(parse_published(value)) == day


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "rubbish",
        "yesterday",
        "2021",
        2021,
        "2021-11",
        "November 2021",
        "2021-13-45",
        True,
        [],
        "9" * 300,
        "Friday",
    ],
)
def test_what_names_no_day_gives_none(value: object) -> None:
    assert parse_published(value) is None


@settings(deadline=None)  # the first call imports a large library
@given(st.text(max_size=60))
def test_no_text_breaks_it(value: str) -> None:
    parse_published(value)


def test_dates_are_found_in_short_lines() -> None:
    assert find_date("WATCH: Floods in Sarn – Nov 7, 2021") == date(2021, 11, 7)
    assert find_date("Correction 99 May 2019, now 9 May 2019") == date(2019, 5, 9)
    assert find_date("SARN, 4 FEB 90 (NWA)") == date(1990, 2, 4)
    assert find_date("Nov. 7 (Xinhua)") is None
