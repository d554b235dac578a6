"""What a sentence does in a talk: decides, commits somebody, votes, runs the talk, or tells.

A linear layer on the reading model's vector of the sentence; `training/moves.py` learns it from
`training/moves.jsonl` and writes `moves.json`.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Move = Literal["decision", "action", "vote", "procedure", "other"]
MOVES: tuple[Move, ...] = get_args(Move)
WEIGHTS = Path(__file__).with_name("moves.json")
Floats = NDArray[np.float32]


def moves(vectors: Floats) -> Floats:
    """How much each sentence is each of MOVES, about 0 to 1: (sentences, moves)."""
    found: Floats = features(vectors) @ _matrix()
    return found


def features(vectors: Floats) -> Floats:
    """The vectors with a constant."""
    return np.hstack([vectors, np.ones((len(vectors), 1), dtype=np.float32)])


@cache
def _matrix() -> Floats:
    return np.array(json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"], dtype=np.float32)
