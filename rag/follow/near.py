"""A follow-up is answered near what it goes on from, more often than not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.find.index import Index
from rag.find.retrieve import Hit
from rag.follow.leans import asks_for_more
from rag.follow.thread import NEAR, Thread
from rag.read.reading import Passage


def with_near(index: Index, thread: Thread, hits: Sequence[Hit], read: int) -> list[Hit]:
    """The turns found, and among the first `read` of them also those near the places quoted.

    These score as little as the last of the turns found that is read.
    """
    found = {h.id for h in hits[:read]}
    keys = dict.fromkeys(
        (p.name, number)
        for p in thread.places
        for number in (p.number + turns for turns in NEAR)
        if number <= index.records[p.name].turns
    )
    turns = index.turns(keys)
    beside = [h for h in (Hit(n, t, 0.0) for (n, _), t in turns.items()) if h.id not in found]
    kept = list(hits[: max(1, read - len(beside))])
    least = kept[-1].score if kept else 0.0
    beside = [replace(h, score=least) for h in beside[: read - 1]]
    taken = {h.id for h in (*kept, *beside)}
    return [*kept, *beside, *(h for h in hits if h.id not in taken)]


def nearer(thread: Thread, passages: Sequence[Passage]) -> list[Passage]:
    """The windows read, best first, those near the places quoted last raised.

    Where another is asked for, without what was quoted.
    """
    if asks_for_more(thread.asked):
        passages = [
            p for p in passages if not thread.quoted(p.hit.name, p.hit.turn.number, p.start, p.end)
        ]
    raised = (
        replace(p, score=p.score + thread.nearness(p.hit.name, p.hit.turn.number)) for p in passages
    )
    return sorted(raised, key=lambda p: -p.score)
