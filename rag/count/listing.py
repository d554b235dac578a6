"""A list: everything in the talks that a question asks for, one line an item, counted.

Every window is looked at by its words, and as many as there is time for are read with the question.
What is said twice counts once; a list of people has a line for each of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from ingest.index.embedding import builtin
from ingest.text.terms import stem
from ingest.transcript import Transcript, Turn
from rag.check.citations import Citation, Sentence
from rag.count import survey
from rag.count.counts import LED
from rag.count.overview import numbered
from rag.find.retrieve import Hit
from rag.question import Question
from rag.read.cut import WORDS, quotation
from rag.read.judge import puts_back
from rag.read.quotes import cite, frame, is_bare, question_of
from rag.read.reader import Piece, Reader
from rag.read.windows import Span, context, windows
from rag.words.tokens import tokens

# Windows that are read: of 50 words each about 20 ms of one core, a second on two. On talks that
# the model has not learned from, the nearest 120 held every turn that belonged to a list.
MOST = 100
# From these odds on (logarithm) a window is an item, and a likely one; and it is no worse than the
# best one by more than BEHIND. Of 3,150 passages judged for 90 questions (training/items.jsonl) .36
# of those from 0 on are right, and .45 of the right ones lie there; from 1 on .46 and .31. From 3
# on .72 are right even on talks that the model has read (of 10,237 passages there), so no list says
# that it is sure, but one told by words. Not better, of those passages: eighteen signs beside the
# odds, such as how like the likeliest ones it is and how likely its neighbours are (AUROC .79 with
# the odds alone, .80, and .81 by boosted trees).
ITEM, LIKELY, BEHIND = 0.0, 1.0, 3.0
# Items this near to each other (cosine) say the same.
SAME = 0.85
# A longer list is not read: what follows is counted and its turns are named.
SHOWN = 12
_PEOPLE = re.compile(
    r"^\W*(?:and )?(?:who\b|every(?:one|body)\b"
    r"|(?:list|name|show)(?: me)? (?:all |every|the ).{0,9}?(?:speakers|people|one)"
    r"|which (?:of the |of them\b)?(?:speakers|people|participants|members|justices|judges"
    r"|lawyers|senators|witnesses|reporters|councillors|panell?ists|guests|candidates)\b)"
    r"(?! (?:did|does|do) (?!not\b))",  # "which people did Ann name" is of those, not of who speaks
    re.IGNORECASE,
)

_ROLE = re.compile(r"^\W*(?:and )?which (?:of the )?(\w+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Window:
    """A window of a turn, with what the reading model reads of it."""

    hit: Hit
    span: Span
    piece: Piece
    before: Turn | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """What a window gives for a list: the words that are quoted, and the odds that they belong."""

    hit: Hit
    start: int
    end: int
    odds: float
    before: Turn | None = None

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.hit.turn.text[self.start : self.end]


def answer(
    question: Question,
    transcripts: Sequence[Transcript],
    reader: Reader | None,
    several: bool = False,
) -> list[Sentence]:
    """The list that a question asks for, with how many were found; empty where nothing was.

    What is mentioned is found by its words; without a reading model nothing else is.
    """
    every = read = all_windows(question, transcripts)
    told = items = mentioned(question, every)
    if reader and not items:
        read = nearest(question, every)
        items = found(question, read, reader)
    if reader and not items and question.speakers:  # "what Ann got him to admit" is said by him
        every = all_windows(question, transcripts, replies=True)
        read = nearest(question, every)
        items = found(question, read, reader)
    if all(item.odds < LIKELY for item in items):  # what may be meant is searched for instead
        return []
    # "Which people does Ann miss?" asks for those whom she names, not for who speaks.
    people = bool(_PEOPLE.search(question.text)) and not question.speakers
    groups = alike(items, reader) if reader and not people else by_speaker(items)
    lines = [line for group in groups[:SHOWN] for line in _lines(group, several)]
    looked = f"; of {len(every):,} passages the {len(read)} nearest to the question were read"
    lead = _lead(groups, people, bool(told), looked if len(read) < len(every) else "")
    leads = [lead] if told or people or len(groups) > 1 else []
    return numbered([*leads, *lines, *_folded(groups[SHOWN:], several)])


def all_windows(
    question: Question, transcripts: Sequence[Transcript], *, replies: bool = False
) -> list[Window]:
    """Every window of the turns that a question asks of; or of those that follow them."""
    return [
        w
        for t in transcripts
        for at in range(len(t.turns))
        for w in _windows(question, t, at, replies)
    ]


def _windows(question: Question, transcript: Transcript, at: int, replies: bool) -> list[Window]:
    turn = transcript.turns[at]
    before = transcript.turns[at - 1] if at else None
    asked = question.speakers or _called(question.text, transcript)
    heard = before if replies else turn
    if asked and (not heard or heard.who not in asked):
        return []
    said = before.text if before else ""
    hit = Hit(transcript.name, turn, 0.0)
    return [
        Window(hit, (a, b), Piece(_who(turn), context(turn.text, a, said), turn.text[a:b]), before)
        for a, b in windows(turn.text)
    ]


def _called(text: str, transcript: Transcript) -> set[str]:
    """The speakers whose names or roles say that they are asked for: "which justices"."""
    role = _ROLE.search(text)
    if not role:
        return set()
    return {
        s.name
        for s in transcript.speakers
        if stem(role[1].casefold())
        in {stem(w) for n in (*s.names, s.role or "") for w in tokens(n)}
    }


def _who(turn: Turn) -> str:
    return turn.speaker or turn.label or ""


def mentioned(question: Question, every: Sequence[Window]) -> list[Item]:
    """The sentences that mention a thing, where the question asks who or what does: for sure."""
    hits = dict.fromkeys(w.hit for w in every)
    return [
        Item(f.hit, *shown(f.hit.turn.text, f.start, f.end), math.inf)
        for f in survey.mentions(question, hits)
    ]


def shown(text: str, start: int, end: int) -> Span:
    """A sentence as it is quoted: a long one is cut."""
    if len(text[start:end].split()) <= WORDS:
        return start, end
    return quotation(text, (start, end), (start, start + 1))


def nearest(question: Question, every: Sequence[Window], most: int = MOST) -> list[Window]:
    """The windows that are read: the nearest by words and by their static vectors, in order."""
    if len(every) <= most:
        return list(every)
    weights = {term.stem: term.weight for term in question.terms}
    near = builtin().documents([w.piece.text for w in every]) @ builtin().query(question.text)
    held = ({stem(t) for t in tokens(f"{w.piece.before} {w.piece.text}")} for w in every)
    told = np.array([sum(weights.get(s, 0.0) for s in stems) for stems in held])
    best = np.argsort(-(near + told), kind="stable")[:most]
    return [every[at] for at in sorted(best)]


def found(question: Question, read: Sequence[Window], reader: Reader) -> list[Item]:
    """The items that the windows hold, in their order."""
    readings = reader.read(question.as_read, [w.piece for w in read])
    best = max((r.odds for r in readings), default=0.0)
    items = []
    for window, reading in zip(read, readings, strict=True):
        asks = puts_back(question, window.piece.text)
        if reading.odds >= max(ITEM, best - BEHIND) and not asks:
            first = window.span[0]
            answering = (first + reading.start, first + max(reading.end, reading.start + 1))
            span = quotation(window.hit.turn.text, window.span, answering)
            items.append(Item(window.hit, *span, reading.odds, window.before))
    return items


def by_speaker(items: Sequence[Item]) -> list[list[Item]]:
    """The items of each speaker, their surest first; speakers in the order in which they speak."""
    groups: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        groups.setdefault((item.hit.name, frame(item.hit.turn)), []).append(item)
    return [sorted(group, key=lambda i: -i.odds) for group in groups.values()]


def alike(items: Sequence[Item], reader: Reader) -> list[list[Item]]:
    """The items, those that say the same together, in order of the first of them."""
    vectors = reader.vectors([i.text for i in items])
    groups: list[list[int]] = []
    for at, vector in enumerate(vectors):
        near = (g for g in groups if float(vectors[g[0]] @ vector) >= SAME)
        if group := next(near, None):
            group.append(at)
        else:
            groups.append([at])
    return [sorted((items[at] for at in group), key=lambda i: -i.odds) for group in groups]


def _lead(groups: Sequence[Sequence[Item]], people: bool, sure: bool, looked: str) -> Sentence:
    """How many were found, as surely as they are told, and what was read where not all was."""
    count = len(groups)
    noun = ("speaker" if people else "item" if sure else "passage") + "s" * (count != 1)
    told = f"{count} {noun} found" if sure else f"{count} {noun} may belong here"
    cited = chain.from_iterable(_cited(group[:1]) for group in groups[:LED])
    return Sentence(f"{told}{looked}.", tuple(cited))


def _lines(group: Sequence[Item], several: bool) -> list[Sentence]:
    """One item: its best quotation, how likely it is, and where else it is said.

    Before a reply that says nothing alone, its question.
    """
    best = group[0]
    sentence = cite(1, best.hit, best.start, best.end, several)
    turns = list(dict.fromkeys(i.hit.turn.number for i in group[1:] if i.hit != best.hit))
    also = f" (also turn{'s' * (len(turns) > 1)} {numbers(turns)})" if turns else ""
    note = "" if best.odds >= LIKELY else "Perhaps"
    made = replace(sentence, text=f"{sentence.text}{also}", note=note)
    asking = question_of(best.before) if is_bare(best.text) else None
    if not (asking and best.before):
        return [made]
    return [cite(1, replace(best.hit, turn=best.before), *asking, several), made]


def _folded(groups: Sequence[Sequence[Item]], several: bool) -> list[Sentence]:
    """What is not quoted: how many more, and where they stand."""
    if not groups:
        return []
    if several:
        return [Sentence(f"{len(groups)} more are not shown.")]
    turns = sorted({g[0].hit.turn.number for g in groups})
    return [Sentence(f"{len(groups)} more, in turns {numbers(turns)}.")]


def numbers(turns: Sequence[int]) -> str:
    """Turn numbers in words, runs of them joined, cut where they are many."""
    runs: list[list[int]] = []
    for number in sorted(turns):
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    shown = ", ".join("\u2013".join(map(str, run)) for run in runs[:SHOWN])
    return shown + ("\u2026" if len(runs) > SHOWN else "")


def _cited(items: Sequence[Item]) -> list[Citation]:
    return [c for i in items for c in cite(1, i.hit, i.start, i.end).citations]
