"""Incidents become a briefing."""
