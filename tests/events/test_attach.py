from datetime import date

import pytest

from benchmarks.given_events import tell_given
from geomap.documents.document import Block, BlockKind, Document
from geomap.events import find_events
from geomap.events.mention import EventMention

PUBLISHED = date(2022, 6, 15)  # a Wednesday


def read(text: str) -> list[EventMention]:
    document = Document("dated", text, (Block(0, len(text), BlockKind.BODY),), published=PUBLISHED)
    return find_events(document, ())


@pytest.mark.parametrize(
    ("text", "kind", "killed", "injured"),
    [
        ("An air strike killed seven people and wounded twelve on Monday.", "air_drone_strike", 7, 12),
        ("Two people died after a bus crashed into a wall.", "transport_accident", 2, None),
        ("A car bomb killed 14 people, including three children, outside a bank.", "remote_explosive", 14, None),
        ("The president condemned the bombing, which killed nine people.", "remote_explosive", 9, None),
        ("Gunmen attacked a village and killed at least 20 farmers.", "attack", 20, None),
        ("A magnitude 6.4 earthquake injured 31 people.", "earthquake", None, 31),
        ("Gunmen attacked a village.", "attack", None, None),
    ],
)
def test_numbers_go_to_the_event_that_hurt(text: str, kind: str, killed: int | None, injured: int | None) -> None:
    found = next(mention for mention in read(text) if mention.type == kind)
    assert (found.killed.value if found.killed else None) == killed
    assert (found.injured.value if found.injured else None) == injured


def test_a_statement_takes_no_toll() -> None:
    found = {mention.type: mention for mention in read("The minister condemned the attack, which killed six farmers.")}
    assert found["statement"].killed is None
    assert found["attack"].killed is not None


def test_the_toll_of_a_war_is_no_toll_of_an_attack() -> None:
    text = "The attack came on Monday, and more than 9,000 people have been killed in ten years of war."
    assert all(mention.killed is None for mention in read(text))


def test_each_of_two_events_has_its_numbers() -> None:
    text = "Rockets killed four people at the port of Aden, and a drone strike on Taiz killed nine."
    tolls = {mention.type: mention.killed and mention.killed.value for mention in read(text)}
    assert tolls == {"shelling_missile_attack": 4, "air_drone_strike": 9}


def test_each_event_has_its_date() -> None:
    text = "Rockets were fired at the port on Sunday, and warplanes bombed the airport on Monday."
    dates = {mention.type: mention.time and mention.time.first for mention in read(text)}
    assert dates == {"shelling_missile_attack": date(2022, 6, 12), "air_drone_strike": date(2022, 6, 13)}


def test_a_date_inside_a_noun_phrase_is_its_own() -> None:
    text = "Police arrested two men on Tuesday over Sunday's bombing."
    dates = {mention.type: mention.time and mention.time.first for mention in read(text)}
    assert dates == {"arrest": date(2022, 6, 14), "remote_explosive": date(2022, 6, 12)}


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("Gunmen attacked a village on Monday.", False),
        ("Gunmen attacked the same village in 2015.", True),
        ("Gunmen attacked the village last year.", True),
        ("A vigil marked the anniversary of the bombing that killed ten people.", True),
    ],
)
def test_history_is_background(text: str, *, background: bool) -> None:
    assert all(mention.background is background for mention in read(text) if mention.type != "mourning")


def test_a_noun_that_points_back_shares_what_it_points_at() -> None:
    text = "The mayor survived an assassination attempt on Monday. The attack was the second this year."
    first, second = read(text)
    assert (first.type, first.status, first.anaphoric) == ("assassination", "attempted", False)
    assert (second.status, second.anaphoric, second.generic) == ("attempted", True, True)


def test_a_toll_told_after_the_event_is_its_own() -> None:
    text = "A ferry sank off the coast on Monday. At least 12 people died."
    first, second = read(text)
    assert (second.type, second.anaphoric) == (first.type, True)
    assert second.killed is not None
    assert second.killed.value == 12


def test_a_toll_with_no_event_before_it_is_no_event() -> None:
    assert read("The report lists prices. At least 12 people died.") == []


def test_an_incident_with_nothing_behind_it_is_no_event() -> None:
    assert read("The incident is closed, the company said on Monday.") == []


@pytest.mark.parametrize("kind", [BlockKind.FURNITURE, BlockKind.CREDIT, BlockKind.METADATA, BlockKind.DATELINE])
def test_only_headline_and_body_are_evidence(kind: BlockKind) -> None:
    text = "Gunmen attacked a village on Monday."
    assert find_events(Document("x", text, (Block(0, len(text), kind),)), ()) == []


def test_offsets_cut_the_trigger_and_its_sentence() -> None:
    text = "It rained. Gunmen attacked a village. It was dark."
    (found,) = read(text)
    assert text[found.start : found.end] == found.text == "attacked"
    assert text[slice(*found.sentence)] == "Gunmen attacked a village."


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        (
            "The group left on Sunday, a day after an air strike killed 22 people.",
            "air_drone_strike",
            date(2022, 6, 11),
        ),
        ("Boys were still missing on Monday after gunmen raided a school.", "attack", None),
        ("France, shaken by last month's earthquake, sent soldiers to the port.", "earthquake", date(2022, 5, 1)),
    ],
)
def test_a_date_is_not_that_of_what_came_before(text: str, kind: str, day: date | None) -> None:
    found = next(mention for mention in read(text) if mention.type == kind)
    assert (found.time.first if found.time else None) == day


def test_what_a_sentence_recalls_has_its_own_date_and_toll() -> None:
    text = "It was the deadliest train crash in the country since 2013, when 80 people died near the coast."
    now, then = read(text)
    assert (now.type, now.time, now.killed) == ("transport_accident", None, None)
    assert then.type == "transport_accident"
    assert then.time is not None
    assert then.time.first == date(2013, 1, 1)
    assert then.killed is not None
    assert then.killed.value == 80


def test_the_more_precise_of_two_dates_wins() -> None:
    (found,) = read("Rebels attacked the barracks last month, on 28 May.")
    assert found.time is not None
    assert found.time.first == date(2022, 5, 28)


def test_each_speaker_makes_a_statement() -> None:
    text = "The president denounced the raid, and the opposition issued a statement backing the army."
    assert [found.text for found in read(text) if found.type == "statement"] == ["denounced", "issued a statement"]


def test_a_toll_without_a_verb_belongs_to_the_event_before() -> None:
    first, second = read("A ferry sank off the coast on Monday. The ministry has registered 3,958 deaths.")
    assert second.type == first.type
    assert second.killed is not None
    assert second.killed.value == 3958


def test_the_day_of_the_telling_is_not_that_of_what_was_told() -> None:
    (found,) = read("The envoy said on Monday that troops had killed six farmers.")
    assert found.time is None
    (found,) = read("The envoy said on Monday that troops had killed six farmers on Friday.")
    assert found.time is not None
    assert found.time.text == "Friday"


def test_who_was_killed_there_was_killed_by_what_was_told() -> None:
    first, second = read(
        "A missile was fired at the port on Friday. One man was killed there and 11 people were injured."
    )
    assert (second.type, second.anaphoric) == (first.type, True)
    assert second.killed is not None
    assert second.injured is not None


def test_those_arrested_at_a_protest_are_not_all_who_took_part() -> None:
    found = next(m for m in read("Officers arrested 11 students who marched on the ministry.") if m.arrested)
    assert found.arrested is not None
    assert found.arrested.value == 11
    assert found.participants is None


def test_a_sentence_of_a_court_arrests_nobody() -> None:
    assert all(mention.arrested is None for mention in read("A court jailed two brothers for ten years."))


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("On 1 May 2021, 40 soldiers defected to the rebels.", "participants", 40),
        ("Since Monday 17 people have been killed in clashes.", "killed", 17),
    ],
)
def test_an_event_has_the_people_of_its_own_words(text: str, name: str, value: int) -> None:
    assert value in [count.value for mention in read(text) if (count := getattr(mention, name)) is not None]


def test_those_who_cross_a_border_are_displaced() -> None:
    text = "About 3,000 refugees entered the country on Sunday."
    document = Document("flight", text, (Block(0, len(text), BlockKind.BODY),), published=PUBLISHED)
    event = {"trigger": "entered", "type": "other_strategic", "status": "occurred"}
    (told,) = tell_given(document, (), [event])
    assert told.counts["displaced"].value == 3000
