"""The command line: options, progress and messages only."""

from __future__ import annotations

from geomap.cli.app import main

__all__ = ["main"]
