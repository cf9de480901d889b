"""The code to embed a map: nothing in it ends an attribute early, and sizes and addresses are what they say."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from geomap.errors import FormatError
from geomap.formats.embedding import Frame, embed_code

PAGE = '<!DOCTYPE html>\n<html><head><title>Week "45" &amp; <b></title></head><body>"&amp;"</body></html>'


class Elements(HTMLParser):
    """The elements of a page with their attributes, as a browser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str | None]] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in self.found
        self.found[tag] = dict(attrs)


def test_the_whole_page_is_in_the_code() -> None:
    found = Elements(embed_code(PAGE, None, inline=True)).found
    assert found.keys() == {"figure", "iframe"}
    assert found["iframe"]["srcdoc"] == PAGE
    assert found["iframe"]["title"] == 'Week "45" & <b>'
    assert "allow-same-origin" not in str(found["iframe"]["sandbox"])


def test_hostile_titles_and_addresses_stay_in_their_attributes() -> None:
    evil = '"><script>alert(1)</script>'
    found = Elements(embed_code(PAGE, f"maps/{evil}.html", Frame(title=evil))).found
    assert found.keys() == {"figure", "iframe", "figcaption", "a"}
    assert found["iframe"]["title"] == evil
    assert found["a"]["href"] == found["iframe"]["src"] == f"maps/{evil}.html"


@pytest.mark.parametrize("address", ["javascript:alert(1)", " JavaScript :x", "data:text/html,x"])
def test_addresses_that_run_are_refused(address: str) -> None:
    with pytest.raises(FormatError, match="no address of a map"):
        embed_code(PAGE, address)


@pytest.mark.parametrize("size", ["0", "wide", "100px", "1e9", '1" onload="x', "-5", ""])
def test_sizes_that_are_none_are_refused(size: str) -> None:
    with pytest.raises(FormatError, match="is no size"):
        embed_code(PAGE, "map.html", Frame(height=size))


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(FormatError, match="no HTML page"):
        embed_code('{"type": "FeatureCollection"}', "x.html")
    with pytest.raises(FormatError, match="needs the address"):
        embed_code(PAGE, None)
