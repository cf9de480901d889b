"""Documents become place mentions: recognise, give a role, resolve, spatial expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.documents.document import Document
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.places.mention import PlaceMention
    from geomap.places.recognise import Recogniser


def find_places(document: Document, gazetteer: Gazetteer, recogniser: Recogniser | None = None) -> list[PlaceMention]:
    """The place mentions of a document, in text order; see `geomap.places.find.find_places`."""
    from geomap.places.find import find_places as find

    return find(document, gazetteer, recogniser)
