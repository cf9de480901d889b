"""Hold incidents and mentions against what the browser can draw.

JavaScript swallows what is wrong: a NaN latitude draws nothing and says nothing. So it is checked here, and the
message names the row.
"""

from __future__ import annotations

import math
import re
from numbers import Integral
from operator import attrgetter
from typing import TYPE_CHECKING, NoReturn

from geomap.maps.errors import MapDataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.place import Place
    from geomap.incidents.incident import Incident, Quote

_DATE = re.compile(r"-?\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
COUNTS = ("killed", "injured", "arrested", "missing", "displaced", "participants")  # of people, by field
MOST_PEOPLE = 2**53 - 1  # JavaScript counts no further
_OF_REPORTS = ("killed", "injured")  # counts that each report may give
_HIGHEST_LATITUDE = 90.0
_HIGHEST_LONGITUDE = 180.0


def check_incidents(incidents: Sequence[Incident], taxonomy: Taxonomy) -> None:
    """Raise MapDataError for the first of the incidents that holds a value that cannot be drawn."""
    # Column by column first, each value once; what is wrong is looked for only where something is.
    days = {day for one in incidents for day in (one.start, one.end) if day is not None}
    places = {id(one.place): one.place for one in incidents if one.place is not None}
    numbers = {number for name in COUNTS for number in map(attrgetter(name), incidents)}
    numbers |= {number for one in incidents for source in one.sources for number in (source.killed, source.injured)}
    sound = (
        {one.type for one in incidents} <= taxonomy.types.keys()
        and all(0.0 <= one.confidence <= 1.0 for one in incidents)
        and all(map(_DATE.fullmatch, days))
        and all(map(_is_count, numbers))
        and all(_is_place(place) for place in places.values())
        and all(_is_quote(quote) for one in incidents for source in one.sources for quote in source.quotes)
    )
    if not sound:
        for row, incident in enumerate(incidents):
            check_incident(row, incident, taxonomy)


def check_incident(row: int, incident: Incident, taxonomy: Taxonomy) -> None:
    """Raise MapDataError if `incident`, the `row`th counted from 0, holds a value that cannot be drawn."""
    where = f"incident {row} ({incident.id!r})"
    if incident.type not in taxonomy.types:
        known = ", ".join(sorted(taxonomy.types))
        _fail(where, f"unknown type {incident.type!r}; the taxonomy has {known}")
    if not 0.0 <= incident.confidence <= 1.0:  # NaN fails too
        _fail(where, f"confidence must lie between 0 and 1, not {incident.confidence!r}")
    for name, day in (("start", incident.start), ("end", incident.end)):
        if day is not None and not _DATE.fullmatch(day):
            _fail(where, f"{name} must read like '2021-11-07', '2021-11' or '2021', not {day!r}")
    for name in COUNTS:
        _check_count(where, name, getattr(incident, name))
    for source in incident.sources:
        for name in _OF_REPORTS:
            _check_count(where, f"{name} by {source.document!r}", getattr(source, name))
        for quote in source.quotes:
            _check_quote(where, source.document, quote)
    if incident.place is not None:
        check_place(where, incident.place)


def check_place(where: str, place: Place) -> None:
    """Raise MapDataError if `place`, found at `where`, is not a point on the Earth."""
    lat, lon = place.lat, place.lon
    if not (math.isfinite(lat) and math.isfinite(lon)):
        _fail(where, f"{place.name!r} has latitude {lat!r} and longitude {lon!r}; both must be numbers")
    if abs(lat) > _HIGHEST_LATITUDE:
        hint = "; are latitude and longitude swapped?" if abs(lon) <= _HIGHEST_LATITUDE else ""
        _fail(where, f"{place.name!r} has latitude {lat}, which is not between -90 and 90{hint}")
    if abs(lon) > _HIGHEST_LONGITUDE:
        _fail(where, f"{place.name!r} has longitude {lon}, which is not between -180 and 180")
    if not (math.isfinite(place.uncertainty_km) and place.uncertainty_km >= 0):
        _fail(where, f"{place.name!r} has an uncertainty of {place.uncertainty_km!r} km")


def _is_count(number: object) -> bool:
    return number is None or (isinstance(number, Integral) and 0 <= int(number) <= MOST_PEOPLE)


def _check_count(where: str, name: str, number: object) -> None:
    if not _is_count(number):
        _fail(where, f"{name} must be a whole number from 0 to {MOST_PEOPLE:,}, but is {number!r}")


def _is_place(place: Place) -> bool:
    return (
        -_HIGHEST_LATITUDE <= place.lat <= _HIGHEST_LATITUDE
        and -_HIGHEST_LONGITUDE <= place.lon <= _HIGHEST_LONGITUDE
        and 0 <= place.uncertainty_km < math.inf
    )


def _is_quote(quote: Quote) -> bool:
    (start, end), place, length = quote.trigger, quote.place, len(quote.text)
    return 0 <= start <= end <= length and (place is None or 0 <= place[0] <= place[1] <= length)


def _check_quote(where: str, document: str, quote: Quote) -> None:
    for name, span in (("trigger", quote.trigger), ("place", quote.place)):
        if span is not None and not 0 <= span[0] <= span[1] <= len(quote.text):
            _fail(where, f"the {name} {span} lies outside its quote of {len(quote.text)} characters in {document!r}")


def _fail(where: str, what: str) -> NoReturn:
    message = f"{where}: {what}"
    raise MapDataError(message)
