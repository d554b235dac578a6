"""The one pipeline: a question to found turns, text pieces, and the answer, as they come."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest import timing
from ingest.text.language import other_than
from rag.asked.intent import IDLE, intent_of
from rag.asked.literal import phrase
from rag.check.citations import CANNOT_ANSWER, Answer, Sentence, render
from rag.count import everywhere
from rag.count.everywhere import FORMS
from rag.errors import ModelError, ModelSilent
from rag.find.find import Findings, cast, find, languages_in, reader_of, records_in
from rag.find.retrieve import Filters, Hit, Index
from rag.follow import conversation
from rag.follow.earlier import Earlier, earlier
from rag.follow.leans import points_back
from rag.follow.thread import Thread
from rag.follow.together import WHOLE
from rag.question import Question, analyse
from rag.quoting import quoted
from rag.read.evidence import Evidence
from rag.write import generate
from rag.write.generate import Unchecked
from rag.write.sources import label_hits
from rag.write.whole import label_all

CONTEXT_TURNS = 20


@dataclass(frozen=True, slots=True)
class Found:
    """The turns that were found, before any text.

    `understood` is the question searched for, `speakers` those whom it asks to hear.
    """

    understood: str
    hits: tuple[Hit, ...]
    speakers: tuple[str, ...] = ()


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
        shown = () if findings.question.intent in IDLE else findings.hits
        yield Found(understood, shown, tuple(sorted(findings.question.speakers)))
        first: float | None = None
        for event in _answer(index, understood, findings, filters, instructions, failure):
            first = first or time.perf_counter() - started
            if isinstance(event, Piece | Unchecked):
                yield event
            else:
                seconds = time.perf_counter() - started
                made = replace(
                    event,
                    question=asked,
                    seconds=seconds,
                    first_text_seconds=round(first, 4),
                    goes_on=thread,
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
    # Where no turn was found by its words, or they are in another language, the model may know what
    # is meant when it sees them all.
    foreign = other_than(findings.question.text, languages_in(index, filters))
    entire = findings.question.intent in FORMS or not findings.hits or bool(foreign)
    if entire:
        looked_at = everywhere.looked_at(findings.question, records_in(index, filters))
        sources = label_all(index.transcript(r.name) for r in looked_at)
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
    if phrase(asked):
        return asked, None, None
    if history and settings.chat_model:
        try:
            return generate.standalone(asked, history, settings), None, None
        except ModelSilent:
            pass  # it answers, if not with a question: it may answer what the rules make of it
        except ModelError as error:
            failure = error
    if not history:
        return asked, None, None
    intent = intent_of(asked, reader_of(settings))
    # "Action items" asks of the whole record, whatever was asked before.
    if intent == "talk" or (intent in WHOLE and not points_back(asked)):
        return asked, None, None
    return *_by_rules(index, asked, history, filters), failure


def _by_rules(
    index: Index, asked: str, history: Sequence[Earlier], filters: Filters
) -> tuple[str, Thread | None]:
    turns = {r.name: r.turns for r in records_in(index, filters)}
    # What is quoted from a transcript that is gone, or out of scope, is gone on from no more.
    history = [
        replace(e, places=tuple(p for p in e.places if 1 <= p.number <= turns.get(p.name, 0)))
        if e.places
        else e
        for e in history
    ]

    def answer(before: str, thread: Thread | None) -> Answer:
        key = (before, thread, filters)
        if known := index.answers.get(key):
            return known
        findings = find(index, before, CONTEXT_TURNS, filters, thread)
        made = quoted(index, before, findings, filters)
        index.keep(key, made)
        return made

    def subject(question: str) -> str | None:
        found = analyse(question, cast(index, question, filters))
        named = found.speakers or found.about
        return next(iter(named)) if len(named) == 1 else None

    return conversation.understand(asked, history, subject, answer)


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
