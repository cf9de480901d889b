"""Compares what geomap made of one report with what a human reader found in it.

An expectation file holds:

- `incidents`: what a correct map must show. Each entry needs an incident that meets all its keys: `types` and
  `status` (any of those listed), `date` (a prefix of the incident's first day, or a list of prefixes), `lat`, `lon`
  and `radius_km`, `killed` and `injured` (any of the values listed; null means that no number is given), `weapons`
  and `targets` (each a substring of one that was found, whatever the case). `place` and `within` tell the reader
  where the point is and are not compared. An entry with `places` needs one incident for each place named there;
  `optional_places` need none. An entry with `main` must be met by the main incident; one with `optional` need not
  be met at all.
- `places`: mentions that must be found, by the place's name or the words of the text, with their role and,
  where given, their point.
- `must_not_appear`: what no incident may be. All selectors of an entry together choose incidents: `place_name`,
  `within_km`, `country`, `killed`, `injured`, `type`, `status`, `date` (a prefix). Those chosen are wrong unless
  their type is among `types_allowed`. Plain strings are notes to the reader.
- `max_incidents`: more incidents than this are too many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geopy.distance import great_circle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Json = Mapping[str, Any]

_MORE_FOLLOWS = "…"
_KINDS_OF_DIVISION = ("state", "province", "region", "district", "county", "governorate")


def check(expected: Json, features: Sequence[Json], mentions: Sequence[Json] | None = None) -> list[str]:
    """What is wrong with the incidents and place mentions of one report, in words; empty when all is right.

    Args:
        expected: The content of an expectation file.
        features: The incidents of this one report, as GeoJSON features.
        mentions: Its place mentions as JSON; None leaves the expected places unchecked.

    Raises:
        ValueError: An entry of `must_not_appear` has no selector, or a key that nothing checks.
    """
    found = [feature["properties"] for feature in features]
    return [
        *_incident_failures(expected.get("incidents", ()), found),
        *_main_failures(found),
        *_count_failures(expected.get("max_incidents"), found),
        *_forbidden_failures(expected.get("must_not_appear", ()), found),
        *(_place_failures(expected.get("places", ()), mentions) if mentions is not None else ()),
    ]


# Incidents that must be there


def _incident_failures(entries: Iterable[Json], found: Sequence[Json]) -> list[str]:
    required = (entry for entry in entries if not entry.get("optional"))
    return [failure for entry in required for failure in _entry_failures(entry, found)]


def _entry_failures(entry: Json, found: Sequence[Json]) -> list[str]:
    if "places" not in entry:
        failure = _unmet(entry, found)
        return [failure] if failure else []
    fitting = [incident for incident in found if not _differences(entry, incident)]
    named = {name for incident in fitting for name in _names(incident)}
    return [f"{entry['name']}: none in {place}" for place in entry["places"] if _plain(place) not in named]


def _unmet(entry: Json, found: Sequence[Json]) -> str | None:
    """Why no incident meets the entry, told of the one that comes closest; None when one does."""
    compared = [(_differences(entry, incident), incident) for incident in found]
    if not compared:
        return f"{entry['name']}: missing, for there are no incidents"
    differences, closest = min(compared, key=lambda pair: len(pair[0]))
    if not differences:
        return None
    return f"{entry['name']}: missing; closest is {_describe(closest)}, but {'; '.join(differences)}"


def _differences(entry: Json, incident: Json) -> list[str]:
    """In what the incident is not what the entry asks for."""
    differences = (compare(entry, incident) for compare in _COMPARISONS)
    return [difference for difference in differences if difference]


def _type_difference(entry: Json, incident: Json) -> str | None:
    return _not_among("type", incident["type"], entry.get("types"))


def _status_difference(entry: Json, incident: Json) -> str | None:
    return _not_among("status", incident["status"], entry.get("status"))


def _killed_difference(entry: Json, incident: Json) -> str | None:
    return _not_among("killed", incident.get("killed"), entry.get("killed"))


def _injured_difference(entry: Json, incident: Json) -> str | None:
    return _not_among("injured", incident.get("injured"), entry.get("injured"))


def _date_difference(entry: Json, incident: Json) -> str | None:
    wanted = entry.get("date")
    if wanted is None or (incident["start"] or "").startswith(_prefixes(wanted)):
        return None
    return f"start is {incident['start']}, not {' or '.join(_prefixes(wanted))}"


def _point_difference(entry: Json, incident: Json) -> str | None:
    distance = _distance_km(entry, incident) if "lat" in entry else 0.0
    if distance is None:
        return "it has no point"
    if distance <= entry.get("radius_km", 0):
        return None
    return f"it is {distance:.0f} km from {entry.get('place', 'the place')}, not within {entry['radius_km']} km"


def _weapons_difference(entry: Json, incident: Json) -> str | None:
    return _lacking("weapons", entry.get("weapons", ()), incident.get("weapons") or ())


def _targets_difference(entry: Json, incident: Json) -> str | None:
    return _lacking("targets", entry.get("targets", ()), incident.get("targets") or ())


def _main_difference(entry: Json, incident: Json) -> str | None:
    return "it is not the main incident" if entry.get("main") and not incident.get("main") else None


_COMPARISONS: tuple[Callable[[Json, Json], str | None], ...] = (
    _type_difference,
    _status_difference,
    _date_difference,
    _point_difference,
    _killed_difference,
    _injured_difference,
    _weapons_difference,
    _targets_difference,
    _main_difference,
)


# What is checked over all incidents


def _main_failures(found: Sequence[Json]) -> list[str]:
    main = [incident for incident in found if incident.get("main")]
    if len(main) == 1:
        return []
    described = ": " + ", ".join(map(_describe, main)) if main else ""
    return [f"{len(main)} main incidents, not 1{described}"]


def _count_failures(limit: int | None, found: Sequence[Json]) -> list[str]:
    if limit is None or len(found) <= limit:
        return []
    return [f"{len(found)} incidents, more than {limit}"]


# Incidents that must not be there


def _forbidden_failures(entries: Iterable[Json | str], found: Sequence[Json]) -> list[str]:
    return [
        f"must not appear: {_describe(incident)} ({_reason(entry)})"
        for entry in entries
        if not isinstance(entry, str)
        for incident in found
        if _is_forbidden(entry, incident)
    ]


def _is_forbidden(entry: Json, incident: Json) -> bool:
    selectors = {key: value for key, value in entry.items() if key not in {"note", "types_allowed"}}
    unknown = selectors.keys() - _SELECTORS.keys()
    if unknown or not selectors:
        msg = f"must_not_appear: {entry} has {f'unknown keys {sorted(unknown)}' if unknown else 'no selector'}"
        raise ValueError(msg)
    chosen = all(_SELECTORS[key](value, incident) for key, value in selectors.items())
    return chosen and incident["type"] not in entry.get("types_allowed", ())


def _is_near(circle: Json, incident: Json) -> bool:
    distance = _distance_km(circle, incident)
    return distance is not None and distance <= circle["radius_km"]


_SELECTORS: dict[str, Callable[[Any, Json], bool]] = {
    "place_name": lambda name, incident: _plain(name) in _names(incident),
    "within_km": _is_near,
    "country": lambda code, incident: incident.get("country") == code,
    "killed": lambda number, incident: incident.get("killed") == number,
    "injured": lambda number, incident: incident.get("injured") == number,
    "type": lambda wanted, incident: incident["type"] in _listed(wanted),
    "status": lambda wanted, incident: incident["status"] in _listed(wanted),
    "date": lambda wanted, incident: (incident["start"] or "").startswith(_prefixes(wanted)),
}


def _reason(entry: Json) -> str:
    return entry.get("note") or ", ".join(f"{key} {value}" for key, value in entry.items())


# Place mentions


def _place_failures(entries: Iterable[Json], mentions: Sequence[Json]) -> list[str]:
    return [failure for entry in entries for failure in [_place_failure(entry, mentions)] if failure]


def _place_failure(entry: Json, mentions: Sequence[Json]) -> str | None:
    """Why no mention is the expected one, or None when one is."""
    label = f"place {entry['name']} as {entry['role']}"
    named = [mention for mention in mentions if _plain(entry["name"]) in _mention_names(mention)]
    if not named:
        return f"{label}: not mentioned"
    in_role = [mention for mention in named if mention["role"] == entry["role"]]
    if not in_role:
        return f"{label}: only as {', '.join(sorted({mention['role'] for mention in named}))}"
    if "lat" not in entry or any(_is_near(entry, mention["place"] or {}) for mention in in_role):
        return None
    return f"{label}: resolved to {', '.join(sorted({_where(mention) for mention in in_role}))}"


def _mention_names(mention: Json) -> set[str]:
    """The names that a mention goes by: its words, and its place's name."""
    place = mention["place"]
    return {_plain(mention["text"])} | ({_plain(place["name"])} if place else set())


def _where(mention: Json) -> str:
    place = mention["place"]
    return f"{place['name']} ({place['lat']}, {place['lon']})" if place else "no place"


# Small tools


def _not_among(label: str, value: Any, allowed: Sequence[Any] | None) -> str | None:  # noqa: ANN401 - any JSON value
    if allowed is None or value in allowed:
        return None
    return f"{label} is {value}, not {' or '.join(map(str, allowed))}"


def _lacking(label: str, wanted: Iterable[str], found: Iterable[str]) -> str | None:
    """Which of the wanted words none of those found contains."""
    haystack = [text.casefold() for text in found]
    lacking = [word for word in wanted if not any(word.casefold() in text for text in haystack)]
    return f"{label} lack {', '.join(lacking)}" if lacking else None


def _names(incident: Json) -> set[str]:
    """The incident's place and all that hold it, plainly written."""
    return {_plain(name) for name in (incident.get("place"), *(incident.get("within") or ())) if name}


def _plain(name: str) -> str:
    """A place's name without case, "the" and the kind of division: "Katsina State" is "katsina"."""
    words = name.casefold().split()
    words = words[1:] if words[:1] == ["the"] else words
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in _KINDS_OF_DIVISION else words)


def _distance_km(one: Json, other: Json) -> float | None:
    """Great-circle distance, or None where the second has no point."""
    if other.get("lat") is None or other.get("lon") is None:
        return None
    return float(great_circle((one["lat"], one["lon"]), (other["lat"], other["lon"])).km)


def _listed(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def _prefixes(value: str | Sequence[str]) -> tuple[str, ...]:
    return tuple(prefix.removesuffix(_MORE_FOLLOWS) for prefix in _listed(value))


def _describe(incident: Json) -> str:
    where = incident.get("place") or "no place"
    return f"{incident['type']} ({incident['status']}) in {where}, {incident['start'] or 'undated'}"
