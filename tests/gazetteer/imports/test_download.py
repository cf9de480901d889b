"""Files are fetched from a server on this machine: whole, resumed, changed on the way, damaged, refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from urllib3.util import Retry

from geomap.errors import GazetteerError, OutputError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.imports.download import address, fetch, file_stem, server
from tests.gazetteer.imports.server import Server, serving
from tests.gazetteer.imports.tables import zipped


@pytest.fixture
def archive(tmp_path: Path) -> bytes:
    return zipped(tmp_path / "served.zip").read_bytes()


@pytest.fixture
def served(archive: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(Retry, "get_backoff_time", lambda _: 0.0)
    with serving({"NL.zip": archive}) as state:
        yield state


def test_a_whole_file(served: Server, archive: bytes, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    target = fetch(f"{served.url}NL.zip", tmp_path / "cache" / "NL.zip", lambda *told: seen.append(told))
    assert target.read_bytes() == archive
    assert seen[-1] == (len(archive), len(archive))
    assert [file.name for file in target.parent.iterdir()] == ["NL.zip"]
    assert served.asked[0]["User-Agent"].startswith("geomap/")


def test_a_line_that_is_cut_is_taken_up_again(served: Server, archive: bytes, tmp_path: Path) -> None:
    served.break_after = 1000
    assert fetch(f"{served.url}NL.zip", tmp_path / "NL.zip").read_bytes() == archive
    assert [request.get("Range") for request in served.asked] == [None, "bytes=1000-"]


def test_a_later_run_goes_on_where_an_earlier_one_stopped(served: Server, archive: bytes, tmp_path: Path) -> None:
    def stop(done: int, _: int) -> None:
        if done:
            raise KeyboardInterrupt

    served.break_after = 900
    with pytest.raises(KeyboardInterrupt):
        fetch(f"{served.url}NL.zip", tmp_path / "NL.zip", stop)
    assert (tmp_path / "NL.zip.part").stat().st_size == 900
    assert fetch(f"{served.url}NL.zip", tmp_path / "NL.zip").read_bytes() == archive
    assert served.asked[-1]["Range"] == "bytes=900-"


def test_a_file_that_changed_meanwhile_is_fetched_anew(served: Server, archive: bytes, tmp_path: Path) -> None:
    (tmp_path / "NL.zip.part").write_bytes(b"PK\x03\x04 old content")
    (tmp_path / "NL.zip.part.json").write_text(
        f'{{"url": "{served.url}NL.zip", "validator": "\\"old\\""}}', encoding="utf-8"
    )
    assert fetch(f"{served.url}NL.zip", tmp_path / "NL.zip").read_bytes() == archive
    assert served.asked[0]["If-Range"] == '"old"'


def test_a_server_without_ranges(served: Server, archive: bytes, tmp_path: Path) -> None:
    served.ranges, served.break_after = False, 1000
    assert fetch(f"{served.url}NL.zip", tmp_path / "NL.zip").read_bytes() == archive


def test_everything_was_there_already(served: Server, archive: bytes, tmp_path: Path) -> None:
    (tmp_path / "NL.zip.part").write_bytes(archive)
    (tmp_path / "NL.zip.part.json").write_text(
        f'{{"url": "{served.url}NL.zip", "validator": "\\"one\\""}}', encoding="utf-8"
    )
    assert fetch(f"{served.url}NL.zip", tmp_path / "NL.zip").read_bytes() == archive


def test_a_part_of_nobody_knows_what_is_fetched_anew(served: Server, archive: bytes, tmp_path: Path) -> None:
    (tmp_path / "NL.zip.part").write_bytes(archive[:500])
    assert fetch(f"{served.url}NL.zip", tmp_path / "NL.zip").read_bytes() == archive
    assert "Range" not in served.asked[0]


def test_a_damaged_file_is_not_kept(served: Server, archive: bytes, tmp_path: Path) -> None:
    changed = bytearray(archive)
    changed[400] ^= 1
    served.files["NL.zip"] = bytes(changed)
    with pytest.raises(GazetteerError, match="damaged zip file"):
        fetch(f"{served.url}NL.zip", tmp_path / "NL.zip")
    assert not (tmp_path / "NL.zip").exists()
    assert not (tmp_path / "NL.zip.part").exists()


def test_a_page_in_place_of_the_file(served: Server, tmp_path: Path) -> None:
    served.files["NL.zip"] = b"<html>Log in to the hotel's network</html>"
    with pytest.raises(GazetteerError, match="no zip file"):
        fetch(f"{served.url}NL.zip", tmp_path / "NL.zip")
    assert not (tmp_path / "NL.zip.part").exists()


def test_a_file_that_the_server_does_not_have(served: Server, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="the server has no such file"):
        fetch(f"{served.url}XX.zip", tmp_path / "XX.zip")


def test_a_server_that_refuses(served: Server, tmp_path: Path) -> None:
    served.status = 403
    with pytest.raises(GazetteerError, match="status 403"):
        fetch(f"{served.url}NL.zip", tmp_path / "NL.zip")
    assert len(served.asked) == 1


def test_a_server_that_is_down_is_asked_again_and_then_given_up(served: Server, tmp_path: Path) -> None:
    served.status = 503
    with pytest.raises(GazetteerError, match=r"could not be fetched.*503"):
        fetch(f"{served.url}NL.zip", tmp_path / "NL.zip")
    assert len(served.asked) > 3


def test_nobody_there(served: Server, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="could not be fetched"):
        fetch("http://127.0.0.1:9/NL.zip", tmp_path / "NL.zip")
    assert not served.asked


def test_a_folder_that_cannot_be_written(served: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot write"):
        fetch(f"{served.url}NL.zip", tmp_path / "file" / "NL.zip")


def test_which_file_and_where(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [file_stem(wanted, gazetteer) for wanted in ("iq", "Iraq", "all", "ALL", "South Sudan")] == [
        "IQ", "IQ", "allCountries", "allCountries", "SS",
    ]  # fmt: skip
    for wanted in ("Paris", "../etc/passwd", "", "XX"):
        with pytest.raises(GazetteerError, match="no country"):
            file_stem(wanted, gazetteer)
    assert server() == "https://download.geonames.org/export/dump/"
    monkeypatch.setenv("GEOMAP_GEONAMES_URL", "http://example.org/dump")
    assert address(server(), "IQ") == "http://example.org/dump/IQ.zip"
    for url in ("ftp://example.org/", "file:///etc/", "example.org", "http://"):
        with pytest.raises(GazetteerError, match="no http or https address"):
            server(url)
