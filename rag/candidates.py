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
# With a filter, this many times NEAREST are asked for and sifted here: Chroma's own filter takes
# 68 ms at 100,000 turns, and serves only where too few are left.
SIFTED, TOO_FEW = 2, 50
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
    """The slices in scope (None: everything) that keywords or vectors find, the best `size`."""
    first = {name: int(arrays.first[i]) for i, name in enumerate(arrays.names)}
    stems = query.spoken_stems()
    lists = [
        [first[m.name] + m.slice for m in keywords.search(stems, texts, count, scope)]
        for texts, count, _ in LISTS
    ]
    cosines = _nearest(vector, library, arrays, first, scope)
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
        if len(inside) < TOO_FEW:
            names = list(scope)
            where = {"transcript": names[0] if len(names) == 1 else {"$in": names}}
            inside = library.near(vector, NEAREST * SIFTED, where)
        found = inside
    rows = {}
    for near in sorted(found, key=lambda n: (-n.cosine, n.name, n.number, n.part)):
        row = _row(near.name, near.number, near.part, arrays, first)
        who = scope[near.name] if scope is not None else None
        if who is None or arrays.who[arrays.voice[row]] in who:
            rows[row] = near.cosine
    return dict(list(rows.items())[:NEAREST])


def _row(name: str, number: int, part: int, arrays: Arrays, first: Mapping[str, int]) -> int:
    start = first[name]
    end = int(arrays.first[arrays.transcript[start] + 1])
    return start + int(np.searchsorted(arrays.turn[start:end], number)) + part
