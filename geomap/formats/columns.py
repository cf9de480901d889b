"""The columns of incidents in tables: the properties of the GeoJSON contract, each with its kind.

CSV, GeoPackage, GeoParquet and GeoDataFrames share them, so that a set of incidents is the same in all of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from geomap.errors import FormatError
from geomap.formats.features import from_feature, to_properties
from geomap.incidents.filters import day_span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from geomap.events.taxonomy import Taxonomy
    from geomap.incidents.incident import Incident


class Kind(Enum):
    """What the cells of a column hold."""

    TEXT = "text"  # never null
    NAME = "name"  # text or null
    WHOLE = "whole number"  # or null
    NUMBER = "number"  # or null
    TRUTH = "true or false"
    LIST = "list of texts"
    RECORDS = "list of records"


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: Name of the property.
        kind: What its cells hold.
        hxl: Tag of the Humanitarian Exchange Language, "" where none fits.
    """

    name: str
    kind: Kind
    hxl: str = ""


COLUMNS = (
    Column("id", Kind.TEXT, "#event+id"),
    Column("type", Kind.TEXT, "#event+type+code"),
    Column("group", Kind.TEXT, "#event+group"),
    Column("acled", Kind.NAME, "#event+type+acled"),
    Column("plover", Kind.NAME, "#event+type+plover"),
    Column("title", Kind.TEXT, "#event+title"),
    Column("status", Kind.TEXT, "#status+event"),
    Column("start", Kind.NAME, "#date+start"),
    Column("end", Kind.NAME, "#date+end"),
    Column("date_precision", Kind.NAME, "#meta+date+precision"),
    Column("place", Kind.NAME, "#loc+name"),
    Column("within", Kind.LIST, "#loc+within+list"),
    Column("country", Kind.NAME, "#country+code+v_iso2"),
    Column("admin1", Kind.NAME, "#adm1+name"),
    Column("geonameid", Kind.WHOLE, "#loc+code+v_geonames"),
    Column("lat", Kind.NUMBER, "#geo+lat"),
    Column("lon", Kind.NUMBER, "#geo+lon"),
    Column("precision", Kind.TEXT, "#geo+precision"),
    Column("uncertainty_km", Kind.NUMBER, "#geo+uncertainty+km"),
    Column("place_source", Kind.NAME, "#meta+source+loc"),
    Column("place_kind", Kind.NAME, "#loc+type"),
    Column("place_key", Kind.NAME, "#loc+code+v_geomap"),
    Column("admin1_code", Kind.NAME, "#adm1+code+v_geonames"),
    Column("countries", Kind.LIST, "#country+code+v_iso2+list"),
    Column("population", Kind.WHOLE, "#population+loc"),
    Column("killed", Kind.WHOLE, "#affected+killed"),
    Column("injured", Kind.WHOLE, "#affected+injured"),
    Column("arrested", Kind.WHOLE, "#affected+arrested"),
    Column("missing", Kind.WHOLE, "#affected+missing"),
    Column("displaced", Kind.WHOLE, "#affected+displaced"),
    Column("participants", Kind.WHOLE, "#population+participants"),
    Column("killed_text", Kind.NAME, "#affected+killed+text"),
    Column("injured_text", Kind.NAME, "#affected+injured+text"),
    Column("actors", Kind.LIST, "#group+actors+list"),
    Column("claimed_by", Kind.LIST, "#group+claimed+list"),
    Column("blamed", Kind.RECORDS, "#group+blamed+json"),
    Column("targets", Kind.LIST, "#group+targets+list"),
    Column("weapons", Kind.LIST, "#item+weapons+list"),
    Column("confidence", Kind.NUMBER, "#meta+confidence"),
    Column("main", Kind.TRUTH, "#meta+main"),
    Column("place_reason", Kind.TEXT, "#meta+reason+loc"),
    Column("place_candidates", Kind.LIST, "#loc+candidates+list"),
    Column("sources", Kind.RECORDS, "#meta+source+json"),
)


def to_row(incident: Incident, taxonomy: Taxonomy | None = None) -> dict[str, Any]:
    """An incident as a row: the contract's properties and the id; lists and sources as they are in JSON."""
    row = to_properties(incident, taxonomy)
    row["id"] = incident.id
    return row


def writable(row: dict[str, Any]) -> dict[str, Any]:
    """A row without halves of surrogate pairs, which no file can hold: a question mark stands for each."""
    try:
        orjson.dumps(row)
    except TypeError:
        whole: dict[str, Any] = json.loads(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"))
        return whole
    return row


def from_row(row: Mapping[str, Any]) -> Incident:
    """The incident of a row whose cells hold what `to_row` gives; columns that are not geomap's are passed over.

    Raises:
        FormatError: A cell is missing or of the wrong kind; the message names it.
    """
    return from_feature({"id": row.get("id"), "properties": row})


def days(incident: Incident) -> tuple[date | None, date | None]:
    """First and last day that the incident may have happened on, for programs that know whole days alone.

    Raises:
        FormatError: Its dates are none; the message names the incident.
    """
    try:
        return _days(incident.start, incident.end)
    except ValueError as error:
        msg = f"incident {incident.id}: {incident.start!r} to {incident.end!r} are no dates ({error})"
        raise FormatError(msg) from error


@lru_cache(maxsize=4096)
def _days(start: str | None, end: str | None) -> tuple[date | None, date | None]:
    return (day_span(start)[0], day_span(end or start)[1]) if start else (None, None)
