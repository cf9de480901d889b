"""What the names of a document say of each other: which countries, divisions and neighbourhoods they have in common.

Every name speaks with the probabilities of its candidates, never for itself. So a county of which there are ten
speaks for a country at once, and for one town as soon as a second name lies near one of the ten.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from geomap.gazetteer.place import Precision
from geomap.places.wording import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.gazetteer.place import Place
    from geomap.places.names import Name
    from geomap.places.recognise import Span

EVIDENCE = (
    "country_share", "top_country", "foreign", "division_share", "nearness", "next_door", "density", "coherence",
    "best_coherence", "division_coherence", "near_in_text", "division_in_text", "country_in_text", "siblings_kind",
    "siblings_country",
)  # fmt: skip
_EARTH_KM = 6371.0
_NEAR_KM = 150.0  # a place wider than this is near everything and nothing
_TEXT_REACH = 120.0  # characters at which a name beside another says 0.37 of what it says next to it
_NEXT_SPANS = 6
_ADJECTIVE = 0.7  # an adjective says less of where a report is than a name
_MOST_COUNTRIES = 8  # of a region or water; the rest adds nothing
_TRACE = 0.02  # probability below which a candidate says nothing
_BLOCK = 2048  # candidates whose distances to all others are held at once


class Evidence:
    """The candidates of all names of a document as arrays, and what the names say of each candidate."""

    def __init__(self, names: Sequence[Name], spans: Sequence[Span], text: str) -> None:
        """Take the document's names with their candidates."""
        places = [c.place for n in names for c in n.candidates]
        sizes = np.array([len(n.candidates) for n in names], dtype=np.int64)
        self.owner = np.repeat(np.arange(len(names)), sizes)
        self._weight = np.array(
            [0.0 if n.part else len(n.spans) ** 0.5 * (_ADJECTIVE if n.demonym else 1.0) for n in names]
        )
        self._names = len(names)
        self._at = _unit_vectors(places)
        self._narrow = np.array([p.uncertainty_km < _NEAR_KM for p in places], dtype=bool)
        self._key = _numbers([p.key for p in places])[0]
        self._country, self._countries = _numbers([p.country for p in places])
        self._division, self._divisions = _numbers([p.admin1_code for p in places])
        self._kind = np.array([_kind(p) for p in places], dtype=np.int64)
        self._shares = _country_shares(places, self._country)
        self._text, self._beside = _in_text(names, spans, text)
        self._raw = self._coherence(sizes)

    def features(self, chance: np.ndarray) -> np.ndarray:
        """The values of EVIDENCE for each candidate, given the probability of each (candidates x features)."""
        owner, weight = self.owner, self._weight
        spoken = chance * weight[owner]
        rows, columns, shares = self._shares
        countries = np.zeros((self._names, max(1, self._countries)))
        np.add.at(countries, (owner[rows], columns), spoken[rows] * shares)
        divisions = _table(self._names, self._divisions, owner, self._division, spoken)
        others = countries.sum(axis=0) - countries
        said = _pick(others, owner, self._country)
        most = others.max(axis=1)[owner]
        all_said = others.sum(axis=1)[owner]
        other_divisions = divisions.sum(axis=0) - divisions
        near, next_door, density, near_text = self._nearness(chance)
        reach = self._text.sum(axis=1)[owner] + 0.3
        kinds = _table(self._names, 5, owner, self._kind, chance)
        national = _table(self._names, 5 * max(1, self._countries), owner, self._kind_in_country, chance)
        beside = np.maximum(1.0, self._beside.sum(axis=1))[owner]
        return np.column_stack([
            said / (all_said + 1.0),
            (said >= most - 1e-9) & (most > _TRACE) & (self._country >= 0),
            (said < _TRACE) & (all_said > _TRACE) & (self._country >= 0),
            _pick(other_divisions, owner, self._division) / (other_divisions.sum(axis=1)[owner] + 1.0),
            near,
            next_door,
            density,
            *self._raw,
            near_text,
            _pick(self._text @ _scaled(divisions, weight), owner, self._division) / reach,
            _pick(self._text @ _scaled(countries, weight), owner, self._country) / reach,
            _pick(self._beside @ kinds, owner, self._kind) / beside,
            _pick(self._beside @ national, owner, self._kind_in_country) / beside,
        ])  # fmt: skip

    @property
    def _kind_in_country(self) -> np.ndarray:
        return np.where(self._country >= 0, self._country * 5 + self._kind, -1)

    def _nearness(self, chance: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """How near the likely places of other names are: within a region, next door, how many, and in the text."""
        count = len(chance)
        near, next_door, density, in_text = (np.zeros(count) for _ in range(4))
        columns = np.flatnonzero(self._narrow & (chance > _TRACE) & (self._weight[self.owner] > 0))
        if not len(columns):
            return near, next_door, density, in_text
        for rows in _blocks(count):
            close = self._closeness(rows, columns) * chance[columns]
            near[rows] = close.max(axis=1)
            in_text[rows] = (close * self._text[self.owner[rows]][:, self.owner[columns]]).max(axis=1)
            tight = self._closeness(rows, columns) ** 5 * chance[columns]
            next_door[rows] = tight.max(axis=1)
            density[rows] = np.log1p(self._by_name(tight, columns))
        return near, next_door, density, in_text

    def _coherence(self, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """How many other names may mean something next door or in the same division, whatever is likely.

        A name that may be in many places says little of each.
        """
        count = len(self.owner)
        together, best = np.zeros(count), np.zeros(count)
        part = 1.0 / np.sqrt(np.maximum(1, sizes))
        columns = np.flatnonzero(self._narrow & (self._weight[self.owner] > 0))
        if len(columns):
            for rows in _blocks(count):
                tight = self._closeness(rows, columns) ** 5 * part[self.owner[columns]]
                best[rows] = tight.max(axis=1)
                together[rows] = np.log1p(self._by_name(tight, columns))
        divisions = (
            np.minimum(1.0, _table(self._names, self._divisions, self.owner, self._division, np.ones(count)))
            * (self._weight > 0)[:, None]
        )
        divisions /= np.sqrt(np.maximum(1.0, divisions.sum(axis=1)))[:, None]
        shared = _pick(divisions.sum(axis=0) - divisions, self.owner, self._division)
        return together, best, np.log1p(shared)

    def _closeness(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """1 for candidates at one point, 0.37 at 150 km; 0 for those of one name, and for a place and itself."""
        cosine = self._at[rows] @ self._at[columns].T
        close: np.ndarray = np.exp(np.sqrt(np.maximum(0.0, 2.0 - 2.0 * cosine)) * (-_EARTH_KM / _NEAR_KM))
        close[self.owner[rows][:, None] == self.owner[columns]] = 0.0
        close[self._key[rows][:, None] == self._key[columns]] = 0.0
        return close

    def _by_name(self, values: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """The sum over names of the best of each name's columns, by the weight of the names."""
        owners = self.owner[columns]
        starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
        total: np.ndarray = np.maximum.reduceat(values, starts, axis=1) @ self._weight[owners[starts]]
        return total


def km_between(one: Place, other: Place) -> float:
    """The great-circle distance between two places in km, on a sphere."""
    lat, lon, lat2, lon2 = map(math.radians, (one.lat, one.lon, other.lat, other.lon))
    chord = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def _blocks(count: int) -> list[np.ndarray]:
    return [np.arange(first, min(count, first + _BLOCK)) for first in range(0, count, _BLOCK)]


def _unit_vectors(places: Sequence[Place]) -> np.ndarray:
    """Points as unit vectors (places x 3)."""
    lat, lon = np.radians([[p.lat for p in places], [p.lon for p in places]])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _numbers(values: Sequence[str | None]) -> tuple[np.ndarray, int]:
    """A number for each value, alike for those that are alike, -1 for None; and how many there are."""
    known: dict[str, int] = {}
    return np.array([-1 if v is None else known.setdefault(v, len(known)) for v in values], dtype=np.int64), len(known)


def _kind(place: Place) -> int:
    if place.precision is Precision.COUNTRY:
        return 0
    if place.kind == "admin1":
        return 1
    if place.kind == "admin2":
        return 2
    return 3 if place.precision is Precision.LOCALITY else 4


def _country_shares(places: Sequence[Place], numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows, countries and shares: a place speaks for its country, a region or water a little for each of its own."""
    known = {p.country: int(n) for p, n in zip(places, numbers, strict=True) if p.country}
    rows, columns, shares = [], [], []
    for row, place in enumerate(places):
        if place.country:
            rows.append(row)
            columns.append(known[place.country])
            shares.append(1.0)
            continue
        several = place.countries[:_MOST_COUNTRIES]
        for country in several:
            if country in known:
                rows.append(row)
                columns.append(known[country])
                shares.append(0.5 / len(several))
    return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64), np.array(shares)


def _in_text(names: Sequence[Name], spans: Sequence[Span], text: str) -> tuple[np.ndarray, np.ndarray]:
    """How near two names ever stand in the text, 0 to 1, and whether they ever stand side by side in a list."""
    owner = [-1] * len(spans)
    for number, name in enumerate(names):
        for index in () if name.part else name.spans:
            owner[index] = number
    near, beside = np.zeros((len(names), len(names))), np.zeros((len(names), len(names)))
    for i, j in _pairs(owner):
        mine, other = owner[i], owner[j]
        close = math.exp(-max(0, spans[j].start - spans[i].end) / _TEXT_REACH)
        near[mine, other] = near[other, mine] = max(near[mine, other], close)
        if j == i + 1 and i in neighbours(spans, j, text):
            beside[mine, other] = beside[other, mine] = 1.0
    for number, name in enumerate(names):
        if name.part:  # the part of a name stands where the whole does
            near[number] = near[owner[name.spans[0]]]
    return near, beside


def _pairs(owner: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers of spans that stand close to each other and bear different names."""
    for i, mine in enumerate(owner):
        for j in range(i + 1, min(len(owner), i + 1 + _NEXT_SPANS)):
            if mine not in {-1, owner[j]} and owner[j] != -1:
                yield i, j


def _table(rows: int, columns: int, row: np.ndarray, column: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Sums of values by row and column; columns below 0 are left out."""
    table = np.zeros((rows, max(1, columns)))
    known = column >= 0
    np.add.at(table, (row[known], column[known]), values[known])
    return table


def _pick(table: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    """The value of each row and column, 0 for columns below 0."""
    return np.where(column >= 0, table[row, np.maximum(0, column)], 0.0)


def _scaled(table: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weights taken out again: near in the text, a name counts once."""
    scaled: np.ndarray = table / np.maximum(weight, 1e-9)[:, None] * (weight > 0)[:, None]
    return scaled
