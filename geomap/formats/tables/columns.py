"""Which columns of a table mean which field of an incident, by name or as the user says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FIELDS = Path(__file__).with_name("fields.toml")
_SEVERAL = frozenset({"type", "place", "actors", "targets"})


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by field."""

    columns: Mapping[str, tuple[str, ...]]

    def has(self, *fields: str) -> bool:
        """Whether the table has a column for each of the fields."""
        return all(self.columns.get(field) for field in fields)


@cache
def known_fields() -> dict[str, tuple[str, ...]]:
    """Fields and the names of columns that mean them."""
    data = tomllib.loads(_FIELDS.read_text(encoding="utf-8"))
    return {field: tuple(names) for field, names in data.items()}


def parse_mapping(options: Iterable[str]) -> dict[str, str]:
    """What the user says of columns: "Incident Kind=type" becomes {"Incident Kind": "type"}.

    A field may be called by the name of a column that is known: "Day of it=date" means `start`.

    Raises:
        FormatError: A text has no "=", or no such field is known.
    """
    said = {}
    for option in options:
        column, sign, field = option.rpartition("=")
        field = _field_called(fold(field))
        if not sign or not column.strip() or field not in known_fields():
            msg = f"--map {option!r}: write COLUMN=FIELD, with a field of {', '.join(known_fields())}"
            raise FormatError(msg)
        said[column.strip()] = field
    return said


def _field_called(name: str) -> str:
    """The field of this name, or the first that a column of this name would be; the name where there is none."""
    known = known_fields()
    return name if name in known else next((field for field, names in known.items() if name in names), name)


def map_columns(header: Iterable[str], said: Mapping[str, str]) -> Columns:
    """Find the columns of the fields.

    Args:
        header: The columns' names.
        said: Fields by columns as the user says; they come before those known by name.

    Raises:
        FormatError: A column that the user names is not there, or no column says what happened or where.
    """
    header = list(header)
    by_name = {fold(name): name for name in reversed(header)}
    columns: dict[str, list[str]] = {}
    for column, field in said.items():
        found = column if column in header else by_name.get(fold(column))
        if found is None:
            msg = f"no column {column!r}, which --map names; there are {_listed(header)}"
            raise FormatError(msg)
        columns.setdefault(field, []).append(found)
    spoken_for = {name for names in columns.values() for name in names}
    for field, names in known_fields().items():
        found_names = [by_name[name] for name in names if name in by_name and by_name[name] not in spoken_for]
        if field in _SEVERAL:
            columns.setdefault(field, []).extend(found_names)
        elif field not in columns:
            columns[field] = found_names[:1]
    mapping = Columns({field: tuple(names) for field, names in columns.items() if names})
    if not mapping.has("type"):
        msg = f"no column says what happened; name it with --map COLUMN=type (there are {_listed(header)})"
        raise FormatError(msg)
    if not mapping.has("lat", "lon") and not any(map(mapping.has, ("place", "admin1", "country"))):
        msg = f"no column says where; name it with --map COLUMN=place, or =lat and =lon (there are {_listed(header)})"
        raise FormatError(msg)
    return mapping


def fold(name: str) -> str:
    """A column's name as names are compared."""
    return re.sub(r"[^0-9a-z]+", "_", name.strip().casefold()).strip("_")


def _listed(header: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in header[:30])
    return shown + (", …" if len(header) > 30 else "")  # noqa: PLR2004 - as many as are shown
