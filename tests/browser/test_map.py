from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import folium

from geomap.maps import IncidentLayer, draw_map
from geomap.maps.bundle import leaflet_script, leaflet_style
from geomap.maps.page import OfflinePage, script_element, style_element
from tests.browser.looking import SPOT, click_symbol, titles
from tests.maps.samples import IRAQ, incident, mentions, place, quoted, several, with_extras

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from tests.browser.conftest import Opened

    Open = Callable[..., Opened]


def test_it_opens_from_disk_and_nothing_leaves_it(open_map: Open) -> None:
    opened = open_map(draw_map(several(), mentions(), title="Six incidents"))
    opened.wait("geomap.basemapData !== undefined")
    assert opened.page.title() == "Six incidents"
    assert opened.page.locator("h1").inner_text() == "Six incidents"
    assert opened.page.locator(".gm-count").inner_text() == "6 incidents"
    assert opened.page.locator(".gm-basemap canvas").count() > 0
    opened.check()


def test_where_online_tiles_do_not_come_the_inner_basemap_stays(open_map: Open) -> None:
    opened = open_map(draw_map(several(), basemap="osm"))
    opened.wait("geomap.basemapData !== undefined")
    page = opened.page
    assert opened.requests
    assert all(url.startswith("https://") and ".tile.openstreetmap.fr/" in url for url in opened.requests)
    assert page.locator(".gm-basemap canvas").count() > 0
    assert page.locator(".leaflet-tile-pane img.leaflet-tile-loaded").count() == 0
    pixel = """() => { const canvas = document.querySelector(".gm-basemap canvas");
      return canvas.getContext("2d").getImageData(5, 5, 1, 1).data[3]; }"""
    assert page.evaluate(pixel) == 255
    assert opened.js("window.violations") == []


def test_places_mentioned_and_reporting_from_are_layers_of_their_own(open_map: Open) -> None:
    opened = open_map(draw_map([], mentions()))
    page = opened.page
    layers = "geomap.symbolsOf(geomap.page.map).mentions"
    marks = layers + ".map((layer) => [layer.reporting, layer.marks.map((mark) => [mark.names[0], mark.count])])"
    assert opened.js(marks) == []
    page.locator(".leaflet-control-layers").hover()
    page.get_by_label("Places mentioned").check()
    page.get_by_label("Reporting from").check()
    opened.wait("geomap.symbolsOf(geomap.page.map).mentions.length === 2")
    assert opened.js(marks) == [[False, [["Baghdad", 3], ["Iraq", 1]]], [True, [["Dubai", 1]]]]
    opened.check()


def test_a_symbol_opens_what_is_known_and_the_evidence(open_map: Open) -> None:
    opened = open_map(draw_map(several()))
    click_symbol(opened, "Attempt — Baghdad")
    popup = opened.page.locator(".gm-popup")
    text = popup.inner_text()
    for words in (
        "Attempt — Baghdad",
        "Assassination · Violence against civilians",
        "Attempted: it was tried and did not succeed",
        "7 November 2021",
        "Baghdad, Iraq: known to the town or district, within about 15 km",
        "Injured",
        "90 %",
        "Gunmen fired on a convoy in Baghdad on Sunday.",
        "A report, 8 November 2021",
    ):
        assert words in text
    assert "Killed" not in text
    assert popup.locator("mark.gm-trigger").inner_text() == "fired"
    assert popup.locator("mark.gm-place").inner_text() == "Baghdad"
    assert popup.locator("a[target]").get_attribute("href") == "https://example.org/a"
    assert opened.page.locator(".gm-row[aria-selected=true]").inner_text().startswith("Attempt — Baghdad")
    opened.check()


def test_a_country_is_never_a_precise_dot(open_map: Open) -> None:
    opened = open_map(draw_map(several()))
    click_symbol(opened, "Election — Iraq")
    text = opened.page.locator(".gm-popup").inner_text()
    assert "somewhere in Iraq; the report names no nearer place" in text
    assert "in October 2021; the day is not known" in text
    vague = "[...Array(6).keys()].map((i) => geomap.page.store.vague(i))"
    assert opened.js(vague) == [False, False, False, False, True, False]


def test_the_reports_words_win_over_the_bare_number(open_map: Open) -> None:
    opened = open_map(draw_map(several()))
    opened.page.get_by_role("option", name="Earthquake").click()
    assert "at least 12" in opened.page.locator(".gm-popup").inner_text()


def test_forty_incidents_at_one_point_become_a_ring_that_fans_out(open_map: Open) -> None:
    opened = open_map(draw_map([incident(number, title=f"Clash {number}") for number in range(40)]))
    page = opened.page
    symbols = "geomap.symbolsOf(geomap.page.map).drawn"
    assert opened.js(f"{symbols}.filter((d) => d.node).length") >= 1
    page.mouse.click(*page.evaluate(SPOT.replace("d.store &&", "d.node ||"), ""))
    assert opened.js(f"new Set({symbols}.filter((d) => d.store).map((d) => d.index)).size") == 40
    spots = opened.js(f"{symbols}.filter((d) => d.store).map((d) => [d.x, d.y, d.r])")
    pairs = [(a, b) for n, a in enumerate(spots) for b in spots[n + 1 :]]
    assert all(math.dist(a[:2], b[:2]) > a[2] + b[2] for a, b in pairs)
    page.mouse.click(400, 20)
    assert opened.js(f"{symbols}.filter((d) => d.node).length") >= 1
    opened.check()


def test_what_is_fanned_out_near_the_edge_comes_into_view(open_map: Open) -> None:
    opened = open_map(draw_map([incident(number, killed=200) for number in range(40)]))
    page = opened.page
    page.evaluate("() => geomap.page.map.setView([36.3, 49], 7, { animate: false })")
    page.mouse.click(*page.evaluate(SPOT.replace("d.store &&", "d.node ||"), ""))
    inside = """() => { const s = geomap.symbolsOf(geomap.page.map);
      const m = s.canvasSize.subtract(s._map.getSize()).divideBy(2);
      const far = s.drawn.filter((d) => d.store).map((d) => [d.x - m.x - d.r, d.y - m.y + d.r]);
      return far.length === 40 && far.every(([x, y]) => x >= 0 && y <= s._map.getSize().y); }"""
    opened.wait(f"({inside})()")


# Whether any name of a place stands under a symbol; how many names there are.
NAMES = """() => { const { map } = geomap.page, zoom = map.getZoom(), layers = Object.values(map._layers);
  const labels = layers.find((layer) => layer instanceof geomap.Basemap).labelsOf(geomap.basemapData, zoom).all();
  const covers = geomap.symbolCovers(map, zoom);
  const hit = (l) => covers.some(([x, y, r]) =>
    Math.hypot(x - Math.max(l.box[0], Math.min(l.box[2], x)), y - Math.max(l.box[1], Math.min(l.box[3], y))) < r);
  return [labels.filter(hit).map((label) => label.text), labels.some((label) => label.text === "Baghdad")]; }"""


def test_names_make_way_for_symbols(open_map: Open) -> None:
    opened = open_map(draw_map([*several(), *(incident(number) for number in range(10, 14))]))
    opened.wait("geomap.basemapData !== undefined")
    ink = """() => { const layers = Object.values(geomap.page.map._layers);
      const layer = layers.find((some) => some instanceof geomap.Basemap);
      return Object.values(layer._tiles).map(({ el }) => el.lastChild.toDataURL()).join(); }"""
    seen = []
    for zoom in (3, 5, 7):
        opened.page.evaluate("(zoom) => geomap.page.map.setView([33.34, 44.4], zoom, { animate: false })", zoom)
        assert opened.js(NAMES) == [[], zoom > 3]
        seen.append(opened.js(ink))
    opened.page.get_by_label("Search").first.fill("nothing at all")
    opened.wait("geomap.symbolsOf(geomap.page.map).drawn.length === 0")
    assert opened.js(ink) != seen[-1]
    opened.check()


def test_the_keyboard_alone_reaches_an_incident(open_map: Open) -> None:
    opened = open_map(draw_map(several()))
    page = opened.page
    page.get_by_role("listbox").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".gm-popup h2").inner_text() == titles(opened)[1]
    assert opened.js("document.activeElement.className") == "gm-details"
    page.keyboard.press("Escape")
    assert page.locator(".gm-popup").count() == 0
    assert opened.js("document.activeElement.className") == "gm-list"


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "`${alert(1)}` \\u003cscript>alert(1)</script>",
    "\"'><svg/onload=alert(1)>",
    "<!--<script>",
    "{{ 7*7 }}{% raw %}",
    "safe\u202egnp.exe\u2066 text\u2028\u2029\x00",
    "\u202d\u202a\u2067\u2068fdp\u2069\u202c.exe",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "</title></style><style>*{display:none}</style><base href=//evil.example>",
    "<a href=javascript:alert(1) autofocus onfocus=alert(1)>x</a><iframe srcdoc='<script>alert(1)</script>'>",
    "-->]]><math><mtext><img src=x onerror=alert(1)>",
    "👩🏽‍🚒 عاجل: انفجار في بيروت",
)


HOSTILE_LINKS = (
    "javascript:alert(document.domain)",
    " \tJaVaScRiPt\n:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "//example.org/a",
    "https://",
)


def test_only_addresses_of_the_web_become_links(open_map: Open) -> None:
    rows = [
        incident(number, sources=(quoted("A text.", url=url),))
        for number, url in enumerate((*HOSTILE_LINKS, "https://example.org/\u202efdp.exe?a=<b>"))
    ]
    opened = open_map(draw_map(rows))
    for n in range(len(HOSTILE_LINKS)):
        opened.page.evaluate("(n) => geomap.page.choose(n)", n)
        assert opened.page.locator(".gm-popup a[target]").count() == 0, HOSTILE_LINKS[n]
    opened.page.evaluate("(n) => geomap.page.choose(n)", len(HOSTILE_LINKS))
    link = opened.page.locator(".gm-popup a[target]")
    assert link.get_attribute("href") == "https://example.org/%E2%80%AEfdp.exe?a=%3Cb%3E"
    assert link.get_attribute("rel") == "noopener noreferrer"
    opened.check()


def test_hostile_text_runs_nothing(open_map: Open) -> None:
    rows = [
        incident(
            number,
            id=text,
            title=text,
            killed_text=text,
            actors=(text,),
            targets=(text,),
            weapons=(text,),
            place_reason=text,
            place=IRAQ,
            sources=(quoted(text + " end", title=text, url="javascript:alert(document.domain)"),),
        )
        for number, text in enumerate(HOSTILE)
    ]
    opened = open_map(draw_map(rows, {text: mentions()["report.txt"] for text in HOSTILE}, title=HOSTILE[0]))
    page = opened.page
    assert page.locator("h1").inner_text() == HOSTILE[0]
    for n in range(len(HOSTILE)):
        page.evaluate("(n) => geomap.page.choose(n)", n)
        popup = page.locator(".gm-popup")
        shown = HOSTILE[n].translate(dict.fromkeys(map(ord, "\u202a\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00")))
        assert popup.locator("h2").evaluate("(node) => node.textContent") == shown
        assert popup.locator("a[target]").count() == 0
        assert popup.locator("script, img, svg:not(.leaflet-popup *), iframe").count() == 0
    spot = page.evaluate(SPOT, HOSTILE[0])
    if spot:
        page.mouse.move(*spot)
    page.locator(".leaflet-control-layers").hover()
    opened.check()


def test_quotes_are_marked_by_code_points(open_map: Open) -> None:
    text = "🔥🔥 Blast in Beirut"
    rows = [incident(title="Blast", sources=(quoted(text, (3, 8)),))]
    opened = open_map(draw_map(rows))
    opened.page.locator(".gm-row").click()
    assert opened.page.locator("mark.gm-trigger").inner_text() == "Blast"


def test_a_layer_sits_on_any_folium_map(open_map: Open) -> None:
    page = OfflinePage("Another map")
    page.header.add_child(script_element(leaflet_script()), name="leaflet")
    page.header.add_child(style_element(leaflet_style()), name="leaflet_css")
    other = folium.Map(location=[33, 44], zoom_start=5, tiles=None)
    other.default_js, other.default_css = [], []
    page.add_child(other)
    folium.FeatureGroup("Mine").add_to(other)
    IncidentLayer(several()).add_to(other)
    folium.LayerControl().add_to(other)
    opened = open_map(other, ready=".gm-canvas")
    opened.wait(f"geomap.symbolsOf({other.get_name()}).drawn.length === 5")
    opened.check()


def test_foliums_own_markers_and_popups_work_on_it(open_map: Open) -> None:
    drawn = draw_map(several())
    folium.Marker([36.2, 44.0], popup="<b>Mine</b>", tooltip="Tip").add_to(drawn)
    folium.CircleMarker([36.2, 46.0], popup=folium.Popup("Round")).add_to(drawn)
    opened = open_map(drawn)
    opened.page.locator(".leaflet-marker-icon").click()
    assert opened.page.locator(".leaflet-popup b").inner_text() == "Mine"
    assert opened.page.locator(".leaflet-marker-icon").evaluate("(image) => image.naturalWidth") == 50
    opened.check()


def test_it_shows_in_a_notebook(browser: Browser) -> None:
    page = browser.new_page(reduced_motion="reduce")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.set_content("<!DOCTYPE html><body>" + draw_map(several(), title="Notebook")._repr_html_())
    frame = page.frame_locator("iframe")
    assert frame.locator(".gm-count").inner_text() == "6 incidents"
    frame.locator(".gm-row", has_text="Attempt").click()
    assert "Attempted" in frame.locator(".gm-popup").inner_text()
    assert errors == []
    page.close()


def test_the_pointer_on_a_row_shows_its_place(open_map: Open) -> None:
    opened = open_map(draw_map(several()))
    opened.page.locator(".gm-row", has_text="Earthquake").hover()
    assert opened.js("geomap.symbolsOf(geomap.page.map).pointed.index") == 2
    spot: Any = opened.page.evaluate(SPOT, "Earthquake — Beirut")
    opened.page.mouse.move(*spot)
    assert opened.page.locator(".gm-hovered .gm-row-title").inner_text() == "Earthquake — Beirut"
    assert opened.page.locator(".gm-tip strong").inner_text() == "Earthquake — Beirut"


def test_the_ring_that_holds_a_row_is_shown(open_map: Open) -> None:
    rows = [incident(number, title=f"Clash {number}") for number in range(40)]
    opened = open_map(draw_map(rows))
    colour = """() => { const s = geomap.symbolsOf(geomap.page.map), d = s.drawn.find((d) => d.node);
      const pixel = s.canvas.getContext("2d").getImageData(d.x + d.r + 3, d.y, 1, 1).data;
      return [...pixel.slice(0, 3)].map((n) => n.toString(16).padStart(2, "0")).join(""); }"""
    assert opened.js(colour) != "0b5cad"
    opened.page.locator(".gm-row").first.hover()
    assert opened.js(colour) == "0b5cad"


def test_where_reports_give_different_numbers_each_is_shown(open_map: Open) -> None:
    opened = open_map(draw_map(with_extras()))
    row = opened.page.locator(".gm-row", has_text="Attempt")
    assert "attempted · 5–9 injured" in row.inner_text()
    row.click()
    text = opened.page.locator(".gm-popup").inner_text()
    assert "5–9 (reports differ, see below)" in text
    assert opened.page.locator(".gm-told").all_inner_texts() == ["Says: 5 injured", "Says: at least 9 injured"]
    opened.page.locator(".gm-row", has_text="Earthquake").click()
    assert opened.page.locator(".gm-told").count() == 0
    opened.check()


def test_names_of_any_script_leave_our_words_in_order(open_map: Open) -> None:
    where = place("بغداد", within=("العراق",))
    opened = open_map(draw_map([incident(place=where, title="اشتباك مسلح — بغداد")]))
    opened.page.locator(".gm-row").click()
    fact = opened.page.locator(".gm-details dt", has_text="Where").locator("+ dd")
    assert fact.locator("bdi").all_inner_texts() == ["بغداد", "العراق"]
    left = [box["x"] for box in (bdi.bounding_box() for bdi in fact.locator("bdi").all()) if box]
    assert left == sorted(left)
    assert "known to the town or district" in fact.inner_text()


def test_a_phone_makes_room_for_what_is_chosen(open_map: Open) -> None:
    for compact in (False, True):
        drawn = draw_map(several(), compact=compact)
        opened = open_map(drawn, viewport={"width": 390, "height": 844}, has_touch=True)
        opened.page.get_by_role("button", name="Show filters and list").tap()
        opened.page.locator(".gm-row", has_text="Earthquake").tap()
        assert not opened.page.get_by_role("listbox").is_visible()
        box = opened.page.locator(".gm-popup .gm-evidence").bounding_box()
        assert box
        assert box["y"] > 0
        assert opened.page.locator(".gm-popup h2").inner_text() == "Earthquake — Beirut"


def test_a_phone_shows_the_map_and_opens_the_panel(open_map: Open) -> None:
    opened = open_map(draw_map(several(), title="Phone"), viewport={"width": 390, "height": 844}, has_touch=True)
    page = opened.page
    size = page.locator(".leaflet-container").bounding_box()
    assert size
    assert size["width"] == 390
    assert size["height"] > 500
    assert not page.get_by_role("listbox").is_visible()
    page.get_by_role("button", name="Show filters and list").tap()
    assert page.get_by_role("listbox").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    opened.check()
