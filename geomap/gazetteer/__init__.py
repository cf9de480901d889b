"""Names become places: the embedded gazetteer, its build, look-up and spatial containment."""

from geomap.gazetteer.folding import fold
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.location import locate
from geomap.gazetteer.place import Candidate, Place, Precision

__all__ = ["Candidate", "Gazetteer", "Place", "Precision", "fold", "locate"]
