"""Readers of the published tables from which the gazetteer is compiled, one module per source."""
