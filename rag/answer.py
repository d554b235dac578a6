"""The one pipeline: a question to found turns, text pieces, and the answer, as they come."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.transcript import Speaker, Transcript
from rag import conversation, question, quotes, record, survey
from rag.citations import Answer, Sentence
from rag.evidence import Candidate
from rag.question import Question
from rag.retrieve import Filters, Hit, Index, search, transcripts_in

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
    asked: str,
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
    filters = filters or Filters()
    understood = standalone(index, asked, history, filters)
    hits = tuple(search(index, understood, k, filters))
    yield Found(understood, hits)
    made = quoted(index, understood, hits, filters)
    first = round(time.perf_counter() - started, 4)
    for at, sentence in enumerate(made.sentences):
        yield Piece((" " if at else "") + render(sentence))
    if made.refused:
        yield Piece(made.text)
    seconds = time.perf_counter() - started
    yield replace(made, question=asked, seconds=seconds, first_text_seconds=first)


def standalone(
    index: Index, asked: str, history: Sequence[str], filters: Filters | None = None
) -> str:
    """The question without its history, by rules; see `conversation.standalone`."""
    filters = filters or Filters()

    def who_answered(before: str) -> str | None:
        answer = quoted(
            index, before, tuple(search(index, before, CONTEXT_TURNS, filters)), filters
        )
        return next((c.speaker for c in answer.citations), None)

    names = [n for s in _speakers(index, filters) for n in s.names]
    return conversation.standalone(asked, history, names, who_answered)


def quoted(index: Index, understood: str, hits: Sequence[Hit], filters: Filters) -> Answer:
    """The answer of the quoting answerer, from the turns found and, for counts and lists, from all."""
    asked = question.analyse(understood, _speakers(index, filters))
    missing: tuple[str, ...] = ()
    several = len(transcripts_in(index, filters)) > 1
    sentences = _over_all_turns(index, asked, filters, several)
    if not sentences:
        picked = quotes.pick(asked, [_candidate(index, h) for h in hits], several)
        sentences, missing = list(picked.sentences), picked.missing
    text = " ".join(render(s) for s in sentences) or refusal(asked, missing)
    nearest = tuple(h.id for h in hits[:3]) if not sentences else ()
    return Answer(understood, understood, text, tuple(sentences), not sentences, nearest)


def _over_all_turns(
    index: Index, asked: Question, filters: Filters, several: bool
) -> list[Sentence]:
    """Sentences for questions about the record itself, or about every turn of a kind."""
    is_survey = survey.is_survey(asked)
    if not is_survey and not record.is_about(asked):
        return []
    transcripts = [index.transcript(name) for name in transcripts_in(index, filters)]
    if sentences := record.answer(asked, transcripts):
        return sentences
    return survey.answer(asked, _all_turns(transcripts), several) if is_survey else []


def _all_turns(transcripts: Sequence[Transcript]) -> list[Candidate]:
    return [
        Candidate(Hit(t.name, turn, 0.0), t.turns[at - 1] if at else None, t.title)
        for t in transcripts
        for at, turn in enumerate(t.turns)
    ]


def _candidate(index: Index, hit: Hit) -> Candidate:
    transcript = index.transcript(hit.name)
    before = transcript.turns[hit.turn.number - 2] if hit.turn.number > 1 else None
    return Candidate(hit, before, transcript.title)


def _speakers(index: Index, filters: Filters) -> list[Speaker]:
    records = index.library.records()
    return [s for name in transcripts_in(index, filters) for s in records[name].speakers]


def refusal(asked: Question, missing: Sequence[str]) -> str:
    """The one way of not answering: that, and which words were looked for in vain."""
    if not missing:
        return CANNOT_ANSWER
    words = " or ".join(f"\u201c{w}\u201d" for w in missing[:3])
    by = f" by {' or '.join(sorted(asked.speakers))}" if asked.speech and asked.speakers else ""
    return f"{CANNOT_ANSWER} Nothing{by} speaks of {words}."


def render(sentence: Sentence) -> str:
    """A sentence as shown: its text, then its labels such as `[1]`."""
    return " ".join([sentence.text, *(f"[{c.label}]" for c in sentence.citations)])
