"""Folium layers of incidents and of mentioned places."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from branca.element import Figure, MacroElement
from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from geomap.events.forms import shapes_of
from geomap.maps import bundle
from geomap.maps.columns import incident_columns, mention_columns
from geomap.maps.packing import packed
from geomap.maps.page import Raw, plain_name, script_element, script_link, script_value, style_element

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.events.taxonomy import Taxonomy
    from geomap.incidents.incident import Incident
    from geomap.places.mention import PlaceMention, Role

_ID_LENGTH = 20
Bounds = list[list[float | None]]


class Data(MacroElement):
    """Packed columns in an element that no browser runs; the layers that read them name it by its id."""

    def __init__(self, columns: object = None, data: bytes = b"", text: str | None = None) -> None:
        """Pack `columns` and `data`, or take `text` that is packed already. The same content gets the same id."""
        super().__init__()  # type: ignore[no-untyped-call]  # folium has no types
        self._name = "GeomapData"
        self.text = packed(columns, data) if text is None else text
        pin(self, self.text)
        self.name = self.get_name()  # for good: streamlit-folium gives elements other ids

    def render(self, **_: object) -> None:  # type: ignore[override]  # folium has no types
        """Add the element to the figure: not by a template, which would take seconds to read megabytes of data."""
        figure = self.get_root()
        if isinstance(figure, Figure):
            element = Raw(f'<script type="application/octet-stream" id="{self.name}">{self.text}</script>\n')
            figure.html.add_child(element, name=self.name)


class GeomapLayer(JSCSSMixin, Layer):
    """What the layers share: they bring geomap's scripts and styles, each once a page."""

    @property
    def default_js(self) -> list[tuple[str, str]]:  # type: ignore[override]  # folium takes it for a plain list
        """The scripts as links, for those who draw folium's maps in pages of their own, as streamlit-folium does."""
        return [("geomap_js", script_link(bundle.script(bundle.LAYER_SCRIPTS)))]

    def render(self, **kwargs: object) -> None:  # type: ignore[override]  # folium has no types
        """Add this layer, and what it needs, to the figure."""
        figure = self.get_root()
        if isinstance(figure, Figure):
            add_assets(figure)
        super(JSCSSMixin, self).render(**kwargs)  # type: ignore[no-untyped-call]  # the mixin's would add the links


class IncidentLayer(GeomapLayer):
    """Incidents as a folium layer, drawn on a canvas, with popups that show the evidence.

    It sits beside any other folium layer: `IncidentLayer(incidents).add_to(folium.Map())`. The browser gets one
    set of columns instead of one object an incident.

    Args:
        incidents: What to draw. Those without a place are kept, but have no symbol.
        name: Name in the LayerControl. Names must differ from layer to layer.
        taxonomy: Types, labels, colours and shapes; None takes geomap's own.
        overlay: Whether the layer is an overlay or a base layer.
        control: Whether the LayerControl lists it.
        show: Whether it is on the map when that opens.
        group: Show only the incidents of this group of the taxonomy.
        data: Columns that another layer has already packed from the same incidents: several layers may share them.

    Raises:
        MapDataError: An incident has an unknown type, a latitude beyond 90 degrees, a confidence beyond 1 or the like.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = geomap.incidentLayer({store: {{ this.store }}, group: {{ this.group }}});
        {% endmacro %}
        """
    )

    def __init__(
        self,
        incidents: Iterable[Incident],
        name: str = "Incidents",
        *,
        taxonomy: Taxonomy | None = None,
        overlay: bool = True,
        control: bool = True,
        show: bool = True,
        group: str | None = None,
        data: Data | None = None,
    ) -> None:
        """Check the incidents and pack them."""
        super().__init__(name=plain_name(name), overlay=overlay, control=control, show=show)
        self._name = "IncidentLayer"
        rows = list(incidents)
        if data is None:
            data = Data(*incident_data(rows, taxonomy))
            self.add_child(data)
        self.data = data
        self.store = script_value(data.name)
        self.group = script_value(group)
        self.points = [(row.place.lat, row.place.lon) for row in rows if row.place is not None]
        pin(self, f"{data.get_name()} {group} {name}")

    def _get_self_bounds(self) -> Bounds:
        return bounds_of(self.points)


class MentionLayer(GeomapLayer):
    """Places that reports name, each once, with how often; those that reports were made from are drawn apart."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = geomap.mentionLayer({store: {{ this.store }}, reporting: {{ this.reporting }}});
        {% endmacro %}
        """
    )

    def __init__(
        self,
        mentions: Mapping[str, Sequence[PlaceMention]],
        name: str,
        *,
        roles: frozenset[Role],
        reporting: bool = False,
        show: bool = False,
    ) -> None:
        """Count the mentions of the `roles`, by place."""
        super().__init__(name=plain_name(name), overlay=True, control=True, show=show)
        self._name = "MentionLayer"
        columns = mention_columns(mentions, roles)
        self.size = len(columns["rows"]["place"])
        self.points = list(zip(columns["places"]["lat"], columns["places"]["lon"], strict=True))
        self.data = Data(columns)
        self.add_child(self.data)
        self.store = script_value(self.data.name)
        self.reporting = "true" if reporting else "false"
        pin(self, f"{self.data.get_name()} {name}")

    def _get_self_bounds(self) -> Bounds:
        return bounds_of(self.points) if self.show else bounds_of([])


def incident_data(incidents: Iterable[Incident], taxonomy: Taxonomy | None = None) -> tuple[dict[str, Any], bytes]:
    """The columns of `incidents` with the part of the taxonomy that they use, and the bytes that go with them."""
    if taxonomy is None:
        from geomap.events.taxonomy import load_taxonomy

        taxonomy = load_taxonomy()
    columns, data = incident_columns(incidents, taxonomy)
    kinds = [taxonomy.types[key] for key in columns["types"]]
    groups = [group for group in taxonomy.groups.values() if any(kind.group == group.key for kind in kinds)]
    numbers = {group.key: number for number, group in enumerate(groups)}
    shapes = shapes_of(taxonomy)
    columns["groups"] = [
        {"key": group.key, "label": group.label, "colour": group.colour, "shape": group.shape} for group in groups
    ]
    columns["types"] = [
        {
            "key": kind.key,
            "label": kind.label,
            "group": numbers[kind.group],
            "colour": kind.colour,
            "shape": shapes[kind.key],
            "acled": kind.acled,
            "plover": kind.plover,
        }
        for kind in kinds
    ]
    return columns, data


def add_assets(figure: Figure) -> None:
    """Put what the layers need into the page's header, under fixed names, so that it is there once."""
    figure.header.add_child(script_element(bundle.script(bundle.LAYER_SCRIPTS)), name="geomap_js")
    figure.header.add_child(style_element(bundle.style(bundle.LAYER_STYLES)), name="geomap_css")


def pin(element: MacroElement, content: str) -> None:
    """Give an element an id that follows from its content: folium's are random, and no map would be the same twice."""
    element._id = hashlib.sha256(content.encode("utf-8", errors="replace")).hexdigest()[:_ID_LENGTH]  # noqa: SLF001 - branca has no other way


def bounds_of(points: Sequence[tuple[float, float]]) -> Bounds:
    """The box around points of latitude and longitude, as folium wants it."""
    if not points:
        return [[None, None], [None, None]]
    lats, lons = zip(*points, strict=True)
    return [[min(lats), min(lons)], [max(lats), max(lons)]]
