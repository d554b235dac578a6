"""The topics of a talk: where each begins, a heading of its own words, the words that tell most."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from threading import Lock

import numpy as np

from ingest.transcript import Turn
from rag.outline.best import best
from rag.outline.headings import heading, phrases
from rag.outline.segments import Place, divide, heard, number_of_topics, units, words
from rag.read.reader import Reader
from rag.words.tokens import tokens

# Sentences that are quoted of each. Of 317 judged stretches the first would do in .77, the second
# in .65, a third in .54 (training/telling.py).
QUOTED = 2
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
    centres = [part.mean(axis=0) for part in np.split(vectors, begins[1:])]
    made: list[Topic] = []
    used: set[str] = set()
    for stretch, head, centre in zip(stretches, found, centres, strict=True):
        if title := heading(head, used):
            used.add(title.casefold())
            if told := best(stretch, head, reader, QUOTED, centre):
                made.append(Topic(stretch[0].turn, title, tuple(told)))
    return made
