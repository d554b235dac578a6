"""Learn what a sentence does in a talk: `python -m training.moves` writes rag/outline/moves.json.

Logistic regression on words and pairs of neighbours, alone and beside the reading model's vector.
From the sentences of `moves.jsonl`, written for it (`s`) or found on the talks to learn from and
judged (`of`, `turn`, `start`, `end`), and from those of `scenes.jsonl`, written scenes of talk in
which every sentence is judged. Prints, in folds of whole talks and in sentences of other talks that
were judged apart (`moves_apart.jsonl`, never learned from), how many are shown at each bar, and how
many of these are right. About two minutes.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from ingest.transcript import Transcript
from rag.asked.intent import frame
from rag.outline.moves import MEANING, MOVES, WEIGHTS
from rag.read.reader import load
from training.talks import talk

EXAMPLES, SCENES, APART = (
    Path(__file__).with_name(f"{name}.jsonl") for name in ("moves", "scenes", "moves_apart")
)
# Words and pairs in fewer sentences are left out; the inverse of the penalty. In ten folds of 4,856
# sentences found, the mean precision of what decides, commits or votes was .64 so by words alone,
# .61 to .64 with 3, 4 and 8 sentences and .3, 1 and 3.
LEAST, PENALTY = 3, 0.5
FOLDS = 5
BARS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
# What is told of a sentence by the moves: the columns that speak for it.
TOLD = {"decision or vote": [0, 2], "task": [1]}
Row = dict[str, Any]
Chances = NDArray[np.float64]


class Features(NamedTuple):
    """Of some sentences: which words they hold, and their vectors."""

    words: csr_matrix
    vectors: csr_matrix

    def of(self, rows: NDArray[np.bool_]) -> tuple[csr_matrix, csr_matrix]:
        """The inputs of the two layers for some of the sentences."""
        alone = self.words[rows]
        return alone, hstack([alone, self.vectors[rows]]).tocsr()


def main() -> None:
    """Learn, measure, write."""
    learned, apart = [*_rows(EXAMPLES), *_rows(SCENES)], _rows(APART)
    rows = [*learned, *apart]
    is_learned = np.arange(len(rows)) < len(learned)
    words = _known([_sentence(row) for row in learned])
    features = _features([_sentence(row) for row in rows], words)
    kinds = np.array([MOVES.index(row["k"]) for row in rows])
    of = [row.get("of") or f"scene {row.get('scene', at)}" for at, row in enumerate(rows)]
    fold = np.array([hashlib.sha256(name.encode()).digest()[0] % FOLDS for name in of])
    chances = np.zeros((2, len(rows), len(MOVES)))
    for out in range(FOLDS):
        own = is_learned & (fold == out)
        layers = _fitted(features, kinds, is_learned & (fold != out))
        chances[:, own] = _asked(layers, features, own)
    layers = _fitted(features, kinds, is_learned)
    chances[:, ~is_learned] = _asked(layers, features, ~is_learned)
    found = is_learned & np.array(["of" in row for row in rows])
    for name, shown in (("in folds", found), ("of other talks", ~is_learned)):
        for layer, told in zip(("words", "words and meaning"), chances, strict=True):
            _print(f"{name}, by {layer}", kinds[shown], told[shown])
    alone, beside = ([m.coef_.T.round(3), m.intercept_.round(3)] for m in layers)
    made = {
        "data": [hashlib.sha256(path.read_bytes()).hexdigest() for path in (EXAMPLES, SCENES)],
        "date": datetime.now(UTC).date().isoformat(),
        "mean precision": round(_precision(kinds[found], chances[1, found], [0, 1, 2]), 3),
        "words": list(words),
        "alone": np.vstack(alone).tolist(),
        "beside": np.vstack([beside[0][: len(words)], beside[1]]).tolist(),
        "vector": beside[0][len(words) :].tolist(),
    }
    WEIGHTS.write_text(json.dumps(made) + "\n", encoding="utf-8")


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _sentence(row: Row) -> str:
    if "s" in row:
        return str(row["s"])
    turn = _talk(str(row["of"])).turns[int(row["turn"]) - 1]
    return turn.text[int(row["start"]) : int(row["end"])].strip()


@cache
def _talk(name: str) -> Transcript:
    return talk(name)


def _known(sentences: Sequence[str]) -> dict[str, int]:
    """The words and pairs to learn, with their columns."""
    count = Counter(w for sentence in sentences for w in frame(sentence))
    return {word: at for at, word in enumerate(sorted(w for w, n in count.items() if n >= LEAST))}


def _features(sentences: Sequence[str], words: dict[str, int]) -> Features:
    held = [[words[w] for w in frame(s) if w in words] for s in sentences]
    places = [(row, at) for row, own in enumerate(held) for at in own]
    ones = np.ones(len(places), dtype=np.float64)
    told = csr_matrix((ones, tuple(zip(*places, strict=True))), shape=(len(held), len(words)))
    return Features(told, csr_matrix(MEANING * load().vectors(sentences)))


def _fitted(
    features: Features, kinds: NDArray[np.int64], rows: NDArray[np.bool_]
) -> list[LogisticRegression]:
    """The two layers, of words alone and of words beside the vector."""
    return [
        LogisticRegression(C=PENALTY, max_iter=5000).fit(x, kinds[rows]) for x in features.of(rows)
    ]


def _asked(
    layers: Sequence[LogisticRegression], features: Features, rows: NDArray[np.bool_]
) -> Chances:
    """What each layer says of some sentences: (layers, sentences, moves)."""
    both = zip(layers, features.of(rows), strict=True)
    return np.stack([layer.predict_proba(x) for layer, x in both])


def _print(title: str, kinds: NDArray[np.int64], chances: Chances) -> None:
    print(f"{title}: {len(kinds)} sentences")
    for name, columns in TOLD.items():
        does, told = np.isin(kinds, columns), chances[:, columns].sum(axis=1)
        shown = (f"{bar} {does[told >= bar].sum()} of {(told >= bar).sum()}" for bar in BARS)
        precision = _precision(kinds, chances, columns)
        print(f"  {name}: {does.sum()}, mean precision {precision:.3f}; {', '.join(shown)}")


def _precision(kinds: NDArray[np.int64], chances: Chances, columns: list[int]) -> float:
    """The average precision of what the moves of some columns do."""
    does = np.isin(kinds, columns)
    return float(average_precision_score(does, chances[:, columns].sum(axis=1)))


if __name__ == "__main__":
    main()
