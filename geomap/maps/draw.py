"""Draw incidents as a folium map that needs no network."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import folium
from branca.element import Figure, MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from geomap.maps import bundle
from geomap.maps.basemap import OfflineBasemap, online_tiles
from geomap.maps.errors import MapDataError
from geomap.maps.layer import Data, IncidentLayer, MentionLayer, add_assets, incident_data, pin
from geomap.maps.page import OfflinePage, script_element, script_link, script_value, style_element
from geomap.places.mention import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.events.taxonomy import Taxonomy
    from geomap.incidents.incident import Incident
    from geomap.places.mention import PlaceMention

PLACES_LAYER = "Places mentioned"
REPORTING_LAYER = "Reporting from"
MOST_INCIDENTS = 1_000_000  # some 66 MB of HTML, opened in 7 seconds, and 0.9 GB in the browser
_OPENING_VIEW = (22.0, 12.0)
_LAST_ZOOM = 14


class PageAssets(JSCSSMixin):
    """Leaflet and geomap's scripts and styles, wherever the map ends up: in its own page, or in another figure."""

    def __init__(self) -> None:
        """Have the same id always."""
        super().__init__()  # type: ignore[no-untyped-call]  # folium has no types
        self._name = "PageAssets"
        pin(self, "assets")

    @property
    def default_js(self) -> list[tuple[str, str]]:  # type: ignore[override]  # folium takes it for a plain list
        """The scripts as links, for those who draw folium's maps in pages of their own, as streamlit-folium does."""
        layers, page = bundle.script(bundle.LAYER_SCRIPTS), bundle.script(bundle.PAGE_SCRIPTS)
        scripts = {"leaflet": bundle.leaflet_script(), "geomap_js": layers, "geomap_page_js": page}
        return [(name, script_link(text)) for name, text in scripts.items()]

    def render(self, **_: object) -> None:  # type: ignore[override]  # folium has no types
        """Add them to the figure, each once."""
        figure = self.get_root()
        if isinstance(figure, Figure):
            self.write(figure)

    def write(self, page: Figure) -> None:
        """Put them into the header of a page."""
        page.header.add_child(script_element(bundle.leaflet_script()), name="leaflet")
        page.header.add_child(style_element(bundle.leaflet_style()), name="leaflet_css")
        add_assets(page)
        page.header.add_child(script_element(bundle.script(bundle.PAGE_SCRIPTS)), name="geomap_page_js")
        page.header.add_child(style_element(bundle.style(bundle.PAGE_STYLES)), name="geomap_page_css")


class Panel(MacroElement):
    """The page around the map: heading, filters, list, legend."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            geomap.panel({
                map: {{ this._parent.get_name() }},
                store: {{ this.store }},
                title: {{ this.title }},
                compact: {{ this.compact }},
                layers: [
                    {%- for key, layer in this.layers %}
                    [{{ key }}, {{ layer.get_name() }}],
                    {%- endfor %}
                ],
                marks: [
                    {%- for name, reporting in this.marks %}
                    [{{ name }}, {{ reporting }}],
                    {%- endfor %}
                ],
            });
        {% endmacro %}
        """
    )

    def __init__(
        self,
        title: str,
        data: Data,
        layers: list[tuple[str, IncidentLayer]],
        marks: list[tuple[str, MentionLayer]],
        *,
        compact: bool,
    ) -> None:
        """Lay out the page of the incidents in `data`: `layers` by key of their group, `marks` by name."""
        super().__init__()  # type: ignore[no-untyped-call]  # folium has no types
        self._name = "Panel"
        self.title = script_value(title)
        self.store = script_value(data.name)
        self.marks = [(script_value(name), layer.reporting) for name, layer in marks]
        self.compact = "true" if compact else "false"
        self.layers = [(script_value(key), layer) for key, layer in layers]
        pin(self, data.get_name())


def draw_map(
    incidents: Iterable[Incident],
    mentions: Mapping[str, Sequence[PlaceMention]] | None = None,
    *,
    title: str | None = None,
    basemap: str = "offline",
    taxonomy: Taxonomy | None = None,
    compact: bool = False,
) -> folium.Map:
    """Draw incidents as a folium map in one page with filters, list and legend.

    The page loads nothing from anywhere unless online tiles are asked for. The same arguments give the same page,
    byte for byte. More folium layers may be added to the map that is returned.

    Args:
        incidents: What to draw. Those without a place are listed, and counted as such.
        mentions: The places that each document names, by the document's id: two more layers, off at first.
        title: Heading of the page; None gives "Incidents".
        basemap: "offline" for the Natural Earth map inside the file, or online tiles on top of it by their name
            in xyzservices ("OpenTopoMap") or short name ("osm", "topo", "gray", "imagery").
        taxonomy: Types, labels, colours and shapes; None takes geomap's own.
        compact: Fold filters and list away at first: for a frame inside another page.

    Returns:
        The map. `save_map` writes it; in a notebook it shows itself.

    Raises:
        MapDataError: An incident or mention holds what cannot be drawn, and the message names it; or there are more
            incidents than a browser can take from one file.
        BasemapError: No tiles of that name are known.
    """
    rows = list(incidents)
    if len(rows) > MOST_INCIDENTS:
        message = (
            f"{len(rows):,} incidents are more than one map file can hold ({MOST_INCIDENTS:,}): draw a part of them "
            "(--since, --within, --type, --min-confidence, --main-only), or write them for a GIS with "
            "`geomap extract … -o incidents.gpkg`"
        )
        raise MapDataError(message)
    heading = title or "Incidents"
    columns, packed = incident_data(rows, taxonomy)
    data = Data(columns, packed)
    tiles = online_tiles(basemap)
    page = OfflinePage(heading, tiles.hosts if tiles else ())
    drawn = folium.Map(
        location=_OPENING_VIEW,
        zoom_start=2,
        tiles=None,
        control_scale=True,
        # As folium spells them, min_zoom and max_zoom are those of a tile layer, not of the map.
        minZoom=2,
        maxZoom=tiles.last_zoom if tiles else _LAST_ZOOM,
        zoom_delta=1,
        world_copy_jump=True,
        font_size="13px",
    )
    # Folium would link Leaflet, jQuery, Bootstrap and icon fonts from networks of others. Setting the lists on the
    # instance leaves every other map of the program as it was.
    drawn.default_js = []
    drawn.default_css = []
    pin(drawn, f"{hashlib.sha256(data.text.encode()).hexdigest()} {heading} {basemap}")
    page.add_child(drawn)
    assets = PageAssets()
    assets.write(page)  # now, before what others add
    assets.add_to(drawn)
    OfflineBasemap().add_to(drawn)
    if tiles:
        tiles.layer.add_to(drawn)
    data.add_to(drawn)
    layers = []
    groups = {kind["key"]: columns["groups"][kind["group"]]["key"] for kind in columns["types"]}
    members: dict[str, list[Incident]] = {group["key"]: [] for group in columns["groups"]}
    for row in rows:
        members[groups[row.type]].append(row)
    for group in columns["groups"]:
        layer = IncidentLayer(members[group["key"]], group["label"], taxonomy=taxonomy, group=group["key"], data=data)
        layer.add_to(drawn)
        layers.append((group["key"], layer))
    marks = _add_mentions(drawn, mentions or {}, {layer.layer_name for _, layer in layers})
    control = folium.LayerControl(position="topright", collapsed=True)
    pin(control, "control")
    control.add_to(drawn)
    Panel(heading, data, layers, marks, compact=compact).add_to(drawn)
    return drawn


def _add_mentions(
    drawn: folium.Map, mentions: Mapping[str, Sequence[PlaceMention]], names: set[str]
) -> list[tuple[str, MentionLayer]]:
    added = []
    kinds = (
        (PLACES_LAYER, frozenset({Role.LOCATION, Role.ASSOCIATIVE}), False),
        (REPORTING_LAYER, frozenset({Role.REPORTING}), True),
    )
    for label, roles, reporting in kinds:
        # A group of the user's own taxonomy may bear the same name; of two such layers the control loses one.
        name = f"{label} (in reports)" if label in names else label
        layer = MentionLayer(mentions, name, roles=roles, reporting=reporting)
        if layer.size:
            layer.add_to(drawn)
            added.append((name, layer))
    return added
