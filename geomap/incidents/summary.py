"""Short titles for incidents, in geomap's own words, made from the fields alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.mention import Status

if TYPE_CHECKING:
    from geomap.gazetteer.place import Place

_FORMS = {
    Status.OCCURRED: "{label}",
    Status.ATTEMPTED: "{label} attempt",
    Status.FOILED: "Foiled: {label}",
    Status.PLANNED: "Planned: {label}",
    Status.THREATENED: "Threatened: {label}",
    Status.ALLEGED: "Alleged: {label}",
    Status.DENIED: "Denied: {label}",
}
_CONTAINERS_SHOWN = 1


def title_of(label: str, status: Status, place: Place | None) -> str:
    """A title like "Assassination attempt — Green Zone, Baghdad" or "Planned: peaceful protest — place unknown"."""
    words = label if status in {Status.OCCURRED, Status.ATTEMPTED} else label[:1].lower() + label[1:]
    what = _FORMS[status].format(label=words)
    return f"{what} — {place_words(place)}"


def place_words(place: Place | None) -> str:
    """The place's name and what holds it: "Green Zone, Baghdad"."""
    if place is None:
        return "place unknown"
    return ", ".join((place.name, *place.within[:_CONTAINERS_SHOWN]))
