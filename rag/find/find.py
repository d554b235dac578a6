"""A question to the turns that fit it and what they hold for an answer: the search that all use.

The ranker knows a turn by its words and those around it. The best of its turns are read once more,
sentence by sentence, as the answer will read them: what would answer comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ingest.store.records import Record
from ingest.transcript import Speaker
from rag.find.retrieve import Filters, Hit, Index, ranked, transcripts_in
from rag.follow.thread import REACH, Thread, reply
from rag.question import Question, analyse
from rag.read.evidence import Candidate, Evidence, gather, titled

# Turns whose sentences are read.
READ = 20
# What the score of a turn's best sentence counts beside the ranker's: both are logarithms of odds.
# Of 0.1 to 1.5 the reciprocal rank rose up to 0.5 or 0.8 on sets that neither learned from, and
# fell a little above 0.5 where the question was asked in the room in the same words.
SENTENCE = 0.5


@dataclass(frozen=True, slots=True)
class Findings:
    """A question taken apart, the turns that fit it, best first, and their sentences likewise.

    `reply`: the turn that replies to the one quoted last, where no more than that is asked for.
    """

    question: Question
    hits: tuple[Hit, ...]
    evidence: tuple[Evidence, ...]
    reply: Hit | None = None


def search(index: Index, question: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
    """The `k` turns that fit the question best, best first, no turn twice.

    Raises EmptyQuestion, and UnknownName for a filter that names nothing.
    """
    return list(find(index.still(), question, k, filters or Filters()).hits)


def find(
    index: Index, question: str, k: int, filters: Filters, thread: Thread | None = None
) -> Findings:
    """The same with the sentences of the best ones. Raises as `search` does.

    `thread`: what the question goes on from, if it is a follow-up.
    """
    hits = ranked(index, question, max(k, READ), filters)
    speakers = speakers_in(index, filters)
    asked = analyse(question, speakers, thread.asked if thread else None)
    replied = _reply(index, question, thread, speakers) if thread else None
    if replied:
        score = hits[0].score if hits else 0.0
        hits = [replace(replied, score=score), *(h for h in hits if h.id != replied.id)]
    read = gather(asked, candidates(index, hits[:READ]))
    if thread:
        read = [replace(e, beside=thread.is_beside(e.hit.name, e.hit.turn.number)) for e in read]
    best = in_order(hits, read)[:k]
    kept = {hit.id for hit in best}
    return Findings(asked, tuple(best), tuple(e for e in read if e.hit.id in kept), replied)


def _reply(index: Index, question: str, thread: Thread, speakers: Sequence[Speaker]) -> Hit | None:
    """The turn that replies to the one quoted last, where that is what the question asks for."""
    name, first = thread.place
    numbers = range(first, min(first + REACH, index.records[name].turns) + 1)
    turns = index.turns([(name, n) for n in numbers])
    turn = reply(question, [turns[name, n] for n in numbers], speakers)
    return Hit(name, turn, 0.0) if turn else None


def in_order(hits: Sequence[Hit], read: Sequence[Evidence]) -> list[Hit]:
    """Ranked turns by how well their best sentence answers too; those not read stay behind.

    Scores fall along the list; they mean nothing else.
    """
    best: dict[str, float] = {}
    for evidence in read:
        best[evidence.hit.id] = max(evidence.score, best.get(evidence.hit.id, evidence.score))
    if not best:
        return list(hits)
    most, least = max(best.values()), min(best.values())
    head = [
        replace(h, score=h.score + SENTENCE * (best.get(h.id, least) - most)) for h in hits[:READ]
    ]
    head.sort(key=lambda h: -h.score)
    scores = accumulate((h.score for h in (*head, *hits[READ:])), min)
    return [replace(h, score=s) for h, s in zip((*head, *hits[READ:]), scores, strict=True)]


def candidates(index: Index, hits: Sequence[Hit]) -> list[Candidate]:
    """Turns with what stands around them; of a long transcript only these turns are read."""
    records = index.records
    beside = {
        (h.name, number)
        for h in hits
        for number in (h.turn.number - 1, h.turn.number + 1)
        if 1 <= number <= records[h.name].turns
    }
    turns = index.turns(sorted(beside))
    return [
        Candidate(
            h,
            turns.get((h.name, h.turn.number - 1)),
            turns.get((h.name, h.turn.number + 1)),
            titled(h.name, records[h.name].title),
        )
        for h in hits
    ]


def records_in(index: Index, filters: Filters) -> list[Record]:
    """The records of the transcripts that the filters leave, in order. Raises UnknownName."""
    records = index.records
    return [records[name] for name in transcripts_in(index, filters)]


def speakers_in(index: Index, filters: Filters) -> list[Speaker]:
    """The speakers of those transcripts."""
    return [s for r in records_in(index, filters) for s in r.speakers]
