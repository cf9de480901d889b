"""Online geocoders against a server on this machine: answers, cache, pauses, failures, and what they may not do."""

import json
import sqlite3
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.extra.rate_limiter import RateLimiter

from geomap.errors import GeocoderError
from geomap.gazetteer import Gazetteer, Precision
from geomap.gazetteer.online.cache import Cache
from geomap.gazetteer.online.geocoder import Geocoder
from geomap.gazetteer.online.services import service
from tests.gazetteer.imports.server import Server, serving

CLINIC = {
    "name": "Al-Zuhrawi Clinic", "lat": "36.31", "lon": "43.12", "display_name": "Al-Zuhrawi Clinic, Mosul, Iraq",
    "addresstype": "amenity", "type": "hospital", "boundingbox": ["36.309", "36.311", "43.119", "43.121"],
}  # fmt: skip
ANSWERS = {
    "nominatim": [CLINIC],
    "photon": {"features": [{
        "geometry": {"coordinates": [43.12, 36.31]},
        "properties": {"name": "Al-Zuhrawi Clinic", "osm_key": "amenity", "osm_value": "hospital", "type": "house"},
    }]},
    "pelias": {"features": [{
        "geometry": {"coordinates": [43.12, 36.31]}, "bbox": [43.119, 36.309, 43.121, 36.311],
        "properties": {"name": "Al-Zuhrawi Clinic", "label": "Al-Zuhrawi Clinic, Mosul", "layer": "venue"},
    }]},
    "arcgis": {"candidates": [{
        "address": "Al-Zuhrawi Clinic, Mosul", "location": {"x": 43.12, "y": 36.31}, "score": 99,
        "attributes": {"Type": "Hospital"}, "extent": {"xmin": 43.119, "ymin": 36.309, "xmax": 43.121, "ymax": 36.311},
    }]},
}  # fmt: skip


def said(content: object, status: int = 200) -> object:
    """Return a way to answer every request with some JSON."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@pytest.fixture
def served() -> Iterator[Server]:
    with serving({}) as state:
        state.answer = said([CLINIC])  # type: ignore[assignment]
        yield state


def opened(served: Server, path: Path, name: str = "nominatim", **settings: str) -> Geocoder:
    environment = {"GEOMAP_GEOCODER_DOMAIN": urlsplit(served.url).netloc, "GEOMAP_GEOCODER_SCHEME": "http"}
    more = {f"GEOMAP_GEOCODER_{key.upper()}": value for key, value in settings.items()}
    return Geocoder(service(name, environment | more), Cache(path / "answers.sqlite"))


@pytest.mark.parametrize("name", ANSWERS)
def test_each_service_gives_a_place_that_says_where_it_comes_from(
    served: Server, tmp_path: Path, gazetteer: Gazetteer, name: str
) -> None:
    served.answer = said(ANSWERS[name])  # type: ignore[assignment]
    geocoder = opened(served, tmp_path, name, key="secret")
    (place,) = geocoder.find("Al-Zuhrawi Clinic", gazetteer)
    assert geocoder.warnings == []
    assert (place.name, place.lat, place.lon) == ("Al-Zuhrawi Clinic", 36.31, 43.12)
    assert (place.country, place.admin1, place.within) == ("IQ", "Nineveh", ("Nineveh", "Iraq"))
    assert place.precision is Precision.SITE
    assert place.uncertainty_km == 0.5
    assert place.geonameid is None
    assert place.source.startswith(geocoder.label)
    assert (name not in {"nominatim", "photon"}) or "OpenStreetMap" in place.source


def test_only_the_name_leaves_the_machine(served: Server, tmp_path: Path, gazetteer: Gazetteer) -> None:
    opened(served, tmp_path).find("  Al-Zuhrawi\n Clinic ", gazetteer)
    (request,) = served.asked
    asked = parse_qs(urlsplit(request["path"]).query)
    assert asked.pop("q") == ["Al-Zuhrawi Clinic"]
    assert asked == {"format": ["json"], "limit": ["5"], "accept-language": ["en"]}
    assert request["User-Agent"].startswith("geomap/")


def test_a_name_is_asked_for_once(served: Server, tmp_path: Path, gazetteer: Gazetteer) -> None:
    first = opened(served, tmp_path).find("Al-Zuhrawi Clinic", gazetteer)
    again = opened(served, tmp_path)
    assert again.find("AL-ZUHRAWI CLINIC", gazetteer) == first
    assert (len(served.asked), again.asked) == (1, 0)


def test_that_nothing_is_known_is_kept_too(served: Server, tmp_path: Path, gazetteer: Gazetteer) -> None:
    served.answer = said([])  # type: ignore[assignment]
    for _ in range(2):
        assert opened(served, tmp_path).find("Nowhere At All", gazetteer) == []
    assert len(served.asked) == 1


def test_old_answers_are_asked_for_again(served: Server, tmp_path: Path, gazetteer: Gazetteer) -> None:
    opened(served, tmp_path).find("Al-Zuhrawi Clinic", gazetteer)
    data = sqlite3.connect(tmp_path / "answers.sqlite")
    with data:
        data.execute("UPDATE answers SET asked = 0")
    data.close()
    opened(served, tmp_path).find("Al-Zuhrawi Clinic", gazetteer)
    assert len(served.asked) == 2


def test_a_pause_between_two_requests(
    served: Server, tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a clock that only sleeping moves, no answer comes sooner than the pause after the one before."""
    now = [1000.0]
    waits: list[float] = []

    def sleep(_: RateLimiter, seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(RateLimiter, "_clock", lambda _: now[0])
    monkeypatch.setattr(RateLimiter, "_sleep", sleep)
    geocoder = opened(served, tmp_path, pause="360")
    for name in ("One Place", "Other Place", "One Place", "Third Place"):
        geocoder.find(name, gazetteer)
    assert waits == [360, 360]
    assert len(served.asked) == 3


def test_the_public_servers_are_asked_once_a_second() -> None:
    assert service("nominatim", {}).pause == 1.0
    assert service("photon", {}).pause == 1.0
    assert service("nominatim", {"GEOMAP_GEOCODER_DOMAIN": "nominatim.example.org"}).pause == 0


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({"error": "down"}, 500),
        ({"error": "slow down"}, 429),
        (b"<html>", 200),
        ({"a": 1}, 200),
        ([{"lat": "north", "lon": "43"}], 200),
        ([{"lat": None}], 200),
        ([7], 200),
        ([{**CLINIC, "lat": "95"}], 200),
        ([{**CLINIC, "lon": "nan"}], 200),
    ],
)
def test_a_failure_is_a_warning_and_is_not_kept(
    served: Server, tmp_path: Path, gazetteer: Gazetteer, content: object, status: int
) -> None:
    served.answer = said(content, status)  # type: ignore[assignment]
    geocoder = opened(served, tmp_path)
    assert geocoder.find("Some Place", gazetteer) == []
    assert len(geocoder.warnings) == 1
    assert "'Some Place'" in geocoder.warnings[0]
    served.answer = said([CLINIC])  # type: ignore[assignment]
    assert geocoder.find("Some Place", gazetteer)


def test_after_three_failures_it_is_left_alone(tmp_path: Path, gazetteer: Gazetteer) -> None:
    settings = {"GEOMAP_GEOCODER_DOMAIN": "127.0.0.1:9", "GEOMAP_GEOCODER_SCHEME": "http"}
    geocoder = Geocoder(service("photon", settings), Cache(tmp_path / "answers.sqlite"))
    for name in ("A One", "A Two", "A Three", "A Four"):
        assert geocoder.find(name, gazetteer) == []
    assert geocoder.asked == 3
    assert "not asked again in this run" in geocoder.warnings[-1]


def test_a_refusal_is_final(served: Server, tmp_path: Path, gazetteer: Gazetteer) -> None:
    served.answer = said({}, 403)  # type: ignore[assignment]
    geocoder = opened(served, tmp_path)
    for name in ("A One", "A Two"):
        geocoder.find(name, gazetteer)
    assert len(served.asked) == 1


def test_answers_are_not_trusted(served: Server, tmp_path: Path, gazetteer: Gazetteer) -> None:
    evil = [
        {**CLINIC, "name": "\x1b[2J\u202eAl-Zuhrawi" + "x" * 1000, "addresstype": "<script>", "type": 7,
         "boundingbox": ["a", None, {}, "1"]},
        {**CLINIC, "boundingbox": ["-90", "90", "-180", "180"], "type": "country", "addresstype": "country"},
    ]  # fmt: skip
    served.answer = said(evil)  # type: ignore[assignment]
    first, second = opened(served, tmp_path).find("Some Place", gazetteer)
    assert first.name.isprintable()
    assert len(first.name) == 200
    assert (first.kind, first.uncertainty_km) == ("place", 0.5)
    assert second.precision is Precision.COUNTRY
    assert second.uncertainty_km > 5000


def test_without_a_usable_file_answers_last_for_the_run(served: Server, tmp_path: Path, gazetteer: Gazetteer) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"this is no database, but a text that is long enough" * 50)
    geocoder = opened(served, tmp_path)
    for _ in range(2):
        assert geocoder.find("Al-Zuhrawi Clinic", gazetteer)
    assert len(served.asked) == 1
    assert "answers are not kept" in geocoder.warnings[0]


@pytest.mark.parametrize(
    ("name", "settings", "complaint"),
    [
        ("nominatimm", {}, "nominatim"),
        ("opencage", {}, "GEOMAP_GEOCODER_KEY"),
        ("pelias", {}, "GEOMAP_GEOCODER_DOMAIN"),
        ("geonames", {}, "GEOMAP_GEOCODER_USER"),
        ("nominatim", {"GEOMAP_GEOCODER_PAUSE": "nan"}, "GEOMAP_GEOCODER_PAUSE"),
        ("nominatim", {"GEOMAP_GEOCODER_TIMEOUT": "soon"}, "GEOMAP_GEOCODER_TIMEOUT"),
        ("nominatim", {"GEOMAP_GEOCODER_SCHEME": "gopher"}, "cannot be set up"),
    ],
)
def test_wrong_settings_are_named(name: str, settings: dict[str, str], complaint: str) -> None:
    with pytest.raises(GeocoderError, match=complaint):
        service(name, settings)
