"""Web pages: the report's text and what the page says of it, taken out by trafilatura."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

from geomap.errors import InputError

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"[^\W_]+")
_HEAD = 4096
_OK = 200


@dataclass(frozen=True, slots=True)
class Page:
    """What was taken out of a web page; `published` as the page writes it."""

    text: str
    title: str | None
    published: str | None
    source: str | None
    url: str | None


def looks_like_html(text: str) -> bool:
    """Whether a text is the source of a web page."""
    return _HTML.match(text[:_HEAD]) is not None


def read_page(source: bytes | str, url: str | None = None) -> Page:
    """Take the report out of a web page.

    Args:
        source: The page's source; bytes in any charset, which the page may name.
        url: Where it came from.

    Returns:
        Its text, headline first, and its metadata.

    Raises:
        InputError: No text could be found in it.
    """
    import trafilatura

    # What it would log of pages that it cannot take apart is said by the error below.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        source,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_formatting=False,
        # A year in a footer is not a publication date.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if isinstance(found, dict):  # only when asked for, which the library's signature cannot say
        raise TypeError
    text = (found.text or "" if found else "").strip()
    if not text:
        text = trafilatura.html2txt(source).strip()
    if not text:
        msg = "no text found in this web page; save the article itself as text"
        raise InputError(msg)
    title = " ".join(found.title.split()) if found and found.title else None
    if title and _words(title) != _words(text[: len(title) + 20])[: len(_words(title))]:
        text = f"{title}\n\n{text}"
    return Page(
        text=text,
        title=title,
        published=found.date if found else None,
        source=(found.sitename or found.hostname) if found else None,
        url=url or (found.url if found else None),
    )


def fetch_page(url: str) -> str:
    """Fetch a page from the web.

    Raises:
        InputError: The address is not http or https, or nothing came back.
    """
    if not url.lower().startswith(("http://", "https://")):
        msg = "only http and https addresses are fetched"
        raise InputError(msg)
    import trafilatura
    from trafilatura.settings import use_config

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    config = use_config()
    config.set("DEFAULT", "INSECURE_SSL_FALLBACK", "false")  # a page that cannot be vouched for is no source
    response = trafilatura.fetch_response(url, decode=True, config=config)
    if response is None:
        msg = "could not be fetched; check the address and the connection, or save the page as .html"
        raise InputError(msg)
    if response.status != _OK or not response.html:
        msg = f"the server answered {response.status} and gave no page; check the address, or save the page as .html"
        raise InputError(msg)
    return str(response.html)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
