"""The app's end: what is under way is ended and kept, within the ten seconds that containers give.

On its own Streamlit waits for the last connection, however long that lasts, and leaves its scripts
running until they are cut off.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import FrameType

import streamlit as st
from streamlit import runtime

from ingest import children

# Seconds for the visitors' scripts to end where they are, and to keep what there is. A transcript
# is stored wholly or not at all at any moment, so what takes longer may be cut off.
SCRIPTS = 7.0
# Seconds after that for connections to close.
CONNECTIONS = 1.0
# How Streamlit calls the threads that draw its visitors' pages.
SCRIPT = "ScriptRunner.scriptThread"


@asynccontextmanager
async def stopping(_: st.App) -> AsyncIterator[None]:
    """While the app runs: SIGTERM and Ctrl-C end it in SCRIPTS and CONNECTIONS at the most."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        _take_over(number, threading.Thread(target=_end, args=(ended, number), daemon=True))
    yield
    await asyncio.to_thread(ended.wait, SCRIPTS)


def _take_over(number: signal.Signals, ending: threading.Thread) -> None:
    """Let a signal begin the end, and then do what it did."""
    usual = signal.getsignal(number)

    def told(number: int, frame: FrameType | None) -> None:
        if ending.ident is None:  # it may come twice
            ending.start()
        if callable(usual):
            usual(number, frame)

    signal.signal(number, told)


def _end(ended: threading.Event, number: signal.Signals) -> None:
    until = time.monotonic() + SCRIPTS
    runtime.get_instance().stop()
    children.end_all()
    for thread in threading.enumerate():
        if thread.name == SCRIPT:
            thread.join(max(until - time.monotonic(), 0))
    ended.set()
    time.sleep(CONNECTIONS)
    os._exit(128 + number)
