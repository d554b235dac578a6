"""A question to the turns that fit it and what they hold for an answer: the search that all use.

The ranker knows a turn by its words and those around it. The reading model reads the best of its
turns with the question: what would answer comes first. Without a model their sentences are weighed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from ingest import timing
from ingest.store.records import Record
from ingest.text.language import ENGLISH
from ingest.transcript import Speaker
from rag.asked.intent import IDLE, intent_of
from rag.find.retrieve import Filters, Hit, Index, ranked, transcripts_in
from rag.follow import near
from rag.follow.reply import REACH, asks_who_said, reply
from rag.follow.thread import Place, Thread
from rag.follow.together import as_going_on, together
from rag.question import Question, analyse
from rag.read.chosen import sides
from rag.read.evidence import Candidate, Evidence, gather, titled
from rag.read.reader import Reader, ReaderUnusable, load
from rag.read.reading import Passage, read
from rag.words.described import descriptions_in, with_described
from rag.words.roles import roles_in, with_roles
from rag.words.tokens import tokens
from settings import BUILTIN, Settings

# Languages of talk that the reading model reads. It has learned English alone: of 16 Dutch
# questions it has 12 right turns first where words have 8, elsewhere no more than they.
READABLE = frozenset({ENGLISH, "nl"})
# Turns whose sentences are read.
READ = 30
# Who is meant by a role is looked for in so many transcripts at the most: each is read.
CAST = 20
# What the score of a turn's best sentence counts beside the ranker's: both are logarithms of odds.
# Of 0.1 to 1.5 the reciprocal rank rose up to 0.5 or 0.8 on sets that neither learned from, and
# fell a little above 0.5 where the question was asked in the room in the same words.
SENTENCE = 0.5


@dataclass(frozen=True, slots=True)
class Findings:
    """A question taken apart, the turns that fit it, best first, and their sentences likewise.

    `passages`: the windows that the reading model read, best first; none without it.
    `reply`: the turn that replies to the one quoted last, where no more than that is asked for;
    `again`: what was quoted last, where it is asked who said that.
    """

    question: Question
    hits: tuple[Hit, ...]
    evidence: tuple[Evidence, ...]
    passages: tuple[Passage, ...] = ()
    reply: Hit | None = None
    again: Place | None = None


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
    reader = reader_of(index.library.settings)
    with timing.step("understand"):
        speakers = cast(index, thread.asked if thread else question, filters)
        asked = together(thread, speakers) if thread else analyse(question, speakers)
        meant = reader if asked.language == ENGLISH else None
        if asked.language not in READABLE or not READABLE & languages_in(index, filters):
            reader = None
        asked = replace(asked, intent=intent_of(asked.text, meant))
        if thread:
            asked = as_going_on(asked, intent_of(thread.about[-1], meant))
    hits = ranked(index, question, max(k, READ), _heard(asked, filters))
    if asked.intent in IDLE:
        if not _is_told_of(asked, hits):
            return Findings(asked, tuple(hits[:k]), ())
        asked = replace(asked, intent="fact")
    replied = _reply(index, thread, speakers) if thread else None
    if thread:
        hits = near.with_near(index, thread, hits, READ)
    if replied:
        score = hits[0].score if hits else 0.0
        hits = [replace(replied, score=score), *(h for h in hits if h.id != replied.id)]
    with timing.step("weigh"):
        turns = candidates(index, hits[:READ])
        weighed = gather(asked, turns)
    if thread:
        weighed = [
            replace(e, beside=thread.is_beside(e.hit.name, e.hit.turn.number)) for e in weighed
        ]
    with timing.step("read") as counts:
        passages = read(asked, turns, reader, weighed) if reader else []
        counts["windows"] = len(passages)
    if thread:
        passages = near.nearer(thread, passages)
    best = (by_reading(hits, passages) if passages else by_sentences(hits, weighed))[:k]
    kept = {hit.id for hit in best}
    return Findings(
        asked,
        tuple(best),
        tuple(e for e in weighed if e.hit.id in kept),
        tuple(p for p in passages if p.hit.id in kept),
        replied,
        thread.places[0] if thread and asks_who_said(thread) else None,
    )


def cast(index: Index, question: str, filters: Filters) -> list[Speaker]:
    """The speakers that a question may name; by what they are, too, where that is plain."""
    roles, records = roles_in(question), records_in(index, filters)
    if roles and len(records) <= CAST:
        return [s for r in records for s in with_roles(roles, index.transcript(r.name))]
    if len(records) == 1 and (called := descriptions_in(question)):
        return with_described(called, index.transcript(records[0].name))
    return speakers_in(index, filters)


def _heard(asked: Question, filters: Filters) -> Filters:
    """The filters, and of the turns only those by the people whom it asks to hear."""
    who = asked.speakers if asked.intent == "said" else sides(asked)
    return (
        replace(filters, speakers=tuple(sorted(who))) if who and not filters.speakers else filters
    )


def _is_told_of(asked: Question, hits: Sequence[Hit]) -> bool:
    """Whether what looks like small talk or like no words at all names something in the record."""
    if asked.speakers | asked.about:
        return True
    words = {t.word for t in asked.terms}
    told = (tokens(f"{h.name} {h.turn.text}") for h in hits)
    return asked.intent == "gibberish" and any(words.intersection(t) for t in told)


def reader_of(settings: Settings) -> Reader | None:
    """The reading model, or None where another order is asked for or its files cannot be used.

    Words alone find turns too; that the model is missing is said once, where logs go.
    """
    if settings.reranker_model != BUILTIN:
        return None
    try:
        return load()
    except ReaderUnusable as error:
        _tell(str(error))
        return None


@cache
def _tell(problem: str) -> None:
    timing.LOG.warning("%s; searching by words alone", problem)


def _reply(index: Index, thread: Thread, speakers: Sequence[Speaker]) -> Hit | None:
    """The turn that replies to the one quoted last, where that is what the question asks for."""
    name, first = thread.places[0].name, thread.places[0].number
    numbers = range(first, min(first + REACH, index.records[name].turns) + 1)
    turns = index.turns([(name, n) for n in numbers])
    turn = reply(thread, [turns[name, n] for n in numbers], speakers)
    return Hit(name, turn, 0.0) if turn else None


def by_sentences(hits: Sequence[Hit], weighed: Iterable[Evidence]) -> list[Hit]:
    """Ranked turns by what the ranker says and the best of their sentences: without a model."""
    return in_order(hits, _best((e.hit.id, e.score) for e in weighed), 1.0, SENTENCE)


def by_reading(hits: Sequence[Hit], passages: Iterable[Passage]) -> list[Hit]:
    """Ranked turns by what the best of their windows scores, which holds the ranker's word too."""
    return in_order(hits, _best((p.hit.id, p.score) for p in passages), 0.0, 1.0)


def in_order(
    hits: Sequence[Hit], told: Mapping[str, float], light: float, weight: float
) -> list[Hit]:
    """Ranked turns by what the ranker and those who read them say; those not read stay behind.

    `told`: what the best sentence or window of a turn scores, by the turn's id. Scores fall along
    the list; they mean nothing else.
    """
    if not told:
        return list(hits)
    most, least = max(told.values()), min(told.values())
    head = [
        replace(h, score=light * h.score + weight * (told.get(h.id, least) - most))
        for h in hits[:READ]
    ]
    head.sort(key=lambda h: -h.score)
    scores = accumulate((h.score for h in (*head, *hits[READ:])), min)
    return [replace(h, score=s) for h, s in zip((*head, *hits[READ:]), scores, strict=True)]


def _best(scores: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The best score of each id."""
    best: dict[str, float] = {}
    for name, score in scores:
        best[name] = max(score, best.get(name, score))
    return best


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


def languages_in(index: Index, filters: Filters) -> frozenset[str]:
    """The languages of those transcripts."""
    return frozenset(index.held.columns[r.name].language for r in records_in(index, filters))


def speakers_in(index: Index, filters: Filters) -> list[Speaker]:
    """The speakers of those transcripts."""
    return [s for r in records_in(index, filters) for s in r.speakers]
