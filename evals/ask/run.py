"""Ask every question of the sets and score what comes back: one row a question."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from evals.ask.checkpoint import Row
from evals.measure import scoring
from evals.measure.judge import Judge
from evals.measure.verdict import failures
from evals.sets.plan import Task
from ingest import timing
from rag import answer
from rag.answer import Event, Found, Piece
from rag.check.citations import Answer
from rag.errors import ModelError
from rag.find.retrieve import Index
from rag.write.generate import Unchecked

Ask = Callable[..., Iterator[Event]]
"""How a question is answered; `rag.answer.ask`, or what takes and yields the same."""

# A chat model waits on the network most of the time; more at once meets the providers' limits.
WORKERS = 4


@dataclass(frozen=True, slots=True)
class Way:
    """How a run asks: turns a question, whether answers are wanted, who answers, who judges."""

    k: int = 20
    retrieval_only: bool = False
    parallel: bool = False
    ask: Ask = answer.ask
    judge: Judge | None = None


def results(tasks: Sequence[Task], index: Index, way: Way) -> Iterator[Row]:
    """A row for each task, in order. In parallel only where the way says so."""
    if not way.parallel:
        yield from (result(task, index, way) for task in tasks)
        return
    rest = iter(tasks)
    waiting: deque[Future[Row]] = deque()
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            # A bounded queue: rows are handed on in order, and few are held.
            for task in islice(rest, WORKERS * 2):
                waiting.append(pool.submit(result, task, index, way))
            while waiting:
                yield waiting.popleft().result()
                for task in islice(rest, 1):
                    waiting.append(pool.submit(result, task, index, way))
        finally:
            for future in waiting:
                future.cancel()


def result(task: Task, index: Index, way: Way) -> Row:
    """Ask one question and score it. An error is recorded in the row, and scored as wrong."""
    got = _Got()
    try:
        _ask(task, index, way, got)
    except Exception as error:  # noqa: BLE001 - one bad question must not end a run; it is counted
        got.error = f"{type(error).__name__}: {error}"
    question = task.question
    citations = [c.as_json() for c in got.answer.citations] if got.answer else []
    refused = got.answer.refused if got.answer else None
    scores: dict[str, float] = {}
    if not way.retrieval_only:
        text = got.answer.text if got.answer else ""
        scores = scoring.answer_scores(question, task.gold, text, refused, citations, task.within)
    scores |= _judged(task, way, got) | scoring.retrieval_scores(got.retrieved, task.gold, way.k)
    row: Row = {
        "id": question.id,
        "set": task.set,
        "type": question.type,
        "question": question.question,
        "understood": got.understood,
        "answerable": question.answerable,
        "retrieved": got.retrieved,
        "answer": got.answer.text if got.answer else None,
        "refused": refused,
        "citations": citations,
        "gold": list(task.gold),
        "scores": scores,
        "seconds": got.seconds,
        "tokens": list(got.answer.tokens) if got.answer and got.answer.tokens else None,
        "notice": got.notice,
        "error": got.error,
    }
    return row | {"failures": failures(row, question)}


def _judged(task: Task, way: Way, got: _Got) -> dict[str, float]:
    """The judge's score of an answer to an answerable question; a refusal is wrong unread."""
    if not (way.judge and got.answer and task.question.answerable):
        return {}
    if got.answer.refused:
        return {"judge": 0.0}
    try:
        with timing.step("judge"):
            return {"judge": way.judge.grade(task, got.answer.text)}
    except ModelError as error:
        got.notice = f"not judged: {error}"
        return {}


@dataclass(slots=True)
class _Got:
    """What has come back so far; whatever it is when an error ends it."""

    understood: str | None = None
    retrieved: list[str] = field(default_factory=list)
    answer: Answer | None = None
    notice: str | None = None
    error: str | None = None
    seconds: dict[str, float | None] = field(
        default_factory=lambda: {"retrieve": None, "first_text": None, "answer": None}
    )


def _ask(task: Task, index: Index, way: Way, got: _Got) -> None:
    asked = task.question
    started = time.perf_counter()

    def elapsed() -> float:
        return round(time.perf_counter() - started, 4)

    events = way.ask(index, asked.question, k=way.k, filters=task.filters, history=asked.history)
    for event in events:
        if isinstance(event, Found):
            got.seconds["retrieve"] = elapsed()
            got.understood = event.understood
            got.retrieved = [hit.id for hit in event.hits][: way.k]
            if way.retrieval_only:
                return
        elif isinstance(event, Piece | Unchecked):
            got.seconds["first_text"] = got.seconds["first_text"] or elapsed()
        else:
            got.answer, got.notice = event, event.notice
            got.seconds["answer"] = elapsed()
