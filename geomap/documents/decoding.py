"""Bytes become text: byte order marks, UTF-16, legacy charsets, and the refusal of what is not text."""

from __future__ import annotations

import codecs
import re

from geomap.errors import InputError

_SAMPLE = 1 << 16
_BINARY_SIGNATURES = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"SQLite format 3\x00": "a database",
}
# UTF-32 comes before UTF-16, whose mark it begins with.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL_BYTES = bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
# What no output format can hold: control characters, unpaired surrogates, non-characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüßœÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÚÜ‘’“”„–—…•«»°§€£\u00a0¿¡")
_WESTERN_SHARE = 0.9
_MAX_CONTROL_SHARE = 0.005
_MIN_NUL_SHARE = 0.2
_MAX_BROKEN_SHARE = 0.0005


def decode_text(data: bytes) -> str:
    r"""Decode a file's bytes, whatever charset they are in.

    Line ends stay as they are, so that offsets point into the file's own text; a byte order mark is not part
    of it.

    Args:
        data: The bytes.

    Returns:
        The text; characters that no output can hold (NUL, unpaired surrogates) are each replaced by U+FFFD.

    Raises:
        InputError: The bytes are not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return make_writable(data[len(mark) :].decode(encoding, errors="replace"))
    for signature, kind in _BINARY_SIGNATURES.items():
        if data.startswith(signature):
            raise _not_text(kind)
    wide = _unmarked_utf16(data)
    if wide:
        return make_writable(data.decode(wide, errors="replace"))
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    if controls > max(1, _MAX_CONTROL_SHARE * len(sample)):
        raise _not_text()
    try:
        return make_writable(data.decode("utf-8"))
    except UnicodeDecodeError:
        return make_writable(_decode_damaged_utf8(data) or data.decode(_guess_charset(data), errors="replace"))


def make_writable(text: str) -> str:
    """Replace characters that no output format can hold, one for one, so that offsets stay true."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _not_text(kind: str = "binary data") -> InputError:
    msg = f"not text but {kind}; save it as text, Markdown or HTML"
    return InputError(msg)


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly every second byte of European text is NUL."""
    sample = data[: _SAMPLE & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd < _MIN_NUL_SHARE * len(sample) or not sample:
        return None
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    try:
        sample[: len(sample) & ~1].decode(encoding)
    except UnicodeDecodeError:
        return None
    # Both halves full of NULs is a binary file, not text.
    return encoding if min(even, odd) < _MAX_CONTROL_SHARE * len(sample) else None


def _decode_damaged_utf8(data: bytes) -> str | None:
    """UTF-8 that was cut or damaged in a few places, or None when it is another charset."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    sound = sum(1 for _ in _UTF8_SEQUENCE.finditer(data[:_SAMPLE]))
    return text if broken <= sound and broken <= max(2, _MAX_BROKEN_SHARE * len(data)) else None


def _guess_charset(data: bytes) -> str:
    """The legacy charset of the bytes, by their statistics."""
    sample = data[:_SAMPLE]
    # Short Western texts fit many code pages equally well, and only this one makes sense of their accents.
    accents = sample.translate(None, bytes(range(128))).decode("cp1252", errors="replace")
    if sum(map(_WESTERN.__contains__, accents)) >= _WESTERN_SHARE * len(accents):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        raise _not_text()
    return best.encoding
