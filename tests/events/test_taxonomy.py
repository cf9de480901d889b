import re
from itertools import combinations
from pathlib import Path

import pytest

from geomap.errors import FilterError, FormatError
from geomap.events.taxonomy import load_taxonomy

ACLED = {
    "Government regains territory", "Non-state actor overtakes territory", "Armed clash",
    "Excessive force against protesters", "Protest with intervention", "Peaceful protest",
    "Violent demonstration", "Mob violence", "Chemical weapon", "Air/drone strike", "Suicide bomb",
    "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade", "Sexual violence",
    "Attack", "Abduction/forced disappearance", "Agreement", "Arrests", "Change to group/activity",
    "Disrupted weapons use", "Headquarters or base established", "Looting/property destruction",
    "Non-violent transfer of territory", "Other",
}  # fmt: skip


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_acled_sub_event_has_a_type_and_is_spelled_alike() -> None:
    assert {kind.acled for kind in load_taxonomy().types.values()} - {None} == ACLED


def test_every_type_is_complete_and_in_a_known_group() -> None:
    taxonomy = load_taxonomy()
    assert len(taxonomy.groups) == 11
    for kind in taxonomy.types.values():
        assert kind.group in taxonomy.groups
        assert 2 <= len(kind.examples) <= 3
        assert kind.definition.endswith(".")
        assert re.fullmatch(r"[a-z-]+", kind.icon)


def test_severity_ranks_without_ties() -> None:
    ranks = [kind.severity for kind in load_taxonomy().types.values()]
    assert len(set(ranks)) == len(ranks)


def test_groups_differ_in_colour_and_shape_and_read_on_white() -> None:
    groups = load_taxonomy().groups.values()
    for one, other in combinations(groups, 2):
        assert one.colour != other.colour
        assert one.shape != other.shape
    for group in groups:
        assert 1.05 / (luminance(group.colour) + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("armed_clash", ("armed_clash",)),
        ("Armed clash", ("armed_clash",)),
        ("ARMED-CLASH", ("armed_clash",)),
        ("riots", ("violent_demonstration", "mob_violence")),
        ("Health", ("epidemic",)),
        ("fire", ("fire",)),
    ],
)
def test_resolve_knows_keys_and_labels_of_types_and_groups(name: str, keys: tuple[str, ...]) -> None:
    assert load_taxonomy().resolve(name) == keys


def test_an_unknown_name_is_an_error_that_names_its_neighbours() -> None:
    with pytest.raises(FilterError, match=r"'airstrike'.*air_drone_strike"):
        load_taxonomy().resolve("airstrike")
    with pytest.raises(FilterError, match="geomap types"):
        load_taxonomy().resolve("xqzw")


GOOD = """
[groups.a]
label = "A"
colour = "#112233"
shape = "circle"
icon = "star"
[types.b]
label = "B"
group = "a"
icon = "star"
severity = 3
definition = "B."
examples = ["B happened."]
"""


def test_users_may_bring_their_own(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(GOOD, encoding="utf-8")
    taxonomy = load_taxonomy(file)
    assert taxonomy.resolve("a") == ("b",)
    assert taxonomy.types["b"].colour == "#112233"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('group = "a"', 'group = "z"', "group must be one of a"),
        ("severity = 3", 'severity = "high"', "severity must be a whole number"),
        ('definition = "B."', "", "definition is missing"),
        ('colour = "#112233"', 'colour = "red"', "colour must read like"),
        ('definition = "B."', 'definition = "B."\nshade = "x"', "unknown entry 'shade'"),
        ('examples = ["B happened."]', 'examples = "B"', "examples must be a list"),
        ("[types.b]", "[types.b", "not valid TOML"),
        ("[types.b]", "[kinds.b]", r"no \[types"),
        ("[types.b]", '[types."B b"]', "a key is made of"),
    ],
)
def test_a_broken_file_says_what_is_wrong(tmp_path: Path, old: str, new: str, says: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(FormatError, match=says):
        load_taxonomy(file)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="cannot read the taxonomy"):
        load_taxonomy(tmp_path / "none.toml")
