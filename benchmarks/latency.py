"""How long an answer takes: the quoting answerer, and the pipeline's own share with a model."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import quantiles
from typing import Any

from benchmarks.sets import Asked
from rag.answer import Piece, ask
from rag.find.retrieve import Filters, Index
from tests.support.fake_openai import Reply, pieces, serve

# The model server waits so long (seconds) before it replies; what it takes beyond is ours.
DELAY = 0.2
QUESTIONS = 100
WARM_UP = 3
_BLOCK = re.compile(r"<turn label=\[(\d+)\]>\nSpeaker: (.*?)\n.*?\nSaid:(.*?)</turn>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds to the first text and to the whole answer, less what the model server waited."""

    first: float
    whole: float


def table(index: Index, questions: Sequence[Asked]) -> str:
    """p50 and p95 of both answerers, over the same questions, one after the other."""
    asked = questions[:QUESTIONS]
    quoting = measure(index, asked)
    with serve() as fake:
        fake.script = _reply
        library = index.library
        plain = library.settings
        library.settings = replace(
            plain, chat_model="openai:fake", openai_base_url=fake.url, openai_api_key="none"
        )
        try:
            model = measure(index, asked, fake.requests)
        finally:
            library.settings = plain
    lines = [
        f"{len(asked)} questions, each on its transcript; milliseconds.\n",
        "| | first text p50 | p95 | whole answer p50 | p95 |",
        "|---|---|---|---|---|",
        line("quoting answerer", quoting),
        line(f"model answerer, less the server's {1000 * DELAY:.0f} ms a request", model),
    ]
    return "\n".join(lines)


def measure(index: Index, questions: Sequence[Asked], requests: Sequence[Any] = ()) -> list[Took]:
    """The times of every question; the first few are asked before, unmeasured, to load tables.

    `requests` grows by each request that the model server gets.
    """
    for asked in questions[:WARM_UP]:
        _timed(index, asked, requests)
    return [_timed(index, asked, requests) for asked in questions]


def _timed(index: Index, asked: Asked, requests: Sequence[Any]) -> Took:
    before, started = len(requests), time.perf_counter()
    first: float | None = None
    for event in ask(index, asked.question, filters=Filters(transcripts=(asked.transcript,))):
        if isinstance(event, Piece) and first is None:
            first = time.perf_counter() - started - DELAY * (len(requests) - before)
    whole = time.perf_counter() - started - DELAY * (len(requests) - before)
    return Took(whole if first is None else first, whole)


def _reply(body: dict[str, Any]) -> Reply:
    """After the delay, the first turn of the prompt, quoted with its label."""
    prompt = "\n".join(m["content"] for m in body["messages"])
    time.sleep(DELAY)
    label, speaker, said = _BLOCK.findall(prompt)[0]
    words = " ".join(said.split()[:8])
    return pieces(f"{speaker} said \u201c{words}\u201d [{label}].")


def line(title: str, took: Sequence[Took]) -> str:
    """A row of the table: median and 95th percentile of first text and whole answer, in ms."""
    cells = []
    for values in ([t.first for t in took], [t.whole for t in took]):
        cuts = quantiles(values, n=20, method="inclusive")
        cells += [f"{1000 * cuts[9]:.0f}", f"{1000 * cuts[18]:.0f}"]
    return f"| {title} | " + " | ".join(cells) + " |"
