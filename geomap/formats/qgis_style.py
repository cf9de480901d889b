"""The style that QGIS draws incidents with: the colour and shape of their group, the size of their precision."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from geomap.events.taxonomy import Group, Taxonomy

STYLE_NAME = "geomap"
# geomap's shapes in QGIS's words for simple markers, and how far to turn them, in degrees.
_SHAPES = {
    "diamond": ("diamond", 0),
    "star": ("star", 0),
    "triangle": ("triangle", 0),
    "circle": ("circle", 0),
    "triangle-down": ("triangle", 180),
    "square": ("square", 0),
    "pentagon": ("pentagon", 0),
    "hexagon": ("hexagon", 0),
    "drop": ("semi_circle", 0),
    "cross": ("cross_fill", 0),
    "plaque": ("octagon", 0),
}
# Millimetres: the vaguer the place, the larger the marker, and only what occurred is drawn full.
_SIZE = (
    "CASE WHEN \"precision\" IN ('exact','site','locality') THEN 3.4 WHEN \"precision\" = 'area' THEN 5 ELSE 6.5 END"
)
_FILL = (
    "CASE WHEN \"status\" IN ('occurred','attempted') THEN @symbol_color "
    "ELSE set_color_part(@symbol_color, 'alpha', 70) END"
)
_TIP = (
    "<b>[% replace(\"title\", array('&','<'), array('&amp;','&lt;')) %]</b><br>"
    '[% coalesce("start", \'no date\') %] · [% "status" %] · confidence [% "confidence" %]'
)


def qgis_style(taxonomy: Taxonomy) -> str:
    """The style as QGIS's own XML (QML): one category for each group of the taxonomy."""
    root = ET.Element("qgis", version="3.22", styleCategories="Symbology|MapTips|Temporal")
    # The time controller finds its fields, but filters nothing until somebody asks it to.
    ET.SubElement(
        root, "temporal", enabled="0", mode="2", startField="start_date", endField="end_date", durationUnit="days",
        fixedDuration="0", accumulate="0", limitMode="0", startExpression="", endExpression="", durationField="",
    )  # fmt: skip
    renderer = ET.SubElement(
        root, "renderer-v2", type="categorizedSymbol", attr="group", enableorderby="0", forceraster="0",
        symbollevels="0", referencescale="-1",
    )  # fmt: skip
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for number, group in enumerate(taxonomy.groups.values()):
        ET.SubElement(
            categories, "category", value=group.key, label=group.label, symbol=str(number), render="true", type="string"
        )
        _add_symbol(symbols, str(number), group)
    ET.SubElement(root, "mapTip").text = _TIP
    ET.SubElement(root, "layerGeometryType").text = "0"
    return '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">\n' + ET.tostring(root, encoding="unicode")


def _add_symbol(symbols: ET.Element, name: str, group: Group) -> None:
    symbol = ET.SubElement(symbols, "symbol", type="marker", name=name, alpha="1", clip_to_extent="1", force_rhr="0")
    layer = ET.SubElement(symbol, "layer", {"class": "SimpleMarker"}, enabled="1", locked="0")
    layer.set("pass", "0")
    shape, turn = _SHAPES.get(group.shape, ("circle", 0))
    red, green, blue = (int(group.colour[at : at + 2], 16) for at in (1, 3, 5))
    options = ET.SubElement(layer, "Option", type="Map")
    for key, value in {
        "name": shape,
        "angle": str(turn),
        "color": f"{red},{green},{blue},255",
        "outline_color": "255,255,255,255",
        "outline_style": "solid",
        "outline_width": "0.3",
        "outline_width_unit": "MM",
        "size": "3.4",
        "size_unit": "MM",
        "scale_method": "diameter",
    }.items():
        ET.SubElement(options, "Option", type="QString", name=key, value=value)
    overrides = ET.SubElement(ET.SubElement(layer, "data_defined_properties"), "Option", type="Map")
    ET.SubElement(overrides, "Option", type="QString", name="name", value="")
    properties = ET.SubElement(overrides, "Option", type="Map", name="properties")
    for key, expression in {"size": _SIZE, "fillColor": _FILL}.items():
        one = ET.SubElement(properties, "Option", type="Map", name=key)
        ET.SubElement(one, "Option", type="bool", name="active", value="true")
        ET.SubElement(one, "Option", type="QString", name="expression", value=expression)
        ET.SubElement(one, "Option", type="int", name="type", value="3")
    ET.SubElement(overrides, "Option", type="QString", name="type", value="collection")
