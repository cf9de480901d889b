"""What can go wrong between incidents and a written map."""

from __future__ import annotations

from geomap.errors import GeomapError


class MapDataError(GeomapError, ValueError):
    """An incident or a mention holds a value that no map can show; the message names the row."""


class BasemapError(GeomapError, ValueError):
    """The basemap asked for is not known, or cannot be used in a file of its own."""
