"""Makes an incident's confidence honest: `python -m training.confidence`.

On half 0 of the held-out sentences, each incident is right where type, place and dates are those of a gold event.
Platt's method (1999) turns what the incident says of itself into that share; `benchmarks/confidence.py` measures
half 1.
"""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.confidence import judged
from geomap import Gazetteer
from geomap.incidents import confidence
from training.calibrate import platt

_FILE = Path(confidence.__file__).with_name("confidence.json")


def main() -> None:
    """Fit and write slope and offset."""
    _FILE.write_text(json.dumps({"slope": 1.0, "offset": 0.0}) + "\n", encoding="utf-8")
    confidence.load_calibration.cache_clear()
    slope, offset = platt([judged(Gazetteer.open(), part=0)])
    _FILE.write_text(json.dumps({"slope": round(slope, 4), "offset": round(offset, 4)}) + "\n", encoding="utf-8")
    print(slope, offset)


if __name__ == "__main__":
    main()
