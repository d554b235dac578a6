"""How well one word stands for another: by its stem, as a synonym, as kin, by its vector."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.index.embedding import builtin
from ingest.text.language import ENGLISH, root
from ingest.text.terms import stem
from rag.question import Term
from rag.words.tokens import one_edit, sense

Matrix = NDArray[np.float32]
# Cosines of static word vectors: unrelated words lie below 0.25, synonyms above 0.5 (measured).
RELATED, SAME = 0.25, 0.75
SYNONYM, DERIVED = 0.9, 0.8


def match_levels(
    terms: Sequence[Term], vocabulary: Sequence[str], language: str = ENGLISH
) -> Matrix:
    """How well each word of the vocabulary stands for each term: shape (terms, words), 0 to 1.

    1 for the same stem, 0.9 for a listed synonym, 0.8 for a shared beginning of five letters or one
    letter's difference, else by the cosine of static word vectors.
    """
    if not terms or not vocabulary:
        return np.zeros((len(terms), len(vocabulary)), dtype=np.float32)
    cosines = _vectors([t.word for t in terms]) @ _vectors(vocabulary).T
    soft = np.clip((cosines - RELATED) / (SAME - RELATED), 0, SYNONYM).astype(np.float32)
    words = _Words.of(vocabulary, language)
    return np.array([_levels(t, words, soft[row] * (not t.name)) for row, t in enumerate(terms)])


# Vectors of words, kept between questions, a kilobyte each; all are dropped when there are so many.
_KEPT: dict[str, Matrix] = {}
MOST_KEPT = 20_000


def _vectors(words: Sequence[str]) -> Matrix:
    """The unit vectors of words, shape (words, 256)."""
    known = {w: kept for w in words if (kept := _KEPT.get(w)) is not None}
    fresh = [w for w in dict.fromkeys(words) if w not in known]
    known.update(zip(fresh, builtin().documents(fresh), strict=True))
    if len(_KEPT) + len(fresh) > MOST_KEPT:
        _KEPT.clear()  # other threads hold what they have taken out
    _KEPT.update((w, known[w]) for w in fresh)
    return np.array([known[w] for w in words], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Words:
    """A vocabulary, with the places of its words by stem, by sense and by first letter.

    `odd`: words of digits or letters, which stand for nothing but themselves.
    """

    words: Sequence[str]
    stems: Mapping[str, list[int]]
    senses: Mapping[str, list[int]]
    letters: Mapping[str, list[int]]
    odd: NDArray[np.bool_]

    @classmethod
    def of(cls, words: Sequence[str], language: str) -> _Words:
        odd = np.array([_is_odd(w) for w in words])
        plain = [at for at in range(len(words)) if not odd[at]]
        return cls(
            words,
            _places((root(w, language), at) for at, w in enumerate(words)),
            _places((sense(w), at) for at, w in enumerate(words)),
            _places((words[at][0], at) for at in plain),
            odd,
        )


def _places(keyed: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for key, at in keyed:
        places.setdefault(key, []).append(at)
    return places


def _is_odd(word: str) -> bool:
    return word[0].isdigit() or " " in word


def _levels(term: Term, words: _Words, soft: Matrix) -> Matrix:
    """The level of each word for a term, shape (words,); `soft`: by what the words mean."""
    levels = soft.copy()
    levels[words.odd] = 0
    if _is_odd(term.word):
        levels[:] = 0
    else:
        for at in words.letters.get(term.word[0], ()):
            word = words.words[at]
            if _misspelt(term.word, word):
                levels[at] = DERIVED
            elif _derived(stem(word), term.stem, term.name):
                levels[at] = max(DERIVED, levels[at])
    levels[words.senses.get(sense(term.word), [])] = SYNONYM
    levels[words.stems.get(term.stem, [])] = 1
    return levels


_SUFFIX = re.compile(
    r"(?:|s|e|es|ed|er|ers|or|ors|ing|ings|ion|ions|ation|ations|at|ate|ment|ments|al|ity|iv|ive|ent|ant|ence"
    r"|ance|ous|ist|ists|ism|ic|ly|ship|ful|abl|ibl|able|ible|y|i|ies|ti|ize|iz|t|th|ur|ure|ian|ric|ral)"
)
_DEMONYM = re.compile(r"(?:|s|n|ns|an|ans|ian|ians|ese|ish|i|is)")


def _derived(a: str, b: str, name: bool) -> bool:
    """Whether two stems are one word with other endings ("migrat", "migrant")."""
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    endings = _DEMONYM if name else _SUFFIX
    return shared >= 5 and all(endings.fullmatch(w[shared:]) for w in (a, b))


def _misspelt(a: str, b: str) -> bool:
    """Whether long words with the same first letter differ by a slip of the pen."""
    return min(len(a), len(b)) >= 6 and a[0] == b[0] and one_edit(a, b)
