"""The library as it is read: transcripts, turns, vectors and records, from Chroma.

What is stored is what the file says, with the person's corrections in the record; what is read from
here is the transcript put right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from threading import RLock
from typing import Any

import numpy as np
from filelock import FileLock, Timeout

from ingest.errors import EmbeddingMismatch, LibraryBusy, LibraryError, UnknownName
from ingest.index.embedding import Embedder, Vectors
from ingest.store import chroma
from ingest.store.corrections import corrected
from ingest.store.records import Record
from ingest.store.stored import join, position, read_records
from ingest.transcript import Transcript
from settings import Settings

PASSAGES, RECORDS, NOTES = "passages", "transcripts", "unfinished"
# A rebuild fills the first two; that the draft takes the third's name is what makes it count.
NEW_PASSAGES, DRAFT, NEW_RECORDS = "passages-new", "transcripts-draft", "transcripts-new"
# A collection that is there while a library on a server is rebuilt.
REBUILDING = "rebuilding"


@dataclass(frozen=True, slots=True)
class Near:
    """A passage near a vector: its transcript, turn number and part, and the cosine."""

    name: str
    number: int
    part: int
    cosine: float


class Store:
    """An open library, for any number of readers.

    Every method raises LibraryError where the database fails or its server does not answer.
    """

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        """Open the library, making it where there is none. Raises LibraryError."""
        self.settings, self.embedder = settings, embedder
        self._threads, self._looking = RLock(), RLock()
        self._lock = FileLock(settings.library / ".writer.lock", thread_local=False)
        try:
            settings.library.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            problem = "it is a file" if settings.library.is_file() else error.strerror
            raise LibraryError(
                f"{settings.library}: this folder cannot hold the library: {problem}"
            ) from error
        self._open()

    @chroma.clear_errors
    def _open(self, fresh: bool = False) -> None:
        self._client = chroma.connect(self.settings, fresh)
        if NEW_RECORDS in chroma.collections(self._client):
            with self._exclusive():
                self._take_over()
        self._passages = chroma.collection(self._client, PASSAGES, self._stamp(0))
        self._records = chroma.collection(self._client, RECORDS)
        self._notes = chroma.collection(self._client, NOTES)
        self._cache: dict[str, Record] | None = None
        self._shown: tuple[dict[str, Record], dict[str, Record]] = {}, {}
        self.revision = self._stored_revision()

    def _take_over(self) -> None:
        """Put what a rebuild made in the place of the old; it may be cut short and done again."""
        for old, new in ((PASSAGES, NEW_PASSAGES), (RECORDS, NEW_RECORDS)):
            names = chroma.collections(self._client)
            if new in names:
                if old in names:
                    self._client.delete_collection(old)
                self._client.get_collection(new, embedding_function=None).modify(name=old)

    def _stamp(self, revision: int) -> dict[str, Any]:
        return {"model": self.embedder.name, "digest": self.embedder.digest, "revision": revision}

    def _exclusive(self) -> AbstractContextManager[Any]:
        """Shut other processes out of the folder. Raises LibraryBusy where one is writing."""
        if self.settings.chroma_url:
            return nullcontext()
        try:
            return self._lock.acquire(timeout=0)
        except Timeout:
            raise LibraryBusy(str(self.settings.library)) from None
        except OSError as error:
            raise LibraryError(
                f"{self.settings.library}: cannot write to the library: {error.strerror}"
            ) from error

    @property
    def is_new(self) -> bool:
        """Nothing was ever written to it."""
        return self.revision == 0

    def check_model(self) -> None:
        """Raise EmbeddingMismatch where the library's vectors come from another model."""
        made = self._passages.metadata or {}
        if made.get("digest") != self.embedder.digest:
            raise EmbeddingMismatch(str(made.get("model")), self.embedder.name)

    @chroma.clear_errors
    def refresh(self) -> bool:
        """Look for changes by other processes; True where there were some."""
        with self._looking:
            try:
                stored = self._stored_revision()
            except chroma.Failure:  # a rebuild is putting another collection in its place
                stored = -1
            if stored == self.revision:
                return False
            self._open(fresh=True)
            return True

    def _stored_revision(self) -> int:
        found = self._client.get_collection(PASSAGES, embedding_function=None)
        return int((found.metadata or {}).get("revision") or 0)

    @chroma.clear_errors
    def _stored(self) -> dict[str, Record]:
        """Every record as it is stored, by name, in order of name. Never changed in place."""
        with self._looking:
            if self._cache is None:
                self._cache = {r.name: r for r in read_records(self._records)}
            return self._cache

    def records(self) -> dict[str, Record]:
        """Every transcript's record by name, in order of name. Never changed in place."""
        with self._looking:
            stored = self._stored()
            if self._shown[0] is not stored:
                self._shown = stored, {name: r.corrected() for name, r in stored.items()}
            return self._shown[1]

    def record(self, name: str) -> Record:
        """One record. Raises UnknownName, with the nearest names."""
        records = self.records()
        if name not in records:
            raise UnknownName("transcript", name, records)
        return records[name]

    def as_read(self, name: str) -> Record:
        """One record without its corrections applied. Raises UnknownName."""
        self.record(name)
        return self._stored()[name]

    def transcript(self, name: str) -> Transcript:
        """A whole transcript, joined again from its passages. Raises UnknownName."""
        return corrected(self.transcript_as_read(name), self.record(name).corrections)

    @chroma.follow_changes
    @chroma.clear_errors
    def transcript_as_read(self, name: str) -> Transcript:
        """A whole transcript without its corrections. Raises UnknownName."""
        record = self.as_read(name)
        rows = self._held(record.ids())
        if len(rows) < len(record.ids()):
            raise _missing(name)
        return join(record, rows)

    @chroma.follow_changes
    @chroma.clear_errors
    def vectors(self, name: str) -> Vectors:
        """The vectors of a transcript's passages, in order. Raises UnknownName."""
        ids = self.record(name).ids()
        rows: dict[str, Any] = {}
        for batch in chroma.batches(ids, self._client):
            got = self._passages.get(ids=batch, include=["embeddings"])
            held = got["embeddings"]
            rows |= zip(got["ids"], () if held is None else held, strict=True)
        if len(rows) < len(ids):
            raise _missing(name)
        return np.array([rows[i] for i in ids], dtype=np.float32)

    def _held(self, ids: Iterable[str]) -> dict[str, tuple[str, Any]]:
        """The text and metadata of passages, by id; those that are not there are left out."""
        rows: dict[str, tuple[str, Any]] = {}
        for batch in chroma.batches(ids, self._client):
            got = self._passages.get(ids=batch, include=["documents", "metadatas"])
            held = zip(got["documents"] or [], got["metadatas"] or [], strict=True)
            rows |= zip(got["ids"], held, strict=True)
        return rows

    @chroma.follow_changes
    @chroma.clear_errors
    def near(
        self, vector: Vectors, count: int, records: Mapping[str, Record] | None = None
    ) -> list[Near]:
        """The `count` passages nearest to a unit vector, best first, as far as records have them.

        `records`: those of another moment than this.
        """
        records = self._stored() if records is None else records
        got = self._passages.query(
            query_embeddings=[vector.tolist()], n_results=count, include=["distances"]
        )
        found = []
        for row, distance in zip(got["ids"][0], (got["distances"] or [[]])[0], strict=True):
            name = row[: row.rindex("#")]
            if name in records and row.endswith("@" + records[name].version[:12]):
                number, part = position(row)
                found.append(Near(name, number, part, 1.0 - float(distance)))
        return found

    @chroma.clear_errors
    def problems(self) -> list[str]:
        """What is wrong with the store, one line each: missing and left-over passages.

        What an unfinished write left is no problem: it is noted, and the next write deletes it.
        """
        wanted = {i: r.name for r in self._stored().values() for i in r.ids()}
        noted = {i for r in read_records(self._notes) for i in r.ids()}
        held = set(self._passages.get(include=[])["ids"])
        missing = Counter(name for i, name in wanted.items() if i not in held)
        left = len(held - wanted.keys() - noted)
        return [f"{name}: {n} passages are missing" for name, n in sorted(missing.items())] + (
            [f"{left} passages belong to no transcript"] if left else []
        )


def _missing(name: str) -> LibraryError:
    return LibraryError(f"{name}: passages are missing from the library; add the file again")
