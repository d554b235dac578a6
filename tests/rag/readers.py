"""A reading model that works by words alone: for tests of what stands on one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from ingest.index.embedding import builtin
from ingest.text.terms import stem
from rag.read.grades import COLUMNS, WORTH
from rag.read.reader import WIDTH, Piece, Reader, Reading
from rag.words.tokens import STOP, tokens


@dataclass(frozen=True)
class WordReader:
    """Reads as the model does: vectors of WIDTH numbers, odds by the question's words held.

    `point`: the one sentence that makes a point.
    """

    point: str = ""

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The static vector of each text, filled up with zeros."""
        told = builtin().documents(texts)
        return np.pad(told, ((0, 0), (0, WIDTH - told.shape[1])))

    def read(self, question: str, pieces: Sequence[Piece]) -> list[Reading]:
        """Odds of 3 where a piece holds a third of the question's words, else of -6."""
        asked = {stem(w) for w in tokens(question) if w not in STOP}
        return [self._reading(asked, piece) for piece in pieces]

    def grades(self, pieces: Sequence[Piece]) -> NDArray[np.float32]:
        """A sentence is worth something if it makes the point; nothing else is told."""
        told = np.zeros((len(pieces), COLUMNS), dtype=np.float32)
        told[:, WORTH] = [4.0 if piece.text == self.point else 0.0 for piece in pieces]
        return told

    def _reading(self, asked: set[str], piece: Piece) -> Reading:
        held = asked & {stem(w) for w in tokens(piece.text)}
        odds = 3.0 if held and 3 * len(held) >= len(asked) else -6.0
        return Reading(odds, 0, len(piece.text))


def word_reader(point: str = "") -> Reader:
    """One, as the code that reads takes it."""
    return cast("Reader", WordReader(point))
