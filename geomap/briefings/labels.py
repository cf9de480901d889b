"""The fixed words of a briefing, in the language asked for; each language is a file in `data/`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from geomap.briefings.errors import BriefingError

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = "en"
_PREFIX, _SUFFIX = "labels.", ".toml"


@dataclass(frozen=True, slots=True)
class Labels:
    """The fixed words of one language."""

    language: str
    _tables: Mapping[str, Any]

    def __call__(self, key: str, table: str = "words", **values: object) -> str:
        """A text with its blanks filled in."""
        return str(self._tables[table][key]).format(**values)

    def count(self, key: str, number: int, table: str = "counts") -> str:
        """A number with the noun that it counts: "1 incident", "12 incidents"."""
        one, many = self._tables[table][key]
        return str(one if number == 1 else many).format(n=f"{number:,}")

    def month(self, number: int, *, short: bool = False) -> str:
        """The name of a month, 1 to 12."""
        return str(self._tables["months_short" if short else "months"][number - 1])


def languages() -> list[str]:
    """The languages that there are labels for."""
    names = (entry.name for entry in (resources.files("geomap.briefings") / "data").iterdir())
    return sorted(
        name.removeprefix(_PREFIX).removesuffix(_SUFFIX)
        for name in names
        if name.startswith(_PREFIX) and name.endswith(_SUFFIX)
    )


@cache
def load_labels(language: str = DEFAULT) -> Labels:
    """The labels of a language, by its ISO 639 code.

    Raises:
        BriefingError: There are none; the message lists those that there are.
    """
    if language not in languages():
        message = f"no labels in the language {language!r}: choose from {', '.join(languages())}"
        raise BriefingError(message)
    path = resources.files("geomap.briefings") / "data" / f"{_PREFIX}{language}{_SUFFIX}"
    return Labels(language, tomllib.loads(path.read_text(encoding="utf-8")))
