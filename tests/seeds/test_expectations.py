from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from geomap.events.mention import Status
from geomap.events.taxonomy import load_taxonomy
from geomap.places.mention import Role
from tests.seeds.expectations import check

_FILES = sorted(Path(__file__).with_name("expected").glob("*.json"))
_SEEDS = Path(__file__).parents[2] / "seeds"

_STRIKE = {
    "name": "drone attack",
    "main": True,
    "types": ["assassination", "attack"],
    "status": ["attempted"],
    "date": "2021-11-07",
    "place": "Green Zone",
    "lat": 33.307,
    "lon": 44.39,
    "radius_km": 4,
    "killed": [0, None],
    "injured": [7, 8],
    "weapons": ["drone"],
    "targets": ["Mustafa al-Kadhimi"],
}
_REACTIONS = {
    "name": "reactions",
    "types": ["statement"],
    "status": ["occurred"],
    "date": "2021-11",
    "places": ["Iran", "Canada"],
    "optional_places": ["France"],
}


def _feature(**changes: object) -> dict[str, Any]:
    """The incident that meets `_STRIKE`, with changes."""
    properties = {
        "type": "assassination",
        "status": "attempted",
        "start": "2021-11-07",
        "place": "Green Zone",
        "within": ["Baghdad", "Iraq"],
        "country": "IQ",
        "lat": 33.31,
        "lon": 44.38,
        "killed": None,
        "injured": 7,
        "weapons": ["armed Drone"],
        "targets": ["Prime Minister Mustafa al-Kadhimi"],
        "main": True,
    }
    return {"type": "Feature", "geometry": None, "properties": properties | changes}


def _statement(place: str, **changes: object) -> dict[str, Any]:
    defaults: dict[str, object] = {
        "type": "statement",
        "status": "occurred",
        "place": place,
        "within": [],
        "country": None,
        "main": False,
    }
    return _feature(**(defaults | changes))


def _mention(text: str, role: str, name: str | None = None, lat: float = 0.0, lon: float = 0.0) -> dict[str, Any]:
    place = {"name": name, "lat": lat, "lon": lon} if name else None
    return {"text": text, "role": role, "place": place}


def _forbidding(**entry: object) -> dict[str, Any]:
    return {"must_not_appear": [entry]}


def test_right_answer_has_no_failures() -> None:
    features = [_feature(), _statement("Iran"), _statement("Ottawa", within=["Ontario", "Canada"])]
    assert check({"incidents": [_STRIKE, _REACTIONS]}, features) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"type": "flood"}, "type is flood, not assassination or attack"),
        ({"status": "occurred"}, "status is occurred, not attempted"),
        ({"start": "2021-11-08"}, "start is 2021-11-08, not 2021-11-07"),
        ({"start": "2021-11"}, "start is 2021-11, not 2021-11-07"),
        ({"start": None}, "start is None, not 2021-11-07"),
        ({"lat": 25.2, "lon": 55.27}, "km from Green Zone, not within 4 km"),
        ({"lat": None, "lon": None}, "it has no point"),
        ({"killed": 35}, "killed is 35, not 0 or None"),
        ({"injured": None}, "injured is None, not 7 or 8"),
        ({"weapons": ["rocket"]}, "weapons lack drone"),
        ({"targets": []}, "targets lack Mustafa al-Kadhimi"),
    ],
)
def test_each_difference_is_told(change: dict[str, Any], words: str) -> None:
    (failure,) = check({"incidents": [_STRIKE]}, [_feature(**change)])
    assert failure.startswith("drone attack: missing; closest is ")
    assert words in failure


def test_closest_incident_is_told() -> None:
    far = _feature(type="flood", status="occurred", main=False)
    (failure,) = check({"incidents": [_STRIKE]}, [far, _feature(killed=2)])
    assert "closest is assassination (attempted) in Green Zone, 2021-11-07, but killed is 2" in failure


def test_no_incidents_at_all() -> None:
    assert check({"incidents": [_STRIKE]}, []) == [
        "drone attack: missing, for there are no incidents",
        "0 main incidents, not 1",
    ]


def test_optional_incident_may_be_missing() -> None:
    assert (
        check({"incidents": [_STRIKE, {"name": "mourning", "types": ["mourning"], "optional": True}]}, [_feature()])
        == []
    )


def test_keys_that_are_left_out_are_not_compared() -> None:
    assert check({"incidents": [{"name": "anything"}]}, [_feature(start=None, lat=None, lon=None)]) == []


@pytest.mark.parametrize(("start", "met"), [("2023-09-10", True), ("2023-09-11", True), ("2023-09-12", False)])
def test_date_may_be_one_of_several(start: str, met: bool) -> None:  # noqa: FBT001 - a table's column
    entry = {"name": "flood", "date": ["2023-09-10", "2023-09-11"]}
    assert (check({"incidents": [entry]}, [_feature(start=start)]) == []) is met


def test_incident_known_to_the_day_meets_a_month() -> None:
    assert check({"incidents": [{"name": "sit-in", "date": "2021-11"}]}, [_feature()]) == []


def test_main_entry_needs_the_main_incident() -> None:
    features = [_feature(main=False), _statement("Iran", main=True)]
    (failure,) = check({"incidents": [_STRIKE]}, features)
    assert "it is not the main incident" in failure


@pytest.mark.parametrize(("main", "number"), [((False, False), 0), ((True, True), 2)])
def test_one_main_incident(main: tuple[bool, bool], number: int) -> None:
    (failure,) = check({}, [_feature(main=each) for each in main])
    assert failure.startswith(f"{number} main incidents, not 1")


def test_every_speaker_needs_a_statement_but_the_optional_ones() -> None:
    assert check({"incidents": [_REACTIONS]}, [_feature(), _statement("Iran")]) == ["reactions: none in Canada"]


def test_statement_of_another_month_does_not_count() -> None:
    features = [_feature(), _statement("Iran"), _statement("Canada", start="2021-10-10")]
    assert check({"incidents": [_REACTIONS]}, features) == ["reactions: none in Canada"]


def test_too_many_incidents() -> None:
    assert check({"max_incidents": 1}, [_feature(), _statement("Iran")]) == ["2 incidents, more than 1"]


@pytest.mark.parametrize(
    ("entry", "change"),
    [
        ({"place_name": "Dubai"}, {"place": "Dubai"}),
        ({"place_name": "dubai"}, {"place": "Jumeirah", "within": ["Dubai"]}),
        ({"place_name": "Katsina"}, {"place": "Katsina State"}),
        ({"within_km": {"lat": 25.2, "lon": 55.27, "radius_km": 30}}, {"lat": 25.25, "lon": 55.3}),
        ({"country": "FR", "types_allowed": ["statement"]}, {"country": "FR"}),
        ({"killed": 35}, {"killed": 35}),
        ({"injured": 2000}, {"injured": 2000}),
        ({"type": "air_drone_strike", "date": "2018…"}, {"type": "air_drone_strike", "start": "2018-04-14"}),
        ({"type": ["suicide_bomb", "attack"], "status": "occurred"}, {"type": "attack", "status": "occurred"}),
        ({"date": ["2021-09", "2021-10"]}, {"start": "2021-10-10"}),
    ],
)
def test_forbidden_incident_is_found(entry: dict[str, Any], change: dict[str, Any]) -> None:
    (failure,) = check(_forbidding(**entry, note="another story"), [_feature(**change)])
    assert failure.startswith("must not appear: ")
    assert failure.endswith("(another story)")
    assert check(_forbidding(**entry), [_feature()]) == []


@pytest.mark.parametrize(
    ("entry", "change"),
    [
        ({"country": "FR", "types_allowed": ["statement"]}, {"country": "FR", "type": "statement"}),
        ({"within_km": {"lat": 25.2, "lon": 55.27, "radius_km": 30}}, {"lat": None, "lon": None}),
        ({"type": "air_drone_strike", "date": "2018…"}, {"type": "air_drone_strike", "start": None}),
        ({"place_name": "Sudan"}, {"place": "Juba", "within": ["South Sudan"]}),
        ({"killed": 35, "date": "2021…"}, {"killed": 35, "start": "2016-07-03"}),
    ],
)
def test_what_is_not_forbidden_passes(entry: dict[str, Any], change: dict[str, Any]) -> None:
    assert check(_forbidding(**entry), [_feature(**change)]) == []


def test_forbidden_without_a_note_is_told_by_its_selectors() -> None:
    assert check(_forbidding(killed=35), [_feature(killed=35)])[0].endswith("(killed 35)")


def test_notes_to_the_reader_are_passed_over() -> None:
    assert check({"must_not_appear": ["an incident in Dubai"]}, [_feature(place="Dubai")]) == []


@pytest.mark.parametrize("entry", [{"note": "nothing to go by"}, {"place": "Dubai"}, {"types_allowed": ["statement"]}])
def test_forbidden_entry_that_nothing_checks_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="must_not_appear"):
        check({"must_not_appear": [entry]}, [_feature()])


_DUBAI = {"name": "Dubai", "role": "reporting", "lat": 25.2, "lon": 55.27, "radius_km": 30}


@pytest.mark.parametrize(
    ("mention", "failure"),
    [
        (_mention("Cairo", "reporting"), "place Dubai as reporting: not mentioned"),
        (_mention("Dubai", "location", "Dubai", 25.2, 55.3), "place Dubai as reporting: only as location"),
        (_mention("Dubai", "reporting"), "place Dubai as reporting: resolved to no place"),
        (_mention("Dubai", "reporting", "Dubai", 1.0, 2.0), "place Dubai as reporting: resolved to Dubai (1.0, 2.0)"),
    ],
)
def test_each_failure_of_a_place_is_told(mention: dict[str, Any], failure: str) -> None:
    assert check({"places": [_DUBAI]}, [_feature()], [mention]) == [failure]


def test_place_is_found_among_its_mentions() -> None:
    mentions = [_mention("Dubai", "location", "Dubai"), _mention("DUBAI", "reporting", "Dubayy", 25.2, 55.3)]
    assert check({"places": [_DUBAI]}, [_feature()], mentions) == []


@pytest.mark.parametrize("text", ["Iran", "the\nIran", "Tehran's rulers"])
def test_place_without_a_point_needs_name_and_role(text: str) -> None:
    assert (
        check(
            {"places": [{"name": "Iran", "role": "associative"}]}, [_feature()], [_mention(text, "associative", "Iran")]
        )
        == []
    )


@pytest.mark.parametrize("text", ["Katsina State", "Katsina", "the State of Katsina"])
def test_kind_of_division_does_not_matter(text: str) -> None:
    mentions = [_mention(text, "location", "Katsina")]
    assert check({"places": [{"name": "Katsina State", "role": "location"}]}, [_feature()], mentions) == []


def test_places_are_unchecked_without_mentions() -> None:
    assert check({"places": [_DUBAI]}, [_feature()]) == []


# The expectation files themselves


def _load(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _stem(seed: Path) -> list[str]:
    """The stems of the expectation files that a seed needs: one for each document."""
    if seed.suffix != ".jsonl":
        return [seed.stem]
    return [f"{seed.stem}--{json.loads(line)['id']}" for line in seed.read_text(encoding="utf-8").splitlines()]


def test_every_sample_has_its_expectations_and_none_is_left_over() -> None:
    wanted = {stem for seed in _SEEDS.iterdir() for stem in _stem(seed)}
    assert {path.stem for path in _FILES if "extends" not in _load(path)} == wanted


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_file_speaks_the_words_of_the_project(path: Path) -> None:
    expected = _load(path)
    incidents, forbidden = expected["incidents"], expected["must_not_appear"]
    types = {key for entry in incidents for key in entry["types"]}
    types |= {key for entry in forbidden for key in entry.get("types_allowed", [])}
    types |= {
        key
        for entry in forbidden
        for key in ([entry["type"]] if isinstance(entry.get("type"), str) else entry.get("type", []))
    }
    assert types <= set(load_taxonomy().types)
    assert {status for entry in incidents for status in entry["status"]} <= set(Status)
    assert {entry["role"] for entry in expected["places"]} <= set(Role)


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_file_can_be_checked(path: Path) -> None:
    expected = _load(path)
    check(expected, [_feature()], [])  # raises on an entry that nothing checks
    assert sum(bool(entry.get("main")) for entry in expected["incidents"]) == ("extends" not in expected)
    assert len([entry for entry in expected["incidents"] if not entry.get("optional")]) <= expected["max_incidents"]


def _first(values: Any) -> Any:  # noqa: ANN401 - a value of an entry, or a list of those allowed
    return values[0] if isinstance(values, list) else values


def _ideal(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """The incidents that an entry asks for."""
    keys = {"types": "type", "status": "status", "date": "start", "killed": "killed", "injured": "injured"}
    values = {name: _first(entry.get(key)) for key, name in keys.items()}
    kept = {key: entry.get(key) for key in ("lat", "lon", "within", "weapons", "targets", "main")}
    places = entry.get("places") or [entry["place"]]
    return [_feature(**(values | kept), place=place, country=None) for place in places]


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.stem)
def test_what_must_appear_is_not_forbidden(path: Path) -> None:
    expected = _load(path)
    ideal = [feature for entry in expected["incidents"] for feature in _ideal(entry)]
    failures = check(expected, ideal)
    assert failures == (["0 main incidents, not 1"] if "extends" in expected else [])
