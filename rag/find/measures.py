"""What the features are made of: ratios, ranks, shares, BM25."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rag.find.query import Query

Floats = NDArray[np.float32]
# Parameters of BM25 as Robertson and Zaragoza give them (2009): k1 between 1.2 and 2, b .5 to .8.
K1, B = 1.2, 0.75


def to_best(values: Floats) -> Floats:
    """Values as a share of the largest; 0 where none is above 0."""
    best = values.max(initial=0)
    shares: Floats = np.maximum(values, 0) / best if best > 0 else values * 0
    return shares


def log_rank(values: Floats) -> Floats:
    """log(1 + rank) of values, the largest at rank 0; equal ones in order of place."""
    ranks = np.empty(len(values), dtype=np.float32)
    ranks[np.argsort(-values, kind="stable")] = np.arange(len(values))
    logs: Floats = np.log1p(ranks)
    return logs


def bm25(counts: Floats, lengths: Floats, mean: float, weights: Floats) -> Floats:
    """BM25 of texts: counts of the terms, shape (texts, terms), and lengths in terms."""
    shorter = K1 * (1 - B + B * lengths / max(mean, 1e-9))
    score: Floats = (weights * counts * (K1 + 1) / (counts + shorter[:, None])).sum(axis=1)
    return score


def share(query: Query, matrix: Floats, of: NDArray[np.bool_] | None = None) -> Floats:
    """The weighted share of the question's terms that a matrix (candidates, terms) holds."""
    weights = query.weights if of is None else query.weights * of
    total = weights.sum()
    found: Floats = (matrix * weights).sum(axis=1) / total if total > 0 else matrix[:, 0] * 0
    return found
