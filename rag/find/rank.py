"""The learned ranker: features to one score. Its coefficients lie beside it as data."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
COEFFICIENTS = Path(__file__).with_name("coefficients.json")


@cache
def coefficients() -> dict[str, float]:
    """The weight of each feature, by name, as `benchmarks/train_ranker.py` wrote them."""
    data = json.loads(COEFFICIENTS.read_text(encoding="utf-8"))
    return {str(name): float(weight) for name, weight in data["weights"].items()}


def score(matrix: Floats, names: tuple[str, ...]) -> NDArray[np.float64]:
    """The score of each row. Raises KeyError for a feature without a coefficient.

    Rounded, so that the order of equal slices does not hang on the order of a sum.
    """
    weights = np.array([coefficients()[name] for name in names])
    scores: NDArray[np.float64] = np.round(matrix.astype(np.float64) @ weights, 9)
    return scores
