from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.maps import draw_map
from tests.browser.looking import drawn, titles
from tests.maps.samples import incident, mentions, several

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Opened

    Open = Callable[..., Opened]


def test_each_layer_can_be_switched_off_and_on(open_map: Open) -> None:
    opened = open_map(draw_map(several(), mentions()))
    page = opened.page
    page.locator(".leaflet-control-layers").hover()
    before = drawn(opened)
    assert len(before) == 5
    for label, gone in {
        "Battles": "Armed clash — Baghdad",
        "Protests": "Protest — Baghdad",
        "Violence against civilians": "Attempt — Baghdad",
        "Natural hazards": "Earthquake — Beirut",
    }.items():
        box = page.locator(".leaflet-control-layers label", has_text=label).locator("input")
        box.uncheck()
        assert drawn(opened) == before - {gone}
        assert gone not in titles(opened)
        box.check()
        assert drawn(opened) == before
    opened.check()


def test_what_could_not_be_placed_is_listed_and_counted(open_map: Open) -> None:
    opened = open_map(draw_map(several()))
    opened.page.get_by_role("button", name="1 could not be placed").click()
    assert titles(opened) == ["Talks"]
    opened.page.get_by_role("option", name="Talks").click()
    text = opened.page.locator(".gm-popup").inner_text()
    assert "could not be placed: no report says where" in text
    assert "Planned: it had not happened when reported" in text
    assert "date not known" in text
    opened.check()


def test_filters_combine_and_counts_list_and_map_follow(open_map: Open) -> None:
    opened = open_map(draw_map(several()))
    page = opened.page
    count = page.locator(".gm-count")
    page.get_by_role("tab", name="Filters").click()
    page.get_by_label("Planned").uncheck()
    assert count.inner_text() == "5 of 6 incidents"
    page.get_by_label("Only what a report is mainly about").check()
    assert count.inner_text() == "4 of 6 incidents"
    page.locator("#gm-minimum").fill("60")
    assert count.inner_text() == "3 of 6 incidents"
    page.get_by_label("Armed clash").uncheck()
    assert count.inner_text() == "2 of 6 incidents"
    assert drawn(opened) == {"Attempt — Baghdad", "Election — Iraq"}
    page.get_by_role("searchbox", name="Search").fill("IRAQ election")
    assert count.inner_text() == "1 of 6 incidents"
    page.get_by_role("searchbox", name="Search").fill("no such words")
    assert count.inner_text() == "0 of 6 incidents"
    page.get_by_role("tab", name="Incidents").click()
    assert page.get_by_text("Nothing matches these filters.").is_visible()
    page.get_by_role("button", name="Reset").click()
    assert count.inner_text() == "6 incidents"
    assert len(drawn(opened)) == 5
    opened.check()


def test_each_filter_is_told_and_can_be_taken_off(open_map: Open) -> None:
    opened = open_map(draw_map(several()))
    page = opened.page
    chips = page.get_by_role("list", name="Filters that are on").get_by_role("button")
    assert chips.count() == 0
    page.get_by_role("searchbox", name="Search").fill("<b>baghdad")
    page.get_by_role("tab", name="Filters").click()
    page.get_by_placeholder("Town, province or country").fill("iraq")
    page.locator("#gm-minimum").fill("60")
    page.get_by_label("Planned").uncheck()
    page.get_by_label("Armed clash").uncheck()
    page.get_by_label("From", exact=True).fill("2021-11-01")
    page.locator(".gm-tree > li", has_text="Protests").locator("input").first.uncheck()
    told = ["“<b>baghdad”", "in “iraq”", "since 1 Nov 2021", "1 type off", "1 status off", "confidence 60 % or more"]
    assert [text.removesuffix(" ✕") for text in chips.all_inner_texts()] == [*told, "1 group off"]
    while chips.count():
        chips.first.click()
    assert page.locator(".gm-count").inner_text() == "6 incidents"
    assert len(drawn(opened)) == 5
    opened.check()


def test_what_filters_hide_closes(open_map: Open) -> None:
    opened = open_map(draw_map(several()))
    page = opened.page
    page.locator(".gm-row", has_text="Attempt").click()
    page.get_by_role("searchbox", name="Search").fill("attempt")
    assert page.locator(".gm-popup").count() == 1
    page.get_by_role("searchbox", name="Search").fill("earthquake")
    assert page.locator(".gm-popup").count() == 0
    opened.wait("!location.hash.includes('incident=')")


def test_dates_known_only_to_the_month_or_year_pass_by_their_span(open_map: Open) -> None:
    opened = open_map(draw_map(several()))
    opened.page.get_by_label("From", exact=True).fill("2021-10-20")
    opened.page.get_by_label("To", exact=True).fill("2021-11-06")
    assert set(titles(opened)) == {"Protest — Baghdad", "Election — Iraq"}
    opened.page.get_by_label("From", exact=True).fill("2020-06-01")
    opened.page.get_by_label("To", exact=True).fill("2020-06-02")
    assert titles(opened) == ["Earthquake — Beirut"]


def test_boxes_of_groups_and_types_and_layers_agree(open_map: Open) -> None:
    rows = [*several(), incident(7, type="non_state_actor_overtakes_territory", title="Town taken — Baghdad")]
    opened = open_map(draw_map(rows))
    page = opened.page
    page.get_by_role("tab", name="Filters").click()
    group = page.locator(".gm-tree > li", has_text="Battles").locator("input").first
    assert group.is_checked()
    page.get_by_label("Armed clash").uncheck()
    assert group.evaluate("(box) => box.indeterminate")
    group.uncheck()
    assert "Town taken — Baghdad" not in drawn(opened)
    page.locator(".leaflet-control-layers").hover()
    layer = page.locator(".leaflet-control-layers label", has_text="Battles").locator("input")
    assert not layer.is_checked()
    page.get_by_label("Armed clash").check()
    assert layer.is_checked()
    assert "Armed clash — Baghdad" in drawn(opened)
    assert "Town taken — Baghdad" not in drawn(opened)


def test_the_layer_control_keeps_its_colours(open_map: Open) -> None:
    opened = open_map(draw_map(several(), mentions()))
    page = opened.page
    page.get_by_role("tab", name="Filters").click()
    page.locator(".gm-tree > li", has_text="Battles").locator("input").first.uncheck()
    opened.wait("document.querySelectorAll('.leaflet-control-layers .gm-swatch').length === 5")
    page.get_by_role("button", name="Reset").click()
    opened.wait("document.querySelectorAll('.leaflet-control-layers .gm-swatch').length === 5")
    assert page.locator(".leaflet-control-layers canvas.gm-symbol").count() == 2


def test_the_histogram_says_which_days_it_shows(open_map: Open) -> None:
    opened = open_map(draw_map([incident(n, start=f"2021-11-{n:02}", end=f"2021-11-{n:02}") for n in (1, 30, 30)]))
    axis = opened.page.locator(".gm-axis span")
    assert axis.all_inner_texts() == ["1 Nov 2021", "", "30 Nov 2021"]
    box = opened.page.locator(".gm-histogram").bounding_box()
    assert box
    opened.page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 20)
    assert axis.nth(1).inner_text() == "30 Nov 2021: 2"
    opened.page.mouse.move(2, 2)
    assert axis.nth(1).inner_text() == ""


def test_where_nothing_matches_the_histogram_shows_all_in_grey(open_map: Open) -> None:
    opened = open_map(draw_map(several()))
    colours = """() => { const canvas = document.querySelector(".gm-histogram"), style = getComputedStyle(canvas);
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Set();
      for (let n = 0; n < data.length; n += 4) if (data[n + 3] === 255)
        seen.add("#" + [...data.slice(n, n + 3)].map((part) => part.toString(16).padStart(2, "0")).join(""));
      return ["--gm-bar", "--gm-bar-off"].map((name) => seen.has(style.getPropertyValue(name).trim())); }"""
    assert opened.js(colours) == [True, False]
    opened.page.get_by_label("Search").first.fill("nothing at all")
    assert opened.js(colours) == [False, True]
    opened.page.get_by_role("button", name="Clear all filters").click()
    assert opened.js(colours) == [True, False]
    opened.check()
