from datetime import date

import pytest

from geomap.documents.document import Block, BlockKind, Document
from geomap.events import find_events

PUBLISHED = date(2022, 6, 15)  # a Wednesday


def days(text: str, kind: str, published: date | None = PUBLISHED) -> tuple[date, date] | None:
    document = Document("dated", text, (Block(0, len(text), BlockKind.BODY),), published=published)
    times = [mention.time for mention in find_events(document, ()) if mention.type == kind]
    assert times
    time = next((time for time in times if time is not None), None)
    return None if time is None else (time.first, time.last)


def june(first: int, last: int | None = None) -> tuple[date, date]:
    return date(2022, 6, first), date(2022, 6, last or first)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        # What goes on for another day began before.
        ("Warplanes bombed the port for a third day on Tuesday.", "air_drone_strike", june(12, 14)),
        ("Jets bombed the port for the second straight day Monday.", "air_drone_strike", june(12, 13)),
        ("Warplanes bombed the port on Tuesday.", "air_drone_strike", june(14)),
        # What is counted since a month goes on to this one; what began then did so.
        ("Cholera has killed 40 people in the camp since April.", "epidemic", (date(2022, 4, 1), date(2022, 6, 30))),
        ("Three nurses have been held hostage since Friday.", "abduction", june(10)),
        ("Troops have been deployed in the capital since Friday.", "deployment", june(10)),
        ("Gunmen have kidnapped nine drivers on the road since Friday.", "abduction", june(10, 15)),
        # What happened did not happen in the days to come.
        ("Gunmen attacked the port and vowed to leave by Friday.", "attack", None),
        # The court's day is not that of the deed.
        ("A man was jailed on Monday for the murder of a guard.", "homicide", None),
        # Days and hours counted from another date.
        (
            "The army fired rockets on Monday, hours after a car bomb killed nine soldiers.",
            "remote_explosive",
            june(13),
        ),
        (
            "The mayor fled on Monday after 20 years in power, a day after an air strike killed six people.",
            "air_drone_strike",
            june(12),
        ),
        # Figures as of a day.
        ("As of Monday, floods had killed 30 people in the valley.", "flood", None),
    ],
)
def test_days(text: str, kind: str, expected: tuple[date, date] | None) -> None:
    assert days(text, kind) == expected


RECORD = "Liberia, 3 June 2022. Rebels shelled the port with mortars. Four people were killed."


def test_a_record_that_opens_with_its_date_is_of_that_day() -> None:
    assert days(RECORD, "shelling_missile_attack") == june(3)


@pytest.mark.parametrize("published", [date(2022, 6, 3), None])
def test_a_dateline_dates_nothing(published: date | None) -> None:
    assert days(RECORD, "shelling_missile_attack", published) is None


def test_a_sentence_that_tells_something_is_no_header() -> None:
    text = "The talks ended on 3 June 2022. Rebels shelled the port with mortars."
    assert days(text, "shelling_missile_attack") is None
