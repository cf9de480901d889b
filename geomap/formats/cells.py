"""Incidents' values as the cells of a text table, and back: nothing is lost, and a spreadsheet runs none of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geomap.errors import FormatError
from geomap.formats.columns import Kind
from geomap.formats.geojson import as_json, parse_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# A spreadsheet runs a cell that begins with one of these as a formula; an apostrophe makes it text (OWASP). What
# spreadsheets pass over at the start is passed over here too: blanks, marks of direction, characters of no width.
# Full-width signs count because Japanese editions of Excel take them for plain ones.
_PASSED = r"[\s\0\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
_FORMULA = re.compile(rf"'*(?:\t|\r|\n|{_PASSED}[=+\-@\uff1d\uff0b\uff0d\uff20])")
_BETWEEN = "; "


def safe(text: str) -> str:
    """A text that no spreadsheet runs."""
    # Most texts begin with a letter or a digit, which is told far faster than by the pattern.
    return "'" + text if not text[:1].isalnum() and _FORMULA.match(text) else text


def unsafe(cell: str) -> str:
    """The text that `safe` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def name_cell(text: str) -> str:
    """A name as a cell; an empty one, which is not nothing, becomes an apostrophe, which spreadsheets do not show."""
    return safe(text) if text.strip("'") else "'" + text


def truth_cell(value: bool) -> str:  # noqa: FBT001 - the value of a column
    """True or false as JSON has it."""
    return "true" if value else "false"


def records_cell(records: Sequence[Any]) -> str:
    """Records as JSON; none are an empty cell."""
    return as_json(records).decode() if records else ""


def list_cell(items: Sequence[str]) -> str:
    """Texts joined by "; ", or as JSON where that would not tell them apart again."""
    if not items:
        return ""
    if len(items) == 1 and items[0][:1].isalnum() and ";" not in items[0] and not items[0][-1].isspace():
        return items[0]
    plain = all(item and ";" not in item and item == item.strip() for item in items)
    if not plain or items[0].startswith("[") or any(safe(item) is not item for item in items[1:]):
        return as_json(list(items)).decode()
    return safe(_BETWEEN.join(items))


# What makes a cell of a value that is not None; the csv module writes numbers itself.
CELLS: dict[Kind, Callable[[Any], str] | None] = {
    Kind.TEXT: safe,
    Kind.NAME: name_cell,
    Kind.WHOLE: None,
    Kind.NUMBER: None,
    Kind.TRUTH: truth_cell,
    Kind.LIST: list_cell,
    Kind.RECORDS: records_cell,
}


def from_cell(cell: str, kind: Kind) -> Any:  # noqa: ANN401 - any JSON value
    """The value that one of `CELLS` made a cell of.

    Raises:
        FormatError: The cell holds none of its kind.
    """
    return _READERS[kind](cell)


def _text(cell: str) -> str:
    return unsafe(cell) if cell.strip("'") else cell[1:]


def _name(cell: str) -> str | None:
    return _text(cell) if cell else None


def _whole(cell: str) -> int | None:
    try:
        return int(cell) if cell else None
    except ValueError as error:
        msg = f"{cell[:40]!r} is no whole number"
        raise FormatError(msg) from error


def _number(cell: str) -> float | None:
    try:
        return float(cell) if cell else None
    except ValueError as error:
        msg = f"{cell[:40]!r} is no number"
        raise FormatError(msg) from error


def _records(cell: str) -> Any:  # noqa: ANN401 - any JSON value
    return parse_json(cell, "a list of records") if cell else []


def _list(cell: str) -> list[str]:
    if not cell:
        return []
    if cell.startswith("["):
        try:
            items = parse_json(cell, "")
        except FormatError:
            items = None
        if isinstance(items, list):
            return [str(item) for item in items]
    return unsafe(cell).split(_BETWEEN)


def _truth(cell: str) -> bool:
    folded = cell.strip().lower()
    if folded not in {"true", "false"}:
        msg = f"{cell[:40]!r} is neither true nor false"
        raise FormatError(msg)
    return folded == "true"


_READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: _text,
    Kind.NAME: _name,
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.TRUTH: _truth,
    Kind.LIST: _list,
    Kind.RECORDS: _records,
}
