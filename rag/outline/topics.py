"""The topics of a talk: where each begins, a heading of its own words, the words that tell most."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from threading import Lock

import numpy as np

from ingest.text.sentences import sentence_spans
from ingest.text.terms import stem
from ingest.transcript import Turn
from rag.find.exchanges import is_questioner
from rag.find.words import token_spans, tokens
from rag.outline.headings import Phrase, heading, phrases
from rag.outline.moves import MOVES, moves
from rag.outline.segments import Floats, Place, divide, heard, number_of_topics, units, words
from rag.read.cut import WORDS, quotation
from rag.read.evidence import refers_back
from rag.read.reader import Reader

# Words of a sentence that can tell a topic alone.
TELLING = 7
# Sentences of a topic that are weighed by meaning: those with most of its words.
TRIED = 6
# What a sentence's nearness to the middle of its topic counts beside: the topic's words in it (0 to
# 1), what runs the talk (about 0 to 1), what is asked or goes on from what was said before.
WORDED, PROCEDURE, LEANING = 0.3, 0.6, 0.25
# A second sentence is as good as this share of the first, and no nearer to it (cosine).
AS_GOOD, APART = 0.85, 0.75
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
    told = units(turns)
    if not told:
        return []
    vectors = reader.vectors([heard(unit) for unit in told])
    count = number_of_topics(sum(words(p) for unit in told for p in unit))
    begins = divide(vectors, min(count, most or count))
    stretches = [list(chain(*told[a:b])) for a, b in pairwise([*begins, len(told)])]
    centres = [part.mean(axis=0) for part in np.split(vectors, begins[1:])]
    names = frozenset(w for turn in turns for w in tokens(turn.who))
    texts = [" ".join(p.text for p in stretch) for stretch in stretches]
    found = phrases(texts, names)
    weighed = [_by_words(s, f) for s, f in zip(stretches, found, strict=True)]
    rows = reader.vectors([p.text for places in weighed for p, _ in places])
    cuts = list(accumulate(len(places) for places in weighed))[:-1]
    made: list[Topic] = []
    used: set[str] = set()
    for stretch, head, centre, places, own in zip(
        stretches, found, centres, weighed, np.split(rows, cuts), strict=True
    ):
        title = heading(head, used)
        if title and places:
            used.add(title.casefold())
            large = len(stretch) * len(stretches) >= len(list(chain(*told)))
            best = _best(places, own, centre, large)
            made.append(Topic(stretch[0].turn, title, tuple(shortened(p, head) for p in best)))
    return made


def _by_words(stretch: Sequence[Place], found: Sequence[Phrase]) -> list[tuple[Place, float]]:
    """The sentences of a stretch with most of its own words, each with how much it has."""
    weights: dict[str, float] = {}
    for phrase in found:
        for s in phrase.stems:
            weights[s] = max(weights.get(s, 0.0), phrase.score / found[0].score)
    weighed = []
    for place in chain.from_iterable(map(sentences_of, stretch)):
        told = min(1.0, sum(weights.get(s, 0.0) for s in {stem(w) for w in tokens(place.text)}) / 2)
        weighed.append((place, WORDED * told - LEANING * _leans(place)))
    weighed.sort(key=lambda w: -w[1])
    return weighed[:TRIED]


def sentences_of(piece: Place) -> list[Place]:
    """The sentences of a window that are long enough to tell something."""
    spans = _spans(piece.turn.text)
    inside = [
        Place(piece.turn, max(a, piece.start), min(b, piece.end))
        for a, b in spans
        if a < piece.end and b > piece.start
    ]
    return [p for p in inside if words(p) >= TELLING]


@lru_cache(maxsize=KEPT)
def _spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a turn; each of its windows asks for them."""
    return sentence_spans(text)


@lru_cache(maxsize=KEPT)
def _begins(text: str) -> frozenset[int]:
    return frozenset(start for start, _ in _spans(text))


def _leans(place: Place) -> bool:
    """Whether it asks, or can be understood only behind what was said before."""
    asks = place.text.endswith("?") or is_questioner(place.turn)
    begun = place.start in _begins(place.turn.text)
    return asks or not begun or refers_back(place.text)


def _best(
    places: Sequence[tuple[Place, float]], rows: Floats, centre: Floats, large: bool
) -> list[Place]:
    """The one sentence that tells most of a topic, or two where it is a large one, in order."""
    near = rows @ (centre / np.linalg.norm(centre))
    runs = moves(rows)[:, MOVES.index("procedure")].clip(0, 1)
    score = near + np.array([told for _, told in places]) - PROCEDURE * runs
    order = np.argsort(-score, kind="stable")
    chosen = [int(order[0])]
    if large:
        second = (
            int(i)
            for i in order[1:]
            if score[i] >= AS_GOOD * score[order[0]] and rows[i] @ rows[order[0]] < APART
        )
        chosen += list(second)[:1]
    return sorted((places[i][0] for i in chosen), key=lambda p: (p.turn.number, p.start))


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
