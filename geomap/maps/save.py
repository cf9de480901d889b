"""Write a map to a file: whole, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geomap.output import write_whole

if TYPE_CHECKING:
    import os

    import folium


def save_map(drawn: folium.Map, path: str | os.PathLike[str]) -> Path:
    """Write a map as one HTML file. Folders that are missing are made; a file that is there is replaced.

    Args:
        drawn: A map, from `draw_map` or of your own.
        path: Where to.

    Returns:
        The path of the file.

    Raises:
        OutputError: The file cannot be written there. What was there before is as it was.
    """
    target = Path(path)
    # A report may hold half a surrogate pair, which no file can.
    write_whole(target, drawn.get_root().render().encode("utf-8", errors="replace"))
    return target
