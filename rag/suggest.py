"""Questions to begin with: such as a transcript really answers, each tried before it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ingest.transcript import Transcript
from rag.answer import CONTEXT_TURNS
from rag.count.look import Look
from rag.find.exchanges import is_questioner
from rag.find.find import find
from rag.find.retrieve import Filters, Index
from rag.quoting import quoted

MOST = 4
# Candidates that are tried at the most: each takes a search.
TRIED = 12
# A question that is understood by who was not in the room: words, at least and at most.
SHORTEST, LONGEST = 5, 16
_ASKS = re.compile(r"^(?:what|how|when|where|why|who|which)\b", re.IGNORECASE)
_NEEDS_THE_ROOM = re.compile(
    r"\b(?:you|your|yours|i|me|my|we|us|our|it|its|that|this|these|those|they|their|them|he|she|"
    r"his|her|him|here|there|else|today|yesterday|tomorrow)\b",
    re.IGNORECASE,
)


def suggestions(index: Index, name: str, seen: Look) -> tuple[str, ...]:
    """Up to four questions that the transcript answers with a quotation from it.

    No model is asked. Raises UnknownName where it has left the library.
    """
    index = index.still()
    filters = Filters(transcripts=(name,))
    kept: list[str] = []
    answered: set[str] = set()
    for question in islice(candidates(index.transcript(name), seen), TRIED):
        found = find(index, question, CONTEXT_TURNS, filters)
        answer = quoted(index, question, found, filters)
        turns = {c.turn for c in answer.citations}
        if turns and not answer.refused and not turns <= answered:
            kept.append(question)
            answered |= turns
        if len(kept) == MOST:
            break
    return tuple(kept)


def candidates(transcript: Transcript, seen: Look) -> Iterator[str]:
    """Questions that may have an answer here: by turns one put in the room, and one made up."""
    asked, made = _asked(seen), _made(transcript, seen)
    for pair in zip(*(_padded(each) for each in (asked, made)), strict=False):
        if pair == (None, None):
            return
        yield from (question for question in pair if question)


def _padded(questions: Iterator[str]) -> Iterator[str | None]:
    yield from dict.fromkeys(questions)
    while True:
        yield None


def _asked(seen: Look) -> Iterator[str]:
    """Questions that were put in words which say what they are about, and were taken up."""
    for asked in seen.asked:
        words = asked.place.words
        if asked.is_open or asked.reply is None or not _ASKS.match(words):
            continue
        if SHORTEST <= len(words.split()) <= LONGEST and not _NEEDS_THE_ROOM.search(words):
            yield words[0].upper() + words[1:]


def _made(transcript: Transcript, seen: Look) -> Iterator[str]:
    """What somebody said of a name or figure that recurs."""
    anonymous = {t.who for t in transcript.turns if is_questioner(t) or t.speaker is None}
    for recurring in seen.names:
        said: dict[str, int] = {}
        for turn in transcript.turns:
            if recurring.text in turn.text and turn.who not in anonymous:
                said[turn.who] = said.get(turn.who, 0) + len(turn.text)
        if said:
            who = max(said, key=lambda name: said[name])
            yield f"What did {who} say about {recurring.text}?"
