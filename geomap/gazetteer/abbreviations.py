"""When an abbreviation counts: its case must be as written, and some count only after "Place, "."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.entry import Match

if TYPE_CHECKING:
    from collections.abc import Iterable


class Abbreviations:
    """The abbreviations that an index knows, compared by case."""

    def __init__(self, free: Iterable[str], qualifiers: Iterable[str]) -> None:
        """Take the abbreviations as written in the data.

        Args:
            free: Those that stand for a place anywhere: "U.S.", "NSW".
            qualifiers: Those that are everyday words or other initials too: "IN", "Wash.".
        """
        forms = {form.replace(" ", "") for form in free}
        bound = {form.replace(" ", "") for form in qualifiers}
        self._any = {form.replace(".", "") for form in forms | bound}
        # "US" and, before a full stop, "U.S" stand for "U.S." anywhere; "Calif" without its dot stands for "Calif."
        # only where it is listed.
        dotted = {form for form in forms if "." in form[:-1]}
        undotted = {form.replace(".", "") for form in dotted} | {form.removesuffix(".") for form in dotted}
        self._free = forms | (undotted - bound)

    def stands_for(self, name: str, how: int, *, qualifier: bool) -> bool:
        """Whether a name, as written, is an abbreviation where it stands.

        Args:
            name: The name as written in the text.
            how: How it belongs to the place: `Match.ABBREVIATION` or `Match.QUALIFIER`.
            qualifier: Whether it stands after a place and a comma.
        """
        form = name.replace(" ", "")
        if qualifier:
            return form.replace(".", "") in self._any
        return how == Match.ABBREVIATION and form in self._free
