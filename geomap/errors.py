"""Every error that geomap raises on purpose, under one root.

Each is also a built-in error, so that callers may catch either. A message says what was wrong, where, and
what to do about it.
"""

from __future__ import annotations


class GeomapError(Exception):
    """Root of geomap's errors."""


class InputError(GeomapError, ValueError):
    """A report could not be read: empty, binary, of an unknown kind, or broken."""


class GazetteerError(GeomapError, OSError):
    """The gazetteer index is missing, damaged or of another version."""


class GeocoderError(GeomapError, ValueError):
    """An online geocoder is unknown, or lacks a setting that it needs."""


class ModelError(GeomapError, OSError):
    """The language model is missing, damaged or of another version."""


class FilterError(GeomapError, ValueError):
    """A filter names an unknown type, place, status or date."""


class FormatError(GeomapError, ValueError):
    """A set of incidents could not be read or written in the format asked for."""


class OutputError(GeomapError, OSError):
    """A file could not be written."""


class MissingExtraError(GeomapError, ImportError):
    """A capability needs an optional dependency; the message names the extra to install."""
