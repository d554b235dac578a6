"""A question to ranked turns: vector and keyword candidates, fused, within the filters."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest import embedding
from ingest.errors import OnRecordError, UnknownName
from ingest.keywords import Keywords
from ingest.library import Library
from ingest.transcript import Transcript, Turn, turn_id
from settings import Settings

_WORD = re.compile(r"\w+")
# Rank constant of reciprocal rank fusion: Cormack, Clarke and Buettcher (2009).
RRF = 60
POOL = 100


class EmptyQuestion(OnRecordError):
    """A question without a word in it."""

    def __init__(self) -> None:
        super().__init__("the question is empty; ask in plain words")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; empty means everything. Names are as people write them."""

    transcripts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


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


@dataclass
class Index:
    """An open library with its keyword index, and the transcripts read last."""

    library: Library
    keywords: Keywords
    _read: OrderedDict[str, Transcript] = field(default_factory=OrderedDict)

    def transcript(self, name: str) -> Transcript:
        """A transcript by name, kept in memory. Raises UnknownName."""
        if name not in self._read:
            self._read[name] = self.library.transcript(name)
        return self._read[name]

    def turn(self, name: str, number: int) -> Turn:
        """One turn."""
        return self.transcript(name).turns[number - 1]

    def refresh(self) -> None:
        """Take in what other processes, or this one, changed in the library."""
        self.library.refresh()
        if self.keywords.sync():
            self._read.clear()


def open_index(settings: Settings) -> Index:
    """The library of these settings, ready for questions.

    Raises LibraryError, EmbeddingError and EmbeddingMismatch.
    """
    library = Library(settings, embedding.load(settings))
    library.check_model()
    return Index(library, Keywords(library))


def search(index: Index, question: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
    """The `k` turns that fit the question best, best first, no turn twice.

    Raises EmptyQuestion, and UnknownName for a filter that names nothing.
    """
    words = _WORD.findall(question.casefold())
    if not question.strip():
        raise EmptyQuestion
    scope = _scope(index, filters or Filters())
    if not scope:
        return []
    everything = len(scope) == len(index.library.records()) and not (filters and filters.speakers)
    near = index.library.near(index.library.embedder.query(question), POOL * 2)
    matches = index.keywords.search(words, POOL * 2, () if everything else scope)
    dense = dict.fromkeys((n.name, n.number) for n in near)
    keyed = dict.fromkeys((m.name, m.number) for m in matches)
    allowed = (key for key in fuse([list(dense), list(keyed)]))
    hits = []
    for (name, number), score in allowed:
        if name not in scope:
            continue
        turn = index.turn(name, number)
        if scope[name] is None or turn.who in (scope[name] or ()):
            hits.append(Hit(name, turn, score))
    return hits[:k]


def transcripts_in(index: Index, filters: Filters) -> tuple[str, ...]:
    """The names of the transcripts that the filters leave, in order. Raises UnknownName."""
    return tuple(_scope(index, filters))


def fuse(
    rankings: Sequence[Sequence[tuple[str, int]]],
) -> list[tuple[tuple[str, int], float]]:
    """Reciprocal rank fusion: the sum of 1 / (60 + rank) over the rankings, best first."""
    scores: dict[tuple[str, int], float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, 1):
            scores[key] = scores.get(key, 0.0) + 1.0 / (RRF + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _scope(index: Index, filters: Filters) -> dict[str, frozenset[str] | None]:
    """Transcript names, each with the speakers allowed in it (None: all of them)."""
    records = index.library.records()
    for name in filters.transcripts:
        index.library.record(name)
    names = filters.transcripts or tuple(records)
    if not filters.speakers:
        return dict.fromkeys(names)
    scope: dict[str, frozenset[str] | None] = {}
    wanted = {s.casefold() for s in filters.speakers}
    found: set[str] = set()
    for name in names:
        matched = {s.name: {n.casefold() for n in s.names} & wanted for s in records[name].speakers}
        if allowed := frozenset(n for n, hit in matched.items() if hit):
            scope[name] = allowed
            found.update(*matched.values())
    for speaker in filters.speakers:
        if speaker.casefold() not in found:
            raise UnknownName("speaker", speaker, _speaker_names(index, names))
    return scope


def _speaker_names(index: Index, names: Iterable[str]) -> list[str]:
    records = index.library.records()
    return sorted({n for name in names for s in records[name].speakers for n in s.names})
