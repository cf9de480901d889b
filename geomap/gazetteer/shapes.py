"""Outlines of countries and divisions, and which of them a point lies in.

Sections of the file: `bounds` (four i32 each: south, west, north, east in steps of 1e-3 degrees, or of what the meta
data says), `starts` (u32, where each outline starts in `outlines`, and where the last one stops), `outlines` (packed,
see `outline`). The meta data lists the `keys` in the same order, the smallest outlines first: "country:IQ",
"admin1:IQ.01", "gn:3038422" (a second-level division).
"""

from __future__ import annotations

from array import array
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.gazetteer.container import SectionFile
from geomap.gazetteer.outline import STEP, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shapely import MultiPolygon

KIND = "shapes"
DEFAULT_PATH = Path(__file__).parent / "data" / "shapes.bin"
OUTLINES_STEP = "step"
OUTLINES = "outlines"  # where the meta data of an index lists the keys of its own outlines
_CACHED = 512


def outline_sections(shapes: Mapping[str, MultiPolygon], step: float = STEP) -> dict[str, bytes]:
    """Return the sections for outlines (x longitude, y latitude, degrees), the smallest of which should come first.

    Where the `step` to which they are rounded, in degrees, is not `STEP`, the meta data must name it: `OUTLINES_STEP`.
    """
    bounds, starts, outlines = array("i"), array("I", [0]), bytearray()
    for shape in shapes.values():
        west, south, east, north = (round(side / step) for side in shape.bounds)
        bounds.extend((south, west, north, east))
        outlines += pack(shape, step)
        starts.append(len(outlines))
    return {"bounds": bounds.tobytes(), "starts": starts.tobytes(), "outlines": bytes(outlines)}


class Shapes:
    """Outlines by key, unpacked when asked for."""

    def __init__(self, path: Path | SectionFile = DEFAULT_PATH) -> None:
        """Open a file of outlines, or take those of an open index that brings its own.

        Raises:
            GazetteerError: The file is missing, damaged or of another version.
        """
        self.file = SectionFile(path, KIND) if isinstance(path, Path) else path
        self._keys: list[str] = self.file.meta["keys" if isinstance(path, Path) else OUTLINES]
        self._step: float = self.file.meta.get(OUTLINES_STEP, STEP)
        self._at = {key: at for at, key in enumerate(self._keys)}
        self._starts = self.file.section("starts", "I")
        self._outlines = self.file.section("outlines")
        self._unpacked = lru_cache(maxsize=_CACHED)(self._unpack)

    def __contains__(self, key: str) -> bool:
        """Whether the outline of a key is known."""
        return key in self._at

    def get(self, key: str) -> MultiPolygon | None:
        """Return the outline of a key (x longitude, y latitude, degrees), None where it is not known."""
        at = self._at.get(key)
        return None if at is None else self._unpacked(at)

    def holding(self, lat: float, lon: float, *prefixes: str) -> str | None:
        """Return the key, of those with one of the prefixes, of the smallest outline that holds a point in degrees.

        None if none does.
        """
        from shapely import Point

        point = Point(lon, lat)
        for at in self._near(lat, lon):
            key = self._keys[at]
            if key.startswith(prefixes) and self._unpacked(at).intersects(point):
                return key
        return None

    @cached_property
    def _boxes(self) -> list[tuple[int, int, int, int]]:
        """The bounding boxes: south, west, north, east, in steps."""
        sides = self.file.section("bounds", "i").tolist()
        return list(zip(*(sides[side::4] for side in range(4)), strict=True))

    def _near(self, lat: float, lon: float) -> Iterator[int]:
        """Yield the outlines whose bounding boxes hold a point."""
        y, x = lat / self._step, lon / self._step
        for at, (south, west, north, east) in enumerate(self._boxes):
            if south <= y <= north and west <= x <= east:
                yield at

    def _unpack(self, at: int) -> MultiPolygon:
        """Return the outline at a row of the table."""
        return unpack(self._outlines[self._starts[at] : self._starts[at + 1]], self._step)
