"""How fast incidents are written and read in each format, and how much memory that takes.

    python -m benchmarks.formats [--count 100000] [--rounds 5] [--folder DIR]

Makes incidents that look like real ones, and writes and reads them in a process of its own for each format, so that
the memory is that of the format. The time is that of the wall; the best of the rounds is shown. "made MB" is what the
incidents themselves take, of the peak until the end of writing.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.maps import incidents
from geomap.formats.saved import load_incidents
from geomap.formats.writing import FORMATS, check_format, save_incidents

_KILOBYTES = 1024


def measure(name: str, count: int, rounds: int, folder: Path) -> dict[str, float]:
    """Write and read `count` incidents: seconds each, and the most memory until the end of writing, in MB."""
    several = incidents(count)
    made = _peak()
    check_format(name)
    path = folder / f"incidents{FORMATS[name].endings[0]}"
    save_incidents(several[:10], path)  # the format's packages are imported
    writing, reading = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        save_incidents(several, path)
        writing.append(time.perf_counter() - start)
    peak = _peak()
    del several
    start = time.perf_counter()
    assert len(load_incidents(path)) == count  # noqa: S101 - a benchmark of a broken reader is none
    reading.append(time.perf_counter() - start)
    size = path.stat().st_size / _KILOBYTES**2
    return {"write": min(writing), "read": min(reading), "made": made, "peak": peak, "size": size}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTES


def main() -> None:
    """Print a line for each format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        if given.one:
            print(json.dumps(measure(given.one, given.count, given.rounds, Path(folder))))
            return
        heads = ("written/s", "seconds", "read/s", "file MB", "peak MB", "made MB")
        print(f"{'format':<10}" + "".join(f"{head:>12}" for head in heads))
        for name in FORMATS:
            command = [sys.executable, "-m", "benchmarks.formats", "--one", name, "--count", str(given.count)]
            command += ["--rounds", str(given.rounds)]
            found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)  # noqa: S603 - ourselves
            cells = (
                f"{given.count / found['write']:,.0f}",
                f"{found['write']:.2f}",
                f"{given.count / found['read']:,.0f}",
                *(f"{found[key]:,.1f}" for key in ("size", "peak", "made")),
            )
            print(f"{name:<10}" + "".join(f"{cell:>12}" for cell in cells))


if __name__ == "__main__":
    main()
