"""Turns that give different figures for one thing. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from rag.asked.fit import figures
from rag.question import Question
from rag.read.evidence import Evidence
from rag.read.judge import FORMED

# A turn speaks of the same thing when it covers nearly as much of the question as the best one.
SAME_THING = 0.9
# And it has to cover so much itself: of less, two figures are two things.
SURE = 0.6
MOST = 3


def differing(question: Question, good: Sequence[Evidence]) -> list[Evidence]:
    """Evidence with figures that differ from the best one's, that first; empty where all agree.

    One sentence a turn, each as close to the question as the best, none with a figure in common.
    """
    if question.kind not in FORMED - {"date"} or not good:
        return []
    best = good[0]
    if best.traits["told"] < SURE:
        return []
    listed, seen = [best], {*figures(question, best.text)}
    for other in good[1:]:
        found = figures(question, other.text)
        close = _as_close(best, other)
        apart = other.hit.id not in {e.hit.id for e in listed}
        if close and apart and found and not found & seen:
            listed.append(other)
            seen |= found
    return listed[:MOST] if len(listed) > 1 and figures(question, best.text) else []


def _as_close(best: Evidence, other: Evidence) -> bool:
    told, fits = best.traits["told"], best.traits["fit"]
    return other.traits["told"] >= SAME_THING * told and other.traits["fit"] >= fits
