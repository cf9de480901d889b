"""From a document to its place mentions: recognise, join with listed names and coordinates, resolve, shift."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geomap.documents.document import BlockKind, Document
from geomap.gazetteer.folding import fold
from geomap.places.anaphora import parts_named_before
from geomap.places.coordinates import Coordinates, find_coordinates, place_of
from geomap.places.expressions import shifted
from geomap.places.holders import SITE_WORDS
from geomap.places.known import dateline_places, implied_names, known_names, reporters_places
from geomap.places.mention import PlaceMention, Role
from geomap.places.pairs import split_compounds, with_pairs
from geomap.places.publisher import home_countries
from geomap.places.ranking import agreement, calibrated
from geomap.places.recognise import Recogniser, Span, TaggerRecogniser
from geomap.places.resolve import resolve
from geomap.places.roles import with_roles
from geomap.places.surnames import without_surnames

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.place import Candidate, Place

_READ = (BlockKind.TITLE, BlockKind.BODY, BlockKind.DATELINE, BlockKind.CREDIT)
_KEPT_CANDIDATES = 5
_LINE_END = re.compile(r"[^\n]+")
_BETWEEN = re.compile(r"[^/–-]+")
_DIRECTION = re.compile(
    r"(?:(?:north|south|east|west)(?:ern)?|(?:north|south)[ -]?(?:east|west)(?:ern)?|central|upper|lower|downtown|"
    r"greater|inner)\s+(?=\S)",
    re.IGNORECASE,
)
_LARGE = 100_000  # inhabitants from which a city has a north and a south that are named so
_TREATY = re.compile(
    r"(?:[ \xa0]|-)(?:Conventions?|Protocols?|Accords?|Agreements?|Treaty|Treaties|Pact|Statute|Declaration|Charter|"
    r"Principles|Guidelines|Doctrine|Memorandum)\b(?! (?:Center|Centre|Hall)\b)"
)
_UNKNOWN = 0.5  # how sure a name is of which nothing is known
_UNKNOWN_FROM = 0.5  # a name that no gazetteer has, or only one spelled like it, must be at least this sure to be one
_CAPITAL_AFTER = re.compile(
    r"^(?:[’']s)?\s+capital(?:\s+city)?\b(?!\s+(?:of|punishment|market|gain|investment|flow|control|account))",
    re.IGNORECASE,
)


def find_places(document: Document, gazetteer: Gazetteer, recogniser: Recogniser | None = None) -> list[PlaceMention]:
    """The place mentions of a document, in text order.

    Args:
        document: The report.
        gazetteer: What names may mean.
        recogniser: Finds the names; the shipped one by default.
    """
    text = document.text
    points = _points(document)
    spans = spans_of(document, gazetteer, recogniser)
    resolved = resolve(text, spans, gazetteer, home_countries(document, gazetteer))
    mentions = [
        _mention(text, span, ranked, gazetteer)
        for span, ranked in zip(spans, resolved, strict=True)
        if span.confidence >= _UNKNOWN_FROM or any(c.match not in {"fuzzy", "holder"} for c in ranked)
    ]
    mentions = with_pairs(text, mentions, gazetteer)
    mentions += parts_named_before(text, mentions, gazetteer)
    mentions += [
        PlaceMention(p.start, p.end, text[p.start : p.end], Role.LOCATION, 0.97, place_of(p, text, gazetteer),
                     reason="coordinates in the text")
        for p in points
    ]  # fmt: skip
    return sorted(mentions, key=lambda m: (m.start, m.end))


def spans_of(document: Document, gazetteer: Gazetteer, recogniser: Recogniser | None = None) -> list[Span]:
    """The spans of a document that name places, in text order: recognised, listed or implied, whole, with roles."""
    text = document.text
    spans = _joined(
        _trimmed(text, (recogniser or TaggerRecogniser()).recognise(document), gazetteer),
        (s for b in document.blocks_of(*_READ) for s in known_names(text, b.start, b.end, gazetteer)),
    )
    points = _points(document)
    spans = [s for s in spans if not any(s.start < p.end and p.start < s.end for p in points)]
    spans = split_compounds(text, _whole_names(text, spans, gazetteer), gazetteer)
    spans = _joined(spans, implied_names(document, spans, gazetteer))
    lines = document.blocks_of(BlockKind.CREDIT)
    spans = _joined(spans, (s for b in lines for s in reporters_places(text, b.start, b.end, gazetteer)))
    datelines = document.blocks_of(BlockKind.DATELINE)
    spans = _joined(spans, (s for b in datelines for s in dateline_places(text, b.start, b.end, gazetteer)))
    spans = without_surnames(text, with_roles(text, spans), gazetteer)
    return [s for s in spans if not _is_no_place(text, s)]


def _points(document: Document) -> list[Coordinates]:
    """The coordinates that the report gives."""
    return [
        _at(p, b.start) for b in document.blocks_of(*_READ) for p in find_coordinates(document.text[b.start : b.end])
    ]


def _trimmed(text: str, spans: Iterable[Span], gazetteer: Gazetteer) -> Iterable[Span]:
    """Spans without what is no part of the name: line ends, "/" and hyphens between two names, "north" before one."""
    for span in spans:
        for part in _parts(text, span, gazetteer):
            written = text[part.start : part.end]
            match = _DIRECTION.match(written)
            if match and _has_direction(written, written[match.end() :], gazetteer):
                yield replace(part, start=part.start + match.end())
            else:
                yield part


def _parts(text: str, span: Span, gazetteer: Gazetteer) -> list[Span]:
    """A span cut where it runs over a line end, or at "/" and "-" between two names that are known."""
    written = text[span.start : span.end]
    for cut in (_LINE_END, _BETWEEN):
        pieces = [m for m in cut.finditer(written) if m[0].strip()]
        if (
            len(pieces) > 1
            and written not in gazetteer
            and (cut is _LINE_END or all(m[0].strip()[:1].isupper() and m[0].strip() in gazetteer for m in pieces))
        ):
            return [
                replace(
                    span,
                    start=span.start + m.start() + len(m[0]) - len(m[0].lstrip()),
                    end=span.start + m.start() + len(m[0].rstrip()),
                )
                for m in pieces
            ]
    return [span]


def _has_direction(whole: str, rest: str, gazetteer: Gazetteer) -> bool:
    """Whether a first word like "north" is no part of the name: "west London", "North Texas", but not "West Africa"."""
    known = gazetteer.lookup(whole, limit=3)
    if any(c.place.key.startswith("region:") for c in known):
        return False
    if whole[0].islower():
        return rest in gazetteer
    return not known and any(
        c.place.kind in {"country", "admin1"} or c.place.population >= _LARGE for c in gazetteer.lookup(rest, limit=1)
    )


def _joined(recognised: Iterable[Span], listed: Iterable[Span]) -> list[Span]:
    """Both lists in one, none overlapping: of two that do, the longer one, with the recogniser's role."""
    spans = sorted(recognised, key=lambda s: s.start)
    for known in listed:
        low = bisect_right(spans, known.start, key=lambda s: s.end)
        high = bisect_left(spans, known.end, lo=low, key=lambda s: s.start)
        rivals = spans[low:high]
        if any(s.end - s.start >= known.end - known.start for s in rivals):
            continue
        role = rivals[-1].role if rivals and rivals[-1].role is not Role.DEMONYM else known.role
        sure = max([known.confidence, *(s.confidence for s in rivals)])
        role_sure = max((s.role_confidence for s in rivals), default=known.role_confidence)
        spans[low:high] = [Span(known.start, known.end, role, sure, role_sure)]
    return spans


@cache
def _no_places() -> frozenset[str]:
    lines = files("geomap.places").joinpath("not_places.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line) for line in lines if line and not line.startswith("#"))


def _is_no_place(text: str, span: Span) -> bool:
    """Whether a span names an organisation or faith of our list, a treaty ("the Dayton Accords"), or just a site."""
    name = text[span.start : span.end]
    if SITE_WORDS.fullmatch(name) and (
        name.isupper() or text[max(0, span.start - 5) : span.start].lower().endswith(" the ")
    ):
        return True
    return fold(name) in _no_places() or bool(_TREATY.search(name) or _TREATY.match(text, span.end))


def _whole_names(text: str, spans: list[Span], gazetteer: Gazetteer) -> list[Span]:
    """What is one name of the gazetteer becomes one span: an article with its noun ("the Hague"), torn neighbours."""
    whole: list[Span] = []
    for found in spans:
        with_article = text[max(0, found.start - 4) : found.end]
        article = with_article.startswith("The ") and any(
            c.place.name == with_article for c in gazetteer.lookup(with_article, limit=1)
        )
        span = replace(found, start=found.start - 4) if article else found
        last = whole[-1] if whole else None
        if last and text[last.end : span.start] == " " and text[last.start : span.end] in gazetteer:
            whole[-1] = replace(last, end=span.end, confidence=max(last.confidence, span.confidence))
        else:
            whole.append(span)
    return whole


def _mention(text: str, span: Span, ranked: list[Candidate], gazetteer: Gazetteer) -> PlaceMention:
    """A mention from a span and its ranked candidates, moved by the words around it."""
    best = ranked[0] if ranked else None
    if best is not None and best.match == "demonym":
        span = replace(span, role=Role.DEMONYM)
    start, end, role = span.start, span.end, span.role
    place = best.place if best else None
    reason = "; ".join(best.reasons) if best else "no gazetteer knows this name"
    sure = calibrated(agreement(ranked)) if ranked else _UNKNOWN
    if place is not None:
        capital = _capital(text, span, place, gazetteer)
        if capital is not None:
            place, start, end, reason = capital
            role = Role.LOCATION
        elif role in {Role.LOCATION, Role.REPORTING} and best is not None and best.match != "holder":
            shift = shifted(text, start, end, place, gazetteer)
            if shift is not None:
                place, reason = shift.place, f"{shift.reason}; {reason}"
    return PlaceMention(
        start, end, text[start:end], role, round(span.confidence * span.role_confidence * sure, 3), place,
        tuple(ranked[:_KEPT_CANDIDATES]), reason,
    )  # fmt: skip


def _capital(text: str, span: Span, place: Place, gazetteer: Gazetteer) -> tuple[Place, int, int, str] | None:
    """For "the Iraqi capital" or "the capital of Iraq" the capital, unless its name stands next to it."""
    if place.kind not in {"country", "territory"} or place.country is None:
        return None
    after = _CAPITAL_AFTER.match(text[span.end : span.end + 40])
    before = re.search(
        r"\b(?:capital(?: city)? of)\s+(?:the\s+)?$",
        text[max(0, span.start - 30) : span.start],
        re.IGNORECASE,
    )
    if not after and not before:
        return None
    capital = gazetteer.capital(place.country)
    if capital is None:
        return None
    start = span.start if not before else max(0, span.start - 30) + before.start()
    end = span.end if not after else span.end + after.end()
    beside = text[max(0, start - 40) : start] + " " + text[end : end + 40]
    if capital.name in beside:
        return None
    return capital, start, end, f"the capital of {place.name}"


def _at(point: Coordinates, offset: int) -> Coordinates:
    return replace(point, start=point.start + offset, end=point.end + offset)
