"""(question, candidate slices, what stands around them) to numbers. Pure functions.

Every feature is free of scale: a share, a ratio to the best candidate, the logarithm of a rank, or
a mark, so that it means the same for any library size and any embedding. They are few: what more
were worth, training/README.md says.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from rag.find.corpus import WINDOWS, Arrays, Vocabulary
from rag.find.matches import Matches, match
from rag.find.measures import best_in_group, bm25, log_rank, share, to_best
from rag.find.query import Query

Floats = NDArray[np.float32]
Index = NDArray[np.intp]
Columns = dict[str, Floats]

# Neighbours count less with distance, by this factor a slice.
FADE = 0.8
# Slices around a candidate whose vectors are averaged.
AROUND = 3


def features(
    query: Query,
    slices: Index,
    cosines: Mapping[int, float],
    arrays: Arrays,
    vocabulary: Vocabulary,
) -> tuple[Floats, tuple[str, ...]]:
    """Features of candidate slices, shape (slices, names), and the names of the columns.

    `slices` are different, in order. `cosines` are those to the question of the nearest slices; of
    the others it is only known that they are lower.
    """
    found = match(query, slices, arrays, vocabulary)
    columns: Columns = {
        **_keyword(query, slices, found, arrays),
        **_dense(cosines, found),
        **_coverage(query, found),
        **_voices(query, found),
        **_exchange(query, found, arrays),
    }
    matrix = np.column_stack([np.asarray(c, dtype=np.float32) for c in columns.values()])
    return matrix.astype(np.float32), tuple(columns)


def _keyword(query: Query, slices: Index, found: Matches, arrays: Arrays) -> Columns:
    """BM25 over the texts around a slice, by the words and those like them; and of its talk."""
    texts = WINDOWS.values()
    lengths = found.totals(found.lengths.astype(np.float32), texts)
    counts = found.totals(found.mass + found.voice, texts)
    scores = {
        text: bm25(held, length, arrays.mean[text], query.weights)
        for text, held, length in zip(WINDOWS, counts, lengths, strict=True)
    }
    where = arrays.transcript[slices]
    return {
        "near_rank": log_rank(scores["near"]),
        "stretch": to_best(scores["stretch"]),
        "transcript_near": best_in_group(scores["near"], where),
        "transcript_stretch": best_in_group(scores["stretch"], where),
    }


def _dense(cosines: Mapping[int, float], found: Matches) -> Columns:
    """Cosine with the question, 0 for the least of the nearest to 1 for the best of them."""
    low, high = min(cosines.values(), default=0.0), max(cosines.values(), default=0.0)
    near = np.zeros(len(found.rows), dtype=np.float32)
    known = np.fromiter(cosines, dtype=np.intp)
    at = np.searchsorted(found.rows, known)
    here = found.rows[np.minimum(at, len(near) - 1)] == known
    near[at[here]] = (np.array(list(cosines.values()))[here] - low) / max(high - low, 1e-6)
    mean = (near / (2 * AROUND + 1)).astype(np.float32)
    return {
        "cosine_around": found.best(near, AROUND, AROUND, FADE),
        "cosine_mean": found.total(mean, AROUND, AROUND),
    }


def _coverage(query: Query, found: Matches) -> Columns:
    """Which share of the question's terms, or words like them, stands in the slice and around."""
    said = np.maximum(found.exact > 0, found.voice).astype(np.float32)
    soft = np.maximum(found.soft, found.voice)
    return {
        "exact_wide": share(query, found.best(said, 8, 8)),
        "exact_after": share(query, found.best(said, 0, 6, FADE)),
        "soft_around": share(query, found.best(soft, 3, 3)),
        "soft_fade": share(query, found.best(soft, 6, 6, FADE)),
        "close": share(query, found.close[found.at]),
    }


def _voices(query: Query, found: Matches) -> Columns:
    """Whether one of whom the question speaks is the one who speaks here."""
    own = found.voice[found.at]
    return {
        "speaks": share(query, own, query.voices),
        "subject": share(query, own, query.subjects),
        "object": share(query, own, query.objects),
    }


def _exchange(query: Query, found: Matches, arrays: Arrays) -> Columns:
    """A question that is like the one asked stands right before; this is one; how long it is."""
    asks = arrays.asks[found.rows].astype(np.float32)
    before = found.shifted(found.soft, -1)
    return {
        "asked_before": found.shifted(asks, -1) * share(query, before),
        "asks": asks[found.at],
        "length": (np.log1p(found.lengths) / 6).astype(np.float32)[found.at],
    }
