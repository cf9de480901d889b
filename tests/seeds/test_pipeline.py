"""Every sample report, read from file to incidents, against what a human reader finds in it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geomap.formats.features import to_feature
from geomap.formats.mentions import mention_json
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.reading import Reading, read
from tests.seeds.expectations import check

EXPECTED = Path(__file__).parent / "expected"
SEEDS = Path(__file__).parents[2] / "seeds"
SHARED = Path(__file__).parents[3] / "shared" / "seeds"


@cache
def reading() -> Reading:
    """All seeds, each document's incidents kept apart."""
    return read([SEEDS], merge=False)


def failures(expected: dict[str, Any], result: Reading, document: str) -> list[str]:
    gazetteer = Gazetteer.open()
    features = [
        to_feature(incident, gazetteer) for incident in result.incidents if incident.sources[0].document == document
    ]
    return check(expected, features, [mention_json(mention) for mention in result.mentions[document]])


@pytest.mark.parametrize("path", sorted(EXPECTED.glob("[!_]*.json")), ids=lambda p: p.stem)
def test_seed(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    name = path.stem.partition("--")[2]
    document = name or next(d.id for d in reading().documents if Path(d.id).stem == path.stem)
    assert failures(expected, reading(), document) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the article that geomap starts from is not part of the project")
@pytest.mark.parametrize("source", [SHARED / "expected.json", EXPECTED / "_article.json"], ids=lambda p: p.stem)
def test_article(source: Path) -> None:
    article = next(SHARED.glob("*.txt"))
    result = read([article])
    assert failures(json.loads(source.read_text(encoding="utf-8")), result, result.documents[0].id) == []
