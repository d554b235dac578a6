"""Learn which questions replies leave open: `python -m training.deflection`.

Logistic regression on how a reply begins and on signs of the exchange, from the exchanges of
`exchanges.jsonl`: written for it (`q`, `r`), or found on the talks to learn from and judged (`of`,
`turn`, `start`, `end` of the question); `k`: answered, open, or none, which wants no answer. Writes
rag/count/deflection.json. Prints, in ten folds of whole talks, how many of those found are called
open at each bar, and how many of these are.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from ingest.transcript import Turn
from rag.count.deflection import WEIGHTS, Put, opening, put, signs
from rag.count.unanswered import exchanges
from training.talks import talk

EXAMPLES = Path(__file__).with_name("exchanges.jsonl")
# Words and pairs in fewer replies are left out; the inverse of the penalty. Of 2, 4, 6 and 10
# replies, and .03, .1 and .3, all lie within .01 of one another (AUROC).
LEAST, PENALTY = 4, 0.1
FOLDS = 10
# The fold of what was written is one, as that of a talk.
WRITTEN = "written"
BARS = (0.3, 0.4, 0.5, 0.6)


def main() -> None:
    """Learn, measure, write."""
    rows = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    of, told, is_open = _examples(rows)
    count = Counter(name for held in told for name in held)
    names = sorted(name for name, n in count.items() if n >= LEAST)
    column = {name: at for at, name in enumerate(names)}
    places = [
        (value, row, column[name])
        for row, held in enumerate(told)
        for name, value in held.items()
        if name in column
    ]
    values, at, columns = zip(*places, strict=True)
    x = csr_matrix((values, (at, columns)), shape=(len(told), len(names)))
    fold = np.array([hashlib.sha256(name.encode()).digest()[0] % FOLDS for name in of])
    chance = np.zeros(len(told))
    for out in range(FOLDS):
        kept = fold != out
        chance[~kept] = _fitted(x[kept], is_open[kept]).predict_proba(x[~kept])[:, 1]
    found = np.array([name != WRITTEN for name in of])
    auroc = float(roc_auc_score(is_open[found], chance[found]))
    print(f"{found.sum()} exchanges, {is_open[found].sum()} left open, AUROC {auroc:.3f}")
    for bar in BARS:
        shown = found & (chance >= bar)
        print(f"  {bar}  {is_open[shown].sum()} of {shown.sum()} called open are")
    model = _fitted(x, is_open)
    weights = {"": round(float(model.intercept_[0]), 4)}
    weights |= {name: round(float(model.coef_[0][at]), 4) for name, at in column.items()}
    made = {
        "data": hashlib.sha256(EXAMPLES.read_bytes()).hexdigest(),
        "date": datetime.now(UTC).date().isoformat(),
        "auroc": round(auroc, 3),
        "weights": weights,
    }
    WEIGHTS.write_text(json.dumps(made, ensure_ascii=False) + "\n", encoding="utf-8")


def _examples(
    rows: list[dict[str, object]],
) -> tuple[list[str], list[dict[str, float]], NDArray[np.bool_]]:
    """Of each exchange with a reply: its talk, what tells of it, and whether it is left open."""
    of, told, left = [], [], []
    for name, one, replies, kind in (*_written(rows), *_found(rows)):
        of.append(name)
        told.append(signs(one, replies) | opening(replies[0]))
        left.append(kind == "open")
    return of, told, np.array(left)


def _written(rows: list[dict[str, object]]) -> Iterator[tuple[str, Put, Sequence[Turn], str]]:
    """The exchanges written for it."""
    for row in (r for r in rows if "q" in r):
        asks = Turn(1, "Ann", "Ann", str(row["q"]))
        reply = Turn(2, "Bo", "Bo", str(row["r"]))
        for one in put(asks):
            yield WRITTEN, one, (reply,), str(row["k"])


def _found(rows: list[dict[str, object]]) -> Iterator[tuple[str, Put, Sequence[Turn], str]]:
    """The exchanges of the talks that have a reply."""
    kinds = {(str(r["of"]), r["turn"], r["start"]): str(r["k"]) for r in rows if "of" in r}
    for name in sorted({name for name, _, _ in kinds}):
        for one, replies in exchanges(talk(name)):
            kind = kinds.get((name, one.turn.number, one.span[0]))
            if kind and replies:
                yield name, one, replies, kind


def _fitted(x: csr_matrix, is_open: NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=PENALTY, max_iter=5000).fit(x, is_open)


if __name__ == "__main__":
    main()
