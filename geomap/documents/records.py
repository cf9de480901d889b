"""JSON Lines: one report a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geomap.documents.decoding import decode_text
from geomap.documents.parse import parse_document
from geomap.documents.problem import Problem
from geomap.documents.published import parse_published
from geomap.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.documents.document import Document

_TEXT_KEYS = ("text", "content", "body")
_PUBLISHED_KEYS = ("published", "date")


def read_records(lines: Iterable[bytes], name: str) -> Iterator[Document | Problem]:
    """Read reports from JSON Lines: `{"id", "text", "title"?, "published"?, "url"?, "source"?}`.

    Args:
        lines: The lines, in UTF-8 or any charset that can be recognised.
        name: The file's name, for problems and for reports without an id.

    Yields:
        A document for each line that holds one, and a problem for each that does not; blank lines are skipped.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        try:
            record = _parse(line)
            document = _document(record, f"{name}:{number}")
        except InputError as error:
            yield Problem(where, str(error))
            continue
        yield document
        given = _first(record, _PUBLISHED_KEYS)
        if given is not None and parse_published(given) is None:
            yield unread_date(where, given)


def unread_date(name: str, given: object) -> Problem:
    """The warning that a publication date was given but could not be read."""
    return Problem(
        name,
        f"publication date {str(given)[:80]!r} could not be read, so relative dates in it stay open; "
        "write it as YYYY-MM-DD",
        lost=False,
    )


def _parse(line: bytes) -> dict[str, object]:
    try:
        record = json.loads(decode_text(line))
    except (ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        msg = f"broken JSON ({error}); each line must hold one whole JSON object"
        raise InputError(msg) from error
    if not isinstance(record, dict):
        msg = f'a JSON {type(record).__name__} where an object with a "text" was expected'
        raise InputError(msg)
    return record


def _document(record: dict[str, object], name: str) -> Document:
    text = _first(record, _TEXT_KEYS)
    if not isinstance(text, str):
        kind = "no" if text is None else f"a {type(text).__name__} as"
        msg = f'{kind} "text" in this record; it must be a string'
        raise InputError(msg)
    if not text.strip():
        msg = 'an empty "text"'
        raise InputError(msg)
    published = _first(record, _PUBLISHED_KEYS)
    return parse_document(
        text,
        id=_words(record.get("id")) or name,
        title=_words(record.get("title")),
        published=published if isinstance(published, str | int | float) else None,
        source=_words(record.get("source")),
        url=_words(record.get("url")),
    )


def _first(record: dict[str, object], keys: tuple[str, ...]) -> object | None:
    values = (record.get(key) for key in keys)
    return next((value for value in values if value is not None and value != ""), None)


def _words(value: object) -> str | None:
    """A string or number as one line of text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(str(value).split()) or None
