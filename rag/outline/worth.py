"""What a sentence is worth alone in an overview, and the best few of a stretch of talk.

The grading model (rag.read.reader) says how much of a point a sentence makes for somebody who was
not there; it learned that from 6,900 sentences that were judged (training/worth.jsonl).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from rag.outline.moves import Floats
from rag.outline.segments import Place
from rag.outline.telling import sentences_of
from rag.read.cut import WORDS, quotation
from rag.read.grades import WORTH
from rag.read.reader import Piece, Reader

# Sentences that are graded of one stretch at the most, about 4 ms each on two cores: evenly taken.
GRADED = 80
# Two sentences nearer than this (cosine) say the same.
SAME = 0.8


def worth(places: Sequence[Place], reader: Reader) -> Floats:
    """The worth of each sentence, 0 (nothing) to 1 (a main point)."""
    pieces = [Piece(p.turn.speaker or p.turn.label or "", "", p.text) for p in places]
    odds = reader.grades(pieces)[:, WORTH]
    found: Floats = np.reciprocal(1 + np.exp(-odds))
    return found


def most_telling(places: Sequence[Place], reader: Reader, count: int) -> list[Place]:
    """The sentences of some places that are worth most, in order, no two of which say the same."""
    every = list(dict.fromkeys(chain.from_iterable(map(sentences_of, places))))
    if len(every) > GRADED:
        every = [every[int(at)] for at in np.linspace(0, len(every) - 1, GRADED)]
    if not every:
        return []
    rows = reader.vectors([p.text for p in every])
    chosen: list[int] = []
    for at in np.argsort(-worth(every, reader), kind="stable"):
        if all(float(rows[at] @ rows[other]) < SAME for other in chosen):
            chosen.append(int(at))
        if len(chosen) == count:
            break
    return [cut(every[at]) for at in sorted(chosen)]


def cut(place: Place) -> Place:
    """A sentence as it is quoted: a long one is cut."""
    if len(place.text.split()) <= WORDS:
        return place
    return Place(
        place.turn,
        *quotation(place.turn.text, (place.start, place.end), (place.start, place.start + 1)),
    )
