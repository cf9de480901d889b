from __future__ import annotations

import random
import shutil
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pytest

from geomap.errors import GeomapError, ModelError
from geomap.language import tagger as module
from geomap.language.decoding import best_path, runs, tidy
from geomap.language.tagger import FORMAT, TaggedSpan, Tagger
from geomap.language.windows import cut_windows, own_parts
from geomap.language.words import SHAPES, split_words, word_shape

MODEL = Path(module.__file__).parent / "model"

REPORT = (
    "DUBAI, March 4 (Newswire) - Two rockets landed near the airport of Erbil, Iraq, on Monday night, "
    "wounding three Iraqi guards. Tehran denied any part in it. “We heard the blast in Ankawa,” a resident said."
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def named(text: str, spans: list[TaggedSpan], label: str = "toponym") -> list[str]:
    return [text[span.start : span.end] for span in spans if span.label == label]


def role_of(text: str, name: str, spans: list[TaggedSpan]) -> str:
    return next(span.role for span in spans if text[span.start : span.end] == name)


def test_report_is_read(tagger: Tagger) -> None:
    spans = tagger.tag(REPORT)
    assert named(REPORT, spans) == ["DUBAI", "Erbil", "Iraq", "Tehran", "Ankawa"]
    assert named(REPORT, spans, "demonym") == ["Iraqi"]
    assert [span.role for span in spans] == [
        "reporting",
        "location",
        "location",
        "demonym",
        "associative",
        "location",
    ]
    assert all(0.3 < span.confidence <= 1 for span in spans)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("KABUL (AP) — A bomb killed nine people in Jalalabad.", "KABUL", "reporting"),
        ("BOGOTÁ, Colombia — Rebels blew up a bridge near Tumaco.", "BOGOTÁ", "reporting"),
        ("Reporting by Jane Doe in Beirut; Editing by Max Roe", "Beirut", "reporting"),
        ("Moscow said on Friday that it would leave the treaty.", "Moscow", "associative"),
        ("Canada's foreign minister condemned the attack.", "Canada", "associative"),
        ("Iran-backed militias were blamed for the raid.", "Iran", "associative"),
        ("Gunmen killed four farmers in Zamfara on Tuesday.", "Zamfara", "location"),
        ("A car bomb exploded outside a police station in Mogadishu.", "Mogadishu", "location"),
    ],
)
def test_roles(tagger: Tagger, text: str, name: str, role: str) -> None:
    assert role_of(text, name, tagger.tag(text)) == role


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton, Jordan Pickford and Jack London were named.",
        "Mrs. Lincoln told the jury that her husband slept.",
        "They sold Panama hats, china and cologne.",
        "The committee will meet on Tuesday in May.",
    ],
)
def test_what_is_no_place(tagger: Tagger, text: str) -> None:
    assert named(text, tagger.tag(text)) == []


def test_capitals_and_small_letters(tagger: Tagger) -> None:
    for text in (
        "TWO POLICEMEN WERE KILLED WHEN GUERRILLAS ATTACKED A BANK IN AYACUCHO YESTERDAY.",
        "two policemen were killed when guerrillas attacked a bank in ayacucho yesterday.",
    ):
        assert [name.lower() for name in named(text, tagger.tag(text))] == ["ayacucho"]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "…", "!!! ???", "🔥🔥", "a", "\u200b", "\ufeff", "1234 56.7"])
def test_nothing_to_find(tagger: Tagger, text: str) -> None:
    assert tagger.tag(text) == []


def test_offsets_count_code_points(tagger: Tagger) -> None:
    plain = "A strike hit Kharkiv and Zürich was calm."
    dressed = "🔥🇺🇦 “é” " + plain
    shift = len(dressed) - len(plain)
    assert named(plain, tagger.tag(plain)) == named(dressed, tagger.tag(dressed)) == ["Kharkiv", "Zürich"]
    assert tagger.tag(dressed)[0].start == shift + plain.index("Kharkiv")


def test_alone_or_together(tagger: Tagger) -> None:
    texts = [REPORT, "", REPORT.upper(), REPORT * 20, "Fire in Lagos."]
    assert tagger.tag_many(texts) == [tagger.tag(text) for text in texts]
    assert Tagger.load(threads=2).tag_many(texts) == tagger.tag_many(texts)
    assert tagger.tag_many([]) == []


def test_long_text_is_read_to_its_end(tagger: Tagger) -> None:
    filler = "The committee met again and nobody could say what it had decided. "
    text = filler * 4200 + "A bomb went off in Mosul."
    assert len(text.split()) > 50_000
    spans = tagger.tag(text)
    assert named(text, spans) == ["Mosul"]
    assert text[spans[-1].start : spans[-1].end] == "Mosul"


def test_a_word_without_end(tagger: Tagger) -> None:
    text = "x" * 5000 + " A bomb went off in Mosul. " + "#" * 500
    assert named(text, tagger.tag(text)) == ["Mosul"]


def test_spans_are_ordered_and_trimmed(tagger: Tagger) -> None:
    rng = random.Random(3)  # noqa: S311
    for _ in range(20):
        pieces = rng.sample([*REPORT.split(), "(Basra),", "“Paris”", "U.S.", "#Gaza", "—", "St. Louis, Mo."], 20)
        text = " ".join(pieces)
        last = 0
        for span in tagger.tag(text):
            assert last <= span.start < span.end <= len(text)
            assert text[span.start].isalnum()
            assert text[span.end - 1].isalnum() or text[span.end - 1] in ".)"
            last = span.end


def test_hashtag_is_cut(tagger: Tagger) -> None:
    text = "Explosions heard again #Beirut"
    assert named(text, tagger.tag(text)) == ["Beirut"]


def test_same_answer_twice(tagger: Tagger) -> None:
    assert [asdict(span) for span in tagger.tag(REPORT)] == [asdict(span) for span in Tagger.load().tag(REPORT)]


def test_missing_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"tagger\.onnx is missing"):
        Tagger.load(tmp_path)
    assert issubclass(ModelError, GeomapError)


@pytest.mark.parametrize("name", ["tagger.onnx", "tokenizer.json", "tagger.json"])
def test_damaged_model(tmp_path: Path, name: str) -> None:
    for path in MODEL.iterdir():
        shutil.copy(path, tmp_path)
    (tmp_path / name).write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="damaged"):
        Tagger.load(tmp_path)


def test_model_of_another_version(tmp_path: Path) -> None:
    for path in MODEL.iterdir():
        shutil.copy(path, tmp_path)
    settings = (MODEL / "tagger.json").read_text(encoding="utf-8")
    (tmp_path / "tagger.json").write_text(settings.replace(f'"format": {FORMAT}', '"format": 99'), encoding="utf-8")
    with pytest.raises(ModelError, match="another version"):
        Tagger.load(tmp_path)


def test_threads_are_checked() -> None:
    with pytest.raises(ValueError, match="threads is 0"):
        Tagger.load(threads=0)


def test_model_is_small() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < 25_000_000


def test_words() -> None:
    text = "St. James' naïve #PrayForChennai #NYC2020 U.S.-led"
    assert [text[a:b] for a, b in split_words(text)] == [
        *["St", ".", "James", "'", "naïve", "#", "Pray", "For", "Chennai", "#", "NYC", "2020"],
        *["U", ".", "S", ".", "-", "led"],
    ]


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("bomb", "lower"),
        ("Erbil", "capitalised"),
        ("ERBIL", "capitals"),
        ("U", "initial"),
        ("McAllen", "mixed"),
        ("A417", "digits"),
        ("417", "digits"),
        ("4th", "digits"),
        ("—", "punctuation"),
        ("بغداد", "uncased"),
        ("_", "uncased"),
    ],
)
def test_shapes(word: str, shape: str) -> None:
    assert SHAPES[word_shape(word)] == shape


def test_windows_cover_every_word_once() -> None:
    rng = random.Random(5)  # noqa: S311
    for count in (0, 1, 2, 7, 300):
        lengths = [rng.choice((1, 1, 1, 2, 5, 16)) for _ in range(count)]
        cuts = cut_windows(lengths, 40, 8)
        assert all(sum(lengths[low:high]) <= 40 for low, high in cuts)
        parts = own_parts(cuts)
        assert [index for low, high in parts for index in range(low, high)] == list(range(count))
        assert all(cut[0] <= part[0] <= part[1] <= cut[1] for cut, part in zip(cuts, parts, strict=True))


def test_best_path_is_legal() -> None:
    rng = random.Random(9)  # noqa: S311
    for _ in range(200):
        scores = [[-rng.random() * 5 for _ in range(5)] for _ in range(12)]
        path = [0, *best_path(scores)]
        for before, label in pairwise(path):
            assert label != 2 or before in (1, 2)
            assert label != 4 or before in (3, 4)
    assert best_path([]) == []


def test_two_names_side_by_side_are_rather_one() -> None:
    # "Great Britain": the second word alone would rather begin a name of its own.
    assert best_path([[-2.3, -0.1, -9, -9, -9], [-4.6, -0.4, -1.2, -9, -9]]) == [1, 2]
    assert best_path([[-2.3, -0.1, -9, -9, -9], [-4.6, -0.05, -3.5, -9, -9]]) == [1, 1]


def test_best_path_beats_the_greedy_one() -> None:
    # Alone, the second word would be I-T after O, which is illegal; together B-T I-T is the best.
    assert best_path([[-0.6, -0.8, -9, -9, -9], [-3, -3, -0.1, -9, -9]]) == [1, 2]


@pytest.mark.parametrize(
    ("words", "start", "end", "kept"),
    [
        (["Roanoke", ",", "Va", ".", "The"], 2, 3, ["Va", "."]),
        (["in", "U", ".", "S", ".", "ports"], 1, 4, ["U", ".", "S", "."]),
        (["in", "Calif", ".", "The"], 1, 2, ["Calif", "."]),
        (["in", "Va", ".", "The"], 1, 2, ["Va"]),
        (["near", "Homs", ".", "The"], 1, 2, ["Homs"]),
        (["in", "New", "Ill", "."], 1, 3, ["New", "Ill"]),
    ],
)
def test_tidy_takes_the_point_of_an_abbreviation(words: list[str], start: int, end: int, kept: list[str]) -> None:
    low, high = tidy(words, start, end)
    assert words[low:high] == kept


def test_runs() -> None:
    assert runs([0, 1, 2, 1, 0, 3, 4, 1]) == [
        (1, 3, "toponym"),
        (3, 4, "toponym"),
        (5, 7, "demonym"),
        (7, 8, "toponym"),
    ]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["(", "Basra", ")", ","], ["Basra"]),
        (["U", ".", "S", "."], ["U", ".", "S", "."]),
        (["Springfield", "."], ["Springfield"]),
        (["China", "."], ["China"]),
        (["Calif", "."], ["Calif", "."]),
        (["Frankfurt", "(", "Oder", ")"], ["Frankfurt", "(", "Oder", ")"]),
        (["—", "”"], []),
    ],
)
def test_tidy(words: list[str], kept: list[str]) -> None:
    low, high = tidy(words, 0, len(words))
    assert words[low:high] == kept
