"""What the rows of a table say happened, in geomap's types."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import FilterError

if TYPE_CHECKING:
    from geomap.events.taxonomy import Taxonomy

_TYPES = Path(__file__).with_name("types.toml")


class Kinds:
    """Finds types by the words or codes of a table; each is looked up once."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Take the taxonomy whose types are meant."""
        self._taxonomy = taxonomy
        self._acled = {kind.acled.casefold(): kind.key for kind in taxonomy.types.values() if kind.acled}
        self._found: dict[tuple[str, str], str | None] = {}

    def find(self, column: str, word: str) -> str | None:
        """The type that a cell names, None where it is not known.

        Args:
            column: The cell's column, folded: some hold codes.
            word: The cell.
        """
        if (column, word) not in self._found:
            self._found[column, word] = self._find(column, word.strip())
        return self._found[column, word]

    def _find(self, column: str, word: str) -> str | None:
        data, folded = _data(), " ".join(word.casefold().split())
        codes: dict[str, str] = data["codes"].get(column, {})
        key = codes.get(folded) or data["words"].get(folded) or self._acled.get(folded)
        if key in self._taxonomy.types:
            return str(key)
        try:
            named = self._taxonomy.resolve(word)
        except FilterError:
            return None
        return named[0] if len(named) == 1 else None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_TYPES.read_text(encoding="utf-8"))
