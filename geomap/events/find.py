"""A document becomes event mentions: the steps of the room, in order."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.events.attach import attach_times
from geomap.events.combine import OPEN, OPEN_TYPES, Found, combine
from geomap.events.coreference import point_back
from geomap.events.domains import domains_of
from geomap.events.given_counts import attach_counts, can_hurt, carry_over, counts_alone
from geomap.events.header_dates import header_date
from geomap.events.kinds import is_recalled
from geomap.events.learned import judge, tells_nothing
from geomap.events.lexicon import load_lexicon
from geomap.events.mention import EventMention, Status
from geomap.events.names import Names, read_names
from geomap.events.participants import find_actors, find_targets
from geomap.events.recalled import find_recalled
from geomap.events.status import told_as_history
from geomap.events.taxonomy import Taxonomy, load_taxonomy
from geomap.events.tied import Ties, tie_counts, unread_counts
from geomap.events.time import find_times
from geomap.events.triggers import find_triggers
from geomap.events.view import SentenceView, view_document
from geomap.events.weapons import find_weapons, may_have_weapons
from geomap.language.reading import read_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from geomap.documents.document import Document
    from geomap.events.mention import Count, TimeExpression
    from geomap.events.numbers import CasualtyCount
    from geomap.events.recalled import Recalled
    from geomap.events.triggers import Trigger
    from geomap.places.mention import PlaceMention

_NEWS = timedelta(days=60)  # what is older was not new to the report's readers
# First estimates, to be replaced by calibrated ones: how sure a type is by the kind of trigger …
_CONFIDENCE = {"strong": 0.8, "generic": 0.7, "pointer": 0.6, "weak": 0.65}
# … more for each further trigger, number or date of the sentence, less where it is no plain occurrence …
_SUPPORT, _MOST_SUPPORT = 0.04, 3
_SHIFT = {Status.OCCURRED: 0.0, Status.ATTEMPTED: -0.05}
_UNREAL = -0.1
# … and least for a bare plural without place, date or number, which may speak of no event in particular.
_VAGUE = -0.25
_LEAST, _MOST = 0.3, 0.95
_NEXT = 2  # sentences: how far a toll may stand behind its event


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known of the whole document while its sentences are read."""

    text: str
    times: list[TimeExpression]
    reference: date | None
    published: date | None
    names: Names
    ties: Ties
    left: list[tuple[int, CasualtyCount]] = field(default_factory=list)  # with the start of its sentence


def events_of(
    document: Document, mentions: Sequence[PlaceMention], taxonomy: Taxonomy | None = None
) -> list[EventMention]:
    """Find the events that a document reports; `geomap.events.find_events` says more."""
    read = read_document(document)
    if tells_nothing(read):
        return []
    known = load_taxonomy()
    wanted = taxonomy or known
    lexicon = load_lexicon()
    views = list(view_document(document, mentions))
    domains = domains_of(views, lexicon)
    times = find_times(document)
    reading = _Reading(
        text=document.text,
        times=times,
        reference=document.published or max((time.last for time in times), default=None),
        published=document.published,
        names=read_names(document.text, places=frozenset(mention.text for mention in mentions)),
        ties=Ties(read),
    )
    found: list[EventMention] = []
    strengths: dict[int, str] = {}
    last = -_NEXT - 1
    for at, view in enumerate(views):
        seen = find_triggers(view, lexicon, domains)
        told = judge(view, seen, read.marks_at(view.start), domains, known)
        triggers = [trigger for trigger in seen if trigger.type]
        recalled = find_recalled(view)
        toll = bool(told) and at - last <= _NEXT and all(one.type == OPEN for one in told)
        if toll:
            here = _aftermath(reading, told[0], found)
        elif recalled is None:
            here = list(_mentions(reading, view, combine(told, known), known))
        else:
            here = _before_and_now(reading, recalled, told, triggers, found)
        if told and not here and (toll or at - last > _NEXT):
            here = list(_mentions(reading, view, combine(told, known), known))
        elif told and not here:
            here = _aftermath(reading, told[0], found)
        if any(can_hurt(mention.type, known) for mention in here):
            last = at
        if not here:
            reading.left.extend((view.start, count) for count in counts_alone(view, document.text))
        reading.left.extend(
            (view.start, count) for count in unread_counts(document.text, (view.start, view.end), reading.ties)
        )
        strengths |= {view.starts[one.trigger.span[0]]: one.trigger.strength for one in told}
        found += here
    orders = {view.start: at for at, view in enumerate(views)}
    tied, left = tie_counts(point_back(found, strengths, known), reading.left, reading.ties, known)
    told_back = carry_over(tied, left, orders, known)
    return [mention for mention in told_back if mention.type in wanted.types]


def _before_and_now(
    reading: _Reading,
    recalled: Recalled,
    told: list[Found],
    triggers: Sequence[Trigger],
    found: Sequence[EventMention],
) -> list[EventMention]:
    """The events of a sentence that sets one against another: "the worst flood since 1996, when 87 people died"."""
    known = load_taxonomy()
    now = [one for one in told if one.trigger.span[0] < recalled.since]
    then = [one for one in told if one.trigger.span[0] > recalled.when]
    kinds = [trigger.type for trigger in triggers if trigger.span[0] < recalled.since and trigger.type != OPEN]
    kinds += [mention.type for mention in reversed(found)]
    kind = next((kind for kind in kinds if can_hurt(kind, known)), None)
    for one in then:
        if one.type == OPEN and kind is not None:
            one.type = kind
    view = recalled.view
    cut = view.starts[recalled.since]
    here = list(_mentions(reading, view, combine(now, known), known, (view.start, cut)))
    return here + list(_mentions(reading, view, combine(then, known), known, (cut, view.end)))


def _aftermath(reading: _Reading, harm: Found, found: Sequence[EventMention]) -> list[EventMention]:
    """The event that a sentence with a toll and nothing else goes on to tell: "At least 12 people died."."""
    known = load_taxonomy()
    event = next(mention for mention in reversed(found) if can_hurt(mention.type, known))
    harm.type = event.type
    mentions = list(_mentions(reading, harm.trigger.frame.view, [harm], known))
    return [replace(one, anaphoric=True, generic=True) for one in mentions if one.killed or one.injured]


def _mentions(
    reading: _Reading,
    view: SentenceView,
    events: list[Found],
    taxonomy: Taxonomy,
    part: tuple[int, int] | None = None,
) -> Iterator[EventMention]:
    """Events of a sentence, or of a part of it: their dates and numbers stand in that part."""
    start, end = part or (view.start, view.end)
    low = bisect_left(reading.times, start, key=lambda time: time.start)
    high = bisect_left(reading.times, end, key=lambda time: time.start)
    header = header_date(reading.text, (start, end), reading.times, reading.published)
    dates = attach_times(events, reading.times[low:high], reading.reference, header)
    counts, left = attach_counts(events, reading.text, (start, end), taxonomy)
    reading.left.extend((view.start, count) for count in left)
    for one, time, numbers in zip(events, dates, counts, strict=True):
        yield _mention(reading, one, time, numbers, taxonomy.types[one.type].group)


def _mention(
    reading: _Reading, one: Found, time: TimeExpression | None, numbers: dict[str, Count], group: str
) -> EventMention:
    trigger = one.trigger
    frame, view = trigger.frame, trigger.frame.view
    start, end = view.starts[trigger.span[0]], view.ends[trigger.span[1] - 1]
    armed = may_have_weapons(one.type, group)
    frames = [frame, *(other.frame for other in one.absorbed)]
    recalled = is_recalled(frame)
    old = time is not None and reading.reference is not None and time.last < reading.reference - _NEWS
    return EventMention(
        start=start,
        end=end,
        text=reading.text[start:end],
        sentence=(view.start, view.end),
        type=one.type,
        status=one.status,
        confidence=_confidence(one, time, len(numbers)),
        time=time,
        killed=numbers.get("killed"),
        injured=numbers.get("injured"),
        actors=find_actors(frames, reading.text, reading.names, group),
        targets=find_targets(frames, reading.text, reading.names),
        weapons=find_weapons(view, 0, len(view.lower)) if armed else (),
        background=old or recalled or (time is None and told_as_history(frame)),
        anaphoric=(frame.pos == "noun" and frame.determiner == "definite" and not recalled)
        or (_is_bare_harm(trigger, one) and "there" in view.lower[trigger.span[1] : trigger.span[1] + 2]),
        generic=_is_open(trigger, one),
        arrested=numbers.get("arrested"),
        missing=numbers.get("missing"),
        displaced=numbers.get("displaced"),
        participants=numbers.get("participants"),
    )


def _is_open(trigger: Trigger, one: Found) -> bool:
    """Whether a mention with a telling trigger settles the type better: no rule knows this one, or it says little."""
    unlisted = trigger.frame.pattern.entry is not None and not trigger.frame.pattern.entry.rules
    little = trigger.strength in {"generic", "pointer"} or _is_bare_harm(trigger, one)
    return unlisted or (one.type in OPEN_TYPES and little)


def _is_bare_harm(trigger: Trigger, one: Found) -> bool:
    """Whether a sentence tells harm and neither who did it nor how: "One man was killed there."."""
    told = (trigger, *one.absorbed)
    return all(other.strength == "weak" and not other.frame.words("subj") for other in told)


def _confidence(one: Found, time: TimeExpression | None, numbers: int) -> float:
    if one.chance is not None:
        return round(min(_MOST, max(_LEAST, one.chance)), 3)
    frame = one.trigger.frame
    support = min(len(one.absorbed) + numbers + (time is not None), _MOST_SUPPORT)
    value = _CONFIDENCE[one.trigger.strength] + _SHIFT.get(one.status, _UNREAL) + _SUPPORT * support
    bare = frame.pos == "noun" and frame.pattern.form == "pl" and frame.determiner == "bare" and not frame.view.heading
    if bare and not support and "@place" not in frame.words("sent"):
        value += _VAGUE
    return round(min(_MOST, max(_LEAST, value)), 2)
