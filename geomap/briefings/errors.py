"""What can go wrong between incidents and a written briefing, and the packages that briefings need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from geomap.errors import GeomapError, MissingExtraError


class BriefingError(GeomapError, ValueError):
    """The kind of file, the page or the language asked for is not known."""


def need(module: str) -> Any:  # noqa: ANN401 - whatever the module holds
    """Import a module of the `briefings` extra.

    Raises:
        MissingExtraError: It is not installed; the message says how to install it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        message = f"briefings need the package {module.partition('.')[0]!r}: pip install 'geomap[briefings]'"
        raise MissingExtraError(message) from error
