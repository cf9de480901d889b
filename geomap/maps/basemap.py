"""What lies under the incidents: the Natural Earth map inside the file, and online tiles where asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

import folium
import xyzservices.providers  # type: ignore[import-untyped]  # branca has no types
from folium.template import Template

from geomap.maps import bundle
from geomap.maps.errors import BasemapError
from geomap.maps.layer import Data, GeomapLayer, pin
from geomap.maps.page import script_value

OFFLINE = "offline"
_SHORT_NAMES = {
    "osm": "OpenStreetMap.HOT",
    "topo": "OpenTopoMap",
    "gray": "Esri.WorldGrayCanvas",
    "imagery": "Esri.WorldImagery",
}
# Servers that answer only where the request names the page that it comes from. A page opened from a file has no name.
_WANT_REFERER = frozenset({"OpenStreetMap.Mapnik"})
_SUBDOMAIN = re.compile(r"\{s\}")


class OfflineBasemap(GeomapLayer):
    """Land, borders and names from Natural Earth, drawn in the browser from data in the page."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = geomap.basemap({data: {{ this.store }}});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        """Take the data that ships with geomap."""
        super().__init__(name="Natural Earth", overlay=False, control=False, show=True)
        self._name = "OfflineBasemap"
        self.data = Data(text=bundle.basemap())
        self.add_child(self.data)
        self.store = script_value(self.data.name)
        pin(self, "basemap")


@dataclass(frozen=True, slots=True)
class OnlineTiles:
    """Tiles from a server: the folium layer, the hosts that they come from, and the last zoom that they have."""

    layer: folium.TileLayer
    hosts: tuple[str, ...]
    last_zoom: int


def online_tiles(name: str) -> OnlineTiles | None:
    """The online tiles of a name; None for "offline".

    Raises:
        BasemapError: xyzservices knows no tiles of that name; or they need a key of the user's, or a page on a server.
    """
    if name.casefold() == OFFLINE:
        return None
    try:
        provider = xyzservices.providers.query_name(_SHORT_NAMES.get(name.casefold(), name))
    except ValueError as error:
        message = (
            f"unknown basemap {name!r}: use 'offline', a short name ({', '.join(_SHORT_NAMES)}) or a name that "
            "xyzservices knows, like 'OpenTopoMap'"
        )
        raise BasemapError(message) from error
    if provider.requires_token():
        message = f"the basemap {provider.name!r} needs an access token, which would be written into the map file"
        raise BasemapError(message)
    if provider.name in _WANT_REFERER:
        message = f"the basemap {provider.name!r} is not sent to pages opened from a file: use 'osm', a style that is"
        raise BasemapError(message)
    last_zoom = int(provider.get("max_zoom", 18))
    layer = folium.TileLayer(provider, name="Online map", overlay=True, control=True, max_zoom=last_zoom)
    pin(layer, f"tiles {provider.name}")
    address = provider.build_url(fill_subdomain=False)
    return OnlineTiles(layer, _hosts(address, provider.get("subdomains", "abc")), last_zoom)


def _hosts(address: str, subdomains: str | list[str]) -> tuple[str, ...]:
    origin = re.match(r"https?://[^/]+", address)
    if origin is None:
        message = f"the tiles at {address!r} are not on the web"
        raise BasemapError(message)
    return tuple(dict.fromkeys(_SUBDOMAIN.sub(str(part), origin[0]) for part in subdomains))
