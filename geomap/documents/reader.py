"""What the user points at becomes documents: files, folders, standard input, web addresses."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.documents.decoding import decode_text
from geomap.documents.document import Document
from geomap.documents.front_matter import read_front_matter
from geomap.documents.pages import fetch_page, looks_like_html, read_page
from geomap.documents.parse import DATE_KEYS, parse_document
from geomap.documents.problem import Problem
from geomap.documents.published import parse_published
from geomap.documents.records import read_records, unread_date
from geomap.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

__all__ = ["EXTENSIONS", "Problem", "holds_reports", "read_documents"]

TEXT_EXTENSIONS = frozenset({".md", ".markdown", ".txt", ".text"})
PAGE_EXTENSIONS = frozenset({".html", ".htm", ".xhtml"})
RECORD_EXTENSIONS = frozenset({".jsonl", ".ndjson"})
EXTENSIONS = TEXT_EXTENSIONS | PAGE_EXTENSIONS | RECORD_EXTENSIONS

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_RECORD = re.compile(rb'\s*\{\s*"')
_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_documents(inputs: Iterable[str | Path], *, stdin: BinaryIO | None = None) -> Iterator[Document | Problem]:
    """Read reports, one after the other; one that cannot be read never stops the rest.

    Args:
        inputs: Files (.md, .txt, .html, .jsonl; any other that holds text), folders (read with their
            subfolders, in order of name, hidden and unknown files left out), http and https addresses, and "-".
        stdin: What "-" reads; the process's standard input by default.

    Yields:
        Documents with unique ids, and problems: inputs that could not be read, and warnings.
    """
    names = _Names()
    for given in inputs:
        for found in _read_input(str(given), stdin):
            for item in found.items:
                yield names.unique(item, found.path) if isinstance(item, Document) else item


def holds_reports(folder: Path) -> bool:
    """Whether a folder, or one in it, holds a file that `read_documents` would read."""
    for _, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if any(_is_report(name) for name in files):
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Found:
    """What one file held, and its path as ids tell files of one name apart."""

    path: str
    items: Iterable[Document | Problem]


@dataclass(slots=True)
class _Names:
    """Ids given so far: a second document of the same id gets its file or path, then a number."""

    taken: set[str] = field(default_factory=set)

    def unique(self, document: Document, path: str) -> Document:
        name, file = document.id, path.rsplit("/", 1)[-1]
        # A record's id is told apart by its file, a file's name by its folder.
        others = [path] if file == name else [f"{file}:{name}", f"{path}:{name}"]
        free = next((known for known in [name, *others] if known not in self.taken), None)
        number = 2
        while free is None:
            numbered = f"{others[-1]}#{number}"
            free = None if numbered in self.taken else numbered
            number += 1
        self.taken.add(free)
        return document if free == name else replace(document, id=free)


def _read_input(given: str, stdin: BinaryIO | None) -> Iterator[_Found]:
    if given == "-":
        yield _Found("stdin", _read_stream(stdin))
    elif _ADDRESS.match(given):
        yield _Found(given, _guarded(given, _read_address(given)))
    elif Path(given).is_dir():
        yield from _read_folder(Path(given))
    else:
        path = Path(given)
        yield _Found(path.as_posix(), _guarded(given, _read_file(path, path.name)))


def _read_folder(folder: Path) -> Iterator[_Found]:
    """The reports of a folder and its subfolders, in order of path."""
    problems: list[Problem] = []
    paths: list[Path] = []

    def note(error: OSError) -> None:
        problems.append(Problem(str(error.filename), f"folder could not be read: {error.strerror}"))

    for place, folders, files in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(place, name) for name in files if _is_report(name)]
    if not paths and not problems:
        known = ", ".join(sorted(EXTENSIONS))
        problems.append(Problem(str(folder), f"no report in this folder (looked for {known})"))
    yield _Found(str(folder), problems)
    for path in sorted(paths, key=lambda path: path.relative_to(folder).parts):
        yield _Found(path.relative_to(folder).as_posix(), _guarded(str(path), _read_file(path, path.name)))


def _is_report(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in EXTENSIONS


def _guarded(name: str, items: Iterator[Document | Problem]) -> Iterator[Document | Problem]:
    """The same items; an error becomes a problem under the input's name."""
    try:
        yield from items
    except InputError as error:
        yield Problem(name, str(error))
    except FileNotFoundError:
        yield Problem(name, "no such file or folder")
    except OSError as error:
        yield Problem(name, f"could not be read: {error.strerror or error}")
    except ValueError as error:  # a path with a NUL in it
        yield Problem(name, f"could not be read: {error}")


def _read_file(path: Path, name: str) -> Iterator[Document | Problem]:
    suffix = path.suffix.lower()
    if suffix in RECORD_EXTENSIONS:
        with path.open("rb") as file:
            yield from _read_lines(file, name)
        return
    data = path.read_bytes()
    if suffix in TEXT_EXTENSIONS:
        yield from _read_text(decode_text(data), name)
    elif suffix in PAGE_EXTENSIONS:
        decode_text(data)  # refuses what is not text
        yield from _read_page(data, name)
    else:
        yield from _read_unknown(data, name)


def _read_stream(stdin: BinaryIO | None) -> Iterator[Document | Problem]:
    return _guarded("-", _read_unknown((stdin or sys.stdin.buffer).read(), "stdin"))


def _read_address(url: str) -> Iterator[Document | Problem]:
    fetched = fetch_page(url)
    if looks_like_html(fetched):
        yield from _read_page(fetched, url, url)
    else:
        yield from _read_unknown(fetched.encode("utf-8", errors="replace"), url)


def _read_unknown(data: bytes, name: str) -> Iterator[Document | Problem]:
    """Read something whose name does not tell what it is."""
    if _RECORD.match(data.removeprefix(_MARK)):
        yield from _read_lines(data.splitlines(), name)
        return
    text = decode_text(data)
    if looks_like_html(text):
        yield from _read_page(data, name)
    else:
        yield from _read_text(text, name)


def _read_lines(lines: Iterable[bytes], name: str) -> Iterator[Document | Problem]:
    """Read JSON Lines, whatever mark they begin with."""
    empty = True
    rows = iter(lines)
    first = next(rows, b"")
    if first.startswith(_WIDE_MARKS):
        # Wide characters cannot be cut at bytes, so the whole is decoded first.
        text = decode_text(first + b"".join(rows))
        first, rows = b"", (row.encode("utf-8") for row in text.split("\n"))
    for item in read_records(_joined(first.removeprefix(_MARK), rows), name):
        empty = False
        yield item
    if empty:
        msg = "empty: no record in it"
        raise InputError(msg)


def _joined(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _read_page(source: bytes | str, name: str, url: str | None = None) -> Iterator[Document | Problem]:
    if not source.strip():
        msg = "empty: no text in it"
        raise InputError(msg)
    page = read_page(source, url)
    yield parse_document(
        page.text, id=name, title=page.title, published=page.published, source=page.source, url=page.url
    )


def _read_text(text: str, name: str) -> Iterator[Document | Problem]:
    front = read_front_matter(text)
    if not text[front.end :].strip():
        msg = "empty: no text in it" if not front.end else "no text after the front matter"
        raise InputError(msg)
    yield parse_document(text, id=name)
    given = front.first_of(*DATE_KEYS)
    if given is not None and parse_published(given) is None:
        yield unread_date(name, given)
