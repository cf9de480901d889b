"""The packages that some formats need, and what to do where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from geomap.errors import MissingExtraError


def need(module: str, what: str) -> Any:  # noqa: ANN401 - whatever the module holds
    """Import a module of the `formats` extra.

    Args:
        module: Its name.
        what: What needs it: "GeoParquet".

    Raises:
        MissingExtraError: It is not installed; the message says how to install it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        message = f"{what} needs the package {module.partition('.')[0]!r}: pip install 'geomap[formats]'"
        raise MissingExtraError(message) from error
