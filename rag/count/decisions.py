"""Decisions, votes and tasks: the sentences that decide, move, second, vote, or commit somebody.

What a sentence does is told by its meaning (rag.outline.moves), never by what is asked alone: a
talk that decides nothing gives none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ingest.text.sentences import sentence_spans
from ingest.text.terms import stem
from ingest.transcript import Transcript, Turn
from rag.check.citations import Sentence
from rag.count.overview import matter_of, numbered, part_of, quoted
from rag.find.words import tokens
from rag.outline.moves import MOVES, Floats, Move, light_moves, moves
from rag.outline.segments import Place, words
from rag.question import Question
from rag.read.cut import WORDS, quotation
from rag.read.reader import Piece, Reader
from rag.read.windows import context, windows

# Sentences that are weighed by meaning, an hour's talk in a second and a half on two cores; of
# longer talks those that do most of what is asked by their static vectors.
TRIED = 500
# Those that do what is asked, rather than run the talk or tell something, are read, so many of
# them; the logarithm of odds that they answer counts beside that, as much in spread. In a first try
# on five talks that neither learned from, 8 turns shown had .33 of those that people had written
# down as decisions; by what a sentence does alone .13.
READ, ODDS = 48, 0.07
# From this on (about 0 to 1) a sentence does what is asked.
BAR = 0.4
# With the odds it scores so much at least: what is only thought of ("we could add it") has less. A
# vote is told most surely (training/README.md).
LEAST: dict[Move, float] = {"decision": 0.42, "action": 0.42, "vote": 0.3}
# What is shown of a talk of each kind at the most, and in all.
EACH, ALTOGETHER = 5, 20
# What the nearness to the matter asked about counts (cosine), and how many turns off it may stand.
NEAR, REACH = 0.5, 3
_QUESTION: dict[Move, str] = {
    "decision": "What was decided?",
    "action": "Who will do what, and when?",
    "vote": "How was the vote?",
}
_TOLD: dict[Move, str] = {"decision": "Decided", "action": "To do", "vote": "Vote"}
_ASKED: tuple[tuple[str, tuple[Move, ...]], ...] = (
    (
        r"\b(?:action|next steps?|to-?dos?|tasks?|homework|follow[- ]?ups?|assign\w*|promis\w*"
        r"|commit\w*|will do|has to do|have to do|volunteer\w*|deadlines?|responsible)\b",
        ("action",),
    ),
    (r"\b(?:vot\w+|motions?|ballots?|seconded|ayes?|division|roll call)\b", ("vote", "decision")),
    (r"\b(?:decid\w+|decisions?|agreed?|resol\w+|settled|conclu\w+|outcome|ruling)\b",
     ("decision", "vote")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """A sentence that decides, commits or votes, and how surely."""

    place: Place
    move: Move
    score: float


def answer(
    question: Question, transcripts: Sequence[Transcript], reader: Reader, several: bool = False
) -> list[Sentence]:
    """What was decided, voted or promised, as asked for, in order; empty where nothing was."""
    asked = wanted(question.text)
    made: list[tuple[float, Sentence]] = []
    for transcript in transcripts:
        turns = part_of(question, transcript)
        for done in done_in(turns, asked, matter_of(question, turns), reader):
            said = quoted(transcript.name, _shortened(done.place), several)
            made.append((done.score, replace(said, note=_TOLD[done.move])))
    bar = sorted((score for score, _ in made), reverse=True)[:ALTOGETHER]
    return numbered([s for score, s in made if score >= bar[-1]]) if made else []


def wanted(text: str) -> tuple[Move, ...]:
    """What a question asks for: tasks, votes, decisions; all of them where it does not say."""
    named = [moves for pattern, moves in _ASKED if re.search(pattern, text, re.IGNORECASE)]
    found = dict.fromkeys(move for moves in named for move in moves)
    return tuple(found) or ("decision", "action", "vote")


def done_in(
    turns: Sequence[Turn], asked: Sequence[Move], matter: Sequence[str], reader: Reader
) -> list[Done]:
    """The sentences that do what is asked, the surest of them, in order of the talk."""
    places = [p for turn in turns for p in _sentences(turn)]
    if matter:
        near = _turns_near(turns, matter)
        places = [p for p in places if p.turn.number in near]
    columns = [MOVES.index(move) for move in asked]
    places = _tried(places, columns)
    if not places:
        return []
    vectors = reader.vectors([_heard(p) for p in places])
    told = moves(vectors)
    own = told[:, columns]
    best: Floats = own.max(axis=1)
    idle = told[:, [MOVES.index("procedure"), MOVES.index("other")]].max(axis=1)
    does = (best >= BAR) & (best > idle)
    chosen = [int(at) for at in np.argsort(-best, kind="stable") if does[at]][:READ]
    doing = [asked[int(own[at].argmax())] for at in chosen]
    score = best[chosen] + ODDS * _odds([places[at] for at in chosen], doing, turns, reader)
    if matter:
        score += NEAR * (vectors[chosen] @ reader.vectors([" ".join(matter)])[0])
    done = [
        Done(places[at], move, float(sure))
        for at, move, sure in zip(chosen, doing, score, strict=True)
        if sure >= LEAST[move]
    ]
    kinds = [[d for d in done if d.move == move] for move in asked]
    surest = [d for kind in kinds for d in sorted(kind, key=lambda d: -d.score)[:EACH]]
    return sorted(surest, key=lambda d: (d.place.turn.number, d.place.start))


def _odds(
    places: Sequence[Place], doing: Sequence[Move], turns: Sequence[Turn], reader: Reader
) -> Floats:
    """How surely each sentence answers what is asked of its kind, as the reading model reads it."""
    before = {after.number: turn.text for turn, after in pairwise(turns)}
    pieces = [
        Piece(p.turn.who, context(p.turn.text, p.start, before.get(p.turn.number, "")), p.text)
        for p in places
    ]
    found = np.zeros(len(places), dtype=np.float32)
    for move in dict.fromkeys(doing):
        rows = [at for at, kind in enumerate(doing) if kind == move]
        read = reader.read(_QUESTION[move], [pieces[at] for at in rows])
        found[rows] = [r.odds for r in read]
    return found


def _tried(places: list[Place], columns: Sequence[int]) -> list[Place]:
    if len(places) <= TRIED:
        return places
    light = light_moves([p.text for p in places])[:, columns].max(axis=1)
    return [places[at] for at in sorted(np.argsort(-light, kind="stable")[:TRIED])]


def _sentences(turn: Turn) -> list[Place]:
    """The sentences of a turn; of speech without stops, its windows."""
    spans = sentence_spans(turn.text)
    return [
        Place(turn, max(a, first), min(b, last))
        for first, last in windows(turn.text)
        for a, b in spans
        if a < last and b > first
    ]


def _turns_near(turns: Sequence[Turn], matter: Sequence[str]) -> set[int]:
    """Numbers of the turns that speak of a matter, and of those close behind."""
    stems = {stem(w) for w in matter}
    held = [t.number for t in turns if stems & {stem(w) for w in tokens(t.text)}]
    return {number + off for number in held for off in range(REACH + 1)}


def _heard(place: Place) -> str:
    return " ".join(place.text.split()[:WORDS])


def _shortened(place: Place) -> Place:
    """A sentence as it is quoted; a very short one ("Second.") with what stands beside it."""
    if words(place) > WORDS:
        start, end = place.start, place.end
        return Place(place.turn, *quotation(place.turn.text, (start, end), (start, start + 1)))
    return place
