"""A transcript to its topics' places: units of talk, cut into stretches that hold together.

Kernel change-point detection: of all ways to cut the units into a given number of stretches, the
one whose vectors scatter least within them, by dynamic programming (Bellman 1961; Arlot, Celisse
and Harchaoui 2019; on talk the same aim as Utiyama and Isahara's segmentation, 2001). Pure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.transcript import Turn
from rag.read.windows import WORDS, windows

Floats = NDArray[np.float32]
# Units of a transcript at the most: an hour of talk has about 200 of WORDS words; of more, each is
# longer, so that the time for their vectors stays bounded (about 6 ms each on one core).
MOST_UNITS = 320
# A unit is full before its last piece fits: units have this much less than their size.
PACKED = 1.3
# Words of a unit that are read for its vector. Where talks of one kind were spliced together, the
# error of the cuts (Pk) was .241 at 64 tokens, .255 at 32, .295 by static word vectors, .45 evenly.
HEARD = 32
# An hour's talk of 9,000 words has 8 topics: what a page shows at a glance, a few minutes each. The
# number grows with the root of the length, so that three hours have 12 and five minutes 2.
WORDS_ROOT, MOST_TOPICS = 12.0, 12
# A topic is no shorter than this share of the mean one.
SHORTEST = 0.3


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a turn: characters `start` to `end` of its text."""

    turn: Turn
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.turn.text[self.start : self.end].strip()


Unit = tuple[Place, ...]


def units(turns: Sequence[Turn]) -> list[Unit]:
    """A talk in stretches of about one length, in order: parts of a turn, or several turns."""
    pieces = [Place(turn, a, b) for turn in turns for a, b in windows(turn.text)]
    size = max(WORDS, math.ceil(PACKED * sum(map(words, pieces)) / MOST_UNITS))
    made: list[Unit] = []
    held: list[Place] = []
    room = size
    for piece in pieces:
        if held and words(piece) > room:
            made.append(tuple(held))
            held, room = [], size
        held.append(piece)
        room -= words(piece)
    return [*made, tuple(held)] if held else made


def words(place: Place) -> int:
    """How many words a place has."""
    return len(place.text.split())


def heard(unit: Unit) -> str:
    """What is read of a unit for its vector: from its longest piece on, so many words."""
    longest = max(range(len(unit)), key=lambda at: words(unit[at]))
    return " ".join(" ".join(p.text for p in unit[longest:]).split()[:HEARD])


def number_of_topics(told: int) -> int:
    """How many topics a talk of `told` words is shown as."""
    return min(MOST_TOPICS, max(1, round(math.sqrt(told) / WORDS_ROOT)))


def divide(vectors: Floats, count: int) -> list[int]:
    """Where `count` stretches begin that hold together best: places of rows, the first 0.

    Fewer where there are too few rows.
    """
    rows = len(vectors)
    count = max(1, min(count, rows))
    least = max(1, int(SHORTEST * rows / count))
    cost = _scatter(vectors, least)
    best, back = cost[0], []
    for _ in range(count - 1):
        total = best[:, None] + cost
        back.append(total.argmin(axis=0))
        best = total.min(axis=0)
    begins, end = [], rows
    for before in reversed(back):
        end = int(before[end])
        begins.append(end)
    return [0, *(b for b in sorted(begins) if b)]


def _scatter(vectors: Floats, least: int) -> NDArray[np.float64]:
    """How far the rows from i to j (not j itself) lie from their mean, squared and summed.

    Infinite for fewer than `least` rows.
    """
    sums = np.vstack([np.zeros(vectors.shape[1]), np.cumsum(vectors, axis=0, dtype=np.float64)])
    inner = sums @ sums.T
    own = np.diag(inner)
    squared = own[None, :] - 2 * inner + own[:, None]
    at = np.arange(len(sums))
    length = at[None, :] - at[:, None]
    scatter = length - squared / np.maximum(length, 1)
    return np.where(length >= least, scatter, np.inf)
