"""A library as questions read it: one moment of it, whatever others write meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from threading import Lock

from ingest import timing
from ingest.index import embedding
from ingest.index.keywords import Held, Keywords
from ingest.store.library import Library
from ingest.store.records import Record
from ingest.transcript import Transcript, Turn
from rag.check.citations import Answer
from rag.find.corpus import Corpus, corpus
from rag.follow.thread import Thread
from settings import Settings

# Answers kept, a few kilobytes each: more than all who share an index have open conversations.
MOST_ANSWERS = 1_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; empty means everything. Names are as people write them.

    `since` and `until` are ISO dates, both included; a transcript without a date is outside them.
    """

    transcripts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


Key = tuple[str, Thread | None, Filters]


@dataclass(frozen=True, slots=True)
class Moment:
    """A library as questions read it, at one moment: only what is remembered of it grows.

    `answers`: those given last, by the question, what it goes on from, and the filters; a
    follow-up goes on from one of them. `read`: the transcripts read whole.
    """

    held: Held
    corpus: Corpus
    answers: dict[Key, Answer] = field(default_factory=dict)
    read: dict[str, Transcript] = field(default_factory=dict)


class Shelf:
    """A library that many share, opened once, and the moment of it that was taken in last."""

    def __init__(self, library: Library, keywords: Keywords) -> None:
        self.library, self._keywords, self._lock = library, keywords, Lock()
        held = keywords.now
        self.moment = Moment(held, corpus(held.columns, held.vectors))

    def refresh(self, wait: bool = True) -> Moment:
        """Take in what other processes, or this one, changed in the library.

        While another thread is at it, wait for it, or else go on with what was taken in before.
        """
        if not self._lock.acquire(blocking=wait):
            return self.moment
        try:
            self.library.refresh()
            if self._keywords.sync():
                held = self._keywords.now
                grown = self.moment.corpus.updated(held.columns, held.vectors)
                self.moment = Moment(held, grown)
            return self.moment
        finally:
            self._lock.release()


class Index:
    """A library as it was when this was made, or last refreshed; what others write shows not.

    Any number of them stand on one shelf, in as many threads. A question takes one of its own
    (`still`), so that it ends with what it began with.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf, self._moment = shelf, shelf.moment

    def still(self) -> Index:
        """One of one's own, that nobody else refreshes."""
        return copy(self)

    def refresh(self, wait: bool = True) -> None:
        """Take in what other processes, or this one, changed in the library; see `Shelf`."""
        self._moment = self._shelf.refresh(wait)

    @property
    def library(self) -> Library:
        """The library itself, to write to; what questions read is in `held`."""
        return self._shelf.library

    @property
    def held(self) -> Held:
        """What the library held at that moment."""
        return self._moment.held

    @property
    def corpus(self) -> Corpus:
        """Its slices as arrays."""
        return self._moment.corpus

    @property
    def answers(self) -> dict[Key, Answer]:
        """The answers given from it."""
        return self._moment.answers

    @property
    def records(self) -> Mapping[str, Record]:
        """Every transcript's record by name, in order of name."""
        return self.held.records

    def transcript(self, name: str) -> Transcript:
        """A transcript by name, kept in memory. Raises UnknownName."""
        read = self._moment.read
        return read.get(name) or read.setdefault(name, self.held.transcript(name))

    def turns(self, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Turn]:
        """Some turns, by transcript and number, without reading the rest."""
        return {(name, number): self.held.talk[name].turn(number) for name, number in keys}

    def keep(self, key: Key, answer: Answer) -> None:
        """Keep an answer until the library changes or many others are given."""
        if len(self.answers) >= MOST_ANSWERS:
            self.answers.clear()
        self.answers[key] = answer


def open_index(settings: Settings) -> Index:
    """The library of these settings, ready for questions.

    Raises LibraryError, EmbeddingError and EmbeddingMismatch.
    """
    with timing.step("open"):
        library = Library(settings, embedding.load(settings))
        library.check_model()
    return Index(Shelf(library, Keywords(library)))
