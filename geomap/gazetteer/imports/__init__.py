"""The user's gazetteers: GeoNames dumps and places of the user's own, fetched, checked and made into an index."""

from geomap.gazetteer.imports.run import Imported, import_files

__all__ = ["Imported", "import_files"]
