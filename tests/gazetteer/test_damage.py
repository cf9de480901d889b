import json
import shutil
import struct
import zlib
from pathlib import Path

import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.container import MAGIC, SectionFile, write_sections
from geomap.gazetteer.gazetteer import DATA, INDEX_NAME, SHAPES_NAME

MEND = r"build_gazetteer\.py"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in (INDEX_NAME, SHAPES_NAME):
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path / INDEX_NAME


def test_a_copy_opens_and_is_whole(copied: Path) -> None:
    gazetteer = Gazetteer.open(copied)
    gazetteer.verify()
    assert "Baghdad" in gazetteer


def test_a_missing_index_is_a_loud_error(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=rf"missing.*{MEND}"):
        Gazetteer.open(tmp_path / "none.bin")


def test_the_error_is_also_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        Gazetteer.open(tmp_path / "none.bin")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "cannot be read"),
        (b"short", "too short"),
        (b"x" * 4096, "does not start"),
        (struct.pack("<8sIII", MAGIC, 1, 10, 0) + b"0123456789", "header is damaged"),
        (struct.pack("<8sIII", MAGIC, 1, 1000, 0) + b"{}", "header is damaged"),
    ],
)
def test_what_is_no_index(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / INDEX_NAME
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=rf"{said}.*{MEND}"):
        Gazetteer.open(path)


def test_an_index_cut_short(copied: Path) -> None:
    content = copied.read_bytes()
    copied.write_bytes(content[: len(content) // 2])
    with pytest.raises(GazetteerError, match=rf"bytes where its header says.*{MEND}"):
        Gazetteer.open(copied)


def test_an_index_of_another_version(copied: Path) -> None:
    with copied.open("r+b") as file:
        file.seek(len(MAGIC))
        file.write(struct.pack("<I", 99))
    with pytest.raises(GazetteerError, match=rf"format version 99.*reads version 1.*{MEND}"):
        Gazetteer.open(copied)


def test_an_index_built_with_other_folding(copied: Path) -> None:
    file = SectionFile(copied, "gazetteer")
    sections = {name: bytes(file.section(name)) for name in file._sections}
    write_sections(copied, "gazetteer", file.meta | {"folding": "other"}, sections)
    with pytest.raises(GazetteerError, match=rf"other rules of folding.*{MEND}"):
        Gazetteer.open(copied)


def test_a_changed_header(copied: Path) -> None:
    with copied.open("r+b") as file:
        file.seek(40)
        file.write(b"#")
    with pytest.raises(GazetteerError, match=MEND):
        Gazetteer.open(copied)


def test_a_changed_byte_far_inside_is_found_by_verifying(copied: Path) -> None:
    with copied.open("r+b") as file:
        file.seek(-1000, 2)
        byte = file.read(1)
        file.seek(-1000, 2)
        file.write(bytes([byte[0] ^ 1]))
    gazetteer = Gazetteer.open(copied)
    with pytest.raises(GazetteerError, match=rf"checksum.*{MEND}"):
        gazetteer.verify()


def test_a_file_of_another_kind(copied: Path) -> None:
    with pytest.raises(GazetteerError, match="holds 'shapes', not 'gazetteer'"):
        Gazetteer.open(copied.with_name(SHAPES_NAME))


def test_damaged_outlines_are_an_error_when_they_are_needed(copied: Path) -> None:
    copied.with_name(SHAPES_NAME).write_bytes(b"x" * 100)
    gazetteer = Gazetteer.open(copied)
    assert "Baghdad" in gazetteer
    with pytest.raises(GazetteerError, match=r"build_shapes\.py"):
        gazetteer.reverse(33.3, 44.4)


def test_sections_come_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "file.bin"
    sections = {"empty": b"", "bytes": b"abc", "numbers": struct.pack("<3I", 1, 2, 3)}
    write_sections(path, "test", {"words": ["Łódź"]}, sections)
    file = SectionFile(path, "test")
    file.verify()
    assert file.meta == {"words": ["Łódź"]}
    assert bytes(file.section("bytes")) == b"abc"
    assert file.section("numbers", "I").tolist() == [1, 2, 3]
    assert bytes(file.section("empty")) == b""
    with pytest.raises(GazetteerError, match="no section 'other'"):
        file.section("other")


def test_the_same_sections_make_the_same_file(tmp_path: Path) -> None:
    for name in ("one.bin", "two.bin"):
        write_sections(tmp_path / name, "test", {"b": 1, "a": 2}, {"x": b"y"})
    assert (tmp_path / "one.bin").read_bytes() == (tmp_path / "two.bin").read_bytes()


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(OSError, match="folder"):
        write_sections(target, "test", {}, {"x": b"y"})
    assert list(tmp_path.iterdir()) == [target]


def test_a_section_outside_the_file(tmp_path: Path) -> None:
    header = {
        "kind": "test",
        "meta": {},
        "sha256": "",
        "sections": {"x": [0, 10**9]},
        "length": 0,
    }
    path = tmp_path / "file.bin"
    for _ in range(3):
        text = json.dumps(header).encode()
        path.write_bytes(struct.pack("<8sIII", MAGIC, 1, len(text), zlib.crc32(text)) + text)
        header["length"] = path.stat().st_size
    with pytest.raises(GazetteerError, match="outside the file"):
        SectionFile(path, "test")
