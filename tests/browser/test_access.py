"""What axe-core finds wrong for people with disabilities: nothing serious, in any form of the page."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import pytest

from geomap.maps import draw_map
from tests.maps.samples import mentions, with_extras

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Opened

    Open = Callable[..., Opened]

AXE = resources.files("axe_playwright_python") / "axe.min.js"
FORMS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "phone, dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}
FOUND = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 150)).join(" | "));
}"""


def violations(opened: Opened) -> list[str]:
    found: list[str] = opened.js(FOUND)
    return found


@pytest.mark.parametrize("form", FORMS)
def test_axe_finds_nothing_serious(open_map: Open, form: str) -> None:
    # axe runs as a script of its own, which the page's policy would forbid.
    opened = open_map(draw_map(with_extras(), mentions(), title="Six incidents"), bypass_csp=True, **FORMS[form])
    page = opened.page
    opened.js(AXE.read_text(encoding="utf-8") + "; undefined")
    assert violations(opened) == []
    if "phone" in form:
        page.get_by_role("button", name="Show filters and list").click()
    for tab in ("Filters", "Share", "Incidents"):
        page.get_by_role("tab", name=tab).click()
        assert violations(opened) == [], tab
    page.get_by_role("option", name="Attempt").click()
    page.get_by_text("Why this place").click()
    assert violations(opened) == []


def test_axe_would_find_something(open_map: Open) -> None:
    opened = open_map(draw_map(with_extras()), bypass_csp=True)
    opened.js(AXE.read_text(encoding="utf-8") + "; undefined")
    opened.js("document.querySelector('.gm-search').removeAttribute('aria-label')")
    opened.js("document.querySelector('.gm-search').removeAttribute('placeholder')")
    assert any(found.startswith("label:") for found in violations(opened))


def test_a_compact_map_has_no_serious_fault(open_map: Open) -> None:
    opened = open_map(draw_map(with_extras(), compact=True), bypass_csp=True, viewport={"width": 700, "height": 450})
    opened.js(AXE.read_text(encoding="utf-8") + "; undefined")
    assert violations(opened) == []
