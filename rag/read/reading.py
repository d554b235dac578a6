"""Found turns, read with the question: which window of which turn answers, best first.

The light order knows a turn by its words, a sentence is weighed by what it holds of the question's,
and the reading model reads the windows of the first turns. All three are logarithms of odds, and
their weighted sum orders the windows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.text.terms import stem
from rag.find.retrieve import Hit
from rag.find.words import tokens
from rag.question import Question
from rag.read.evidence import Candidate, Evidence, by_asked
from rag.read.reader import Piece, Reader, Reading
from rag.read.windows import Span, context, windows

# What the light order counts beside the reading model. On held-out talks (training/README.md) the
# share of right first windows is flat from .5 to 1.
LIGHT = 0.7
# What the best sentence of a window counts by its words: of 0 to .5 on the same talks .3 had the
# answer in the first window most often (.516 of 401 questions; .506 without it).
SENTENCE = 0.3
# The score of a window none of whose sentences was weighed: as low as sentences go.
LEAST = -6.0
# Windows of a turn that are read at the most, and how many fewer of each turn further down.
PER_TURN, FADE = 10, 0.5
# Windows that are read in all; a pair costs about 5 ms on one core.
MOST = 48


@dataclass(frozen=True, slots=True)
class Passage:
    """A window of a found turn. Places are characters of the turn's text.

    `first`, `last`: where the answering words stand, if it answers. `odds`: the model's logarithm
    of odds that it does; `score` orders the passages of one question. `by_asked`: said by one whom
    the question asks to hear.
    """

    hit: Hit
    start: int
    end: int
    first: int
    last: int
    odds: float
    score: float
    by_asked: bool


def read(
    question: Question,
    turns: Sequence[Candidate],
    reader: Reader,
    weighed: Sequence[Evidence] = (),
) -> list[Passage]:
    """The windows of some turns, best first; ties by the order of the turns and by place.

    `weighed`: the sentences of these turns.
    """
    chosen = _chosen(question, turns)
    pieces = [_piece(turn, span) for turn, span in chosen]
    readings = reader.read(question.as_read, pieces)
    found = [
        _passage(question, turn, span, piece, reading)
        for (turn, span), piece, reading in zip(chosen, pieces, readings, strict=True)
    ]
    by_turn: dict[str, list[Evidence]] = {}
    for evidence in weighed:
        by_turn.setdefault(evidence.hit.id, []).append(evidence)
    found = [
        replace(p, score=p.score + SENTENCE * _weight(p, by_turn.get(p.hit.id, []))) for p in found
    ]
    return sorted(found, key=lambda p: -p.score)


def _weight(passage: Passage, sentences: Sequence[Evidence]) -> float:
    """The best score of the sentences in a window."""
    inside = (e.score for e in sentences if e.start < passage.end and e.end > passage.start)
    return max(inside, default=LEAST)


def _chosen(question: Question, turns: Sequence[Candidate]) -> list[tuple[Candidate, Span]]:
    """The windows that are read: the more of a turn, the better the light order likes it.

    The most telling windows of a turn come first: those whose words, and words before, weigh most
    in the question.
    """
    weights = {term.stem: term.weight for term in question.terms}
    ranked = []
    for at, turn in enumerate(turns):
        spans = windows(turn.hit.turn.text)
        if len(spans) > 1:
            spans = _by_telling(turn, spans, weights)
        ranked += [(place + at * FADE, at, span) for place, span in enumerate(spans[:PER_TURN])]
    return [(turns[at], span) for _, at, span in sorted(ranked)[:MOST]]


def _by_telling(turn: Candidate, spans: list[Span], weights: Mapping[str, float]) -> list[Span]:
    pieces = (_piece(turn, span) for span in spans)
    stems = [{stem(word) for word in tokens(f"{p.before} {p.text}")} for p in pieces]
    told = [sum(weights.get(s, 0.0) for s in held) for held in stems]
    return [spans[at] for at in sorted(range(len(spans)), key=lambda at: -told[at])]


def _piece(candidate: Candidate, span: Span) -> Piece:
    turn = candidate.hit.turn
    before = context(turn.text, span[0], candidate.around[0])
    return Piece(turn.speaker or turn.label or "", before, turn.text[slice(*span)])


def _passage(
    question: Question, candidate: Candidate, span: Span, piece: Piece, reading: Reading
) -> Passage:
    hit = candidate.hit
    first, last = span[0] + reading.start, span[0] + reading.end
    score = LIGHT * hit.score + reading.odds
    heard = by_asked(question, hit.turn)
    return Passage(hit, *span, first, max(last, first + 1), reading.odds, score, heard)
