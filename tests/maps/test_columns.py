from __future__ import annotations

import base64
import gzip
import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import GeomapError
from geomap.events.taxonomy import load_taxonomy
from geomap.maps.columns import incident_columns, mention_columns, packed
from geomap.places.mention import Role
from tests.maps.samples import IRAQ, incident, mention, mentions, place, quoted, several

if TYPE_CHECKING:
    from geomap.incidents.incident import Incident

TAXONOMY = load_taxonomy()


def unpacked(text: str) -> object:
    return json.loads(gzip.decompress(base64.b64decode(text)))


def test_one_list_a_field_and_all_of_one_length() -> None:
    columns = incident_columns(several(), TAXONOMY)
    assert {len(column) for column in columns["rows"].values()} == {6}
    assert columns["rows"]["killed"] == (None, None, 12, None, None, None)
    assert columns["rows"]["place"] == (0, 0, 1, 0, 2, -1)


def test_texts_and_documents_are_written_once() -> None:
    columns = incident_columns([incident(number) for number in range(50)], TAXONOMY)
    assert columns["texts"].count("A report") == 1
    assert columns["documents"]["document"] == (columns["texts"].index("report.txt"),)
    assert len(columns["places"]["name"]) == 1


def test_no_incidents_give_empty_columns() -> None:
    columns = incident_columns([], TAXONOMY)
    assert all(len(column) == 0 for column in columns["rows"].values())


def test_mentions_are_counted_by_place_and_role() -> None:
    columns = mention_columns(mentions(), frozenset({Role.LOCATION, Role.ASSOCIATIVE}))
    names = [columns["texts"][columns["places"]["name"][number]] for number in columns["rows"]["place"]]
    assert names == ["Baghdad", "Iraq"]
    assert columns["rows"]["count"] == (3, 1)
    assert [len(reports) for reports in columns["rows"]["reports"]] == [2, 1]


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (incident(place=place(lat=math.nan)), ["incident 1", "latitude", "nan"]),
        (incident(place=place(lat=91.5)), ["latitude 91.5"]),
        (incident(place=place(lat=151.2, lon=-33.9)), ["swapped"]),
        (incident(place=place(lon=181.0)), ["longitude 181.0"]),
        (incident(place=place(uncertainty_km=math.inf)), ["uncertainty", "inf"]),
        (incident(type="picnic"), ["unknown type 'picnic'", "armed_clash"]),
        (incident(confidence=1.2), ["confidence", "1.2"]),
        (incident(confidence=math.nan), ["confidence"]),
        (incident(start="7 Nov"), ["start", "7 Nov"]),
        (incident(killed=-1), ["killed"]),
        (incident(sources=(quoted("short", (2, 90)),)), ["trigger", "report.txt"]),
    ],
)
def test_what_cannot_be_drawn_is_named(broken: Incident, words: list[str]) -> None:
    with pytest.raises(GeomapError) as caught:
        incident_columns([incident(7), replace(broken, id="broken-one")], TAXONOMY)
    assert "incident 1 ('broken-one')" in str(caught.value)
    assert all(word in str(caught.value) for word in words)


def test_a_broken_mention_names_its_document() -> None:
    broken = {"report.txt": [mention(place(lat=-95.0), Role.LOCATION)]}
    with pytest.raises(GeomapError, match=r"document 'report\.txt'.*latitude -95"):
        mention_columns(broken, frozenset({Role.LOCATION}))


@given(st.text(), st.text())
def test_any_text_comes_back_and_none_of_it_is_in_the_page(title: str, quote: str) -> None:
    source = quoted(quote or "x")
    columns = incident_columns([incident(title=title, sources=(source,), place=IRAQ)], TAXONOMY)
    text = packed(columns)
    assert text.isascii()
    assert not set(text) & set("<>&'\"`")
    read = unpacked(text)
    assert isinstance(read, dict)
    assert read["texts"][read["rows"]["title"][0]] == title.encode("utf-8", "replace").decode()


def test_half_a_surrogate_pair_does_not_stop_the_map() -> None:
    assert packed(incident_columns([incident(title="\ud83d")], TAXONOMY))
