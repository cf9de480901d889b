"""The taxonomy: the types of event that geomap knows, and the groups that become layers of the map."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geomap.errors import FilterError, FormatError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHIPPED = Path(__file__).with_name("taxonomy.toml")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Group:
    """A group of types: one layer of the map.

    Attributes:
        key: Stable name, as filters and files spell it.
        label: Name to show.
        colour: "#rrggbb".
        shape: Form of its markers, which says the same as the colour to those who cannot see it.
        icon: Name of its icon in Font Awesome Free 6.
    """

    key: str
    label: str
    colour: str
    shape: str
    icon: str


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event.

    Attributes:
        key: Stable name, as filters and files spell it.
        label: Name to show.
        group: Key of its group.
        icon: Name of its icon in Font Awesome Free 6.
        colour: "#rrggbb": its own, or its group's.
        severity: Rank: of two readings of one event, the one of higher rank is kept.
        definition: What counts as this type, in one sentence.
        examples: Sentences that report one.
        acled: ACLED's sub-event type, spelled as in its codebook; None for what ACLED does not code.
        plover: Event type of the PLOVER ontology, or None.
    """

    key: str
    label: str
    group: str
    icon: str
    colour: str
    severity: int
    definition: str
    examples: tuple[str, ...]
    acled: str | None = None
    plover: str | None = None


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All types and groups, each in the order of the file that they were read from."""

    types: Mapping[str, EventType]
    groups: Mapping[str, Group]
    _names: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index every name that `resolve` understands."""
        names: dict[str, tuple[str, ...]] = {}
        for group in self.groups.values():
            members = tuple(key for key, kind in self.types.items() if kind.group == group.key)
            names[_fold(group.key)] = names[_fold(group.label)] = members
        # Types come last: where a type and a group share a name, the narrower meaning is the safer one.
        for key, kind in self.types.items():
            names[_fold(key)] = names[_fold(kind.label)] = (key,)
        object.__setattr__(self, "_names", names)

    def resolve(self, name: str) -> tuple[str, ...]:
        """Turn the key or label of a type or group into the keys of its types.

        Args:
            name: What the user wrote: "armed_clash", "Armed clash", "battles".

        Returns:
            Keys of types, in the order of the taxonomy.

        Raises:
            FilterError: The name is unknown; the message gives the nearest names.
        """
        found = self._names.get(_fold(name))
        if found is None:
            message = f"unknown event type or group {name!r}{self._nearest(name)}"
            raise FilterError(message)
        return found

    def of_acled(self, name: str) -> tuple[str, ...]:
        """Keys of the types that ACLED calls `name`; empty where there is none."""
        return tuple(key for key, kind in self.types.items() if kind.acled == name)

    def _nearest(self, name: str) -> str:
        from rapidfuzz import fuzz, process

        keys = [*self.groups, *(key for key in self.types if key not in self.groups)]
        near = process.extract(_fold(name), keys, scorer=fuzz.WRatio, processor=_fold, limit=3, score_cutoff=55)
        if near:
            return "; did you mean " + ", ".join(found[0] for found in near) + "?"
        return "; 'geomap types' lists them all"


def load_taxonomy(path: Path | None = None) -> Taxonomy:
    """Read a taxonomy.

    Args:
        path: A file in the form of the shipped `taxonomy.toml`; None reads the shipped one.

    Returns:
        The taxonomy.

    Raises:
        FormatError: The file cannot be read, or an entry is missing or wrong; the message says where.
    """
    return _shipped() if path is None else _read(path)


@cache
def _shipped() -> Taxonomy:
    return _read(_SHIPPED)


def _read(path: Path) -> Taxonomy:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot read the taxonomy {path}: {error}"
        raise FormatError(message) from error
    except tomllib.TOMLDecodeError as error:
        message = f"the taxonomy {path} is not valid TOML: {error}"
        raise FormatError(message) from error
    groups = {
        key: Group(key=key, **_checked(Group, table, f"{path}: [groups.{key}]", key))
        for key, table in _tables(data, "groups", path).items()
    }
    types: dict[str, EventType] = {}
    for key, table in _tables(data, "types", path).items():
        where = f"{path}: [types.{key}]"
        group = groups.get(str(table.get("group")))
        if group is None:
            message = f"{where}: group must be one of {', '.join(groups)}, not {table.get('group')!r}"
            raise FormatError(message)
        types[key] = EventType(key=key, **_checked(EventType, {"colour": group.colour, **table}, where, key))
    return Taxonomy(MappingProxyType(types), MappingProxyType(groups))


def _tables(data: dict[str, Any], name: str, path: Path) -> dict[str, dict[str, Any]]:
    tables = data.get(name)
    if not isinstance(tables, dict) or not tables or not all(isinstance(t, dict) for t in tables.values()):
        message = f"{path}: no [{name}.…] tables; a taxonomy needs [groups.…] and [types.…]"
        raise FormatError(message)
    return tables


def _checked(kind: type[Group | EventType], table: dict[str, Any], where: str, key: str) -> dict[str, Any]:
    """Hold one table against the fields of its class."""
    if not _KEY.fullmatch(key):
        message = f"{where}: a key is made of a-z, 0-9 and _, and begins with a letter"
        raise FormatError(message)
    wanted = {item.name for item in fields(kind)} - {"key"}
    needed = wanted - {"acled", "plover"}
    for name in sorted(needed - table.keys()):
        message = f"{where}: {name} is missing"
        raise FormatError(message)
    for name in sorted(table.keys() - wanted):
        message = f"{where}: unknown entry {name!r}; known are {', '.join(sorted(wanted))}"
        raise FormatError(message)
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name == "examples":
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                message = f"{where}: examples must be a list of sentences"
                raise FormatError(message)
            values[name] = tuple(value)
            continue
        expected = int if name == "severity" else str
        if not isinstance(value, expected) or isinstance(value, bool):
            message = f"{where}: {name} must be {'a whole number' if expected is int else 'text'}, not {value!r}"
            raise FormatError(message)
        values[name] = value
    if not _COLOUR.fullmatch(values["colour"]):
        message = f"{where}: colour must read like '#1a2b3c', not {values['colour']!r}"
        raise FormatError(message)
    return values


def _fold(name: str) -> str:
    return " ".join(re.split(r"[\s_-]+", name.strip().casefold()))
