"""Where a transcript says something worth asking for: sentences with a topic, a number, a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from evals.measure.text import contains
from ingest.text.sentences import sentences
from ingest.transcript import Transcript, Turn, spoken
from rag.check.numbers import find_numbers
from rag.words.tokens import STOP, tokens, weight

T = TypeVar("T")
_WORD = r"[A-Za-z][\w'\u2019-]*"
# A noun phrase, roughly: two or three telling words after an article or the like, before a stop.
_PHRASE = re.compile(
    rf"\b(?:the|our|their|this|that|of|for|about|with|into)\s+(?P<words>{_WORD}(?:\s{_WORD}){{1,2}})"
    r"(?=[,.;:?!]|\s(?:and|or|of|in|on|to|for|that|which|is|are|was|were|has|have|will|by|from|at)\b)"
)
# What a number counts, right after it: up to three words, the last a plural.
_COUNTED = re.compile(rf"\s(?P<words>(?:{_WORD}\s){{0,2}}{_WORD}s)\b")
_NAME = re.compile(r"(?<=[a-z,;] )(?P<name>(?:[A-Z][\w'\u2019-]+)(?:\s[A-Z][\w'\u2019-]+)*)")
# Words that end a run without being the thing spoken of.
_NO_NOUN = re.compile(r".*(?:ed|ing|ly)|said|says|went|came|took|made|know|think|want|like", re.I)
# Words that make a phrase fit a hundred sentences.
_VAGUE = frozenset(
    "first second third last next thing things kind way people time day instead".split()
)
_LENGTH = range(8, 45)
MOST_TURNS = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence to ask for. `quote` is the sentence; `telling` a rare word of it, for a fact.

    `topic` is what it is about, `alone` whether no other turn speaks of that; `number` and
    `counted` are of "12 boats". What was not found is empty.
    """

    turn: int
    who: str
    quote: str
    telling: str
    topic: str
    alone: bool
    number: str
    counted: str


def spots(transcript: Transcript) -> Iterator[Spot]:
    """The sentences of named speakers that can be quoted whole, in order."""
    names = {w for s in transcript.speakers for n in s.names for w in tokens(n)}
    for turn in transcript.turns:
        for sentence in sentences(turn.text) if turn.speaker else ():
            plain = "\n" not in sentence and spoken(sentence) == sentence
            if plain and len(sentence.split()) in _LENGTH:
                topic = _topic(sentence, names)
                alone = sum(contains(t.text, topic) for t in transcript.turns) == 1
                telling = _telling(sentence, topic)
                yield Spot(
                    turn.number, turn.who, sentence, telling, topic, alone, *_counted(sentence)
                )


def shared_names(transcript: Transcript) -> dict[str, list[Turn]]:
    """Capitalised names that two speakers or more speak of, each with all the turns that do."""
    own = {w for s in transcript.speakers for n in s.names for w in tokens(n)}
    talk = [t for t in transcript.turns if t.speaker]
    found = dict.fromkeys(m["name"] for t in talk for m in _NAME.finditer(t.text))
    shared: dict[str, list[Turn]] = {}
    for name in found:
        words = set(tokens(name))
        if words & own or words <= STOP or len(name) < 4:
            continue
        turns = [t for t in transcript.turns if contains(t.text, name)]
        if (
            len(turns) <= MOST_TURNS
            and len({t.speaker for t in turns}) >= 2
            and all(t.speaker for t in turns)
        ):
            shared[name] = turns
    return shared


def spread(items: Sequence[T], most: int) -> list[T]:
    """At most `most` of the items, at even distances."""
    if len(items) <= most:
        return list(items)
    return [items[at * len(items) // most] for at in range(most)]


def _topic(sentence: str, names: set[str]) -> str:
    """The most telling noun phrase of a sentence, or nothing."""
    best, most = "", 0.0
    for match in _PHRASE.finditer(sentence):
        words = tokens(match["words"])
        usable = (
            not set(words) & (STOP | names | _VAGUE)
            and not _NO_NOUN.fullmatch(words[-1])
            and not find_numbers(match["words"])
        )
        told = sum(map(weight, words)) / len(words)
        if usable and told > most:
            best, most = match["words"], told
    return f"the {best}" if best else ""


def _counted(sentence: str) -> tuple[str, str]:
    """The first number that counts something, and what it counts; empty without."""
    for number in find_numbers(sentence):
        match = _COUNTED.match(sentence, number.end)
        if number.unit != "count" or match is None or match["words"][0].isupper():
            continue
        if not set(tokens(match["words"])) & STOP:
            return sentence[number.start : number.end], match["words"]
    return "", ""


def _telling(sentence: str, topic: str) -> str:
    """The rarest word of a sentence that is not in its topic."""
    words = [w for w in re.findall(_WORD, sentence)[1:] if w.islower() and w not in tokens(topic)]
    return max(words, key=lambda w: (weight(w.casefold()), len(w)), default="")
