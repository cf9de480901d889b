"""The numbers that writing and reading an index must agree on; `writer` describes the sections."""

from __future__ import annotations

KIND = "gazetteer"
MATCH_BITS = 3
MANY = 1 << 31  # marks a name with several postings
DEGREES = 1e-5  # unit of latitudes and longitudes
TOP = 65535  # importance 1
POPULATED = frozenset({"capital", "city", "town", "village", "settlement"})
ROWS, COLUMNS = 180, 360
CELLS = ROWS * COLUMNS


def cell(lat: float, lon: float) -> int:
    """Return the number of the 1° cell of a point: latitude first, degrees."""
    return min(ROWS - 1, int(lat + 90)) * COLUMNS + int(lon + 180) % COLUMNS
