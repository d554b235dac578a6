"""Evidence for an answer: sentences of the found turns, each with what speaks for it.

Retrieval scores do not tell answerable from unanswerable questions (measured); what does is
whether the question's own words, names and kind of thing stand together in one place, said by the
one who is asked about. That is what is measured here, per sentence. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.index.embedding import builtin
from ingest.index.passages import asks
from ingest.text.sentences import sentence_spans
from ingest.transcript import Transcript, Turn, spoken
from rag.asked.fit import fit
from rag.find.exchanges import is_questioner
from rag.find.retrieve import Hit
from rag.question import Question, Term
from rag.read.choice import score
from rag.read.traits import THERE, Around, Row, Said, traits
from rag.words.likeness import Matrix, match_levels
from rag.words.tokens import STOP, tokens

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
    """A sentence of a turn at `start`:`end`, with its traits (see rag.read.traits) by name.

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
    ranked = [(rank, c) for rank, c in enumerate(candidates) if _spans(c.hit.turn.text)]
    if not ranked:
        return []
    sought = _sought(question, candidates)
    turns = [c for _, c in ranked]
    trust = np.array([c.hit.score for c in candidates], dtype=np.float64)
    trust = np.exp(trust - trust.max())
    ranks = np.array([rank for rank, _ in ranked], dtype=np.intp)
    around = _around(question, turns, sought, ranks, (trust / trust.sum())[ranks])
    said = _said(question, turns, sought)
    told = traits(question, said, around, sought.rarity)
    scores = score(told)
    there = np.maximum.reduceat(said.own, said.starts)
    there = np.maximum.reduce([there, around.asked, around.title]) >= THERE
    missing = [
        tuple(t for t, met in zip(question.terms, row, strict=True) if not met and not t.generic)
        for row in there
    ]
    spans = [span for c in turns for span in _spans(c.hit.turn.text)]
    found = [
        Evidence(
            turns[of].hit, start, end, Row(told, at), missing[of],
            bool(said.asks[at]), bool(around.by_asked[of]), int(ranks[of]), float(scores[at]),
        )
        for at, (of, (start, end)) in enumerate(zip(said.turn, spans, strict=True))
    ]  # fmt: skip
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

    def best(self, texts: Iterable[str]) -> Matrix:
        """The best level of each term among the words of each text: shape (texts, terms)."""
        at = [[self.column[w] for w in _words(text) if w in self.column] for text in texts]
        found = np.zeros((len(at), len(self.levels)), dtype=np.float32)
        full = [row for row, places in enumerate(at) if places]
        if full:
            flat = list(chain.from_iterable(at))
            starts = np.cumsum([0] + [len(at[row]) for row in full[:-1]])
            found[full] = np.maximum.reduceat(self.levels[:, flat], starts, axis=1).T
        return found


def _sought(question: Question, candidates: Sequence[Candidate]) -> _Sought:
    vocabulary = sorted({w for c in candidates for w in _candidate_words(c)} - STOP)
    levels = match_levels(question.terms, vocabulary, question.language)
    column = {word: at for at, word in enumerate(vocabulary)}
    texts = list(dict.fromkeys(t for c in candidates for t in _sentences(c.hit.turn.text)))
    near = builtin().documents(texts) @ builtin().query(question.text)
    known = _Sought(
        levels, column, np.ones(len(levels), dtype=np.float32),
        dict(zip(texts, near.tolist(), strict=True)),
    )  # fmt: skip
    held = np.sum(known.best(c.hit.turn.text for c in candidates) >= THERE, axis=0)
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


def _around(
    question: Question,
    turns: Sequence[Candidate],
    sought: _Sought,
    ranks: NDArray[np.intp],
    found: NDArray[np.float64],
) -> Around:
    before = [c.around[0] for c in turns]
    questions = np.array([asks(text) for text in before])
    return Around(
        asked=sought.best(before),
        replied=sought.best(c.around[1] for c in turns),
        title=sought.best(f"{c.title} {c.hit.turn.who}" for c in turns),
        brief=questions & np.array([len(text.split()) <= BRIEF for text in before]),
        asks=questions,
        by_asked=np.array([by_asked(question, c.hit.turn) for c in turns]),
        rank=ranks.astype(np.float32),
        found=found.astype(np.float32),
    )


def _said(question: Question, turns: Sequence[Candidate], sought: _Sought) -> Said:
    split = [_sentences(c.hit.turn.text) for c in turns]
    texts = [text for sentences in split for text in sentences]
    return Said(
        turn=np.repeat(np.arange(len(turns)), [len(sentences) for sentences in split]),
        own=sought.best(texts),
        asks=np.array([asks(t) and not _TAG.search(t) for t in texts]),
        fits=np.array([fit(question, t) if spoken(t) else 0.0 for t in texts], dtype=np.float32),
        back=np.array([refers_back(t) for t in texts]),
        lengths=np.array([len(t.split()) for t in texts], dtype=np.float32),
        cosines=np.array([sought.cosines[t] for t in texts], dtype=np.float32),
    )


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


def by_asked(question: Question, turn: Turn) -> bool:
    """Whether a turn is by one whom the question asks to hear, or it asks to hear nobody."""
    if question.reporters:
        return is_questioner(turn)
    return not question.speakers or turn.who in question.speakers
