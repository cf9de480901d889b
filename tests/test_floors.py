"""What our own held-out sentences measure does not fall below the floors; the corpora are measured by hand."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks import floors
from geomap import Gazetteer

FLOORS = tomllib.loads((Path(floors.__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    return dict(floors.own_figures(Gazetteer.open()))


@pytest.mark.parametrize("name", [name for name in FLOORS if name.startswith("sentences")])
def test_a_floor_holds(figures: dict[str, float], name: str) -> None:
    assert figures[name] >= FLOORS[name]
