"""Events that come from another thread, so that a page that waits for one can still be stopped."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")

# Seconds without an event after which the page gets a turn.
STEP = 0.25


def in_steps(events: Iterator[T]) -> Iterator[T | None]:
    """The events as they come, and None whenever none came for a while."""
    pool = ThreadPoolExecutor(1)
    try:
        while True:
            coming = pool.submit(next, events, None)
            while not wait([coming], STEP).done:
                yield None
            event = coming.result()
            if event is None:
                return
            yield event
    finally:
        pool.shutdown(wait=False)
