"""Exchanges: a question and its answer belong together, a follow-on belongs to what it follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.index.passages import asks
from ingest.transcript import Turn, spoken

# An answer may begin after an aside ("Thank you.") or two.
REACH = 3
# So many words say something by themselves; a shorter turn leans on the one before it.
WHOLE = 6
_FOLLOWS = re.compile(
    r"^\W*(?:and|but|so|because|also|then|it|that|this|those|these|they|he|she|him|her|them|yes|no|"
    r"yeah|exactly|right|which)\b",
    re.IGNORECASE,
)
_QUESTIONER = re.compile(
    r"^(?:q|question(?:er)?s?|reporters?|audience.*|journalists?|press)\W*$", re.I
)


def exchange(turns: Sequence[Turn], number: int) -> tuple[Turn, ...]:
    """The turns that a turn (by number) belongs with, itself among them, in order.

    An answer brings the question it answers, a question the turn that answers it, a follow-on its
    antecedent.
    """
    at = number - 1
    turn = turns[at]
    first, last = at, at
    question = _question_before(turns, at)
    if question is not None:
        first = question
    elif at and not asks(spoken(turn.text)) and _leans(turn):
        first = at - 1
    if asks(spoken(turn.text)):
        last = _answer_after(turns, at)
    return tuple(turns[first : last + 1])


def _leans(turn: Turn) -> bool:
    text = spoken(turn.text)
    return len(text.split()) < WHOLE or bool(_FOLLOWS.match(text))


def _question_before(turns: Sequence[Turn], at: int) -> int | None:
    """The question that a turn answers: the nearest by another voice, with only asides between."""
    for before in range(at - 1, max(at - 1 - REACH, -1), -1):
        if asks(spoken(turns[before].text)) and turns[before].who != turns[at].who:
            return before
        if len(turns[before].text.split()) >= WHOLE:
            return None
    return None


def _answer_after(turns: Sequence[Turn], at: int) -> int:
    """The first turn by another voice behind a question that is no mere aside; else the next."""
    later = range(at + 1, min(at + 1 + REACH, len(turns)))
    others = [i for i in later if turns[i].who != turns[at].who]
    full = [i for i in others if len(turns[i].text.split()) >= WHOLE]
    return (full or others or [at])[0]


def is_questioner(turn: Turn) -> bool:
    """Whether the label says that this turn puts a question (`QUESTION`, `Q`, `REPORTER`)."""
    return bool(turn.label and _QUESTIONER.match(turn.label))
