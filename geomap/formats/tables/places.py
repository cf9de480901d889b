"""Where the rows of a table happened: by their coordinates, or by the gazetteer where they give names alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.errors import FormatError
from geomap.gazetteer.location import locate
from geomap.gazetteer.place import Place, Precision
from geomap.places.online import best_answer

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.online import Geocoder

# What ACLED's geo_precision and UCDP's where_prec mean, by their codebooks: precision, and how far off in km.
_PRECISIONS = {
    "geo_precision": {"1": ("locality", 5.0), "2": ("area", 25.0), "3": ("area", 100.0)},
    "where_prec": {
        "1": ("locality", 5.0),
        "2": ("area", 25.0),
        "3": ("area", 50.0),
        "4": ("area", 100.0),
        "5": ("area", 100.0),
        "6": ("country", 300.0),
        "7": ("area", 500.0),
    },
}
# What a name in a column may be: one that is given for a country must not put a row into a town of that name.
_ANY = frozenset(Precision)
_COUNTRY = frozenset({Precision.COUNTRY})
_DIVISION = frozenset({Precision.AREA, Precision.COUNTRY, Precision.LOCALITY})
_TOWN_KM, _POINT_KM = 5.0, 0.1
_LETTERS_OF_CODE = 2
_CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class Names:
    """What a row calls its place: the place and what holds it, the smallest first, "" where it does not say."""

    place: str = ""
    admin2: str = ""
    admin1: str = ""
    country: str = ""


@dataclass(slots=True)
class Placer:
    """Makes places of rows; names are looked up once."""

    gazetteer: Gazetteer
    geocoder: Geocoder | None = None
    _codes: dict[str, str | None] = field(default_factory=dict)
    _found: dict[Names, tuple[Place | None, str]] = field(default_factory=dict)

    def by_coordinates(self, lat: float, lon: float, names: Names, column: str, code: str) -> tuple[Place, str]:
        """A place at a point in degrees, and why it stands there.

        Args:
            lat: Degrees north.
            lon: Degrees east.
            names: What the row calls it.
            column: The column that tells the precision, folded; "" for none.
            code: What it says.

        Raises:
            FormatError: The point is not on the globe.
        """
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - degrees
            msg = "the coordinates are not on the globe (are latitude and longitude exchanged?)"
            raise FormatError(msg)
        name = names.place or names.admin2 or names.admin1 or names.country
        precision, radius = ("locality", _TOWN_KM) if name else ("exact", _POINT_KM)
        if column in _PRECISIONS:
            precision, radius = _PRECISIONS[column].get(code.strip(), (precision, radius))
        elif code.strip() in {known.value for known in Precision}:
            precision = code.strip()
        holders = (names.admin2, names.admin1, names.country)
        place = Place(
            key=f"point:{lat},{lon}",
            name=name or f"{lat:.4f}, {lon:.4f}",
            kind="coordinates",
            lat=lat,
            lon=lon,
            precision=Precision(precision),
            uncertainty_km=radius,
            country=self.code_of(names.country),
            admin1=names.admin1 or None,
            within=tuple(dict.fromkeys(holder for holder in holders if holder and holder != name)),
        )
        return place, "the coordinates of the table"

    def by_names(self, names: Names) -> tuple[Place | None, str]:
        """The likeliest place of the names, or of what holds it, and why; None where neither is known."""
        if names not in self._found:
            place, reason, known = self._locate(names)
            online = None if known or self.geocoder is None else self._ask(names, place)
            self._found[names] = (place, reason) if online is None else online
        return self._found[names]

    def _ask(self, names: Names, holder: Place | None) -> tuple[Place, str] | None:
        """What an online geocoder says of a name that the gazetteer does not know."""
        name = names.place or names.admin2 or names.admin1
        if self.geocoder is None or not name:
            return None
        code = self.code_of(names.country) if names.country else None
        countries = Counter([code] if code else [])
        found = best_answer(name, holder, countries, self.geocoder, self.gazetteer)
        return None if found is None else (found.place, "; ".join(found.reasons))

    def code_of(self, country: str) -> str | None:
        """The ISO 3166-1 alpha-2 code of a country by name or code, None where it is not known."""
        if country not in self._codes:
            place = self.gazetteer.country(country.upper()) if len(country) == _LETTERS_OF_CODE else None
            found = [place] if place else [candidate.place for candidate in self.gazetteer.lookup(country)]
            self._codes[country] = next((p.country for p in found if p.precision is Precision.COUNTRY), None)
        return self._codes[country]

    def _locate(self, names: Names) -> tuple[Place | None, str, bool]:
        """The gazetteer's place, why, and whether it is that of the smallest name."""
        code = self.code_of(names.country) if names.country else None
        parts = [names.place, names.admin2, names.admin1, names.country]
        levels = [_ANY, _DIVISION, _DIVISION, _COUNTRY]
        asked = [part for part in parts if part]
        allowed = [level for part, level in zip(parts, levels, strict=True) if part]
        for start in range(len(asked)):
            query = ", ".join(asked[start:])
            tries = [query] if start == len(asked) - 1 else [query, ", ".join(dict.fromkeys((asked[start], asked[-1])))]
            for words in tries:
                place = self._best(words, code, allowed[start])
                if place is not None:
                    why = f"the gazetteer's place for “{words}”"
                    return place, why if start == 0 else f"{why}; “{asked[0]}” is not known", start == 0
        return None, f"no place called “{', '.join(asked)}” is known" if asked else "the table names no place", False

    def _best(self, words: str, code: str | None, allowed: frozenset[Precision]) -> Place | None:
        """The first candidate that is spelled so, is of a kind allowed and, where the country is known, lies in it."""
        for candidate in locate(words, self.gazetteer, _CANDIDATES):
            place = candidate.place
            known = candidate.match != "fuzzy" and place.precision in allowed
            if known and (code is None or place.country == code):
                return place
        return None
