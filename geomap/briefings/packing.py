"""Office files are zip archives that note when each part was written: here that is always the same day."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can note


def repacked(data: bytes) -> bytes:
    """The same archive with every part dated alike, so that the same briefing is the same file."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for part in source.infolist():
            info = zipfile.ZipInfo(part.filename, _FIRST)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, source.read(part.filename))
    return target.getvalue()


def set_properties(properties: Any, title: str, latest: date | None, language: str) -> None:  # noqa: ANN401 - of python-pptx or python-docx
    """Fill in the properties of an office file; its dates are that of the latest report, not of the clock."""
    year = max(latest.year, _FIRST[0]) if latest else _FIRST[0]
    day = datetime(year, latest.month, latest.day) if latest else datetime(year, 1, 1)  # noqa: DTZ001 - the files' own dates bear no zone
    properties.title = title
    properties.author = properties.last_modified_by = "geomap"
    properties.created = properties.modified = day
    properties.last_printed = day
    properties.revision = 1
    properties.language = language
    properties.comments = properties.keywords = properties.subject = ""
