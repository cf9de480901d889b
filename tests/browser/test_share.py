from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

from pypdf import PdfReader

from geomap.formats.embedding import SANDBOX
from geomap.formats.features import from_feature, to_feature
from geomap.maps import draw_map
from tests.maps.samples import incident, mentions, several, with_extras

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Opened

    Open = Callable[..., Opened]


def saved(opened: Opened, label: str) -> Path:
    opened.page.get_by_role("tab", name="Share").click()
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name=label).click()
    return Path(download.value.path())


def test_the_address_brings_back_filters_view_and_selection(open_map: Open) -> None:
    drawn = draw_map(several(), mentions())
    opened = open_map(drawn)
    page = opened.page
    page.get_by_role("tab", name="Filters").click()
    page.get_by_label("Planned").uncheck()
    page.get_by_label("Armed clash").uncheck()
    page.locator("#gm-minimum").fill("60")
    page.get_by_role("searchbox", name="Search").fill("baghdad")
    page.get_by_label("From", exact=True).fill("2021-11-01")
    page.get_by_role("tab", name="Incidents").click()
    page.locator(".gm-row", has_text="Attempt").click()
    opened.wait("location.hash.includes('incident=incident-4')")
    address = opened.js("location.hash")
    again = open_map(drawn, fragment=address)
    assert again.page.locator(".gm-count").inner_text() == page.locator(".gm-count").inner_text() == "2 of 6 incidents"
    assert again.page.locator(".gm-popup h2").inner_text() == "Attempt — Baghdad"
    assert again.page.get_by_role("searchbox", name="Search").input_value() == "baghdad"
    assert again.js("geomap.page.map.getZoom()") == opened.js("geomap.page.map.getZoom()")
    again.check()


def test_a_hostile_address_changes_nothing(open_map: Open) -> None:
    fragment = (
        "#types=-nonsense&status=<script>&view=a,b,c&since=javascript:1&incident=__proto__&sort=constructor&text="
    )
    opened = open_map(draw_map(several()), fragment=fragment + "%3Cimg%20src=x%20onerror=alert(1)%3E")
    assert opened.page.locator(".gm-count").inner_text() == "0 of 6 incidents"
    opened.page.get_by_role("button", name="Reset").click()
    assert opened.page.locator(".gm-count").inner_text() == "6 incidents"
    opened.check()


def test_what_is_shown_downloads_as_geojson_of_the_contract(open_map: Open) -> None:
    rows = several()
    opened = open_map(draw_map(rows, title="Six / incidents"))
    opened.page.get_by_role("tab", name="Filters").click()
    opened.page.get_by_label("Planned").uncheck()
    collection = json.loads(saved(opened, "GeoJSON").read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    read = {row.id: row for row in map(from_feature, collection["features"])}
    assert set(read) == {row.id for row in rows[:5]}
    for row in rows[:5]:
        ours, theirs = to_feature(row)["properties"], to_feature(read[row.id])["properties"]
        for name in ours.keys() - {"place_key", "admin1"}:
            assert theirs[name] == ours[name], name
    opened.check()


def test_csv_runs_no_formula(open_map: Open) -> None:
    opened = open_map(draw_map([incident(title='=HYPERLINK("http://example.org")', actors=("a, b", 'c "d"'))]))
    text = saved(opened, "CSV").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["title"] == '\'=HYPERLINK("http://example.org")'
    assert row["actors"] == 'a, b; c "d"'
    assert row["lat"] == "33.34"
    assert row["quotes"] == "Gunmen fired on a convoy in Baghdad on Sunday."


def test_the_view_saves_as_a_picture(open_map: Open) -> None:
    opened = open_map(draw_map(several(), title="Picture"))
    opened.wait("geomap.basemapData !== undefined")
    picture = saved(opened, "picture").read_bytes()
    assert picture.startswith(b"\x89PNG")
    width, height = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
    assert width == 2 * 940
    assert height > 2 * 800
    opened.check()


def test_code_to_embed_is_escaped(open_map: Open) -> None:
    opened = open_map(draw_map([]))
    code = opened.js("""geomap.embedCode('https://example.org/a"b.html', '"><script>')""")
    assert code.startswith('<iframe src="https://example.org/a&quot;b.html" title="&quot;>&lt;script>"')
    assert f'sandbox="{SANDBOX}"' in code


def test_code_to_embed_names_no_folder_of_a_disk(open_map: Open) -> None:
    opened = open_map(draw_map([]))
    assert opened.js("geomap.mapAddress('file:///home/me/week%2045.html#a=/b')") == "week%2045.html"
    assert opened.js("geomap.mapAddress('https://example.org/week.html#a')") == "https://example.org/week.html"


def test_print_shows_title_span_and_map_only(open_map: Open, tmp_path: Path) -> None:
    opened = open_map(draw_map(several(), title="On paper"), color_scheme="dark")
    page = opened.page
    assert opened.js("geomap.isDark()")
    opened.js("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert not opened.js("geomap.isDark()")
    assert page.locator(".gm-print-legend").get_by_text("Armed clash").is_visible()
    view = page.locator(".gm-print-view")
    assert view.is_visible()
    # The land under the middle of the map, not a blank, and not the dark map's.
    pixel = "(canvas) => [...canvas.getContext('2d').getImageData(40, 40, 1, 1).data]"
    assert min(view.evaluate(pixel)) > 150
    assert page.locator("h1").is_visible()
    assert page.get_by_text("6 incidents, 2020 – 7 November 2021").count() == 0
    assert page.locator("p.gm-print-only").inner_text() == "6 incidents, 1 January 2020 – 7 November 2021"
    assert not page.get_by_role("searchbox", name="Search").is_visible()
    opened.js("dispatchEvent(new Event('afterprint'))")
    assert opened.js("geomap.isDark()")
    page.pdf(path=tmp_path / "map.pdf", prefer_css_page_size=True)
    assert len(PdfReader(tmp_path / "map.pdf").pages) == 1
    opened.check()


def test_what_is_open_is_printed_after_the_map(open_map: Open, tmp_path: Path) -> None:
    opened = open_map(draw_map(with_extras(), title="On paper"))
    page = opened.page
    page.locator(".gm-row", has_text="Attempt").click()
    page.pdf(path=tmp_path / "map.pdf", prefer_css_page_size=True)
    pages = [" ".join(some.extract_text().split()) for some in PdfReader(tmp_path / "map.pdf").pages]
    assert "On paper" in pages[0]
    text = " ".join(pages[1:])
    for words in ("Attempt — Baghdad", "Why this place", "Baghdad, Arizona", "on a convoy in", "https://example.org/a"):
        assert words in text
    assert page.locator(".gm-print-detail > *").count() == 0
    page.keyboard.press("Escape")
    page.pdf(path=tmp_path / "map.pdf", prefer_css_page_size=True)
    assert len(PdfReader(tmp_path / "map.pdf").pages) == 1
    opened.check()


def test_a_compact_map_folds_its_panel_away(open_map: Open) -> None:
    opened = open_map(draw_map(several(), title="Small", compact=True), viewport={"width": 700, "height": 450})
    page = opened.page
    assert page.locator("h1").is_visible()
    assert not page.get_by_role("listbox").is_visible()
    page.get_by_role("button", name="Show filters and list").click()
    assert page.get_by_role("listbox").is_visible()
    opened.check()
