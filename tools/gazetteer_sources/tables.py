"""Our own tables: tab-separated, a header line, `|` between the items of a list, `#` before comments.

Every value is checked; an error names the file, the line, the column and the value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeVar

from geomap.gazetteer.entry import Match

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Used = TypeVar("Used")

_ABBREVIATION = re.compile(r"(?:[A-Z]\.? ?){2,6}(?:-?\d)?")
_ONLY_WITH_ARTICLE = (
    "beehive bund car cascades channel continent cooks gulf highlands horn hudson keys marshalls med outback panhandle "
    "plains prairies raj rif states subcontinent u.s. us valley"
)
_NAMES_WITH_ARTICLE = frozenset(_ONLY_WITH_ARTICLE.split())
_LAT, _LON, _WIDEST_KM = 90.0, 180.0, 10_000.0


class TableError(ValueError):
    """A value in one of our own tables is not what it must be."""


@dataclass(slots=True)
class Row:
    """One line of a table, its values by column."""

    path: Path
    line: int
    values: dict[str, str]

    def text(self, column: str) -> str:
        """Return a value that must not be empty.

        Raises:
            TableError: It is.
        """
        value = self.values[column]
        if not value:
            self.reject(column, "is empty")
        return value

    def names(self, column: str) -> list[tuple[str, Match]]:
        """Return the items of a list of common names, with how each is one: capitals alone are an abbreviation.

        Raises:
            TableError: An item is empty.
        """
        return [(name, how_named(name, Match.ALIAS)) for name in without_the(self.items(column))]

    def items(self, column: str) -> list[str]:
        """Return the items of a list, which may be empty.

        Raises:
            TableError: An item is empty.
        """
        value = self.values[column]
        items = [item.strip() for item in value.split("|")] if value else []
        if not all(items):
            self.reject(column, "has an empty item")
        return items

    def code(self, column: str, known: set[str]) -> str:
        """Return a country code, which may be empty.

        Raises:
            TableError: No country has it.
        """
        value = self.values[column]
        if value and value not in known:
            self.reject(column, "is no country of countries.tsv")
        return value

    def codes(self, column: str, known: set[str]) -> tuple[str, ...]:
        """Return a list of country codes.

        Raises:
            TableError: No country has one of them.
        """
        unknown = [item for item in self.items(column) if item not in known]
        if unknown:
            self.reject(column, f"names {unknown[0]!r}, which is no country of countries.tsv")
        return tuple(self.items(column))

    def point(self) -> tuple[float, float, float]:
        """Return latitude and longitude in degrees and the uncertainty in km.

        Raises:
            TableError: One is no number or out of range.
        """
        return (
            self._number("lat", -_LAT, _LAT),
            self._number("lon", -_LON, _LON),
            self._number("uncertainty_km", 0.05, _WIDEST_KM),
        )

    def reject(self, column: str, what: str, cause: Exception | None = None) -> NoReturn:
        """Raise the error for a value of this line.

        Raises:
            TableError: Always.
        """
        message = f"{self.path}, line {self.line}: {column} {self.values[column]!r} {what}"
        raise TableError(message) from cause

    def _number(self, column: str, least: float, most: float) -> float:
        try:
            number = float(self.values[column])
        except ValueError as error:
            self.reject(column, "is no number", error)
        if not least <= number <= most:
            self.reject(column, f"is not between {least:g} and {most:g}")
        return number


def how_named(name: str, otherwise: Match) -> Match:
    """Return `Match.ABBREVIATION` for a name in capitals alone ("UAE", "U.S."), or else what it is otherwise."""
    return Match.ABBREVIATION if _ABBREVIATION.fullmatch(name) else otherwise


def without_the(names: list[str]) -> list[str]:
    """Return names, those with an English article without it too: "the Amazon", "Amazon"; but "the Gulf" only so."""
    bare = [name[4:] for name in names if name.lower().startswith("the ")]
    return [*names, *(name for name in bare if name.lower() not in _NAMES_WITH_ARTICLE)]


def each(rows: list[Row], use: Callable[[Row], Used]) -> list[Used]:
    """Return what a function makes of each line.

    Raises:
        TableError: The function raised it for some lines; the message has a line for each.
    """
    made, problems = [], []
    for row in rows:
        try:
            made.append(use(row))
        except TableError as problem:
            problems.append(str(problem))
    if problems:
        raise TableError("\n".join(problems))
    return made


def read_table(path: Path, columns: tuple[str, ...], key: str | None = None) -> list[Row]:
    """Return the lines of a table, whose header must name the columns in order; `key` values must not repeat.

    Raises:
        TableError: The header, the number of fields of a line or a key is wrong.
        OSError: The file cannot be read.
    """
    rows: list[Row] = []
    seen: dict[str, int] = {}
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        if header is None:
            header = fields
            if tuple(header) != columns:
                message = f"{path}, line {number}: the header is {header}, not {list(columns)}"
                raise TableError(message)
            continue
        if len(fields) > len(columns):
            message = f"{path}, line {number}: {len(fields)} fields where the header has {len(columns)}: {line!r}"
            raise TableError(message)
        fields += [""] * (len(columns) - len(fields))  # editors strip trailing tabs, and so empty last fields
        row = Row(path, number, dict(zip(columns, fields, strict=True)))
        if key and row.text(key) in seen:
            row.reject(key, f"is also on line {seen[row.text(key)]}")
        if key:
            seen[row.text(key)] = number
        rows.append(row)
    return rows
