"""An overview: the topics of a talk in order, each by its heading and the words that tell most.

Of several talks each has a paragraph. A part of a talk may be asked for: by its place or its length
("the second half"), by who speaks, or by what it is about; then that stretch is told.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from ingest.text.terms import stem
from ingest.transcript import Transcript, Turn
from rag.check.citations import Citation, Sentence
from rag.count.called import Titled, calls
from rag.find.retrieve import Hit
from rag.outline.best import best
from rag.outline.headings import phrases
from rag.outline.segments import Place, words
from rag.outline.stretch import FRAME, matter, stretch
from rag.outline.topics import topics
from rag.question import Question
from rag.read.quotes import cite
from rag.read.reader import Reader
from rag.words.tokens import STOP, tokens

# Of several talks each has so many topics at the most, and so many talks are shown.
EACH, TALKS = 3, 10
# Sentences that tell a stretch: they grow with the root of its words, from 4 for a few to 8 for
# half an hour.
ROOT, FEWEST, MOST = 4.0, 4, 8
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
ON = re.compile(r"\b(?:about|on|regarding|concerning)\b", re.IGNORECASE)
# "The exchange with Ms. Lund" is more than her own words; "her testimony" is not.
_TOGETHER = re.compile(
    r"\b(?:exchanges?|conversations?|dialogues?|discussions?|debates?|disputes?|arguments? with"
    r"|back and forth|between|together)\b",
    re.IGNORECASE,
)
# What somebody's own words are called, which is no matter that they speak of.
_OWN_WORDS = frozenset(
    """account answers argument arguments case comments contribution contributions evidence input
    opinion part position presentation remarks speech statement statements story testimony view
    views""".split()
)
# The matter of "what was decided about the toll", and of "the ferry part".
_MATTER = re.compile(r"\b(?:about|on|of|regarding|concerning)\s+(?:the\s+)?(.+?)\W*$", re.I)
_OF_PART = re.compile(
    r"\b(?:the|that|this)\s+([^,.;?]{2,50}?)\s+(?:part|bit|section|segment|stretch|passage)\b",
    re.IGNORECASE,
)


def answer(
    question: Question, transcripts: Sequence[Transcript], reader: Reader, several: bool = False
) -> list[Sentence]:
    """The overview that a question asks for; empty where nothing of it is said."""
    made: list[Sentence] = []
    heard = [
        (t, turns) for t in _of_matter(question, transcripts) if (turns := _turns(question, t))
    ]
    for transcript, turns in heard[:TALKS]:
        most = EACH if len(heard) > 1 else None
        if (places := part(question, transcript)) is None:
            made += _topics(transcript.name, turns, reader, most, several)
        else:
            told = _best(places, transcript, reader, most or MOST)
            made += [quoted(transcript.name, p, several) for p in told]
    if len(heard) > TALKS:
        made.append(Sentence(f"{len(heard) - TALKS} more transcripts are not summed up here."))
    return numbered(made)


def _of_matter(question: Question, transcripts: Sequence[Transcript]) -> list[Transcript]:
    """The transcripts that say most words of the matter of a part; all where none is asked for."""
    is_part = question.intent == "part" or _OF_PART.search(question.text)
    if len(transcripts) < 2 or not is_part:
        return list(transcripts)
    held = [_said(_own(question, t), t.turns) for t in transcripts]
    most = max(held, default=0)
    return [t for t, n in zip(transcripts, held, strict=True) if n == most]


def _said(asked: Sequence[str], turns: Sequence[Turn]) -> int:
    """How many of some words somebody says."""
    said = {stem(w) for t in turns for w in tokens(t.text)} if asked else set()
    return sum(stem(w) in said for w in asked)


def _turns(question: Question, transcript: Transcript) -> list[Turn]:
    """The turns of a half or of minutes that are named; only theirs whose words are asked for."""
    turns = _exact(question.text, transcript.turns)
    if _is_of_theirs(question):
        return [t for t in turns if t.who in question.speakers]
    return list(turns)


def _is_of_theirs(question: Question) -> bool:
    """Only the words of those who are named are asked for."""
    alone = question.speech or not _TOGETHER.search(question.text)
    return bool(question.speakers) and alone


def part(question: Question, transcript: Transcript) -> list[Place] | None:
    """The places of the part that a question asks for, in order; None where it asks for the whole.

    The whole of a half, of minutes, or of what somebody says is a whole too.
    """
    turns = _turns(question, transcript)
    exact = _PART.search(question.text) or _TIME.search(question.text)
    own = _own(question, transcript)
    theirs = _is_of_theirs(question) and not _END.search(question.text)
    is_part = question.intent == "part" and bool(own or not (exact or theirs))
    # "Summarise his testimony on X" may sound like a whole, and is a part where X is said.
    names = ON.search(question.text) or _OF_PART.search(question.text)
    is_part |= bool(names and matter_of(question, transcript, turns))
    if not is_part:
        return None
    return stretch(question, turns, own)


def _own(question: Question, transcript: Titled) -> list[str]:
    """The words of the matter; what only calls the transcript ("the council meeting") is none."""
    called = calls(question.text, transcript)
    own = _OWN_WORDS if question.speakers else ()
    return [w for w in matter(question) if w not in called and w not in own]


def _best(
    places: Sequence[Place], transcript: Transcript, reader: Reader, most: int
) -> list[Place]:
    """The sentences that tell most of a part, in order, at most `most`."""
    inside = " ".join(p.text for p in places)
    numbers = {p.turn.number for p in places}
    rest = " ".join(t.text for t in transcript.turns if t.number not in numbers)
    names = frozenset(w for speaker in transcript.speakers for w in tokens(speaker.name))
    own, _ = phrases([inside, rest], names)
    count = round(math.sqrt(sum(map(words, places))) / ROOT)
    return best(places, own, reader, min(most, max(FEWEST, count)))


def _topics(
    name: str, turns: Sequence[Turn], reader: Reader, most: int | None, several: bool
) -> list[Sentence]:
    made = []
    for topic in topics(turns, reader, most):
        for at, place in enumerate(topic.sentences):
            said = quoted(name, place, several)
            made.append(said if at else replace(said, heading=topic.heading))
    return made


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
    turns = _exact(question.text, transcript.turns)
    if end := _END.search(question.text):
        late = end[1].casefold() in ("end", "close")
        turns = _share(turns, 0.8, 1.0) if late else _share(turns, 0.0, 0.2)
    heard = [t for t in turns if t.who in question.speakers]
    return heard if question.speakers else list(turns)


def _exact(text: str, turns: Sequence[Turn]) -> Sequence[Turn]:
    """The half, third or minutes of a talk that a question names; minutes where it has times."""
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
    return turns


def _share(turns: Sequence[Turn], first: float, last: float) -> list[Turn]:
    """The turns that begin between two shares of the words."""
    sizes = [words(Place(t, 0, len(t.text))) for t in turns]
    whole = sum(sizes) or 1
    begins = [end - size for end, size in zip(accumulate(sizes), sizes, strict=True)]
    return [t for t, b in zip(turns, begins, strict=True) if first <= b / whole < last]


def matter_of(question: Question, transcript: Titled, turns: Sequence[Turn]) -> list[str]:
    """The words of the matter that is asked about, where the talk has one of them; else none.

    What only calls the transcript ("the meeting of the council") is no matter.
    """
    own = calls(question.text, transcript)
    asked = [w for w in _matter(question.text) if w not in own]
    return asked if _said(asked, turns) else []


def _matter(text: str) -> list[str]:
    found = _OF_PART.search(text) or _MATTER.search(text)
    return [w for w in tokens(found[1]) if w not in STOP and w not in FRAME] if found else []
