"""Reports become maps: reads reports, works out what happened, where and when, and draws it.

    >>> import geomap
    >>> reading = geomap.read(["seeds"])
    >>> geomap.save_map(geomap.draw_map(reading.incidents, reading.mentions), "output/map.html")

Names are imported when they are first used, so that `import geomap` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.briefings import write_briefing
    from geomap.documents.document import Document
    from geomap.documents.parse import parse_document
    from geomap.documents.problem import Problem
    from geomap.documents.reader import read_documents
    from geomap.errors import GeomapError
    from geomap.events import find_events
    from geomap.events.mention import EventMention, Status
    from geomap.events.taxonomy import Taxonomy, load_taxonomy
    from geomap.formats.saved import load_incidents
    from geomap.formats.sequence import Incidents
    from geomap.formats.writing import save_incidents
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.imports.run import import_files
    from geomap.gazetteer.location import locate
    from geomap.gazetteer.online.geocoder import Geocoder
    from geomap.gazetteer.place import Candidate, Place, Precision
    from geomap.incidents.build import find_incidents
    from geomap.incidents.filters import Filters
    from geomap.incidents.incident import Incident, Quote, Source
    from geomap.maps import IncidentLayer, draw_map, save_map
    from geomap.places import find_places
    from geomap.places.mention import PlaceMention, Role
    from geomap.reading import Reading, extract, read

__version__ = "0.1.0"

_HOMES = {
    "write_briefing": "geomap.briefings",
    "Document": "geomap.documents.document",
    "parse_document": "geomap.documents.parse",
    "Problem": "geomap.documents.problem",
    "read_documents": "geomap.documents.reader",
    "GeomapError": "geomap.errors",
    "find_events": "geomap.events",
    "EventMention": "geomap.events.mention",
    "Status": "geomap.events.mention",
    "Taxonomy": "geomap.events.taxonomy",
    "load_taxonomy": "geomap.events.taxonomy",
    "load_incidents": "geomap.formats.saved",
    "Incidents": "geomap.formats.sequence",
    "save_incidents": "geomap.formats.writing",
    "Gazetteer": "geomap.gazetteer.gazetteer",
    "import_files": "geomap.gazetteer.imports.run",
    "locate": "geomap.gazetteer.location",
    "Geocoder": "geomap.gazetteer.online.geocoder",
    "Candidate": "geomap.gazetteer.place",
    "Place": "geomap.gazetteer.place",
    "Precision": "geomap.gazetteer.place",
    "find_incidents": "geomap.incidents.build",
    "Filters": "geomap.incidents.filters",
    "Incident": "geomap.incidents.incident",
    "Quote": "geomap.incidents.incident",
    "Source": "geomap.incidents.incident",
    "IncidentLayer": "geomap.maps",
    "draw_map": "geomap.maps",
    "save_map": "geomap.maps",
    "find_places": "geomap.places",
    "PlaceMention": "geomap.places.mention",
    "Role": "geomap.places.mention",
    "Reading": "geomap.reading",
    "extract": "geomap.reading",
    "read": "geomap.reading",
}

__all__ = [
    "Candidate",
    "Document",
    "EventMention",
    "Filters",
    "Gazetteer",
    "Geocoder",
    "GeomapError",
    "Incident",
    "IncidentLayer",
    "Incidents",
    "Place",
    "PlaceMention",
    "Precision",
    "Problem",
    "Quote",
    "Reading",
    "Role",
    "Source",
    "Status",
    "Taxonomy",
    "draw_map",
    "extract",
    "find_events",
    "find_incidents",
    "find_places",
    "import_files",
    "load_incidents",
    "load_taxonomy",
    "locate",
    "parse_document",
    "read",
    "read_documents",
    "save_incidents",
    "save_map",
    "write_briefing",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the public names are of every kind
    """Import a public name from its room when it is first used."""
    if name not in _HOMES:
        msg = f"module 'geomap' has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_HOMES[name]), name)
