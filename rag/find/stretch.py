"""Features of where a slice stands: which transcript, which stretch of it, a question is about."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from rag.find.corpus import Arrays
from rag.find.measures import to_best
from rag.find.query import Query

Floats = NDArray[np.float32]


def transcript_features(
    query: Query, slices: NDArray[np.intp], scores: Mapping[str, Floats], arrays: Arrays
) -> dict[str, Floats]:
    """How much a candidate's transcript and stretch hold of the question, beside the others.

    `scores` are the candidates' BM25, by text.
    """
    where = arrays.transcript[slices]
    columns: dict[str, Floats] = {}
    for text, best_of in (("near", 3), ("around", 1), ("wide", 3)):
        columns[f"transcript_{text}"] = _best_in_transcript(scores[text], where, best_of)
    columns["transcript_holds"] = _held_by_transcript(query, where, arrays)
    counts = np.bincount(where)
    columns["transcript_share"] = to_best(counts[where].astype(np.float32))
    last, first = np.searchsorted(slices, slices + 9), np.searchsorted(slices, slices - 8)
    columns["crowd"] = ((last - first) / 17).astype(np.float32)
    return columns


def _held_by_transcript(query: Query, where: NDArray[np.int32], arrays: Arrays) -> Floats:
    """The share of the terms that a candidate's transcript holds, rare among transcripts more."""
    different, back = np.unique(where, return_inverse=True)
    pairs = different[:, None] * np.int64(len(arrays.spread)) + query.stems
    held = _among(pairs, arrays.contents) & (query.stems >= 0)
    known = np.array([arrays.held[s] if s >= 0 else 0 for s in query.stems])
    rarity = np.maximum(np.log((len(arrays.names) + 1) / (known + 0.5)), 0)
    return to_best((held * rarity).sum(axis=1).astype(np.float32))[back]


def _among(values: NDArray[np.int64], known: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which values are among known ones that stand in order."""
    at = np.searchsorted(known, values)
    found: NDArray[np.bool_] = np.append(known, -1)[at] == values
    return found


def _best_in_transcript(score: Floats, where: NDArray[np.int32], count: int) -> Floats:
    """The mean of the best scores of a candidate's transcript, as a share of the best one's."""
    order = np.lexsort((-score, where))  # by transcript, its best first
    starts = np.flatnonzero(np.diff(where[order], prepend=-1))
    sizes = np.diff(starts, append=len(where))
    rank = np.arange(len(where)) - np.repeat(starts, sizes)
    held = np.where(rank < count, score[order], 0)
    best = np.zeros(int(where.max(initial=-1)) + 1, dtype=np.float32)
    best[where[order][starts]] = np.add.reduceat(held, starts) / np.minimum(sizes, count)
    return to_best(best)[where]
