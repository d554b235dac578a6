"""The learned choice: traits of sentences to scores, and the best of them to a chance.

The weights lie beside it as data; `benchmarks/train_choice.py` writes them,
`training/calibrate.py` those of `read` and `right`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("choice.json")


@cache
def weights(of: str) -> Mapping[str, float]:
    """The weights of `score`, `chance`, `read` or `right` by name.

    All but the first have one for "" as well.
    """
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {str(name): float(weight) for name, weight in data[of].items()}


def score(traits: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float64]:
    """The score of each sentence: its logarithm of odds against the others of the question.

    Rounded, so that ties do not hang on the order of a sum.
    """
    known = weights("score")
    matrix = np.array(list(traits.values()), dtype=np.float64)
    total: NDArray[np.float64] = np.array([known.get(name, 0.0) for name in traits]) @ matrix
    return np.round(total, 9)


def chance(signs: Mapping[str, float], of: str = "chance") -> float:
    """The chance (0 to 1) that the best sentence answers, by a logistic model of its signs.

    `of`: `chance`; for what the reading model put first `read`, or `right` for it being the answer.
    """
    known = weights(of)
    odds = known[""] + sum(known.get(name, 0.0) * value for name, value in signs.items())
    return float(1 / (1 + np.exp(-odds)))
