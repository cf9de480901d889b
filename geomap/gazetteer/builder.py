"""Collects places for an index, of which there may be more than memory holds, and writes it; see `writer`.

Rows and display names go straight to files of a working folder, folded names to sorted runs beside them. What is in
memory is some 20 bytes a place, the codes, and the details of places that GeoNames does not number. A checkpoint makes
the folder complete up to a place, so that an interrupted import can go on from there.
"""

from __future__ import annotations

import json
import math
from struct import Struct
from typing import TYPE_CHECKING, Any, BinaryIO

from geomap.gazetteer.entry import MATCH_WEIGHTS, Entry, Match
from geomap.gazetteer.folding import fold
from geomap.gazetteer.layout import CELLS, PER_DEGREE, POPULATED, RECORD_FIELDS, TOP, cell
from geomap.gazetteer.runs import Runs

if TYPE_CHECKING:
    from pathlib import Path

ROW = Struct("<iiIIIIBBHHHI")  # a record of the index, then importance and cell
ROW_FIELDS = [*RECORD_FIELDS, ("importance", "<u2"), ("cell", "<u4")]
ROWS_FILE, STRINGS_FILE = "rows", "strings"
_NAME_BYTES = 255
_MOST = 2**32 - 1
_REMEMBERED = 1 << 20  # display names that are written once for all their places
_CODES = {"countries": 2**8, "admin1": 2**16}  # how many codes a record can number
_WRITTEN = {Match.ABBREVIATION: "abbreviations", Match.QUALIFIER: "qualifiers"}


class Builder:
    """Places on their way into an index."""

    def __init__(self, folder: Path, state: dict[str, Any] | None = None, *, buffered: int | None = None) -> None:
        """Start in an existing folder, or go on there from what `checkpoint` returned.

        Args:
            folder: For working files; the caller removes it.
            state: From `checkpoint`; None to start anew.
            buffered: How many names to keep in memory before they are written.

        Raises:
            OSError: The folder cannot be written to.
        """
        self.folder = folder
        state = state or {}
        self.count: int = state.get("count", 0)
        self._size: int = state.get("strings", 0)  # bytes of the display names so far
        self._kinds = {(kind, precision): at for at, (kind, precision) in enumerate(state.get("kinds", []))}
        self._codes = {name: {c: at for at, c in enumerate(state.get(name, [""]))} for name in _CODES}
        self._special: dict[str, dict[str, int]] = {
            name: dict(state.get(name, {})) for name in ("country_places", "admin1_places", "capital_places")
        }
        self._forms: dict[str, set[str]] = {name: set(state.get(name, [])) for name in _WRITTEN.values()}
        self.details: dict[int, list[Any]] = {int(at): detail for at, detail in state.get("details", {}).items()}
        self._offsets: dict[str, int] = {}
        self.names = Runs(folder, state.get("runs", 0), **({"most": buffered} if buffered else {}))
        self._rows = _at(folder / ROWS_FILE, self.count * ROW.size)
        self._strings = _at(folder / STRINGS_FILE, self._size)

    def add(self, entry: Entry) -> None:
        """Add a place.

        Raises:
            ValueError: There are more countries or divisions than an index can number.
            OSError: The folder cannot be written to.
        """
        country, admin1 = self._code("countries", entry.country), self._code("admin1", entry.admin1)
        at = self.count
        self._rows.write(
            ROW.pack(
                round(entry.lat * PER_DEGREE),
                round(entry.lon * PER_DEGREE),
                min(_MOST, entry.population),
                entry.geonameid,
                entry.admin2,
                self._string(entry.name),
                self._kinds.setdefault((entry.kind, entry.precision.value), len(self._kinds)),
                country,
                admin1,
                min(TOP, math.ceil(entry.uncertainty_km * 10)),
                round(entry.importance * TOP),
                cell(entry.lat, entry.lon) if entry.kind in POPULATED else CELLS,
            )
        )
        self._note(at, entry)
        matches: dict[str, Match] = {}
        for name, how in ((entry.name, Match.NAME), *entry.names):
            folded = fold(name)
            if folded:
                matches[folded] = max(how, matches.get(folded, how), key=MATCH_WEIGHTS.__getitem__)
        for folded, how in matches.items():
            self.names.add(folded, at, how)
        self.count = at + 1

    def checkpoint(self) -> dict[str, Any]:
        """Write out everything so far and return, as JSON, what it takes to go on from here.

        Raises:
            OSError: The folder cannot be written to.
        """
        self.names.spill()
        self.close()
        self._rows = _at(self.folder / ROWS_FILE, self.count * ROW.size)
        self._strings = _at(self.folder / STRINGS_FILE, self._size)
        return {
            "count": self.count,
            "strings": self._size,
            "runs": self.names.written,
            "details": self.details,
            **self.tables(),
        }

    def tables(self) -> dict[str, Any]:
        """Return what the codes of the records stand for, and the numbers of the places of countries and divisions."""
        return {
            "kinds": [list(kind) for kind in self._kinds],
            **{name: list(codes) for name, codes in self._codes.items()},
            **self._special,
            **{name: sorted(forms) for name, forms in self._forms.items()},
        }

    def close(self) -> None:
        """Write out the rows and display names, and close their files.

        Raises:
            OSError: The folder cannot be written to.
        """
        self._rows.close()
        self._strings.close()

    def _note(self, at: int, entry: Entry) -> None:
        """Keep what the record of a place has no room for."""
        if entry.key != f"gn:{entry.geonameid}" or entry.countries or entry.within:
            self.details[at] = [entry.key, entry.countries, entry.within]
        if entry.key == f"country:{entry.country}":
            self._special["country_places"][entry.country] = at
        elif entry.kind == "admin1":
            self._special["admin1_places"][entry.admin1] = at
        elif entry.kind == "capital":
            self._special["capital_places"][entry.country] = at
        for name, how in entry.names:
            if how in _WRITTEN:
                self._forms[_WRITTEN[how]].add(name)

    def _code(self, table: str, code: str) -> int:
        """Return the number of a country or division.

        Raises:
            ValueError: There are too many.
        """
        codes = self._codes[table]
        number = codes.get(code)
        if number is None:
            if len(codes) == _CODES[table]:
                message = f"there are more than {_CODES[table]:,} codes of {table}"
                raise ValueError(message)
            number = codes[code] = len(codes)
        return number

    def _string(self, name: str) -> int:
        """Write a display name, if it was not written lately, and return where it is."""
        at = self._offsets.get(name)
        if at is None:
            if len(self._offsets) == _REMEMBERED:
                self._offsets.clear()
            text = _cut(name)
            at = self._offsets[name] = self._size
            if at > _MOST:
                message = "the display names fill more than 4 GB"
                raise ValueError(message)
            self._strings.write(bytes((len(text),)) + text)
            self._size += 1 + len(text)
        return at


def _cut(name: str) -> bytes:
    """Return a name in UTF-8, cut between characters where it is longer than an index can hold."""
    text = name.encode()
    return text if len(text) <= _NAME_BYTES else text[:_NAME_BYTES].decode(errors="ignore").encode()


def _at(path: Path, size: int) -> BinaryIO:
    """Open a file to write on after so many bytes; what stands behind them goes."""
    file = path.open("r+b" if path.exists() else "w+b")
    file.truncate(size)
    file.seek(size)
    return file


def as_json(details: dict[int, list[Any]]) -> bytes:
    """Return details as the index keeps them."""
    return json.dumps(details, ensure_ascii=False).encode()
