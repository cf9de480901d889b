"""The rows of a CSV file, whatever its charset and delimiter."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from geomap.documents.decoding import decode_text
from geomap.errors import FormatError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DELIMITERS = ",;\t|"
_SAID = re.compile(r'"?sep=([,;\t|])"?[,;\t|]*\r?\n', re.IGNORECASE)
_LONGEST_CELL = 1 << 28  # characters; Python's own limit is below what one quoted report may have


def read_table(path: Path, aside: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each row of a CSV file, its cells by column, with words that say where it stands ("line 7").

    A row of HXL tags is passed over.

    Args:
        path: The file.
        aside: Takes where rows stand that have more cells than there are columns.

    Raises:
        FormatError: The file is no table of text.
        OSError: The file cannot be read.
    """
    csv.field_size_limit(_LONGEST_CELL)
    try:
        text, sign = delimited(text_of(path.read_bytes()))
    except InputError as error:
        msg = f"{path}: {error}"
        raise FormatError(msg) from error
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        header = [name.strip() for name in next(rows, [])]
        if len(set(header) - {""}) < 2:  # noqa: PLR2004 - a table has two columns at least
            msg = f"{path}: not a table: its first line names no columns"
            raise FormatError(msg)
        before = rows.line_num
        for row in rows:
            where, before = f"line {before + 1}", rows.line_num
            if len(row) > len(header) and any(row[len(header) :]):
                aside.append(where)
            elif any(row) and not _is_tags(row):
                yield where, dict(zip(header, row, strict=False))
    except csv.Error as error:
        msg = f"{path}: line {rows.line_num}: not a table that can be read ({error})"
        raise FormatError(msg) from error


def text_of(data: bytes) -> str:
    """The text of a table, whatever its charset.

    Raises:
        InputError: It is no text.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode_text(data)


def delimited(text: str) -> tuple[str, str]:
    """A table without the line by which some programs tell Excel its delimiter ("sep=;"), and the delimiter."""
    said = _SAID.match(text)
    return (text[said.end() :], said[1]) if said else (text, _delimiter(text))


def _delimiter(text: str) -> str:
    """The delimiter that cuts the first line into the most columns."""
    first = io.StringIO(text[: 1 << 16].partition("\n")[0].rstrip("\r"), newline="")
    line = first.read()
    return max(_DELIMITERS, key=lambda sign: (len(next(csv.reader([line], delimiter=sign), [])), sign == ","))


def _is_tags(row: list[str]) -> bool:
    return all(cell.startswith("#") or not cell for cell in row)
