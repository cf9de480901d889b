"""Tables and zip files that are not what they should be: what can be used is used, the rest is set aside or refused."""

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from geomap.errors import GazetteerError, OutputError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.imports import import_files
from tests.gazetteer.imports.tables import NL, row, table, zipped


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("1\tAlpha\n", "2 columns, not 19"),
        (row(1, "Alpha") + "\tmore\n", "20 columns, not 19"),
        (row(0, "Alpha") + "\n", "there is no id"),
        (row("x1", "Alpha") + "\n", "the id is 'x1'"),
        (row("-1", "Alpha") + "\n", "the id is '-1'"),
        (row("٣", "Alpha") + "\n", "the id is"),
        (row(1, " ") + "\n", "there is no name"),
        (row(1, "A" * 401) + "\n", "name is too long"),
        (row(1, "Al\x1b[31mpha") + "\n", "control characters"),
        (row(1, "Al\0pha") + "\n", "control characters"),
        (row(1, "Alpha", latitude="nan") + "\n", "the latitude is 'nan'"),
        (row(1, "Alpha", longitude="inf") + "\n", "the longitude is 'inf'"),
        (row(1, "Alpha", latitude="1_0") + "\n", "the latitude is '1_0'"),
        (row(1, "Alpha", latitude="") + "\n", "the latitude is ''"),
        (row(1, "Alpha", latitude="90.1") + "\n", "not on the globe"),
        (row(1, "Alpha", longitude="1e300") + "\n", "not on the globe"),
        (row(1, "Alpha", feature_class="Q") + "\n", "no feature class 'Q'"),
        (row(1, "Alpha", country="nl") + "\n", "the country code is 'nl'"),
        (row(1, "Alpha", population="many") + "\n", "the population is 'many'"),
        (row(1, "Alpha", alternatenames="x" * 300_000) + "\n", "too long"),
    ],
)
def test_a_damaged_row_is_set_aside_and_counted(tmp_path: Path, wrong: str, reason: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(f"{row(8, 'Before')}\n{wrong}{row(9, 'After')}\n", encoding="utf-8")
    made = import_files([path], tmp_path / "x.gazetteer")
    assert {place.name for place in Gazetteer.open(made.path)} == {"Before", "After"}
    assert made.sources[0].set_aside == 1
    assert made.aside == tmp_path / "x.set-aside.tsv"
    header, line = made.aside.read_text(encoding="utf-8").splitlines()
    assert header == "file\tline\treason\trow"
    file, number, said, _ = line.split("\t")
    assert (file, number) == ("x.txt", "2")
    assert reason in said
    assert line.isprintable() or "\t" in line
    assert "\x1b" not in line


def test_bytes_that_are_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(
        f"{row(1, 'Alpha')}\n".encode() + f"{row(2, 'Bêta')}\r\n".encode("latin-1") + row(3, "Cé").encode()
    )
    made = import_files([path], tmp_path / "x.gazetteer")
    assert {place.name for place in Gazetteer.open(made.path)} == {"Alpha", "Cé"}
    assert "not UTF-8" in (tmp_path / "x.set-aside.tsv").read_text(encoding="utf-8")


def test_marks_of_writing_direction_are_taken_out_of_names(tmp_path: Path) -> None:
    made = import_files([table(tmp_path / "x.txt", row(1, "Al\u202epha"))], tmp_path / "x.gazetteer")
    assert [place.name for place in Gazetteer.open(made.path)] == ["Alpha"]


def test_a_later_good_import_takes_the_old_list_away(tmp_path: Path) -> None:
    path, target = tmp_path / "x.txt", tmp_path / "x.gazetteer"
    import_files([table(path, row(1, "Alpha"), "broken")], target)
    assert (tmp_path / "x.set-aside.tsv").exists()
    import_files([table(path, row(1, "Alpha"))], target)
    assert not (tmp_path / "x.set-aside.tsv").exists()


def test_more_countries_than_an_index_can_number(tmp_path: Path) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    codes = [a + b for a in letters for b in letters][:300]
    rows = [row(at, f"Place {code}", country=code) for at, code in enumerate(codes, 1)]
    made = import_files([table(tmp_path / "x.txt", *rows)], tmp_path / "x.gazetteer")
    assert (made.sources[0].rows, made.sources[0].set_aside) == (255, 45)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"name,lat,lon\nAlpha,1,2\n", "1 columns, not 19"),
        (os.urandom(50_000), "no place that can be taken"),
        (b"\n" * 5000, "no place that can be taken"),
    ],
)
def test_what_is_no_table(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=said):
        import_files([path], tmp_path / "out.gazetteer")
    assert [file.name for file in tmp_path.iterdir()] == ["x.txt"]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="No such file"):
        import_files([tmp_path / "none.txt"], tmp_path / "out.gazetteer")


def test_a_zip_bomb(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bomb.zip", bytes(50_000_000))
    with pytest.raises(GazetteerError, match=r"would inflate to 50,000,000 bytes"):
        import_files([bomb], tmp_path / "out.gazetteer")


def test_a_zip_file_that_lies_about_its_size(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip")
    content = bytearray(path.read_bytes())
    size = struct.pack("<I", NL.stat().st_size)
    at = content.rfind(size)
    assert at > 0
    content[at : at + 4] = struct.pack("<I", NL.stat().st_size - 100)
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match="damaged zip file"):
        import_files([path], tmp_path / "out.gazetteer")


def test_a_zip_file_with_a_changed_byte(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("NL.txt", NL.read_bytes())
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match="damaged zip file"):
        import_files([path], tmp_path / "out.gazetteer")
    assert not (tmp_path / "out.gazetteer").exists()


def test_a_zip_file_cut_short(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip")
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(GazetteerError, match="damaged zip file"):
        import_files([path], tmp_path / "out.gazetteer")


def test_names_in_a_zip_file_write_nothing_outside(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    path = zipped(inner / "x.zip", name="../../NL.txt")
    made = import_files([path], inner / "out.gazetteer")
    assert made.places > 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["inner"]
    assert sorted(file.name for file in inner.iterdir()) == ["out.gazetteer", "x.zip"]


@pytest.mark.parametrize("names", [(), ("a.txt", "b.txt"), ("readme.txt",), ("folder/",)])
def test_a_zip_file_without_one_table(tmp_path: Path, names: tuple[str, ...]) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("picture.png", b"x")
        for name in names:
            archive.writestr(name, NL.read_bytes() if name != "folder/" else b"")
    with pytest.raises(GazetteerError, match="should hold one table"):
        import_files([path], tmp_path / "out.gazetteer")


def test_a_locked_zip_file(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip")
    content = path.read_bytes()
    data = io.BytesIO(content)
    with zipfile.ZipFile(data) as archive:
        start = archive.getinfo("NL.txt").header_offset
    changed = bytearray(content)
    changed[start + 6] |= 1
    central = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    changed[central + 8] |= 1
    path.write_bytes(changed)
    with pytest.raises(GazetteerError, match="locked with a password"):
        import_files([path], tmp_path / "out.gazetteer")


def test_dumps_and_own_places_do_not_mix(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,lat,lon\nAlpha,1,2\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="two gazetteers"):
        import_files([NL, own], tmp_path / "out.gazetteer")


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot write"):
        import_files([NL], tmp_path / "file" / "out.gazetteer")


def test_an_older_gazetteer_stays_when_an_import_fails(tmp_path: Path) -> None:
    target = tmp_path / "x.gazetteer"
    import_files([NL], target)
    before = target.read_bytes()
    with pytest.raises(GazetteerError):
        import_files([table(tmp_path / "bad.txt", "bad")], target)
    assert target.read_bytes() == before
