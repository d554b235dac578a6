"""A question to the slices that may answer it: keyword and vector lists, fused to one pool."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.index.bm25 import TEXTS, Match, Scope
from ingest.index.keywords import Held
from ingest.store.library import Library, Near
from rag.find.corpus import Arrays
from rag.find.query import Query

# Slices in the pool that is ranked.
POOL = 300
# How many slices the keyword lists give: by all texts together, and by the slice's own words alone.
LISTS: tuple[tuple[tuple[str, ...], int, float], ...] = (
    (tuple(TEXTS), 400, 2.0),
    (("text",), 150, 1.0),
)
NEAREST = 200
# In a scope of so many slices the nearest are found by looking at all vectors, in 4 ms: Chroma's
# graph finds 92 of the 100 nearest, and not the same ones after a rebuild; its filters take 68 ms
# at 100,000 slices.
EXACT = 20_000
# In a larger one so many times NEAREST are asked for and sifted here: what the vectors rank too far
# down for that, the words find.
SIFTED = 4
# Reciprocal rank fusion (Cormack, Clarke and Buettcher, 2009), with a smaller constant than their
# 60: lists are short.
RANK_CONSTANT = 30


Spans = Mapping[str, range]
"""The rows of the corpus that are a transcript's slices, by its name."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidate slices (rows of the corpus, in order), and the cosines of the nearest slices."""

    slices: NDArray[np.intp]
    cosines: Mapping[int, float]


def candidates(
    query: Query,
    vector: NDArray[np.float32],
    library: Library,
    held: Held,
    arrays: Arrays,
    scope: Scope | None,
    size: int = POOL,
) -> Pool:
    """The slices in scope (None: everything) that keywords or vectors find, the best `size`.

    Where the scope holds no more than `size`, all of them.
    """
    spans = _spans(arrays)
    stems = query.spoken_stems()
    lists = [
        _rows(held.words.search(stems, texts, count, scope), spans) for texts, count, _ in LISTS
    ]
    few = _all_in(arrays, spans, scope, EXACT)
    if few is None:
        near = library.near(vector, NEAREST * (1 if scope is None else SIFTED), held.records)
        cosines = _nearest(near, arrays, spans, scope)
    else:
        cosines = _nearest_of(few, vector, arrays) if len(few) else {}
        if len(few) <= size:
            return Pool(few, cosines)
    fused = fuse([*lists, list(cosines)], [*(weight for _, _, weight in LISTS), 1.0])
    best = sorted(fused, key=lambda row: (-fused[row], row))[:size]
    return Pool(np.array(sorted(best), dtype=np.intp), cosines)


def _spans(arrays: Arrays) -> Spans:
    ends = pairwise(arrays.first.tolist())
    return {name: range(a, b) for name, (a, b) in zip(arrays.names, ends, strict=True)}


def _rows(matches: Iterable[Match], spans: Spans) -> list[int]:
    """The rows of matches."""
    return [spans[m.name][m.slice] for m in matches]


def fuse(rankings: Sequence[Sequence[int]], weights: Sequence[float]) -> dict[int, float]:
    """Weighted reciprocal rank fusion: the sum of weight / (30 + rank) over the rankings."""
    scores: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, row in enumerate(ranking, 1):
            scores[row] = scores.get(row, 0.0) + weight / (RANK_CONSTANT + rank)
    return scores


def _nearest_of(
    rows: NDArray[np.intp], vector: NDArray[np.float32], arrays: Arrays
) -> dict[int, float]:
    """The nearest of some slices with their cosines, best first; all of them are looked at.

    Rounded, so that the order of equal texts does not hang on the order of a sum.
    """
    where = arrays.transcript[rows]
    cosines = np.concatenate(
        [arrays.vectors[t][rows[where == t] - arrays.first[t]] @ vector for t in np.unique(where)]
    ).round(6)
    best = np.lexsort((rows, -cosines))[:NEAREST]
    return dict(zip(rows[best].tolist(), cosines[best].tolist(), strict=True))


def _nearest(
    found: Iterable[Near], arrays: Arrays, spans: Spans, scope: Scope | None
) -> dict[int, float]:
    """The nearest slices in scope, as far as Chroma's graph finds them, with their cosines."""
    rows = {}
    for near in sorted(found, key=lambda n: (-n.cosine, n.name, n.number, n.part)):
        row = _row(near, arrays, spans[near.name])
        if scope is None or _within(near.name, row, arrays, scope):
            rows[row] = near.cosine
    return dict(list(rows.items())[:NEAREST])


def _within(name: str, row: int, arrays: Arrays, scope: Scope) -> bool:
    who = scope.get(name, frozenset())
    return who is None or arrays.who[arrays.voice[row]] in who


def _row(near: Near, arrays: Arrays, span: range) -> int:
    """The row of a passage."""
    return span[int(arrays.turn[span.start : span.stop].searchsorted(near.number)) + near.part]


def _all_in(
    arrays: Arrays, spans: Spans, scope: Scope | None, most: int
) -> NDArray[np.intp] | None:
    """All slices in scope, in order; None where they are more than `most`."""
    if scope is None:
        return np.arange(arrays.size) if arrays.size <= most else None
    rows: list[int] = []
    for name, who in sorted(scope.items()):
        span = spans.get(name, range(0))
        rows += span if who is None else (r for r in span if arrays.who[arrays.voice[r]] in who)
        if len(rows) > most:
            return None
    return np.array(rows, dtype=np.intp)
