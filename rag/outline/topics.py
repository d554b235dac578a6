"""The topics of a talk: where each begins, a heading of its own words, the words that tell most."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from threading import Lock

import numpy as np

from ingest.text.terms import stem
from ingest.transcript import Turn
from rag.outline.headings import Phrase, heading, phrases
from rag.outline.segments import Floats, Place, divide, heard, number_of_topics, units, words
from rag.outline.telling import by_words, sentences_of
from rag.outline.telling import told as told_by_words
from rag.outline.worth import worth
from rag.read.cut import WORDS, quotation
from rag.read.reader import Reader
from rag.words.tokens import token_spans, tokens

# Sentences of a topic that are graded: those that tell most by their words.
TRIED = 12
# Of these the best is quoted, and more of this worth that are no nearer to it (cosine): one, or two
# of a topic that is longer than the mean one.
GOOD, APART = 0.5, 0.75
# Talks whose topics are kept, a few kilobytes each.
KEPT = 64


@dataclass(frozen=True, slots=True)
class Topic:
    """A stretch of a talk that holds together: its heading, and the words that tell most of it.

    `first`: the turn in which it begins.
    """

    first: Turn
    heading: str
    sentences: tuple[Place, ...]


_kept: dict[tuple[str, int | None], list[Topic]] = {}
_keeping = Lock()


def topics(turns: Sequence[Turn], reader: Reader, most: int | None = None) -> list[Topic]:
    """The topics of some turns, in order, at most `most`; none where nothing is said.

    Those of a talk asked for lately are remembered.
    """
    key = (_sum(turns), most)
    with _keeping:
        known = _kept.get(key)
    if known is None:
        known = _topics(turns, reader, most)
        with _keeping:
            if len(_kept) >= KEPT:
                _kept.clear()
            _kept[key] = known
    return known


def _sum(turns: Sequence[Turn]) -> str:
    said = "\0".join(chain.from_iterable((str(t.number), t.who, t.text) for t in turns))
    return hashlib.sha256(said.encode()).hexdigest()


def _topics(turns: Sequence[Turn], reader: Reader, most: int | None) -> list[Topic]:
    said = units(turns)
    if not said:
        return []
    vectors = reader.vectors([heard(unit) for unit in said])
    count = number_of_topics(sum(words(p) for unit in said for p in unit))
    begins = divide(vectors, min(count, most or count))
    stretches = [list(chain(*said[a:b])) for a, b in pairwise([*begins, len(said)])]
    names = frozenset(w for turn in turns for w in tokens(turn.who))
    texts = [" ".join(p.text for p in stretch) for stretch in stretches]
    found = phrases(texts, names)
    tried = [_tried(s, f) for s, f in zip(stretches, found, strict=True)]
    cuts = list(accumulate(map(len, tried)))[:-1]
    graded = np.split(worth(list(chain(*tried)), reader), cuts)
    made: list[Topic] = []
    used: set[str] = set()
    for stretch, head, places, told in zip(stretches, found, tried, graded, strict=True):
        title = heading(head, used)
        if title and places:
            used.add(title.casefold())
            large = len(stretch) * len(stretches) >= len(list(chain(*said)))
            best = _best(places, told, reader, 3 if large else 2)
            made.append(Topic(stretch[0].turn, title, tuple(shortened(p, head) for p in best)))
    return made


def _tried(stretch: Sequence[Place], found: Sequence[Phrase]) -> list[Place]:
    """The sentences of a stretch that tell most by their words."""
    places = list(chain.from_iterable(map(sentences_of, stretch)))
    order = np.argsort(-told_by_words(by_words(places, found)), kind="stable")
    return [places[at] for at in order[:TRIED]]


def _best(places: Sequence[Place], told: Floats, reader: Reader, most: int) -> list[Place]:
    """The sentence that is worth most, and others that are worth quoting too, in order."""
    order = [int(i) for i in np.argsort(-told, kind="stable")][: 2 * most]
    rows = reader.vectors([places[i].text for i in order])
    chosen = [0]
    for at in range(1, len(order)):
        apart = all(float(rows[at] @ rows[other]) < APART for other in chosen)
        if told[order[at]] >= GOOD and apart and len(chosen) < most:
            chosen.append(at)
    return sorted((places[order[at]] for at in chosen), key=lambda p: (p.turn.number, p.start))


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
