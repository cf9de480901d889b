"""Reads what tells of events: our own annotated sentences, snippets with one type, sentences with scenes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.corpora import scene_spans
from geomap.events.mention import Status
from geomap.events.taxonomy import load_taxonomy
from training.annotated import phrase_span, place_spans
from training.corpora import HIDDEN, Example, build, words_at
from training.ties import tie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.language.tagger import Tagger

TYPES = tuple(load_taxonomy().types)
STATUSES = tuple(status.value for status in Status)
NO_EVENT = 0
_ROLES = {"L": "location", "A": "associative", "D": "associative", "R": "reporting"}

# CASE 2021 shared task 2 (Hürriyetoğlu et al. 2021) names ACLED's sub-events its own way; its few others mean groups.
CASE_TYPES = {
    "ABDUCT_DISSAP": "abduction",
    "AGREEMENT": "agreement",
    "AIR_STRIKE": "air_drone_strike",
    "ARMED_CLASH": "armed_clash",
    "ARREST": "arrest",
    "ART_MISS_ATTACK": "shelling_missile_attack",
    "ATTACK": "attack assassination homicide",
    "ATTRIB": "statement",
    "CHANGE_TO_GROUP_ACT": "change_to_group deployment",
    "CHEM_WEAP": "chemical_weapon",
    "DIPLO": "statement sanctions meeting threat",
    "DISR_WEAP": "disrupted_weapons_use",
    "FORCE_AGAINST_PROTEST": "excessive_force_against_protesters",
    "GOV_REGAINS_TERIT": "government_regains_territory",
    "GRENADE": "grenade",
    "HQ_ESTABLISHED": "base_established",
    "MAN_MADE_DISASTER": "*accidents",
    "MOB_VIOL": "mob_violence",
    "NATURAL_DISASTER": "*hazards",
    "NON_STATE_ACTOR_OVERTAKES_TER": "non_state_actor_overtakes_territory",
    "NON_VIOL_TERRIT_TRANSFER": "non_violent_transfer_of_territory",
    "ORG_CRIME": "*crime",
    "OTHER": "other_strategic",
    "PEACE_PROTEST": "peaceful_protest",
    "PROPERTY_DISTRUCT": "looting_property_destruction",
    "PROTEST_WITH_INTER": "protest_with_intervention",
    "REM_EXPLOS": "remote_explosive",
    "SEX_VIOL": "sexual_violence",
    "SUIC_BOMB": "suicide_bomb",
    "VIOL_DEMONSTR": "violent_demonstration",
}


def type_index(key: str) -> int:
    """The number of a type in the network's answer; 0 is no event."""
    return 1 + TYPES.index(key)


def read_events(records: Iterable[dict[str, Any]]) -> list[Example]:
    """Our own sentences with places, roles, events, statuses and scenes."""
    return [_example(record) for record in records]


def _example(record: dict[str, Any]) -> Example:
    text, places = record["text"], place_spans(record)
    gold: list[tuple[int, int, str, str | None]] = [
        (start, end, "D" if letter == "D" else "T", _ROLES[letter]) for start, end, letter in places
    ]
    example = build("events", text, gold, [])
    count = len(example.spans)
    example.types, example.statuses = [NO_EVENT] * count, [HIDDEN] * count
    triggers: list[set[int]] = [set() for _ in range(count)]
    scenes: list[set[int]] = [set() for _ in range(count)]
    told: list[list[tuple[int, int]]] = []
    for number, event in enumerate(record["events"]):
        told.append([phrase_span(text, phrase) for phrase in (*event.get("also", ()), event["trigger"])])
        for span in told[-1]:
            for at in words_at(example, *span):
                example.types[at] = type_index(event["type"])
                example.statuses[at] = STATUSES.index(event["status"])
                triggers[at].add(number)
        named = event.get("place") or []
        for name in [named] if isinstance(named, str) else named:
            for start, end, letter in places:
                if text[start:end] == name and letter in {"L", "A", "D"}:
                    for at in words_at(example, start, end):
                        scenes[at].add(number)
    example.events = [tuple(sorted(numbers)) for numbers in triggers]
    example.scenes = [tuple(sorted(numbers)) for numbers in scenes]
    tie(example, record["published"], record["events"], told)
    return example


def read_case(rows: Iterable[dict[str, Any]]) -> list[Example]:
    """CASE snippets: one type each, and nothing on places."""
    examples = []
    for row in rows:
        example = build("case", row["text"], [], [(0, len(row["text"]))])
        example.kinds = tuple(type_index(key) for key in _keys(CASE_TYPES[row["label"]]))
        examples.append(example)
    return examples


def _keys(names: str) -> list[str]:
    """Keys of types; "*group" stands for all of a group."""
    types = load_taxonomy().types
    return [key for name in names.split() for key in TYPES if key == name or "*" + types[key].group == name]


def read_scenes(rows: Iterable[dict[str, Any]], tagger: Tagger) -> list[Example]:
    """Sentences with one event each and where it happened: the other places that the tagger sees are not its scene."""
    examples = []
    for row in rows:
        text = row["text"]
        places = [(span.start, span.end) for span in tagger.tag(text)]
        right = scene_spans(row)
        if right is None:
            continue
        example = build("scenes", text, [(a, b, "T", None) for a, b in places], [(0, len(text))])
        # What the tagger found is no gold: it marks the rivals, and teaches nothing.
        rivals = [label > 0 for label in example.labels]
        example.labels = [HIDDEN] * len(example.labels)
        triggers: list[tuple[int, ...]] = [()] * len(example.spans)
        for mark in row["event"]:
            for at in words_at(example, mark["start"], mark["end"]):
                triggers[at] = (0,)
        example.events = triggers
        example.scenes = [
            (0,) if any(a < end and start < b for a, b in right) else (-1,) if rival else ()
            for (start, end), rival in zip(example.spans, rivals, strict=True)
        ]
        examples.append(example)
    return examples
