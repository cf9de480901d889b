"""How large maps are, and how fast they are written, opened, filtered and moved.

    python benchmarks/maps.py [--sizes 1000 100000] [--folder DIR]

Makes incidents that look like real ones (long tail of places, sentences of ordinary length), saves them as GeoJSON,
runs `geomap map` on each set, opens what it wrote in Chromium with the network off, and prints a table. The last rows
set plain folium (a Marker with a Popup each, in a MarkerCluster) beside it.

An incident has one to two quotes, and takes 1,500 bytes of GeoJSON, 900 of which are the names of the properties. What
Python does is measured in seconds of the clock and of the processor, the best of three runs: the latter say the same
on a machine that is busy with other work.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.events.mention import Status
from geomap.events.taxonomy import load_taxonomy
from geomap.formats.writing import save_incidents
from geomap.gazetteer.place import Place, Precision
from geomap.incidents.incident import Incident, Quote, Source
from geomap.maps import draw_map, save_map

if TYPE_CHECKING:
    from collections.abc import Callable

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-precise-memory-info"]
COMPARED = 5_000
RUNS = 3
WORDS = str.split(
    "the militants attacked a checkpoint near market police said on Sunday after clashes between rival groups left "
    "several people dead officials confirmed residents fled their homes as shelling continued for a third day and "
    "hospitals appealed for blood while aid workers struggled to reach the wounded according to local media witnesses "
    "reported hearing explosions before dawn government forces regained control of the town governor told reporters"
)


def incidents(count: int, seed: int = 7) -> list[Incident]:
    """Made-up incidents: the same number and seed give the same ones."""
    pick = random.Random(seed)  # noqa: S311 - data for a benchmark, nothing secret
    places = [place(pick, number) for number in range(max(20, min(6_000, count // 6)))]
    kinds = list(load_taxonomy().types.values())
    weights = [1 / (rank + 1) for rank in range(len(kinds))]
    spots = pick.choices(places, [1 / (rank + 3) for rank in range(len(places))], k=count)
    types = pick.choices(kinds, weights, k=count)
    return [incident(pick, number, types[number].key, types[number].label, spots[number]) for number in range(count)]


def place(pick: random.Random, number: int) -> Place:
    """A place somewhere between Mali and Myanmar, where most such reports come from, or anywhere."""
    lat, lon = pick.gauss(28, 9), pick.gauss(42, 22)
    if number % 5 == 0:
        lat, lon = pick.uniform(-40, 60), pick.uniform(-120, 140)
    precision, radius = pick.choice([(Precision.LOCALITY, 8.0), (Precision.LOCALITY, 12.0), (Precision.AREA, 90.0)])
    country = pick.choice(["Iraq", "Sudan", "Nigeria", "Ukraine", "Nepal", "Mali", "Syria", "Somalia"])
    name = f"{pick.choice(WORDS).title()}{pick.choice(['abad', 'grad', 'ville', ' City', 'pur'])} {number}"
    return Place(
        f"made:{number}", name, "city", lat, lon, precision, radius, within=(f"Province {number % 300}", country)
    )


def incident(pick: random.Random, number: int, kind: str, label: str, where: Place) -> Incident:
    """One incident with one or two quotes."""
    day = (date(2019, 1, 1) + timedelta(days=int(2_000 * pick.random()))).isoformat()
    quotes = []
    for _ in range(pick.choice([1, 1, 2])):
        text = " ".join(pick.choices(WORDS, k=pick.randint(14, 30))) + f" in {where.name}."
        quotes.append(Quote(200, 200 + len(text), text, (4, 13), (len(text) - 1 - len(where.name), len(text) - 1)))
    document = number // 3
    killed = int(pick.paretovariate(1.2)) if pick.random() < 0.4 else None  # noqa: PLR2004
    return Incident(
        id=f"{number:08x}{pick.getrandbits(32):08x}",
        type=kind,
        status=pick.choices(list(Status), [80, 4, 3, 4, 3, 4, 2])[0],
        title=f"{label} — {where.name}",
        start=day,
        end=day,
        date_precision="day",
        place=where if pick.random() > 0.03 else None,  # noqa: PLR2004
        place_reason="the sentence of the event names it",
        killed=killed,
        injured=pick.choice([None, None, pick.randint(1, 60)]),
        killed_text=None,
        injured_text=None,
        actors=tuple(pick.sample(["Islamic State", "Boko Haram", "police", "protesters", "army"], pick.choice([0, 1]))),
        targets=(),
        weapons=tuple(pick.sample(["drone", "rocket", "car bomb", "rifle"], pick.choice([0, 1]))),
        confidence=round(pick.betavariate(6, 2), 3),
        main=number % 3 == 0,
        sources=(
            Source(
                f"report-{document:06}.txt",
                f"{label} in {where.within[-1]}, report {document}",
                f"https://news.example.org/{document:06}",
                date.fromisoformat(day) + timedelta(days=1),
                tuple(quotes),
            ),
        ),
    )


OPENED = """async () => {
  while (!(document.documentElement.dataset.gmReady === "true" && geomap.symbolsOf(geomap.page.map).nodes.length)) {
    await new Promise((done) => setTimeout(done, 5));
  }
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
FILTER = """async () => {
  const page = geomap.page, times = [];
  for (let round = 0; round < 6; round++) {
    const start = performance.now();
    page.filter.hiddenTypes = round % 2 ? new Set() : new Set([0, 1, 2]);
    page.tree.filter = page.filter;
    page.update();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    times.push(performance.now() - start);
  }
  return times;
}"""
PAN = """async () => {
  const map = geomap.page.map, times = [];
  let before = performance.now();
  for (let step = 0; step < 30; step++) {
    map.panBy([40 * (step % 2 ? -1 : 1), 12], { animate: false });
    await new Promise((done) => requestAnimationFrame(done));
    times.push(performance.now() - before);
    before = performance.now();
  }
  return times;
}"""


def measure(path: Path) -> dict[str, float]:
    """Open a map with the network off and time it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.set_offline(True)
        page = context.new_page()
        start = time.perf_counter()
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_selector("html[data-gm-ready]", state="attached", timeout=120_000)
        page.evaluate(OPENED)
        opened = time.perf_counter() - start
        filtered = statistics.median(page.evaluate(FILTER))
        panned = statistics.median(page.evaluate(PAN))
        heap = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
        browser.close()
    return {"open_s": opened, "filter_ms": filtered, "pan_ms": panned, "heap_mb": heap}


def command(saved: Path, target: Path) -> tuple[float, float]:
    """Run `geomap map` on a saved set, as a user does; the seconds that it took by the clock, and of the processor."""
    call = [sys.executable, "-c", "from geomap.cli import main; main()", "map", str(saved), "-o", str(target), "-q"]
    walls, processors = [], []
    for _ in range(RUNS):
        before, start = processor_of_children(), time.perf_counter()
        subprocess.run(call, check=True)  # noqa: S603 - our own command
        walls.append(time.perf_counter() - start)
        processors.append(processor_of_children() - before)
    return min(walls), min(processors)


def processor_of_children() -> float:
    """Seconds of the processor that ended children have used, the system's for them included."""
    times = os.times()
    return times.children_user + times.children_system


def processor_time(work: Callable[[], object]) -> float:
    """Seconds of the processor, the best of three runs."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def plain_folium(rows: list[Incident], path: Path) -> None:
    """The same incidents as most users of folium would draw them."""
    import folium
    from folium.plugins import MarkerCluster

    plain = folium.Map()
    cluster = MarkerCluster().add_to(plain)
    for row in rows:
        if row.place is not None:
            text = f"<b>{row.title}</b><br>{row.start}<br>{row.sources[0].quotes[0].text}"
            folium.Marker([row.place.lat, row.place.lon], popup=folium.Popup(text)).add_to(cluster)
    plain.save(str(path))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure maps.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[0, 1_000, 10_000, 100_000])
    parser.add_argument("--folder", type=Path, help="where to leave the maps; default: nowhere")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        empty = save_map(draw_map([]), folder / "empty.html").stat().st_size
        print(f"an empty map: {empty / 1e6:.2f} MB")
        heads = ("incidents", "GeoJSON MB", "clock s", "CPU s", "file MB", "bytes each")
        heads += ("open s", "filter ms", "pan ms", "heap MB")
        print("".join(f"{head:>11}" for head in heads))
        for size in filter(None, options.sizes):
            saved = save_incidents(incidents(size), folder / f"{size}.geojson")
            path = folder / f"{size}.html"
            wall, processor = command(saved, path)
            file = path.stat().st_size
            found = measure(path)
            cells = (
                *(f"{size:,}", f"{saved.stat().st_size / 1e6:.1f}", f"{wall:.2f}", f"{processor:.2f}"),
                *(f"{file / 1e6:.2f}", f"{(file - empty) / size:.0f}"),
                *(
                    f"{found['open_s']:.2f}",
                    f"{found['filter_ms']:.0f}",
                    f"{found['pan_ms']:.0f}",
                    f"{found['heap_mb']:.0f}",
                ),
            )
            print("".join(f"{cell:>11}" for cell in cells), flush=True)
        rows = incidents(COMPARED)
        ours_s = processor_time(lambda: save_map(draw_map(rows), folder / "ours.html"))
        plain_s = processor_time(lambda: plain_folium(rows, folder / "plain.html"))
        ours = (folder / "ours.html").stat().st_size - empty
        plain = (folder / "plain.html").stat().st_size
        slower = plain_s / ours_s
        print(f"{COMPARED:,} incidents by plain folium: {slower:.0f} times slower, {plain / ours:.1f} times larger,")
        print(f"{plain / COMPARED:.0f} bytes an incident against {ours / COMPARED:.0f}")


if __name__ == "__main__":
    main()
