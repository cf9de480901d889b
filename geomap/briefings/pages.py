"""The paper sizes, in points (72 an inch)."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.briefings.errors import BriefingError


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, and its shorter and longer side in points."""

    name: str
    short: float
    long: float

    @property
    def wide(self) -> tuple[float, float]:
        """Width and height lying."""
        return self.long, self.short

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height as a document has it: paper stands, a screen lies."""
        return (self.long, self.short) if self.name == "16:9" else (self.short, self.long)


PAGES = {
    page.name: page for page in (Page("a4", 595.28, 841.89), Page("letter", 612.0, 792.0), Page("16:9", 540.0, 960.0))
}


def page_of(name: str) -> Page:
    """The page of a name: "a4", "letter" or "16:9".

    Raises:
        BriefingError: There is none of that name.
    """
    page = PAGES.get(name.casefold())
    if page is None:
        message = f"unknown page {name!r}: choose from {', '.join(PAGES)}"
        raise BriefingError(message)
    return page
