"""A file server as GeoNames': ranges, entity tags, and on request everything that goes wrong on the way."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass
class Server:
    """What is served, what was asked, and how it misbehaves."""

    files: dict[str, bytes]
    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    break_after: int | None = None  # bytes of the next answer, after which the line is cut
    status: int | None = None
    tag: str = '"one"'
    ranges: bool = True
    answer: Callable[[BaseHTTPRequestHandler], None] | None = None


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[Server]:
    """Serve files by name until the end of the block."""
    state = Server(files)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append({"path": self.path, **dict(self.headers.items())})
            if state.answer is not None:
                state.answer(self)
                return
            content = state.files.get(self.path.rpartition("/")[2])
            if content is None or state.status:
                self.send_error(state.status or 404)
                return
            span = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            start = int(span[1]) if span and state.ranges and self.headers.get("If-Range") == state.tag else 0
            if start >= len(content):
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(content)}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            self.send_header("Content-Length", str(len(content) - start))
            self.send_header("ETag", state.tag)
            self.end_headers()
            rest = content[start:]
            if state.break_after is not None:
                rest, state.break_after = rest[: state.break_after], None
                self.close_connection = True
            self.wfile.write(rest)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}/dump/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
