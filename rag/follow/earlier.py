"""What was asked and answered before: the values that a follow-up goes on from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.transcript import parse_turn_id
from rag.check.citations import Answer
from rag.follow.thread import Place

# So many quotations of an answer are gone on from: of a long list the first ones.
MOST = 5
# So many earlier questions are remembered: each may lean on the one before it.
REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question asked before, its answer's text, and what that quoted, where it is known.

    `about`: the questions that it went on from itself, oldest first. `places`: None where the
    caller has only the question; then it is answered again, when a follow-up goes on from it.
    """

    question: str
    answer: str = ""
    about: tuple[str, ...] = ()
    places: tuple[Place, ...] | None = None


def of_answer(answer: Answer) -> Earlier:
    """An answer as what is asked next goes on from it."""
    about = answer.goes_on.about if answer.goes_on else ()
    return Earlier(answer.question, answer.text, about, places(answer))


def places(answer: Answer) -> tuple[Place, ...]:
    """The places that an answer quotes; where it refused, the nearest turn."""
    if not answer.citations:
        return tuple(Place(*parse_turn_id(turn)) for turn in answer.nearest[:1])
    quoted = answer.citations[:MOST]
    return tuple(Place(*parse_turn_id(c.turn), c.start, c.end, c.speaker) for c in quoted)


def earlier(history: Iterable[Earlier | str]) -> tuple[Earlier, ...]:
    """The end of a conversation, oldest first, of questions with or without their answers."""
    return tuple(e if isinstance(e, Earlier) else Earlier(e) for e in history)[-REMEMBERED:]
