"""Whether the replies to a question put in the room leave it open, by a learned chance.

A logistic sum of how the first reply begins, word by word and pair by pair, and of a few signs of
the exchange; `training/deflection.py` learns it from exchanges that people judged and writes
`deflection.json`. Pure functions, but for that file.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.text.sentences import sentence_spans
from ingest.transcript import Turn, spoken
from rag.asked.intent import frame
from rag.asked.lexicon import TITLES
from rag.question import Question, Term, analyse
from rag.words.likeness import match_levels
from rag.words.tokens import tokens

WEIGHTS = Path(__file__).with_name("deflection.json")
# A question whose own words tell less than this is read with what stands before it.
LEAST, BORROWED, BACK = 0.5, 0.5, 3
GENERIC = 0.4
# Words of the first reply that are read: of 20, 40, 60 and 100 these told it best.
OPENING = 60
# What the words of a reply weigh together beside the signs; of 4, 8, and 1 for each word, 4.
EACH = 4.0
# The chance from which a question is called left open. In ten folds of the exchanges judged, whole
# talks, .65 of these are and .32 of all that are left open are found; the rules before had .43 and
# .32.
OPEN = 0.4
# "Could I follow up?" asks for the floor, not for an answer.
_FLOOR = re.compile(
    r"^\W*(?:and |so |but )?(?:can|could|may|might) (?:i|we)\b|\bif i (?:may|might|could)\W*$", re.I
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Put:
    """A question of a turn at `span`, with the sentences before it that it leans on.

    `terms` with their `weights`: what it is about. `asked`: the question itself, taken apart.
    """

    turn: Turn
    span: Span
    asked: Question
    terms: tuple[Term, ...]
    weights: tuple[float, ...]


def put(turn: Turn, last: int | None = None) -> list[Put]:
    """The questions of weight that a turn puts; `last`: among so many of its last sentences."""
    spans = sentence_spans(turn.text)
    first = max(0, len(spans) - last) if last else 0
    found = [_put(turn, spans, at) for at in range(first, len(spans)) if _asks(turn, spans[at])]
    return [p for p in found if p and sum(p.weights) >= LEAST]


def _put(turn: Turn, spans: Sequence[Span], at: int) -> Put:
    sentence = spoken(turn.text[slice(*spans[at])])
    asked = analyse(sentence)
    weights = {t: _weight(t) for t in asked.terms}
    start = at
    while start > max(0, at - BACK) and sum(weights.values()) < LEAST:
        if _asks(turn, spans[start - 1]):
            break
        start -= 1
        for term in analyse(spoken(turn.text[slice(*spans[start])])).terms:
            if term.stem not in {t.stem for t in weights}:
                weights[term] = BORROWED * _weight(term)
    span = (spans[start][0], spans[at][1])
    return Put(turn, span, asked, tuple(weights), tuple(weights.values()))


def _weight(term: Term) -> float:
    return 0.0 if term.word in TITLES else term.weight * (GENERIC if term.generic else 1.0)


def _asks(turn: Turn, span: Span) -> bool:
    sentence = turn.text[slice(*span)]
    return sentence.rstrip(" \n\"'\u201d\u2019)").endswith("?") and not _FLOOR.search(sentence)


def is_open(question: Put, replies: Sequence[Turn]) -> bool:
    """Whether the replies leave a question open; without any nobody spoke after it."""
    if not replies:
        return True
    weights = _learned()
    told = signs(question, replies) | opening(replies[0])
    odds = weights[""] + sum(weights.get(name, 0.0) * value for name, value in told.items())
    return 1 / (1 + math.exp(-odds)) >= OPEN


def signs(question: Put, replies: Sequence[Turn]) -> dict[str, float]:
    """What tells of an exchange beside how the first reply begins. Lengths are logarithms."""
    return {
        "SHARE": _share(question, " ".join(turn.text for turn in replies)),
        "REPLY": math.log1p(len(replies[0].text.split())),
        "QUESTION": math.log1p(len(question.asked.text.split())),
        "MORE": float("?" in question.turn.text[question.span[1] :]),
    }


def opening(reply: Turn) -> dict[str, float]:
    """The first words of a reply and their pairs of neighbours, with what each counts.

    The fewer there are, the more each one: "No comment" is as good as a speech.
    """
    held = frame(" ".join(reply.text.split()[:OPENING]))
    return dict.fromkeys(held, EACH / math.sqrt(len(held)))


def _share(question: Put, told: str) -> float:
    """The share of the question's telling words, 0 to 1 by weight, that stand in a text."""
    words = sorted(set(tokens(told)))
    if not words:
        return 0.0
    levels = match_levels(question.terms, words).max(axis=1)
    return float(levels @ question.weights / sum(question.weights))


def telling(reply: Turn) -> Span:
    """The sentence of a reply's beginning that speaks most for a question left open."""
    weights = _learned()
    spans = sentence_spans(reply.text) or [(0, len(reply.text))]
    begun = [s for s in spans if len(reply.text[: s[0]].split()) < OPENING]

    def speaks(span: Span) -> float:
        return sum(weights.get(w, 0.0) for w in frame(reply.text[slice(*span)]))

    return max(begun, key=speaks)


@cache
def _learned() -> Mapping[str, float]:
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights
