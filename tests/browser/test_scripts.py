"""The parts of the scripts that only compute, called one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.maps import draw_map
from geomap.maps.bundle import GUEST_SCRIPTS, LAYER_SCRIPTS, PAGE_SCRIPTS, leaflet_script, script
from tests.maps.samples import several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def scripts(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.add_script_tag(content=leaflet_script())
    page.add_script_tag(content=script(LAYER_SCRIPTS + PAGE_SCRIPTS))
    yield page
    page.close()


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        ("dateWords('2021-11-07', '2021-11-07', 'day')", "7 November 2021"),
        ("dateWords('2021-05-02', '2021-05-05', 'range')", "2–5 May 2021"),
        ("dateWords('2021-04-28', '2021-05-05', 'range')", "28 April – 5 May 2021"),
        ("dateWords('2019-12-30', '2020-01-02', 'range')", "30 December 2019 – 2 January 2020"),
        ("dateWords('2021-11', '2021-11', 'month')", "in November 2021; the day is not known"),
        ("dateWords('2014-06', '2014-08', 'season')", "some time between June 2014 and August 2014"),
        ("dateWords('2019', '2019', 'year')", "in 2019; nothing nearer is known"),
        ("dateWords('2010', '2019', 'decade')", "in the years 2010 to 2019; nothing nearer is known"),
        ("dateWords('', '', undefined)", "date not known"),
        ("shortDate('2021-11-07', '')", "7 Nov 2021"),
        ("placeWords('Iraq', [], 'country', 500)", "somewhere in Iraq; the report names no nearer place"),
        ("placeWords('A', ['B'], 'site', 0.4)", "A, B: known to the site, within about 400 m"),
        ("placeWords('A', ['B'], 'exact', 0)", "A, B: the coordinates that the report gives"),
        ("countWords(30, 'at least 30')", "at least 30"),
        ("countWords(1200, null)", "1,200"),
        ("countWords(null, null)", None),
        ("countWords(0, null)", "0"),
        ("dayText(geomap.dayNumber('2021-11', true))", "2021-11-30"),
        ("dayText(geomap.dayNumber('2020-02', true))", "2020-02-29"),
        ("dayText(geomap.dayNumber('2021', false))", "2021-01-01"),
        ("dayText(geomap.dayNumber('0099-05-01', false))", "0099-05-01"),
        ("webAddress('https://example.org/a?b=1')", "https://example.org/a?b=1"),
        ("webAddress('javascript:alert(1)')", None),
        ("webAddress(' JaVaScRiPt:alert(1)')", None),
        ("webAddress('data:text/html,x')", None),
        ("webAddress('file:///etc/passwd')", None),
        ("webAddress('not an address')", None),
        ("printable('a\\u202eb\\u2066c\\u0000d')", "abcd"),
        ("folded('Ékaterinbourg ÅÄÖ')", "ekaterinbourg aao"),
    ],
)
def test_words(scripts: Page, call: str, answer: str | None) -> None:
    assert scripts.evaluate(f"geomap.{call}") == answer


def test_bins_cover_every_day_once(scripts: Page) -> None:
    found = scripts.evaluate(
        "(() => { const b = geomap.bins([0, 0, 9, 99], 0, 99, 10); return [[...b.counts], b.width] })()"
    )
    assert found == [[3, 0, 0, 0, 0, 0, 0, 0, 0, 1], 10]
    assert scripts.evaluate("[...geomap.bins([5], 5, 5, 60).counts]") == [1]
    assert scripts.evaluate("[...geomap.bins([-900, 5, 6], 5, 6, 60).counts]") == [2, 1]


def test_a_few_early_dates_do_not_squeeze_the_others(scripts: Page) -> None:
    recent = list(range(18_000, 18_100, 2))
    assert scripts.evaluate("(days) => geomap.usefulSpan(days)", recent) == [18_000, 18_098, False]
    first, last, more = scripts.evaluate("(days) => geomap.usefulSpan(days)", [-9_000, 2_000, *recent])
    assert 17_980 < first < 18_010
    assert (last, more) == (18_098, True)


GATHER = """(points) => {
  const xs = Float64Array.from(points, (p) => p[0]), ys = Float64Array.from(points, (p) => p[1]);
  return geomap.gather(xs, ys, points.length, 20).map((node) => node.members);
}"""


def test_near_points_are_gathered_and_none_is_lost_or_doubled(scripts: Page) -> None:
    assert scripts.evaluate(GATHER, [[0, 0], [5, 5], [100, 0], [19, 0]]) == [[0, 1, 3], [2]]
    grid = [[x * 7.3 % 400, x * 13.7 % 300] for x in range(500)]
    nodes = scripts.evaluate(GATHER, grid)
    assert sorted(member for node in nodes for member in node) == list(range(500))
    moved = [[x + 4000, y - 9000] for x, y in grid]
    assert sorted(map(len, scripts.evaluate(GATHER, moved))) != []


def test_settled_nodes_keep_all_members_apart(scripts: Page) -> None:
    code = """() => {
      const nodes = [...Array(300).keys()].map((n) => ({ x: (n * 37) % 500, y: (n * 91) % 400, members: [n] }));
      const out = geomap.settle(nodes);
      return [out.flatMap((node) => node.members).sort((a, b) => a - b), out.length];
    }"""
    members, count = scripts.evaluate(code)
    assert members == list(range(300))
    assert count < 300


def test_a_fan_leaves_room_for_every_member(scripts: Page) -> None:
    code = """(count) => {
      const spots = geomap.fan(count, 20);
      let least = Infinity;
      spots.forEach(([x, y], n) => {
        for (const [u, v] of spots.slice(n + 1)) least = Math.min(least, Math.hypot(x - u, y - v));
      });
      return [spots.length, least];
    }"""
    for count in (2, 3, 8, 10, 11, 40, 200):
        size, least = scripts.evaluate(code, count)
        assert size == count
        assert least > 15


def test_rings_are_cut_to_a_box(scripts: Page) -> None:
    square = [-10, -10, 110, -10, 110, 110, -10, 110]
    cut = scripts.evaluate("([points, box]) => geomap.clipRing(points, box)", [square, [0, 0, 100, 100]])
    assert sorted(zip(cut[::2], cut[1::2], strict=True)) == [(0, 0), (0, 100), (100, 0), (100, 100)]
    assert scripts.evaluate("([points, box]) => geomap.clipRing(points, box)", [square, [500, 500, 600, 600]]) == []


def test_every_script_is_part_of_a_map() -> None:
    from importlib import resources

    files = {path.name.removesuffix(".js") for path in (resources.files("geomap.maps") / "assets" / "js").iterdir()}
    assert files == {*LAYER_SCRIPTS, *GUEST_SCRIPTS, *PAGE_SCRIPTS}
    page = draw_map(several()).get_root().render()
    assert script(PAGE_SCRIPTS) in page
