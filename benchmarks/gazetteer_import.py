"""Measures the import of a GeoNames dump of millions of rows: rows a second, peak memory, file size, look-ups.

Run it as ``python -m benchmarks.gazetteer_import --rows 12000000 --folder FOLDER``, with a few GB free. The dump is
generated: names of syllables, half of the rows with alternate names in several scripts, feature classes, countries,
divisions and populations in about the shares that GeoNames has. 12 million rows have 27 million names, 15 million
of them different. Import and look-ups run in processes of their own, whose peak memory is what counts; that of look-ups
is mostly pages of the mapped file, which the system takes back when it needs them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

_MEGABYTE = 1024 * 1024
_BLOCK = 20_000  # rows written at once
_FEATURES = {
    "P.PPL": 40, "P.PPLX": 2, "S.HTL": 4, "S.SCH": 8, "S.FRM": 6, "S.CH": 5, "H.STM": 12, "H.LK": 4, "T.HLL": 4,
    "T.MT": 4, "A.ADM3": 1, "A.ADM4": 2, "L.LCTY": 5, "V.FRST": 1, "R.RD": 1, "S.BLDG": 2,
}  # fmt: skip
_SYLLABLES = {
    "latin": "ba ko ri ta men sul dor win hof san pur gar esk ova ña lin tor wa ji ré bö ham nek al zu ford ley "
    "mar be lo vi gra stein kal dru pe quin sø tam yar cho dje bou ter hei schwe pol fi len mok as bir gon ik tash",
    "arabic": "با كو ري تا من سل دور ال حس مر نا قر يه",
    "cyrillic": "ба ко ри та мен сул дор во лес нов град ка ево",
    "chinese": "北 南 山 河 新 安 平 東 西 村 大 石 水 林",
}
_IMPORT = """
import json, resource, sys, time
from pathlib import Path
from geomap.gazetteer.imports import import_files
start = time.perf_counter()
stages = {}
def tell(stage, done, size):
    stages.setdefault(stage, time.perf_counter() - start)
made = import_files([Path(sys.argv[1])], Path(sys.argv[2]), on_progress=tell)
print(json.dumps({
    "seconds": time.perf_counter() - start, "stages": stages, "places": made.places, "names": made.names,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "processor": time.process_time(),
}))
"""
_LOOKUPS = """
import json, random, resource, sys, time
def resident():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
start = time.perf_counter()
from geomap.gazetteer import Gazetteer
gazetteer = Gazetteer.open(layers=[sys.argv[1]])
assert gazetteer.lookup("Baghdad")[0].place.geonameid == 98182
opened, peak = time.perf_counter() - start, resident()
from geomap.gazetteer.index import Index
from pathlib import Path
index, draw = Index(Path(sys.argv[1])), random.Random(1)
names = [index.place(draw.randrange(len(index))).name for _ in range(2000)]
start = time.perf_counter()
found = [len(gazetteer.lookup(name, 30)) for name in names]
seconds = time.perf_counter() - start
assert all(found)
again = time.perf_counter()
for name in names:
    gazetteer.lookup(name, 30)
again = time.perf_counter() - again
start = time.perf_counter()
for name in names[:50]:
    gazetteer.fuzzy(name[:-1] + "q")
fuzzy = time.perf_counter() - start
print(json.dumps({
    "opened": opened, "peak": peak, "lookups": len(names) / seconds, "again": len(names) / again,
    "candidates": sum(found) / len(found), "fuzzy": fuzzy / 50, "after": resident(),
}))
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, required=True, help="where the dump and the index go; both are kept")
    parser.add_argument("--lookups", action="store_true", help="only look up, in the index that is there")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    dump, index = options.folder / f"generated-{options.rows}.zip", options.folder / f"{options.rows}.gazetteer"
    if not options.lookups:
        _import(dump, index, options.rows)
    _row("index", f"{index.stat().st_size / _MEGABYTE:,.0f} MB")
    used = json.loads(_run(_LOOKUPS, index))
    _row("open beside the embedded one, first look-up, cold", f"{used['opened'] * 1000:,.0f} ms")
    _row("peak resident memory after that", f"{used['peak']:,.0f} MB")
    _row("look-ups a second, each name for the first time", f"{used['lookups']:,.0f}")
    _row("candidates of each, 30 at most", f"{used['candidates']:,.1f}")
    _row("the same names again", f"{used['again']:,.0f}")
    _row("a misspelled name", f"{used['fuzzy'] * 1000:,.1f} ms")
    _row("peak resident memory after all", f"{used['after']:,.0f} MB")


def _import(dump: Path, index: Path, rows: int) -> None:
    """Print what making and importing a dump costs."""
    start = time.perf_counter()
    generate(dump, rows)
    _row("rows", f"{rows:,}")
    _row("dump, zipped", f"{dump.stat().st_size / _MEGABYTE:,.0f} MB")
    _row("generated in", f"{time.perf_counter() - start:,.0f} s")
    made = json.loads(_run(_IMPORT, dump, index))
    _row("places / different names", f"{made['places']:,} / {made['names']:,}")
    for stage, seconds in made["stages"].items():
        _row(f"{stage} from", f"{seconds:,.0f} s")
    _row("import", f"{made['seconds']:,.0f} s")
    _row("rows a second", f"{rows / made['seconds']:,.0f}")
    _row("processor time", f"{made['processor']:,.0f} s")
    _row("peak resident memory of the import", f"{made['peak']:,.0f} MB")


def generate(path: Path, rows: int, seed: int = 1) -> None:
    """Write a dump of so many rows to a zip file."""
    draw = random.Random(seed)  # noqa: S311 - a fixed sample, not a secret
    syllables = {script: words.split() for script, words in _SYLLABLES.items()}
    features, weights = list(_FEATURES), list(_FEATURES.values())
    countries = [a + b for a, b in itertools.product("ABCDEFGIK", "AEILMNORSTU")][:90]

    def name(script: str) -> str:
        made = "".join(draw.choices(syllables[script], k=draw.randint(2, 4))).capitalize()
        return f"{made} {name(script)}" if draw.random() < 0.4 else made  # noqa: PLR2004 - a share

    def row(number: int) -> str:
        display = name("latin")
        others = [name(draw.choice(("latin", "latin", "arabic", "cyrillic", "chinese")))
                  for _ in range(draw.choices((0, 1, 2, 4, 12), (40, 27, 18, 12, 3))[0])]  # fmt: skip
        feature_class, feature = draw.choices(features, weights)[0].split(".")
        country = draw.choice(countries)
        people = int(draw.paretovariate(0.7) * 10) % 5_000_000 if feature_class == "P" and draw.random() < 0.2 else 0  # noqa: PLR2004 - the same
        return (
            f"{20_000_000 + number}\t{display}\t{display}\t{','.join(others)}\t{draw.uniform(-60, 75):.5f}\t"
            f"{draw.uniform(-180, 180):.5f}\t{feature_class}\t{feature}\t{country}\t\t{draw.randint(1, 20):02}\t"
            f"{draw.randint(1, 400):03}\t\t\t{people}\t\t{draw.randint(0, 3000)}\tEtc/UTC\t"
            f"2024-01-{draw.randint(1, 28):02}\n"
        )

    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("allCountries.txt", "w", force_zip64=True) as table,
    ):
        for start in range(0, rows, _BLOCK):
            table.write("".join(map(row, range(start, min(rows, start + _BLOCK)))).encode())


def _row(what: str, figure: str) -> None:
    print(f"{what:<52}{figure:>26}", flush=True)


def _run(code: str, *arguments: Path) -> str:
    """Return what a fresh interpreter prints."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - this interpreter


if __name__ == "__main__":
    main()
