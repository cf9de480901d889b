"""What surrounds a date expression: the day of publication, the dates told before it, the tense of its clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.events.mention import DatePrecision
from geomap.events.time_calendar import Interval, month_of, weekday_after, weekday_before

if TYPE_CHECKING:
    from datetime import date

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-ZÀ-Þ])|\n\s*\n|[;\n]")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Brig|Lt|Col|Maj|Capt|Sgt|Gov|Sen|Rep|St|No|Oct|Nov|Dec|Jan|Feb|Aug|Sept?))$"
)
# A modal takes the words after it along: "would be held" is future, though "held" alone is past.
_TENSE = re.compile(
    r"\b(?:(?P<past>(?:may|might|could|must|would|should|can)\s+(?:not\s+)?have|(?:had|have|has)(?:\s+been)?)"
    r"|(?P<future>(?:will|shall|won['’]t|going\s+to|(?:is|are|was|were)\s+to|scheduled|(?:is|are)\s+set|due|expected|slated"
    r"|plans?|planned|planning|upcoming|forthcoming|would|should|must|may|might|could|can|until|till|deadline|ahead\s+of"
    r"|postponed|delayed|runs\s+through|call(?:s|ed|ing)?\s+for|intends?|aims?\s+to|hopes?\s+to|ready\s+to|prepar(?:es?|ing)"
    r"|vow(?:s|ed)|promis(?:es|ed)|threat(?:s|en(?:s|ed|ing)?)?\s+to|expires|begins|resumes|opens|starts|ends|meets|returns|takes\s+place|kicks\s+off)"
    r"(?:\s+(?:to|not|also|be|been|\w+ly)){0,4}(?:\s+\w+)?)"
    r"|(?P<told>was|were|did|said|told|says|held|took|came|went|began|fell|hit|shot|left|met|struck|broke|rose|fled|blew"
    r"|won|lost|led|sent|made|saw|found|got|gave|set|put|became|bore|brought|built|burst|bought|caught|chose|cut|dealt|drew"
    r"|drove|flung|flew|fought|froze|grew|heard|hid|hurt|kept|knew|laid|lay|lit|meant|overran|overthrew|paid|quit|ran|rang"
    r"|rode|sang|sank|sat|shook|shut|slept|slid|sold|sought|spent|split|spoke|spread|stole|stood|stuck|swam|swept|swore|swung"
    r"|taught|thought|threw|tore|underwent|withdrew|withstood|woke|wore|wrote|\w{3,}ed))\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:at\s+least\s+)?(?:\w+\s+of\s+)?$", re.IGNORECASE)
_AFTER_IT = re.compile(r"\b(?:after|since|following)\s+(?:the|a|an)\s+(?:[\w-]+\s+){1,2}(?:of|on)\s+$", re.IGNORECASE)
_OF_YEAR = re.compile(r"\s+(?:[a-z]+\s+){0,2}(?:of|in)\s+((?:19|20)\d\d)\b")
_LEFT, _RIGHT, _NEXT_WORDS = 240, 140, 40
_SAME_STORY = 240  # code points from one date to the next, if the next is told without its year
_NEAR = 10  # a day is taken for a coming one only if it is this many times nearer than the past one
_NEAR_MONTHS = 6


@dataclass(slots=True)
class Narrative:
    """The dates that a document has told so far.

    Attributes:
        published: Day of publication.
        history: The document tells of the past in dates of its own: its months belong to its own years.
        day_first: "3/12" is the third of December.
        latest: The last date told.
        day: The last single day (or few days) told.
        dated: The last day or month told.
        year: A year told since then, to which the months after it belong.
        paragraph: The last full date (with its year) of the paragraph at hand.
        end: Where the last expression told ends.
    """

    published: date | None
    history: bool
    day_first: bool
    latest: Interval | None = None
    day: Interval | None = None
    dated: Interval | None = None
    year: Interval | None = None
    paragraph: Interval | None = None
    end: int = -1

    def tell(self, interval: Interval, *, full: bool, leads: bool) -> None:
        """Note a date that the text has told.

        Args:
            interval: The date.
            full: It named its year.
            leads: It leads its sentence, so that the story goes there.
        """
        if interval.precision is DatePrecision.DECADE:
            return
        self.latest = interval
        if interval.precision in {DatePrecision.DAY, DatePrecision.RANGE}:
            self.day = interval
        if interval.precision in {DatePrecision.DAY, DatePrecision.RANGE, DatePrecision.MONTH}:
            self.dated, self.year = interval, None
            if full:
                self.paragraph = interval
        elif leads or self.dated is None or interval.first.year >= self.dated.first.year:
            # "In 1942 the tide turned": the story goes on. "The club, founded in 1902, …": it does not go back.
            self.year = interval

    def story_day(self, shift: int = 0) -> date | None:
        """The day from which the narrative counts `shift` days: the last one told, None where it told none."""
        if self.day is not None:
            return self.day.last if shift > 0 else self.day.first
        return None

    def story(self) -> Interval | None:
        """The last date told, else the day of publication."""
        if self.latest is not None:
            return self.latest
        if self.published is None or self.history:
            return None
        return Interval(self.published, self.published, DatePrecision.DAY)

    def now(self) -> Interval | None:
        """What "this year" and "last month" are told from: publication, or in a history the story itself."""
        if self.history:
            return self.latest
        return None if self.published is None else Interval(self.published, self.published, DatePrecision.DAY)


@dataclass(frozen=True, slots=True)
class Scene:
    """One expression in its place."""

    text: str
    start: int
    end: int
    block: tuple[int, int]
    narrative: Narrative
    shouting: bool  # the text is all in capitals, which then prove nothing

    @property
    def published(self) -> date | None:
        """The day of publication."""
        return self.narrative.published

    def before(self, width: int = _LEFT) -> str:
        """The sentence before the expression."""
        left = self.text[max(self.block[0], self.start - width) : self.start]
        cut = 0
        for match in _SENTENCE_END.finditer(left):
            if not _ABBREVIATION.search(left, 0, match.start()):
                cut = match.end()
        return left[cut:]

    def after(self, width: int = _RIGHT) -> str:
        """The sentence after the expression."""
        right = self.text[self.end : min(self.block[1], self.end + width)]
        match = _SENTENCE_END.search(right)
        return right[: match.start()] if match else right

    def is_future(self, *, ahead: bool = True) -> bool | None:
        """Whether the clause speaks of the future; None when no word tells (those after it count if `ahead`)."""
        last: re.Match[str] | None = None
        for last in _TENSE.finditer(self.before()):  # noqa: B007 - the last one is wanted
            pass
        found = last or (_TENSE.search(self.after()) if ahead else None)
        return None if found is None else found["future"] is not None

    def is_deadline(self) -> bool:
        """Whether "by" makes the end of a stretch the limit of what is to come: "will leave by the end of May"."""
        return _BY.search(self.before(8)) is not None and self.is_future() is not False

    def year_after(self) -> int | None:
        """The year that the noun after the expression bears: "the Oct. 7 attack of 2023"."""
        match = _OF_YEAR.match(self.after(_NEXT_WORDS))
        return int(match[1]) if match else None

    def nearest_year(self, month: int, day: int | None = None) -> int | None:
        """The year of a month, or of a day, that is told without one."""
        named = self.year_after()
        if named is not None:
            return named
        told = self._told()
        over = _SINCE.search(self.before(40)) is not None
        if told is not None:
            year = _following_year(told, month)
            late = not self.narrative.history and (year, month) > (told.last.year, told.last.month)
            return year - (over and late)
        today = self.published
        if today is None:
            return None
        future = self.is_future() and not (over or _AFTER_IT.search(self.before(60)))
        if day is None:
            return _year_of_month(today, month, future=bool(future))
        return _year_of_day(today, month, day, future=future)

    def _told(self) -> Interval | None:
        """The date whose year a month without one shares, when the narrative has one."""
        narrative = self.narrative
        if not narrative.history:
            near = self.start - narrative.end <= _SAME_STORY
            return narrative.paragraph if near else None
        return narrative.year or narrative.dated

    def weekday(self, number: int, *, past: bool = False) -> date | None:
        """The day meant by a weekday's name alone; `past` when only words before it can make it future."""
        narrative = self.narrative
        if narrative.history and narrative.day is not None:
            return weekday_after(narrative.day.first, number, strictly=False)
        if self.published is None:
            return None
        if self.is_future(ahead=not past):
            return weekday_after(self.published, number)
        return weekday_before(self.published, number)


def _following_year(told: Interval, month: int) -> int:
    """A month told after a date: of the same year, or of the next when the year has just turned."""
    if told.precision is DatePrecision.YEAR:
        return told.last.year if told.first.year == told.last.year else told.first.year
    if told.first.month - month >= _NEAR_MONTHS:
        return told.first.year + 1
    return told.first.year


def _year_of_month(today: date, month: int, *, future: bool) -> int:
    if future:
        return today.year + (month < today.month)
    return today.year - (month > today.month)


def _year_of_day(today: date, month: int, day: int, *, future: bool | None) -> int:
    """The year in which a day fell last, or will fall next when the clause or plain nearness says so."""
    tomorrow = today + timedelta(days=1)  # the report may have been filed east of its reader
    past = (
        today.year if (month, day) <= (tomorrow.month, tomorrow.day) or tomorrow.year > today.year else today.year - 1
    )
    behind, ahead = -_distance(today, past, month, day), _distance(today, past + 1, month, day)
    if behind <= 0:
        return past
    # Whatever the tense, next week is not last year, and last week not next year: "the Nov. 20 vote was postponed".
    if behind * _NEAR < ahead:
        return past
    return past + 1 if future or ahead * _NEAR < behind else past


def _distance(today: date, year: int, month: int, day: int) -> int:
    last = month_of(year, month).last.day
    return (month_of(year, month).first.replace(day=min(day, last)) - today).days
