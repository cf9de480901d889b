"""Files are written whole or not at all: to a temporary file beside the target, then renamed."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import GeomapError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator


def write_whole(path: Path, data: str | bytes) -> None:
    """Write `data` (text as UTF-8) to `path`, creating its folder; an existing file is replaced at once.

    Raises:
        OutputError: The folder or the file cannot be written; whatever was there before is untouched.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary file beside `path`, of the same ending, that takes its place when the block ends well.

    Raises:
        OutputError: The folder or the file cannot be written; whatever was there before is untouched.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=f".tmp{path.suffix}")
        os.close(handle)
        temporary = Path(name)
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        if isinstance(error, GeomapError):
            raise
        msg = f"cannot write {path}: {error.strerror or error}. Choose another place with -o, or make it writable."
        raise OutputError(msg) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
