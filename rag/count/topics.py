"""What a talk goes through: its topics in order, by simple means.

A talk is cut where the words before and after a turn have least in common (Hearst's TextTiling,
1997), and each stretch is headed by the words that tell it from the others. Pure.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ingest.transcript import Transcript, Turn
from rag.find.words import tokens, weight

# Words on each side of a place whose likeness is measured: two or three minutes of talk.
BLOCK = 250
# An hour of 9,000 words has eight topics, five minutes two.
WORDS_ROOT, MOST = 12.0, 12
HEADED_BY = 3
TELLING = 0.45


@dataclass(frozen=True, slots=True)
class Topic:
    """A stretch of a talk: the number of the turn where it begins, a heading, and sentences."""

    first: int
    heading: str
    sentences: tuple[str, ...] = ()


def topics(transcript: Transcript) -> list[Topic]:
    """The topics in order; none where nothing is said."""
    turns = transcript.turns
    called = {w for turn in turns for w in tokens(turn.who)}
    bags = [_bag(turn, called) for turn in turns]
    words = sum(len(turn.text.split()) for turn in turns)
    begins = _begins(turns, bags, min(MOST, round(math.sqrt(words) / WORDS_ROOT)))
    stretches = [(a, b) for a, b in zip(begins, [*begins[1:], len(turns)], strict=True) if a < b]
    counted = [sum(bags[a:b], Counter()) for a, b in stretches]
    spread = Counter(word for bag in counted for word in bag)
    return [
        Topic(turns[a].number, heading)
        for (a, b), bag in zip(stretches, counted, strict=True)
        if (heading := _heading(bag, spread, len(stretches), turns[a:b]))
    ]


def _bag(turn: Turn, called: Collection[str]) -> Counter[str]:
    """The telling words of a turn; `called`: names of speakers, which tell no topic."""
    words = (w for w in tokens(turn.text) if w not in called and not w.isdigit())
    return Counter(w for w in words if weight(w) >= TELLING)


def _begins(turns: Sequence[Turn], bags: Sequence[Counter[str]], count: int) -> list[int]:
    """Where the stretches begin, the first at 0."""
    sizes = [len(t.text.split()) for t in turns]
    apart = max(BLOCK // 2, sum(sizes) // max(1, 2 * count))
    starts = [sum(sizes[:at]) for at in range(len(turns))]
    likeness = {at: _likeness(bags, sizes, at) for at in range(1, len(turns))}
    chosen = [0]
    for at in sorted(likeness, key=lambda at: likeness[at]):
        if len(chosen) >= count:
            break
        clear = all(abs(starts[at] - starts[other]) >= apart for other in chosen)
        if clear and sum(sizes) - starts[at] >= apart:
            chosen.append(at)
    return sorted(chosen)


def _likeness(bags: Sequence[Counter[str]], sizes: Sequence[int], at: int) -> float:
    """The cosine of the words before and after a turn begins."""
    before = _block(bags, sizes, range(at - 1, -1, -1))
    after = _block(bags, sizes, range(at, len(bags)))
    shared = sum(n * after[w] for w, n in before.items())
    norm = math.sqrt(sum(n * n for n in before.values()) * sum(n * n for n in after.values()))
    return shared / norm if norm else 1.0


def _block(bags: Sequence[Counter[str]], sizes: Sequence[int], places: range) -> Counter[str]:
    block: Counter[str] = Counter()
    words = 0
    for at in places:
        block.update(bags[at])
        words += sizes[at]
        if words >= BLOCK:
            break
    return block


def _heading(bag: Counter[str], spread: Counter[str], stretches: int, turns: Sequence[Turn]) -> str:
    """The words that are said often here and seldom elsewhere, as they are written."""
    # Said once, a word is no topic, unless nothing is said twice.
    bag = Counter({w: n for w, n in bag.items() if n > 1}) or bag
    rare = {w: n * weight(w) * (1 + math.log(stretches / spread[w])) for w, n in bag.items()}
    best = sorted(rare, key=lambda w: (-rare[w], w))[:HEADED_BY]
    written = {w: w for w in best}
    for turn in turns:
        for raw in turn.text.split():
            bare = raw.strip(".,;:!?\"'()[]\u201c\u201d\u2019-")
            if bare.casefold() in written:
                written[bare.casefold()] = bare
    return " · ".join(written.values())
