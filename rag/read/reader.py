"""The reading models: does a window answer a question, by which words, and what is it worth.

Two small transformers of one tokenizer, run by onnxruntime; models/reader/README.md says what they
learned from and what they are worth. Loaded once, at first use, and shared by threads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import OnRecordError
from ingest.index.onnx import in_a_line
from rag.read.grades import COLUMNS
from rag.read.pairs import assemble, heard, window_at
from settings import DATA

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

FOLDER = DATA / "models" / "reader"
# Pairs run together: those of like length, so that little is padding.
BATCH = 16
# Tokens that the answering words of a window may have.
LONGEST = 40
OUTPUTS = ("answers", "begins", "ends")
# What a vector holds, and the tokens of a text that are read for it.
WIDTH, PLACES = 384, 256


class ReaderUnusable(OnRecordError):
    """The reading model's files are missing or are not those that belong to this version."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A window of a turn to be read: who speaks, the words before it, its text."""

    who: str
    before: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of one window.

    `odds`: the logarithm of the odds that it answers, uncalibrated. `start`, `end`: characters of
    the window's text where the answering words stand, if it answers.
    """

    odds: float
    start: int
    end: int


class Reader:
    """The models and their tokenizer."""

    def __init__(self, folder: Path = FOLDER, threads: int = 2) -> None:
        """Load the model that answers. Raises ReaderUnusable, in one line, where it cannot be."""
        _check(folder)
        from tokenizers import Tokenizer

        self._folder, self._threads, self._loading = folder, threads, Lock()
        try:
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            raise ReaderUnusable(
                f"{folder}: the reading model cannot be loaded: {in_a_line(error)}"
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._session = _session(folder / "reader.onnx", threads)

    def read(self, question: str, pieces: Sequence[Piece]) -> list[Reading]:
        """Read a question with each piece, in the order of the pieces."""
        if not pieces:
            return []
        pairs, shifts, told = self._pairs(question, pieces)
        found: dict[int, Reading] = {}
        for rows in _batches(pairs):
            odds, begins, ends = _run(self._session, [pairs[at] for at in rows], OUTPUTS)
            for row, at in enumerate(rows):
                offsets = told[at].offsets[: len(pairs[at][0]) - shifts[at] - 1]
                place = slice(shifts[at], shifts[at] + len(offsets))
                start, end = _span(begins[row, place], ends[row, place], offsets)
                found[at] = Reading(float(odds[row]), start, end)
        return [found[at] for at in range(len(pieces))]

    def grades(self, pieces: Sequence[Piece]) -> NDArray[np.float32]:
        """What each piece is, as logits: (pieces, COLUMNS), see rag.read.grades.

        Raises ReaderUnusable where the second model cannot be loaded.
        """
        pairs, _, _ = self._pairs("", pieces)
        with self._loading:
            session = self._grader
        found = np.zeros((len(pairs), COLUMNS), dtype=np.float32)
        for rows in _batches(pairs):
            (found[rows],) = _run(session, [pairs[at] for at in rows], ["grades"])
        return found

    @cached_property
    def _grader(self) -> InferenceSession:
        return _session(self._folder / "grader.onnx", self._threads)

    def _pairs(
        self, question: str, pieces: Sequence[Piece]
    ) -> tuple[list[tuple[list[int], list[int]]], list[int], list[Encoding]]:
        """A question with each piece as tokens and kinds, where the text begins, and its tokens."""
        encode = self._tokenizer.encode_batch
        (asked,) = encode([question], add_special_tokens=False)
        before = encode([heard(p.who, p.before) for p in pieces], add_special_tokens=False)
        told = encode([p.text for p in pieces], add_special_tokens=False)
        pairs = [assemble(asked.ids, b.ids, t.ids) for b, t in zip(before, told, strict=True)]
        return pairs, [window_at(asked.ids, b.ids) for b in before], told

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A vector of length 1 for each text, by its meaning: (texts, 384)."""
        told = self._tokenizer.encode_batch(list(texts))
        pairs = [(t.ids[:PLACES], [0] * len(t.ids[:PLACES])) for t in told]
        found = np.zeros((len(pairs), WIDTH), dtype=np.float32)
        for rows in _batches(pairs):
            (found[rows],) = _run(self._session, [pairs[at] for at in rows], ["vectors"])
        return found


def _session(path: Path, threads: int) -> InferenceSession:
    """A model to run. Raises ReaderUnusable."""
    import onnxruntime  # a tenth of a second, and only where something is read

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that spin while they wait take the processor from everybody else.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ReaderUnusable(
            f"{path.parent}: the reading model cannot be loaded: {in_a_line(error)}"
        ) from error


def _run(
    session: InferenceSession, pairs: Sequence[tuple[list[int], list[int]]], outputs: Sequence[str]
) -> list[NDArray[np.float32]]:
    size = max(len(tokens) for tokens, _ in pairs)
    tokens = np.zeros((len(pairs), size), dtype=np.int64)
    kinds = np.zeros((len(pairs), size), dtype=np.int64)
    for row, (t, k) in enumerate(pairs):
        tokens[row, : len(t)], kinds[row, : len(k)] = t, k
    found: list[NDArray[np.float32]] = session.run(outputs, {"tokens": tokens, "kinds": kinds})
    return found


def _batches(pairs: Sequence[tuple[list[int], list[int]]]) -> Iterator[list[int]]:
    order = sorted(range(len(pairs)), key=lambda at: len(pairs[at][0]))
    for first in range(0, len(order), BATCH):
        yield order[first : first + BATCH]


def _span(
    begins: NDArray[np.float32], ends: NDArray[np.float32], offsets: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The likeliest span of at most LONGEST tokens, in characters."""
    size = len(offsets)
    if not size:
        return 0, 0
    both = begins[:, None] + ends[None, :]
    reach = np.arange(size)[None, :] - np.arange(size)[:, None]
    both = np.where((reach >= 0) & (reach < LONGEST), both, -np.inf)
    first, last = divmod(int(both.argmax()), size)
    return offsets[first][0], offsets[last][1]


def _check(folder: Path) -> None:
    """Raise ReaderUnusable where a file is missing or another than its sum says."""
    try:
        sums: dict[str, Any] = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        for name, wanted in sums["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != wanted:
                raise ReaderUnusable(
                    f"{folder / name}: this is not the reading model that belongs here; "
                    "restore the file, or set RERANKER_MODEL=none"
                )
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ReaderUnusable(
            f"{folder}: the reading model is missing or damaged; restore the folder, "
            "or set RERANKER_MODEL=none"
        ) from error


_loading = Lock()


@cache
def _tried(folder: Path) -> Reader | ReaderUnusable:
    try:
        return Reader(folder)
    except ReaderUnusable as error:
        return error


def load(folder: Path = FOLDER) -> Reader:
    """The reader of a folder, tried once, however many ask at once. Raises ReaderUnusable."""
    with _loading:  # a cache alone lets all who come before the first is done load one each
        found = _tried(folder)
    if isinstance(found, ReaderUnusable):
        raise found
    return found
