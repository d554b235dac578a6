"""A conversation and what is asked next to what that goes on from. Pure but for the callbacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.check.citations import Answer
from rag.follow.earlier import Earlier, places
from rag.follow.leans import leans, named
from rag.follow.thread import Thread


def understand(
    asked: str,
    history: Sequence[Earlier],
    subject: Callable[[str], str | None],
    answer: Callable[[str, Thread | None], Answer],
) -> tuple[str, Thread | None]:
    """What is searched for, and what it goes on from: None for a question that stands alone.

    `history`: oldest first. `subject` gives the one speaker whom a question names. `answer`
    answers an earlier question of which only the words are known.
    """
    if not history or not leans(asked):
        return asked, None
    last = _known(history, subject, answer)
    if not last.places:  # small talk, or nothing at all was found
        return understand(asked, history[:-1], subject, answer)
    about = tuple(dict.fromkeys((*last.about[:1], last.question)))
    who = next(filter(None, map(subject, reversed(about))), None)
    own = named(asked, who)
    return " ".join((*about, own)) if leans(own) else own, Thread(own, about, last.places, who)


def _known(
    history: Sequence[Earlier],
    subject: Callable[[str], str | None],
    answer: Callable[[str, Thread | None], Answer],
) -> Earlier:
    """The last of what was asked, with the places that its answer quoted."""
    last = history[-1]
    if last.places is not None:
        return last
    understood, thread = understand(last.question, history[:-1], subject, answer)
    about = thread.about if thread else ()
    return Earlier(last.question, last.answer, about, places(answer(understood, thread)))
