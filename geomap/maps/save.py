"""Write a map to a file: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.maps.errors import MapWriteError

if TYPE_CHECKING:
    import folium


def save_map(drawn: folium.Map, path: str | os.PathLike[str]) -> Path:
    """Write a map as one HTML file. Folders that are missing are made; a file that is there is replaced.

    Args:
        drawn: A map, from `draw_map` or of your own.
        path: Where to.

    Returns:
        The path of the file.

    Raises:
        MapWriteError: The file cannot be written there. What was there before is as it was.
    """
    target = Path(path)
    # A report may hold half a surrogate pair, which no file can.
    page = drawn.get_root().render().encode("utf-8", errors="replace")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    except OSError as error:
        raise MapWriteError(_message(target, error)) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(page)
        part.chmod(0o666 & ~_umask())  # mkstemp makes files that only their owner may read
        part.replace(target)
    except OSError as error:
        raise MapWriteError(_message(target, error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _message(target: Path, error: OSError) -> str:
    why = error.strerror or str(error)
    return f"cannot write the map to {target}: {why}; choose another file or make its folder writable"
