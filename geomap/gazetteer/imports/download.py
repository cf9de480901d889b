"""Fetches GeoNames dumps: only when asked to, resumed where it broke off, and checked before use.

A file that is being fetched ends in ".part"; beside it lies what the server said of it, so that it is resumed only
while the server still has the same file.
"""

from __future__ import annotations

import json
import os
import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from geomap.errors import GazetteerError, OutputError
from geomap.gazetteer.imports.lines import opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import requests

    from geomap.gazetteer.gazetteer import Gazetteer

SERVER = "https://download.geonames.org/export/dump/"
VARIABLE = "GEOMAP_GEONAMES_URL"
ALL = "all"
_ALL_FILE = "allCountries"
_CHUNK = 1 << 18
_LARGEST = 8 << 30  # bytes; the largest file of GeoNames has 0.4 GB
_ATTEMPTS = 3  # in a row that bring nothing
_TIMEOUT = (15, 60)  # seconds, to connect and to wait for the next bytes
_ZIP = b"PK\x03\x04"
_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+)")
_OK, _PART, _NOT_FOUND, _BEYOND, _BUSY = 200, 206, 404, 416, 500


def server(given: str | None = None) -> str:
    """Return the address to fetch from: the one given, or GEOMAP_GEONAMES_URL, or GeoNames' own.

    Raises:
        GazetteerError: It is no http or https address.
    """
    url = given or os.environ.get(VARIABLE) or SERVER
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc:
        message = f"{url} is no http or https address."
        raise GazetteerError(message)
    return url if url.endswith("/") else f"{url}/"


def file_stem(wanted: str, gazetteer: Gazetteer) -> str:
    """Return the name, without its ending, of the file of a country ("IQ", "Iraq") or of "all".

    Raises:
        GazetteerError: There is no such country.
    """
    if wanted.casefold() == ALL:
        return _ALL_FILE
    country = gazetteer.country(wanted.upper())
    found = [country] if country else [c.place for c in gazetteer.lookup(wanted)]
    code = next((place.country for place in found if place.key == f"country:{place.country}"), None)
    if code is None:
        message = f"There is no country {wanted!r}. Give ISO codes or names of countries, or {ALL!r}."
        raise GazetteerError(message)
    return code


def fetch(url: str, target: Path, on_progress: Callable[[int, int], None] | None = None) -> Path:
    """Fetch a zip file of one table, or the rest of it, and check its size and checksums.

    Args:
        url: Where it is.
        target: Where it goes, once it is whole; the folder is made.
        on_progress: Called with the bytes that are there and the bytes in all (0 if unknown).

    Raises:
        GazetteerError: The server cannot be reached, does not have it, breaks off time and again, or sends something
            else.
        OutputError: The folder cannot be written to.
    """
    tell = on_progress or (lambda *_: None)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        _check(part, _complete(url, part, tell))
        part.replace(target)
        _facts_file(part).unlink(missing_ok=True)
    except GazetteerError:
        raise
    except OSError as error:
        message = f"cannot write {target}: {error.strerror or error}."
        raise OutputError(message) from error
    return target


def _complete(url: str, part: Path, tell: Callable[[int, int], None]) -> int:
    """Fetch until everything is there, in as many requests as it takes; return the size that the server says."""
    import requests
    import urllib3

    session = _session()
    failures = 0
    while True:
        before = part.stat().st_size if part.exists() else 0
        try:
            return _request(session, url, part, tell)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            here = part.stat().st_size if part.exists() else 0
            failures = 0 if here > before else failures + 1
            if failures == _ATTEMPTS or isinstance(
                error, (requests.exceptions.InvalidURL, requests.exceptions.SSLError)
            ):
                kept = f" {here:,} bytes are here; the same command goes on from there." if here else ""
                message = f"{url} could not be fetched ({_why(error)}).{kept}"
                raise GazetteerError(message) from error


def _request(session: requests.Session, url: str, part: Path, tell: Callable[[int, int], None]) -> int:
    """Ask for what is missing and write it; return the size of the whole."""
    facts = _facts(part, url)
    have = part.stat().st_size if part.exists() and facts else 0
    headers = {"Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": facts["validator"]}
    with session.get(url, headers=headers, stream=True, timeout=_TIMEOUT) as answer:
        _check_answer(answer, url)
        said = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
        if answer.status_code == _BEYOND:
            if said and int(said[2]) == have:
                return have
            part.unlink(missing_ok=True)
            return _request(session, url, part, tell)
        if answer.status_code != _PART or not said or said[1] is None or int(said[1]) != have:
            have = 0  # the whole file comes
        size = int(said[2]) if have and said else int(answer.headers.get("Content-Length") or 0)
        if size > _LARGEST:
            message = f"{url} has {size:,} bytes: that is no file of GeoNames."
            raise GazetteerError(message)
        validator = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        _facts_file(part).write_text(json.dumps({"url": url, "validator": validator}), encoding="utf-8")
        with part.open("ab" if have else "wb") as file:
            # Whatever has come is written, so that a line that is cut loses nothing.
            while chunk := answer.raw.read1(_CHUNK):
                file.write(chunk)
                have += len(chunk)
                tell(have, size)
                if have > (size or _LARGEST):
                    message = f"{url} sends more than it says."
                    raise GazetteerError(message)
    return size or have


def _check_answer(answer: requests.Response, url: str) -> None:
    """Refuse an answer that does not bring the file.

    Raises:
        GazetteerError: There is no such file, or it is sent on to an address that is not encrypted.
        requests.HTTPError: The server has some other trouble.
    """
    if answer.status_code == _NOT_FOUND:
        message = f"{url}: the server has no such file."
        raise GazetteerError(message)
    if urlsplit(url).scheme == "https" and urlsplit(answer.url).scheme != "https":
        message = f"{url} is sent on to {answer.url}, which is not encrypted."
        raise GazetteerError(message)
    if answer.status_code not in {_OK, _PART, _BEYOND}:
        if answer.status_code >= _BUSY:
            answer.raise_for_status()
        message = f"{url}: the server answers with status {answer.status_code}."
        raise GazetteerError(message)


def _session() -> requests.Session:
    """Return a session that waits and asks again when a server is busy."""
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.util import Retry

    session = requests.Session()
    retry = Retry(
        total=3, connect=1, backoff_factor=0.5, status_forcelist=(429, 500, 502, 503, 504), raise_on_status=False
    )
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    session.headers["User-Agent"] = f"geomap/{version('geomap')}"
    return session


def _check(path: Path, size: int) -> None:
    """Compare the size, and inflate the zip file to its end, so that its checksum is compared; what is wrong goes.

    Raises:
        GazetteerError: It is not whole, damaged, or no zip file of one table.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(_ZIP))
        if path.stat().st_size != size or start != _ZIP:
            found = f"{path.stat().st_size:,} bytes of {size:,} came" if start == _ZIP else "it is no zip file"
            message = f"{path.stem}: {found}. The server may be busy, or not have this file: try again later."
            raise GazetteerError(message)  # noqa: TRY301 - what is wrong goes, whatever it is
        with opened(path) as (table, _):
            while table.read(_CHUNK):
                pass
    except GazetteerError:
        path.unlink()
        raise


def _facts_file(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _facts(part: Path, url: str) -> dict[str, Any]:
    """Return what the server said of the file of which a part is here; nothing where it cannot be resumed."""
    try:
        facts: dict[str, Any] = json.loads(_facts_file(part).read_bytes())
    except (OSError, ValueError):
        return {}
    return facts if facts.get("url") == url and facts.get("validator") else {}


def _why(error: BaseException) -> str:
    """Return the innermost reason of a network error."""
    inner = error.__cause__ or error.__context__
    return _why(inner) if inner else str(error) or type(error).__name__


def address(base: str, stem: str) -> str:
    """Return the address of a file of the server."""
    return urljoin(base, f"{stem}.zip")


def download_folder() -> Path:
    """Return the folder in which files are kept until they are imported."""
    import platformdirs

    return platformdirs.user_cache_path("geomap", appauthor=False) / "geonames"
