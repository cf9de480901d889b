"""Where the user's gazetteers lie, and what each says of itself.

A user gazetteer is one file: an index as the embedded one, with outlines of its own where its places have any, and in
the header what it was made from.
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import GazetteerError
from geomap.gazetteer.container import USER_SUFFIX, SectionFile
from geomap.gazetteer.layout import KIND, RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VARIABLE = "GEOMAP_GAZETTEER"
NONE = "none"  # in place of a path: only the embedded gazetteer
LAYER = "layer"  # what the header calls the facts


@dataclass(frozen=True, slots=True)
class Source:
    """A file that a user gazetteer was made from.

    Attributes:
        file: Its name.
        kind: "GeoNames", "CSV" or "GeoJSON".
        size: Bytes.
        rows: Places taken from it.
        set_aside: Rows that were not taken because something is wrong with them.
        newest: The last day on which a row of it was changed, ISO; "" where rows have none.
    """

    file: str
    kind: str
    size: int
    rows: int
    set_aside: int
    newest: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """What a user gazetteer holds.

    Attributes:
        path: The file.
        own: Whether it has places of the user's own, which win over those of other gazetteers.
        sources: What it was made from.
        places: How many places it has.
        names: How many different names.
        shapes: How many outlines.
    """

    path: Path
    own: bool
    sources: tuple[Source, ...]
    places: int
    names: int
    shapes: int


def user_folder() -> Path:
    """Return the folder in which imported gazetteers lie, which may not exist yet."""
    import platformdirs

    return platformdirs.user_data_path("geomap", appauthor=False) / "gazetteers"


def user_gazetteers(given: Iterable[str | Path] | None = None) -> list[Path]:
    """Return the user gazetteers to look up beside the embedded one.

    Args:
        given: Files, or folders of them; "none" for no gazetteer but the embedded one. By default what the environment
            variable GEOMAP_GAZETTEER names, in the way of PATH, or else those of the user's data folder.

    Raises:
        GazetteerError: A path that was given does not exist.
    """
    if given is None:
        said = os.environ.get(VARIABLE, "")
        if not said:
            return _in_folder(user_folder())
        given = [part for part in said.split(os.pathsep) if part]
    paths: list[Path] = []
    for item in given:
        path = Path(item)
        if str(item) == NONE:
            continue
        if not path.exists():
            message = f"There is no gazetteer {path}. `geomap gazetteer info` shows those there are."
            raise GazetteerError(message)
        paths += _in_folder(path) if path.is_dir() else [path]
    return list(dict.fromkeys(paths))


def layer_meta(*, own: bool, sources: Iterable[Source]) -> dict[str, object]:
    """Return what the header of a user gazetteer says of it."""
    return {LAYER: {"own": own, "sources": [asdict(source) for source in sources]}}


def is_own(meta: Mapping[str, Any]) -> bool:
    """Whether a header is that of a gazetteer with places of the user's own."""
    return bool(meta.get(LAYER, {}).get("own", False))


def describe(path: Path) -> Layer:
    """Return what a user gazetteer holds, by its header.

    Raises:
        GazetteerError: The file is missing, damaged or of another version.
    """
    file = SectionFile(path, KIND)
    said = file.meta.get(LAYER, {})
    return Layer(
        path,
        is_own(file.meta),
        tuple(Source(**source) for source in said.get("sources", ())),
        len(file.section("records")) // RECORD.size,
        len(file.section("first", "I")),
        len(file.meta.get("outlines", ())),
    )


def _in_folder(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{USER_SUFFIX}"))
