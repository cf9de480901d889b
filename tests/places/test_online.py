"""Names that no gazetteer knows and an online geocoder does: which are asked for, and which answers count."""

from dataclasses import dataclass, field

import pytest

from geomap.gazetteer import Candidate, Gazetteer, Place, Precision
from geomap.places.mention import PlaceMention, Role
from geomap.places.online import ask_online


@dataclass
class Answering:
    """Stands for a geocoder: answers what it is told to, and notes what it was asked."""

    answers: list[Place]
    source: str = "Test, © testers"
    asked: list[str] = field(default_factory=list)

    def find(self, name: str, gazetteer: Gazetteer) -> list[Place]:  # noqa: ARG002 - as the real one
        self.asked.append(name)
        return self.answers


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def place(name: str, lat: float, lon: float, country: str | None) -> Place:
    return Place(
        f"online:{lat},{lon}", name, "hospital", lat, lon, Precision.SITE, 0.5, country, source="Test, © testers"
    )


def mention(text: str, known: Place | None = None, match: str = "name", **values: object) -> PlaceMention:
    candidates = (Candidate(known, text, match, 0.9),) if known else ()
    facts: dict[str, object] = {"role": Role.LOCATION, "confidence": 0.9 if known else 0.45, "place": known}
    return PlaceMention(0, len(text), text, candidates=candidates, **(facts | values))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def mosul(gazetteer: Gazetteer) -> Place:
    return gazetteer.lookup("Mosul")[0].place


def test_an_answer_in_a_country_of_the_report(gazetteer: Gazetteer, mosul: Place) -> None:
    online = Answering([place("Zuhrawi", 51.0, 0.0, "GB"), place("Al-Zuhrawi Clinic", 36.31, 43.12, "IQ")])
    known, found = ask_online([mention("Mosul", mosul), mention("Al-Zuhrawi Clinic")], online, gazetteer)  # type: ignore[arg-type]
    assert online.asked == ["Al-Zuhrawi Clinic"]
    assert known.place == mosul
    assert found.place == online.answers[1]
    assert found.candidates[0].match == "online"
    assert "found online: Test, © testers" in found.reason
    assert 0.3 < found.confidence <= 0.7


@pytest.mark.parametrize(
    "answer",
    [place("Al-Zuhrawi Clinic", 51.0, 0.0, "GB"), place("Quite Another House", 36.31, 43.12, "IQ")],
    ids=["elsewhere", "another name"],
)
def test_an_answer_that_does_not_fit(gazetteer: Gazetteer, mosul: Place, answer: Place) -> None:
    unknown = mention("Al-Zuhrawi Clinic")
    assert ask_online([mention("Mosul", mosul), unknown], Answering([answer]), gazetteer)[1] == unknown  # type: ignore[arg-type]


def test_a_report_that_names_no_country_is_less_sure(gazetteer: Gazetteer) -> None:
    online = Answering([place("Al-Zuhrawi Clinic", 36.31, 43.12, "IQ")])
    (found,) = ask_online([mention("Al-Zuhrawi Clinic")], online, gazetteer)  # type: ignore[arg-type]
    assert found.place is not None
    assert found.confidence <= 0.4


def test_each_name_is_asked_for_once(gazetteer: Gazetteer, mosul: Place) -> None:
    online = Answering([])
    mentions = [mention("Mosul", mosul), mention("Al-Zuhrawi"), mention("al-Zuhrawi"), mention("AL-ZUHRAWI")]
    ask_online(mentions, online, gazetteer)  # type: ignore[arg-type]
    assert online.asked == ["Al-Zuhrawi"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a school", {}),
        ("Qa", {}),
        ("12", {}),
        ("The Men Who Had Come From Far Away To Look At It Again", {}),
        ("Iraqi", {"role": Role.DEMONYM}),
        ("Some House", {"role": Role.ASSOCIATIVE}),
    ],
)
def test_what_is_never_sent(gazetteer: Gazetteer, text: str, values: dict[str, object]) -> None:
    online = Answering([place(text, 1, 2, None)])
    ask_online([mention(text, **values)], online, gazetteer)  # type: ignore[arg-type]
    assert online.asked == []


def test_a_name_that_is_only_spelled_alike_is_asked_for(gazetteer: Gazetteer, mosul: Place) -> None:
    online = Answering([place("Mossulia", 36.5, 43.2, "IQ")])
    (_, found) = ask_online([mention("Mosul", mosul), mention("Mossulia", mosul, "fuzzy")], online, gazetteer)  # type: ignore[arg-type]
    assert found.place == online.answers[0]
    assert [candidate.match for candidate in found.candidates] == ["online", "fuzzy"]


def test_the_place_that_holds_a_name_must_hold_the_answer(gazetteer: Gazetteer, mosul: Place) -> None:
    held = mention("Al-Zuhrawi Clinic", place=mosul)
    near, far = place("Al-Zuhrawi Clinic", 36.31, 43.12, "IQ"), place("Al-Zuhrawi Clinic", 30.5, 47.8, "IQ")
    mentions = [mention("Mosul", mosul), held]
    assert ask_online(mentions, Answering([far, near]), gazetteer)[1].place == near  # type: ignore[arg-type]
    assert ask_online(mentions, Answering([far]), gazetteer)[1] == held  # type: ignore[arg-type]


def test_coordinates_in_the_text_need_no_geocoder(gazetteer: Gazetteer) -> None:
    point = Place("point:1,2", "1, 2", "coordinates", 1, 2, Precision.EXACT, 0.1)
    online = Answering([])
    ask_online([mention("Site 1 N 2 E", place=point)], online, gazetteer)  # type: ignore[arg-type]
    assert online.asked == []
