"""The sentences of a stretch of talk that tell most of it: to be quoted in an overview."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from ingest.text.terms import stem
from rag.outline.headings import Phrase
from rag.outline.segments import Floats, Place, heard, words
from rag.outline.telling import by_words, graded, sentences_of, told
from rag.read.cut import WORDS, quotation
from rag.read.reader import Reader
from rag.words.tokens import token_spans

# Sentences that are read for each one that is quoted: those that tell most by their words. About 7
# ms each on two cores.
TRIED = 6
# A further sentence is quoted where it is no nearer to those before it (cosine).
APART = 0.75


def best(
    stretch: Sequence[Place],
    found: Sequence[Phrase],
    reader: Reader,
    most: int,
    centre: Floats | None = None,
) -> list[Place]:
    """The sentences that tell most of a stretch, at most `most`, in order, as they are quoted.

    `found`: the phrases that stand for the stretch, best first. `centre`: the middle of its units'
    vectors, where that is known.
    """
    places = _tried(stretch, found, TRIED * most)
    if not places:
        return []
    if centre is None:
        centre = reader.vectors([heard((p,)) for p in stretch]).mean(axis=0)
    rows = reader.vectors([p.text for p in places])
    near = rows @ (centre / np.linalg.norm(centre))
    score = told(by_words(places, found), graded(places, reader), near)
    chosen: list[int] = []
    for at in map(int, np.argsort(-score, kind="stable")):
        if all(float(rows[at] @ rows[other]) < APART for other in chosen) and len(chosen) < most:
            chosen.append(at)
    ordered = sorted((places[at] for at in chosen), key=lambda p: (p.turn.number, p.start))
    return [shortened(p, found) for p in ordered]


def _tried(stretch: Sequence[Place], found: Sequence[Phrase], most: int) -> list[Place]:
    """The sentences of a stretch that tell most by their words, each once."""
    places = list(dict.fromkeys(chain.from_iterable(map(sentences_of, stretch))))
    order = np.argsort(-told(by_words(places, found)), kind="stable")
    return [places[at] for at in order[:most]]


def shortened(place: Place, found: Sequence[Phrase]) -> Place:
    """A sentence as it is quoted: a long one is cut around the words that tell."""
    telling = {s for phrase in found for s in phrase.stems}
    inside = (
        (place.start + a, place.start + b)
        for word, a, b in token_spans(place.turn.text[place.start : place.end])
        if stem(word) in telling
    )
    answer = next(inside, (place.start, place.start + 1))
    if words(place) <= WORDS:
        return place
    return Place(place.turn, *quotation(place.turn.text, (place.start, place.end), answer))
