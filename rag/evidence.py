"""Evidence for an answer: sentences of the found turns, each with what speaks for it.

Retrieval scores do not tell answerable from unanswerable questions (measured); what does is
whether the question's own words, names and kind of thing stand together in one place, said by the
one who is asked about. That is what is measured here, per sentence. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import builtin
from ingest.passages import asks
from ingest.sentences import sentence_spans
from ingest.transcript import Transcript, Turn, spoken
from rag.choice import score
from rag.kinds import fit
from rag.likeness import Matrix, match_levels
from rag.question import Question, Term
from rag.retrieve import Hit
from rag.traits import THERE, Around, Row, Said, traits
from rag.words import STOP, tokens

# A question of at most so many words asks one thing, and what follows answers that.
BRIEF = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """A found turn with what stands around it: its neighbours, and its transcript's title."""

    hit: Hit
    before: Turn | None = None
    after: Turn | None = None
    title: str = ""

    @property
    def around(self) -> tuple[str, str]:
        """The texts of the turn before and the turn after."""
        return (self.before.text if self.before else "", self.after.text if self.after else "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a turn at `start`:`end`, with its traits (see rag.traits) by name.

    `missing`: words of the question that the whole turn and the turn before lack. `asks`: it is a
    question itself. `by_asked`: said by one whom the question asks to hear. `score` orders the
    sentences of one question and means nothing between questions. `beside`: it stands where the
    last answer of the conversation was found, or right behind that.
    """

    hit: Hit
    start: int
    end: int
    traits: Mapping[str, float]
    missing: tuple[Term, ...]
    asks: bool
    by_asked: bool
    rank: int
    score: float
    beside: bool = False

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.hit.turn.text[self.start : self.end]


def around(transcript: Transcript, hit: Hit) -> Candidate:
    """A turn of a transcript with what stands around it."""
    at, turns = hit.turn.number - 1, transcript.turns
    before = turns[at - 1] if at else None
    after = turns[at + 1] if at + 1 < len(turns) else None
    return Candidate(hit, before, after, titled(transcript.name, transcript.title))


def titled(name: str, title: str) -> str:
    """What a transcript is called: its title, and the words of its name."""
    return f"{title} {name.replace('-', ' ').replace('_', ' ')}"


def gather(question: Question, candidates: Sequence[Candidate]) -> list[Evidence]:
    """Every sentence of the candidates as evidence, best score first; ties by rank and place."""
    sought = _sought(question, candidates)
    best = max((c.hit.score for c in candidates), default=0.0)
    total = sum(np.exp(c.hit.score - best) for c in candidates)
    found = [
        evidence
        for rank, candidate in enumerate(candidates)
        for evidence in _of_turn(
            question, candidate, rank, float(np.exp(candidate.hit.score - best) / total), sought
        )
    ]
    return sorted(found, key=lambda e: (-e.score, e.rank, e.start))


def _candidate_words(candidate: Candidate) -> set[str]:
    texts = (candidate.hit.turn.text, *candidate.around)
    return {w for t in (*texts, candidate.title, candidate.hit.turn.who) for w in _words(t)}


@lru_cache(maxsize=10_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


@dataclass(frozen=True, slots=True)
class _Sought:
    """What the question is looked for by.

    `levels`: how well a word, at its `column`, stands for each term, shape (terms, words).
    `rarity` (0 to 1): how few of the turns found hold the term. `cosines`: of the vectors of the
    question and of each sentence of these turns.
    """

    levels: Matrix
    column: Mapping[str, int]
    rarity: Matrix
    cosines: Mapping[str, float]

    def best(self, text: str) -> Matrix:
        """The best level of each term among the words of a text: shape (terms,)."""
        at = [self.column[w] for w in _words(text) if w in self.column]
        if not at:
            return np.zeros(len(self.levels), dtype=np.float32)
        best: Matrix = self.levels[:, at].max(axis=1)
        return best


def _sought(question: Question, candidates: Sequence[Candidate]) -> _Sought:
    vocabulary = sorted({w for c in candidates for w in _candidate_words(c)} - STOP)
    levels = match_levels(question.terms, vocabulary)
    column = {word: at for at, word in enumerate(vocabulary)}
    texts = list(dict.fromkeys(t for c in candidates for t in _sentences(c.hit.turn.text)))
    near = builtin().documents(texts) @ builtin().query(question.text)
    known = _Sought(
        levels, column, np.ones(len(levels), dtype=np.float32),
        dict(zip(texts, near.tolist(), strict=True)),
    )  # fmt: skip
    held = np.sum([known.best(c.hit.turn.text) >= THERE for c in candidates], axis=0)
    return replace(known, rarity=rarity(held, len(candidates)))


@lru_cache(maxsize=10_000)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentence_spans(text))


def _sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in _spans(text)]


def rarity(held: NDArray[np.integer[Any]], turns: int) -> Matrix:
    """How much a term tells the turns found apart: 1 where none of them holds it.

    The inverse document frequency among them as a share of its largest value.
    """
    shares: Matrix = (np.log((turns + 1) / (held + 0.5)) / np.log(2 * turns + 2)).astype(np.float32)
    return shares


def _of_turn(
    question: Question, candidate: Candidate, rank: int, found: float, sought: _Sought
) -> list[Evidence]:
    turn = candidate.hit.turn
    spans = _spans(turn.text)
    if not spans:
        return []
    texts = _sentences(turn.text)
    own = np.array([sought.best(t) for t in texts])
    before, after = candidate.around
    outside = Around(
        asked=sought.best(before),
        replied=sought.best(after),
        title=sought.best(f"{candidate.title} {turn.who}"),
        brief=asks(before) and len(before.split()) <= BRIEF,
        asks=asks(before),
        rank=rank,
        found=found,
    )
    by_asked = _by_asked(question, turn)
    said = Said(
        own=own,
        asks=np.array([asks(t) and not _TAG.search(t) for t in texts]),
        fits=np.array([fit(question, t) if spoken(t) else 0.0 for t in texts], dtype=np.float32),
        back=np.array([refers_back(t) for t in texts]),
        lengths=np.array([len(t.split()) for t in texts], dtype=np.float32),
        cosines=np.array([sought.cosines[t] for t in texts], dtype=np.float32),
    )
    told = traits(question, said, outside, sought.rarity, by_asked)
    there = np.maximum.reduce([own.max(axis=0), outside.asked, outside.title])
    missing = tuple(
        t for t, level in zip(question.terms, there, strict=True) if level < THERE and not t.generic
    )
    scores = score(told)
    return [
        Evidence(
            candidate.hit, start, end, Row(told, at), missing,
            bool(said.asks[at]), by_asked, rank, float(scores[at]),
        )
        for at, (start, end) in enumerate(spans)
    ]  # fmt: skip


# "They won't wait, will they?" states, and asks for assent.
_TAG = re.compile(
    r",\s(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|must|ai)(?:n['\u2019]t)?"
    r"\s(?:I|you|he|she|it|we|they|there|that|this)\W*$|,\s(?:right|okay|yes|no|eh|correct)\W*$",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"^\W*(?:(?:and|but|so|because|then|now|yes|no|well|also|in total),?\s+)*"
    r"(?:it|its|it's|they|they're|their|she|she'll|she's|he|he's|his|her|this|that|that's|these|those|both|such|there|"
    r"of (?:these|those|them|which))\b",
    re.IGNORECASE,
)


def refers_back(sentence: str) -> bool:
    """Whether a sentence opens with a word that stands for something named before ("It begins")."""
    return bool(_BACK.match(sentence.replace("\u2019", "'")))


def _by_asked(question: Question, turn: Turn) -> bool:
    if question.reporters:
        return is_questioner(turn)
    return not question.speakers or turn.who in question.speakers


_QUESTIONER = re.compile(
    r"^(?:q|question(?:er)?s?|reporters?|audience.*|journalists?|press)\W*$", re.I
)


def is_questioner(turn: Turn) -> bool:
    """Whether the label says that this turn puts a question (`QUESTION`, `Q`, `REPORTER`)."""
    return bool(turn.label and _QUESTIONER.match(turn.label))
