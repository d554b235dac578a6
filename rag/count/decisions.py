"""Decisions, votes and tasks: the sentences that decide, move, second, vote, or commit somebody.

What a sentence does is told by its own words and meaning (rag.outline.moves), never by what is
asked alone: a talk that decides nothing gives none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ingest.text.sentences import sentence_spans
from ingest.text.terms import stem
from ingest.transcript import Transcript, Turn
from rag.check.citations import Sentence
from rag.count.overview import has_matter, matter_of, numbered, part_of, quoted
from rag.outline.moves import MOVES, Floats, Move, moves, moves_meant
from rag.outline.segments import Place, words
from rag.outline.stretch import FRAME
from rag.question import Question
from rag.read.cut import WORDS, quotation
from rag.read.reader import Reader
from rag.read.windows import windows
from rag.words.tokens import STOP, tokens

# The chance that a sentence does what is asked from which it is shown, and without a "perhaps":
# high, for the scenes it learned from are fuller of what is looked for than talk is. Of sentences
# judged in 34 other talks and 50 other files, of decisions and votes from .7 on 19 of 33 are right,
# of tasks 24 of 44 (training/README.md).
LEAST, SURE = 0.7, 0.85
# What is shown of a talk of each kind at the most, and in all.
EACH, ALTOGETHER = 8, 20
# Sentences that are read for their meaning: those likeliest by their words to do what is asked, at
# least so likely. A few milliseconds each.
READ, LIKELY = 150, 0.02
# How many turns behind one that speaks of the matter asked about a decision on it may stand.
REACH = 3
_TOLD: dict[Move, tuple[str, str]] = {
    "decision": ("Decided", "Perhaps decided"),
    "action": ("To do", "Perhaps to do"),
    "vote": ("Vote", "Perhaps a vote"),
}
_ASKED: tuple[tuple[str, tuple[Move, ...]], ...] = (
    (
        r"\b(?:action(?: items?| points?)?|next steps?|to-?dos?|tasks?|homework"
        r"|follow[- ]?ups?|assign\w*|promis\w*|commit\w*|will do|has to do|have to do"
        r"|volunteer\w*|deadlines?|responsible)\b",
        ("action",),
    ),
    (r"\b(?:vot\w+|motions?|ballots?|seconded|ayes?|division|roll call)\b", ("vote", "decision")),
    (r"\b(?:decid\w+|decisions?|agreed?|resol\w+|settled?|conclu\w+|outcome|ruling|approv\w+"
     r"|adopt(?:ed|ion)?|passed|carried)\b",
     ("decision", "vote")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """A sentence that decides, commits or votes, and the chance that it does what is asked."""

    place: Place
    move: Move
    chance: float


def answer(
    question: Question,
    transcripts: Sequence[Transcript],
    reader: Reader | None = None,
    several: bool = False,
) -> list[Sentence]:
    """What was decided, voted or promised, as asked for, in order; empty where nothing was.

    Without a reading model only what is told by words.
    """
    asked = wanted(question.text)
    made: list[tuple[float, Sentence]] = []
    for transcript in transcripts:
        turns = part_of(question, transcript)
        for done in done_in(turns, asked, matter_of(question, transcript, turns), reader):
            said = quoted(transcript.name, _shortened(done.place), several)
            note = _TOLD[done.move][done.chance < SURE]
            made.append((done.chance, replace(said, note=note)))
    bar = sorted((chance for chance, _ in made), reverse=True)[:ALTOGETHER]
    return numbered([s for chance, s in made if chance >= bar[-1]]) if made else []


def is_of_all(question: Question) -> bool:
    """Whether all decisions, votes or tasks are asked for, whatever they are about."""
    return question.intent == "decision" and not has_matter(question.text)


def is_of_one(question: Question) -> bool:
    """Whether the question tells of which decision it asks: it has words beside those for one."""
    text = question.text
    for pattern, _ in _ASKED:
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return question.intent == "decision" and bool({*tokens(text)} - STOP - FRAME)


def wanted(text: str) -> tuple[Move, ...]:
    """What a question asks for: tasks, votes, decisions; all of them where it does not say."""
    named = [moves for pattern, moves in _ASKED if re.search(pattern, text, re.IGNORECASE)]
    found = dict.fromkeys(move for moves in named for move in moves)
    return tuple(found) or ("decision", "action", "vote")


def none_found(text: str) -> str:
    """That nothing of what a question asks for was found, as words go on from "this: "."""
    names = ["task" if move == "action" else move for move in wanted(text)]
    *first, last = sorted(names)
    return f"no {', '.join(first)}{' or ' if first else ''}{last} was found"


def done_in(
    turns: Sequence[Turn],
    asked: Sequence[Move],
    matter: Sequence[str] = (),
    reader: Reader | None = None,
) -> list[Done]:
    """The sentences that do what is asked, the surest of them, in order of the talk."""
    near = _turns_near(turns, matter) if matter else {t.number for t in turns}
    places = [p for turn in turns if turn.number in near for p in _sentences(turn)]
    told = _told([p.text for p in places], [MOVES.index(move) for move in asked], reader)
    done = [
        Done(place, asked[int(row.argmax())], float(row.sum()))
        for place, row in zip(places, told, strict=True)
    ]
    kinds = [[d for d in done if d.move == move and d.chance >= LEAST] for move in asked]
    surest = [d for kind in kinds for d in sorted(kind, key=lambda d: -d.chance)[:EACH]]
    return sorted(surest, key=lambda d: (d.place.turn.number, d.place.start))


def _told(texts: Sequence[str], asked: list[int], reader: Reader | None) -> Floats:
    """The chance that each sentence does each of what is asked; 0 where that is not read."""
    by_words = moves(texts)[:, asked]
    if reader is None:
        return by_words
    likely = by_words.sum(axis=1)
    at = [i for i in np.argsort(-likely, kind="stable")[:READ] if likely[i] >= LIKELY]
    told = np.zeros_like(by_words)
    told[at] = moves_meant([texts[i] for i in at], reader)[:, asked]
    return told


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


def _shortened(place: Place) -> Place:
    """A sentence as it is quoted; a very short one ("Second.") with what stands beside it."""
    if words(place) > WORDS:
        start, end = place.start, place.end
        return Place(place.turn, *quotation(place.turn.text, (start, end), (start, start + 1)))
    return place
