"""The numbers and sentences of a briefing come from the incidents."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.briefings.errors import BriefingError
from geomap.briefings.facts import toll
from geomap.briefings.labels import load_labels
from geomap.briefings.sentences import disagreement, event_words, summary
from geomap.briefings.words import breakable, clean, clipped, date_words, right_to_left
from geomap.events.mention import Status
from geomap.formats.features import from_feature, to_feature
from tests.briefings.samples import HOSTILE, briefing, incident, many, place, source, week

LABELS = load_labels()


def test_rows_are_numbered_by_weight() -> None:
    made = briefing()
    assert [row.number for row in made.rows] == list(range(1, 9))
    assert made.rows[0].incident.id == "incident-1", "what a report is about comes first"
    assert made.rows[1].incident.id == "incident-6", "then people killed"


def test_the_summary_counts_what_the_incidents_hold() -> None:
    text = " ".join(summary(briefing(reports_read=5)))
    assert "8 incidents, told by 2 of the 5 that were read" in text
    assert "from October 2021 to 7 November 2021" in text
    assert "1 incident has no date" in text
    assert "7 are on the map; 1 could not be placed" in text
    assert "For 1 only the region or country is known" in text
    assert "Reported killed: 13–15, in 2 incidents." in text
    assert "Reported injured: 7, in 1 incident." in text
    assert "1 attempted, 1 planned" in text
    assert "Reports disagree on 1 incident" in text
    assert "between 40% and 90%" in text


def test_all_groups_and_totals_agree_with_the_incidents() -> None:
    incidents = many(500)
    made = briefing(incidents)
    assert sum(len(rows) for _, rows in made.groups) == 500
    killed = [i.killed for i in incidents if i.killed is not None]
    assert made.total("killed") == (sum(killed), sum(killed), len(killed))
    assert made.total("injured") is None
    by_group = [made.total("killed", rows) for _, rows in made.groups]
    assert sum(total[0] for total in by_group if total) == sum(killed)


def test_reports_that_disagree_are_a_range_with_both_sources() -> None:
    made = briefing()
    row = made.rows[0]
    assert row.killed is not None
    assert (row.killed.low, row.killed.high, row.killed.words) == (10, 12, "10–12")
    assert disagreement(row, made) == "Killed: at least 12 [1], 10 [2]"


def test_reports_that_agree_keep_their_words() -> None:
    told = incident(killed=12, killed_text="at least 12", sources=(source(1, killed=12), source(2, killed=12)))
    found = toll(told, "killed", [1, 2])
    assert found is not None
    assert (found.words, found.by_report) == ("at least 12", ())


def test_a_number_in_words_only_is_no_figure() -> None:
    found = toll(incident(killed_text="dozens"), "killed", [1])
    assert found is not None
    assert (found.low, found.words) == (None, "dozens")
    assert briefing([incident(killed_text="dozens")]).total("killed") is None


def test_words_for_a_number_read_inside_a_sentence() -> None:
    for words, shown in (("At least 95", "at least 95"), ("One", "one"), ("Dozens", "dozens"), ("NO", "NO")):
        found = toll(incident(killed=95, killed_text=words), "killed", [1])
        assert found is not None
        assert found.words == shown


def test_a_saved_set_keeps_which_report_gave_which_number() -> None:
    told = week()[0]
    assert from_feature(to_feature(told)).sources == told.sources
    feature = to_feature(told)
    for saved in feature["properties"]["sources"]:
        del saved["killed"]
    old = from_feature(feature)
    assert [found.killed for found in old.sources] == [None, None], "sets of earlier versions can be read"
    assert briefing([old]).total("killed") == (12, 12, 1)


def test_one_report_cited_twice_is_one_report() -> None:
    made = briefing([incident(1), incident(2), incident(3, sources=(source(1), source(2)))])
    assert [report.title for report in made.reports] == ["Report 1", "Report 2"]


def test_nothing_is_said_of_nothing() -> None:
    assert summary(briefing([], reports_read=3)) == [
        "No incident was found: there is nothing to show on the map. 3 reports were read."
    ]


def test_the_filters_are_named() -> None:
    assert "Selected were incidents since 2021-11; main only." in summary(
        briefing(selection="since 2021-11; main only")
    )


def test_long_titles_are_shortened_where_one_sees_it() -> None:
    made = briefing(title="word " * 2_000)
    assert len(made.title) <= 160
    assert made.title.endswith("…")
    assert briefing(title=" \n ").title == "Incidents"


def test_an_unknown_type_or_place_is_named() -> None:
    with pytest.raises(BriefingError, match="'incident-1' has the type 'nonsense'"):
        briefing([incident(1, type="nonsense")])
    with pytest.raises(BriefingError, match="'incident-1' is at 91"):
        briefing([incident(1, place=place(lat=91.0))])
    with pytest.raises(BriefingError, match="not on the globe"):
        briefing([incident(1, place=place(lon=float("nan")))])


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2021-11-07", "2021-11-07", "7 Nov 2021"),
        ("2021-11-05", "2021-11-07", "5–7 Nov 2021"),
        ("2021-10-30", "2021-11-02", "30 Oct – 2 Nov 2021"),
        ("2020-12-30", "2021-01-02", "30 Dec 2020 – 2 Jan 2021"),
        ("2021-11", "2021-11", "Nov 2021"),
        ("1815-06-18", "1815-06-18", "18 Jun 1815"),
        ("0064-07", None, "Jul AD 64"),
        ("-0044-03-15", "-0044-03-15", "15 Mar 44 BC"),
        ("1990", "1999", "1990 – 1999"),
        (None, None, "no date"),
    ],
)
def test_dates_in_words(start: str | None, end: str | None, words: str) -> None:
    assert date_words(start, end, LABELS) == words


def test_the_period_runs_from_before_christ() -> None:
    made = briefing(
        [incident(1, start="-0044-03-15", end="-0044-03-15"), incident(2), incident(3, start=None, end=None)]
    )
    assert made.period == ("-0044-03-15", "2021-11-07")


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_clipped_text_is_clean_and_short(text: str, most: int) -> None:
    short = clipped(text, most)
    assert len(short) <= most
    assert not re.search(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", short)


def test_hostile_text_becomes_plain() -> None:
    assert "\u202e" not in clean(HOSTILE)
    assert clean(HOSTILE).encode("utf-8").decode("utf-8").startswith("<script>")


@pytest.mark.parametrize(
    ("text", "rtl"), [("اشتباكات 3", True), ("12 ירושלים", True), ("Mosul الموصل", False), ("12", False)]
)
def test_direction_of_a_text(text: str, rtl: bool) -> None:  # noqa: FBT001 - an expected value
    assert right_to_left(text) is rtl


def test_order_is_stable() -> None:
    twins = [replace(week()[1], id=str(n)) for n in range(20)]
    assert [row.incident.id for row in briefing(twins).rows] == [str(n) for n in range(20)]


def test_totals_leave_out_what_did_not_happen_and_say_so() -> None:
    happened, threatened, worded, none = many(4)
    told = briefing([
        replace(happened, status=Status.OCCURRED, killed=5, injured=None, sources=()),
        replace(threatened, status=Status.THREATENED, killed=900, injured=None, sources=()),
        replace(worded, status=Status.OCCURRED, killed=None, killed_text="dozens", injured=None, sources=()),
        replace(none, status=Status.OCCURRED, killed=0, injured=None, sources=()),
    ])  # fmt: skip
    assert told.total("killed") == (5, 5, 1)
    text = " ".join(summary(told))
    assert "Reported killed: 5, in 1 incident." in text
    assert "1 incident is not in these totals" in text
    assert "numbers of 1 incident that was planned, threatened or denied are left out" in text
    assert "By status: 3 occurred, 1 threatened." in text


def test_a_title_of_other_people_stands_before_the_type_and_geomaps_own_does_not() -> None:
    named = replace(many(1)[0], title="Blast at the old bridge", actors=(), targets=(), weapons=())
    row = briefing([named]).rows[0]
    assert event_words(row, briefing([named])).startswith(f"Blast at the old bridge. {row.kind.label}")
    made = replace(named, title=f"{row.kind.label} — Mosul")
    assert event_words(briefing([made]).rows[0], briefing([made])).startswith(row.kind.label)


def test_words_without_end_may_break_and_others_may_not() -> None:
    assert breakable("x" * 30).replace("\u200b", "") == "x" * 30
    assert "\u200b" in breakable("x" * 30)
    for text in ("Kahramanmaraş and Zaporizhzhia", "北" * 40, "ก" * 40):
        assert breakable(text) == text


@pytest.mark.parametrize(
    ("value", "words", "shown"),
    [
        (1, "He", "1"), (1, "a soldier", "1"), (0, "No", "0"), (0, "nobody", "0"), (22, "with 21 others", "22"),
        (1, "One", "one"), (1, "at least one", "at least one"), (7, "seven", "seven"),
        (12, "At least 12", "at least 12"),
        (None, "Dozens", "dozens"), (3, None, "3"),
    ],
)  # fmt: skip
def test_words_stand_for_a_number_where_they_tell_it(value: int | None, words: str | None, shown: str) -> None:
    found = toll(incident(injured=value, injured_text=words), "injured", [1])
    assert found is not None
    assert found.words == shown
