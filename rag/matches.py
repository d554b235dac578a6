"""Where the terms of a question stand in candidate slices and around them, as matrices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.corpus import Arrays, Vocabulary
from rag.query import Query

Floats = NDArray[np.float32]
Index = NDArray[np.intp]

# Slices before and after a candidate that any feature looks at.
REACH = 20
# Cosine of two static word vectors below which they have nothing to do with each other.
UNLIKE = 0.35


@dataclass(frozen=True, slots=True)
class Matches:
    """Candidates and the slices around them. Matrices are (rows, terms).

    `rows` are slices in order; candidate j is `rows[at[j]]`, and the rows of its transcript here
    go from `low[j]` to before `high[j]`. `exact` counts a term, `soft` is its best cosine with a
    word of the slice (0 below UNLIKE), `close` the same without the floor, `mass` a soft count,
    `voice` is 1 where the speaker's name holds it. `pairs` is the weight of neighbouring words of
    the question that are neighbours here too.
    """

    rows: Index
    at: Index
    low: Index
    high: Index
    exact: Floats
    soft: Floats
    close: Floats
    mass: Floats
    voice: Floats
    pairs: Floats
    lengths: NDArray[np.int64]

    def shifted(self, matrix: Floats, by: int) -> Floats:
        """The rows `by` slices behind (before, if negative) each candidate; 0 past the end."""
        at = self.at + by
        inside = (at >= self.low) & (at < self.high)
        found: Floats = matrix[np.where(inside, at, self.at)]
        return found * inside.reshape(-1, *[1] * (matrix.ndim - 1))

    def best(self, matrix: Floats, before: int, after: int, fade: float = 1.0) -> Floats:
        """The largest value around each candidate, times `fade` for each slice of distance."""
        found = self.shifted(matrix, 0)
        for by in range(-before, after + 1):
            if by:
                np.maximum(found, self.shifted(matrix, by) * fade ** abs(by), out=found)
        return found

    def total(self, matrix: Floats, before: int, after: int) -> Floats:
        """The sum around each candidate."""
        sums = np.concatenate([np.zeros_like(matrix[:1]), np.cumsum(matrix, axis=0)])
        a = np.maximum(self.at - before, self.low)
        b = np.minimum(self.at + after + 1, self.high)
        found: Floats = sums[b] - sums[a]
        return found


def match(query: Query, slices: Index, arrays: Arrays, vocabulary: Vocabulary) -> Matches:
    """The matches of a question around the candidate slices."""
    first, last = (
        arrays.first[arrays.transcript[slices]],
        arrays.first[arrays.transcript[slices] + 1],
    )
    around = slices[:, None] + np.arange(-REACH, REACH + 1)
    rows = _different(np.clip(around, first[:, None], last[:, None] - 1), arrays.size)[0]
    lengths = arrays.starts[rows + 1] - arrays.starts[rows]
    begin = np.cumsum(lengths) - lengths
    place = np.repeat(arrays.starts[rows] - begin, lengths) + np.arange(lengths.sum())
    words = arrays.ids[place]
    row_of = np.repeat(np.arange(len(rows)), lengths)
    exact, pairs = _exact(query, vocabulary.stem_of[words], row_of, place, len(rows))
    close, mass = _soft(query, words, begin, lengths, vocabulary)
    close = np.maximum(close, exact > 0)
    return Matches(
        rows=rows,
        at=np.searchsorted(rows, slices),
        low=np.searchsorted(rows, first),
        high=np.searchsorted(rows, last),
        exact=exact,
        soft=np.where(close > UNLIKE, close, 0).astype(np.float32),
        close=close,
        mass=np.maximum(mass, exact),
        voice=_voice(query, arrays, rows),
        pairs=pairs,
        lengths=lengths,
    )


def _different(numbers: NDArray[np.integer[Any]], size: int) -> tuple[Index, Index]:
    """The different numbers below `size`, in order, and where each number stands among them.

    What np.unique gives, in a tenth of the time: the numbers are many and small.
    """
    held = np.zeros(size, dtype=bool)
    held[numbers] = True
    different = np.flatnonzero(held)
    place = np.cumsum(held) - 1
    return different, place[numbers]


def _exact(
    query: Query, stems: NDArray[np.int32], row_of: Index, place: Index, rows: int
) -> tuple[Floats, Floats]:
    """How often each term stands in each row; the weight of the pairs that stand together."""
    counts = np.zeros((rows, len(query.words)), dtype=np.float32)
    pairs = np.zeros(rows, dtype=np.float32)
    term_of = np.full(int(stems.max(initial=0)) + 1, -1)
    for at, number in enumerate(query.stems):
        if 0 <= number < len(term_of):
            term_of[number] = at
    found = term_of[stems]
    hit = found >= 0
    row, term, place = row_of[hit], found[hit], place[hit]
    np.add.at(counts, (row, term), 1)
    for number, other in query.also:
        np.add.at(counts, (row_of[stems == number], other), 1)
    near = (row[1:] == row[:-1]) & (np.diff(place) <= 3) & (np.abs(np.diff(term)) == 1)
    weight = query.weights[term]
    np.add.at(pairs, row[1:][near], (weight[1:] + weight[:-1])[near])
    return counts, pairs


def _soft(
    query: Query, words: NDArray[np.int32], begin: Index, lengths: Index, vocabulary: Vocabulary
) -> tuple[Floats, Floats]:
    """The best cosine of each term in each row, and the sum of its squares above .3."""
    close = np.zeros((len(lengths), len(query.words)), dtype=np.float32)
    mass = np.zeros_like(close)
    different, back = _different(words, len(vocabulary.words))
    cosine = np.clip(vocabulary.vectors[different].astype(np.float32) @ query.vectors.T, 0, 1)
    listed = query.degrees(len(vocabulary.stems))[vocabulary.stem_of[different]]
    cosine = np.maximum(cosine, listed)
    filled = lengths > 0
    if filled.any():
        near = cosine[back]
        close[filled] = np.maximum.reduceat(near, begin[filled], axis=0)
        counted = (np.clip((cosine - 0.3) / 0.7, 0, 1) ** 2)[back]
        mass[filled] = np.add.reduceat(counted, begin[filled], axis=0)
    return close, mass


def _voice(query: Query, arrays: Arrays, rows: Index) -> Floats:
    term_of = {int(s): t for t, s in enumerate(query.stems) if s >= 0}
    different, back = np.unique(arrays.voice[rows], return_inverse=True)
    found = np.zeros((len(different), len(query.words)), dtype=np.float32)
    for at, voice in enumerate(different):
        for number in arrays.voices[voice]:
            if int(number) in term_of:
                found[at, term_of[int(number)]] = 1
    matrix: Floats = found[back]
    return matrix
