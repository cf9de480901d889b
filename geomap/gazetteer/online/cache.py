"""Answers of online geocoders, kept on disk, so that no name is asked for twice."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.gazetteer.online.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

VARIABLE = "GEOMAP_GEOCODER_CACHE"
_DAY = 24 * 3600
_KEPT, _KEPT_NOTHING = 180 * _DAY, 14 * _DAY  # seconds; what is not known today may be known next month
_TABLE = """CREATE TABLE IF NOT EXISTS answers (
    service TEXT NOT NULL, query TEXT NOT NULL, asked INTEGER NOT NULL, found TEXT NOT NULL,
    PRIMARY KEY (service, query)
)"""


def cache_path() -> Path:
    """Return where the answers are kept: GEOMAP_GEOCODER_CACHE, or a file in the user's cache folder."""
    import platformdirs

    said = os.environ.get(VARIABLE)
    return Path(said) if said else platformdirs.user_cache_path("geomap", appauthor=False) / "geocoder.sqlite"


class Cache:
    """Answers by service and name. Where the file cannot be used, answers are kept for this run alone."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the file, or make it; by default the user's."""
        self.path = path or cache_path()
        self.problem = ""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._data = self._opened(str(self.path))
        except (OSError, sqlite3.Error) as error:
            self.problem = f"answers are not kept: {self.path}: {error}"
            self._data = self._opened(":memory:")

    def get(self, service: str, query: str) -> list[Answer] | None:
        """Return what a service once answered to a name, None where it was not asked, or long ago."""
        try:
            row = self._data.execute(
                "SELECT asked, found FROM answers WHERE service = ? AND query = ?", (service, query)
            ).fetchone()
            found = [Answer(**answer) for answer in json.loads(row[1])] if row else []
        except (sqlite3.Error, ValueError, TypeError):
            return None  # a row that cannot be read is asked for again
        if row is None or time.time() - row[0] > (_KEPT if found else _KEPT_NOTHING):
            return None
        return found

    def put(self, service: str, query: str, found: Sequence[Answer]) -> None:
        """Keep what a service answered to a name."""
        row = (service, query, int(time.time()), json.dumps([asdict(answer) for answer in found]))
        try:
            with self._data:
                self._data.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            self.problem = self.problem or f"answers are not kept: {self.path}: {error}"

    def close(self) -> None:
        """Close the file."""
        self._data.close()

    @staticmethod
    def _opened(path: str) -> sqlite3.Connection:
        data = sqlite3.connect(path, timeout=10)
        try:
            data.execute(_TABLE)
        except sqlite3.Error:
            data.close()
            raise
        return data
