"""Which of the windows read are quoted, by what the question wants. Pure functions.

A fact, a reason, a person: the one that answers, one more of its turn where the answer goes on, and
one of another turn where that may as well be it. What somebody said: several, in order of time. A
comparison: one for each side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ingest.text.terms import stem
from rag.question import Question
from rag.read.reading import Passage
from rag.words.tokens import tokens

# How much worse than the best window (logarithm of odds) one of another turn may be to be quoted
# too. On the tuning talks 0 had a right turn among the quotes for .681 of the questions, with .68
# of the quotes right; .5 .706 and .62; 1 .718 and .60; 2 .748 and .56.
CLOSE = 1.0
# How much worse a window of the best one's turn may be to be quoted too: beside it, and elsewhere.
# Of 1,146 questions, read by the model of the fifth runs (training/README.md), all facts are quoted
# for .478 without it, .522 so at 44 words of an answer instead of 39; .538 at 54 words with two
# such windows, 4 and 2.
BESIDE, OWN = 3.0, 1.0
# Quotations of what somebody said, and how much worse than the best one they may be.
SAID, CLOSE_SAID = 5, 2.0
# Odds (logarithm) from which the model holds that a window without a word of the question answers.
EVEN = 0.0
# Quotations of a comparison of things; of people there is one for each.
SIDES = 2


def chosen(question: Question, able: Sequence[Passage]) -> list[Passage]:
    """The windows to quote, of those that may be, best first.

    None only where somebody's words are asked for, or people are compared, and nothing by them has
    a word of the question or answers by the model's odds.
    """
    best = able[0]
    if question.intent == "said":
        wanted = _wanted(question)
        told = [p for p in able if p.odds > EVEN or wanted & _stems(p)]
        near = [p for p in told if p.score >= told[0].score - CLOSE_SAID]
        return _in_time(near[:SAID])
    if question.intent == "compare":
        return _in_time(_of_each_side(question, able))
    others = (p for p in able if p.hit.id != best.hit.id and p.score >= best.score - CLOSE)
    return [best, *islice(_goes_on(best, able), 1), *islice(others, 1)]


def _goes_on(best: Passage, able: Sequence[Passage]) -> Iterator[Passage]:
    """Further windows of the best one's turn where its answer may go on, best first."""
    for passage in able:
        touches = passage.end == best.start or passage.start == best.end
        least = best.score - (BESIDE if touches else OWN)
        if passage.hit.id == best.hit.id and passage is not best and passage.score >= least:
            yield passage


def sides(question: Question) -> frozenset[str]:
    """The speakers whom the question compares; empty where it compares things."""
    named = question.speakers | question.about
    return named if question.intent == "compare" and len(named) > 1 else frozenset()


def _of_each_side(question: Question, able: Sequence[Passage]) -> list[Passage]:
    """The best window by each speaker compared; of things the best ones of two turns.

    No window tells how two people differ, so one by each that is on the matter will do.
    """
    if not sides(question):
        return [p for p in _a_turn_each(able) if p.score >= able[0].score - CLOSE_SAID][:SIDES]
    wanted = _wanted(question)
    told = [p for p in able if wanted & _stems(p)]
    best = (next((p for p in told if p.hit.turn.who == who), None) for who in sides(question))
    return [p for p in best if p]


def _wanted(question: Question) -> set[str]:
    return {t.stem for t in question.terms if not t.generic}


def _stems(passage: Passage) -> set[str]:
    return {stem(w) for w in tokens(passage.hit.turn.text[passage.start : passage.end])}


def _a_turn_each(able: Sequence[Passage]) -> list[Passage]:
    """The best window of each turn."""
    best: dict[str, Passage] = {}
    for passage in able:
        best.setdefault(passage.hit.id, passage)
    return list(best.values())


def _in_time(found: Sequence[Passage]) -> list[Passage]:
    return sorted(found, key=lambda p: (p.hit.name, p.hit.turn.number, p.start))
