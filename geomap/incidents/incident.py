"""One real-world event, merged from its mentions, with all its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - readers of saved sets decode into these classes by their annotations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.events.mention import Status
    from geomap.gazetteer.place import Place


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that reports the incident: offsets into the document's text, and the spans to highlight.

    `trigger` and `place` are offsets into the quote's own text (place is None where the sentence names none).
    """

    start: int
    end: int
    text: str
    trigger: tuple[int, int]
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document that reports the incident, with the sentences that do, and the numbers that it gives.

    `killed` and `injured` are None where this document gives no number; `killed_text` and `injured_text` are its words
    where they say more than the number.
    """

    document: str
    title: str | None
    url: str | None
    published: date | None
    quotes: tuple[Quote, ...]
    killed: int | None = None
    injured: int | None = None
    killed_text: str | None = None
    injured_text: str | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """One real-world event.

    Attributes:
        id: Stable: the same input gives the same id.
        type: Key of the taxonomy.
        status: Whether it happened.
        title: Short, in geomap's own words, from the fields: "Assassination attempt — Green Zone, Baghdad".
        start: First day, ISO: "2021-11-07", "2021-11" or "2021" by precision; None when unknown.
        end: Last day, in the same form.
        date_precision: "day", "range", "month", "season", "year", "decade", or None when unknown.
        place: Where, or None when no place could be tied.
        place_reason: Why this place, in words.
        killed: Deaths, None when the report gives no number.
        injured: Injured, likewise.
        killed_text: The report's words where they say more than the number: "at least 30", "dozens".
        injured_text: Likewise.
        actors: Who did it.
        targets: To whom or what.
        weapons: With what.
        confidence: Probability that type, place and date are right.
        main: Whether this is what its document is about.
        sources: The evidence.
        arrested: Arrested, None when the report gives no number; so the next three.
        missing: Missing.
        displaced: Displaced or evacuated.
        participants: Who took part.
        claimed_by: Who claims it, by the report's words.
        blamed: Who is blamed for it, and by whom (None where the report does not say).
        why: What was seen and why it was typed, dated and tied so, a line each; not saved.
        place_candidates: What else the name of the place may mean, the likeliest first: "Paris, Texas, United States".
    """

    id: str
    type: str
    status: Status
    title: str
    start: str | None
    end: str | None
    date_precision: str | None
    place: Place | None
    place_reason: str
    killed: int | None
    injured: int | None
    killed_text: str | None
    injured_text: str | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    weapons: tuple[str, ...]
    confidence: float
    main: bool
    sources: tuple[Source, ...]
    arrested: int | None = None
    missing: int | None = None
    displaced: int | None = None
    participants: int | None = None
    claimed_by: tuple[str, ...] = ()
    blamed: tuple[tuple[str, str | None], ...] = ()
    why: tuple[str, ...] = ()
    place_candidates: tuple[str, ...] = ()
