"""Incidents to and from GeoJSON, CSV and JSON Lines."""
