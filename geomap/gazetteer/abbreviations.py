"""When an abbreviation counts: its case must be as written, and some count only after "Place, "."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.entry import Match

if TYPE_CHECKING:
    from collections.abc import Iterable


class Abbreviations:
    """The abbreviations that an index knows, compared by case."""

    def __init__(self, written: Iterable[str]) -> None:
        """Take the abbreviations as written in the data: "U.S.", "Ill.", "NSW"."""
        forms = {form.replace(" ", "") for form in written}
        self._exact = forms
        self._undotted = {form.replace(".", "") for form in forms}
        # "US" stands for "U.S." anywhere, but "Ill", "Wash" and "Miss" are words without their dot.
        self._free = {form.replace(".", "") for form in forms if "." not in form[:-1] and not form.endswith(".")}
        self._free |= {form.replace(".", "") for form in forms if "." in form[:-1]}

    def stands_for(self, name: str, how: int, *, qualifier: bool) -> bool:
        """Whether a name, as written, is an abbreviation where it stands.

        Args:
            name: The name as written in the text.
            how: `Match.ABBREVIATION`, or `Match.QUALIFIER` for one that is an everyday word.
            qualifier: Whether it stands after a place and a comma.
        """
        form = name.replace(" ", "")
        if qualifier:
            return form.replace(".", "") in self._undotted
        return how != Match.QUALIFIER and (form in self._exact or form.replace(".", "") in self._free)
