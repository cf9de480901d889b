"""Reads a text with the trained model that ships with geomap: its place names, and what it says of events.

The model (training/MODEL_CARD.md) is a six-layer BERT with int8 weights, run by onnxruntime on the CPU.
"""

from __future__ import annotations

import json
import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import ModelError
from geomap.language.decoding import LABELS, best_path, runs, tidy
from geomap.language.marks import EventMarks
from geomap.language.windows import cut_windows, own_parts
from geomap.language.words import split_words, word_shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

FORMAT = 3
ROLES = ("location", "associative", "reporting")

_FOLDER = Path(__file__).parent / "model"
_FILES = ("tagger.onnx", "tokenizer.json", "tagger.json")
# A run of letters with more pieces is no name, and one word must never fill a window.
_PIECES_A_WORD = 16


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A place name in a text.

    Attributes:
        start: first code point in the text.
        end: one past the last code point.
        label: "toponym" ("Iraq") or "demonym" ("Iraqi", "Iraqis").
        role: "location" (something is or happens there), "associative" (an actor, or a mere modifier),
            "demonym", or "reporting" (where the report was made). A demonym has the role "location" where it
            says where something is ("the Turkish coast").
        confidence: calibrated probability that the span is a place name (for demonyms: a demonym), 0 to 1.
        role_confidence: probability of the role, given that the span is what its label says, 0 to 1.
    """

    start: int
    end: int
    label: str
    role: str
    confidence: float
    role_confidence: float


@dataclass(frozen=True, slots=True, eq=False)
class TextReading:
    """What the model says of a text: its place names in order, and its words' events; None for a text without words."""

    spans: list[TaggedSpan]
    marks: EventMarks | None


@dataclass(frozen=True, slots=True)
class _Settings:
    """What tagger.json holds: how to cut the text, and how to read the model's numbers."""

    window: int
    overlap: int
    confidence: tuple[float, float]
    role: float
    types: tuple[str, ...]
    statuses: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> _Settings:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw["format"] != FORMAT or tuple(raw["labels"]) != LABELS or tuple(raw["roles"]) != ROLES:
            message = f"{path} describes a model of another version; reinstall geomap"
            raise ModelError(message)
        slope, offset = raw["confidence"]
        return cls(
            raw["window"],
            raw["overlap"],
            (float(slope), float(offset)),
            raw["role_slope"],
            tuple(raw["types"]),
            tuple(raw["statuses"]),
        )


class Tagger:
    """Tags texts. Load once, use for many texts; safe to share between threads."""

    def __init__(self, session: Any, tokenizer: Any, settings: _Settings, threads: int) -> None:  # noqa: ANN401 - their classes are not public
        """Use `Tagger.load`."""
        self._session = session
        self._tokenizer = tokenizer
        self._settings = settings
        self._threads = threads
        self._start: int = tokenizer.token_to_id("[CLS]")
        self._end: int = tokenizer.token_to_id("[SEP]")
        self._unknown: int = tokenizer.token_to_id("[UNK]")

    @classmethod
    def load(cls, path: Path | None = None, threads: int = 1) -> Tagger:
        """Load a model.

        Args:
            path: a folder with tagger.onnx, tokenizer.json and tagger.json; None for the one that ships.
            threads: how many windows of text to work on at a time, at least 1. Answers do not depend on it.

        Raises:
            ModelError: a file is missing, damaged or of another version.
            ValueError: `threads` is below 1.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        if threads < 1:
            message = f"threads is {threads}; it must be 1 or more"
            raise ValueError(message)
        folder = path or _FOLDER
        for name in _FILES:
            if not (folder / name).is_file():
                message = f"the language model is not complete: {folder / name} is missing; reinstall geomap"
                raise ModelError(message)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            settings = _Settings.read(folder / "tagger.json")
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            session = onnxruntime.InferenceSession(
                str(folder / "tagger.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except ModelError:
            raise
        except Exception as error:  # the two libraries share no narrower class of error
            message = f"the language model in {folder} is damaged ({error}); reinstall geomap"
            raise ModelError(message) from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(session, tokenizer, settings, threads)

    def tag(self, text: str) -> list[TaggedSpan]:
        """Find the place names of a text of any length.

        Args:
            text: the text as it is; offsets count its code points.

        Returns:
            The spans in order, without overlaps.
        """
        return self.tag_many([text])[0]

    def tag_many(self, texts: Sequence[str]) -> list[list[TaggedSpan]]:
        """Find the place names of many texts; each gets the answer that `tag` gives."""
        return [reading.spans for reading in self.read_many(texts)]

    def read_many(self, texts: Sequence[str]) -> list[TextReading]:
        """Read many texts: names and events come out of one pass.

        Windows run one at a time, never side by side in a batch: the int8 kernels scale activations over all
        of a batch, so in one a text's answer would depend on its neighbours. On a CPU a batch wins nothing.
        """
        if self._threads == 1:
            return [self._read(text, map) for text in texts]
        with ThreadPoolExecutor(self._threads) as pool:
            return [self._read(text, pool.map) for text in texts]

    def _read(self, text: str, run_all: Any) -> TextReading:  # noqa: ANN401 - map, or a pool's
        spans = split_words(text)
        words = [text[start:end] for start, end in spans]
        if not words:
            return TextReading([], None)
        label_scores, role_scores, *rest = self._scores(words, run_all)
        path = best_path(label_scores.tolist())
        found = []
        for start, end, label in runs(path):
            low, high = tidy(words, start, end)
            if low < high:
                columns = slice(1, 3) if label == "toponym" else slice(3, 5)
                confidence = self._confidence(label_scores[low:high], columns)
                role, sure = self._role(role_scores[low:high], label)
                found.append(TaggedSpan(spans[low][0], spans[high - 1][1], label, role, confidence, sure))
        types, statuses, counts, events, partners = rest
        starts, ends = [start for start, _ in spans], [end for _, end in spans]
        names = self._settings.types, self._settings.statuses
        return TextReading(found, EventMarks(starts, ends, *names, types, statuses, counts, events, partners))

    def _pieces(self, words: Sequence[str]) -> list[list[int]]:
        """Piece ids of each word, at least one and at most `_PIECES_A_WORD`."""
        distinct = list(dict.fromkeys(words))
        encoded = self._tokenizer.encode_batch(distinct, add_special_tokens=False)
        ids = {
            word: found.ids[:_PIECES_A_WORD] or [self._unknown] for word, found in zip(distinct, encoded, strict=True)
        }
        return [ids[word] for word in words]

    def _scores(
        self,
        words: Sequence[str],
        run_all: Any,  # noqa: ANN401 - map, or a pool's
    ) -> list[NDArray[Any]]:
        """The model's answers, each words × its width: log-probabilities, and vectors of events and partners."""
        import numpy as np

        pieces = self._pieces(words)
        shapes = [word_shape(word) for word in words]
        cuts = cut_windows([len(ids) for ids in pieces], self._settings.window, self._settings.overlap)

        def run(
            jobs: tuple[tuple[int, int], tuple[int, int]],
        ) -> list[NDArray[Any]]:
            (low, high), (first, last) = jobs
            ids, types, heads = [self._start], [0], []
            for index in range(low, high):
                heads.append(len(ids))
                ids += pieces[index]
                types += [shapes[index]] * len(pieces[index])
            ids.append(self._end)
            types.append(0)
            labels, roles, types, statuses, counts, events, partners = self._session.run(
                None,
                {
                    "input_ids": np.array([ids], dtype=np.int64),
                    "token_type_ids": np.array([types], dtype=np.int64),
                },
            )
            rows = heads[first - low : last - low]
            # Half precision is enough for what is compared, and keeps a long text in a quarter of the memory.
            small = np.float16
            return [
                _log_softmax(labels[0][rows]),
                _log_softmax(roles[0][rows]),
                _log_softmax(types[0][rows]).astype(small),
                _log_softmax(statuses[0][rows]).astype(small),
                _log_softmax(counts[0][rows]).astype(small),
                events[0][rows].astype(small),
                partners[0][rows].astype(small),
            ]

        answers: Iterable[list[NDArray[Any]]] = run_all(run, zip(cuts, own_parts(cuts), strict=True))
        return [np.concatenate(parts) for parts in zip(*answers, strict=True)]

    def _confidence(self, scores: NDArray[np.float64], columns: slice) -> float:
        """The mean probability of the label over the span's words, calibrated (Platt 1999)."""
        import numpy as np

        mean = float(np.exp(scores[:, columns]).sum(axis=1).mean())
        mean = min(max(mean, 1e-6), 1 - 1e-6)
        slope, offset = self._settings.confidence
        odds = slope * math.log(mean / (1 - mean)) + offset
        return round(1 / (1 + math.exp(-odds)), 4)

    def _role(self, scores: NDArray[np.float64], label: str) -> tuple[str, float]:
        """The likeliest role of a span and its probability."""
        import numpy as np

        weights = np.exp(scores.mean(axis=0) * self._settings.role)
        chances = weights / weights.sum()
        if label == "demonym":
            # No dateline is a demonym: for it there are two roles.
            place = float(chances[0] / (chances[0] + chances[1]))
            return ("location", round(place, 4)) if place > 1 / 2 else ("demonym", round(1 - place, 4))
        best = int(chances.argmax())
        return ROLES[best], round(float(chances[best]), 4)


def _log_softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Logarithms of the probabilities along the last axis."""
    import numpy as np

    shifted = logits.astype(np.float64) - logits.max(axis=-1, keepdims=True)
    result: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result
