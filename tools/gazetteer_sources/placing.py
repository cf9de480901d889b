"""Finds what holds places that come with a point only: divisions for sites, cities for their districts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from geomap.gazetteer.folding import fold
from geomap.gazetteer.layout import cell
from geomap.gazetteer.nearness import distance_km
from geomap.gazetteer.place import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.gazetteer.entry import Entry
    from geomap.gazetteer.shapes import Shapes

OWN_LOCALITY = "place:"  # how the keys of localities.tsv begin
_REACH = 1.5
_SIDES = (-1, 0, 1)


def place_in_divisions(entries: Sequence[Entry], shapes: Shapes) -> None:
    """Give our own places and former provinces the code of their division, if it is in their country.

    It is the one that our table names for a locality; else the one whose outline holds the point.
    """
    codes = {
        (entry.country, fold(name)): entry.admin1
        for entry in entries
        if entry.kind == "admin1"
        for name in (*(name for name, _ in entry.names), entry.name)
    }
    for entry in entries:
        own = entry.precision is Precision.SITE or entry.kind == "province" or entry.key.startswith(OWN_LOCALITY)
        if not own or not entry.country or entry.admin1:
            continue
        if entry.key.startswith(OWN_LOCALITY) and entry.within:
            entry.admin1 = codes.get((entry.country, fold(entry.within[0])), "")
        if not entry.admin1:
            key = shapes.holding(entry.lat, entry.lon, f"admin1:{entry.country}.")
            entry.admin1 = key.removeprefix("admin1:") if key else ""


def place_in_cities(entries: Iterable[Entry], countries: dict[str, str]) -> None:
    """Give districts the largest city that reaches them as their holder; `countries` gives names by code.

    A city reaches half as far again as the circle that holds most of it.
    """
    cities: dict[int, list[Entry]] = defaultdict(list)
    districts = []
    for entry in entries:
        if entry.kind in ("capital", "city"):
            cities[cell(entry.lat, entry.lon)].append(entry)
        elif entry.kind == "district":
            districts.append(entry)
    for district in districts:
        around = {cell(district.lat + north, district.lon + east) for north in _SIDES for east in _SIDES}
        reaching = [
            city
            for number in sorted(around)
            for city in cities[number]
            if city.country == district.country
            and distance_km(city.lat, city.lon, district.lat, district.lon) <= _REACH * city.uncertainty_km
        ]
        if reaching:
            city = max(reaching, key=lambda entry: entry.population)
            district.within = (city.name, countries[district.country])
