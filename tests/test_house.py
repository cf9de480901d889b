"""The house is in order: documentation is true, the public names are documented, rooms keep their direction."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import geomap
from geomap.cli.app import app
from geomap.cli.options import FilterOptions

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
COMMANDS = {command.name for command in app.registered_commands}
GROUPS = {
    group.typer_instance.info.name: group.typer_instance for group in app.registered_groups if group.typer_instance
}


@pytest.mark.parametrize("name", geomap.__all__)
def test_every_public_name_exists_and_is_documented(name: str) -> None:
    thing = getattr(geomap, name)
    assert inspect.getdoc(thing), f"{name} has no docstring"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        geomap.nonsense  # noqa: B018 - the look-up is the test


def test_commands_of_the_readme_exist() -> None:
    named = set(re.findall(r"^    (?:.*\| )?geomap (\w+)", README, re.MULTILINE))
    assert named
    assert named <= COMMANDS | set(GROUPS)
    assert named >= COMMANDS | set(GROUPS), "a command is not in the README"
    for group, commands in GROUPS.items():
        named = set(re.findall(rf"^    geomap {group} (\w+)", README, re.MULTILINE))
        known = {
            command.name or command.callback.__name__ for command in commands.registered_commands if command.callback
        }
        assert named == known


def test_options_of_the_readme_exist() -> None:
    known = {"--" + name.replace("_", "-") for name in inspect.get_annotations(FilterOptions)}
    known |= {"--no-merge", "--title", "--format", "--open", "--basemap", "--embed", "--json", "--output", "--help"}
    known |= {"--page", "--language", "--map-link", "--gazetteer", "--geocoder", "--classes"}
    known |= {"--map", "--hxl", "--inline", "--responsive", "--address", "--width", "--height", "--explain"}
    named = set(re.findall(r"(?<=[ `])--[a-z][a-z-]+", README))
    assert named <= known


def test_the_rooms_keep_their_direction() -> None:
    from importlinter.cli import lint_imports

    root = Path(__file__).parents[1]
    assert lint_imports(config_filename=str(root / "pyproject.toml"), no_cache=True) == 0
