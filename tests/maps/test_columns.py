from __future__ import annotations

import gzip
import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.basemap.characters import from_characters, to_characters
from geomap.errors import GeomapError
from geomap.events.taxonomy import load_taxonomy
from geomap.maps.columns import incident_columns, mention_columns
from geomap.maps.packing import base85, identifiers, numbers, packed
from geomap.places.mention import Role
from tests.maps.samples import IRAQ, incident, mention, mentions, place, quoted, several

if TYPE_CHECKING:
    from geomap.incidents.incident import Incident

TAXONOMY = load_taxonomy()


DIGITS = [chr(code) for code in range(0x21, 0x7F) if chr(code) not in "\"'&<>\\`~"]


def bytes_of(text: str) -> bytes:
    size, digits = text.split("~")
    values = [DIGITS.index(digit) for digit in digits]
    words = (sum(values[n + k] * 85 ** (4 - k) for k in range(5)) for n in range(0, len(values), 5))
    return b"".join(word.to_bytes(4, "big") for word in words)[: int(size)]


def unpacked(text: str) -> tuple[dict[str, Any], bytes]:
    raw = gzip.decompress(bytes_of(text))
    end = 4 + int.from_bytes(raw[:4], "little")
    return json.loads(raw[4:end]), raw[end:]


def column(packed_column: str) -> list[int]:
    return from_characters(packed_column).tolist()


def test_one_column_a_field_and_all_of_one_length() -> None:
    columns, _ = incident_columns(several(), TAXONOMY)
    rows = {name: column(values) for name, values in columns["rows"].items() if name not in {"id", "days"}}
    assert {len(values) for values in rows.values()} == {6}
    assert rows["killed"] == [-1, -1, 12, -1, -1, -1]
    assert rows["displaced"] == [-1] * 6
    assert rows["injured"] == [-1, -1, -1, 7, -1, -1]
    assert rows["place"] == [0, 0, 1, 0, 2, -1]
    days = columns["rows"]["days"]
    assert [days[number] for number in rows["start"]] == [
        "2021-11-07",
        "2021-11-05",
        "2020",
        "2021-11-07",
        "2021-10",
        "",
    ]


def test_texts_and_documents_are_written_once() -> None:
    columns, data = incident_columns([incident(number) for number in range(50)], TAXONOMY)
    assert columns["texts"].count("A report") == 1
    assert column(columns["documents"]["document"]) == [columns["texts"].index("report.txt")]
    assert len(columns["places"]["name"]) == 1
    assert data.count(b"\0") == 1  # one quote


def test_no_incidents_give_empty_columns() -> None:
    columns, data = incident_columns([], TAXONOMY)
    assert all(len(values) == 0 for name, values in columns["rows"].items() if name != "days")
    assert data == b""


def test_ids_of_hexadecimal_digits_become_bytes() -> None:
    assert identifiers(["00ff", "10ab"]) == ({"hex": 4, "count": 2}, b"\x00\x10\xff\xab")
    for odd in (["00f"], ["00FF"], ["00ff", "00f"], ["00 f"], ["wxyz"], [""], []):
        assert identifiers(odd) == (odd, b"")


@given(st.lists(st.integers(-556_014, 556_014)))
def test_any_numbers_come_back_from_characters(values: list[int]) -> None:
    written = to_characters(values)
    assert len(written) == len(values)
    assert column(written) == values


def test_numbers_too_large_to_be_characters_stay_numbers() -> None:
    assert numbers([1, None, 6_000_000]) == [1, -1, 6_000_000]
    assert numbers([3, 1_000_000, 1_000_001], growing=True) == [3, 999_997, 1]
    with pytest.raises(ValueError, match="6000000 is too large"):
        to_characters([6_000_000])


@given(st.binary())
def test_any_bytes_come_back_from_base_85(data: bytes) -> None:
    assert bytes_of(base85(data)) == data


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
        (incident(killed=-1), ["killed", "-1"]),
        (incident(injured=1.5), ["injured", "whole number", "1.5"]),
        (incident(missing=math.nan), ["missing", "nan"]),
        (incident(displaced=2**53), ["displaced", "9007199254740992"]),
        (
            incident(sources=(replace(quoted("short"), killed=-3),)),
            ["killed by 'report.txt'", "-3"],
        ),
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


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_text_comes_back_and_none_of_it_is_in_the_page(title: str, quote: str) -> None:
    source = quoted(quote or "x")
    text = packed(*incident_columns([incident(title=title, sources=(source,), place=IRAQ)], TAXONOMY))
    assert text.isascii()
    assert not set(text) & set("<>&'\"`")
    read, _ = unpacked(text)
    assert read["texts"][column(read["rows"]["title"])[0]] == title.encode("utf-8", "replace").decode()


def test_half_a_surrogate_pair_does_not_stop_the_map() -> None:
    assert packed(*incident_columns([incident(title="\ud83d", sources=(quoted("\ud83d"),))], TAXONOMY))
