"""Incidents become a folium map."""
