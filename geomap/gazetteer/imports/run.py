"""Makes a user gazetteer of files: whole or not at all, and where it was interrupted it goes on.

Working files lie in a folder beside the target until it is done. Every million names of a GeoNames dump a checkpoint
is written there; the same import started again continues from the last one, if the files are the same.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import closing
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import filelock

from geomap.errors import GazetteerError, OutputError
from geomap.gazetteer.builder import Builder
from geomap.gazetteer.folding import fingerprint
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.imports.aside import Aside
from geomap.gazetteer.imports.features import CLASSES
from geomap.gazetteer.imports.geonames import GeoNamesRows
from geomap.gazetteer.imports.lines import lines, opened
from geomap.gazetteer.imports.own import FEATURES, TABLES, OwnPlaces
from geomap.gazetteer.imports.rows import RowError
from geomap.gazetteer.outline import FINE_STEP
from geomap.gazetteer.shapes import OUTLINES, OUTLINES_STEP, outline_sections
from geomap.gazetteer.user import Source, layer_meta
from geomap.gazetteer.writer import finish
from geomap.output import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from shapely import MultiPolygon

    from geomap.gazetteer.entry import Entry
    from geomap.gazetteer.writer import Finished

    Progress = Callable[[str, int, int], None]

_HOPELESS = 1_000  # rows at the start of a file that may be wrong before it is taken for something else
_TOLD_EVERY = 10_000  # rows
_STATE = "state.json"
_HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made.

    Attributes:
        path: The gazetteer.
        sources: What it was made from, with the counts of rows taken and set aside.
        places: How many places it has.
        names: How many different names.
        shapes: How many outlines.
        repeated: Rows left out because a later row has the same GeoNames id.
        aside: The file of the rows that were set aside, None where there are none.
        resumed: How many places had been read before an interruption.
    """

    path: Path
    sources: tuple[Source, ...]
    places: int
    names: int
    shapes: int
    repeated: int
    aside: Path | None
    resumed: int


def import_files(
    files: Sequence[Path],
    target: Path,
    *,
    classes: Collection[str] = CLASSES,
    on_progress: Progress | None = None,
    buffered: int | None = None,
) -> Imported:
    """Make a user gazetteer of GeoNames dumps, or of CSV tables and GeoJSON files of the user's own places.

    Args:
        files: What to read. Of several rows with one GeoNames id the last one counts.
        target: The gazetteer to write; an existing one is replaced once the new one is whole.
        classes: The GeoNames feature classes to keep: A divisions, H waters, L areas, P populated places, R roads,
            S sites, T landforms, U undersea, V vegetation.
        on_progress: Called with what is being done, how much of it is done, and how much there is (0 if unknown).
        buffered: How many names to keep in memory.

    Raises:
        GazetteerError: A file is missing, damaged, or something else than a table of places; or dumps and own places
            are mixed; or another import to the same target is running.
        OutputError: The target's folder cannot be written to. What was done is kept and taken up again.
    """
    if len({_kind(path) == "GeoNames" for path in files}) > 1:
        message = "GeoNames dumps and places of your own become two gazetteers, which are looked up together."
        raise GazetteerError(message)
    folder = target.with_name(f".{target.name}.importing")
    lock = folder.with_suffix(".lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(lock, timeout=0):
            try:
                made = _Import(_Job(files, target, classes, on_progress, buffered), folder).run()
            except GazetteerError:
                shutil.rmtree(folder)
                raise
            finally:
                if folder.exists() and not (folder / _STATE).exists():
                    shutil.rmtree(folder)
            shutil.rmtree(folder, ignore_errors=True)
    except filelock.Timeout as error:
        message = f"Another import to {target} is running."
        raise GazetteerError(message) from error
    except (GazetteerError, OutputError):
        lock.unlink(missing_ok=True)
        raise
    except OSError as error:
        message = f"cannot write {target}: {error.strerror or error}. Make room, or choose another place with -o."
        raise OutputError(message) from error
    lock.unlink(missing_ok=True)
    return made


@dataclass(frozen=True, slots=True)
class _Job:
    """What `import_files` was asked for."""

    files: Sequence[Path]
    target: Path
    classes: Collection[str]
    on_progress: Progress | None
    buffered: int | None


@dataclass(slots=True)
class _At:
    """How far an import is: the file, the bytes and lines read of it, and what it gave."""

    file: int = 0
    end: int = 0
    line: int = 0
    taken: int = 0
    wrong: int = 0
    aside: tuple[int, int] = (0, 0)  # rows and bytes
    sources: list[dict[str, Any]] = field(default_factory=list)


class _Import:
    """One import, from its files to the index."""

    def __init__(self, job: _Job, folder: Path) -> None:
        """Start anew, or go on from the state in the folder."""
        self._files, self._target, self._folder = job.files, job.target, folder
        self._tell = job.on_progress or (lambda *_: None)
        classes, files = job.classes, job.files
        self._what = {
            "files": [_identity(path) for path in files],
            "classes": "".join(sorted(classes)),
            "folding": fingerprint(),
        }
        state = self._state()
        self._at = _At(**state.get("at", {}))
        self._builder = Builder(folder, state.get("builder"), buffered=job.buffered)
        self._resumed = self._builder.count
        self._rows = GeoNamesRows(classes, state.get("rows"))
        self._aside = Aside(folder / "aside", *self._at.aside)
        self._shapes: dict[str, MultiPolygon] = {}

    def run(self) -> Imported:
        """Read the files and write the index."""
        own = all(_kind(path) != "GeoNames" for path in self._files)
        with self._aside, closing(self._builder):
            own_places = OwnPlaces(self._target.stem, Gazetteer.open(layers=())) if own else None
            for number in range(self._at.file, len(self._files)):
                path = self._files[number]
                if own_places is not None:
                    self._read_own(path, own_places)
                else:
                    self._read_dump(path)
                self._done(path)
        sources = tuple(Source(**source) for source in self._at.sources)
        finished = self._finish(sources, own=own)
        return Imported(
            self._target,
            sources,
            finished.places,
            finished.names,
            len(self._shapes),
            finished.repeated,
            self._keep_aside(),
            self._resumed,
        )

    def _read_dump(self, path: Path) -> None:
        at = self._at
        with opened(path) as (file, size):
            for line in lines(file, number=at.line, at=at.end):
                if line.data is None:
                    self._set_aside(path, line.number, "the line is too long", None)
                else:
                    self._take_line(path, line.number, line.data)
                at.line, at.end = line.number, line.end
                if self._builder.names.full:
                    self._checkpoint()
                if line.number % _TOLD_EVERY == 0:
                    self._tell(f"reading {path.name}", line.end, size)
            self._tell(f"reading {path.name}", size, size)

    def _take_line(self, path: Path, number: int, data: bytes) -> None:
        try:
            entry = self._rows.entry(data.decode().rstrip("\r\n"))
            if entry is not None:
                self._add(entry)
            self._at.taken += entry is not None
        except UnicodeDecodeError:
            self._set_aside(path, number, "it is not UTF-8", data)
        except RowError as error:
            self._set_aside(path, number, str(error), data)
        if not self._at.taken and self._at.wrong >= _HOPELESS:
            self._refuse(path)

    def _read_own(self, path: Path, places: OwnPlaces) -> None:
        for row in places.read(path):
            if row.entry is None:
                self._set_aside(path, row.number, row.wrong, row.text)
                continue
            try:
                self._add(row.entry)
            except RowError as error:
                self._set_aside(path, row.number, str(error), row.text)
                continue
            self._at.taken += 1
            if row.shape is not None:
                self._shapes[row.entry.key] = row.shape
            if self._builder.names.full:
                self._builder.names.spill()
            if row.number % _TOLD_EVERY == 0:
                self._tell(f"reading {path.name}", row.number, 0)

    def _add(self, entry: Entry) -> None:
        """Add a place; a row that the index has no room for is as good as wrong.

        Raises:
            RowError: There is no room.
        """
        try:
            self._builder.add(entry)
        except ValueError as error:
            raise RowError(str(error)) from error

    def _set_aside(self, path: Path, number: int, reason: str, row: str | bytes | None) -> None:
        self._at.wrong += 1
        self._aside.add(path.name, number, reason, row)

    def _done(self, path: Path) -> None:
        """Note what a file gave.

        Raises:
            GazetteerError: It gave nothing.
        """
        at = self._at
        if not at.taken:
            self._refuse(path)
        newest = self._rows.newest if _kind(path) == "GeoNames" else ""
        source = Source(path.name, _kind(path), path.stat().st_size, at.taken, at.wrong, newest)
        at.sources.append(asdict(source))
        at.file, at.end, at.line, at.taken, at.wrong = at.file + 1, 0, 0, 0, 0

    def _refuse(self, path: Path) -> NoReturn:
        """Say that a file is no table of places, with the first of the rows that show it.

        Raises:
            GazetteerError: Always.
        """
        first = self._aside.first
        why = f"{path} holds no place that can be taken: {first}." if first else f"{path} holds no place."
        hint = "A GeoNames dump has 19 columns and no header; places of your own end in .csv, .tsv or .geojson."
        message = f"{why} {hint}"
        raise GazetteerError(message)

    def _finish(self, sources: tuple[Source, ...], *, own: bool) -> Finished:
        self._tell("writing the names", 0, 0)
        meta: dict[str, object] = layer_meta(own=own, sources=sources)
        sections: dict[str, bytes] = {}
        if self._shapes:
            # What lies inside comes before what holds it.
            shapes = dict(sorted(self._shapes.items(), key=lambda item: item[1].area))
            sections = outline_sections(shapes, FINE_STEP)
            meta |= {OUTLINES: list(shapes), OUTLINES_STEP: FINE_STEP}
        return finish(
            self._builder,
            self._target,
            meta=meta,
            sections=sections,
            admin2=None if own else self._rows.divisions(),
            on_name=lambda count: self._tell("writing the names", count, 0),
        )

    def _keep_aside(self) -> Path | None:
        """Put the file of the rows that were set aside beside the gazetteer; one of an earlier import goes."""
        kept = self._target.with_name(f"{self._target.stem}.set-aside.tsv")
        if self._aside.count:
            return self._aside.path.replace(kept)
        kept.unlink(missing_ok=True)
        return None

    def _state(self) -> dict[str, Any]:
        """Return the state of an interrupted import of the same files; anything else in the folder goes."""
        try:
            state: dict[str, Any] = json.loads((self._folder / _STATE).read_bytes())
        except (OSError, ValueError):
            state = {}
        if state.get("what") == self._what:
            return state
        for file in self._folder.iterdir():
            file.unlink()
        return {}

    def _checkpoint(self) -> None:
        """Write down how far the import is, so that it can go on from here."""
        self._at.aside = (self._aside.count, self._aside.size())
        state = {
            "what": self._what,
            "at": asdict(self._at),
            "rows": self._rows.state(),
            "builder": self._builder.checkpoint(),
        }
        write_whole(self._folder / _STATE, json.dumps(state))


def _kind(path: Path) -> str:
    """Return what a file is by its ending."""
    ending = path.suffix.lower()
    return "CSV" if ending in TABLES else "GeoJSON" if ending in FEATURES else "GeoNames"


def _identity(path: Path) -> list[object]:
    """Return what tells a file from another one of the same name.

    Raises:
        GazetteerError: There is no such file.
    """
    try:
        stat = path.stat()
        with path.open("rb") as file:
            head = hashlib.sha256(file.read(_HEAD)).hexdigest()
    except OSError as error:
        message = f"{path}: {error.strerror}."
        raise GazetteerError(message) from error
    return [path.resolve().as_posix(), stat.st_size, stat.st_mtime_ns, head]
