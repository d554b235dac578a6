"""The app under a day's use: memory and waits as at the start, and its health always answered."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import quantiles
from threading import Event
from time import perf_counter
from urllib.request import urlopen

import psutil
import pytest

from rag.check.citations import CANNOT_ANSWER
from tests.ingest.readers.test_fuzz import mutated
from tests.support.served import served
from tests.support.visitor import Visitor
from tests.support.whole_files import whole

QUESTIONS, UPLOADS, VISITORS = 2000, 200, 4
# So many questions are the start, and the end; a visitor asks so many in a conversation.
PART, CONVERSATION = 200, 25
# Seconds in which the health is answered, bytes by which memory may grow beside what it held.
ANSWERED, GROWN = 1.0, 300_000_000
# Without the full stop, which the page escapes.
NO_ANSWER = CANNOT_ANSWER.rstrip(".")
ASKED = (
    "What will the dredging cost?",
    "How many passengers a year will the ferry carry?",
    "Who is against the wall?",
    "What was said about fares in May?",
    "When was the lighthouse built?",
    "What did the mayor promise about Mars?",
    "List everything said about the harbour.",
    "Did {n} people come to the meeting?",
)


@contextmanager
def health(url: str) -> Iterator[list[float]]:
    """Seconds in which the app's health was answered, again and again until the block ends."""
    done, took = Event(), list[float]()

    def looking() -> None:
        while not done.wait(0.1):
            began = perf_counter()
            with urlopen(f"{url}/_stcore/health", timeout=60) as got:
                assert got.status == 200
            took.append(perf_counter() - began)

    with ThreadPoolExecutor(1) as pool:
        looked = pool.submit(looking)
        try:
            yield took
        finally:
            done.set()
        looked.result()


def asking(url: str, first: int, count: int) -> list[tuple[float, float]]:
    """When each question was asked, and the seconds until its answer stood."""
    took = []
    for at in range(first, first + count, CONVERSATION):
        with Visitor(url) as visitor:
            for n in range(at, min(at + CONVERSATION, first + count)):
                began = perf_counter()
                visitor.ask(ASKED[n % len(ASKED)].format(n=n))
                took.append((began, perf_counter() - began))
                assert visitor.wrong == []
                # A citation, or that there is none.
                said = visitor.said
                assert any("turn " in it or "cannot" in it or NO_ANSWER in it for it in said), said
        print(f"questions {at} to {n}: the longest {max(s for _, s in took):.2f} s", flush=True)
    return took


def uploading(url: str, count: int, damaged: list[bytes]) -> None:
    """Add talks, each tenth of them a damaged file: a line says so, and the app goes on."""
    with Visitor(url, "library") as visitor:
        for n in range(count):
            talk = f"ANNA BELL:  Quay {n} costs {n} million.\n\nTOM REED:  That is too much.\n"
            visitor.upload(f"talk-{n}.txt", damaged[n // 10] if n % 10 == 9 else talk.encode())
            assert not any("Traceback" in text for text in visitor.wrong)


@pytest.mark.slow
def test_two_thousand_questions_and_two_hundred_uploads(tmp_path: Path) -> None:
    sound = list(whole(8).values())
    damaged = [mutated(sound, Random(n)) for n in range(UPLOADS // 10)]
    before = set(psutil.Process().children())
    with served(tmp_path) as url, ThreadPoolExecutor(VISITORS + 1) as pool, health(url) as healthy:
        (app,) = set(psutil.Process().children()) - before
        first = asking(url, 0, PART)
        start = app.memory_info().rss
        each = (QUESTIONS - PART) // VISITORS
        adding = pool.submit(uploading, url, UPLOADS, damaged)
        asked = [pool.submit(asking, url, PART + n * each, each) for n in range(VISITORS)]
        adding.result()
        together = [took for a in asked for took in a.result()]
        last = asking(url, QUESTIONS, PART)
        end = app.memory_info().rss
    waits = [[seconds for _, seconds in part] for part in (first, together, last)]
    p95 = [quantiles(part, n=20)[-1] for part in waits]
    print(
        f"{len(first + together + last)} questions, {UPLOADS} uploads: p95 {p95[0]:.2f} s at the "
        f"start, {p95[1]:.2f} s with {VISITORS} at once, {p95[2]:.2f} s at the end; memory "
        f"{start / 1e6:.0f} MB, then {end / 1e6:.0f} MB; health in {max(healthy):.2f} s at most"
    )
    assert end - start < GROWN
    assert p95[2] < 2 * p95[0] + 1
    assert max(healthy) < ANSWERED
