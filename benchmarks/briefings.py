"""How long briefings take, each in a process of its own, cold: `python -m benchmarks.briefings [--folder DIR]`.

Made-up incidents of `benchmarks/maps.py` are saved as GeoJSON, and `geomap brief` is timed on them as a user runs it.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.maps import incidents
from geomap.formats.features import to_feature

_MAIN = "from geomap.cli import main; main()"
_ENDINGS = (".png", ".svg", ".pptx", ".docx", ".pdf", ".html", ".md")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 12, 200, 5_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where to leave the briefings; default: nowhere")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{'incidents':>10}{'kind':>8}{'seconds':>10}{'CPU s':>8}{'kB':>10}")
        for size in options.sizes:
            saved = folder / f"{size}.geojson"
            features = [to_feature(incident) for incident in incidents(size)]
            saved.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
            for ending in _ENDINGS:
                target = folder / f"{size}{ending}"
                command = [sys.executable, "-c", _MAIN, "brief", str(saved), "-o", str(target), "-q", "--no-merge"]
                walls, before = [], _cpu()
                for _ in range(options.runs):
                    began = time.perf_counter()
                    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
                    walls.append(time.perf_counter() - began)
                cpu = (_cpu() - before) / options.runs
                file = target.stat().st_size / 1e3
                print(f"{size:>10,}{ending:>8}{statistics.median(walls):>10.2f}{cpu:>8.2f}{file:>10,.0f}", flush=True)


def _cpu() -> float:
    """CPU seconds that the commands took until now."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
