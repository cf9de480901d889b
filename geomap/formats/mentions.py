"""Place mentions as a table, JSON, JSON Lines or GeoJSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geomap.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geomap.gazetteer.place import Place
    from geomap.places.mention import PlaceMention

    Mentions = Mapping[str, Sequence[PlaceMention]]

_DECIMALS = 5


def place_json(place: Place) -> dict[str, Any]:
    """A place as JSON: degrees, km."""
    return {
        "name": place.name,
        "geonameid": place.geonameid,
        "lat": round(place.lat, _DECIMALS),
        "lon": round(place.lon, _DECIMALS),
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "precision": place.precision.value,
        "uncertainty_km": place.uncertainty_km,
        "within": list(place.within),
        "source": place.source or None,
    }


def mention_json(mention: PlaceMention) -> dict[str, Any]:
    """A mention as JSON; `place` is null when it could not be resolved."""
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "role": mention.role.value,
        "confidence": round(mention.confidence, 3),
        "place": place_json(mention.place) if mention.place else None,
        "reason": mention.reason,
    }


def mention_writer(name: str) -> Callable[[Mentions], str]:
    """The writer of that name.

    Raises:
        FormatError: There is none.
    """
    if name not in MENTION_WRITERS:
        msg = f"unknown format {name!r}: choose one of {', '.join(MENTION_WRITERS)}"
        raise FormatError(msg)
    return MENTION_WRITERS[name]


def _as_json(mentions: Mentions) -> str:
    rows = [{"id": name, "mentions": [mention_json(m) for m in found]} for name, found in mentions.items()]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _as_jsonl(mentions: Mentions) -> str:
    return "".join(
        json.dumps({"id": name, "mentions": [mention_json(m) for m in found]}, ensure_ascii=False) + "\n"
        for name, found in mentions.items()
    )


def _as_geojson(mentions: Mentions) -> str:
    features = [
        {
            "type": "Feature",
            "geometry": {
                "type": "Point",
                "coordinates": [round(m.place.lon, _DECIMALS), round(m.place.lat, _DECIMALS)],
            }
            if m.place
            else None,
            "properties": {"document": name, **mention_json(m)},
        }
        for name, found in mentions.items()
        for m in found
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"


def _as_table(mentions: Mentions) -> str:
    rows = [("document", "text", "role", "conf", "place", "lat", "lon", "kind")]
    for name, found in mentions.items():
        for m in found:
            place = ", ".join((m.place.name, *m.place.within)) if m.place else "—"
            lat, lon = (f"{m.place.lat:.3f}", f"{m.place.lon:.3f}") if m.place else ("", "")
            kind = m.place.kind if m.place else ""
            rows.append((name, " ".join(m.text.split()), m.role.value, f"{m.confidence:.2f}", place, lat, lon, kind))
    widths = [min(40, max(len(row[i]) for row in rows)) for i in range(len(rows[0]))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows
    )


MENTION_WRITERS: dict[str, Callable[[Mentions], str]] = {
    "table": _as_table,
    "json": _as_json,
    "jsonl": _as_jsonl,
    "geojson": _as_geojson,
}
