"""A stream that is waited for no longer than agreed."""

from __future__ import annotations

import asyncio
import threading

import pytest

from rag.write.patience import within


class Silent:
    """A stream that says nothing, and takes a few steps to be given up."""

    def __init__(self) -> None:
        self.busy, self.overlapped, self.closed = False, False, threading.Event()

    def __aiter__(self) -> Silent:
        return self

    async def __anext__(self) -> str:
        self.busy = True
        try:
            await asyncio.Event().wait()
        finally:
            for _ in range(5):
                await asyncio.sleep(0)
            self.busy = False
        return ""

    async def aclose(self) -> None:
        self.overlapped = self.busy
        self.closed.set()


def test_a_stream_is_closed_once_what_was_waited_for_is_unwound() -> None:
    for _ in range(20):  # two threads: the one or the other is first
        silent = Silent()
        with pytest.raises(TimeoutError):
            next(within(0.01, silent, bool))
        assert silent.closed.wait(60)
        assert not silent.overlapped
