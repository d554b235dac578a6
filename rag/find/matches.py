"""Where the terms of a question stand in candidate slices and around them, as matrices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.find.corpus import Arrays, Vocabulary
from rag.find.query import Query

Floats = NDArray[np.float32]
Index = NDArray[np.intp]

# Slices before and after a candidate that any feature looks at.
REACH = 20
# Cosine of two static word vectors below which they have nothing to do with each other.
UNLIKE = 0.35
# Cosine from which a word counts as a part of the term.
ALIKE = 0.3
# Words whose cosines are taken at once: few enough that the linear algebra does not start threads,
# which cost ten times what they save.
BLOCK = 128


@dataclass(frozen=True, slots=True)
class Matches:
    """Candidates and the slices around them. Matrices are (rows, terms).

    `rows` are slices in order; candidate j is `rows[at[j]]`, and the rows of its transcript here
    go from `low[j]` to before `high[j]`. `exact` counts a term, `soft` is its best cosine with a
    word of the slice (0 below UNLIKE), `close` the same without the floor, in candidates and beside
    them alone, `mass` a soft count, `voice` is 1 where the speaker's name holds it.
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
        return self.totals(matrix, [(before, after)])[0]

    def totals(self, matrix: Floats, spans: Iterable[tuple[int, int]]) -> list[Floats]:
        """The sums around each candidate, from so many slices before to so many after."""
        sums = np.concatenate([np.zeros_like(matrix[:1]), np.cumsum(matrix, axis=0)])
        found = []
        for before, after in spans:
            a = np.maximum(self.at - before, self.low)
            b = np.minimum(self.at + after + 1, self.high)
            found.append(sums[b] - sums[a])
        return found


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The different words around the candidates, and what they are to the terms.

    Word `numbers[i]` of the vocabulary has the cosines `cosine[i]`, is the term `term[i]` (-1:
    none), and `tells` where it is or is like any term.
    """

    numbers: Index
    cosine: Floats
    term: Index
    tells: NDArray[np.bool_]


def match(query: Query, slices: Index, arrays: Arrays, vocabulary: Vocabulary) -> Matches:
    """The matches of a question around the candidate slices.

    Few of the words around them are like any term: the rest is passed over as early as can be.
    """
    first, last = (
        arrays.first[arrays.transcript[slices]],
        arrays.first[arrays.transcript[slices] + 1],
    )
    around = slices[:, None] + np.arange(-REACH, REACH + 1)
    rows = _different(np.clip(around, first[:, None], last[:, None] - 1), arrays.size)
    at, low, high = (np.searchsorted(rows, places) for places in (slices, first, last))
    lengths = arrays.starts[rows + 1] - arrays.starts[rows]
    begin = np.cumsum(lengths) - lengths
    words = _words(rows, arrays)
    lexicon = _lexicon(query, words, vocabulary)
    row_of, told = _telling(words, begin, lexicon, len(vocabulary.words))
    exact = _exact(query, lexicon.term[told], row_of, len(rows))
    for number, other in query.also:
        stems = vocabulary.stem_of[lexicon.numbers[told]]
        np.add.at(exact, (row_of[stems == number], other), 1)
    soft, mass = _soft(lexicon.cosine[told], row_of, len(rows))
    soft = np.maximum(soft, exact > 0)
    near = _different(np.clip(at[:, None] + [-1, 0, 1], low[:, None], high[:, None] - 1), len(rows))
    close = soft.copy()
    close[near] = np.maximum(soft[near], _close(near, words, begin, lengths, lexicon))
    return Matches(
        rows=rows,
        at=at,
        low=low,
        high=high,
        exact=exact,
        soft=np.where(soft > UNLIKE, soft, 0).astype(np.float32),
        close=close,
        mass=np.maximum(mass, exact),
        voice=_voice(query, arrays, rows),
        lengths=lengths,
    )


def _different(numbers: NDArray[np.integer[Any]], size: int) -> Index:
    """The different numbers below `size`, in order.

    What np.unique gives, in a tenth of the time: the numbers are many and small.
    """
    held = np.zeros(size, dtype=bool)
    held[numbers] = True
    return np.flatnonzero(held)


def _words(rows: Index, arrays: Arrays) -> NDArray[np.int32]:
    """The words of all rows, one row after the other, copied run by run."""
    ends = np.flatnonzero(np.diff(rows, append=-1) != 1)
    starts = np.concatenate([[0], ends[:-1] + 1])
    runs = zip(arrays.starts[rows[starts]], arrays.starts[rows[ends] + 1], strict=True)
    return np.concatenate([arrays.ids[a:b] for a, b in runs])


def _lexicon(query: Query, words: NDArray[np.int32], vocabulary: Vocabulary) -> _Lexicon:
    numbers = _different(words, len(vocabulary.words))
    stems = vocabulary.stem_of[numbers]
    cosine = np.clip(_cosines(numbers, query, vocabulary), 0, 1)
    term_of = np.full(len(vocabulary.stems), -1)
    term_of[query.stems[query.stems >= 0]] = np.flatnonzero(query.stems >= 0)
    other = np.zeros(len(vocabulary.stems), dtype=bool)
    other[[stem for stem, _ in query.also]] = True
    term = term_of[stems]
    return _Lexicon(
        numbers, cosine, term, (term >= 0) | other[stems] | (cosine > ALIKE).any(axis=1)
    )


def _cosines(numbers: Index, query: Query, vocabulary: Vocabulary) -> Floats:
    """Cosines of words and terms, shape (words, terms)."""
    found = np.empty((len(numbers), len(query.words)), dtype=np.float32)
    for at in range(0, len(numbers), BLOCK):
        block = numbers[at : at + BLOCK]
        found[at : at + BLOCK] = vocabulary.vectors[block] @ query.vectors.T
    return found


def _telling(
    words: NDArray[np.int32], begin: Index, lexicon: _Lexicon, size: int
) -> tuple[Index, Index]:
    """The words that tell, as they stand: their rows, and their numbers in the lexicon."""
    tells = np.zeros(size, dtype=bool)
    tells[lexicon.numbers[lexicon.tells]] = True
    place = np.flatnonzero(tells[words])
    row_of = np.searchsorted(begin, place, side="right") - 1
    return row_of, np.searchsorted(lexicon.numbers, words[place])


def _exact(query: Query, term: Index, row_of: Index, rows: int) -> Floats:
    """How often each term stands in each row."""
    counts = np.zeros((rows, len(query.words)), dtype=np.float32)
    hit = term >= 0
    np.add.at(counts, (row_of[hit], term[hit]), 1)
    return counts


def _soft(cosine: Floats, row_of: Index, rows: int) -> tuple[Floats, Floats]:
    """The best cosine of each term in each row, and the sum of its squares above ALIKE.

    `cosine` and `row_of` are those of the words that tell, in order.
    """
    best = np.zeros((rows, cosine.shape[1]), dtype=np.float32)
    mass = np.zeros_like(best)
    if len(row_of):
        starts = np.flatnonzero(np.diff(row_of, prepend=-1))
        best[row_of[starts]] = np.maximum.reduceat(cosine, starts, axis=0)
        counted = np.clip((cosine - ALIKE) / (1 - ALIKE), 0, 1) ** 2
        mass[row_of[starts]] = np.add.reduceat(counted, starts, axis=0)
    return best, mass


def _close(
    rows: Index, words: NDArray[np.int32], begin: Index, lengths: Index, lexicon: _Lexicon
) -> Floats:
    """The best cosine of each term in some rows, however low."""
    best = np.zeros((len(rows), lexicon.cosine.shape[1]), dtype=np.float32)
    filled = lengths[rows] > 0
    if filled.any():
        sizes = lengths[rows[filled]]
        starts = np.cumsum(sizes) - sizes
        place = np.repeat(begin[rows[filled]] - starts, sizes) + np.arange(sizes.sum())
        cosine = lexicon.cosine[np.searchsorted(lexicon.numbers, words[place])]
        best[filled] = np.maximum.reduceat(cosine, starts, axis=0)
    return best


def _voice(query: Query, arrays: Arrays, rows: Index) -> Floats:
    """1 where the name of a row's speaker holds a term."""
    voice = arrays.voice[rows]
    found = np.zeros((len(rows), len(query.words)), dtype=np.float32)
    for term, number in enumerate(query.stems.tolist()):
        if number in arrays.bearers:
            bears = np.zeros(len(arrays.who), dtype=bool)
            bears[arrays.bearers[number]] = True
            found[:, term] = bears[voice]
    return found
