"""One writer at a time on a Chroma server: a collection that one caller alone can make is the turn.

Who has it gives signs of life. Who gives none for LEASE seconds, by the clock of the one who waits,
died with it. Should it live after all, two write at once: that harms nothing, for each version of a
transcript has passages of its own, and the last record wins.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from ingest.errors import ServerBusy
from ingest.store import chroma

# Seconds: far more than the longest pause of a busy server, and short to wait for.
LEASE = 30.0
BEAT = LEASE / 6
# Seconds to wait for one's turn: a large transcript is written in less.
PATIENCE = 60.0
STEP = 0.1


def take(client: chroma.Client, name: str, url: str) -> chroma.Collection:
    """Wait for the turn. Raises ServerBusy where another keeps it."""
    began = since = time.monotonic()
    seen = None
    while (mark := chroma.mark(client, name)) is None:
        now, life = time.monotonic(), chroma.life(client, name)
        if life != seen:
            seen, since = life, now
        elif life is not None and now - since >= LEASE:
            chroma.drop(client, name)
        elif now - began >= PATIENCE:
            raise ServerBusy(url, "another front end is writing to this library")
        else:
            time.sleep(STEP)
    return mark


@contextmanager
def kept(client: chroma.Client, mark: chroma.Collection) -> Iterator[None]:
    """Give signs of life while the work goes on, and then the turn to the next."""
    done = Event()
    beating = Thread(target=_beat, args=(mark, done), daemon=True)
    beating.start()
    try:
        yield
    finally:
        done.set()
        beating.join()
        # A server that is gone keeps the mark; the next one takes it as a dead one's.
        with suppress(*chroma.GONE):
            if chroma.get(client, mark.name).id == mark.id:
                chroma.drop(client, mark.name)


def _beat(mark: chroma.Collection, done: Event) -> None:
    count = 0
    while not done.wait(BEAT):
        count += 1
        with suppress(*chroma.GONE):  # the work itself says so
            mark.modify(metadata={**chroma.MARK, "beat": count})
