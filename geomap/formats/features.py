"""An incident as a GeoJSON feature, and back. The properties are geomap's stable contract, version 1."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.errors import FormatError
from geomap.events.mention import Status
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.gazetteer.place import Place, Precision
from geomap.incidents.incident import Incident, Quote, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.gazetteer.gazetteer import Gazetteer

CONTRACT_VERSION = 1
_DECIMALS = 5  # one metre; no gazetteer knows a place better
_AREA_DECIMALS = 2  # one kilometre, for the simplified outline of a country or province
_AREA_TOLERANCE = 0.02  # of the outline's extent, when simplifying


def to_feature(
    incident: Incident, gazetteer: Gazetteer | None = None, taxonomy: Taxonomy | None = None
) -> dict[str, Any]:
    """An incident as a GeoJSON feature (RFC 7946: longitude before latitude in `geometry`).

    Args:
        incident: The incident.
        gazetteer: Gives the outline of provinces and countries; without it they are points.
        taxonomy: Groups and codes of the types; the shipped one by default.
    """
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": _geometry(incident.place, gazetteer),
        "properties": to_properties(incident, taxonomy),
    }


def to_properties(incident: Incident, taxonomy: Taxonomy | None = None) -> dict[str, Any]:
    """The properties of an incident's feature."""
    kind = (taxonomy or load_taxonomy()).types[incident.type]
    return {
        "type": incident.type,
        "group": kind.group,
        "acled": kind.acled,
        "plover": kind.plover,
        "title": incident.title,
        "status": incident.status.value,
        "start": incident.start,
        "end": incident.end,
        "date_precision": incident.date_precision,
        **place_properties(incident.place),
        "place_reason": incident.place_reason,
        "place_candidates": list(incident.place_candidates),
        "killed": incident.killed,
        "injured": incident.injured,
        "killed_text": incident.killed_text,
        "injured_text": incident.injured_text,
        "arrested": incident.arrested,
        "missing": incident.missing,
        "displaced": incident.displaced,
        "participants": incident.participants,
        "actors": list(incident.actors),
        "claimed_by": list(incident.claimed_by),
        "blamed": [{"who": who, "by": by} for who, by in incident.blamed],
        "targets": list(incident.targets),
        "weapons": list(incident.weapons),
        "confidence": incident.confidence,
        "main": incident.main,
        "sources": [_source(source) for source in incident.sources],
    }


def from_feature(feature: Mapping[str, Any]) -> Incident:
    """The incident that a feature of geomap's contract describes.

    Raises:
        FormatError: A property is missing or of the wrong kind; the message names it.
    """
    try:
        p = feature["properties"]
        return Incident(
            id=str(feature["id"]),
            type=str(p["type"]),
            status=Status(p["status"]),
            title=str(p["title"]),
            start=p["start"],
            end=p["end"],
            date_precision=p["date_precision"],
            place=_place(p),
            place_reason=p.get("place_reason") or "",
            killed=p["killed"],
            injured=p["injured"],
            killed_text=p.get("killed_text"),
            injured_text=p.get("injured_text"),
            actors=tuple(p["actors"]),
            targets=tuple(p["targets"]),
            weapons=tuple(p["weapons"]),
            confidence=float(p["confidence"]),
            main=bool(p["main"]),
            sources=tuple(_read_source(source) for source in p["sources"]),
            claimed_by=tuple(p.get("claimed_by") or ()),
            blamed=tuple((str(one["who"]), one.get("by")) for one in p.get("blamed") or ()),
            arrested=p.get("arrested"),
            missing=p.get("missing"),
            displaced=p.get("displaced"),
            participants=p.get("participants"),
            place_candidates=tuple(p.get("place_candidates") or ()),
        )
    except KeyError as error:
        msg = f"not an incident of geomap: it has no property {error}"
        raise FormatError(msg) from error
    except (TypeError, ValueError, AttributeError) as error:
        msg = f"not an incident of geomap: {error}"
        raise FormatError(msg) from error


def place_properties(place: Place | None) -> dict[str, Any]:
    """A place as properties of the contract."""
    if place is None:
        return {
            "place": None, "within": [], "geonameid": None, "country": None, "admin1": None, "lat": None, "lon": None,
            "precision": Precision.UNKNOWN.value, "uncertainty_km": None, "place_kind": None, "place_key": None,
            "admin1_code": None, "countries": [], "population": None,
            "place_source": None,
        }  # fmt: skip
    return {
        "place": place.name,
        "within": list(place.within),
        "geonameid": place.geonameid,
        "country": place.country,
        "admin1": place.admin1,
        "lat": round(place.lat, _DECIMALS),
        "lon": round(place.lon, _DECIMALS),
        "precision": place.precision.value,
        "uncertainty_km": place.uncertainty_km,
        "place_kind": place.kind,
        "place_key": place.key,
        "admin1_code": place.admin1_code,
        "countries": list(place.countries),
        "population": place.population or None,
        "place_source": place.source or None,
    }


class PlaceFields(NamedTuple):
    """What a feature of the contract says of its place."""

    key: str | None
    name: str
    kind: str | None
    lat: float
    lon: float
    precision: str
    uncertainty_km: float | None
    country: str | None
    admin1: str | None
    admin1_code: str | None
    geonameid: int | None
    population: int | None
    within: tuple[str, ...]
    countries: tuple[str, ...]
    source: str | None


def _place(p: Mapping[str, Any]) -> Place | None:
    if p["lat"] is None:
        return None
    fields = PlaceFields(
        key=p.get("place_key"),
        name=p["place"],
        kind=p.get("place_kind"),
        lat=p["lat"],
        lon=p["lon"],
        precision=p["precision"],
        uncertainty_km=p["uncertainty_km"],
        country=p["country"],
        admin1=p.get("admin1"),
        admin1_code=p.get("admin1_code"),
        geonameid=p["geonameid"],
        population=p.get("population"),
        within=tuple(p["within"]),
        countries=tuple(p.get("countries") or ()),
        source=p.get("place_source"),
    )
    return saved_place(fields)


@lru_cache(maxsize=1 << 16)  # a set has few places for its incidents; one object for each is less, and faster later
def saved_place(fields: PlaceFields) -> Place:
    """The place of a feature; the same fields give the same object.

    Raises:
        ValueError: The point is not on the globe, or there is no such precision.
    """
    lat, lon = float(fields.lat), float(fields.lon)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - the globe's bounds in degrees
        msg = f"lat {lat}, lon {lon} is not on the globe"
        raise ValueError(msg)
    return Place(
        key=fields.key or f"point:{lat},{lon}",
        name=fields.name,
        kind=fields.kind or "place",
        lat=lat,
        lon=lon,
        precision=Precision(fields.precision),
        uncertainty_km=float(fields.uncertainty_km or 0),
        country=fields.country,
        admin1=fields.admin1,
        admin1_code=fields.admin1_code,
        geonameid=fields.geonameid,
        population=fields.population or 0,
        within=fields.within,
        countries=fields.countries,
        source=fields.source or "",
    )


def _source(source: Source) -> dict[str, Any]:
    return {
        "document": source.document,
        "title": source.title,
        "url": source.url,
        "published": source.published.isoformat() if source.published else None,
        "killed": source.killed,
        "injured": source.injured,
        "killed_text": source.killed_text,
        "injured_text": source.injured_text,
        "quotes": [
            {
                "start": q.start,
                "end": q.end,
                "text": q.text,
                "trigger": list(q.trigger),
                "place": list(q.place) if q.place else None,
            }
            for q in source.quotes
        ],
    }


def _read_source(data: Mapping[str, Any]) -> Source:
    return Source(
        document=data["document"],
        title=data["title"],
        url=data["url"],
        published=date.fromisoformat(data["published"]) if data["published"] else None,
        quotes=tuple(
            Quote(q["start"], q["end"], q["text"], _span(q.get("trigger")) or (0, 0), _span(q.get("place")))
            for q in data["quotes"]
        ),
        # Sets saved by earlier versions do not say which report gave which number.
        killed=data.get("killed"),
        injured=data.get("injured"),
        killed_text=data.get("killed_text"),
        injured_text=data.get("injured_text"),
    )


def _span(pair: list[int] | None) -> tuple[int, int] | None:
    return (int(pair[0]), int(pair[1])) if pair else None


def _geometry(place: Place | None, gazetteer: Gazetteer | None) -> dict[str, Any] | None:
    """A point, or the simplified outline where the place is an area whose shape is known."""
    if place is None:
        return None
    if gazetteer is not None and place.precision in {Precision.AREA, Precision.COUNTRY}:
        outline = _outline(place, gazetteer)
        if outline is not None:
            return outline
    return {"type": "Point", "coordinates": [round(place.lon, _DECIMALS), round(place.lat, _DECIMALS)]}


@lru_cache(maxsize=4096)
def _outline(place: Place, gazetteer: Gazetteer) -> dict[str, Any] | None:
    """The place's outline, simplified, wound as RFC 7946 asks (outer rings counter-clockwise), or None."""
    from shapely import MultiPolygon, Polygon, set_precision
    from shapely.geometry import mapping
    from shapely.geometry.polygon import orient

    shape = gazetteer.shape(place)
    if shape is None:
        return None
    west, south, east, north = shape.bounds
    tolerance = _AREA_TOLERANCE * max(east - west, north - south)
    simple = set_precision(shape.simplify(tolerance), 10**-_AREA_DECIMALS)
    parts = (
        [simple] if isinstance(simple, Polygon) else [g for g in getattr(simple, "geoms", []) if isinstance(g, Polygon)]
    )
    wound = [orient(Polygon(part.exterior)) for part in parts if not part.is_empty]
    if not wound:
        return None
    geometry = mapping(wound[0] if len(wound) == 1 else MultiPolygon(wound))
    return {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}


def _rounded(coordinates: Any) -> Any:  # noqa: ANN401 - nested lists of any depth, as GeoJSON has them
    if isinstance(coordinates, (int, float)):
        return round(coordinates, _AREA_DECIMALS)
    return [_rounded(item) for item in coordinates]
