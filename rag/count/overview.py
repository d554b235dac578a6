"""An overview: the topics of a talk in order, each by its heading and the words that tell most.

Of several talks each has a paragraph. A part of a talk ("the second half"), one speaker's turns, or
what was said about a matter may be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import numpy as np

from ingest.text.terms import stem
from ingest.transcript import Transcript, Turn
from rag.check.citations import Citation, Sentence
from rag.count.called import Titled, calls
from rag.find.retrieve import Hit
from rag.outline.moves import MOVES, moves
from rag.outline.segments import Place, units, words
from rag.outline.telling import sentences_of
from rag.outline.topics import topics
from rag.question import Question
from rag.read.quotes import cite
from rag.read.reader import Reader
from rag.words.tokens import STOP, tokens

# Of several talks each has so many topics at the most, and so many talks are shown.
EACH, TALKS = 3, 10
# What is quoted of one matter at the most.
MATTER = 5
# Sentences on a matter that are weighed by meaning, in all: those with most of its words.
TRIED = 40
_PARTS = {"half": 2, "third": 3, "quarter": 4}
_PART = re.compile(
    r"\b(first|opening|second|third|last|final|closing)\s+(half|third|quarter)\b", re.IGNORECASE
)
_TIME = re.compile(
    r"\b(first|opening|last|final|closing)\s+(?:(\d+|few|five|ten|fifteen|twenty|thirty)\s+)?"
    r"(minutes?|hour)\b",
    re.IGNORECASE,
)
_NUMBERS = {"few": 5, "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30}
_END = re.compile(r"\b(?:the|its) (end|beginning|start|opening|close)\b", re.IGNORECASE)
# The matter of "summarise the discussion of the toll"; whole talks are no matter.
_MATTER = re.compile(r"\b(?:about|on|of|regarding|concerning)\s+(?:the\s+)?(.+?)\W*$", re.I)
WHOLE = frozenset(
    """meeting hearing talk call interview episode podcast debate discussion conversation session
    transcript recording record conference lecture half third quarter hour minutes end beginning
    start rest whole entire everything main key points topics part first second last final today
    panel trial briefing""".split()
)


def answer(
    question: Question, transcripts: Sequence[Transcript], reader: Reader, several: bool = False
) -> list[Sentence]:
    """The overview that a question asks for; empty where nothing of it is said."""
    made: list[Sentence] = []
    told = [t for t in transcripts if part_of(question, t)]
    for transcript in told[:TALKS]:
        turns = part_of(question, transcript)
        matter = matter_of(question, transcript, turns)
        if matter:
            made += _on(matter, transcript.name, turns, reader, several)
        else:
            most = EACH if len(told) > 1 else None
            made += _topics(transcript.name, turns, reader, most, several)
    if len(told) > TALKS:
        made.append(Sentence(f"{len(told) - TALKS} more transcripts are not summed up here."))
    return numbered(made)


def _topics(
    name: str, turns: Sequence[Turn], reader: Reader, most: int | None, several: bool
) -> list[Sentence]:
    made = []
    for topic in topics(turns, reader, most):
        for at, place in enumerate(topic.sentences):
            said = quoted(name, place, several)
            made.append(said if at else replace(said, heading=topic.heading))
    return made


def _on(
    matter: Sequence[str], name: str, turns: Sequence[Turn], reader: Reader, several: bool
) -> list[Sentence]:
    """What tells most of one matter, in order."""
    stems = {stem(w) for w in matter}
    places = [p for unit in units(turns) for piece in unit for p in sentences_of(piece)]
    held = [len(stems & {stem(w) for w in tokens(p.text)}) for p in places]
    order = sorted((at for at in range(len(places)) if held[at]), key=lambda at: -held[at])[:TRIED]
    if not order:
        return []
    texts = [places[at].text for at in order]
    asked, *rows = reader.vectors([" ".join(matter), *texts])
    score = np.array(rows) @ asked - moves(texts)[:, MOVES.index("procedure")]
    best = [order[i] for i in np.argsort(-score, kind="stable")[:MATTER]]
    return [quoted(name, places[at], several) for at in sorted(best)]


def quoted(name: str, place: Place, several: bool) -> Sentence:
    """A place as a quotation, labelled 1."""
    return cite(1, Hit(name, place.turn, 0.0), place.start, place.end, several)


def numbered(made: Sequence[Sentence]) -> list[Sentence]:
    """Sentences with their citations numbered through from 1; the same place has one number."""
    labels: dict[tuple[str, int | None, int | None], int] = {}

    def label(citation: Citation) -> Citation:
        place = (citation.turn, citation.start, citation.end)
        return replace(citation, label=labels.setdefault(place, len(labels) + 1))

    return [replace(s, citations=tuple(map(label, s.citations))) for s in made]


def part_of(question: Question, transcript: Transcript) -> list[Turn]:
    """The turns that are asked for: of a part of the talk, and of those who are to be heard."""
    turns = _part(question.text, transcript.turns)
    heard = [t for t in turns if t.who in question.speakers]
    return heard if question.speakers else list(turns)


def _part(text: str, turns: Sequence[Turn]) -> Sequence[Turn]:
    """The part of a talk that a question names, by its words, or by minutes where it has times."""
    if part := _PART.search(text):
        which, count = part[1].casefold(), _PARTS[part[2].casefold()]
        first = {"first": 0, "opening": 0, "second": 1, "third": 2}.get(which, count - 1)
        return _share(turns, first / count, (first + 1) / count)
    if (asked := _TIME.search(text)) and turns and turns[-1].start_ms is not None:
        number = (asked[2] or "1").casefold()
        length = _NUMBERS.get(number) or int(number)
        length *= 3_600_000 if asked[3].casefold() == "hour" else 60_000
        late = asked[1].casefold() not in ("first", "opening")
        edge = max(0, turns[-1].start_ms - length) if late else length
        return [t for t in turns if t.start_ms is not None and (t.start_ms >= edge) == late]
    if end := _END.search(text):
        late = end[1].casefold() in ("end", "close")
        return _share(turns, 0.8, 1.0) if late else _share(turns, 0.0, 0.2)
    return turns


def _share(turns: Sequence[Turn], first: float, last: float) -> list[Turn]:
    """The turns that begin between two shares of the words."""
    sizes = [words(Place(t, 0, len(t.text))) for t in turns]
    whole = sum(sizes) or 1
    begins = [end - size for end, size in zip(accumulate(sizes), sizes, strict=True)]
    return [t for t, b in zip(turns, begins, strict=True) if first <= b / whole < last]


def has_matter(text: str) -> bool:
    """Whether a question asks of one matter: "about the toll"."""
    return bool(_matter(text))


def matter_of(question: Question, transcript: Titled, turns: Sequence[Turn]) -> list[str]:
    """The words of the matter that is asked about, where the talk has one of them; else none.

    What only calls the transcript ("the meeting of the council") is no matter.
    """
    own = calls(question.text, transcript)
    asked = [w for w in _matter(question.text) if w not in own]
    said = {stem(w) for t in turns for w in tokens(t.text)} if asked else set()
    return asked if any(stem(w) in said for w in asked) else []


def _matter(text: str) -> list[str]:
    found = _MATTER.search(text)
    return [w for w in tokens(found[1]) if w not in STOP and w not in WHOLE] if found else []
