"""What a sentence does in a talk: decides, commits somebody, votes, runs the talk, or tells.

Two linear layers: on the words of the sentence and its pairs of neighbours, and on these and the
reading model's vector of it. `training/moves.py` learns them from sentences that people judged and
writes `moves.json`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from rag.asked.intent import frame
from rag.read.reader import Reader

Move = Literal["decision", "action", "vote", "procedure", "other"]
MOVES: tuple[Move, ...] = get_args(Move)
WEIGHTS = Path(__file__).with_name("moves.json")
Floats = NDArray[np.float32]
# Beside a word, which counts 1, a vector of length 1 counts so much.
MEANING = 3.0


class Weights(NamedTuple):
    """The layers: a row a word or pair, the last one the constant; a column a move.

    `beside` are the rows of the words beside a vector, `vector` those of its numbers.
    """

    words: dict[str, int]
    alone: Floats
    beside: Floats
    vector: Floats


def moves(sentences: Sequence[str]) -> Floats:
    """The chance by its words that each sentence is each of MOVES: (sentences, moves).

    Rows sum to 1.
    """
    known = _learned()
    return _chances(_by_words(sentences, known.words, known.alone))


def moves_meant(sentences: Sequence[str], reader: Reader) -> Floats:
    """The same by words and meaning: about five milliseconds a sentence."""
    known = _learned()
    odds = _by_words(sentences, known.words, known.beside)
    meant: Floats = reader.vectors(sentences) @ known.vector
    return _chances(odds + np.float32(MEANING) * meant)


def _by_words(sentences: Sequence[str], words: dict[str, int], matrix: Floats) -> Floats:
    odds = np.zeros((len(sentences), len(MOVES)), dtype=np.float32)
    for row, sentence in enumerate(sentences):
        at = [words[w] for w in frame(sentence) if w in words]
        odds[row] = matrix[[*at, -1]].sum(axis=0)
    return odds


def _chances(odds: Floats) -> Floats:
    shares = np.exp(odds - odds.max(axis=1, keepdims=True, initial=0))
    chances: Floats = shares / shares.sum(axis=1, keepdims=True)
    return chances


@cache
def _learned() -> Weights:
    made = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    words = {word: at for at, word in enumerate(made["words"])}
    layers = (np.array(made[name], dtype=np.float32) for name in ("alone", "beside", "vector"))
    return Weights(words, *layers)
