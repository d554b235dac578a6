"""A linear ranker fitted question by question: the softmax over a pool goes to its gold rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """The pool of one question: features of its rows, which of them are gold, and its weight."""

    matrix: NDArray[np.float32]
    gold: NDArray[np.bool_]
    weight: float = 1.0


def fit(examples: Sequence[Example], penalty: float) -> Floats:
    """The weight of each feature, on its own scale.

    Maximises sum over questions of weight * mean over gold of log softmax(X w), less
    penalty / 2 * |w|^2 with features scaled to unit deviation within the questions: the top-one
    likelihood of ListNet (Cao and others, "Learning to Rank: From Pairwise Approach to Listwise
    Approach", 2007). Examples without a gold row teach nothing and are left out. A feature that is
    the same for all rows of each question cannot order them: its weight is 0.
    """
    used = [e for e in examples if e.gold.any()]
    sizes = np.array([len(e.gold) for e in used])
    starts = np.cumsum(sizes) - sizes
    of = np.repeat(np.arange(len(used)), sizes)
    rows = np.concatenate([e.matrix - e.matrix.mean(axis=0) for e in used]).astype(np.float64)
    deviation = rows.std(axis=0)
    scale = np.where(deviation > 1e-4, deviation, np.inf)
    rows /= scale
    gold = np.concatenate([e.gold for e in used]).astype(np.float64)
    target = gold / np.add.reduceat(gold, starts)[of]
    weight = np.array([e.weight for e in used])[of]

    def loss(w: Floats) -> tuple[float, Floats]:
        score = rows @ w
        score -= np.maximum.reduceat(score, starts)[of]
        power = np.exp(score)
        total = np.add.reduceat(power, starts)[of]
        likelihood = float((weight * target * (score - np.log(total))).sum())
        slope = rows.T @ (weight * (target - power / total))
        return penalty / 2 * float(w @ w) - likelihood, penalty * w - slope

    start = np.zeros(rows.shape[1])
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights: Floats = solved.x / scale
    return weights
