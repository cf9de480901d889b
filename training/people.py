"""Names of people from many countries."""

from __future__ import annotations

import importlib

from faker.config import AVAILABLE_LOCALES

_LATIN_ENDS_AT = 0x250


def people_names() -> list[str]:
    """First and last names in Latin letters, one word each, sorted, of all countries that the package Faker knows."""
    found: set[str] = set()
    for locale in AVAILABLE_LOCALES:
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ImportError:
            continue
        for part in ("last_names", "first_names"):
            listed = getattr(provider, part, ())
            if isinstance(listed, (tuple, list, dict)):
                found.update(name for name in listed if name.istitle() and all(ord(c) < _LATIN_ENDS_AT for c in name))
    return sorted(name for name in found if name.isalpha())
