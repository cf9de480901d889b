from __future__ import annotations

import base64
import os
import re
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import folium
import folium.plugins
import pytest

from geomap.errors import GeomapError
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.maps import IncidentLayer, draw_map, save_map
from geomap.maps.bundle import LAYER_SCRIPTS, PAGE_SCRIPTS, leaflet_script, script
from geomap.maps.page import hash_of, script_element
from tests.maps.samples import incident, mentions, quoted, several

SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)


def page_of(drawn: folium.Map) -> str:
    page: str = drawn.get_root().render()
    return page


def policy_of(page: str) -> dict[str, str]:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return dict(rule.split(" ", 1) for rule in found[1].split("; "))


def test_it_is_a_folium_map_with_a_layer_a_group() -> None:
    drawn = draw_map(several(), mentions())
    assert type(drawn) is folium.Map
    names = [child.layer_name for child in drawn._children.values() if isinstance(child, folium.map.Layer)]
    assert "Battles" in names
    assert names[-2:] == ["Places mentioned", "Reporting from"]
    assert len(names) == len(set(names))
    assert any(isinstance(child, folium.LayerControl) for child in drawn._children.values())
    assert all(name in page_of(drawn) for name in names)


def test_bounds_are_those_of_the_incidents() -> None:
    assert draw_map(several()).get_bounds() == [[33.0, 35.5], [33.89, 44.4]]
    assert draw_map([]).get_bounds() == [[None, None], [None, None]]


def test_same_input_same_bytes() -> None:
    pages = {page_of(draw_map(several(), mentions(), title="Twice")) for _ in range(2)}
    assert len(pages) == 1
    drawn = draw_map(several())
    assert page_of(drawn) == page_of(drawn)


def test_nothing_is_loaded_from_anywhere() -> None:
    page = page_of(draw_map(several(), mentions()))
    assert not re.search(r"<script[^>]+src=", page)
    assert not re.search(r"<(link|img|iframe)[^>]+(src|href)=", SCRIPT.sub("", page))
    styles = "".join(re.findall(r"<style[^>]*>(.*?)</style>", SCRIPT.sub("", page), re.DOTALL))
    assert set(re.findall(r"url\((\w+:)", styles)) == {"data:"}
    assert len(re.findall(r"url\(", styles)) == len(re.findall(r"url\(data:", styles))
    assert "sourceMappingURL" not in page
    assert not re.search(r"jquery|bootstrap|awesome", page, re.IGNORECASE)
    assert policy_of(page)["default-src"] == "'none'"
    assert policy_of(page)["connect-src"] == "'none'"
    assert policy_of(page)["img-src"] == "data: blob:"


def test_every_script_and_style_is_named_by_its_hash() -> None:
    page = page_of(draw_map(several(), mentions()))
    policy = policy_of(page)
    assert "unsafe" not in str(policy)
    scripts = [match["text"] for match in SCRIPT.finditer(page) if "type=" not in match["attributes"]]
    assert len(scripts) >= 4
    assert set(policy["script-src"].split()) == {hash_of(text) for text in scripts}
    styles = re.findall(r"<style[^>]*>(.*?)</style>", SCRIPT.sub("", page), re.DOTALL)
    assert set(policy["style-src"].split()) == {hash_of(text) for text in styles}


def test_other_maps_of_the_program_stay_as_they_were() -> None:
    draw_map(several())
    assert any(name == "jquery" for name, _ in folium.Map.default_js)
    assert folium.Map().default_js


def test_a_hostile_title_is_text() -> None:
    hostile = "</title></script><script>alert(1)</script>`${1}` {{ 7*7 }} {% raw %}"
    page = page_of(draw_map([incident(title=hostile, sources=(quoted(hostile),))], title=hostile))
    assert "alert(1)</script>" not in page
    assert "&lt;/title&gt;" in page
    assert page.count("{{ 7*7 }}") == 1  # in <title>, which is read as a template only once


def test_braces_in_names_are_not_run() -> None:
    taxonomy = load_taxonomy()
    hostile = "{{ 7*1430719 }}{% endraw %}{# x"
    groups = {key: replace(group, label=hostile + key) for key, group in taxonomy.groups.items()}
    page = page_of(draw_map(several(), title=hostile, taxonomy=Taxonomy(taxonomy.types, groups)))
    assert "10015033" not in page
    assert "{{ 7*14" not in page.split("</title>")[1]


def test_a_hostile_group_name_is_text() -> None:
    layer = IncidentLayer([incident()], "<img src=x onerror=alert(1)>")
    assert "<" not in layer.layer_name


def test_scripts_that_would_end_early_are_refused() -> None:
    with pytest.raises(ValueError, match="end of a script"):
        script_element("x = '</SCRIPT>'")


def test_online_tiles_are_the_only_host_that_is_let_in() -> None:
    page = page_of(draw_map(several(), basemap="topo"))
    hosts = policy_of(page)["img-src"].split()
    assert hosts[:2] == ["data:", "blob:"]
    assert hosts[2:]
    assert all(re.fullmatch(r"https://[a-c]\.tile\.opentopomap\.org", host) for host in hosts[2:])
    assert policy_of(page)["connect-src"] == "'none'"


@pytest.mark.parametrize("name", ["atlantis", "Thunderforest.OpenCycleMap", "OpenStreetMap.Mapnik"])
def test_a_basemap_that_is_unknown_or_locked_or_asks_who_asks_is_said_so(name: str) -> None:
    with pytest.raises(GeomapError, match="basemap"):
        draw_map([], basemap=name)


def test_a_layer_brings_its_scripts_once_to_any_folium_map() -> None:
    other = folium.Map()
    IncidentLayer(several()[:2], "One").add_to(other)
    IncidentLayer(several()[2:], "Two").add_to(other)
    folium.FeatureGroup("Three").add_to(other)
    folium.LayerControl().add_to(other)
    page = page_of(other)
    assert page.count("gm.SymbolCanvas = ") == 1
    assert page.count("= geomap.incidentLayer(") == 2


def test_a_map_that_is_put_into_another_figure_brings_all_it_needs() -> None:
    page = folium.Figure().add_child(draw_map(several(), mentions())).render()
    texts = [match["text"] for match in SCRIPT.finditer(page)]
    for names in (LAYER_SCRIPTS, PAGE_SCRIPTS):
        assert sum(script(names) in text for text in texts) == 1
    assert sum(leaflet_script() in text for text in texts) == 1
    assert page.index(leaflet_script()) < page.index(script(LAYER_SCRIPTS))


def test_scripts_are_links_for_those_who_draw_the_map_elsewhere() -> None:
    # As streamlit-folium does: it loads the links of all elements in order, and gives the elements other ids.
    layer = IncidentLayer(several())
    other = folium.Map(tiles=None).add_child(layer)
    [(_, link)] = layer.default_js
    assert base64.b64decode(link.removeprefix("data:text/javascript;base64,")).decode() == script(LAYER_SCRIPTS)
    layer._id, layer.data._id = "div_0", "div_0_0"
    page = page_of(other)
    assert "data:text/javascript" not in page
    assert f'id="{layer.data.name}"' in page
    assert layer.data.name in layer.store.replace("\\u005f", "_")
    assert "_" not in layer.store
    names = [name for child in draw_map([])._children.values() for name, _ in getattr(child, "default_js", [])]
    assert names[:3] == ["leaflet", "geomap_js", "geomap_page_js"]


def test_plugins_of_the_user_may_load_from_their_own_host() -> None:
    drawn = draw_map(several())
    folium.plugins.MiniMap(tile_layer=folium.TileLayer("https://tile.example.org/{z}/{x}/{y}", attr="x")).add_to(drawn)
    sources = policy_of(page_of(drawn))["script-src"]
    assert [part for part in sources.split() if not part.startswith("'sha256-")] == ["https://cdnjs.cloudflare.com"]


def test_more_than_a_browser_can_take_is_said_before_anything_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geomap.maps.draw.MOST_INCIDENTS", 5)
    with pytest.raises(GeomapError, match=r"6 incidents are more .*\(5\): draw a part"):
        draw_map(several())


def test_an_empty_map_is_at_most_a_megabyte_and_a_half(tmp_path: Path) -> None:
    assert save_map(draw_map([]), tmp_path / "map.html").stat().st_size <= 1_500_000


def test_a_map_is_written_whole_and_readable(tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "map.html"
    assert save_map(draw_map(several()), target) == target
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in target.parent.iterdir()] == ["map.html"]
    assert stat.S_IMODE(target.stat().st_mode) & stat.S_IRUSR
    save_map(draw_map([]), str(target))


def test_what_cannot_be_written_is_said_and_the_old_map_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "map.html"
    target.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(GeomapError, match=r"cannot write .*map\.html: No space left") as caught:
        save_map(draw_map([]), target)
    assert isinstance(caught.value, OSError)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_a_folder_in_the_place_of_the_map_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GeomapError, match="cannot write"):
        save_map(draw_map([]), tmp_path / "file" / "map.html")
    with pytest.raises(GeomapError, match="cannot write"):
        save_map(draw_map([]), tmp_path)


def test_folium_is_imported_only_when_a_map_is_drawn() -> None:
    code = "import sys, geomap.maps; sys.exit('folium' in sys.modules or 'draw_map' not in dir(geomap.maps))"
    assert subprocess.run([sys.executable, "-c", code], check=False, env={**os.environ}).returncode == 0  # noqa: S603
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        __import__("geomap.maps").maps.nonsense  # noqa: B018
