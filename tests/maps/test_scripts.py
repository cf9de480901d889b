"""The parts of the scripts that only compute: Node's test runner on `scripts/`, with data that Python packed."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geomap.basemap.characters import LARGEST, to_characters
from geomap.events.forms import SHAPES
from geomap.formats.features import to_feature
from geomap.maps import draw_map
from geomap.maps.bundle import GUEST_SCRIPTS, LAYER_SCRIPTS, PAGE_SCRIPTS, script
from geomap.maps.layer import incident_data
from geomap.maps.packing import base85, packed
from geomap.maps.wording import word_coded
from tests.maps.samples import several, with_extras

if TYPE_CHECKING:
    from collections.abc import Iterable

NODE = shutil.which("node")
SCRIPTS = Path(__file__).parent / "scripts"


def cases() -> dict[str, object]:
    pick = random.Random(5)  # noqa: S311 - test data, nothing secret
    sizes = (0, 1, -1, 57, 27_614, 27_615, -27_615, 27_616, 60_000, LARGEST, -LARGEST)
    lists = [[], list(sizes), [pick.randint(-LARGEST, LARGEST) for _ in range(500)]]
    blobs = [b"", b"\0", b"\xff" * 7, pick.randbytes(1_001)]
    rare = [f"word{number} told{number % 3_000}" for number in range(6_000)]
    texts = [
        [],
        ["", "one", ""],
        ["أطلق مسلحون النار", "👩🏽‍🚒 naïve “quoted” — text\u2028\x00\x07\x7f"[:-3], "a_b c\td\ne"],
        rare * 3,
    ]
    return {
        "numbers": [{"numbers": numbers, "characters": to_characters(numbers)} for numbers in lists],
        "bytes": [{"bytes": list(data), "text": base85(data)} for data in blobs],
        "texts": [texts_case(some) for some in texts],
    }


def texts_case(texts: Iterable[str]) -> dict[str, object]:
    given = [text.replace("\0", "\ufffd") for text in texts]
    words, data = word_coded(given)
    return {"texts": given, "words": words, "bytes": list(data)}


@pytest.mark.skipif(NODE is None, reason="Node is not installed (apt-get install nodejs)")
def test_the_scripts_pass_their_own_tests(tmp_path: Path) -> None:
    rows = with_extras()
    (tmp_path / "packed.json").write_text(
        json.dumps({"text": packed(*incident_data(rows)), "features": [to_feature(row) for row in rows]})
    )
    (tmp_path / "cases.json").write_text(json.dumps(cases()))
    names = {"GEOMAP_PACKED": str(tmp_path / "packed.json"), "GEOMAP_CASES": str(tmp_path / "cases.json")}
    found = subprocess.run(  # noqa: S603 - Node on our own files
        [str(NODE), "--test", *map(str, sorted(SCRIPTS.glob("*.test.mjs")))],
        env={**os.environ, **names},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert found.returncode == 0, found.stdout[-6_000:] + found.stderr[-2_000:]
    assert "# fail 0" in found.stdout or "ℹ fail 0" in found.stdout


def test_every_script_is_part_of_a_map() -> None:
    files = {path.name.removesuffix(".js") for path in (resources.files("geomap.maps") / "assets" / "js").iterdir()}
    assert files == {*LAYER_SCRIPTS, *GUEST_SCRIPTS, *PAGE_SCRIPTS}
    page = draw_map(several()).get_root().render()
    assert script(PAGE_SCRIPTS) in page


def test_every_form_that_python_gives_can_be_traced() -> None:
    text = (resources.files("geomap.maps") / "assets" / "js" / "shapes.js").read_text(encoding="utf-8")
    traces = text[text.index("const TRACES") : text.index("gm.SHAPES")]
    assert all(f"    {shape}: (" in traces or f'    "{shape}": (' in traces for shape in SHAPES)
