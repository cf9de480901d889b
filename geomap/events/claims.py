"""Who claims an event for themselves, and who is blamed for it by whom: kept as said, never as fact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Written with plain spaces; hard ones are allowed too.
_WORD = r"(?:(?:al|el|as|ash)[-‑])?[^\W\d_a-zß-ÿ][\w’'.-]*"
_NAME = rf"(?:[Tt]he )?(?:{_WORD})(?: (?:(?:of|the|and|for|in|al|de|del|la) ){{0,2}}{_WORD}){{0,6}}"
_WHO = rf"(?P<who>{_NAME})(?: \([A-Z][\w-]+\))?"
_BODIES = "police|officials|authorities|army|government|military|residents|activists|prosecutors"
_BY = rf"(?P<by>{_NAME}|(?:[Tt]he )?(?:{_BODIES}|[\w’']+ (?:office|ministry|{_BODIES})))"
_MIDDLE = "(?:,[^,.;]{2,60},)? (?:later |has |have |had |also )?"
_DEED = "(?:responsibility|credit|attack|bombing|killings?|strike)"
_PATTERNS = (
    ("claimed", rf"{_WHO}{_MIDDLE}claimed (?:the )?{_DEED}"),
    ("claimed", rf"{_DEED}[^.;]{{0,40}} (?:was|were) claimed by {_WHO}"),
    ("claimed", rf"claim(?:s|ed)? of responsibility (?:by|from) {_WHO}"),
    ("blamed", rf"{_BY}{_MIDDLE}(?:blamed|blames|accused|accuses) {_WHO}"),
    ("blamed", rf"(?:was|were|been) (?:widely )?blamed on {_WHO}(?: by {_BY})?"),
    ("blamed", rf"{_WHO} (?:was|were|has been|have been) (?:widely )?(?:blamed|accused)(?: by {_BY})?"),
)
_COMPILED = tuple((kind, re.compile(r"(?<!\w)" + pattern.replace(" ", r"[ \xa0]"))) for kind, pattern in _PATTERNS)
_NOBODY = re.compile(r"(?:The |the )?(?:No|Nobody|None|There|It|He|She|They|This|That|We|But|And|Also)\b")
_ARTICLE = re.compile(r"^[Tt]he[ \xa0]")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of responsibility (`kind` "claimed") or an accusation ("blamed"); offsets into the document's text.

    `by` is who blames, None where the text does not say, and for a claim.
    """

    start: int
    end: int
    kind: str
    who: str
    by: str | None = None


def find_claims(text: str, start: int, end: int) -> Iterator[Claim]:
    """The claims and accusations of a sentence, in order of their patterns."""
    taken: list[tuple[int, int]] = []
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text, start, end):
            who = _name(match["who"])
            by = _name(match["by"]) if "by" in pattern.groupindex and match["by"] else None
            if not who or _NOBODY.match(match["who"]) or any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())
            yield Claim(match.start(), match.end(), kind, who, by)


def _name(written: str) -> str:
    return re.sub(r"[’'‘]s?$", "", _ARTICLE.sub("", written.replace("\xa0", " ")).strip(" ,."))
