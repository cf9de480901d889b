"""The date of an incident: what its mentions say, or what the report's narrative lets follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.mention import DatePrecision, TimeExpression

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geomap.documents.document import Document
    from geomap.incidents.cluster import Cluster

_FORMS = {
    DatePrecision.YEAR: "%Y",
    DatePrecision.DECADE: "%Y",
    DatePrecision.MONTH: "%Y-%m",
    DatePrecision.SEASON: "%Y-%m",
}


@dataclass(frozen=True, slots=True)
class When:
    """First and last day of an incident as ISO text, shortened to what is known ("2021-11", "2021")."""

    start: str
    end: str
    precision: str
    sure: float  # how much of the confidence stays: 1 where a mention says it, less where it follows


def when_of(time: TimeExpression, sure: float = 1.0) -> When:
    """A time expression as an incident's date."""
    form = _FORMS.get(time.precision, "%Y-%m-%d")
    return When(_iso(time.first, form), _iso(time.last, form), time.precision.value, sure)


def date_clusters(clusters: Sequence[Cluster], main: Cluster | None, document: Document) -> list[When | None]:
    """The date of each cluster, None where it cannot be known.

    Statements without a date of their own ("Egypt condemned the attack") are of the day of publication, or of the news
    that they react to. Nothing else is dated by inference.
    """
    news = main.time if main is not None else None
    return [_date_one(cluster, news, document) for cluster in clusters]


def _date_one(cluster: Cluster, news: TimeExpression | None, document: Document) -> When | None:
    if cluster.time is not None:
        return when_of(cluster.time)
    if cluster.type == "statement" and not cluster.background:
        if document.published is not None:
            day = document.published.isoformat()
            return When(day, day, DatePrecision.DAY.value, 0.8)
        if news is not None and news.precision is DatePrecision.DAY:
            return when_of(news, sure=0.7)
    return None


def _iso(day: date, form: str) -> str:
    """`date.strftime` drops the leading zeros of years before 1000 on some systems; isoformat never does."""
    iso = day.isoformat()
    return iso[: {"%Y": 4, "%Y-%m": 7}.get(form, 10)]
