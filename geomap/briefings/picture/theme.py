"""The colours of the static map: those of the interactive one in the light (`maps/assets/js/theme.js`)."""

from __future__ import annotations

PAPER = "#ffffff"
INK = "#1d2733"
FAINT = "#5b6673"
RULE = "#d5dae0"
LEG = "#4a5563"
ACCENT = "#0b5cad"
SEA = "#d5e3ea"
LAND = "#f6f4ee"
COAST = "#9db7c4"
BORDER = "#9a8f86"
DIVISION = "#cfc8bc"
COUNTRY_NAME = "#5d554d"
TOWN_NAME = "#3a3f45"
CAPITAL_NAME = "#22272d"
DIVISION_NAME = "#8a8378"
