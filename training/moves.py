"""Learn what a sentence does in a talk: `python -m training.moves` writes rag/outline/moves.json.

Ridge regression of the reading model's vectors on the kinds of `moves.jsonl`, in closed form; after
the reading model was trained, run it again. Prints the share that is told right, in ten folds.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.index.embedding import builtin
from rag.outline.moves import MOVES, WEIGHTS, Floats, features, model_sum
from rag.read.reader import load

EXAMPLES = Path(__file__).with_name("moves.jsonl")
# Of 0.2, 0.5 and 1 the last was best in ten folds: .69 right (.61 at 0.2).
RIDGE = 1.0
FOLDS = 10


def learned(rows: Floats, wanted: Floats) -> Floats:
    """The weights that give `wanted` best; the constant, in the last row, is not held down."""
    held = np.eye(rows.shape[1], dtype=np.float32) * RIDGE
    held[-1, -1] = 0
    found: Floats = np.linalg.solve(rows.T @ rows + held, rows.T @ wanted)
    return found


def main() -> None:
    """Learn, measure, write."""
    told = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    kinds = np.array([MOVES.index(row["k"]) for row in told])
    texts = [row["s"] for row in told]
    weights = {
        "model": model_sum(),
        "weights": _learn("reading model", features(load().vectors(texts)), kinds),
        "light": _learn("static vectors", features(builtin().documents(texts)), kinds),
    }
    WEIGHTS.write_text(json.dumps(weights) + "\n", encoding="utf-8")


def _learn(name: str, rows: Floats, kinds: NDArray[np.int64]) -> list[list[float]]:
    """The weights; prints how many of the sentences kept out of each fold are told right."""
    wanted = np.eye(len(MOVES), dtype=np.float32)[kinds]
    fold = np.random.default_rng(1).permutation(len(kinds)) % FOLDS
    guessed = np.zeros(len(kinds), dtype=int)
    for at in range(FOLDS):
        weights = learned(rows[fold != at], wanted[fold != at])
        guessed[fold == at] = (rows[fold == at] @ weights).argmax(axis=1)
    print(f"{name}: {(guessed == kinds).mean():.3f} of {len(kinds)} right")
    for number, move in enumerate(MOVES):
        right = ((guessed == number) & (kinds == number)).sum()
        found, there = (guessed == number).sum(), (kinds == number).sum()
        print(f"  {move:10} precision {right / found:.2f} recall {right / there:.2f}")
    rounded: list[list[float]] = learned(rows, wanted).round(4).tolist()
    return rounded


if __name__ == "__main__":
    main()
