"""Learn what a sentence does in a talk: `python -m training.moves` writes rag/outline/moves.json.

Ridge regression of the reading model's vectors on the kinds of `moves.jsonl`, in closed form; after
the reading model was trained, run it again. Prints the share that is told right, in ten folds.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from rag.outline.moves import MOVES, WEIGHTS, Floats, features
from rag.read.reader import load

EXAMPLES = Path(__file__).with_name("moves.jsonl")
# Of 0.1 to 3 the figure in ten folds is flat from .3 to 1.
RIDGE = 0.5
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
    rows = features(load().vectors([row["s"] for row in told]))
    wanted = np.eye(len(MOVES), dtype=np.float32)[kinds]
    fold = np.random.default_rng(1).permutation(len(told)) % FOLDS
    guessed = np.zeros(len(told), dtype=int)
    for at in range(FOLDS):
        weights = learned(rows[fold != at], wanted[fold != at])
        guessed[fold == at] = (rows[fold == at] @ weights).argmax(axis=1)
    for number, move in enumerate(MOVES):
        right = (guessed == number) & (kinds == number)
        found, there = (guessed == number).sum(), (kinds == number).sum()
        print(f"{move:10} precision {right.sum() / found:.2f} recall {right.sum() / there:.2f}")
    print(f"right: {(guessed == kinds).mean():.3f} of {len(told)}")
    weights = learned(rows, wanted).round(4).tolist()
    WEIGHTS.write_text(json.dumps({"weights": weights}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
