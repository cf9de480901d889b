"""Writes an index: entries in, one data file out.

Sections of the file (numbers little-endian; a "place" is a row of the columns):

- trie: marisa trie of all folded names; its key ids number the rows of `first`
- first: u32 per name: one posting, or with the top bit set the place in `lists` of a count and so many postings
- lists: u32; postings are in falling order of importance; a posting is `place << 3 | match`
- records: per place lat, lon (i32, 1e-5 degrees), population, geonameid, admin2 (a geonameid), name (offset in
  `strings`; u32), kind, country (u8), admin1, uncertainty (0.1 km; u16); kind, country and admin1 index the lists in
  the meta data
- importance: per place u16, 1/65535
- strings: names, each a length (u8) and so many bytes of UTF-8
- byid: u32, the places that have a geonameid in the order of it
- cells: u32, for each 1° cell from the south-west the first of its populated places, which come first
- sounds, sounding, sounded: trie of `sound` keys, per key the start in `sounded`, trie ids of names (u32)
- details: JSON, for places that are in no GeoNames table or whose division does not say what holds them:
  [key, countries, within]
"""

from __future__ import annotations

import json
import math
from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

from geomap.gazetteer.container import write_sections
from geomap.gazetteer.entry import MATCH_WEIGHTS, Entry, Match
from geomap.gazetteer.folding import fingerprint, fold, sound
from geomap.gazetteer.layout import CELLS, KIND, MANY, MATCH_BITS, PER_DEGREE, POPULATED, RECORD, TOP, cell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SOUND_MIN = 2
_SOUND_IMPORTANCE = 0.5
_NAME_BYTES = 255


def write_index(entries: Iterable[Entry], path: Path) -> int:
    """Write an index of all entries and return how many names it holds.

    Raises:
        ValueError: Two entries have one key.
        OSError: The folder of the file cannot be written to.
    """
    rows = sorted(entries, key=_row_order)
    keys: set[str] = set()
    for row in rows:
        if row.key in keys:
            message = f"Two places have the key {row.key!r}; the second is {row.name!r}."
            raise ValueError(message)
        keys.add(row.key)
    sections, meta = _columns(rows)
    names = _names(rows)
    sections |= _postings(names, rows)
    write_sections(path, KIND, meta, sections)
    return len(names)


def _row_order(entry: Entry) -> tuple[int, str]:
    """Populated places come first, cell by cell; the others follow. The key makes the order stable."""
    return (cell(entry.lat, entry.lon) if entry.kind in POPULATED else CELLS, entry.key)


def _columns(rows: list[Entry]) -> tuple[dict[str, bytes], dict[str, object]]:
    """Return the sections with one number per place, and the meta data that explains their codes."""
    kinds = sorted({(row.kind, row.precision.value) for row in rows})
    countries = ["", *sorted({row.country for row in rows} - {""})]
    admin1 = ["", *sorted({row.admin1 for row in rows} - {""})]
    kind_at = {kind: at for at, kind in enumerate(kinds)}
    country_at = {code: at for at, code in enumerate(countries)}
    admin1_at = {code: at for at, code in enumerate(admin1)}
    strings, offsets = _strings(rows)
    records = b"".join(
        RECORD.pack(
            round(row.lat * PER_DEGREE),
            round(row.lon * PER_DEGREE),
            row.population,
            row.geonameid,
            row.admin2,
            name,
            kind_at[row.kind, row.precision.value],
            country_at[row.country],
            admin1_at[row.admin1],
            min(TOP, math.ceil(row.uncertainty_km * 10)),
        )
        for row, name in zip(rows, offsets, strict=True)
    )
    columns = {
        "byid": array(
            "I", sorted((at for at, row in enumerate(rows) if row.geonameid), key=lambda at: rows[at].geonameid)
        ),
        "cells": _cells(rows),
        "importance": array("H", (round(row.importance * TOP) for row in rows)),
    }
    details = {
        at: [row.key, row.countries, row.within]
        for at, row in enumerate(rows)
        if row.key != f"gn:{row.geonameid}" or row.countries or row.within
    }
    meta: dict[str, object] = {
        "folding": fingerprint(),
        "kinds": kinds,
        "countries": countries,
        "admin1": admin1,
        "country_places": {row.country: at for at, row in enumerate(rows) if row.key == f"country:{row.country}"},
        "admin1_places": {row.admin1: at for at, row in enumerate(rows) if row.kind == "admin1"},
        "capital_places": {row.country: at for at, row in enumerate(rows) if row.kind == "capital"},
        "abbreviations": _written(rows, Match.ABBREVIATION),
        "qualifiers": _written(rows, Match.QUALIFIER),
    }
    sections = {name: column.tobytes() for name, column in columns.items()}
    written = json.dumps(details, ensure_ascii=False).encode()
    return sections | {"records": records, "strings": strings, "details": written}, meta


def _written(rows: list[Entry], how: Match) -> list[str]:
    """Return the names of one kind as they are written, case and dots included."""
    return sorted({name for row in rows for name, match in row.names if match == how})


def _strings(rows: list[Entry]) -> tuple[bytes, array[int]]:
    """Return every display name once, and where each place finds its own."""
    blob = bytearray()
    known: dict[str, int] = {}
    offsets = array("I")
    for row in rows:
        if row.name not in known:
            text = row.name.encode()[:_NAME_BYTES]
            known[row.name] = len(blob)
            blob.append(len(text))
            blob += text
        offsets.append(known[row.name])
    return bytes(blob), offsets


def _cells(rows: list[Entry]) -> array[int]:
    """Return where the populated places of each cell start, and at the end where the last ones stop."""
    counts = [0] * CELLS
    for row in rows:
        if row.kind in POPULATED:
            counts[cell(row.lat, row.lon)] += 1
    starts = array("I", [0])
    for count in counts:
        starts.append(starts[-1] + count)
    return starts


def _names(rows: list[Entry]) -> dict[str, dict[int, Match]]:
    """Return for each folded name the places that it may mean, with the best match of each."""
    names: dict[str, dict[int, Match]] = defaultdict(dict)
    for at, row in enumerate(rows):
        for name, how in ((row.name, Match.NAME), *row.names):
            key = fold(name)
            if key:
                places = names[key]
                places[at] = max(how, places.get(at, how), key=MATCH_WEIGHTS.__getitem__)
    return names


def _postings(names: dict[str, dict[int, Match]], rows: list[Entry]) -> dict[str, bytes]:
    """Return the trie of names, their postings, and the index of sounds."""
    import marisa_trie

    trie = marisa_trie.Trie(names)
    first = array("I", bytes(4 * len(names)))
    lists = array("I")
    sounds: dict[str, list[int]] = defaultdict(list)
    for key, places in sorted(names.items()):
        ranked = sorted(places, key=lambda at: (-rows[at].importance * MATCH_WEIGHTS[places[at]], at))
        postings = [at << MATCH_BITS | places[at] for at in ranked]
        number = trie[key]
        if len(postings) == 1:
            first[number] = postings[0]
        else:
            first[number] = MANY | len(lists)
            lists.append(len(postings))
            lists.extend(postings)
        if rows[ranked[0]].importance >= _SOUND_IMPORTANCE and key.isascii() and len(sound(key)) >= _SOUND_MIN:
            sounds[sound(key)].append(number)
    sound_trie = marisa_trie.Trie(sounds)
    sounding, sounded = array("I"), array("I")
    for at in range(len(sounds)):
        sounding.append(len(sounded))
        sounded.extend(sorted(sounds[sound_trie.restore_key(at)]))
    sounding.append(len(sounded))
    return {
        "trie": trie.tobytes(),
        "first": first.tobytes(),
        "lists": lists.tobytes(),
        "sounds": sound_trie.tobytes(),
        "sounding": sounding.tobytes(),
        "sounded": sounded.tobytes(),
    }
