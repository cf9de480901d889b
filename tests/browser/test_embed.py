"""A map embedded in another page: framed from its file, or whole in the page; the sandbox holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from geomap.formats.embedding import Frame, embed_code
from geomap.maps import draw_map, save_map
from tests.browser.conftest import WATCH
from tests.maps.samples import several

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

TITLE = 'Week "45" <b>& more</b>'


@pytest.fixture
def embedded(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., tuple[Page, list[str]]]]:
    """A page of its own around the code, opened from disk with the network off, and what it complains of."""
    contexts = []

    def opened(frame: Frame, *, inline: bool, width: int = 1000) -> tuple[Page, list[str]]:
        path = save_map(draw_map(several(), title=TITLE), tmp_path / "a map.html")
        code = embed_code(path.read_text(encoding="utf-8"), "a%20map.html", frame, inline=inline)
        around = f"<!doctype html><meta charset=utf-8><title>Briefing</title><body><h1>Briefing</h1>{code}<p>after"
        (tmp_path / "page.html").write_text(around, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        context.set_offline(True)
        context.add_init_script(WATCH)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((tmp_path / "page.html").as_uri())
        return page, complaints

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("inline", [False, True])
def test_the_map_works_within_a_page(embedded: Callable[..., tuple[Page, list[str]]], inline: bool) -> None:  # noqa: FBT001 - a parameter of the test
    page, complaints = embedded(Frame(), inline=inline)
    inside = page.frame_locator("iframe")
    inside.locator("html[data-gm-ready]").wait_for(state="attached", timeout=20_000)
    assert inside.locator(".gm-count").inner_text() == "6 incidents"
    inside.get_by_role("tab", name="Filters").click()
    inside.get_by_label("Planned").uncheck()
    page.wait_for_timeout(300)
    assert inside.locator(".gm-count").inner_text() == "5 of 6 incidents"
    assert page.get_by_text("after").is_visible()
    assert page.locator("iframe").get_attribute("title") == TITLE
    assert page.get_by_role("link", name=re.compile("Week")).get_attribute("href") == "a%20map.html"
    # The sandbox gives the map an origin of its own: it cannot reach the page around it.
    reached = page.frames[1].evaluate("() => { try { return parent.document.title } catch (e) { return e.name } }")
    assert reached == "SecurityError"
    assert complaints == []


@pytest.mark.parametrize("width", [360, 1000])
def test_a_responsive_map_is_as_wide_as_the_page_allows(
    embedded: Callable[..., tuple[Page, list[str]]], width: int
) -> None:
    page, _ = embedded(Frame(responsive=True), inline=False, width=width)
    page.frame_locator("iframe").locator("html[data-gm-ready]").wait_for(state="attached", timeout=20_000)
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert width - 20 <= box["width"] <= width
    assert box["height"] == pytest.approx(max(384, min(810, box["width"] / 1.6)), abs=2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_fixed_map_has_the_size_asked_for(embedded: Callable[..., tuple[Page, list[str]]]) -> None:
    page, _ = embedded(Frame(width="640", height="480"), inline=False)
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (640, 480)
