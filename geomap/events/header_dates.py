"""Records that open with their date: "Liberia, 21 July 2003. Fighters shelled the port." dates what follows."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from geomap.events.mention import DatePrecision

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geomap.events.mention import TimeExpression

_PARAGRAPH = re.compile(r"\n\s*\n")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAMES = r"(?:(?:[A-ZÀ-Þ(][\w'’.()/-]*|of|the|and|de|del|la|le|el|al|-|–)[,:]?\s+)"
_BEFORE = re.compile(rf"\s*{_NAMES}{{0,8}}")
_AFTER = re.compile(r"(?:,?\s+(?:[A-ZÀ-Þ(][^.:;\n—]{0,60}))?\s*[.:]\s", re.DOTALL)
_VERBLESS = re.compile(r"(?:[A-ZÀ-Þ(][\w'’()/-]*|of|the|and|de|del|la|le|el|al|[,\s–-])*")
_DAYS = frozenset({DatePrecision.DAY, DatePrecision.RANGE})


def header_date(
    text: str, block: tuple[int, int], times: Sequence[TimeExpression], published: date | None
) -> TimeExpression | None:
    """The date with which the paragraph of a sentence opens, if nothing but names stands beside it.

    The dateline of a report looks alike, but has the day of publication: that is no date of events.

    Args:
        text: The document's text.
        block: The sentence.
        times: The dates of the document, in order.
        published: The day of publication, without which a dateline cannot be told from a record.
    """
    if published is None:
        return None
    start = max((match.end() for match in _PARAGRAPH.finditer(text, 0, block[0])), default=0)
    at = bisect_left(times, start, key=lambda time: time.start)
    if at == len(times) or times[at].start >= block[1]:
        return None
    first = times[at]
    named = _YEAR.search(first.text) is not None and first.precision in _DAYS and first.last < published
    before = _BEFORE.fullmatch(text, start, first.start)
    after = _AFTER.match(text, first.end)
    if not named or before is None or after is None:
        return None
    return first if _VERBLESS.fullmatch(text, first.end, after.end() - 2) else None
