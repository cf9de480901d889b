"""Tests see the embedded gazetteer alone, whatever the user of this machine has imported."""

import os

os.environ["GEOMAP_GAZETTEER"] = "none"
