"""Incidents become a folium map: one self-contained HTML file with layers, filters, popups and a basemap inside.

`draw_map` and `save_map` are what most callers need; `IncidentLayer` is the folium plugin behind them, for maps
that are put together by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.maps.draw import draw_map
    from geomap.maps.layer import IncidentLayer
    from geomap.maps.save import save_map

__all__ = ["IncidentLayer", "draw_map", "save_map"]

_HOMES = {"IncidentLayer": "layer", "draw_map": "draw", "save_map": "save"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds under that name
    """Import on first use: folium takes longer to import than the command line may take to answer."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
