"""Who claims an event for themselves, and who is blamed for it by whom: kept as said, never as fact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = r"(?:(?:al|el|as|ash)[-‑])?[^\W\d_a-zß-ÿ][\w’'.-]*"
_NAME = rf"(?:[Tt]he[ \xa0])?(?:{_WORD})(?:[ \xa0](?:(?:of|the|and|for|in|al|de|del|la)[ \xa0]){{0,2}}{_WORD}){{0,6}}"
_WHO = rf"(?P<who>{_NAME})(?:[ \xa0]\([A-Z][\w-]+\))?"
_BY = (
    rf"(?P<by>{_NAME}|(?:[Tt]he[ \xa0])?(?:police|officials|authorities|army|government|"
    r"military|residents|activists|prosecutors|[\w’']+[ \xa0](?:office|ministry|government|police|army|officials)))"
)
_MIDDLE = r"(?:,[^,.;]{2,60},)?[ \xa0](?:later[ \xa0]|has[ \xa0]|have[ \xa0]|had[ \xa0]|also[ \xa0])?"
_PATTERNS = (
    ("claimed", rf"{_WHO}{_MIDDLE}claimed[ \xa0](?:the[ \xa0])?(?:responsibility|credit|attack|bombing|killings?|strike)"),
    ("claimed", rf"(?:responsibility|attack|bombing|killings?|strike)[^.;]{{0,40}}[ \xa0](?:was|were)[ \xa0]claimed[ \xa0]by[ \xa0]{_WHO}"),
    ("claimed", rf"claim(?:s|ed)?[ \xa0]of[ \xa0]responsibility[ \xa0](?:by|from)[ \xa0]{_WHO}"),
    ("blamed", rf"{_BY}{_MIDDLE}(?:blamed|blames|accused|accuses)[ \xa0]{_WHO}"),
    ("blamed", rf"(?:was|were|been)[ \xa0](?:widely[ \xa0])?blamed[ \xa0]on[ \xa0]{_WHO}(?:[ \xa0]by[ \xa0]{_BY})?"),
    ("blamed", rf"{_WHO}[ \xa0](?:was|were|has[ \xa0]been|have[ \xa0]been)[ \xa0](?:widely[ \xa0])?(?:blamed|accused)(?:[ \xa0]by[ \xa0]{_BY})?"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(rf"(?<!\w){pattern}")) for kind, pattern in _PATTERNS)
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
