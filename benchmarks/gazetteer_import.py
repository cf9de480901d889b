"""Measures the import of a GeoNames dump of millions of rows: rows a second, peak memory, file size, look-ups.

Run it as ``python -m benchmarks.gazetteer_import --rows 12000000 --folder FOLDER``, with a few GB free. The dump is
generated: names of syllables, half of the rows with alternate names in several scripts, feature classes, countries,
divisions and populations in about the shares that GeoNames has. It has about twice as many different names as rows,
as many as GeoNames' own. Import and look-ups run in processes of their own, whose peak memory is what counts.
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
}))
"""
_LOOKUPS = """
import json, resource, sys, time
start = time.perf_counter()
from geomap.gazetteer import Gazetteer
gazetteer = Gazetteer.open(layers=[sys.argv[1]])
assert gazetteer.lookup("Baghdad")[0].place.geonameid == 98182
opened = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
names = json.load(sys.stdin)
start = time.perf_counter()
found = sum(bool(gazetteer.lookup(name)) for name in names)
assert found == len(names), (found, len(names))
seconds = time.perf_counter() - start
start = time.perf_counter()
for name in names[:50]:
    gazetteer.fuzzy(name[:-1] + "q")
fuzzy = time.perf_counter() - start
print(json.dumps({
    "opened": opened, "peak": peak, "lookups": len(names) / seconds, "fuzzy": fuzzy / 50,
    "after": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, required=True, help="where the dump and the index go; both are kept")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    dump, index = options.folder / f"generated-{options.rows}.zip", options.folder / f"{options.rows}.gazetteer"
    start = time.perf_counter()
    sample = generate(dump, options.rows)
    _row("rows", f"{options.rows:,}")
    _row("dump, zipped", f"{dump.stat().st_size / _MEGABYTE:,.0f} MB")
    _row("generated in", f"{time.perf_counter() - start:,.0f} s")
    made = json.loads(_run(_IMPORT, dump, index))
    _row("places / different names", f"{made['places']:,} / {made['names']:,}")
    for stage, seconds in made["stages"].items():
        _row(f"{stage} from", f"{seconds:,.0f} s")
    _row("import", f"{made['seconds']:,.0f} s")
    _row("rows a second", f"{options.rows / made['seconds']:,.0f}")
    _row("peak resident memory of the import", f"{made['peak']:,.0f} MB")
    _row("index", f"{index.stat().st_size / _MEGABYTE:,.0f} MB")
    used = json.loads(_run(_LOOKUPS, index, stdin=json.dumps(sample)))
    _row("open beside the embedded one, first look-up, cold", f"{used['opened'] * 1000:,.0f} ms")
    _row("peak resident memory after that", f"{used['peak']:,.0f} MB")
    _row("look-ups a second, each name for the first time", f"{used['lookups']:,.0f}")
    _row("a misspelled name", f"{used['fuzzy'] * 1000:,.1f} ms")
    _row("peak resident memory after all", f"{used['after']:,.0f} MB")


def generate(path: Path, rows: int, seed: int = 1) -> list[str]:
    """Write a dump of so many rows to a zip file and return a sample of its names."""
    draw = random.Random(seed)  # noqa: S311 - a fixed sample, not a secret
    syllables = {script: words.split() for script, words in _SYLLABLES.items()}
    features, weights = list(_FEATURES), list(_FEATURES.values())
    countries = [a + b for a, b in itertools.product("ABCDEFGIK", "AEILMNORSTU")][:90]
    sample = []

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
        if draw.random() < 2000 / rows:
            sample.append(display)
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
    return sample


def _row(what: str, figure: str) -> None:
    print(f"{what:<52}{figure:>26}", flush=True)


def _run(code: str, *arguments: Path, stdin: str = "") -> str:
    """Return what a fresh interpreter prints."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, input=stdin).stdout  # noqa: S603 - this interpreter


if __name__ == "__main__":
    main()
