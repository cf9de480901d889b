"""The gazetteer: names become candidate places, places are found by key, point or containment."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

from geomap.gazetteer import containment, nearness, spelling
from geomap.gazetteer.abbreviations import Abbreviations
from geomap.gazetteer.entry import MATCH_WEIGHTS, MATCH_WORDS, Match
from geomap.gazetteer.folding import fold
from geomap.gazetteer.index import Index
from geomap.gazetteer.layers import Layers
from geomap.gazetteer.layout import MATCH_BITS
from geomap.gazetteer.place import Candidate, Place
from geomap.gazetteer.shapes import OUTLINES, Shapes
from geomap.gazetteer.user import is_own, user_gazetteers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely import MultiPolygon

DATA = Path(__file__).parent / "data"
INDEX_NAME = "gazetteer.bin"
SHAPES_NAME = "shapes.bin"
_CACHED = 1 << 15  # answers kept
_LEAST_READ = 64  # postings of a name
_MATCH_MASK = (1 << MATCH_BITS) - 1
_ABBREVIATED = (Match.ABBREVIATION, Match.QUALIFIER)


class Gazetteer:
    """Places of the world by name, key and point. Immutable; safe to share between threads."""

    def __init__(self, index: Index | Layers, shapes_path: Path) -> None:
        """Take an open index, or several as one, and the path of the outlines, which are opened when first needed."""
        self._index = index
        self._shapes_path = shapes_path
        self._files = [one.file for one in (index.layers if isinstance(index, Layers) else (index,))]
        self._found = lru_cache(maxsize=_CACHED)(self._find)

    @classmethod
    def open(cls, path: Path | None = None, *, layers: Iterable[str | Path] | None = None) -> Self:
        """Open the shipped index and the user's gazetteers over it.

        Args:
            path: An index to take the place of the shipped one, with its outlines beside it, or the shipped ones.
            layers: User gazetteers, or folders of them. By default those that GEOMAP_GAZETTEER names or that lie in the
                user's data folder; none where a path is given.

        Raises:
            GazetteerError: An index is missing, damaged or of another version; the message says how to mend it.
        """
        users = user_gazetteers(() if layers is None and path is not None else layers)
        path = path or DATA / INDEX_NAME
        beside = path.with_name(SHAPES_NAME)
        base = Index(path)
        over = [Index(user, base) for user in users]
        own = [index for index in over if is_own(index.file.meta)]
        dumps = [index for index in over if index not in own]
        return cls(Layers(own, base, dumps) if over else base, beside if beside.exists() else DATA / SHAPES_NAME)

    def verify(self) -> None:
        """Read all data files whole and compare their checksums.

        Raises:
            GazetteerError: A file is missing or damaged.
        """
        for file in self._files:
            file.verify()
        self.shapes.file.verify()

    def __len__(self) -> int:
        """Return how many places there are."""
        return len(self._index)

    def __contains__(self, name: str) -> bool:
        """Whether any place has a name, in any spelling that folds alike; abbreviations in their case."""
        return bool(self.lookup(name, 1))

    def has_prefix(self, folded: str) -> bool:
        """Whether any name, folded, begins with a folded text: the start of a longest match."""
        return self._index.has_prefix(folded)

    def lookup(self, name: str, limit: int | None = None, *, qualifier: bool = False) -> list[Candidate]:
        """Return the places that a name may mean, the most important first; none where it is not known.

        Args:
            name: A name as written. Case counts for abbreviations alone: "US" is a country, "us" is not.
            limit: How many candidates to return at most.
            qualifier: The name stands after a place and a comma, as in "Gary, IN": abbreviations that are
                everyday words count too.
        """
        return list(self._found(name, limit, qualifier))

    def fuzzy(self, name: str, limit: int = 5) -> list[Candidate]:
        """Return places whose names are spelled or sound nearly like a name, the likeliest first.

        The score of a candidate is how alike the names are (0 to 1) times how important the place is.
        """
        best: dict[int, Candidate] = {}
        for key, likeness in spelling.alike(self._index, fold(name)):
            for posting in self._index.postings(key, limit)[:limit]:
                row, how = posting >> MATCH_BITS, posting & _MATCH_MASK
                score = likeness**2 * self._index.importance(row) * MATCH_WEIGHTS[how]
                if how not in _ABBREVIATED and (row not in best or best[row].score < score):
                    best[row] = Candidate(self._index.place(row), key, "fuzzy", score)
        return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.place.key))[:limit]

    def nearest_names(self, name: str, count: int = 3) -> list[str]:
        """Return the display names of the places that a mistyped name most likely meant."""
        names = dict.fromkeys(candidate.place.name for candidate in self.fuzzy(name, count * 3))
        return list(names)[:count]

    def place(self, key: str) -> Place | None:
        """Return the place with a key ("gn:98182", "country:IQ", "site:…"), None where it is not known."""
        return self._at(self._index.row_of_key(key))

    def by_geonameid(self, geonameid: int) -> Place | None:
        """Return the place with a GeoNames id, None where it is not known."""
        return self._at(self._index.row_of_id(geonameid))

    def country(self, iso2: str) -> Place | None:
        """Return a country or territory by its ISO 3166-1 alpha-2 code, None where there is none."""
        return self._at(self._index.countries.get(iso2))

    def capital(self, iso2: str) -> Place | None:
        """Return the capital of a country or territory, None where it has none."""
        return self._at(self._index.capitals.get(iso2))

    def admin1(self, code: str) -> Place | None:
        """Return a first-level division by its GeoNames code ("IQ.01"), None where there is none."""
        return self._at(self._index.divisions.get(code))

    def admin2(self, place: Place) -> Place | None:
        """Return the second-level division that holds a place, None where it is not known."""
        row = self._index.row_of_key(place.key)
        holder = 0 if row is None else self._index.admin2(row)
        return self.by_geonameid(holder) if holder else None

    def countries_of_adjective(self, word: str) -> list[Place]:
        """Return the countries and regions whose adjective or demonym a word is ("Iraqi", "Sahelian")."""
        return [candidate.place for candidate in self.lookup(word) if candidate.match == "demonym"]

    def shape(self, place: Place) -> MultiPolygon | None:
        """Return the outline of a country, division or place of the user's own, None where unknown.

        Its x is longitude, its y latitude, in degrees.
        """
        keys = dict.fromkeys((place.key, f"gn:{place.geonameid}"))
        users = (shapes.get(key) for shapes in self._users_shapes for key in keys)
        found = next((shape for shape in users if shape is not None), None)
        return found if found is not None else self.shapes.get(containment.shape_key(place))

    def contains(self, outer: Place, inner: Place) -> bool:
        """Whether one place lies in another: by codes, by outlines, then by the circle of its uncertainty."""
        return containment.contains(self, outer, inner)

    def reverse(self, lat: float, lon: float) -> tuple[str | None, str | None]:
        """Return the ISO code of the country and the name of the first-level division at a point in degrees.

        Both are None at sea. By outlines; a point just off a simplified coast takes those of the nearest town.
        """
        return containment.reverse(self, lat, lon)

    def nearby(self, lat: float, lon: float, radius_km: float, limit: int | None = None) -> list[tuple[Place, float]]:
        """Return the populated places around a point in degrees with their distances in km, the nearest first."""
        rows = nearness.around(self._index, lat, lon, radius_km)[:limit]
        return [(self._index.place(row), distance) for row, distance in rows]

    def nearest_city(self, lat: float, lon: float, radius_km: float = 50.0) -> Place | None:
        """Return the populated place nearest to a point in degrees, None where none is within a radius in km."""
        return next((place for place, _ in self.nearby(lat, lon, radius_km, 1)), None)

    def __iter__(self) -> Iterator[Place]:
        """Yield every place once, in the order of the files."""
        return map(self._index.place, self._index.rows())

    @cached_property
    def shapes(self) -> Shapes:
        """The outlines.

        Raises:
            GazetteerError: Their file is missing, damaged or of another version.
        """
        return Shapes(self._shapes_path)

    @cached_property
    def _users_shapes(self) -> list[Shapes]:
        """The outlines that user gazetteers bring, in the order of their places."""
        return [Shapes(file) for file in self._files if OUTLINES in file.meta]

    @cached_property
    def _abbreviations(self) -> Abbreviations:
        return Abbreviations(self._index.abbreviations, self._index.qualifiers)

    def _at(self, row: int | None) -> Place | None:
        return None if row is None else self._index.place(row)

    def _find(self, name: str, limit: int | None, qualifier: bool) -> tuple[Candidate, ...]:  # noqa: FBT001 - cached
        folded = fold(name)
        found: list[Candidate] = []
        # Some may turn out to be no abbreviation here, or one place in several layers; thousands are never needed.
        most = None if limit is None else max(_LEAST_READ, 4 * limit)
        for posting in self._index.postings(folded, most):
            if len(found) == limit:
                break
            row, how = posting >> MATCH_BITS, posting & _MATCH_MASK
            if how in _ABBREVIATED and not self._abbreviations.stands_for(name, how, qualifier=qualifier):
                continue
            place = self._index.place(row)
            matched = place.name if how == Match.NAME else folded
            score = self._index.importance(row) * MATCH_WEIGHTS[how]
            found.append(Candidate(place, matched, MATCH_WORDS[how], score))
        return tuple(found)
