"""What speaks for a sentence as an answer, in numbers. Pure functions.

Each trait is a share, a mark, or a logarithm, so that it means the same for any question and any
length of turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.asked import Kind
from rag.likeness import SYNONYM
from rag.question import Question

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Traits = dict[str, Floats]
# Kinds whose form tells, each with a trait of its own.
KINDS: tuple[Kind, ...] = (
    "number", "money", "percent", "date", "duration", "age", "person", "place", "reason", "name",
    "figure", "other",
)  # fmt: skip
# How much a word counts in the sentence next to it, and two sentences away.
NEXT, SECOND = 0.85, 0.6
# What the whole talk is about, as its title says, tells little about one sentence of it.
TOPIC = 0.5
# A word that names the class of the answer need not stand in it.
GENERIC = 0.4
SHORT = 4
# A word of the question is there where something stands for it at least so well.
THERE = 0.5
# A word that stands for another so well is it, or a synonym or another form of it.
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Row(Mapping[str, float]):
    """The traits of one sentence, by name: those at a place of each column."""

    columns: Traits
    at: int

    def __getitem__(self, name: str) -> float:
        """The trait of a name."""
        return float(self.columns[name][self.at])

    def __iter__(self) -> Iterator[str]:
        """The names of the traits, in order."""
        return iter(self.columns)

    def __len__(self) -> int:
        """How many traits there are."""
        return len(self.columns)


@dataclass(frozen=True, slots=True)
class Around:
    """How well the terms are met outside the turn, and how the turn was found.

    `asked`, `replied`, `title`: levels by the turn before, the turn after, the title with the
    speaker; shape (terms,). `brief`: the turn before is a short question; `asks`: it is a question.
    `rank` counts from 0; `found` is the turn's share (0 to 1) of the ranker's trust.
    """

    asked: Floats
    replied: Floats
    title: Floats
    brief: bool
    asks: bool
    rank: int
    found: float


@dataclass(frozen=True, slots=True)
class Said:
    """The sentences of a turn, a row or an item each.

    `own`: levels of the question's terms, shape (sentences, terms); `asks`: it asks; `fits`: how
    well it has the kind of thing asked for; `back`: it opens with a word for something named
    before; `lengths`: in words; `cosines`: of its vector with the question's.
    """

    own: Floats
    asks: Bools
    fits: Floats
    back: Bools
    lengths: Floats
    cosines: Floats


def traits(
    question: Question, said: Said, around: Around, rarity: Floats, by_asked: bool
) -> Traits:
    """The traits of the sentences of a turn, each of shape (sentences,).

    `rarity`: how much each term tells the turns found apart; `by_asked`: the turn is by one whom
    the question asks to hear.
    """
    own, asks, fits, back, lengths = said.own, said.asks, said.fits, said.back, said.lengths
    size = len(own)
    near = _shifted(own, 1, NEXT)
    wide = np.maximum(near, _shifted(own, 2, SECOND))
    whole = np.repeat(own.max(axis=0)[None], size, axis=0)
    asked = np.repeat(around.asked[None], size, axis=0)
    replied = np.repeat(around.replied[None], size, axis=0)
    title = np.repeat(around.title[None], size, axis=0)
    carried = _carried(own, around, asks, back)
    told = np.maximum(own, carried)
    outside = np.maximum.reduce([whole, asked, title])
    names = np.array([t.name for t in question.terms], dtype=bool)
    generic = np.array([t.generic for t in question.terms], dtype=bool)
    weights = np.array([t.weight for t in question.terms], dtype=np.float32)
    weights = weights * np.where(generic, GENERIC, 1.0)
    telling = weights * rarity
    weights = weights * np.where(around.title >= SYNONYM, TOPIC, 1.0)
    plain, called = ~(names | generic), names & ~generic
    one = np.ones(size, dtype=np.float32)

    def share(levels: Floats, of: Bools | None = None) -> Floats:
        return _share(levels, weights if of is None else weights * of)

    lost = (outside < THERE) & ~generic
    found: Traits = {
        "own_exact": share((own >= 1).astype(np.float32)),
        "own": share(own),
        "told_sure": share(np.where(told >= SURE, told, 0).astype(np.float32)),
        "told": share(told),
        "near": share(np.maximum(told, near)),
        "wide": share(np.maximum(told, wide)),
        "turn": share(np.maximum(told, whole)),
        "all": share(np.maximum.reduce([told, whole, 0.8 * asked, 0.7 * title, 0.5 * replied])),
        "asked": share(asked),
        "asked_brief": share(asked) * around.brief,
        "replied": share(replied),
        "plain_own": share(own, plain),
        "plain_told": share(told, plain),
        "plain_near": share(np.maximum(told, near), plain),
        "plain_wide": share(np.maximum(told, wide), plain),
        "plain_turn": share(np.maximum(told, whole), plain),
        "names_own": share(told, called),
        "names_near": share(np.maximum(told, near), called),
        "names_turn": share(outside, called),
        "telling_own": _share(own, telling),
        "telling_near": _share(np.maximum(own, near), telling),
        "telling_wide": _share(np.maximum(own, wide), telling),
        "telling_turn": _share(whole, telling),
        "telling_all": _share(np.maximum(whole, asked), telling),
        "cosine": said.cosines,
        "generic_near": share(np.maximum(own, near), generic),
        "lost": share(lost.astype(np.float32)),
        "lost_name": (lost & names).any(axis=1).astype(np.float32),
        "lost_near": share((np.maximum.reduce([told, wide, title]) < THERE).astype(np.float32)),
        "by_asked": one * by_asked * bool(question.speakers or question.reporters),
        "by_asked_speech": one * by_asked * question.speech,
        "asks": asks.astype(np.float32),
        "asks_too": asks.astype(np.float32) * question.reporters,
        "after_question": one * around.asks,
        "opens": _marked(size, 0),
        "opens_reply": _marked(size, 0) * around.asks,
        "second_reply": _marked(size, 1) * around.asks,
        "back": back.astype(np.float32),
        "short": (lengths < SHORT).astype(np.float32),
        "length": np.log1p(lengths),
        "alone": one * (size == 1),
        "rank": one * np.float32(np.log1p(around.rank)),
        "first": one * (around.rank == 0),
        "found": one * np.float32(around.found),
        "fit": fits,
        "fit_near": np.maximum(fits, _shifted(fits[:, None], 1, 1.0)[:, 0]),
    }
    found |= _single(told, np.maximum(told, near), wide, outside, weights, generic)
    for kind in KINDS:
        found[f"fit_{kind}"] = fits * (question.kind == kind)
        found[f"unfit_{kind}"] = (fits == 0).astype(np.float32) * (question.kind == kind)
    return {name: np.asarray(value, dtype=np.float32) for name, value in found.items()}


def _single(
    told: Floats, near: Floats, wide: Floats, outside: Floats, weights: Floats, generic: Bools
) -> Traits:
    """How well two terms alone are met, the rarest and the last: a phrase ends in what it is about.

    All of it in the sentence, near it, and in the turn with what stands around it.
    """
    plain = np.flatnonzero(~generic)
    ones = np.ones(len(told), dtype=np.float32)
    found = dict.fromkeys(("rarest", "rarest_near", "rarest_turn", "last_near", "last_turn"), ones)
    if len(weights):
        rarest = int(np.argmax(weights))
        found["rarest"], found["rarest_near"] = told[:, rarest], near[:, rarest]
    if len(plain):
        last = plain[-1]
        found["rarest_turn"] = outside[:, int(np.argmax(weights))]
        found["last_near"] = np.maximum(told, wide)[:, last]
        found["last_turn"] = outside[:, last]
    return found


def _share(levels: Floats, weights: Floats) -> Floats:
    """The weighted share of the terms, shape (sentences,); 1 where no term has a weight."""
    total = float(weights.sum())
    ones = np.ones(len(levels), dtype=np.float32)
    return (levels @ weights / total).astype(np.float32) if total > 0 else ones


def _shifted(levels: Floats, by: int, fade: float) -> Floats:
    """The best levels of the sentences `by` before and behind each one, faded."""
    around = np.zeros_like(levels)
    if by < len(levels):
        around[by:] = levels[:-by]
        around[:-by] = np.maximum(around[:-by], levels[by:])
    return (fade * around).astype(np.float32)


def _marked(size: int, at: int) -> Floats:
    mark = np.zeros(size, dtype=np.float32)
    mark[at : at + 1] = 1
    return mark


def _carried(own: Floats, around: Around, asks: Bools, back: Bools) -> Floats:
    """What each sentence is about by what stands before it, though its words do not say so.

    A brief question in the room hands its words on to what answers it first; a question put in
    passing to the sentence behind it; any sentence to one that opens with a word for what was just
    named.
    """
    reply = NEXT if around.brief or back[0] else 0.0
    carried = np.zeros_like(own)
    carried[0] = reply * around.asked
    for at in range(1, len(own)):
        before = np.maximum(own[at - 1], carried[at - 1])
        if asks[at - 1] or back[at]:
            carried[at] = NEXT * before
    return carried
