"""Incidents become a briefing: slides, a document, a page, a picture of the map, or text for a mail.

`write_briefing` writes the kind of file that the ending names. The packages that it needs are the extra `briefings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.briefings.errors import BriefingError
    from geomap.briefings.write import check_target, write_briefing

__all__ = ["BriefingError", "check_target", "write_briefing"]

_HOMES = {"BriefingError": "errors", "check_target": "write", "write_briefing": "write"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds under that name
    """Import on first use: the command line is to answer at once."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
