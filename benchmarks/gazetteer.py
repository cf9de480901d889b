"""Measures the gazetteer: opening in a fresh process, resident memory, look-ups a second, file sizes.

Run it as ``python benchmarks/gazetteer.py``. Every figure of time and memory comes from a process of its own.
Look-ups ask for all candidates of a name. The names are drawn at random from all places, each looked up for the first
time, so that no cache helps (a common name like "San José" then costs a hundred candidates), then once more; and as a
text repeats them, by population.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.gazetteer import DATA, INDEX_NAME, SHAPES_NAME

_COLD = """
import time
start = time.perf_counter()
from geomap.gazetteer import Gazetteer
gazetteer = Gazetteer.open()
assert gazetteer.lookup("Baghdad")[0].place.geonameid == 98182
print(time.perf_counter() - start)
"""
_MEGABYTE = 1024 * 1024
_NAMES = 25_000
_TEXT = 200_000
_RUNS = 5


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lookups", action="store_true", help=argparse.SUPPRESS)
    if parser.parse_args().lookups:
        _lookups()
        return
    for name in (INDEX_NAME, SHAPES_NAME):
        _row(f"size of {name}", f"{(DATA / name).stat().st_size / _MEGABYTE:.1f} MB", "")
    seconds = min(float(_run("-c", _COLD)) for _ in range(_RUNS))
    _row("import, open and first look-up, cold process", f"{seconds * 1000:.0f} ms", "300 ms")
    print(_run(str(Path(__file__).resolve()), "--lookups"), end="")


def _lookups() -> None:
    """Print what look-ups cost, in a process that does nothing else."""
    gazetteer = Gazetteer.open()
    gazetteer.lookup("Baghdad")
    _row("resident after opening and one look-up", f"{_resident():.0f} MB", "150 MB")
    names, single, text = _samples()
    _row("names of one place, each for the first time", f"{_rate(Gazetteer.open(), single):,.0f}", "")
    gazetteer = Gazetteer.open()
    _row("names a second, each for the first time", f"{_rate(gazetteer, names):,.0f}", "")
    _row("the same names again", f"{_rate(gazetteer, names):,.0f}", "100,000")
    _row("names as a text repeats them", f"{_rate(Gazetteer.open(), text):,.0f}", "100,000")
    _row("resident after all that", f"{_resident():.0f} MB", "")


def _samples() -> tuple[list[str], list[str], list[str]]:
    """Return names of places drawn at random, those of one place alone, and names by the population behind them."""
    gazetteer = Gazetteer.open()
    draw = random.Random(1)  # noqa: S311 - a fixed sample, not a secret
    share = _NAMES / len(gazetteer)
    sample = [(place.name, 1 + place.population) for place in gazetteer if draw.random() < share]
    draw.shuffle(sample)
    names = list(dict.fromkeys(name for name, _ in sample))
    single = [name for name in names if len(gazetteer.lookup(name)) == 1]
    text = draw.choices([name for name, _ in sample], [weight for _, weight in sample], k=_TEXT)
    return names, single, text


def _rate(gazetteer: Gazetteer, names: list[str]) -> float:
    """Return how many names a second are looked up, all candidates of each."""
    gc.collect()  # what was measured before is not to be paid for here
    start = time.perf_counter()
    for name in names:
        gazetteer.lookup(name)
    return len(names) / (time.perf_counter() - start)


def _resident() -> float:
    """Return the largest resident size of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _row(what: str, figure: str, limit: str) -> None:
    print(f"{what:<46}{figure:>12}{limit:>12}")


def _run(*arguments: str) -> str:
    """Return what a fresh interpreter prints."""
    done = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True)  # noqa: S603 - this interpreter
    return done.stdout


if __name__ == "__main__":
    main()
