"""Packs polygons into few bytes and back: quantised, differenced and deflated.

A packed outline inflates to 32-bit integers, byte planes apart: the number of rings, the length of each ring
(negative for a hole of the ring before), then the differences of all longitudes, then of all latitudes.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeAlias

    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon

    Ring: TypeAlias = NDArray[np.float64]

STEP = 1e-3  # degrees: about 0.1 km, finer than the outlines of countries and divisions themselves
FINE_STEP = 1e-5  # degrees: about a metre, for outlines of the user's own
_BYTES = 4


def pack(shape: MultiPolygon, step: float = STEP) -> bytes:
    """Return the bytes of a shape; coordinates are rounded to `step` degrees."""
    import numpy as np

    rings, lengths = [], []
    for polygon in shape.geoms:
        for at, ring in enumerate((polygon.exterior, *polygon.interiors)):
            steps = np.round(np.asarray(ring.coords)[:, :2] / step).astype("<i4")
            rings.append(steps)
            lengths.append(-len(steps) if at else len(steps))
    points = np.concatenate(rings)
    numbers = np.concatenate([[len(lengths)], lengths, *(np.diff(points[:, axis], prepend=0) for axis in (0, 1))])
    planes = numbers.astype("<i4").view("u1").reshape(-1, _BYTES).T
    return zlib.compress(planes.tobytes(), 9)


def unpack(data: bytes | memoryview, step: float = STEP) -> MultiPolygon:
    """Return the shape of bytes packed with a `step`; x is longitude, y latitude, in degrees."""
    import numpy as np
    import shapely

    planes = np.frombuffer(zlib.decompress(data), "u1").reshape(_BYTES, -1)
    numbers = np.ascontiguousarray(planes.T).view("<i4").ravel()
    count = int(numbers[0])
    lengths = numbers[1 : count + 1]
    points = numbers[count + 1 :].reshape(2, -1).cumsum(axis=1).T * step
    rings = np.split(points, np.cumsum(np.abs(lengths))[:-1])
    polygons: list[tuple[Ring, list[Ring]]] = []
    for ring, length in zip(rings, lengths, strict=True):
        if length > 0:
            polygons.append((ring, []))
        else:
            polygons[-1][1].append(ring)
    return shapely.MultiPolygon(polygons)
