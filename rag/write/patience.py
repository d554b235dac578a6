"""Waiting for a stream no longer than agreed, however busily it says nothing.

A client's own time-out begins again with every byte, so that a server which only keeps the
connection alive would hold a reader for ever. Here the wait for what counts is bounded, and giving
up ends the connection.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
_END: Any = object()


def within(seconds: float, items: AsyncIterator[T], says: Callable[[T], object]) -> Iterator[T]:
    """The items as they come. Raises TimeoutError after `seconds` of waiting for one that `says`.

    Whatever the iterator raises comes through. Time that the caller takes between items is its own.
    """
    loop, left = _loop(), seconds
    # What is given up on is unwound before the stream is closed: it is done by one at a time.
    turn = asyncio.Lock()
    try:
        while True:
            began = time.monotonic()
            coming = asyncio.run_coroutine_threadsafe(_next(items, turn), loop)
            try:
                item = coming.result(max(left, 0.0))
            finally:
                coming.cancel()
            if item is _END:
                return
            left = seconds if says(item) else left - (time.monotonic() - began)
            yield item
    finally:
        asyncio.run_coroutine_threadsafe(_close(items, turn), loop)


async def _next(items: AsyncIterator[T], turn: asyncio.Lock) -> T:
    async with turn:
        item: T = await anext(items, _END)
        return item


async def _close(items: AsyncIterator[Any], turn: asyncio.Lock) -> None:
    async with turn:
        if close := getattr(items, "aclose", None):
            await close()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """One loop for all streams, in a thread of its own: clients keep their connections by loop."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="streams", daemon=True).start()
    return loop
