"""Incidents as one thing: a sequence that knows its file formats and GeoPandas."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, overload

from geomap.formats.features import to_feature
from geomap.formats.frames import from_geodataframe, to_geodataframe
from geomap.formats.saved import load_incidents
from geomap.formats.writing import save_incidents
from geomap.incidents.incident import Incident

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from geopandas import GeoDataFrame

    from geomap.gazetteer.gazetteer import Gazetteer


class Incidents(Sequence[Incident]):
    """Incidents in an order: indexed, cut and walked through like a list, which it can be given for.

    Shapely, GeoPandas and Folium read it through `__geo_interface__`.

        >>> incidents = geomap.Incidents(geomap.read(["seeds"]).incidents)
        >>> incidents.to_geodataframe().plot()
    """

    __slots__ = ("_incidents",)

    def __init__(self, incidents: Iterable[Incident] = ()) -> None:
        """Keep the incidents, in their order."""
        self._incidents = tuple(incidents)

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        *,
        gazetteer: Gazetteer | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> Self:
        """Read a set that geomap saved, or another's table, by the file's ending.

        Raises:
            FormatError: The file holds no incidents; the message says where and why.
            MissingExtraError: Its format needs a package of the `formats` extra.
            OSError: The file cannot be read.
        """
        return cls(load_incidents(Path(path), gazetteer=gazetteer, columns=columns))

    @classmethod
    def from_geodataframe(cls, frame: GeoDataFrame) -> Self:
        """The incidents of a GeoDataFrame, geomap's own or another's.

        Raises:
            FormatError: A row cannot be an incident.
            MissingExtraError: GeoPandas is not installed.
        """
        return cls(from_geodataframe(frame))

    def to_geodataframe(self) -> GeoDataFrame:
        """One row for each incident, with a point in WGS84, None without a place.

        Raises:
            MissingExtraError: GeoPandas is not installed.
        """
        return to_geodataframe(self._incidents)

    def save(self, path: str | os.PathLike[str], *, gazetteer: Gazetteer | None = None) -> Path:
        """Write a file by its ending: .geojson, .csv, .jsonl, .kml, .kmz, .gpkg or .parquet.

        Raises:
            FormatError: The ending is unknown.
            MissingExtraError: The format needs a package of the `formats` extra.
            OutputError: The file cannot be written there.
        """
        return save_incidents(self._incidents, path, gazetteer=gazetteer)

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """A GeoJSON FeatureCollection of points; incidents without a place have a null geometry."""
        return {"type": "FeatureCollection", "features": [to_feature(incident) for incident in self._incidents]}

    @overload
    def __getitem__(self, index: int) -> Incident: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> Incident | Self:
        """One incident, or those of a slice."""
        return type(self)(self._incidents[index]) if isinstance(index, slice) else self._incidents[index]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._incidents)

    def __eq__(self, other: object) -> bool:
        """Whether the incidents and their order are the same."""
        return self._incidents == other._incidents if isinstance(other, Incidents) else NotImplemented

    def __hash__(self) -> int:
        """A hash by the incidents."""
        return hash(self._incidents)

    def __repr__(self) -> str:
        """How many incidents there are, and how many of them have a place."""
        placed = sum(incident.place is not None for incident in self._incidents)
        return f"<Incidents: {len(self)}, {placed} of them placed>"
