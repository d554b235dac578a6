"""A question to ranked turns: candidates, features, the learned order, within the filters."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ingest.errors import OnRecordError, UnknownName
from ingest.index import embedding
from ingest.index.keywords import Keywords
from ingest.index.passages import slices as cut
from ingest.store.library import Library
from ingest.transcript import Speaker, Transcript, Turn, turn_id
from rag.check.citations import Answer
from rag.find import rank, rerank
from rag.find.candidates import candidates
from rag.find.corpus import Corpus
from rag.find.features import features
from rag.find.query import make_query
from rag.follow.thread import Thread
from settings import BUILTIN, Settings

# Characters of a neighbouring turn that a cross-encoder reads: its context is a few hundred tokens.
REREAD = 300
# Answers kept, a few kilobytes each: more than all who share an index have open conversations.
MOST_ANSWERS = 1_000


class EmptyQuestion(OnRecordError):
    """A question without a word in it."""

    def __init__(self) -> None:
        super().__init__("the question is empty; ask in plain words")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; empty means everything. Names are as people write them.

    `since` and `until` are ISO dates, both included; a transcript without a date is outside them.
    """

    transcripts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn found for a question. `score` only orders; it says nothing about being an answer."""

    name: str
    turn: Turn
    score: float

    @property
    def id(self) -> str:
        """The turn's id, `name#number`."""
        return turn_id(self.name, self.turn.number)


Key = tuple[str, Thread | None, Filters]


@dataclass
class Index:
    """An open library with its keyword index and arrays, and the transcripts read last.

    `answers`: those given last, by the question, what it goes on from, and the filters; a
    follow-up goes on from one of them.
    """

    library: Library
    keywords: Keywords
    corpus: Corpus = field(default_factory=Corpus)
    answers: dict[Key, Answer] = field(default_factory=dict)
    _read: OrderedDict[str, Transcript] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self.corpus.update(self.keywords.columns, self.keywords.vectors)

    def transcript(self, name: str) -> Transcript:
        """A transcript by name, kept in memory. Raises UnknownName."""
        if name not in self._read:
            self._read[name] = self.library.transcript(name)
        return self._read[name]

    def turn(self, name: str, number: int) -> Turn:
        """One turn."""
        return self.transcript(name).turns[number - 1]

    def turns(self, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Turn]:
        """Some turns, by transcript and number; only those not in memory are read."""
        wanted = list(keys)
        found = self.library.turns(key for key in wanted if key[0] not in self._read)
        return found | {key: self.turn(*key) for key in wanted if key[0] in self._read}

    def keep(self, key: Key, answer: Answer) -> None:
        """Keep an answer until the library changes or many others are given."""
        if len(self.answers) >= MOST_ANSWERS:
            self.answers.clear()
        self.answers[key] = answer

    def refresh(self) -> None:
        """Take in what other processes, or this one, changed in the library."""
        self.library.refresh()
        if self.keywords.sync():
            self.corpus.update(self.keywords.columns, self.keywords.vectors)
            self._read.clear()
            self.answers.clear()


def open_index(settings: Settings) -> Index:
    """The library of these settings, ready for questions.

    Raises LibraryError, EmbeddingError and EmbeddingMismatch.
    """
    library = Library(settings, embedding.load(settings))
    library.check_model()
    return Index(library, Keywords(library))


@dataclass(frozen=True, slots=True)
class Examined:
    """The candidate slices of a question (rows of the corpus), with their features."""

    slices: NDArray[np.intp]
    matrix: NDArray[np.float32]
    names: tuple[str, ...]


def examine(index: Index, question: str, filters: Filters | None = None) -> Examined | None:
    """The candidates for a question, with what the ranker sees of them; None where there are none.

    Raises EmptyQuestion, and UnknownName for a filter that names nothing.
    """
    arrays, vocabulary = index.corpus.arrays, index.corpus.vocabulary
    query = make_query(question, arrays, vocabulary)
    if not query.words:
        raise EmptyQuestion
    scope = _scope(index, filters or Filters())
    everything = len(scope) == len(arrays.names) and all(who is None for who in scope.values())
    if not scope or not arrays.size:
        return None
    vector = index.library.embedder.query(question)
    limit = None if everything else scope
    pool = candidates(query, vector, index.library, index.keywords, arrays, limit)
    if not len(pool.slices):
        return None
    matrix, names = features(query, pool.slices, pool.cosines, arrays, vocabulary)
    return Examined(pool.slices, matrix, names)


def ranked(index: Index, question: str, k: int, filters: Filters | None = None) -> list[Hit]:
    """The `k` turns that the ranker puts first, best first, no turn twice.

    Raises EmptyQuestion, and UnknownName for a filter that names nothing.
    """
    found = examine(index, question, filters)
    if found is None:
        return []
    scores = rank.score(found.matrix, found.names)
    if (model := index.library.settings.reranker_model) not in (BUILTIN, "none"):
        texts = partial(_texts_to_score, index, found.slices)
        scores = rerank.reranked(question, scores, texts, rerank.scorer(model))
    best = best_turns(index, found.slices, scores)[:k]
    turns = index.turns(key for key, _ in best)
    return [Hit(key[0], turns[key], score) for key, score in best]


def _texts_to_score(index: Index, slices: NDArray[np.intp], at: int) -> tuple[str, str]:
    """What a cross-encoder reads of a candidate: it with its neighbours, and the turn before it."""
    arrays = index.corpus.arrays
    row = int(slices[at])
    transcript = index.transcript(arrays.names[arrays.transcript[row]])
    place = int(arrays.turn[row]) - 1
    own = cut(transcript.turns[place].text)[int(arrays.part[row])]
    before = transcript.turns[place - 1].text[-REREAD:] if place else ""
    after = transcript.turns[place + 1].text[:REREAD] if place + 1 < len(transcript.turns) else ""
    return f"{before}\n{own}\n{after}".strip(), f"{before}\n{own}".strip()


def best_turns(
    index: Index, slices: NDArray[np.intp], scores: NDArray[np.float64]
) -> list[tuple[tuple[str, int], float]]:
    """Turns with the score of their best slice, best first; equal ones by name and number."""
    arrays = index.corpus.arrays
    best: dict[tuple[str, int], float] = {}
    for row, score in zip(slices.tolist(), scores.tolist(), strict=True):
        key = (arrays.names[arrays.transcript[row]], int(arrays.turn[row]))
        best[key] = max(score, best.get(key, score))
    return sorted(best.items(), key=lambda item: (-item[1], item[0]))


def transcripts_in(index: Index, filters: Filters) -> tuple[str, ...]:
    """The names of the transcripts that the filters leave, in order. Raises UnknownName."""
    return tuple(_scope(index, filters))


def _scope(index: Index, filters: Filters) -> dict[str, frozenset[str] | None]:
    """Transcript names, each with the speakers allowed in it (None: all of them)."""
    records = index.library.records()
    for name in filters.transcripts:
        index.library.record(name)
    names = [n for n in filters.transcripts or records if _in_time(records[n].date, filters)]
    if not filters.speakers:
        return dict.fromkeys(names)
    scope: dict[str, frozenset[str] | None] = {}
    found: set[str] = set()
    for name in names:
        meant = {w: _meant(w, records[name].speakers) for w in filters.speakers}
        found.update(wanted for wanted, speakers in meant.items() if speakers)
        if allowed := frozenset().union(*meant.values()):
            scope[name] = allowed
    for speaker in filters.speakers:
        if names and speaker not in found:
            raise UnknownName("speaker", speaker, _speaker_names(index, names))
    return scope


def _meant(wanted: str, speakers: Iterable[Speaker]) -> frozenset[str]:
    """The speakers who bear a name; failing that, those whose name holds all its words."""
    names = {s.name: [n.casefold() for n in s.names] for s in speakers}
    exact = frozenset(name for name, known in names.items() if wanted.casefold() in known)
    words = set(wanted.casefold().split())
    return exact or frozenset(
        name
        for name, known in names.items()
        if words and any(words <= set(n.split()) for n in known)
    )


def _in_time(date: str | None, filters: Filters) -> bool:
    """Whether a date lies in the filter's span; a span up to a month or a year takes it whole."""
    if filters.since is None and filters.until is None:
        return True
    if date is None:
        return False
    late = filters.until is not None and date[: len(filters.until)] > filters.until
    return not late and (filters.since is None or date >= filters.since)


def _speaker_names(index: Index, names: Iterable[str]) -> list[str]:
    records = index.library.records()
    return sorted({n for name in names for s in records[name].speakers for n in s.names})
