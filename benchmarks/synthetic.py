"""Transcripts of any number of turns, and questions on them: invented, and the same every time.

The most frequent words are English's own, since search weighs them down as such; the rest are made
of syllables. A word's frequency falls with its rank, first as Zipf has it, then faster (Ferrer i
Cancho and Sole, 2001), so that there are as many different words as in talk: 3,800 in 30,000 and
13,200 in 300,000, where the public sets of the quality benchmark have 3,400 and 13,400.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from random import Random

import numpy as np
from wordfreq import top_n_list

from ingest.transcript import Speaker, Transcript, Turn

SEED = 7
TURNS = 500
"""Turns of one transcript."""
ENGLISH, WORDS = 200, 60_000
"""Real words at the top of the list, and words in all."""
COMMON, STEEP = 500, 1.7
"""Ranks up to here have a frequency like 1 / rank, those beyond like 1 / rank ** STEEP."""
PEOPLE, SPEAKERS = 400, (3, 12)
"""Speakers of the whole library, and how many of them talk in one transcript (least, most)."""
# Lengths of turns in words: log-normal, median 16, mean 30, one in a hundred above 200.
MEDIAN, SPREAD, LONGEST = 16, 1.12, 1000
SENTENCE = 14
"""Words of a sentence."""
ASKING = 0.2
"""Share of the sentences that are questions."""
STARTS = "b br d f g h k kl l m n p pr r s st t tr v z".split()
# Ranks of the words that questions are made of: neither on every page nor on one alone.
TELLING = (ENGLISH, 20_000)


@cache
def vocabulary() -> tuple[str, ...]:
    """All words, the most frequent first."""
    random = Random(SEED)
    made = dict.fromkeys(top_n_list("en", ENGLISH))
    while len(made) < WORDS:
        made.setdefault(_word(random, random.randint(2, 4)))
    return tuple(made)


@cache
def people() -> tuple[str, ...]:
    """The names of everyone who speaks in the library."""
    random = Random(SEED + 1)
    made: dict[str, None] = {}
    while len(made) < PEOPLE:
        made.setdefault(f"{_word(random, 2).title()} {_word(random, 3).title()}")
    return tuple(made)


def _word(random: Random, syllables: int) -> str:
    letters = [random.choice(STARTS) + random.choice("aeiou") for _ in range(syllables)]
    return "".join(letters) + random.choice(["", "n", "s", "l", "r"])


@cache
def _cumulative() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    ranks = np.arange(1, WORDS + 1)
    zipf = 1 / (np.minimum(ranks, COMMON) + 2.7)  # with Mandelbrot's shift
    shares = zipf * (COMMON / np.maximum(ranks, COMMON)) ** STEEP
    return np.cumsum(shares / shares.sum())


def transcripts(turns: int) -> Iterator[Transcript]:
    """Transcripts of `turns` turns together; the first are the same for any number."""
    for number in range(-(-turns // TURNS)):
        yield transcript(number, min(TURNS, turns - number * TURNS))


def transcript(number: int, turns: int = TURNS) -> Transcript:
    """One transcript, made without those before it."""
    random = np.random.default_rng([SEED, number])
    here = random.choice(PEOPLE, int(random.integers(*SPEAKERS, endpoint=True)), replace=False)
    lengths = np.clip(np.exp(random.normal(np.log(MEDIAN), SPREAD, turns)), 1, LONGEST).astype(int)
    said = []
    for at, length in enumerate(lengths.tolist(), 1):
        who = people()[int(random.choice(here))]
        said.append(Turn(at, who, who, _talk(random, length)))
    name = f"talk-{number:04}"
    return Transcript(
        name,
        f"Talk {number}",
        f"{2000 + number % 25}-{number % 12 + 1:02}-01",
        "text",
        tuple(said),
        sha256=hashlib.sha256(name.encode()).hexdigest(),
        speakers=tuple(Speaker(people()[i], (people()[i],)) for i in here.tolist()),
        file=f"{name}.txt",
    )


def _talk(random: np.random.Generator, length: int) -> str:
    ranks = np.searchsorted(_cumulative(), random.random(length))
    words = [vocabulary()[rank] for rank in np.minimum(ranks, WORDS - 1).tolist()]
    sentences = [words[at : at + SENTENCE] for at in range(0, length, SENTENCE)]
    marks = ["?" if asks else "." for asks in (random.random(len(sentences)) < ASKING).tolist()]
    return " ".join(
        " ".join(words).capitalize() + mark for words, mark in zip(sentences, marks, strict=True)
    )


def questions(count: int) -> list[tuple[str, str, str]]:
    """Questions, each with the transcript and the speaker of the turn that its words are from.

    They are on the first 1,000 turns, which every library has; one in five names the speaker, and
    one in ten misspells a word.
    """
    random = np.random.default_rng(SEED + 2)
    low, high = TELLING
    telling = frozenset(vocabulary()[low:high])
    said = [(t.name, turn) for t in transcripts(1000) for turn in t.turns]
    made: list[tuple[str, str, str]] = []
    while len(made) < count:
        name, turn = said[int(random.integers(len(said)))]
        words = list(dict.fromkeys(w for w in turn.text.lower()[:-1].split() if w in telling))
        if len(words) < 3 or not turn.speaker:
            continue
        asked = [str(w) for w in random.permutation(words)[: int(random.integers(3, 7))]]
        at = len(made)
        if at % 10 == 0:
            asked[0] = asked[0][:-1] + "x"
        who = turn.speaker if at % 5 == 0 else "they"
        topic = " and the ".join(asked)
        made.append((f"What did {who} say about the {topic}?", name, turn.speaker))
    return made
