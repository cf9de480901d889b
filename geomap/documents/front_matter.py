"""What a report says of itself above its text: YAML between fences, or plain "Title: …" lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_FENCED = re.compile(r"\s*---[ \t]*\r?\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_KEYS = (
    r"title|headline|date|published|publication[ _]date|updated|source|publisher|url|link|author|byline|language"
    r"|country"
)
_PLAIN = re.compile(
    rf"\s*(?:^(?:{_KEYS}):[ \t]+\S[^\r\n]*(?:\r?\n|\Z)){{2,}}(?=\s*?(?:\r?\n|\Z))", re.IGNORECASE | re.MULTILINE
)
_PAIR = re.compile(r"^([A-Za-z][\w -]{0,30}):[ \t]+([^\r\n]+?)[ \t]*$", re.MULTILINE)
_LONGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata at the head of a text.

    Attributes:
        end: Where the text proper starts; 0 when there is no metadata.
        fields: What it says, keys in lower case.
    """

    end: int = 0
    fields: dict[str, object] = field(default_factory=dict)

    def first_of(self, *keys: str) -> object | None:
        """The value of the first of these keys that has one."""
        values = (self.fields.get(key) for key in keys)
        return next((value for value in values if value is not None and value != ""), None)

    def words_of(self, *keys: str) -> str | None:
        """The same as one line of text."""
        value = self.first_of(*keys)
        return " ".join(str(value).split()) or None if value is not None else None


def read_front_matter(text: str) -> FrontMatter:
    """Read the metadata at the head of a text, if there is any."""
    head = text[:_LONGEST]
    fenced = _FENCED.match(head) if head.lstrip().startswith("---") else None
    if fenced:
        fields = _from_yaml(fenced["body"])
        # A thematic break above a first paragraph is no front matter.
        return FrontMatter(fenced.end(), fields) if fields else FrontMatter()
    plain = _PLAIN.match(head)
    return FrontMatter(plain.end(), _from_pairs(plain[0])) if plain else FrontMatter()


def _from_yaml(body: str) -> dict[str, object]:
    import yaml

    try:
        data = yaml.safe_load(body)
    except (yaml.YAMLError, ValueError, RecursionError):
        # Titles hold colons, and writers forget to quote them.
        return _from_pairs(body)
    if not isinstance(data, dict):
        return {}
    return {str(key).lower(): value for key, value in data.items() if not isinstance(value, list | dict)}


def _from_pairs(body: str) -> dict[str, object]:
    return {match[1].lower().replace("_", " "): match[2].strip("\"'") for match in _PAIR.finditer(body)}
