"""The numbers that writing and reading an index must agree on; `writer` describes the sections."""

from __future__ import annotations

from struct import Struct

KIND = "gazetteer"
MATCH_BITS = 3
MANY = 1 << 31  # marks a name with several postings
PER_DEGREE = 100_000  # units of latitudes and longitudes
TOP = 65535  # importance 1
# lat, lon, population, geonameid, admin2, name, kind, country, admin1, uncertainty. One record per place, not one
# column per field: a place is read with one call and from one page.
RECORD = Struct("<iiIIIIBBHH")
# The same for numpy.
RECORD_FIELDS = [
    *(("lat", "<i4"), ("lon", "<i4"), ("population", "<u4"), ("geonameid", "<u4"), ("admin2", "<u4"), ("name", "<u4")),
    *(("kind", "u1"), ("country", "u1"), ("admin1", "<u2"), ("uncertainty", "<u2")),
]
POPULATED = frozenset({"capital", "city", "town", "village", "settlement"})
ROWS, COLUMNS = 180, 360
CELLS = ROWS * COLUMNS


def cell(lat: float, lon: float) -> int:
    """Return the number of the 1° cell of a point: latitude first, degrees."""
    return min(ROWS - 1, int(lat + 90)) * COLUMNS + int(lon + 180) % COLUMNS
