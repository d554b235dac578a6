"""What a sentence does in a talk: decides, commits somebody, votes, runs the talk, or tells.

A linear layer on the reading model's vector of the sentence; `training/moves.py` learns it from
`training/moves.jsonl` and writes `moves.json`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from ingest.index.embedding import builtin
from rag.read.reader import FOLDER

Move = Literal["decision", "action", "vote", "procedure", "other"]
MOVES: tuple[Move, ...] = get_args(Move)
WEIGHTS = Path(__file__).with_name("moves.json")
Floats = NDArray[np.float32]


def moves(vectors: Floats) -> Floats:
    """How much each sentence is each of MOVES, about 0 to 1: (sentences, moves)."""
    found: Floats = features(vectors) @ _learned("weights")
    return found


def light_moves(sentences: Sequence[str]) -> Floats:
    """The same by the words' static vectors alone: a hundred times as fast, and less sure."""
    found: Floats = features(builtin().documents(sentences)) @ _learned("light")
    return found


def features(vectors: Floats) -> Floats:
    """The vectors with a constant."""
    return np.hstack([vectors, np.ones((len(vectors), 1), dtype=np.float32)])


def model_sum() -> str:
    """The sha256 of the reading model in use: the weights go with the one they were made on."""
    sums = json.loads((FOLDER / "reader.json").read_text(encoding="utf-8"))
    return str(sums["sha256"]["reader.onnx"])


@cache
def _learned(name: str) -> Floats:
    return np.array(json.loads(WEIGHTS.read_text(encoding="utf-8"))[name], dtype=np.float32)
