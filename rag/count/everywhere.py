"""Questions that are answered from every turn in scope, and the part that answers each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ingest.store.records import Record
from ingest.transcript import Transcript
from rag.check.citations import Sentence
from rag.count import (
    decisions,
    listing,
    occurrences,
    overview,
    record,
    survey,
    timeline,
    unanswered,
)
from rag.count.called import called
from rag.find.retrieve import Hit
from rag.question import Question
from rag.read.evidence import Candidate, around
from rag.read.reader import Reader
from rag.read.reading import Passage

Form = Callable[[Question, Sequence[Transcript], Reader, bool], list[Sentence]]
# What looks at every turn: the form of the answer to each intent.
FORMS = frozenset({"overview", "part", "decision", "list"})
# Of these what may be asked of one transcript by its title.
_OF_ONE = frozenset({"overview", "part", "decision"})
# What is told by meaning.
_BY_MEANING: Mapping[str, Form] = {
    "overview": overview.answer, "part": overview.answer, "list": listing.answer,
}  # fmt: skip


def is_counted(asked: Question, records: Sequence[Record]) -> bool:
    """Whether code has to look at every turn, with a chat model or without one."""
    return is_exhaustive(asked, records) or timeline.is_timeline(asked)


def is_exhaustive(asked: Question, records: Sequence[Record]) -> bool:
    """Whether, where that finds nothing, nothing else is an answer."""
    return unanswered.is_unanswered(asked) or bool(record.scope(asked, records))


def looked_at(asked: Question, records: Sequence[Record]) -> list[Record]:
    """The transcripts to look at: those called by their titles, where the whole of one is asked."""
    names = called(asked.text, records) if asked.intent in _OF_ONE else []
    return [r for r in records if r.name in names] if names else list(records)


def is_wanted(asked: Question, records: Sequence[Record]) -> bool:
    """Whether every turn is looked at where there is no chat model."""
    return is_counted(asked, records) or survey.is_survey(asked) or asked.intent in FORMS


def is_whole(asked: Question, records: Sequence[Record]) -> bool:
    """Whether, where all turns say nothing, what a search finds is no answer either."""
    return is_exhaustive(asked, records) or decisions.is_whole(asked)


def answer(
    asked: Question,
    transcripts: Sequence[Transcript],
    several: bool,
    reader: Reader | None = None,
    passages: Sequence[Passage] = (),
) -> list[Sentence]:
    """What all the turns say; empty where they say nothing. `several`: name the transcripts.

    `passages`: the windows that a search found. Without a reading model only what is told by words.
    """
    if unanswered.is_unanswered(asked):
        return unanswered.answer(asked, transcripts, several)
    if timeline.is_timeline(asked):
        return timeline.answer(asked, transcripts, _all_turns(transcripts))
    if sentences := record.answer(asked, transcripts):
        return sentences
    if survey.lists_questions(asked):
        return survey.answer(asked, _all_turns(transcripts), several)
    if survey.is_survey(asked):
        return listing.answer(asked, transcripts, reader, several)
    if asked.intent == "decision":
        return decisions.answer(asked, transcripts, reader, several, passages)
    form = _BY_MEANING.get(asked.intent)
    return form(asked, transcripts, reader, several) if form and reader else []


def missing(asked: Question) -> tuple[str, ...]:
    """The words of which it was asked who says them, to be named where nobody does."""
    return survey.missing(asked) or occurrences.missing(asked)


def _all_turns(transcripts: Sequence[Transcript]) -> list[Candidate]:
    return [around(t, Hit(t.name, turn, 0.0)) for t in transcripts for turn in t.turns]
