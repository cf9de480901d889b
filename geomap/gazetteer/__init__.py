"""Names become places: the embedded gazetteer, its build, look-up and spatial containment."""
