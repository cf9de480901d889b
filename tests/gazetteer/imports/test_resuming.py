"""An import that was interrupted goes on, and gives what one without interruption gives."""

import json
from pathlib import Path

import filelock
import pytest

from geomap.errors import GazetteerError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.builder import Builder
from geomap.gazetteer.imports import import_files
from geomap.gazetteer.imports.run import GeoNamesRows
from tests.gazetteer.imports.tables import row, table, zipped


def many(count: int) -> list[str]:
    return [
        row(at, f"Place {at % 97} {at}", alternatenames=f"Ort {at},Other {at % 13}", admin1=at % 7, admin2=f"D{at % 5}")
        for at in range(1, count + 1)
    ]


def interrupted(monkeypatch: pytest.MonkeyPatch, path: Path, target: Path, after: int) -> None:
    """Start an import and break it off after so many rows."""
    real, seen = GeoNamesRows.entry, iter(range(10**9))

    def entry(self: GeoNamesRows, line: str) -> object:
        if next(seen) == after:
            raise KeyboardInterrupt
        return real(self, line)

    with monkeypatch.context() as patch:
        patch.setattr(GeoNamesRows, "entry", entry)
        with pytest.raises(KeyboardInterrupt):
            import_files([path], target, buffered=150)


@pytest.mark.parametrize("packed", [False, True])
def test_it_goes_on_from_the_last_checkpoint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, packed: bool) -> None:  # noqa: FBT001 - a table's column
    rows = [*many(500), "broken", *many(0), row(501, "Last One", feature_code="ADM2", feature_class="A", admin2="D1")]
    path = table(tmp_path / "x.txt", *rows)
    if packed:
        path = zipped(tmp_path / "x.zip", path.read_bytes())
    import_files([path], tmp_path / "whole.gazetteer", buffered=150)
    target = tmp_path / "x.gazetteer"
    interrupted(monkeypatch, path, target, 400)
    assert not target.exists()
    reads: list[int] = []
    monkeypatch.setattr(Builder, "add", lambda self, entry, real=Builder.add: (reads.append(1), real(self, entry))[1])
    made = import_files([path], target, buffered=150)
    assert 300 < made.resumed <= 400
    assert len(reads) == 501 - made.resumed
    assert (made.sources[0].rows, made.sources[0].set_aside) == (501, 1)
    assert target.read_bytes() == (tmp_path / "whole.gazetteer").read_bytes()
    assert (tmp_path / "x.set-aside.tsv").read_bytes() == (tmp_path / "whole.set-aside.tsv").read_bytes()
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_a_changed_file_starts_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path, target = table(tmp_path / "x.txt", *many(500)), tmp_path / "x.gazetteer"
    interrupted(monkeypatch, path, target, 400)
    table(path, *many(300))
    made = import_files([path], target, buffered=150)
    assert (made.resumed, made.places) == (0, 300)


def test_a_damaged_checkpoint_starts_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path, target = table(tmp_path / "x.txt", *many(500)), tmp_path / "x.gazetteer"
    interrupted(monkeypatch, path, target, 400)
    (tmp_path / ".x.gazetteer.importing" / "state.json").write_text("{", encoding="utf-8")
    assert import_files([path], target, buffered=150).resumed == 0


def test_an_early_interruption_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = table(tmp_path / "x.txt", *many(100))
    interrupted(monkeypatch, path, tmp_path / "x.gazetteer", 10)
    assert not (tmp_path / ".x.gazetteer.importing").exists()


def test_two_imports_to_one_target_are_refused(tmp_path: Path) -> None:
    path, target = table(tmp_path / "x.txt", *many(5)), tmp_path / "x.gazetteer"
    with filelock.FileLock(tmp_path / ".x.gazetteer.lock"), pytest.raises(GazetteerError, match="is running"):
        import_files([path], target)


def test_names_sorted_on_disk_in_many_tries_are_those_of_one_trie(tmp_path: Path) -> None:
    """With so little memory that everything is split up, every look-up gives the same."""
    from geomap.gazetteer import writer

    path = table(tmp_path / "x.txt", *many(700), row(9000, "Ünlü 東京"), row(9001, "Zzz"))
    one = Gazetteer.open(import_files([path], tmp_path / "one.gazetteer").path)
    real = writer.finish
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "geomap.gazetteer.imports.run.finish", lambda *given, **named: real(*given, **named, names_in_range=40)
        )
        made = import_files([path], tmp_path / "many.gazetteer", buffered=100)
    several = Gazetteer.open(made.path)
    assert len(json.dumps(several._index.file.meta["ranges"])) > 100
    assert list(one) == list(several)
    names = [
        *(place.name for place in one),
        *(f"Ort {at}" for at in range(0, 702, 9)),
        *(f"Other {n}" for n in range(13)),
    ]
    for name in names:
        assert several.lookup(name) == one.lookup(name)
        assert several.fuzzy(f"{name}q") == one.fuzzy(f"{name}q")
    for start in ("", "a", "o", "ort 1", "place 96", "p", "z", "ü", "unlu", "東"):
        assert several.has_prefix(start) == one.has_prefix(start)
        assert sorted(several._index.names_starting(start)) == sorted(one._index.names_starting(start))
    assert not several.lookup("aaa")
    assert not several.lookup("zzzz")
