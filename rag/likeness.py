"""How well one word stands for another: by its stem, as a synonym, as kin, by its meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import builtin
from ingest.terms import stem
from rag.question import Term
from rag.thesaurus import related
from rag.words import sense

Matrix = NDArray[np.float32]
# Cosines of static word vectors: unrelated words lie below 0.25, synonyms above 0.5 (measured).
RELATED, SAME = 0.25, 0.75
SYNONYM, DERIVED = 0.9, 0.8


def match_levels(terms: Sequence[Term], vocabulary: Sequence[str]) -> Matrix:
    """How well each word of the vocabulary stands for each term: shape (terms, words), 0 to 1.

    1 for the same stem, 0.9 for a listed synonym, 0.8 for a shared beginning of five letters or one
    letter's difference, else by the cosine of static word vectors.
    """
    levels = np.zeros((len(terms), len(vocabulary)), dtype=np.float32)
    if not terms or not vocabulary:
        return levels
    vectors = builtin().documents([t.word for t in terms] + list(vocabulary))
    cosines = vectors[: len(terms)] @ vectors[len(terms) :].T
    soft = np.clip((cosines - RELATED) / (SAME - RELATED), 0, SYNONYM)
    for row, term in enumerate(terms):
        for at, word in enumerate(vocabulary):
            levels[row, at] = _level(term, word, 0.0 if term.name else float(soft[row, at]))
    return levels


def _level(term: Term, word: str, soft: float) -> float:
    root = stem(word)
    if root == term.stem:
        return 1.0
    if sense(word) == sense(term.word):
        return SYNONYM
    soft = max(soft, related(term.stem).get(root, 0.0))
    if term.word[0].isdigit() or word[0].isdigit() or " " in word or " " in term.word:
        return 0.0
    if _one_letter_off(term.word, word):
        return DERIVED
    return max(DERIVED, soft) if _derived(root, term.stem, term.name) else soft


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


def _one_letter_off(a: str, b: str) -> bool:
    """Whether long words differ by one letter changed, added or left out (a slip of the pen)."""
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 6 or a[0] != b[0]:
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
