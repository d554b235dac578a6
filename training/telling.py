"""Learn which sentence tells what a stretch of a talk is about: `python -m training.telling`.

From `telling.jsonl`: stretches of the talks to learn from, some sentences of each, and which one a
person would quote (`best`, `good`; `bad` would embarrass). The weights make the softmax over the
sentences of a stretch give those chosen the most (a conditional logit, McFadden 1974). Prints, in
eight folds of whole talks, what the first sentence is, and writes rag/outline/telling.json.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from ingest.transcript import Transcript
from rag.outline.headings import phrases
from rag.outline.segments import Place
from rag.outline.telling import SIGNS, WEIGHTS, by_words, graded
from rag.read.reader import FOLDER, load
from rag.read.windows import windows
from rag.words.tokens import tokens
from training.talks import talk

EXAMPLES = Path(__file__).with_name("telling.jsonl")
# What a sentence that would do counts beside the best one, and the penalty on the weights' squares.
GOOD, PENALTY = 0.6, 0.01
FOLDS = 8

Matrix = NDArray[np.float64]


class Stretch(NamedTuple):
    """The signs of its sentences, what each counts as chosen, and which would embarrass."""

    of: str
    signs: Matrix
    chosen: Matrix
    bad: Matrix


def stretches() -> list[Stretch]:
    """The judged stretches of which some sentence would do."""
    rows = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    texts: dict[str, list[str]] = {}
    for row in rows:
        texts.setdefault(row["of"], []).append(" ".join(p.text for p in _units(row)))
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        at = seen[row["of"]] = seen.get(row["of"], -1) + 1
        if row["best"] < 0:
            continue
        told = _talk(row["of"])
        names = frozenset(w for turn in told.turns for w in tokens(turn.who))
        places = [Place(told.turns[number - 1], a, b) for number, a, b in row["told"]]
        signs = by_words(places, phrases(texts[row["of"]], names)[at])
        centre = load().vectors([p.text for p in _units(row)]).mean(axis=0)
        near = load().vectors([p.text for p in places]) @ (centre / np.linalg.norm(centre))
        worth = graded(places, load())
        every = np.arange(len(places))
        chosen = (every == row["best"]) + GOOD * np.isin(every, row["good"])
        bad = np.isin(every, row["bad"]).astype(np.float64)
        found.append(Stretch(row["of"], np.column_stack([signs, worth, near]), chosen, bad))
    return found


@cache
def _talk(name: str) -> Transcript:
    return talk(name)


def _units(row: dict[str, list[int]]) -> list[Place]:
    turns = _talk(str(row["of"])).turns[row["from"][0] - 1 : row["to"][0]]
    pieces = [Place(turn, a, b) for turn in turns for a, b in windows(turn.text)]
    first, last = tuple(row["from"]), tuple(row["to"])
    return [
        p for p in pieces if (p.turn.number, p.start) >= first and (p.turn.number, p.end) <= last
    ]


def learned(known: list[Stretch]) -> Matrix:
    """The weight of each of SIGNS."""
    spread = np.concatenate([s.signs for s in known]).std(axis=0) + 1e-9

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, slope = 0.0, np.zeros(len(SIGNS))
        for stretch in known:
            rows = stretch.signs / spread
            odds = rows @ weights
            chances = np.exp(odds - odds.max())
            chances /= chances.sum()
            wanted = stretch.chosen / stretch.chosen.sum()
            total -= float(wanted @ np.log(chances + 1e-12))
            slope += rows.T @ (chances - wanted)
        held = PENALTY * float(weights @ weights)
        return total / len(known) + held, slope / len(known) + 2 * PENALTY * weights

    found = minimize(loss, np.zeros(len(SIGNS)), jac=True, method="L-BFGS-B").x
    weights: Matrix = found / spread
    return weights


def main() -> None:
    """Learn, measure, write."""
    known = stretches()
    fold = [hashlib.sha256(s.of.encode()).digest()[0] % FOLDS for s in known]
    good, bad = [], []
    for out in range(FOLDS):
        weights = learned([s for s, at in zip(known, fold, strict=True) if at != out])
        for stretch in (s for s, at in zip(known, fold, strict=True) if at == out):
            first = int((stretch.signs @ weights).argmax())
            good.append(stretch.chosen[first] > 0)
            bad.append(stretch.bad[first])
    print(f"{len(known)} stretches: {np.mean(good):.2f} would do, {np.mean(bad):.2f} embarrass")
    weights = learned(known)
    sums = json.loads((FOLDER / "reader.json").read_text(encoding="utf-8"))["sha256"]
    made = {
        "reader_sha256": sums["reader.onnx"],
        "grader_sha256": sums["grader.onnx"],
        "data": hashlib.sha256(EXAMPLES.read_bytes()).hexdigest(),
        "date": datetime.now(UTC).date().isoformat(),
        "would do": round(float(np.mean(good)), 3),
        "weights": {s: round(float(w), 4) for s, w in zip(SIGNS, weights, strict=True)},
    }
    WEIGHTS.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
