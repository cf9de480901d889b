"""Incidents' places as points in well-known binary, as GeoPackage and GeoParquet hold them."""

from __future__ import annotations

import struct

_POINT = struct.Struct("<BIdd")  # little endian, type 1
_LITTLE, _TYPE = 1, 1


def to_wkb(lat: float | None, lon: float | None) -> bytes | None:
    """A point, longitude first, from degrees; None for no place."""
    if lat is None or lon is None:
        return None
    return _POINT.pack(_LITTLE, _TYPE, lon, lat)
