"""The one pipeline: a question to found turns, text pieces, and the answer, as they come."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest import timing
from ingest.transcript import parse_turn_id
from rag.check.citations import CANNOT_ANSWER, Answer, Sentence, render
from rag.count import everywhere
from rag.count.everywhere import FORMS
from rag.errors import ModelError, ModelSilent
from rag.find.find import Findings, find, reader_of, records_in, speakers_in
from rag.find.retrieve import Filters, Hit, Index
from rag.follow import conversation
from rag.follow.people import may_be_by
from rag.follow.thread import Thread
from rag.question import Question
from rag.quoting import quoted
from rag.read.evidence import Evidence
from rag.read.intent import IDLE, intent_of
from rag.write import generate
from rag.write.earlier import Earlier, earlier
from rag.write.generate import Unchecked
from rag.write.sources import label_hits
from rag.write.whole import label_all

CONTEXT_TURNS = 20
# A follow-up goes on from the question before it, which may be one too, through so many at most.
REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class Found:
    """The turns that were found, before any text. `understood` is the question searched for."""

    understood: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the answer's text, to be shown as it comes; `sentence` is what it shows."""

    text: str
    sentence: Sentence | None = None


Event = Found | Unchecked | Piece | Answer


def ask(
    index: Index,
    asked: str,
    *,
    k: int = CONTEXT_TURNS,
    filters: Filters | None = None,
    history: Sequence[Earlier | str] = (),
    instructions: str = "",
) -> Iterator[Event]:
    """Answer a question: one Found, then Pieces, then the Answer.

    Where a chat model writes, what it is writing comes as Unchecked before the Piece that takes its
    place. `history` holds the conversation before, oldest first: questions, with their answers
    where the caller has them. `instructions` are standing ones for a chat model. Raises
    EmptyQuestion and UnknownName before anything is yielded.
    """
    with timing.step("ask"):
        started = time.perf_counter()
        index = index.still()
        filters = filters or Filters()
        with timing.step("follow"):
            understood, thread, failure = _understood(index, asked, earlier(history), filters)
        findings = find(index, understood, k, filters, thread)
        yield Found(understood, () if findings.question.intent in IDLE else findings.hits)
        first: float | None = None
        for event in _answer(index, understood, findings, filters, instructions, failure):
            first = first or time.perf_counter() - started
            if isinstance(event, Piece | Unchecked):
                yield event
            else:
                seconds = time.perf_counter() - started
                made = replace(
                    event, question=asked, seconds=seconds, first_text_seconds=round(first, 4)
                )
                index.keep((understood, thread, filters), made)
                yield made


def _answer(
    index: Index,
    understood: str,
    findings: Findings,
    filters: Filters,
    instructions: str,
    failure: ModelError | None,
) -> Iterator[Unchecked | Piece | Answer]:
    """What is shown, then the Answer, of the answerer that fits: a chat model where there is one.

    What the whole record answers is counted by code, and the model is asked where that finds
    nothing. `failure`: why the model cannot be asked; a server that is silent is not asked twice.
    """
    counted = everywhere.is_counted(findings.question, records_in(index, filters))
    idle = findings.question.intent in IDLE
    asks = bool(index.library.settings.chat_model) and not idle
    if not asks or counted or failure:
        made = quoted(index, understood, findings, filters)
        if failure:
            made = _instead(made, failure)
        if failure or not asks or not made.refused:
            yield from _in_pieces(made)
            return
    yield from _generated(index, understood, findings, filters, instructions)


def _instead(made: Answer, failure: ModelError) -> Answer:
    return replace(made, notice=f"{failure}; answered by quoting instead")


def _in_pieces(made: Answer) -> Iterator[Piece | Answer]:
    for at, sentence in enumerate(made.sentences):
        yield Piece((" " if at else "") + render(sentence), sentence)
    if not made.sentences:
        yield Piece(made.text)
    yield made


def _generated(
    index: Index, understood: str, findings: Findings, filters: Filters, instructions: str
) -> Iterator[Unchecked | Piece | Answer]:
    """What the chat model answers; where it fails, the quoting answer in its place or beside it."""
    settings = index.library.settings
    model = settings.chat_model or ""
    # Where no turn was found by its words, the model may know what is meant when it sees them all.
    entire = findings.question.intent in FORMS or not findings.hits
    if entire:
        sources = label_all(index.transcript(r.name) for r in records_in(index, filters))
    else:
        sources = label_hits(findings.hits, index.transcript)
    begun = False
    for event in generate.generate(understood, sources, settings, instructions, entire=entire):
        if isinstance(event, Unchecked):
            yield event
            continue
        if isinstance(event, Sentence):
            yield Piece((" " if begun else "") + render(event), event)
            begun = True
            continue
        if event.failure and not event.sentences:
            made = quoted(index, understood, findings, filters)
            yield from _in_pieces(_instead(made, event.failure))
            return
        text = " ".join(render(s) for s in event.sentences) or CANNOT_ANSWER
        if event.refused:
            yield Piece(text)
        nearest = tuple(h.id for h in findings.hits[:3]) if event.refused else ()
        yield Answer(
            understood, understood, text, event.sentences, event.refused, nearest, model,
            tokens=event.tokens,
            notice=f"{event.failure}; the answer is not whole" if event.failure else None,
            offered=quoted(index, understood, findings, filters) if event.failure else None,
        )  # fmt: skip


def understand(
    index: Index, asked: str, history: Sequence[Earlier | str], filters: Filters
) -> tuple[str, Thread | None]:
    """The question without its history, and what it goes on from."""
    return _understood(index, asked, earlier(history), filters)[:2]


def _understood(
    index: Index, asked: str, history: Sequence[Earlier], filters: Filters
) -> tuple[str, Thread | None, ModelError | None]:
    """The question without its history, what it goes on from, and why the model cannot be asked.

    By the chat model where there is one, else, and where it fails, by rules.
    """
    settings = index.library.settings
    failure: ModelError | None = None
    if history and settings.chat_model:
        try:
            return generate.standalone(asked, history[-REMEMBERED:], settings), None, None
        except ModelSilent:
            pass  # it answers, if not with a question: it may answer what the rules make of it
        except ModelError as error:
            failure = error
    if not history or intent_of(asked, reader_of(settings)) in IDLE:
        return asked, None, None
    names = conversation.name_words(n for s in speakers_in(index, filters) for n in s.names)
    before = [e.question for e in history[-REMEMBERED:]]
    return *_by_rules(index, asked, before, filters, names), failure


def _by_rules(
    index: Index, asked: str, history: Sequence[str], filters: Filters, names: frozenset[str]
) -> tuple[str, Thread | None]:
    if not history:
        return asked, None
    before, thread = _by_rules(index, history[-1], history[:-1], filters, names)

    def answer_before() -> Answer:
        key = (before, thread, filters)
        if known := index.answers.get(key):
            return known
        findings = find(index, before, CONTEXT_TURNS, filters, thread)
        answer = quoted(index, before, findings, filters)
        index.keep(key, answer)
        return answer

    def who_answered() -> str | None:
        told = (c for c in answer_before().citations if may_be_by(before, c.quote))
        return next((c.speaker for c in told), None)

    understood = conversation.standalone(asked, before, names, who_answered)
    if understood == asked:
        return asked, None
    return understood, _thread(asked, answer_before())


def _thread(asked: str, answer: Answer) -> Thread | None:
    """A follow-up goes on from the turn that is quoted first, else from the nearest one."""
    turn = next((c.turn for c in answer.citations), next(iter(answer.nearest), None))
    return Thread(asked, parse_turn_id(turn)) if turn else None


def evidence(
    index: Index, asked: str, history: Sequence[Earlier | str], filters: Filters
) -> tuple[Question, list[Evidence]]:
    """A question taken apart, and every sentence found for it, best first.

    Without a sentence where it is answered from every turn. Raises as `ask` does.
    """
    understood, thread = understand(index, asked, history, filters)
    findings = find(index, understood, CONTEXT_TURNS, filters, thread)
    if everywhere.is_wanted(findings.question, records_in(index, filters)):
        return findings.question, []
    return findings.question, list(findings.evidence)
