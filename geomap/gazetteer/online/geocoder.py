"""Asks an online geocoder for a name: the cache first, no faster than its policy allows, and without ever failing."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.folding import fold
from geomap.gazetteer.online.answers import Answer, answers
from geomap.gazetteer.online.answers import place as place_of
from geomap.gazetteer.online.cache import Cache
from geomap.gazetteer.online.services import Service, service

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.place import Place

_FAILURES = 3  # in a row, after which it is not asked again in this run


class Geocoder:
    """An online geocoder with its cache. What went wrong is in `warnings`; an answer is then none."""

    def __init__(self, service: Service, cache: Cache) -> None:
        """Take a service and where its answers are kept."""
        from geopy.extra.rate_limiter import RateLimiter

        self._service, self._cache = service, cache
        self.source = f"{service.label}, {service.credit}" if service.credit else service.label
        self._ask = RateLimiter(
            service.ask, min_delay_seconds=service.pause, max_retries=0, error_wait_seconds=service.pause,
            swallow_exceptions=False,
        )  # fmt: skip
        self._failures = 0
        self._errors: list[str] = []
        self.asked = 0

    @classmethod
    def open(cls, name: str, environment: Mapping[str, str] | None = None) -> Geocoder:
        """Set up a geocoder of geopy by its name, with settings from the environment; see `services.service`.

        Raises:
            GeocoderError: There is no such geocoder, or a setting that it needs is missing.
        """
        return cls(service(name, environment), Cache())

    @property
    def label(self) -> str:
        """What people call the service."""
        return self._service.label

    @property
    def warnings(self) -> list[str]:
        """What went wrong so far."""
        return [*self._errors, *([self._cache.problem] if self._cache.problem else [])]

    def find(self, name: str, gazetteer: Gazetteer) -> list[Place]:
        """Return the places that the service knows under a name, the likeliest first; none where it fails.

        Args:
            name: The name. Nothing else leaves the machine.
            gazetteer: Says in which country and division an answer lies.
        """
        query = " ".join(name.split())
        where = f"{self._service.name} {self._service.where}"
        found = self._cache.get(where, fold(query))
        if found is None:
            found = self._answers(query)
            if found is None:
                return []
            self._cache.put(where, fold(query), found)
        return [place_of(answer, self.source, gazetteer) for answer in found]

    def _answers(self, query: str) -> list[Answer] | None:
        """Ask the service; None where it fails."""
        from geopy.exc import GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges, GeopyError

        if self._failures >= _FAILURES:
            return None
        try:
            self.asked += 1
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # of points off the globe: errors as well
                located: Any = self._ask(query)
            found = answers(located if isinstance(located, list) or located is None else [located])
        except (GeopyError, OSError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            # Beside its own errors geopy lets through what a malformed answer makes of its parsers.
            refused = isinstance(error, (GeocoderAuthenticationFailure, GeocoderInsufficientPrivileges))
            self._failures = _FAILURES if refused else self._failures + 1
            gone = "; it is not asked again in this run" if self._failures == _FAILURES else ""
            said = " ".join(_innermost(error).split())[:200]
            self._errors.append(f"no answer for {query!r}: {said}{gone}")
            return None
        self._failures = 0
        return found


def _innermost(error: BaseException) -> str:
    """Return what lies behind an error: "Connection refused", not the whole way there."""
    inner = error.__cause__ or error.__context__
    return _innermost(inner) if inner else str(error) or type(error).__name__
