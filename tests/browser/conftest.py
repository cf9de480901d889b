"""A real Chromium, with everything that a page asks for or complains of recorded."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geomap.maps import save_map

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import folium
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Written before any script of the page runs: what the policy stopped, and whether anything hostile ran.
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(event.effectiveDirective + " " + event.blockedURI + " " + event.sample));
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => (window.pwned = true);
"""


@dataclass
class Opened:
    """An open map, and what happened while it was open."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def js(self, code: str) -> Any:  # noqa: ANN401 - whatever the page answers
        return self.page.evaluate(code)

    def wait(self, code: str) -> None:
        """Wait until the page answers `code` with true. Playwright's own way needs eval, which the policy forbids."""
        end = time.monotonic() + 20
        while not self.js(code):
            assert time.monotonic() < end, f"waited in vain for {code}"
            self.page.wait_for_timeout(20)

    def check(self) -> None:
        """Nothing left the page, nothing was stopped, nothing went wrong, nothing hostile ran."""
        assert self.requests == []
        assert self.complaints == []
        assert self.js("window.violations") == []
        assert self.js("window.pwned") is None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: install it (apt-get install chromium) or set CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture
def open_map(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open a map from disk; further arguments are those of a browser context."""
    contexts = []

    def opened(drawn: folium.Map, ready: str = "html[data-gm-ready]", fragment: str = "", **options: Any) -> Opened:  # noqa: ANN401
        path = save_map(drawn, tmp_path / f"map{len(contexts)}.html")
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options}
        )
        contexts.append(context)
        context.set_offline(True)
        context.add_init_script(WATCH)
        page = context.new_page()
        found = Opened(page)
        page.on("request", lambda request: _note(found.requests, request.url))
        page.on("console", lambda message: found.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector(ready, state="attached", timeout=15_000)
        return found

    yield opened
    for context in contexts:
        context.close()


def _note(requests: list[str], url: str) -> None:
    if not url.startswith(("file:", "data:", "blob:")):
        requests.append(url)
