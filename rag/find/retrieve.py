"""A question to ranked turns: candidates, features, the learned order, within the filters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ingest import timing
from ingest.errors import OnRecordError, UnknownName
from ingest.index.passages import slices as cut
from ingest.text.language import ENGLISH, language_of
from ingest.transcript import Speaker, Turn, turn_id
from rag.find import rank, rerank
from rag.find.candidates import candidates
from rag.find.features import features
from rag.find.index import Filters, Index, open_index
from rag.find.query import make_query
from settings import BUILTIN

__all__ = ["EmptyQuestion", "Filters", "Hit", "Index", "open_index", "ranked", "transcripts_in"]

# Characters of a neighbouring turn that a cross-encoder reads: its context is a few hundred tokens.
REREAD = 300


class EmptyQuestion(OnRecordError):
    """A question without a word in it."""

    def __init__(self) -> None:
        super().__init__("the question is empty; ask in plain words")


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
    scope = _scope(index, filters or Filters())
    asked_in = language_of(question)
    spoken = {index.held.columns[name].language for name in scope}
    language = asked_in if asked_in in spoken else ENGLISH
    query = make_query(question, arrays, vocabulary, language)
    if not query.words:
        raise EmptyQuestion
    everything = len(scope) == len(arrays.names) and all(who is None for who in scope.values())
    if not scope or not arrays.size:
        return None
    limit = None if everything else scope
    with timing.step("embed"):
        vector = index.library.embedder.query(question)
    with timing.step("pool") as counts:
        pool = candidates(query, vector, index.library, index.held, arrays, limit)
        counts["slices"] = len(pool.slices)
    if not len(pool.slices):
        return None
    with timing.step("features"):
        matrix, names = features(query, pool.slices, pool.cosines, arrays, vocabulary)
    return Examined(pool.slices, matrix, names)


def ranked(index: Index, question: str, k: int, filters: Filters | None = None) -> list[Hit]:
    """The `k` turns that the ranker puts first, best first, no turn twice.

    Raises EmptyQuestion, and UnknownName for a filter that names nothing.
    """
    found = examine(index, question, filters)
    if found is None:
        return []
    with timing.step("order"):
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
    records = index.records
    for name in filters.transcripts:
        index.held.record(name)
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
    records = index.records
    return sorted({n for name in names for s in records[name].speakers for n in s.names})
