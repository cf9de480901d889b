"""The annotated articles are well formed, as far as that can be seen without their texts."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from benchmarks.sentences import days_of
from geomap import load_taxonomy
from geomap.events.mention import Status
from geomap.language.marks import COUNTS
from training.articles import ARTICLES, FILES

RECORDS: list[dict[str, Any]] = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
FIELDS = {"spans", "type", "status", "scenes", "date", "main", *COUNTS}


def test_there_are_hundreds_and_none_twice() -> None:
    told = Counter((record["corpus"], record["id"]) for record in RECORDS)
    assert len(RECORDS) > 600
    assert max(told.values()) == 1
    assert {record["corpus"] for record in RECORDS} <= set(FILES)


def test_what_is_measured_unseen_is_kept() -> None:
    unseen = [r for r in RECORDS if r["corpus"] in {"geovirus", "muc_dev"}]
    unseen += [r for r in RECORDS if r["corpus"] == "geowebnews" and int(r["id"].split("-")[1]) % 4 == 2]
    assert unseen
    assert all(record["kept"] for record in unseen)


def test_events_are_offsets_and_no_text() -> None:
    types, statuses = load_taxonomy().types, {status.value for status in Status}
    for record in RECORDS:
        assert set(record) == {"corpus", "id", "kept", "events"}
        for event in record["events"]:
            assert set(event) <= FIELDS
            assert event["type"] in types
            assert event["status"] in statuses
            assert event["spans"]
            for start, end in [*event["spans"], *event["scenes"]]:
                assert 0 <= start < end


def test_dates_and_numbers_can_be_read() -> None:
    for record in RECORDS:
        for event in record["events"]:
            days = days_of(event["date"])
            assert days is None or days[0] <= days[1]
            for name in COUNTS:
                assert isinstance(event.get(name), int | str | list | None)
