"""Writes an index: entries in, one data file out.

Sections of the file (numbers little-endian; a "place" is a row of the columns):

- trie, or trie0, trie1, …: marisa tries of all folded names; their key ids number the rows of `first`, see `names`
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
- bounds, starts, outlines: where the index brings outlines of its own, see `shapes`
"""

from __future__ import annotations

import tempfile
from array import array
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.builder import ROW_FIELDS, ROWS_FILE, STRINGS_FILE, Builder, as_json
from geomap.gazetteer.container import write_sections
from geomap.gazetteer.entry import MATCH_WEIGHTS, Entry
from geomap.gazetteer.folding import fingerprint, sound
from geomap.gazetteer.layout import CELLS, KIND, MANY, MATCH_BITS, POPULATED, RECORD_FIELDS, TOP, cell
from geomap.gazetteer.names import RANGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.uint32]

_SOUND_MIN = 2
_SOUND_IMPORTANCE = 0.5
_RANGE = 1_500_000  # names in one trie: building it takes some 300 MB
_CHUNK = 1 << 18  # rows copied at once
_LIST_CHUNK = 1 << 20  # numbers kept before they are written
_GONE = 2**32 - 1
_TOLD_EVERY = 200_000


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
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        builder = Builder(Path(folder))
        for row in rows:
            builder.add(row)
        return finish(builder, path).names


class Finished:
    """What was written: how many places and names, and how many rows repeated the GeoNames id of a later one."""

    def __init__(self, places: int, names: int, repeated: int) -> None:
        """Take the counts."""
        self.places, self.names, self.repeated = places, names, repeated


def finish(
    builder: Builder,
    path: Path,
    *,
    meta: Mapping[str, object] | None = None,
    sections: Mapping[str, bytes] | None = None,
    admin2: Sequence[int] | None = None,
    on_name: Callable[[int], None] | None = None,
    names_in_range: int = _RANGE,
) -> Finished:
    """Write the index of a builder's places, whole or not at all.

    Args:
        builder: The places. Of several rows with one GeoNames id the last one counts.
        path: Where the index goes.
        meta: What the header says besides.
        sections: Sections besides those of an index, as of outlines.
        admin2: If given, what the numbers that the entries had as `admin2` stand for: geonameids.
        on_name: Called now and then with how many names are done, for progress.
        names_in_range: How many names one trie holds at most.

    Raises:
        OSError: The folder of the file cannot be written to.
    """
    builder.close()
    order, byid, number = _numbered(builder)
    columns, records = _columns(builder, order, admin2)
    parts: dict[str, bytes | Path] = {"byid": byid.tobytes(), **columns, "records": records}
    parts["strings"] = builder.folder / STRINGS_FILE
    parts["details"] = as_json({int(number[at]): of for at, of in builder.details.items() if number[at] != _GONE})
    tables = _tables(builder, number)
    importance = array("H", columns["importance"])
    repeated = builder.count - len(order)
    writer = _Names(builder.folder, array("I", number.tobytes()), importance, names_in_range)
    names = writer.write(builder.names, on_name)
    parts |= writer.sections()
    header = {**tables, **writer.meta(), **(meta or {}), "folding": fingerprint()}
    write_sections(path, KIND, header, {**parts, **(sections or {})})
    return Finished(len(order), names, repeated)


def _row_order(entry: Entry) -> tuple[int, str]:
    """Populated places come first, cell by cell; the others follow. The key makes the order stable."""
    return (cell(entry.lat, entry.lon) if entry.kind in POPULATED else CELLS, entry.key)


def _numbered(builder: Builder) -> tuple[Numbers, Numbers, Numbers]:
    """Return the places as added in the order of the rows, the rows in the order of ids, and the row of each place."""
    import numpy as np

    cells, ids = np.empty(builder.count, "<u4"), np.empty(builder.count, "<u4")
    with (builder.folder / ROWS_FILE).open("rb") as file:
        for start in range(0, builder.count, _CHUNK):
            rows = np.fromfile(file, ROW_FIELDS, _CHUNK)
            cells[start : start + len(rows)], ids[start : start + len(rows)] = rows["cell"], rows["geonameid"]
    by_id = np.argsort(ids, kind="stable").astype("<u4")
    sorted_ids = ids[by_id]
    last = np.append(sorted_ids[1:] != sorted_ids[:-1], True) if len(ids) else np.empty(0, bool)
    by_id = by_id[last & (sorted_ids != 0)]
    kept = ids == 0
    kept[by_id] = True
    order = np.argsort(cells, kind="stable").astype("<u4")
    order = order[kept[order]]
    number = np.full(builder.count, _GONE, "<u4")
    number[order] = np.arange(len(order), dtype="<u4")
    return order, number[by_id], number


def _columns(builder: Builder, order: Numbers, admin2: Sequence[int] | None) -> tuple[dict[str, bytes], Path]:
    """Return the sections with one number per place or cell, and the file of the records."""
    import numpy as np

    path = builder.folder / "records"
    importance, cells = np.empty(len(order), "<u2"), np.empty(len(order), "<u4")
    divisions = None if admin2 is None else np.asarray(admin2, "<u4")
    with path.open("wb") as file:
        rows = np.memmap(builder.folder / ROWS_FILE, ROW_FIELDS, "r") if len(order) else np.empty(0, ROW_FIELDS)
        for start in range(0, len(order), _CHUNK):
            chunk = rows[order[start : start + _CHUNK]]
            importance[start : start + _CHUNK], cells[start : start + _CHUNK] = chunk["importance"], chunk["cell"]
            records = np.empty(len(chunk), RECORD_FIELDS)
            for name, _ in RECORD_FIELDS:
                records[name] = chunk[name]
            if divisions is not None:
                records["admin2"] = divisions[chunk["admin2"]]
            file.write(records.tobytes())
    starts = np.searchsorted(cells, np.arange(CELLS + 1, dtype="<u4")).astype("<u4")
    return {"cells": starts.tobytes(), "importance": importance.tobytes()}, path


def _tables(builder: Builder, number: Numbers) -> dict[str, Any]:
    """Return the builder's tables for the meta data: places by their rows."""
    tables = builder.tables()
    for name in ("country_places", "admin1_places", "capital_places"):
        tables[name] = {code: int(number[at]) for code, at in tables[name].items() if number[at] != _GONE}
    return tables


class _Names:
    """Writes the tries of names, their postings, and the index of sounds."""

    def __init__(self, folder: Path, number: array[int], importance: array[int], names_in_range: int) -> None:
        """Take the row of each place as added, and the importance of each row."""
        self._folder = folder
        self._number, self._importance = number, importance
        self._names_in_range = names_in_range
        self._keys: list[str] = []  # of the range at hand, with what `first` says of each
        self._firsts = array("I")
        self._sounding: list[tuple[str, str]] = []  # sound and name
        self._lists, self._list_at = array("I"), 0
        self._ranges: list[tuple[str, int]] = []
        self._sounds: dict[str, list[int]] = defaultdict(list)
        self._count = 0

    def write(self, names: Iterable[tuple[str, list[tuple[int, int]]]], on_name: Callable[[int], None] | None) -> int:
        """Write the names, which come in order with places as added; return how many there are."""
        with (self._folder / "first").open("wb") as first, (self._folder / "lists").open("wb") as lists:
            for key, places in names:
                self._add(key, places)
                if len(self._lists) >= _LIST_CHUNK:
                    self._lists.tofile(lists)
                    self._lists = array("I")
                if len(self._keys) >= self._names_in_range:
                    self._close_range().tofile(first)
                if on_name is not None and self._count % _TOLD_EVERY == 0:
                    on_name(self._count)
            if self._keys or not self._ranges:
                self._close_range().tofile(first)
            self._lists.tofile(lists)
        return self._count

    def sections(self) -> dict[str, bytes | Path]:
        """Return the sections, once all names are written."""
        import marisa_trie

        tries = ["trie"] if len(self._ranges) == 1 else [f"trie{at}" for at in range(len(self._ranges))]
        found: dict[str, bytes | Path] = {name: self._folder / f"range.{at:04}" for at, name in enumerate(tries)}
        trie = marisa_trie.Trie(self._sounds)
        sounding, sounded = array("I"), array("I")
        for at in range(len(self._sounds)):
            sounding.append(len(sounded))
            sounded.extend(sorted(self._sounds[trie.restore_key(at)]))
        sounding.append(len(sounded))
        return found | {
            "first": self._folder / "first",
            "lists": self._folder / "lists",
            "sounds": trie.tobytes(),
            "sounding": sounding.tobytes(),
            "sounded": sounded.tobytes(),
        }

    def meta(self) -> dict[str, object]:
        """Return the ranges, if there are several."""
        return {RANGES: self._ranges} if len(self._ranges) > 1 else {}

    def _add(self, key: str, places: list[tuple[int, int]]) -> None:
        """Add a name of the range at hand."""
        importance = self._importance
        rows = [(row, how) for at, how in places if (row := self._number[at]) != _GONE]
        if not rows:
            return  # only rows that a later one replaces have this name
        rows.sort(key=lambda found: (-importance[found[0]] * MATCH_WEIGHTS[found[1]], found[0]))
        if len(rows) == 1:
            self._firsts.append(rows[0][0] << MATCH_BITS | rows[0][1])
        else:
            self._firsts.append(MANY | self._list_at)
            self._lists.append(len(rows))
            self._lists.extend(row << MATCH_BITS | how for row, how in rows)
            self._list_at += 1 + len(rows)
        self._keys.append(key)
        self._count += 1
        if importance[rows[0][0]] >= _SOUND_IMPORTANCE * TOP and key.isascii():
            sounds = sound(key)
            if len(sounds) >= _SOUND_MIN:
                self._sounding.append((sounds, key))

    def _close_range(self) -> array[int]:
        """Write the trie of the range at hand and return its part of `first`."""
        import marisa_trie

        trie = marisa_trie.Trie(self._keys)
        start = self._count - len(self._keys)
        (self._folder / f"range.{len(self._ranges):04}").write_bytes(trie.tobytes())
        self._ranges.append((self._keys[0] if self._ranges else "", start))
        first = array("I", bytes(4 * len(self._keys)))
        for key, value in zip(self._keys, self._firsts, strict=True):
            first[trie[key]] = value
        for sounds, key in self._sounding:
            self._sounds[sounds].append(start + trie[key])
        self._keys, self._firsts, self._sounding = [], array("I"), []
        return first
