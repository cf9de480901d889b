"""Where the user's gazetteers are found, and what happens when one is not as it should be."""

import os
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.imports import import_files
from geomap.gazetteer.user import describe, user_folder, user_gazetteers
from tests.gazetteer.imports.tables import NL


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return import_files([NL], tmp_path_factory.mktemp("layers") / "NL.gazetteer").path


def test_the_data_folder_by_default(layer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("GEOMAP_GAZETTEER")
    assert user_gazetteers() == []
    user_folder().mkdir(parents=True)
    (user_folder() / layer.name).write_bytes(layer.read_bytes())
    (user_folder() / "notes.txt").write_text("x", encoding="utf-8")
    assert user_gazetteers() == [user_folder() / layer.name]
    assert Gazetteer.open().lookup("Den Oord")
    assert not Gazetteer.open(layers=()).lookup("Den Oord")
    assert not Gazetteer.open(layers=["none"]).lookup("Den Oord")


def test_the_environment_instead(layer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOMAP_GAZETTEER", os.pathsep.join((str(layer.parent), str(layer))))
    assert user_gazetteers() == [layer]
    assert Gazetteer.open().lookup("Den Oord")
    monkeypatch.setenv("GEOMAP_GAZETTEER", "none")
    assert user_gazetteers() == []


def test_a_missing_one_is_a_loud_error(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="There is no gazetteer"):
        Gazetteer.open(layers=[tmp_path / "none.gazetteer"])


def test_a_damaged_one_says_how_to_mend_it(layer: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.gazetteer"
    path.write_bytes(layer.read_bytes()[:-100])
    with pytest.raises(GazetteerError, match=r"damaged.*geomap gazetteer import"):
        Gazetteer.open(layers=[path])


def test_verifying_reads_the_layers_too(layer: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.gazetteer"
    content = bytearray(layer.read_bytes())
    content[-500] ^= 1
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match="checksum"):
        Gazetteer.open(layers=[path]).verify()


def test_what_one_says_of_itself(layer: Path) -> None:
    said = describe(layer)
    assert (said.own, said.places, said.shapes) == (False, 53, 0)
    (source,) = said.sources
    assert (source.file, source.kind, source.size, source.rows) == ("NL.txt", "GeoNames", NL.stat().st_size, 53)
    assert source.newest > "2020"
