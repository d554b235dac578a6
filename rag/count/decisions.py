"""Decisions, votes and tasks: the sentences that decide, move, second, vote, or commit somebody.

What a sentence does is told by its own words and meaning (rag.outline.moves), never by what is
asked alone: a talk that decides nothing gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ingest.text.sentences import sentence_spans
from ingest.transcript import Transcript, Turn
from rag.check.citations import Sentence
from rag.count.called import calls
from rag.count.overview import ON, numbered, part_of, quoted
from rag.outline.matter import Matter, told_of
from rag.outline.moves import MOVES, Floats, Move, moves, moves_meant
from rag.outline.segments import Place, words
from rag.outline.stretch import FRAME
from rag.question import Question, Term
from rag.read.cut import WORDS, quotation
from rag.read.reader import Reader
from rag.read.reading import Passage
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
# The chance that a decision is on the matter asked about from which it is shown, and without a
# "perhaps"; and how much less likely than the best one another may be. What they cost is in
# rag.outline.matter.
LEAST_ON, SURE_ON, LESS_ON = 0.2, 0.3, 0.6
# Words of a matter that a refusal names, at most.
NAMED = 3
_TOLD: dict[Move, tuple[str, str]] = {
    "decision": ("Decided", "Perhaps decided"),
    "action": ("To do", "Perhaps to do"),
    "vote": ("Vote", "Perhaps a vote"),
}
_ASKED: tuple[tuple[str, tuple[Move, ...]], ...] = (
    (
        r"\b(?:action(?: items?| points?)?|next steps?|to-?dos?|tasks?|homework"
        r"|follow[- ]?ups?|assign\w*|promis\w*|commit\w*|will do|has to do|have to do"
        r"|volunteer\w*|responsible)\b",
        ("action",),
    ),
    (r"\b(?:vot\w+|motions?|ballots?|seconded|ayes?|division|roll call)\b", ("vote", "decision")),
    (r"\b(?:decid\w+|decisions?|agree(?:d|s|ing)?|resol\w+|settled?|conclu\w+|outcome|ruling|approv\w+"
     r"|adopt(?:ed|ion)?|passed|carried)\b",
     ("decision", "vote")),
)  # fmt: skip
# Those who decide, and words of what may be asked, are no matter, but where it is asked "about the
# house".
_BODIES = frozenset(
    """assembly board chair chairman committee company council court delegates everybody everyone
    group house judge jury members parliament participants people senate speakers team
    final finally outcome result results eventually name list everything make makes made making
    take takes took taken taking still left""".split()
)
# When something is to be done is no matter either: "in the rest of the year".
_WHEN = frozenset(
    """ahead afterwards coming comes come forward future going happen happens happening later long
    medium month months near next now quarter remainder rest short soon talk talking time
    term then today tomorrow week weeks year years""".split()
)


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
    passages: Sequence[Passage] = (),
) -> list[Sentence]:
    """What was decided, voted or promised, as asked for, in order; empty where nothing was.

    `passages`: the windows that a search found and the reading model read: they tell where one
    matter is spoken of. Without a reading model only what is told by words.
    """
    asked = wanted(question.text)
    made: list[tuple[float, Sentence]] = []
    for transcript in transcripts:
        own = terms_of(question, calls(question.text, transcript))
        turns = part_of(question, transcript)
        if own:
            matter = matter_in(transcript, question, own, passages)
            done = _on_it(question, transcript, turns, matter, reader)
        else:
            done = done_in(turns, asked, reader)
        for d in done:
            said = quoted(transcript.name, _shortened(d.place), several)
            note = _TOLD[d.move][d.chance < (SURE_ON if own else SURE)]
            made.append((d.chance, replace(said, note=note)))
    if is_of_one(question):
        made = _likeliest(made)
    bar = sorted((chance for chance, _ in made), reverse=True)[:ALTOGETHER]
    return numbered([s for chance, s in made if chance >= bar[-1]]) if made else []


def is_of_one(question: Question) -> bool:
    """Whether the question tells of which decision it asks: it has words beside those for one."""
    return question.intent == "decision" and bool(terms_of(question))


def is_whole(question: Question) -> bool:
    """Whether, where none is found, nothing else is an answer: all are asked for, or one by name.

    What only sounds like it ("the deadline they have in mind") may ask for something else.
    """
    named = any(re.search(pattern, question.text, re.IGNORECASE) for pattern, _ in _ASKED)
    matter = len(terms_of(question))
    # "What wins came out of the 2020 Asian American vote?" names more than a matter.
    return question.intent == "decision" and matter <= NAMED and (named or not matter)


def confirmed(made: Sequence[Sentence], picked: Sequence[Sentence]) -> list[Sentence]:
    """Of decisions on a matter those that also surely answer by what the reading model says.

    `picked`: what it quotes, which is quoted then. All decisions where these are none of them.
    """
    turns = {c.turn for s in made for c in s.citations}
    both = [s for s in picked if not s.note and turns.issuperset(c.turn for c in s.citations)]
    return numbered(both) or list(made)


def wanted(text: str) -> tuple[Move, ...]:
    """What a question asks for: tasks, votes, decisions; all of them where it does not say."""
    named = [moves for pattern, moves in _ASKED if re.search(pattern, text, re.IGNORECASE)]
    found = dict.fromkeys(move for moves in named for move in moves)
    return tuple(found) or ("decision", "action", "vote")


def none_found(question: Question) -> str:
    """That nothing of what a question asks for was found, as words go on from "this: "."""
    names = ["task" if move == "action" else move for move in wanted(question.text)]
    *first, last = sorted(names)
    found = f"no {', '.join(first)}{' or ' if first else ''}{last}"
    if not (matter := [t.word for t in terms_of(question)]):
        return f"{found} was found"
    begins, ends = re.escape(matter[0]), re.escape(matter[-1])
    # As it is written, with what stands between: "mending the pier".
    called = re.search(rf"\b{begins}\b(?:.*\b{ends}\b)?", question.text, re.IGNORECASE)
    written = called[0] if called else " ".join(matter)
    # Of more words it is hardly the name of a matter: "given at the end of the day, who won".
    on = f"\u201c{written}\u201d" if len(written.split()) <= NAMED else "that"
    return f"{found} on {on} was found"


def done_in(
    turns: Sequence[Turn], asked: Sequence[Move], reader: Reader | None = None
) -> list[Done]:
    """The sentences that do what is asked, the surest of them, in order of the talk."""
    done = _done([p for turn in turns for p in _sentences(turn)], asked, reader)
    kinds = [[d for d in done if d.move == move and d.chance >= LEAST] for move in asked]
    surest = [d for kind in kinds for d in sorted(kind, key=lambda d: -d.chance)[:EACH]]
    return sorted(surest, key=lambda d: (d.place.turn.number, d.place.start))


def terms_of(question: Question, called: Iterable[str] = ()) -> list[Term]:
    """The telling words of what a decision is asked on; none where all decisions are asked for.

    `called`: the words that only call the transcript.
    """
    text = question.text
    for pattern, _ in _ASKED:
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    on = ON.search(text)
    bodies = _BODIES - {*tokens(text[on.end() :])} if on else _BODIES
    named = {w for name in question.speakers for w in tokens(name)}
    when = _WHEN if text != question.text else frozenset[str]()  # "What happens next?" names none
    told = {*tokens(text)} - STOP - FRAME - bodies - when - named - {*called}
    return [t for t in question.terms if t.word in told]


def _on_it(
    question: Question,
    transcript: Transcript,
    turns: Sequence[Turn],
    matter: Matter,
    reader: Reader | None,
) -> list[Done]:
    """The best sentence of each turn that may decide on a matter, with the chance that it does.

    Only what would do if it were a decision for sure is read.
    """
    at = {turn.number: place for place, turn in enumerate(transcript.turns)}
    near = [t for t in turns if matter.chance(at[t.number], 1.0) >= LEAST_ON]
    best = best_in(near, wanted(question.text), reader)
    found = [replace(d, chance=matter.chance(at[n], d.chance)) for n, d in sorted(best.items())]
    return [d for d in found if d.chance >= LEAST_ON]


def matter_in(
    transcript: Transcript,
    question: Question,
    terms: Sequence[Term],
    passages: Sequence[Passage],
) -> Matter:
    """How much the turns of a transcript are about the matter of some terms of a question."""
    odds: dict[int, float] = {}
    for p in passages:
        if p.hit.name == transcript.name:
            number = p.hit.turn.number
            odds[number] = max(p.odds, odds.get(number, p.odds))
    return told_of(transcript.turns, terms, odds, question.language)


def best_in(turns: Sequence[Turn], asked: Sequence[Move], reader: Reader | None) -> dict[int, Done]:
    """The sentence of each turn that likeliest does what is asked, by the turn's number."""
    best: dict[int, Done] = {}
    done = _done([p for turn in turns for p in _sentences(turn)], asked, reader)
    for d in sorted(done, key=lambda d: -d.chance):
        best.setdefault(d.place.turn.number, d)
    return best


def _likeliest(made: Sequence[tuple[float, Sentence]]) -> list[tuple[float, Sentence]]:
    """The decisions on a matter that are as good as sure; where none is, the likeliest one."""
    most = max((chance for chance, _ in made), default=0.0)
    least = max(SURE_ON, LESS_ON * most) if most >= SURE_ON else most
    return [(chance, said) for chance, said in made if chance >= least]


def _done(places: Sequence[Place], asked: Sequence[Move], reader: Reader | None) -> list[Done]:
    """Sentences with what each most likely does of what is asked, and the chance of that."""
    told = _told([p.text for p in places], [MOVES.index(move) for move in asked], reader)
    return [
        Done(place, asked[int(row.argmax())], float(row.sum()))
        for place, row in zip(places, told, strict=True)
    ]


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


def _shortened(place: Place) -> Place:
    """A sentence as it is quoted; a very short one ("Second.") with what stands beside it."""
    if words(place) > WORDS:
        start, end = place.start, place.end
        return Place(place.turn, *quotation(place.turn.text, (start, end), (start, start + 1)))
    return place
