"""A cross-encoder over the first candidates, where RERANKER_MODEL names one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ingest.index import onnx

Scores = NDArray[np.float64]
Scorer = Callable[[str, Sequence[str]], list[float]]

# A pair costs about 30 ms of CPU with a model of 12 layers: more cannot be waited for.
FIRST = 40
# The best text to score differs by kind of talk: the slice with its neighbours, and the turn before
# with it. Their scores are summed.
WEIGHT = 1.0


@cache
def scorer(name: str) -> Scorer:
    """The cross-encoder of that name, loaded once. Raises EmbeddingError."""
    return onnx.cross_encoder(name)


def reranked(
    question: str, scores: Scores, texts: Callable[[int], Sequence[str]], score: Scorer
) -> Scores:
    """The scores, the first FIRST of them joined by what the cross-encoder says of their texts.

    `texts(i)` gives the texts to score for candidate i. The two kinds of score are brought to one
    scale by their deviation among those candidates; the rest keep their place behind them.
    """
    first = np.lexsort((np.arange(len(scores)), -scores))[:FIRST]
    read = [texts(int(i)) for i in first]
    flat = score(question, [text for several in read for text in several])
    ends = np.cumsum([len(several) for several in read])
    sums = np.array([sum(flat[e - len(r) : e]) for e, r in zip(ends, read, strict=True)])
    joined = scores.copy()
    joined[first] = standard(scores[first]) + WEIGHT * standard(sums)
    rest = np.setdiff1d(np.arange(len(scores)), first)
    joined[rest] += joined[first].min() - scores[rest].max(initial=-np.inf) - 1.0
    return np.round(joined, 9)


def standard(values: Scores) -> Scores:
    """Values less their mean, in units of their deviation; zeros where all are equal."""
    deviation = values.std()
    return (values - values.mean()) / deviation if deviation > 0 else np.zeros_like(values)
