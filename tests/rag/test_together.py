"""Questions while others write: each sees the library as it was at one moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from threading import Event
from time import monotonic, perf_counter, sleep

import pytest

from ingest.index.keywords import Keywords
from rag.answer import ask
from rag.check.citations import Answer
from rag.find.index import Index, Shelf
from rag.find.retrieve import Filters
from tests.support.tiny import hearing, open_library, put

QUAY = hearing("quay", "What does the quay cost?", "The quay costs four million.", "Too much.")
SHED = hearing("shed", "What does the shed cost?", "The shed costs two million.", "Fine.")
DEARER = hearing("shed", "And now?", "The shed costs three million.", "No.", "Oh.", "Well.")


@pytest.fixture
def index(tmp_path: Path) -> Index:
    library = open_library(tmp_path)
    put(library, QUAY)
    put(library, SHED)
    return Index(Shelf(library, Keywords(library)))


def answer(index: Index, question: str, filters: Filters | None = None) -> Answer:
    *_, last = ask(index, question, filters=filters)
    assert isinstance(last, Answer)
    return last


def test_what_was_removed_is_still_there_for_a_question_that_had_begun(index: Index) -> None:
    begun = index.still()
    index.library.remove("shed")
    put(index.library, hearing("quay", "The quay is free."))
    index.refresh()
    assert answer(begun, "What does the shed cost?").citations[0].quote.startswith("The shed")
    assert begun.transcript("quay") == QUAY
    assert "shed" in begun.records
    assert "shed" not in index.records
    now = answer(index, "What does the shed cost?").citations
    assert not any(c.quote.startswith("The shed") for c in now)
    assert index.transcript("quay").turns[0].text == "The quay is free."


def test_an_index_shows_what_another_on_the_same_shelf_took_in_once_refreshed(
    index: Index,
) -> None:
    other = index.still()
    put(index.library, DEARER)
    index.refresh()
    assert other.transcript("shed") == SHED
    other.refresh()
    assert other.transcript("shed") == index.transcript("shed") == DEARER
    assert other.corpus is index.corpus


def test_a_question_does_not_wait_while_another_takes_in_what_was_added(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, go_on, sync = Event(), Event(), Keywords.sync

    def long(keywords: Keywords) -> bool:
        began.set()
        assert go_on.wait(60)
        return sync(keywords)

    put(index.library, hearing("hall", "The hall is closed."))
    asking = index.still()
    with monkeypatch.context() as patch, ThreadPoolExecutor(1) as pool:
        patch.setattr(Keywords, "sync", long)
        taking = pool.submit(index.refresh)
        assert began.wait(60)
        asking.refresh(wait=False)
        assert "hall" not in asking.records
        go_on.set()
        taking.result()
    asking.refresh(wait=False)
    assert "hall" in asking.records


def change(index: Index) -> None:
    """Remove a transcript, add it again, replace it; each time the index takes it in."""
    index.library.remove("shed")
    index.refresh()
    for new in (SHED, DEARER):
        put(index.library, new)
        index.refresh()


def together(
    index: Index, threads: int, writing: Callable[[], object]
) -> list[tuple[float, float]]:
    """Threads that ask while one writes. None may fail.

    For each two questions: the seconds until the library was there, and those of the answers.
    """
    done = Event()
    took: list[tuple[float, float]] = []

    def asking() -> None:
        is_last = False
        while not is_last:
            is_last = done.is_set()  # each asks at least once
            started = perf_counter()
            index.refresh(wait=False)
            there = perf_counter()
            quay = answer(index, "What does the quay cost?", Filters(transcripts=("quay",)))
            assert quay.citations[0].turn == "quay#2"
            answer(index, "What does the shed cost?")
            took.append((there - started, perf_counter() - there))

    with ThreadPoolExecutor(threads) as pool:
        asked = [pool.submit(asking) for _ in range(threads)]
        try:
            writing()
        finally:
            done.set()
        for each in asked:
            each.result()
    assert index.library.problems() == []
    return took


def test_questions_go_on_while_a_transcript_is_added_replaced_and_removed(index: Index) -> None:
    def writing() -> None:
        for _ in range(10):
            change(index)

    assert len(together(index, 4, writing)) >= 4


@pytest.mark.slow
def test_twenty_ask_for_two_minutes(index: Index) -> None:
    def writing() -> None:
        end = monotonic() + 120
        while monotonic() < end:
            change(index)

    alone = together(index, 20, partial(sleep, 30))
    took = together(index, 20, writing)
    waits, answers = zip(*took, strict=True)
    longest = max(a + b for a, b in alone)
    print(
        f"two questions each of {len(took)} times, 20 at once: {median(answers):.2f} s, "
        f"{max(answers):.2f} at most; waiting for the library {max(waits):.2f} s at most; "
        f"both {max(a + b for a, b in took):.2f} at most, where nobody writes {longest:.2f}"
    )
    assert max(a + b for a, b in took) < longest + 1
