"""Found turns, read with the question: which window of which turn answers, best first.

The light order knows a turn by its words, and a sentence is weighed by what it holds of the
question's: these choose the windows that the reading model reads. What it says of them, with the
words and with how near the best ones come in meaning, orders them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.transcript import Turn
from rag.find.retrieve import Hit
from rag.question import Question
from rag.read.evidence import Candidate, Evidence, by_asked
from rag.read.reader import Piece, Reader, Reading
from rag.read.windows import Span, context, windows

# What the light order, and the best sentence of a window, count beside the reading model: all are
# logarithms of odds. On the tuning talks (training/README.md) both are flat from half to twice.
LIGHT, SENTENCE = 0.7, 0.3
# What the likeness in meaning (a cosine) of question and window counts, for the best NEAREST
# windows: 0 had the right turn first for .656 of the 401 questions of those talks, 6 and 8 .683,
# 10 .673; for 6 windows or for all it is the same.
MEANT, NEAREST = 6.0, 12
# The score of a window none of whose sentences was weighed: as low as sentences go.
LEAST = -6.0
# Windows that are read. By their words 32 of those of 30 turns held the answer to .873 of these
# questions; 48, chosen by the turns' order and the words of each turn's windows, to .863.
MOST = 32


@dataclass(frozen=True, slots=True)
class Passage:
    """A window of a found turn. Places are characters of the turn's text.

    `first`, `last`: where the answering words stand, if it answers. `odds`: the model's logarithm
    of odds that it does; `score` orders the passages of one question. `by_asked`: said by one whom
    the question asks to hear. `before`: the turn before.
    """

    hit: Hit
    start: int
    end: int
    first: int
    last: int
    odds: float
    score: float
    by_asked: bool
    before: Turn | None = None


@dataclass(frozen=True, slots=True)
class _Window:
    """A window that may be read, and what its turn and its best sentence weigh by their words."""

    turn: Candidate
    span: Span
    sentence: float

    @property
    def piece(self) -> Piece:
        """The window as the model takes it."""
        said = self.turn.hit.turn
        before = context(said.text, self.span[0], self.turn.around[0])
        return Piece(said.speaker or said.label or "", before, said.text[slice(*self.span)])


def read(
    question: Question,
    turns: Sequence[Candidate],
    reader: Reader,
    weighed: Sequence[Evidence],
) -> list[Passage]:
    """The windows of some turns, best first; ties by the order of the turns and by place.

    `weighed`: the sentences of these turns.
    """
    asked = question.as_read
    chosen = _chosen(turns, weighed)
    readings = reader.read(asked, [w.piece for w in chosen])
    found = [_passage(question, w, r) for w, r in zip(chosen, readings, strict=True)]
    return _by_meaning(asked, sorted(found, key=lambda p: -p.score), reader)


def _chosen(turns: Sequence[Candidate], weighed: Sequence[Evidence]) -> list[_Window]:
    """The windows that are read, by what their words weigh, best first."""
    by_turn: dict[str, list[Evidence]] = {}
    for evidence in weighed:
        by_turn.setdefault(evidence.hit.id, []).append(evidence)
    found = [
        _Window(turn, span, _weight(span, by_turn.get(turn.hit.id, [])))
        for turn in turns
        for span in windows(turn.hit.turn.text)
    ]
    return sorted(found, key=lambda w: -(w.turn.hit.score + w.sentence))[:MOST]


def _weight(span: Span, sentences: Sequence[Evidence]) -> float:
    """The best score of the sentences in a window."""
    inside = (e.score for e in sentences if e.start < span[1] and e.end > span[0])
    return max(inside, default=LEAST)


def _by_meaning(asked: str, found: Sequence[Passage], reader: Reader) -> list[Passage]:
    """Windows, best first, ordered by how near they come to the question too.

    Those behind the best ones count as far from it as the farthest of these; so does a window that
    asks, which is near because it asks the same.
    """
    if not found:
        return []
    told = [p.hit.turn.text[p.start : p.end] for p in found[:NEAREST]]
    question, *rows = reader.vectors([asked, *told])
    near = [float(row @ question) for row in rows]
    least = min(near)
    near = [least if "?" in text else n for text, n in zip(told, near, strict=True)]
    near += [least] * (len(found) - len(near))
    meant = [replace(p, score=p.score + MEANT * n) for p, n in zip(found, near, strict=True)]
    return sorted(meant, key=lambda p: -p.score)


def _passage(question: Question, window: _Window, reading: Reading) -> Passage:
    hit, (start, end) = window.turn.hit, window.span
    first, last = start + reading.start, start + reading.end
    score = reading.odds + LIGHT * hit.score + SENTENCE * window.sentence
    heard = by_asked(question, hit.turn)
    last = max(last, first + 1)
    before = window.turn.before
    return Passage(hit, start, end, first, last, reading.odds, score, heard, before)
