"""A first look at a transcript: who speaks how much, what is told, asked, named and counted in it.

Every turn is looked at; nothing is written, only found, each with the place where it stands. Pure.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.text.sentences import sentence_spans
from ingest.transcript import Transcript, Turn
from rag.asked.lexicon import TITLES
from rag.check.numbers import find_numbers
from rag.count.deflection import is_open
from rag.count.unanswered import exchanges
from rag.outline.topics import Topic, topics
from rag.read.reader import Reader
from rag.words.tokens import STOP, normal, tokens, weight

# What is read at a glance, and no more.
TELLING, ASKED, RECURRING = 5, 12, 10
# A sentence that tells something stands by itself: words, at least and at most.
SHORTEST, LONGEST = 9, 45
TIMES = 2  # what recurs is said so often at least
# Counts below this are words of every talk ("two things").
LEAST_COUNT = 13
BARE = 100  # a smaller count says nothing without what it counts
# A sentence that leans on the one before it tells nothing alone.
_LEANS = re.compile(r"^\W*(?:and|but|so|because|it|that|this|those|these|they|he|she|well)\b", re.I)
# Thanks and remarks of the room, no matter how many names they hold.
_MANNERS = re.compile(r"\bthank|\bwelcome\b|^\W*[(\[]", re.IGNORECASE)
_CALENDAR = frozenset(
    """january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday""".split()
)
_ROLES = frozenset("chair chairman chairwoman chairperson moderator councillor councilor".split())
# What a figure counts ("200 ferries").
_COUNTED = re.compile(r"\s(?P<what>[a-z]{3,})\b")
_NAME = re.compile(
    r"\b[A-Z][\w\u2019'-]*[a-z][\w\u2019'-]*(?:\s(?:of\s|the\s)?[A-Z][\w\u2019'-]+)*|\b[A-Z]{2,6}\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a turn: its number, and the characters `start`:`end` of its text."""

    turn: int
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Talker:
    """Somebody who speaks: words, turns, and the number of the first turn."""

    name: str
    words: int
    turns: int
    first: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question put in the room; `reply` is the turn after it, None where nobody spoke.

    `is_open`: the words of the replies do not take it up.
    """

    who: str
    place: Place
    reply: int | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Recurring:
    """A name or figure, how often it is said, and where first."""

    text: str
    times: int
    place: Place


@dataclass(frozen=True, slots=True)
class Look:
    """What a transcript holds. `asked_count`: all its questions, of which `asked` shows the first.

    `length_ms` is None where the transcript has no times.
    """

    words: int
    length_ms: int | None
    talkers: tuple[Talker, ...]
    topics: tuple[Topic, ...]
    telling: tuple[tuple[str, Place], ...]
    asked: tuple[Asked, ...]
    asked_count: int
    names: tuple[Recurring, ...]
    figures: tuple[Recurring, ...]


def look(transcript: Transcript, reader: Reader | None) -> Look:
    """The first look at a transcript. Without a reading model no topics are told."""
    found = talkers(transcript)
    asked = list(questions(transcript))
    shown = sorted(asked, key=lambda a: not a.is_open)[:ASKED]
    times = [ms for t in transcript.turns for ms in (t.start_ms, t.end_ms) if ms is not None]
    return Look(
        words=sum(t.words for t in found),
        length_ms=max(times) if times else None,
        talkers=found,
        topics=tuple(topics(transcript.turns, reader)) if reader else (),
        telling=tuple(telling(transcript)),
        asked=tuple(sorted(shown, key=lambda a: (a.place.turn, a.place.start))),
        asked_count=len(asked),
        names=_recurring(names(transcript)),
        figures=_recurring(figures(transcript)),
    )


def talkers(transcript: Transcript) -> tuple[Talker, ...]:
    """Everybody who speaks, most words first."""
    words: Counter[str] = Counter()
    turns: Counter[str] = Counter()
    first: dict[str, int] = {}
    for turn in transcript.turns:
        words[turn.who] += len(turn.text.split())
        turns[turn.who] += 1
        first.setdefault(turn.who, turn.number)
    return tuple(Talker(who, n, turns[who], first[who]) for who, n in words.most_common())


def questions(transcript: Transcript) -> Iterator[Asked]:
    """The questions of weight put in the room, in order."""
    for put, replies in exchanges(transcript):
        reply = replies[0].number if replies else None
        place = _place(put.turn, *put.span)
        yield Asked(put.turn.who, place, reply, is_open(put, replies))


def telling(transcript: Transcript) -> list[tuple[str, Place]]:
    """The sentences that say most of what the talk comes back to, in order, with who says them.

    One a turn; of the words of a sentence, those count that are rare in English and frequent here.
    """
    often = Counter(w for t in transcript.turns for w in set(tokens(t.text)) if w not in STOP)
    scored = []
    for turn in transcript.turns:
        best = max(_told(turn, often), default=None)
        if best:
            scored.append((best, turn))
    chosen = sorted(scored, key=lambda each: -each[0][0])[:TELLING]
    chosen.sort(key=lambda each: each[1].number)
    return [(turn.who, _place(turn, start, end)) for (_, start, end), turn in chosen]


def _told(turn: Turn, often: Counter[str]) -> Iterator[tuple[float, int, int]]:
    """The sentences of a turn that stand by themselves, each with how much it tells."""
    for start, end in sentence_spans(turn.text):
        text = turn.text[start:end]
        if (
            "?" in text
            or _MANNERS.search(text)
            or not SHORTEST <= len(text.split()) <= LONGEST
            or _LEANS.match(text)
        ):
            continue
        words = set(tokens(text))
        score = sum(weight(w) * math.log(often[w]) for w in words if often[w] > 1)
        yield (score + len(find_numbers(text))) / math.sqrt(len(words) + 5), start, end


def names(transcript: Transcript) -> Iterator[Place]:
    """Names as they are said: capitals inside a sentence, of words not also written small here.

    Not those of the speakers, who are told apart elsewhere.
    """
    small = {w for t in transcript.turns for w in re.findall(r"\b[a-z][\w\u2019'-]+", t.text)}
    speak = {normal(w) for s in transcript.speakers for name in s.names for w in name.split()}
    plain = {normal(w) for w in small} | speak | STOP | TITLES | _CALENDAR | _ROLES
    for turn in transcript.turns:
        starts = {start for start, _ in sentence_spans(turn.text)}
        notes = [turn.text.find(note) for note in turn.notes]
        for match in _NAME.finditer(turn.text):
            first = match.start() in starts and " " not in match.group()
            noted = any(0 <= at <= match.start() <= at + 60 for at in notes)
            start = match.start() + (4 if match.group().startswith("The ") else 0)
            words = {normal(word) for word in turn.text[start : match.end()].split()}
            if not (first or noted or words <= plain):
                yield _place(turn, start, match.end())


def figures(transcript: Transcript) -> Iterator[Place]:
    """Figures that say something: money, shares, years, and counts from LEAST_COUNT."""
    for turn in transcript.turns:
        for number in find_numbers(turn.text):
            if number.unit == "ordinal" or (number.unit == "count" and number.value < LEAST_COUNT):
                continue
            counted = _COUNTED.match(turn.text, number.end) if number.unit != "year" else None
            told = counted and weight(counted["what"]) > 0
            if told or number.unit != "count" or number.value >= BARE:
                end = counted.end() if counted and told else number.end
                yield _place(turn, number.start, end)


def _recurring(places: Iterable[Place]) -> tuple[Recurring, ...]:
    """What is said several times, most often first."""
    said: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        said[re.sub(r"[\u2019']s$", "", place.words).casefold()].append(place)
    found = [Recurring(_written(at), len(at), at[0]) for at in said.values() if len(at) >= TIMES]
    return tuple(sorted(found, key=lambda r: (-r.times, r.place.turn))[:RECURRING])


def _written(places: Sequence[Place]) -> str:
    return re.sub(r"[\u2019']s$", "", Counter(p.words for p in places).most_common(1)[0][0])


def _place(turn: Turn, start: int, end: int) -> Place:
    end = start + len(turn.text[start:end].rstrip())
    return Place(turn.number, start, end, " ".join(turn.text[start:end].split()))
