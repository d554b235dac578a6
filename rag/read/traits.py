"""What speaks for a sentence as an answer, in numbers. Pure functions.

Each trait is a share, a mark, or a logarithm, so that it means the same for any question and any
length of turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.asked.kind import Kind
from rag.question import Question
from rag.words.likeness import SYNONYM

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Places = NDArray[np.intp]
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
    """What is outside the sentences of each turn: an item or a row for each of the turns.

    `asked`, `replied`, `title`: levels by the turn before, the turn after, the title with the
    speaker; shape (turns, terms). `brief`: the turn before is a short question; `asks`: it is a
    question. `by_asked`: it is by one whom the question asks to hear. `rank` counts from 0;
    `found` is the turn's share (0 to 1) of the ranker's trust.
    """

    asked: Floats
    replied: Floats
    title: Floats
    brief: Bools
    asks: Bools
    by_asked: Bools
    rank: Floats
    found: Floats


@dataclass(frozen=True, slots=True)
class Said:
    """The sentences of all turns, in order, a row or an item each.

    `turn`: the turn's place in `Around`, each with one sentence at least; `own`: levels of the
    question's terms, shape (sentences, terms); `asks`: it asks; `fits`: how well it has the kind of
    thing asked for; `back`: it opens with a word for something named before; `lengths`: in words;
    `cosines`: of its vector with the question's.
    """

    turn: Places
    own: Floats
    asks: Bools
    fits: Floats
    back: Bools
    lengths: Floats
    cosines: Floats

    @property
    def starts(self) -> Places:
        """Where the sentences of each turn begin, shape (turns,)."""
        return np.flatnonzero(np.diff(self.turn, prepend=-1))


def traits(question: Question, said: Said, around: Around, rarity: Floats) -> Traits:
    """The traits of the sentences, each of shape (sentences,).

    `rarity`: how much each term tells the turns found apart.
    """
    own, asks, fits, back, of_turn = said.own, said.asks, said.fits, said.back, said.turn
    starts = said.starts
    near = _shifted(own, of_turn, 1, NEXT)
    wide = np.maximum(near, _shifted(own, of_turn, 2, SECOND))
    whole = np.maximum.reduceat(own, starts)[of_turn]
    asked, replied, title = around.asked[of_turn], around.replied[of_turn], around.title[of_turn]
    carried = _carried(said, around)
    told = np.maximum(own, carried)
    outside = np.maximum.reduce([whole, asked, title])
    names = np.array([t.name for t in question.terms], dtype=bool)
    generic = np.array([t.generic for t in question.terms], dtype=bool)
    base = np.array([t.weight for t in question.terms], dtype=np.float32)
    base = base * np.where(generic, GENERIC, 1.0).astype(np.float32)
    telling = base * rarity
    weights = base * np.where(title >= SYNONYM, TOPIC, 1.0).astype(np.float32)
    plain, called = ~(names | generic), names & ~generic
    by_asked, after = around.by_asked[of_turn], around.asks[of_turn]
    rank = around.rank[of_turn]
    place = np.arange(len(own)) - starts[of_turn]

    def share(levels: Floats | Bools, of: Bools | None = None) -> Floats:
        return _share(levels, weights if of is None else weights * of)

    lost = (outside < THERE) & ~generic
    found: dict[str, Floats | Bools] = {
        "own_exact": share(own >= 1),
        "own": share(own),
        "told_sure": share(np.where(told >= SURE, told, 0)),
        "told": share(told),
        "near": share(np.maximum(told, near)),
        "wide": share(np.maximum(told, wide)),
        "turn": share(np.maximum(told, whole)),
        "all": share(np.maximum.reduce([told, whole, 0.8 * asked, 0.7 * title, 0.5 * replied])),
        "asked": share(asked),
        "asked_brief": share(asked) * around.brief[of_turn],
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
        "lost": share(lost),
        "lost_name": (lost & names).any(axis=1),
        "lost_near": share(np.maximum.reduce([told, wide, title]) < THERE),
        "by_asked": by_asked & bool(question.speakers or question.reporters),
        "by_asked_speech": by_asked & question.speech,
        "asks": asks,
        "asks_too": asks & question.reporters,
        "after_question": after,
        "opens": place == 0,
        "opens_reply": (place == 0) & after,
        "second_reply": (place == 1) & after,
        "back": back,
        "short": said.lengths < SHORT,
        "length": np.log1p(said.lengths),
        "alone": np.bincount(of_turn)[of_turn] == 1,
        "rank": np.log1p(rank),
        "first": rank == 0,
        "found": around.found[of_turn],
        "fit": fits,
        "fit_near": np.maximum(fits, _shifted(fits[:, None], of_turn, 1, 1.0)[:, 0]),
    }
    found |= _single(told, np.maximum(told, near), wide, outside, weights, generic)
    for kind in KINDS:
        found[f"fit_{kind}"] = fits * (question.kind == kind)
        found[f"unfit_{kind}"] = (fits == 0) & (question.kind == kind)
    return {name: np.asarray(value, dtype=np.float32) for name, value in found.items()}


def _single(
    told: Floats, near: Floats, wide: Floats, outside: Floats, weights: Floats, generic: Bools
) -> Traits:
    """How well two terms alone are met, the rarest and the last: a phrase ends in what it is about.

    All of it in the sentence, near it, and in the turn with what stands around it.
    """
    plain = np.flatnonzero(~generic)
    rows = np.arange(len(told))
    ones = np.ones(len(told), dtype=np.float32)
    found = dict.fromkeys(("rarest", "rarest_near", "rarest_turn", "last_near", "last_turn"), ones)
    if len(generic):
        rarest = weights.argmax(axis=1)
        found["rarest"], found["rarest_near"] = told[rows, rarest], near[rows, rarest]
    if len(plain):
        last = plain[-1]
        found["rarest_turn"] = outside[rows, rarest]
        found["last_near"] = np.maximum(told, wide)[:, last]
        found["last_turn"] = outside[:, last]
    return found


def _share(levels: Floats | Bools, weights: Floats) -> Floats:
    """The weighted share of the terms, shape (sentences,); 1 where no term has a weight.

    `weights` has the shape of `levels`, (sentences, terms), or is the same for all: (terms,).
    """
    total = weights.sum(axis=-1)
    met = (levels * weights).sum(axis=1)
    shares: Floats = np.divide(met, total, out=np.ones_like(met), where=total > 0)
    return shares


def _shifted(levels: Floats, of_turn: Places, by: int, fade: float) -> Floats:
    """The best levels of the sentences `by` before and behind each one in its turn, faded."""
    around = np.zeros_like(levels)
    if by < len(levels):
        same = (of_turn[by:] == of_turn[:-by])[:, None]
        around[by:] = levels[:-by] * same
        around[:-by] = np.maximum(around[:-by], levels[by:] * same)
    return around * np.float32(fade)


def _carried(said: Said, around: Around) -> Floats:
    """What each sentence is about by what stands before it, though its words do not say so.

    A brief question in the room hands its words on to what answers it first; a question put in
    passing to the sentence behind it; any sentence to one that opens with a word for what was just
    named.
    """
    carried = np.zeros_like(said.own)
    starts = said.starts
    reply = around.brief | said.back[starts]
    carried[starts] = NEXT * reply[:, None] * around.asked
    handed = said.back.copy()
    handed[1:] |= said.asks[:-1]
    handed[starts] = False
    for at in np.flatnonzero(handed):
        carried[at] = NEXT * np.maximum(said.own[at - 1], carried[at - 1])
    return carried
