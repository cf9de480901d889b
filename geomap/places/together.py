"""What places that are named together have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.place import Place, Precision

if TYPE_CHECKING:
    from geomap.places.mention import PlaceMention

AREAS = frozenset({Precision.COUNTRY, Precision.AREA})
POINTS = frozenset({Precision.LOCALITY, Precision.SITE, Precision.EXACT})


def named(mention: PlaceMention) -> Place | None:
    """What a mention's name means, before the words beside it moved it; None where that is not known."""
    place = mention.place
    if place is not None and "~" in place.key:
        return mention.candidates[0].place if mention.candidates else None
    return place


def joint(one: Place, other: Place, kind: str, name: str) -> Place:
    """A place made of two, at the first one's point: in the country and division that both lie in, if any."""
    country = one.country if one.country == other.country else None
    division = one.admin1_code is not None and one.admin1_code == other.admin1_code
    both = tuple(code for code in dict.fromkeys((one.country, other.country)) if code)
    return Place(
        key=f"{one.key}~{kind}~{other.key}",
        name=name,
        kind=kind,
        lat=one.lat,
        lon=one.lon,
        precision=Precision.AREA,
        uncertainty_km=one.uncertainty_km,
        country=country,
        admin1=one.admin1 if division else None,
        admin1_code=one.admin1_code if division else None,
        within=tuple(name for name in one.within if name in other.within),
        countries=() if country else both,
        source=one.source,
    )
