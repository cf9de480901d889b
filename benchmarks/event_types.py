"""Types of event on the CASE 2021 snippets: accuracy, macro-F1, and what is taken for what.

    python -m benchmarks.event_types BENCH_FOLDER [--list LABEL] [--model DIR --fold N]

Each snippet has one label of ACLED's sub-events and a few more; the answer is the type of the event mention that a
map would put first. Place names are not looked up, so that this measures the events room alone.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.models import use_model
from geomap.documents.document import Block, BlockKind, Document
from geomap.events import find_events
from geomap.events.mention import Status
from geomap.events.taxonomy import load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.events.mention import EventMention

FOLDS = 5
# The corpus's labels, and the types that say the same.
LABELS = {
    "ABDUCT_DISSAP": {"abduction"},
    "AGREEMENT": {"agreement", "meeting"},
    "AIR_STRIKE": {"air_drone_strike"},
    "ARMED_CLASH": {"armed_clash"},
    "ARREST": {"arrest"},
    "ART_MISS_ATTACK": {"shelling_missile_attack"},
    "ATTACK": {"attack", "assassination", "homicide"},
    "ATTRIB": {"statement"},
    "CHANGE_TO_GROUP_ACT": {"change_to_group", "deployment"},
    "CHEM_WEAP": {"chemical_weapon"},
    "DIPLO": {"statement", "sanctions", "meeting", "threat"},
    "DISR_WEAP": {"disrupted_weapons_use"},
    "FORCE_AGAINST_PROTEST": {"excessive_force_against_protesters"},
    "GOV_REGAINS_TERIT": {"government_regains_territory"},
    "GRENADE": {"grenade"},
    "HQ_ESTABLISHED": {"base_established"},
    "MAN_MADE_DISASTER": {"*accidents"},
    "MOB_VIOL": {"mob_violence"},
    "NATURAL_DISASTER": {"*hazards"},
    "NON_STATE_ACTOR_OVERTAKES_TER": {"non_state_actor_overtakes_territory"},
    "NON_VIOL_TERRIT_TRANSFER": {"non_violent_transfer_of_territory"},
    "ORG_CRIME": {"*crime"},
    "OTHER": {"other_strategic"},
    "PEACE_PROTEST": {"peaceful_protest"},
    "PROPERTY_DISTRUCT": {"looting_property_destruction"},
    "PROTEST_WITH_INTER": {"protest_with_intervention"},
    "REM_EXPLOS": {"remote_explosive"},
    "SEX_VIOL": {"sexual_violence"},
    "SUIC_BOMB": {"suicide_bomb"},
    "VIOL_DEMONSTR": {"violent_demonstration"},
}


def answer(found: list[EventMention]) -> str:
    """The label of a snippet: that of its first event which is no background, politics last."""
    taxonomy = load_taxonomy()
    if not found:
        return "NONE"

    def rank(mention: EventMention) -> tuple[bool, bool, bool, bool, int]:
        politics = taxonomy.types[mention.type].group == "politics"
        done = mention.status in {Status.OCCURRED, Status.ATTEMPTED, Status.ALLEGED}
        return (mention.background, politics, not done, mention.anaphoric or mention.generic, mention.start)

    kind = min(found, key=rank).type
    for label, keys in LABELS.items():
        if kind in keys or "*" + taxonomy.types[kind].group in keys:
            return label
    return kind


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, help="the folder that holds types/case2021_dev.jsonl")
    parser.add_argument("--fold", type=int, help="every fifth snippet only, from this one on")
    parser.add_argument("--list", metavar="LABEL", help="print the snippets of a label that were missed")
    parser.add_argument("--model", type=Path, help="folder of a model that has not seen these texts")
    options = parser.parse_args()
    use_model(options.model)
    pairs = []
    words, begin = 0, time.perf_counter()
    for text, gold, given in judged(options.bench, options.fold):
        words += len(text.split())
        pairs.append((gold, given))
        if options.list == gold != given:
            print(f"{given}: {text}\n")
    taken = time.perf_counter() - begin
    _print(pairs)
    print(f"{words / taken:,.0f} words a second")


def judged(bench: Path, fold: int | None = None) -> Iterator[tuple[str, str, str]]:
    """Text, label and answer of each snippet; labels that share a type with the answer count as given."""
    lines = (bench / "types" / "case2021_dev.jsonl").read_text(encoding="utf-8").splitlines()
    find_events(Document("warm", "Rain."), ())
    for row in map(json.loads, lines if fold is None else lines[fold::FOLDS]):
        text = row["text"]
        document = Document(str(row["id"]), text, (Block(0, len(text), BlockKind.BODY),))
        given = answer(find_events(document, ()))
        # Several labels may share a type ("statement"): any of them is right.
        same = given == row["label"] or bool(LABELS[row["label"]] & LABELS.get(given, set()))
        yield text, row["label"], row["label"] if same else given


def figures(bench: Path) -> Iterator[tuple[str, float]]:
    """Accuracy by name."""
    pairs = [(gold, given) for _, gold, given in judged(bench)]
    yield "CASE accuracy", sum(gold == given for gold, given in pairs) / len(pairs)


def _print(pairs: list[tuple[str, str]]) -> None:
    right = Counter(gold for gold, given in pairs if gold == given)
    golds = Counter(gold for gold, _ in pairs)
    givens = Counter(given for _, given in pairs)
    scores = []
    print(f"{'label':32}{'n':>4}{'prec':>7}{'rec':>7}{'F1':>7}  taken for")
    for label in sorted(golds):
        precision = right[label] / givens[label] if givens[label] else 0.0
        recall = right[label] / golds[label]
        f1 = 2 * precision * recall / (precision + recall) if right[label] else 0.0
        scores.append(f1)
        wrong = Counter(given for gold, given in pairs if gold == label != given).most_common(4)
        told = ", ".join(f"{name} {count}" for name, count in wrong)
        print(f"{label:32}{golds[label]:4}{precision:7.2f}{recall:7.2f}{f1:7.2f}  {told}")
    none = givens["NONE"]
    print(f"accuracy {right.total() / len(pairs):.3f}  macro-F1 {sum(scores) / len(scores):.3f}  no event {none}")


if __name__ == "__main__":
    main()
