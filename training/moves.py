"""Learn what a sentence does in a talk: `python -m training.moves` writes rag/outline/moves.json.

Logistic regression on words and pairs of neighbours, from the sentences of `moves.jsonl`: written
for it (`s`), or found on the talks to learn from and judged (`of`, `turn`, `start`, `end`). Prints,
in ten folds of whole talks, how many of the sentences found are shown at each bar, and how many of
these are right.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from ingest.transcript import Transcript
from rag.asked.intent import frame
from rag.outline.moves import MOVES, WEIGHTS
from training.talks import talk

EXAMPLES = Path(__file__).with_name("moves.jsonl")
# Words and pairs in fewer sentences are left out; the inverse of the penalty. In ten folds of 4,856
# sentences found, the mean precision of what decides, commits or votes was .64 so, .61 to .64 with
# 3, 4 and 8 sentences and .3, 1 and 3.
LEAST, PENALTY = 3, 0.5
FOLDS = 10
BARS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


def main() -> None:
    """Learn, measure, write."""
    rows = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    kinds = np.array([MOVES.index(row["k"]) for row in rows])
    held = [frame(_sentence(row)) for row in rows]
    count = Counter(w for words in held for w in words)
    words = sorted(w for w, n in count.items() if n >= LEAST)
    column = {word: at for at, word in enumerate(words)}
    places = [(row, column[w]) for row, own in enumerate(held) for w in own if w in column]
    ones = np.ones(len(places), dtype=np.float64)
    x = csr_matrix((ones, tuple(zip(*places, strict=True))), shape=(len(rows), len(words)))
    of = [row.get("of", str(at)) for at, row in enumerate(rows)]
    chances = np.zeros((len(rows), len(MOVES)))
    fold = np.array([hashlib.sha256(name.encode()).digest()[0] % FOLDS for name in of])
    for out in range(FOLDS):
        chances[fold == out] = _fitted(x[fold != out], kinds[fold != out]).predict_proba(
            x[fold == out]
        )
    found = np.array(["of" in row for row in rows])
    _print(kinds[found], chances[found])
    model = _fitted(x, kinds)
    weights = np.vstack([model.coef_.T, model.intercept_]).round(3).tolist()
    made = {
        "data": hashlib.sha256(EXAMPLES.read_bytes()).hexdigest(),
        "date": datetime.now(UTC).date().isoformat(),
        "mean precision": round(_precision(kinds[found], chances[found]), 3),
        "words": words,
        "weights": weights,
    }
    WEIGHTS.write_text(json.dumps(made) + "\n", encoding="utf-8")


def _sentence(row: dict[str, object]) -> str:
    if "of" not in row:
        return str(row["s"])
    turn = _talk(str(row["of"])).turns[int(str(row["turn"])) - 1]
    return turn.text[int(str(row["start"])) : int(str(row["end"]))].strip()


@cache
def _talk(name: str) -> Transcript:
    return talk(name)


def _fitted(x: csr_matrix, kinds: np.ndarray[tuple[int], np.dtype[np.int64]]) -> LogisticRegression:
    return LogisticRegression(C=PENALTY, max_iter=5000).fit(x, kinds)


def _print(
    kinds: np.ndarray[tuple[int], np.dtype[np.int64]],
    chances: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    print(f"{len(kinds)} sentences found, mean precision {_precision(kinds, chances):.3f}")
    for name, columns in (("decision or vote", [0, 2]), ("action", [1]), ("vote", [2])):
        does, told = np.isin(kinds, columns), chances[:, columns].sum(axis=1)
        for bar in BARS:
            shown = told >= bar
            print(
                f"  {name:17} {bar}  {does[shown].sum()} of {shown.sum()}; there are {does.sum()}"
            )


def _precision(
    kinds: np.ndarray[tuple[int], np.dtype[np.int64]],
    chances: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> float:
    """The average precision of what decides, commits or votes."""
    return float(average_precision_score(kinds < len(MOVES) - 2, chances[:, :-2].sum(axis=1)))


if __name__ == "__main__":
    main()
