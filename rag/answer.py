"""The one pipeline: a question to found turns, text pieces, and the answer, as they come."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from ingest.store.records import Record
from ingest.transcript import parse_turn_id
from rag.check.citations import CANNOT_ANSWER, Answer, Sentence, render
from rag.count import everywhere
from rag.errors import ModelError
from rag.find.find import Findings, find, records_in, speakers_in
from rag.find.retrieve import Filters, Hit, Index
from rag.follow import conversation
from rag.follow.people import may_be_by
from rag.follow.thread import Thread
from rag.question import Question
from rag.read import quotes
from rag.read.evidence import Evidence
from rag.write import generate
from rag.write.sources import label_hits

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


Event = Found | Piece | Answer


def ask(
    index: Index,
    asked: str,
    *,
    k: int = CONTEXT_TURNS,
    filters: Filters | None = None,
    history: Sequence[str] = (),
    instructions: str = "",
) -> Iterator[Event]:
    """Answer a question: one Found, then Pieces, then the Answer.

    `history` holds the earlier questions of the conversation, oldest first. `instructions` are
    standing ones for a chat model. Raises EmptyQuestion and UnknownName before anything is yielded.
    """
    started = time.perf_counter()
    index = index.still()
    filters = filters or Filters()
    understood, thread = understand(index, asked, history, filters)
    findings = find(index, understood, k, filters, thread)
    yield Found(understood, findings.hits)
    first: float | None = None
    for event in _answer(index, understood, findings, filters, instructions):
        first = first or time.perf_counter() - started
        if isinstance(event, Piece):
            yield event
        else:
            seconds = time.perf_counter() - started
            made = replace(
                event, question=asked, seconds=seconds, first_text_seconds=round(first, 4)
            )
            index.keep((understood, thread, filters), made)
            yield made


def _answer(
    index: Index, understood: str, findings: Findings, filters: Filters, instructions: str
) -> Iterator[Piece | Answer]:
    """Pieces, then the Answer, of the answerer that fits: a chat model where one is configured.

    Without a found turn no model is asked, and what the whole record answers is counted by code.
    """
    counted = everywhere.is_counted(findings.question, records_in(index, filters))
    if index.library.settings.chat_model and findings.hits and not counted:
        yield from _generated(index, understood, findings, filters, instructions)
    else:
        yield from _in_pieces(quoted(index, understood, findings, filters))


def _in_pieces(made: Answer) -> Iterator[Piece | Answer]:
    for at, sentence in enumerate(made.sentences):
        yield Piece((" " if at else "") + render(sentence), sentence)
    if made.refused:
        yield Piece(made.text)
    yield made


def _generated(
    index: Index, understood: str, findings: Findings, filters: Filters, instructions: str
) -> Iterator[Piece | Answer]:
    """What the chat model answers; where it fails, the quoting answer in its place or beside it."""
    settings = index.library.settings
    model = settings.chat_model or ""
    sources = label_hits(findings.hits, index.transcript)
    begun = False
    for event in generate.generate(understood, sources, settings, instructions):
        if isinstance(event, Sentence):
            yield Piece((" " if begun else "") + render(event), event)
            begun = True
            continue
        if event.failure and not event.sentences:
            made = quoted(index, understood, findings, filters)
            notice = f"{event.failure}; answered by quoting instead"
            yield from _in_pieces(replace(made, notice=notice))
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
    index: Index, asked: str, history: Sequence[str], filters: Filters
) -> tuple[str, Thread | None]:
    """The question without its history, and what it goes on from.

    By the chat model where there is one, else by rules. The rules stand in for a model that fails;
    that it did is said when it is asked for the answer.
    """
    settings = index.library.settings
    if history and settings.chat_model:
        with suppress(ModelError):
            return generate.standalone(asked, history, settings), None
    if not history:
        return asked, None
    names = conversation.name_words(n for s in speakers_in(index, filters) for n in s.names)
    return _by_rules(index, asked, history[-REMEMBERED:], filters, names)


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


def quoted(index: Index, understood: str, findings: Findings, filters: Filters) -> Answer:
    """The quoting answerer's answer, from the turns found and, for counts and lists, from all."""
    asked, looked_in = findings.question, records_in(index, filters)
    several = len(looked_in) > 1
    sentences: list[Sentence] = []
    if findings.reply:
        sentences = [quotes.opening(findings.reply, several)]
    elif everywhere.is_wanted(asked, looked_in):
        transcripts = [index.transcript(r.name) for r in looked_in]
        sentences = everywhere.answer(asked, transcripts, several)
    missing = everywhere.missing(asked)
    # Where every turn was looked at in vain, what a search finds is no answer.
    if not sentences and not missing and not everywhere.is_exhaustive(asked, looked_in):
        picked = quotes.pick(asked, findings.evidence, findings.passages, several)
        sentences, missing = list(picked.sentences), picked.missing
    text = " ".join(render(s) for s in sentences) or refusal(asked, missing, looked_in)
    nearest = tuple(h.id for h in findings.hits[:3]) if not sentences else ()
    return Answer(understood, understood, text, tuple(sentences), not sentences, nearest)


def evidence(
    index: Index, asked: str, history: Sequence[str], filters: Filters
) -> tuple[Question, list[Evidence]]:
    """A question taken apart, and every sentence found for it, best first.

    Without a sentence where it is answered from every turn. Raises as `ask` does.
    """
    understood, thread = understand(index, asked, history, filters)
    findings = find(index, understood, CONTEXT_TURNS, filters, thread)
    if everywhere.is_wanted(findings.question, records_in(index, filters)):
        return findings.question, []
    return findings.question, list(findings.evidence)


def refusal(asked: Question, missing: Sequence[str], records: Sequence[Record]) -> str:
    """The one way of not answering: that, what was looked for in vain, and what was looked in."""
    what = ""
    if missing:
        words = " or ".join(f"\u201c{_as_asked(asked.text, w)}\u201d" for w in missing[:3])
        who = " or ".join(sorted(asked.speakers)) if asked.speech else ""
        what = f" Nothing {f'by {who} ' if who else ''}speaks of {words}."
    elif asked.kind in _THINGS:
        what = f" No {_THINGS[asked.kind]} is given for it."
    turns = sum(r.turns for r in records)
    where = records[0].name if len(records) == 1 else f"{len(records)} transcripts"
    return f"{CANNOT_ANSWER}{what} Looked in {where} ({turns:,} turns)."


def _as_asked(text: str, word: str) -> str:
    """A word as the question writes it ("Spain"), where it stands there so."""
    match = re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    return match.group() if match else word


_THINGS = {
    "number": "number",
    "money": "amount of money",
    "percent": "share",
    "date": "date",
    "duration": "length of time",
    "reason": "reason",
}
