"""What the features are made of: ratios, ranks, shares, BM25."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rag.find.query import Query

Floats = NDArray[np.float32]
# Parameters of BM25 as Robertson and Zaragoza give them (2009): k1 between 1.2 and 2, b .5 to .8.
K1, B = 1.2, 0.75
# Slices that stand for the transcript they are of.
BEST = 3


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


def best_in_group(scores: Floats, group: NDArray[np.int32]) -> Floats:
    """The mean of the three best scores of each one's group, as a share of the best group's."""
    order = np.lexsort((-scores, group))  # by group, its best first
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    sizes = np.diff(starts, append=len(group))
    rank = np.arange(len(group)) - np.repeat(starts, sizes)
    held = np.where(rank < BEST, scores[order], 0)
    best = np.zeros(int(group.max(initial=-1)) + 1, dtype=np.float32)
    best[group[order][starts]] = np.add.reduceat(held, starts) / np.minimum(sizes, BEST)
    return to_best(best)[group]
