import pytest

from geomap.events.combine import OPEN
from geomap.events.inflect import plural, verb_forms
from geomap.events.lexicon import Entry, load_lexicon, read_data
from geomap.events.rules import Around, first_match, parse_rule
from geomap.events.taxonomy import load_taxonomy
from geomap.events.view import view_sentence
from geomap.events.weapons import find_weapons

FOUND_IN_TEXT = {"@name", "@number", "@place", "@country", "@orgname", "@people", "@protest", "@politics"}


def entries() -> list[Entry]:
    return [p.entry for group in load_lexicon().patterns.values() for p in group if p.entry is not None]


def test_every_rule_gives_a_type_of_the_taxonomy() -> None:
    given = {rule.type for entry in entries() for rule in entry.rules} - {None, OPEN}
    assert given <= load_taxonomy().types.keys()


def test_every_type_has_a_trigger() -> None:
    given = {rule.type for entry in entries() for rule in entry.rules}
    assert load_taxonomy().types.keys() <= given


def test_every_class_that_a_rule_names_is_listed() -> None:
    listed = {"@" + name for table in read_data("classes.toml").values() for name in table}
    named = {
        word
        for entry in entries()
        for rule in entry.rules
        for condition in rule.conditions
        for word in condition.words
        if word.startswith("@")
    }
    assert named <= listed | FOUND_IN_TEXT


def test_every_lemma_that_a_rule_names_is_one_of_its_words() -> None:
    lemmas: dict[int, set[str]] = {}
    for group in load_lexicon().patterns.values():
        for pattern in group:
            if pattern.entry is not None:
                lemmas.setdefault(id(pattern.entry), set()).add(pattern.lemma)
    wrong = {
        word
        for entry in entries()
        for rule in entry.rules
        for condition in rule.conditions
        if condition.place == "lemma"
        for word in condition.words - lemmas[id(entry)]
    }
    assert wrong == set()


class Words(Around):
    def words(self, place: str) -> frozenset[str]:
        return frozenset({"army", "@security"}) if place == "subj" else frozenset()

    def text(self, place: str) -> str:
        return " the army of the north " if place == "subj" else " "


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("subj:@security -> attack", "attack"),
        ("subj:police|army -> attack", "attack"),
        ("subj:army of -> attack", "attack"),
        ("subj:@militants -> attack", None),
        ("!subj:@militants, !obj:army -> attack", "attack"),
        ("subj:army, obj:army -> attack", None),
        ("-> attack", "attack"),
        ("-> -", None),
    ],
)
def test_rules_hold_when_all_conditions_hold(rule: str, kind: str | None) -> None:
    assert first_match((parse_rule(rule),), Words()) == kind


@pytest.mark.parametrize("text", ["subj:army", "army -> attack", "where:army -> attack"])
def test_a_broken_rule_is_an_error_that_quotes_it(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        parse_rule(text)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("ambush", {"ambush", "ambushes", "ambushed", "ambushing"}),
        ("rob", {"rob", "robs", "robbed", "robbing"}),
        ("patrol", {"patrol", "patrols", "patrolled", "patrolling"}),
        ("bury/buried/buried", {"bury", "buries", "buried", "burying"}),
        ("shoot/shot/shot", {"shoot", "shoots", "shot", "shooting"}),
        ("hit/hit/hit", {"hit", "hits", "hitting"}),
        ("die", {"die", "dies", "died", "dying"}),
    ],
)
def test_verbs_take_all_their_forms(verb: str, forms: set[str]) -> None:
    assert set(verb_forms(verb)) == forms


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("bus", "buses"),
        ("militiaman", "militiamen"),
        ("body", "bodies"),
        ("car bomb", "car bombs"),
        ("knife", "knives"),
    ],
)
def test_nouns_take_their_plural(noun: str, many: str) -> None:
    assert plural(noun) == many


def test_the_fuller_name_of_a_weapon_wins() -> None:
    text = "Bombs, among them a car bomb, and an assault rifle"
    view = view_sentence(text, (0, len(text)), load_lexicon(), ())
    assert find_weapons(view, 0, len(view.lower)) == ("car bomb", "rifle")
