"""Sorts the inputs: sets and tables are loaded, folders and standard input looked through, reports left to be read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from geomap.documents.problem import Problem
from geomap.documents.reader import holds_reports
from geomap.errors import GeomapError
from geomap.formats.finding import ending_of, tables_in
from geomap.formats.saved import Loaded, is_saved, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import BinaryIO

    from geomap.events.taxonomy import Taxonomy
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.online import Geocoder
    from geomap.incidents.incident import Incident

_EMPTY = "no incident in it"


@dataclass(slots=True)
class Given:
    """Inputs by what they are: those to be read as reports, sets that geomap saved, and rows of other people's tables.

    `stdin` is what "-" reads among the reports.
    """

    stdin: BinaryIO
    reports: list[str | Path] = field(default_factory=list)
    sets: list[list[Incident]] = field(default_factory=list)
    tables: list[Incident] = field(default_factory=list)


@dataclass(slots=True)
class Loading:
    """Loads sets and tables; what is wrong with them is in `problems`, and never stops the rest.

    `loaded` counts those that could be read, the empty ones too.
    """

    gazetteer: Gazetteer
    taxonomy: Taxonomy
    columns: Mapping[str, str]
    geocoder: Geocoder | None = None
    problems: list[Problem] = field(default_factory=list)
    loaded: int = 0

    def sort(self, inputs: Iterable[str | Path], stdin: BinaryIO) -> Given:
        """Load the inputs that hold incidents, and tell those that are reports.

        Args:
            inputs: Files, folders, addresses, and "-" for standard input.
            stdin: Standard input.
        """
        given = Given(stdin)
        for item in inputs:
            path = Path(item)
            if str(item) == "-":
                found = self._stream(given)
            elif path.is_dir():
                given.tables += self._folder(path)
                found = None if holds_reports(path) or not tables_in(path) else Loaded(own=False)
            else:
                found = self._file(path) if is_saved(path) else None
            if found is None:
                given.reports.append(item)
            elif found.own:
                given.sets.append(found.incidents)
            else:
                given.tables += found.incidents
        return given

    def _file(self, path: Path) -> Loaded:
        """What a file of incidents holds."""
        try:
            found = self._load(path)
        except FileNotFoundError:
            self.problems.append(Problem(str(path), "no such file or folder"))
            return Loaded()
        except (GeomapError, OSError, UnicodeError) as error:
            self.problems.append(Problem(str(path), _about(error, path)))
            return Loaded()
        self._take(path, found)
        return found

    def _folder(self, folder: Path) -> list[Incident]:
        """The incidents of other people's tables in a folder. What is no such table is passed over, with a warning."""
        incidents: list[Incident] = []
        for path in tables_in(folder):
            try:
                found = self._load(path)
            except (GeomapError, OSError, UnicodeError) as error:
                self.problems.append(Problem(str(path), f"passed over: {_about(error, path)}", lost=False))
                continue
            if found.own:
                why = "geomap saved it, perhaps of reports beside it; name the file itself to read it"
                reason = f"passed over: {why if found.incidents else _EMPTY}"
                self.problems.append(Problem(str(path), reason, lost=False))
                continue
            incidents += found.incidents
            self._take(path, found)
        return incidents

    def _take(self, path: Path, found: Loaded) -> None:
        """Count a file that was read, and keep what is to be said of it."""
        said = found.said
        if not found.incidents and not said:
            said = [(_EMPTY, False)]
        self.problems += [Problem(str(path), sentence, lost) for sentence, lost in said]
        self.loaded += bool(found.incidents) or not any(lost for _, lost in said)

    def _stream(self, given: Given) -> Loaded | None:
        """What standard input holds; None where it is a report, which is left to be read again."""
        data = given.stdin.read()
        given.stdin = BytesIO(data)
        ending = ending_of(data, self.columns)
        if ending is None:
            return None
        with TemporaryDirectory(prefix="geomap-") as folder:
            path = Path(folder, f"stdin{ending}")
            path.write_bytes(data)
            found = self._file(path)
        self.problems[:] = [replace(one, name="-") if one.name == str(path) else one for one in self.problems]
        return found

    def _load(self, path: Path) -> Loaded:
        return load(
            path, gazetteer=self.gazetteer, taxonomy=self.taxonomy, columns=self.columns, geocoder=self.geocoder
        )


def _about(error: Exception, path: Path) -> str:
    return str(error).removeprefix(f"{path}: ")
