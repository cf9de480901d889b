"""How long the command takes, as a whole process, cold: `python -m benchmarks.speed REPORT [--runs 5]`."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_MAIN = "from geomap.cli import main; main()"


def seconds(arguments: list[str], runs: int) -> list[float]:
    """Wall-clock seconds of each run of the command."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", _MAIN, *arguments], check=True, capture_output=True)  # noqa: S603
        taken.append(time.perf_counter() - began)
    return taken


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path, help="a report of some 1,000 words")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        target = str(Path(folder) / "map.html")
        commands = {
            "geomap --help": ["--help"],
            'geomap locate "Green Zone, Baghdad"': ["locate", "Green Zone, Baghdad"],
            "geomap extract REPORT": ["extract", str(options.report), "-q"],
            "geomap map REPORT": ["map", str(options.report), "-o", target, "-q"],
            "geomap map seeds": ["map", "seeds", "-o", target, "-q"],
        }
        print(f"{'command':<40}{'min s':>8}{'median s':>10}{'max s':>8}")
        for name, arguments in commands.items():
            taken = seconds(arguments, options.runs)
            print(f"{name:<40}{min(taken):>8.2f}{statistics.median(taken):>10.2f}{max(taken):>8.2f}")


if __name__ == "__main__":
    main()
