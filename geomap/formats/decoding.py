"""Lines of GeoJSON that geomap wrote, decoded into incidents without dictionaries in between.

A set of 100,000 incidents has some thirty million characters of JSON keys and a million values; as dictionaries, they
take twice as long to read, and twice the memory.
"""

from __future__ import annotations

import msgspec

from geomap.errors import FormatError
from geomap.events.mention import Status  # noqa: TC001 - msgspec reads the annotations
from geomap.formats.features import PlaceFields, from_feature, saved_place
from geomap.formats.geojson import parse_json
from geomap.gazetteer.place import Precision  # noqa: TC001 - as above
from geomap.incidents.incident import Incident, Source


class _Blamed(msgspec.Struct, gc=False):
    """Who is blamed, and by whom."""

    who: str
    by: str | None = None


class _Properties(msgspec.Struct, gc=False):
    """The properties of the contract that an incident is made of; those with defaults came with later versions."""

    type: str
    status: Status
    title: str
    start: str | None
    end: str | None
    date_precision: str | None
    place: str | None
    within: tuple[str, ...]
    geonameid: int | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    uncertainty_km: float | None
    killed: int | None
    injured: int | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    weapons: tuple[str, ...]
    confidence: float
    main: bool
    sources: tuple[Source, ...]
    place_reason: str | None = None
    place_candidates: tuple[str, ...] = ()
    place_kind: str | None = None
    place_key: str | None = None
    place_source: str | None = None
    admin1: str | None = None
    admin1_code: str | None = None
    countries: tuple[str, ...] = ()
    population: int | None = None
    killed_text: str | None = None
    injured_text: str | None = None
    arrested: int | None = None
    missing: int | None = None
    displaced: int | None = None
    participants: int | None = None
    claimed_by: tuple[str, ...] = ()
    blamed: tuple[_Blamed, ...] = ()


class _Feature(msgspec.Struct, gc=False):
    """A feature; its geometry follows from the properties."""

    id: str
    properties: _Properties


_DECODER = msgspec.json.Decoder(_Feature)


def read_own_line(line: bytes) -> Incident:
    """The incident that one line holds, a feature of geomap's contract as JSON.

    Raises:
        FormatError: It is not JSON, or a property is missing or of the wrong kind; the message names it.
    """
    try:
        feature = _DECODER.decode(line)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        # The reader of dictionaries takes more: numbers as other programs write them, and halves of surrogate pairs.
        return from_feature(parse_json(line, ""))
    return _incident(feature.id, feature.properties) or from_feature(parse_json(line, ""))


def _incident(key: str, p: _Properties) -> Incident | None:
    """The incident of these properties; None where its place has no name or half a point."""
    place = None
    if p.lat is not None:
        if p.lon is None or p.place is None:
            return None
        try:
            place = saved_place(
                PlaceFields(
                    p.place_key,
                    p.place,
                    p.place_kind,
                    p.lat,
                    p.lon,
                    p.precision,
                    p.uncertainty_km,
                    p.country,
                    p.admin1,
                    p.admin1_code,
                    p.geonameid,
                    p.population,
                    p.within,
                    p.countries,
                    p.place_source,
                )
            )
        except ValueError as error:
            msg = f"not an incident of geomap: {error}"
            raise FormatError(msg) from error
    return Incident(
        id=key,
        type=p.type,
        status=p.status,
        title=p.title,
        start=p.start,
        end=p.end,
        date_precision=p.date_precision,
        place=place,
        place_reason=p.place_reason or "",
        killed=p.killed,
        injured=p.injured,
        killed_text=p.killed_text,
        injured_text=p.injured_text,
        actors=p.actors,
        targets=p.targets,
        weapons=p.weapons,
        confidence=p.confidence,
        main=p.main,
        sources=p.sources,
        arrested=p.arrested,
        missing=p.missing,
        displaced=p.displaced,
        participants=p.participants,
        claimed_by=p.claimed_by,
        blamed=tuple([(one.who, one.by) for one in p.blamed]),
        place_candidates=p.place_candidates,
    )
