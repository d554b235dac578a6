"""A question to the slices that may answer it: keyword and vector lists, fused to one pool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.keywords import TEXTS, Keywords, Scope
from ingest.library import Library
from rag.corpus import Arrays
from rag.query import Query

# Slices in the pool that is ranked.
POOL = 300
# How many slices the keyword lists give: by all texts together, and by the slice's own words alone.
LISTS: tuple[tuple[tuple[str, ...], int, float], ...] = (
    (tuple(TEXTS), 400, 2.0),
    (("text",), 150, 1.0),
)
NEAREST = 200
# With a filter, this many times NEAREST are asked for and sifted here. Chroma's own filter serves
# where too few are left, in a library of no more than so many slices: it takes longer with each,
# 7 ms at 1,000, 68 at 100,000. In a larger one the words find what vectors rank too far down.
SIFTED, TOO_FEW, FILTERED = 2, 50, 20_000
# Reciprocal rank fusion (Cormack, Clarke and Buettcher, 2009), with a smaller constant than their
# 60: lists are short.
RANK_CONSTANT = 30


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidate slices (rows of the corpus, in order), and the cosines of the nearest slices."""

    slices: NDArray[np.intp]
    cosines: Mapping[int, float]


def candidates(
    query: Query,
    vector: NDArray[np.float32],
    library: Library,
    keywords: Keywords,
    arrays: Arrays,
    scope: Scope | None,
    size: int = POOL,
) -> Pool:
    """The slices in scope (None: everything) that keywords or vectors find, the best `size`.

    Where the scope holds no more than `size`, all of them.
    """
    first = {name: int(arrays.first[i]) for i, name in enumerate(arrays.names)}
    stems = query.spoken_stems()
    lists = [
        [first[m.name] + m.slice for m in keywords.search(stems, texts, count, scope)]
        for texts, count, _ in LISTS
    ]
    cosines = _nearest(vector, library, arrays, first, scope)
    few = _all_in(arrays, first, scope, size)
    if few is not None:
        return Pool(few, cosines)
    fused = fuse([*lists, list(cosines)], [*(weight for _, _, weight in LISTS), 1.0])
    best = sorted(fused, key=lambda row: (-fused[row], row))[:size]
    return Pool(np.array(sorted(best), dtype=np.intp), cosines)


def fuse(rankings: Sequence[Sequence[int]], weights: Sequence[float]) -> dict[int, float]:
    """Weighted reciprocal rank fusion: the sum of weight / (30 + rank) over the rankings."""
    scores: dict[int, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, row in enumerate(ranking, 1):
            scores[row] = scores.get(row, 0.0) + weight / (RANK_CONSTANT + rank)
    return scores


def _nearest(
    vector: NDArray[np.float32],
    library: Library,
    arrays: Arrays,
    first: Mapping[str, int],
    scope: Scope | None,
) -> dict[int, float]:
    """The nearest slices in scope with their cosines, best first."""
    found = library.near(vector, NEAREST * (SIFTED if scope is not None else 1))
    if scope is not None:
        inside = [n for n in found if n.name in scope]
        if len(inside) < TOO_FEW and arrays.size <= FILTERED:
            names = list(scope)
            where = {"transcript": names[0] if len(names) == 1 else {"$in": names}}
            inside = library.near(vector, NEAREST * SIFTED, where)
        found = inside
    rows = {}
    known = [n for n in found if n.name in first]
    for near in sorted(known, key=lambda n: (-n.cosine, n.name, n.number, n.part)):
        row = _row(near.name, near.number, near.part, arrays, first)
        who = scope[near.name] if scope is not None else None
        if who is None or arrays.who[arrays.voice[row]] in who:
            rows[row] = near.cosine
    return dict(list(rows.items())[:NEAREST])


def _all_in(
    arrays: Arrays, first: Mapping[str, int], scope: Scope | None, most: int
) -> NDArray[np.intp] | None:
    """All slices in scope, in order; None where they are more than `most`."""
    if scope is None:
        return np.arange(arrays.size) if arrays.size <= most else None
    rows: list[int] = []
    for name, who in sorted(scope.items()):
        start = first.get(name, arrays.size)
        end = int(arrays.first[arrays.transcript[start] + 1]) if start < arrays.size else start
        said = range(start, end)
        rows += said if who is None else [r for r in said if arrays.who[arrays.voice[r]] in who]
        if len(rows) > most:
            return None
    return np.array(rows, dtype=np.intp)


def _row(name: str, number: int, part: int, arrays: Arrays, first: Mapping[str, int]) -> int:
    start = first[name]
    end = int(arrays.first[arrays.transcript[start] + 1])
    return start + int(np.searchsorted(arrays.turn[start:end], number)) + part
