"""GeoNames tables for tests: a published excerpt, and rows with this or that wrong."""

from __future__ import annotations

import zipfile
from pathlib import Path

NL = Path(__file__).with_name("NL.txt")
ROWS = 53
FIELDS = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature_class", "feature_code",
    "country", "cc2", "admin1", "admin2", "admin3", "admin4", "population", "elevation", "dem", "timezone", "changed",
)  # fmt: skip
_USUAL = {
    "latitude": "52.1", "longitude": "5.2", "feature_class": "P", "feature_code": "PPL", "country": "NL",
    "admin1": "09", "changed": "2024-01-02",
}  # fmt: skip


def row(geonameid: object, name: str, **values: object) -> str:
    """Return a row of a GeoNames dump."""
    said = {"geonameid": geonameid, "name": name, **_USUAL, **values}
    return "\t".join(str(said.get(field, "")) for field in FIELDS)


def table(path: Path, *rows: str) -> Path:
    """Write a table of rows."""
    path.write_text("".join(f"{line}\n" for line in rows), encoding="utf-8")
    return path


def zipped(path: Path, content: bytes | None = None, name: str = "NL.txt") -> Path:
    """Write a zip file as GeoNames has them: a table and a readme."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "Readme for GeoNames.")
        archive.writestr(name, NL.read_bytes() if content is None else content)
    return path
