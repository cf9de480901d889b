"""One spelling for names that differ only in case, accents, punctuation or the form of an article.

`fold` makes the keys of the index and is applied to every name looked up, so both sides always agree.
`sound` is coarser: spellings of one name in several transliterations mostly share it.
"""

from __future__ import annotations

import re
import unicodedata

# Marks that carry no identity in a name: Latin, Greek and Cyrillic accents, Hebrew points, Arabic harakat.
# Vowel signs of Indic scripts and Japanese voicing marks are letters in all but name, and stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711"
    "\u0730-\u074a\u00ad\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]",
)
_APOSTROPHES = "'`´’‘‛ʻʼʽʾʿˈ′ʹʺ“”„\"″׳״՚·․°"
_SPACES = "-‐‑‒–—―−־_/\\,;:()[]{}<>|*+!?¿¡،؛、。，；：（）・･~"
_LETTERS = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ŋ": "n",
    "ə": "a",
    "ɓ": "b",
    "ɗ": "d",
    "ƙ": "k",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ک": "ك",
    "ہ": "ه",
    "ھ": "ه",
    "ة": "ه",
    "ە": "ه",
    "ٱ": "ا",
}
_TABLE = str.maketrans(
    {"&": " and ", ".": None, "．": None} | dict.fromkeys(_APOSTROPHES) | dict.fromkeys(_SPACES, " ") | _LETTERS,
)
# The same for ASCII, lower case included: `translate` is several times faster with a list that knows every character.
_ASCII_TABLE = [_TABLE.get(number, chr(number).lower()) for number in range(128)]
# The Arabic article in all its Latin dress: "al", "el", and before a sun letter "an Najaf", "ez-Zor".
_WORDS = re.compile(
    r"\b(?:el\b|[ae]n(?= n)|[ae]r(?= r)|[ae]sh(?= sh)|[ae]s(?= s)|[ae]dh(?= dh)|[ae]d(?= d)|[ae]th(?= th)|[ae]t(?= t)"
    r"|[ae]z(?= z)|(?:saint|sainte|mount|fort)\b)",
)
_WORD = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_SUN_LETTERS = ("n", "r", "sh", "s", "dh", "d", "th", "t", "z")
_CHANGING = frozenset({"el", *_WORD, *(vowel + letters for vowel in "ae" for letters in _SUN_LETTERS)})
_SUN_ARTICLE = re.compile(rf"(?:.* )?[ae]({'|'.join(_SUN_LETTERS)})")


def fold(name: str) -> str:
    """Return the key under which the index knows a name.

    Case, accents, apostrophes and dots go; hyphens and other punctuation become spaces; "Saint" and "St." are
    alike; the Arabic article has one form. Folding twice changes nothing.
    """
    words = (name.translate(_ASCII_TABLE) if name.isascii() else _plain(name).translate(_TABLE)).split()
    folded = " ".join(words)
    if _CHANGING.isdisjoint(words):
        return folded
    return _WORDS.sub(lambda found: _WORD.get(found[0], "al"), folded)


def fingerprint() -> str:
    """Return what these rules make of one string with all their cases; an index was built with the same or is stale."""
    folded = fold("An-Naṣr, El Señor & Saint-Łódź (ß) · Йошкар ガザ أحمد ى 서울 दिल्ली D.C. Sana’a Mount Þing ez-Zor")
    return f"{folded} | {sound(folded)}"


def prefixes(folded: str) -> tuple[str, ...]:
    """Return the beginnings of keys that a folded, possibly unfinished name stands for.

    "an" may be the start of "An Najaf", whose key begins with "al n".
    """
    article = _SUN_ARTICLE.fullmatch(folded)
    if article is None:
        return (folded,)
    letters = article[1]
    return folded, f"{folded[: -len(letters) - 1]}al {letters}"


def _plain(name: str) -> str:
    """Lower the case, strip the accents and recompose what is left."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", folded)).lower()


_SOUNDS = re.compile(r"tch|sch|kh|gh|sh|ch|ph|th|dh|zh|dj|ck|ts|tz|q|c|x|w|z|y|[aeiou]|h| ")
_SOUND = {
    "tch": "c",
    "sch": "s",
    "kh": "k",
    "gh": "g",
    "sh": "s",
    "ch": "c",
    "ph": "f",
    "th": "t",
    "dh": "d",
    "zh": "j",
    "dj": "j",
    "ck": "k",
    "ts": "s",
    "tz": "s",
    "q": "k",
    "c": "k",
    "x": "ks",
    "z": "s",
}
_DOUBLED = re.compile(r"(.)\1+")


def sound(folded: str) -> str:
    """Return the consonants of a folded Latin name, transliterations of one sound taken as one letter."""
    return _DOUBLED.sub(r"\1", _SOUNDS.sub(lambda found: _SOUND.get(found[0], ""), folded.removeprefix("al ")))
