"""The one pipeline: a question to found turns, text pieces, and the answer, as they come."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag import quotes
from rag.citations import Answer, Sentence
from rag.retrieve import Filters, Hit, Index, search

# Not answering has one wording, shared by prompts, code and tests.
CANNOT_ANSWER = "The record does not answer this."
CONTEXT_TURNS = 20


@dataclass(frozen=True, slots=True)
class Found:
    """The turns that were found, before any text. `understood` is the question searched for."""

    understood: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the answer's text, to be shown as it comes."""

    text: str


Event = Found | Piece | Answer


def ask(
    index: Index,
    question: str,
    *,
    k: int = CONTEXT_TURNS,
    filters: Filters | None = None,
    history: Sequence[str] = (),
) -> Iterator[Event]:
    """Answer a question: one Found, then Pieces, then the Answer.

    `history` holds the earlier questions of the conversation, oldest first. Raises EmptyQuestion
    and UnknownName before anything is yielded.
    """
    started = time.perf_counter()
    understood = question
    hits = tuple(search(index, understood, k, filters))
    yield Found(understood, hits)
    sentences = tuple(quotes.quote(understood, hits))
    first = time.perf_counter() - started
    text = " ".join(render(s) for s in sentences) if sentences else CANNOT_ANSWER
    yield Piece(text)
    yield Answer(
        question,
        understood,
        text,
        sentences,
        refused=not sentences,
        nearest=tuple(h.id for h in hits[:3]),
        seconds=time.perf_counter() - started,
        first_text_seconds=round(first, 4),
    )


def render(sentence: Sentence) -> str:
    """A sentence as shown: its text, then its labels such as `[1]`."""
    return " ".join([sentence.text, *(f"[{c.label}]" for c in sentence.citations)])
