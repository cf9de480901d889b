"""The online geocoders that geopy knows, set up from the environment, and how often each may be asked.

The pauses follow the providers' policies: https://operations.osmfoundation.org/policies/nominatim/ allows one request a
second; the public Photon server asks for fairness. Other services bill or limit by account: they get a short pause.
"""

from __future__ import annotations

import inspect
import os
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from geomap.errors import GeocoderError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PREFIX = "GEOMAP_GEOCODER_"
_OSM = "© OpenStreetMap contributors"
# Label, credit, and seconds between two requests to the public server.
_KNOWN = {
    "nominatim": ("Nominatim", _OSM, 1.0),
    "photon": ("Photon", _OSM, 1.0),
    "pelias": ("Pelias", "", 0.2),
    "geocodeearth": ("Geocode Earth", "", 0.2),
    "arcgis": ("ArcGIS", "© Esri and its data providers", 0.2),
    "opencage": ("OpenCage", _OSM, 1.0),
    "geonames": ("GeoNames", "GeoNames, CC BY 4.0", 1.0),
}
_PAUSE = 1.0
_TIMEOUT = 10.0
# What geopy's services call each setting.
_SETTINGS = {
    "domain": ("domain",),
    "scheme": ("scheme",),
    "key": ("api_key", "apikey", "subscription_key", "access_token"),
    "user": ("username",),
    "password": ("password",),
    "user_agent": ("user_agent",),
}
# What is asked for besides the name, where a service takes it.
_ASKED: dict[str, object] = {"limit": 5, "language": "en", "maxresults": 5, "exactly_one": False}


@dataclass(frozen=True, slots=True)
class Service:
    """An online geocoder, ready to be asked.

    Attributes:
        name: As geopy calls it: "nominatim".
        label: As people call it: "Nominatim".
        credit: To whom its data belongs; "" if it does not ask to say so.
        where: The host that is asked, or the service's name: part of the key of its answers.
        pause: Least time between two requests, in seconds.
        ask: Returns the geopy locations of a name; raises what geopy raises.
    """

    name: str
    label: str
    credit: str
    where: str
    pause: float
    ask: Callable[[str], Any]


def service(name: str, environment: Mapping[str, str] | None = None) -> Service:
    """Set up a geocoder of geopy.

    Args:
        name: "nominatim", "photon", "pelias", "arcgis", …
        environment: Where its settings stand; that of the process by default. GEOMAP_GEOCODER_DOMAIN and …_SCHEME for a
            server of one's own, …_KEY, …_USER and …_PASSWORD for services with accounts, …_USER_AGENT to say who asks,
            …_PAUSE and …_TIMEOUT in seconds.

    Raises:
        GeocoderError: There is no such geocoder, or a setting that it needs is missing; the message names it.
    """
    from geopy.exc import GeocoderNotFound, GeopyError
    from geopy.geocoders import SERVICE_TO_GEOCODER, get_geocoder_for_service

    said = {key.removeprefix(_PREFIX).lower(): value for key, value in _own(environment).items() if value}
    try:
        maker = get_geocoder_for_service(name.strip().casefold())
    except GeocoderNotFound as error:
        message = f"there is no geocoder {name!r}: choose one of {', '.join(sorted(SERVICE_TO_GEOCODER))}"
        raise GeocoderError(message) from error
    name = name.strip().casefold()
    label, credit, pause = _KNOWN.get(name, (name, "", _PAUSE))
    if "domain" in said:
        pause = 0.0  # a server of one's own has no policy but one's own
    pause = _seconds("PAUSE", said.get("pause"), pause)
    settings = _settings(name, maker, said)
    try:
        geocoder = maker(**settings)
    except (GeopyError, TypeError, ValueError) as error:
        message = f"the geocoder {name} cannot be set up: {error}"
        raise GeocoderError(message) from error
    takes = inspect.signature(geocoder.geocode).parameters
    asked = {key: value for key, value in _ASKED.items() if key in takes}
    return Service(
        name, label, credit, str(getattr(geocoder, "domain", "") or name), pause,
        lambda query: geocoder.geocode(query, **asked),
    )  # fmt: skip


def _own(environment: Mapping[str, str] | None) -> dict[str, str]:
    everything = os.environ if environment is None else environment
    return {key: value for key, value in everything.items() if key.startswith(_PREFIX)}


def _settings(name: str, maker: Callable[..., Any], said: Mapping[str, str]) -> dict[str, Any]:
    """Return the arguments of a geopy geocoder.

    Raises:
        GeocoderError: One that it needs is not set.
    """
    takes = inspect.signature(maker).parameters
    values: dict[str, Any] = {"timeout": _seconds("TIMEOUT", said.get("timeout"), _TIMEOUT)}
    if "user_agent" in takes:
        values["user_agent"] = f"geomap/{version('geomap')}"
    for setting, names in _SETTINGS.items():
        taken = next((called for called in names if called in takes), None)
        if taken and setting in said:
            values[taken] = said[setting]
        elif taken and takes[taken].default is inspect.Parameter.empty:
            message = f"the geocoder {name} needs {_PREFIX}{setting.upper()} in the environment"
            raise GeocoderError(message)
    return values


def _seconds(setting: str, said: str | None, usual: float) -> float:
    try:
        value = usual if said is None else float(said)
    except ValueError:
        value = -1.0
    if not 0 <= value < 3600:  # noqa: PLR2004 - an hour; false for NaN too
        message = f"{_PREFIX}{setting} is {said!r}, not a number of seconds"
        raise GeocoderError(message)
    return value
