"""How much the turns of a talk are about one matter, and how likely a decision there is on it.

Few decisions name their matter ("The motion is carried."): it is spoken of where they stand, or
before. Two signs tell of it, the words of the matter and what the reading model says of the turns
that a search finds; both are carried on from turn to turn, the further the less. Pure functions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.transcript import Turn
from rag.question import Term
from rag.words.likeness import match_levels
from rag.words.tokens import STOP, tokens

Numbers = NDArray[np.float64]
# A sign falls to 1/e behind so many words, or so many turns. Flat from half to twice.
FAR_WORDS, FAR_TURNS = 600.0, 12.0
# A word is there from this level on.
THERE = 0.8
# The odds (logarithm) of a turn that the reading model did not read, and the least that count.
UNREAD = -5.0
# A chance that a sentence decides counts up to this (logarithm of odds): then it is sure.
SURE = 1.5
# So that a matter of which hardly a word is said anywhere has no full share.
LITTLE = 0.2
# What each of `Matter.signs` counts for the logarithm of odds, and the constant: learned by
# `training/matters.py`.
WEIGHTS, BASE = (1.0, 3.99, 0.28, -0.71), -3.37


@dataclass(frozen=True, slots=True)
class Matter:
    """How much each turn is about a matter: a number a turn, in order.

    `said`: the share of its words, the rare ones more, there or before. `odds`: the reading model's
    logarithm of odds that a window there, or before, answers.
    """

    said: Numbers
    odds: Numbers

    def signs(self, at: int, decides: float) -> tuple[float, ...]:
        """What tells whether a decision in the turn at a place is on it.

        `decides`: the chance that it is one at all. The logarithm of its odds; how much of the
        matter is said there, of what is said of it anywhere; what the reading model says of it; and
        how much of the matter is said anywhere.
        """
        certain = min(max(decides, 1e-4), 1 - 1e-4)
        most = float(self.said.max(initial=0))
        share = float(self.said[at]) / (most + LITTLE)
        return min(math.log(certain / (1 - certain)), SURE), share, float(self.odds[at]), most

    def chance(self, at: int, decides: float) -> float:
        """The chance that a decision on it is in the turn at a place. `decides` as in `signs`."""
        signs = self.signs(at, decides)
        odds = BASE + sum(w * s for w, s in zip(WEIGHTS, signs, strict=True))
        return 1 / (1 + math.exp(-odds))


def told_of(
    turns: Sequence[Turn], terms: Sequence[Term], odds: Mapping[int, float], language: str
) -> Matter:
    """How much turns are about the matter of some telling words.

    `odds`: what the reading model says of the best window of a turn, by the turn's number.
    """
    sizes = [len(t.text.split()) for t in turns]
    read = np.array([max(odds.get(t.number, UNREAD), UNREAD) for t in turns])
    said = _said(turns, terms, language)
    return Matter(_carried(said, sizes, 0.0), _carried(read, sizes, UNREAD))


def _said(turns: Sequence[Turn], terms: Sequence[Term], language: str) -> Numbers:
    """The share of the matter's words in each turn, the rarer in the talk the more."""
    words = [set(tokens(t.text)) - STOP for t in turns]
    column = {word: at for at, word in enumerate(sorted(set().union(*words)))}
    levels = match_levels(terms, list(column), language)
    there = np.zeros((len(terms), len(turns)))
    for turn, held in enumerate(words):
        if held and terms:
            there[:, turn] = levels[:, [column[w] for w in held]].max(axis=1)
    there[there < THERE] = 0
    rare = np.log(1 + len(turns) / (1 + (there > 0).sum(axis=1)))
    weights = rare * np.array([max(t.weight, 0.1) for t in terms])
    found: Numbers = weights @ there / max(float(weights.sum()), 1e-9)
    return found


def _carried(signs: Numbers, sizes: Sequence[int], least: float) -> Numbers:
    """Each turn's sign, or what is left there of one before it."""
    carried = np.empty_like(signs)
    left = least
    for at, sign in enumerate(signs):
        carried[at] = max(sign, left)
        fading = math.exp(-sizes[at] / FAR_WORDS - 1 / FAR_TURNS)
        left = max(sign, least + (left - least) * fading)
    return carried
