"""What the list and the map show, as tests ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.browser.conftest import Opened

# Where an incident stands on the screen, found by its title.
SPOT = """(title) => {
  const { map, store } = geomap.page;
  const symbols = geomap.symbolsOf(map);
  symbols.relayout();
  const item = symbols.drawn.find((d) => d.store && d.store.text(d.store.rows.title[d.index]) === title);
  if (!item) return null;
  const box = map.getContainer().getBoundingClientRect();
  const margin = symbols.canvasSize.subtract(map.getSize()).divideBy(2);
  return [box.left + item.x - margin.x, box.top + item.y - margin.y];
}"""


def titles(opened: Opened) -> list[str]:
    """Titles of the list, top to bottom."""
    return opened.page.locator(".gm-row-title").all_inner_texts()


def drawn(opened: Opened) -> set[str]:
    """Titles of the incidents that have a symbol on the map."""
    code = """() => { const s = geomap.symbolsOf(geomap.page.map); s.relayout();
      return [...Array(s.count).keys()].map((n) => s.ref(n)).map(([store, i]) => store.text(store.rows.title[i])); }"""
    return set(opened.js(code))


def click_symbol(opened: Opened, title: str) -> None:
    spot: Any = opened.page.evaluate(SPOT, title)
    assert spot, f"{title} is not drawn"
    opened.page.mouse.click(*spot)
