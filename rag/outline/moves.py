"""What a sentence does in a talk: decides, commits somebody, votes, runs the talk, or tells.

A linear layer on the words of the sentence and its pairs of neighbours; `training/moves.py` learns
it from sentences that people judged and writes `moves.json`.
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

Move = Literal["decision", "action", "vote", "procedure", "other"]
MOVES: tuple[Move, ...] = get_args(Move)
WEIGHTS = Path(__file__).with_name("moves.json")
Floats = NDArray[np.float32]


class Weights(NamedTuple):
    """The linear layer: a row a word or pair, the last one the constant; a column a move."""

    words: dict[str, int]
    matrix: Floats


def moves(sentences: Sequence[str]) -> Floats:
    """The chance that each sentence is each of MOVES: (sentences, moves), rows sum to 1."""
    known = _learned()
    odds = np.zeros((len(sentences), len(MOVES)), dtype=np.float32)
    for row, sentence in enumerate(sentences):
        at = [known.words[w] for w in frame(sentence) if w in known.words]
        odds[row] = known.matrix[[*at, -1]].sum(axis=0)
    shares = np.exp(odds - odds.max(axis=1, keepdims=True, initial=0))
    chances: Floats = shares / shares.sum(axis=1, keepdims=True)
    return chances


@cache
def _learned() -> Weights:
    made = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    words = {word: at for at, word in enumerate(made["words"])}
    return Weights(words, np.array(made["weights"], dtype=np.float32))
