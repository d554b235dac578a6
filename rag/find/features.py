"""(question, candidate slices, what stands around them) to numbers. Pure functions.

Every feature is free of scale: a share, a ratio to the best candidate, the logarithm of a rank, or
a mark, so that it means the same for any library size and any embedding.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ingest.index.columns import MARKS
from rag.find.corpus import WINDOWS, Arrays, Vocabulary
from rag.find.matches import Matches, match
from rag.find.measures import bm25, log_rank, share, to_best
from rag.find.query import Query
from rag.find.stretch import transcript_features

Floats = NDArray[np.float32]
Index = NDArray[np.intp]
Columns = dict[str, Floats]

# Neighbours count less with distance, by this factor a slice.
FADE = 0.8


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
    scores = _scores(query, found, arrays)
    columns: Columns = {
        **_keyword(scores),
        **_dense(slices, cosines, found),
        **_coverage(query, found),
        **_names(query, found),
        **_shape(query, slices, found, arrays),
        **transcript_features(query, slices, scores["bm25"], arrays),
    }
    matrix = np.column_stack([np.asarray(c, dtype=np.float32) for c in columns.values()])
    return matrix.astype(np.float32), tuple(columns)


def _scores(query: Query, found: Matches, arrays: Arrays) -> dict[str, Columns]:
    """BM25 over each text of a slice: by the words themselves, and by words like them."""
    texts = WINDOWS.values()
    lengths = dict(zip(WINDOWS, found.totals(found.lengths.astype(np.float32), texts), strict=True))
    kinds = (("bm25", found.exact, query.rarity), ("soft_bm25", found.mass, query.weights))
    return {
        kind: {
            text: bm25(counts, lengths[text], arrays.mean[text], weights)
            for text, counts in zip(WINDOWS, found.totals(held + found.voice, texts), strict=True)
        }
        for kind, held, weights in kinds
    }


def _keyword(scores: Mapping[str, Columns]) -> Columns:
    """The scores of each text and their sum, beside those of the other candidates."""
    columns: Columns = {}
    for text in WINDOWS:
        for kind, by_text in scores.items():
            columns[f"{kind}_{text}"] = to_best(by_text[text])
            columns[f"{kind}_{text}_rank"] = log_rank(by_text[text])
    for kind, by_text in scores.items():
        mixed: Floats = np.sum([by_text[text] for text in WINDOWS], axis=0)
        columns[f"{kind}_all"] = to_best(mixed)
        columns[f"{kind}_all_rank"] = log_rank(mixed)
    return columns


def _dense(slices: Index, cosines: Mapping[int, float], found: Matches) -> Columns:
    """Cosine with the question, 0 for the least of the nearest to 1 for the best of them."""
    low, high = min(cosines.values(), default=0.0), max(cosines.values(), default=0.0)
    wide = max(high - low, 1e-6)
    near = np.zeros(len(found.rows), dtype=np.float32)
    known = np.fromiter(cosines, dtype=np.intp)
    at = np.searchsorted(found.rows, known)
    here = found.rows[np.minimum(at, len(near) - 1)] == known
    near[at[here]] = (np.array(list(cosines.values()))[here] - low) / wide
    own = near[found.at]
    return {
        "cosine": own,
        "cosine_rank": log_rank(own),
        "cosine_before": found.shifted(near, -1),
        "cosine_after": found.shifted(near, 1),
        "cosine_around": found.best(near, 3, 3, FADE),
        "cosine_mean": found.total((near / 7).astype(np.float32), 3, 3),
    }


def _coverage(query: Query, found: Matches) -> Columns:
    """Which share of the question's terms stands in the slice and around it."""
    exact = (found.exact > 0).astype(np.float32)
    said = np.maximum(exact, found.voice)
    soft = np.maximum(found.soft, found.voice)
    plain = ~query.names
    rarest = int(np.argmax(query.weights))
    around = np.maximum.reduce([found.shifted(said, d) for d in (-3, -2, -1, 1, 2, 3)])
    wide = found.best(said, 3, 3)
    head = found.close[:, query.head] if query.head >= 0 else found.close[:, 0] * 0
    columns = {
        "exact": share(query, exact[found.at]),
        "exact_said": share(query, said[found.at]),
        "exact_before": share(query, found.shifted(said, -1)),
        "exact_after": share(query, found.shifted(said, 1)),
        "exact_near": share(query, found.best(said, 1, 1)),
        "exact_around": share(query, wide),
        "exact_wide": share(query, found.best(said, 8, 8)),
        "exact_fade_before": share(query, found.best(said, 6, 3, FADE)),
        "exact_fade_after": share(query, found.best(said, 0, 6, FADE)),
        "own_gain": share(query, wide) - share(query, around),
        "soft": share(query, found.soft[found.at]),
        "soft_said": share(query, soft[found.at]),
        "soft_before": share(query, found.shifted(found.soft, -1)),
        "soft_before_2": share(query, found.shifted(found.soft, -2)),
        "soft_after": share(query, found.shifted(found.soft, 1)),
        "soft_around": share(query, found.best(soft, 3, 3)),
        "soft_fade": share(query, found.best(soft, 6, 6, FADE)),
        "close": share(query, found.close[found.at]),
        "least": found.close[found.at].min(axis=1),
        "plain": share(query, exact[found.at], plain),
        "plain_around": share(query, found.best(exact, 3, 3), plain),
        "plain_wide": share(query, found.best(exact, 8, 8), plain),
        "plain_fade": share(query, found.best(exact, 6, 6, FADE), plain),
        "plain_soft": share(query, found.soft[found.at], plain),
        "plain_soft_before": share(query, found.shifted(found.soft, -1), plain),
        "plain_soft_after": share(query, found.shifted(found.soft, 1), plain),
        "plain_soft_fade": share(query, found.best(found.soft, 6, 6, FADE), plain),
        "rarest": exact[found.at][:, rarest],
        "rarest_soft": found.soft[found.at][:, rarest],
        "rarest_around": found.best(soft, 3, 3)[:, rarest],
        "head": head[found.at],
        "head_near": found.best(head, 1, 1),
    }
    total = query.weights.sum() + 1e-6
    pairs = np.minimum(found.pairs / total, 2)
    earlier = np.maximum.reduce([found.shifted(exact, d) for d in range(-8, 0)])
    columns["first_here"] = share(query, np.maximum(exact[found.at] - earlier, 0), plain)
    columns["pairs"] = found.shifted(pairs, 0)
    columns["pairs_before"] = found.shifted(pairs, -1)
    columns["pairs_near"] = np.minimum(found.total(pairs, 1, 1), 2)
    return columns


def _names(query: Query, found: Matches) -> Columns:
    """The question's names: said here, or of who speaks here, before, after."""
    exact = (found.exact > 0).astype(np.float32)
    said = np.maximum(exact, found.voice)
    own = found.voice[found.at]
    speaks = share(query, own, query.subjects)
    return {
        "names": share(query, exact[found.at], query.names),
        "names_said": share(query, said[found.at], query.names),
        "names_near": share(query, found.best(said, 1, 1), query.names),
        "names_around": share(query, found.best(said, 3, 3), query.names),
        "speaks": share(query, own, query.voices),
        "speaks_before": share(query, found.shifted(found.voice, -1), query.voices),
        "speaks_after": share(query, found.shifted(found.voice, 1), query.voices),
        "speaks_wide": share(query, found.best(found.voice, 8, 8), query.voices),
        "speaker_said": share(query, exact[found.at], query.voices),
        "subject": speaks,
        "subject_before": share(query, found.shifted(found.voice, -1), query.subjects),
        "subject_after": share(query, found.shifted(found.voice, 1), query.subjects),
        "subject_around": share(query, found.best(found.voice, 3, 3), query.subjects),
        "subject_said": share(query, exact[found.at], query.subjects),
        "object": share(query, own, query.objects),
        "object_before": share(query, found.shifted(found.voice, -1), query.objects),
        "object_after": share(query, found.shifted(found.voice, 1), query.objects),
        "object_around": share(query, found.best(said, 3, 3), query.objects),
        "object_said": share(query, exact[found.at], query.objects),
        "subject_on_topic": speaks * share(query, found.soft[found.at], ~query.names),
        "subject_in_topic": speaks * share(query, found.best(found.soft, 6, 6, FADE), ~query.names),
    }


# Kinds of question, each with the mark of a slice that can answer it.
_ANSWERS = {
    "number": "number", "money": "number", "percent": "number", "duration": "number",
    "age": "number", "figure": "number",
    "date": "time", "reason": "reason", "place": "place", "person": "name", "yesno": "yes",
}  # fmt: skip


def _shape(query: Query, slices: Index, found: Matches, arrays: Arrays) -> Columns:
    """What the slice looks like: length, kinds of things in it, an answer behind a question."""
    marks = arrays.marks[found.rows].astype(np.float32)
    length = (np.log1p(found.lengths) / 6).astype(np.float32)
    own = found.shifted(marks, 0)
    columns: Columns = {f"mark_{m}": own[:, i] for i, m in enumerate(MARKS)}
    asks = marks[:, MARKS.index("question")]
    before, after = found.shifted(asks, -1), found.shifted(asks, 1)
    asked = before * share(query, found.shifted(found.soft, -1))
    told = arrays.told[slices]
    wanted = _ANSWERS.get(query.kind)
    held = own[:, MARKS.index(wanted)] if wanted else own[:, 0] * 0
    starts = slices == arrays.opens[slices]
    same = (arrays.voice[slices] == arrays.voice[np.maximum(slices - 1, 0)]) & ~starts
    return columns | {
        "question_before": before,
        "question_after": after,
        "length": length[found.at],
        "length_before": found.shifted(length, -1),
        "length_after": found.shifted(length, 1),
        "told": np.log1p(told),
        "told_near": told / (found.best(arrays.told[found.rows], 4, 4) + 0.5),
        "told_wide": told / (found.best(arrays.told[found.rows], 12, 12) + 0.5),
        "precision": (found.exact[found.at] * query.weights).sum(axis=1) / (told + 0.5),
        "asked_before": asked,
        "asked_here": own[:, MARKS.index("question")]
        * share(query, (found.exact[found.at] > 0).astype(np.float32)),
        "right_kind": held,
        "right_kind_number": held * (wanted == "number"),
        "right_kind_reason": held * (wanted == "reason"),
        "right_kind_person": held * (wanted == "name"),
        "remark_of_place": own[:, MARKS.index("remark")] * (query.kind == "place"),
        "right_kind_in_topic": held * share(query, found.best(found.soft, 6, 6, FADE)),
        "goes_on": same.astype(np.float32),
        "part": np.log1p(arrays.part[slices].astype(np.float32)),
    }
