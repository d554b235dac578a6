"""How sure a figure is: percentiles, bootstrap intervals, and a paired test between two runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

SEED = 20240312
RESAMPLES = 2000
FLIPS = 20_000
_CHUNK = 200


def percentile(values: Sequence[float], percent: float) -> float | None:
    """The percentile of the values, between neighbours by linear interpolation; None of none."""
    return float(np.percentile(values, percent)) if values else None


def interval(values: Sequence[float], seed: int = SEED) -> tuple[float, float] | None:
    """The 95% interval of the mean, by the percentile bootstrap; None below two values.

    2,000 resamples of the questions with replacement. Source: Efron and Tibshirani, "An
    Introduction to the Bootstrap" (1993), chapter 13.
    """
    if len(values) < 2:
        return None
    rng = np.random.default_rng(seed)
    data = np.asarray(values, dtype=np.float64)
    means = np.concatenate(
        [
            data[rng.integers(0, len(data), (_CHUNK, len(data)))].mean(axis=1)
            for _ in range(RESAMPLES // _CHUNK)
        ]
    )
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def paired_test(
    differences: Mapping[str, Sequence[float | None]], seed: int = SEED
) -> dict[str, float]:
    """For each metric, the p-value of "it fell" among all metrics tested together, 0 to 1.

    `differences` holds, for each metric, new minus old for the same questions in the same order,
    None where a question has no such score. The signs of each question's differences are flipped
    at random, 20,000 times, for all metrics at once; p is the share of flips in which some metric
    falls as far as this one did, measured as sum(d) / sqrt(sum(d^2)). So the chance that noise
    flags any metric at all stays below the threshold, however many are looked at.

    Sources: Fisher's randomisation test for paired data; for comparing systems Smucker, Allan and
    Carterette (2007); the single-step maxT adjustment, Westfall and Young, "Resampling-Based
    Multiple Testing" (1993).
    """
    table = {
        name: np.array([0.0 if d is None else d for d in values], dtype=np.float64)
        for name, values in differences.items()
    }
    moved = {name: d / np.sqrt((d**2).sum()) for name, d in table.items() if d.any()}
    p_values = dict.fromkeys(differences, 1.0)
    if not moved:
        return p_values
    falls: NDArray[np.float64] = np.stack(list(moved.values()), axis=1)
    rng = np.random.default_rng(seed)
    # Rounded, so that a fall equals itself: sums in another order differ in the last bits.
    seen = np.round(-falls.sum(axis=0), 9)
    worse = np.zeros(falls.shape[1], dtype=np.int64)
    for _ in range(FLIPS // _CHUNK):
        signs = rng.choice([-1.0, 1.0], size=(_CHUNK, falls.shape[0]))
        largest = np.round((signs @ falls).max(axis=1), 9)
        worse += (largest[:, None] >= seen[None, :]).sum(axis=0)
    # One is added to both, for the flip that was observed: a p-value of 0 does not exist.
    for name, count in zip(moved, worse, strict=True):
        p_values[name] = float((count + 1) / (FLIPS + 1))
    return p_values
