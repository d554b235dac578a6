"""The library as it is read: transcripts, turns, vectors and records, from Chroma.

What is stored is what the file says, with the person's corrections in the record; what is read from
here is the transcript put right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np
from filelock import FileLock, Timeout

from ingest.errors import EmbeddingMismatch, LibraryBusy, LibraryError, UnknownName
from ingest.index.embedding import Embedder, Vectors
from ingest.store import audit, backup, chroma, health, kept, schema, sums
from ingest.store.corrections import Corrections, corrected
from ingest.store.kept import Kept
from ingest.store.readonly import copied, is_read_only
from ingest.store.records import Record
from ingest.store.schema import (
    KEPT,
    LOG,
    NEW_KEPT,
    NEW_PASSAGES,
    NEW_RECORDS,
    NOTES,
    PASSAGES,
    RECORDS,
)
from ingest.store.stored import join, position, read_records
from ingest.transcript import Transcript
from settings import Settings


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

    def __init__(self, settings: Settings, embedder: Embedder, mend: bool = False) -> None:
        """Open the library, making it where there is none.

        `mend`: without vectors that cannot be read. Raises LibraryError, LibraryHurt where it is
        damaged.
        """
        self.folder, self.embedder = settings.library, embedder
        try:
            settings.library.mkdir(parents=True, exist_ok=True)
            self._copy = copied(self.folder) if is_read_only(self.folder) else None
        except OSError as error:
            problem = "it is a file" if settings.library.is_file() else error.strerror
            raise LibraryError(
                f"{settings.library}: this folder cannot hold the library: {problem}"
            ) from error
        if self._copy:
            settings = replace(settings, library=Path(self._copy.name))
        self.settings = settings
        self._threads, self._looking = RLock(), RLock()
        self._lock = FileLock(settings.library / ".writer.lock", thread_local=False)
        (health.mend if mend else health.look)(settings)
        self._open()
        health.remember(settings, written=not self.is_new)

    @chroma.clear_errors
    def _open(self, fresh: bool = False) -> None:
        self._client = chroma.connect(self.settings, fresh)
        schema.bring_up(self._client, self.settings, self._exclusive, self._keep_copy)
        if self._name(NEW_RECORDS) in chroma.collections(self._client):
            with self._exclusive():
                self._take_over()
        self._passages = chroma.collection(self._client, self._name(PASSAGES), self._stamp(0))
        schema.check(self._passages.metadata, self.settings.chroma_url or self.settings.library)
        self._records = chroma.collection(self._client, self._name(RECORDS))
        self._notes = chroma.collection(self._client, self._name(NOTES))
        self._kept = chroma.collection(self._client, self._name(KEPT))
        self._cache: dict[str, Record] | None = None
        self._shown: tuple[dict[str, Record], dict[str, Record]] = {}, {}
        self.revision = self._stored_revision()

    def _name(self, collection: str) -> str:
        return schema.prefix(self.settings) + collection

    def _take_over(self) -> None:
        """Put what a rebuild made in the place of the old; it may be cut short and done again."""
        pairs = (PASSAGES, NEW_PASSAGES), (KEPT, NEW_KEPT), (RECORDS, NEW_RECORDS)
        for old, new in pairs:
            chroma.put_in_place(self._client, self._name(old), self._name(new))

    def _keep_copy(
        self,
        passages: chroma.Collection,
        records: chroma.Collection,
        versions: chroma.Collection | None,
    ) -> None:
        """A backup of a library of schema 1, before it is brought up."""
        path = self.folder / "before-schema-2.backup"
        if not path.exists():
            self._passages, self._records, self._cache = passages, records, None
            self._kept = versions or chroma.collection(self._client, self._name(KEPT))
            self.back_up(path)

    @chroma.clear_errors
    def back_up(self, path: Path) -> int:
        """Write all that is held to a file; how many transcripts. Raises BackupError."""
        held = self._passages.metadata or {}
        about: dict[str, Any] = {
            "schema": chroma.SCHEMA,
            "model": held.get("model"),
            "digest": held.get("digest"),
        }
        if self._name(LOG) in chroma.collections(self._client):
            about |= {"log": audit.rows(self._log())}
        items = map(self._to_back_up, self._stored().values())
        return backup.write(path, about, items, self._versions_kept(), self.folder)

    def _versions_kept(self) -> Iterator[list[kept.Row]]:
        """The rows of each version that counts, as they are stored."""
        return (kept.rows_of(self._kept, it) for it in self.kept().values())

    def _to_back_up(self, record: Record) -> backup.Item:
        ids = record.ids()
        rows = self._held(ids)
        if len(rows) < len(ids):
            raise _missing(record.name)
        vectors = None if any("vectors" in p for p in self._wrong(record)) else self._vectors(ids)
        return backup.Item(record, rows, vectors)

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
    def is_read_only(self) -> bool:
        """Its folder can only be read: what is open is a copy."""
        return self._copy is not None

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
        found = chroma.get(self._client, self._name(PASSAGES))
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

    def listed(self) -> list[dict[str, Any]]:
        """What a list of the transcripts says of each."""
        return [record.summary() for record in self.records().values()]

    @chroma.clear_errors
    def changes(self) -> list[audit.Change]:
        """Who changed what, the oldest first."""
        return audit.read(self._log())

    def _log(self) -> chroma.Collection:
        return chroma.collection(self._client, self._name(LOG))

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
    def texts(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """What some turns say, by transcript and number, without reading the rest.

        Raises UnknownName.
        """
        ids = {(name, n): self.record(name).ids_of(n) for name, n in wanted}
        rows = self._held(i for several in ids.values() for i in several)
        for (name, _), several in ids.items():
            if not rows.keys() >= set(several):
                raise _missing(name)
        return {key: "".join(rows[i][0] for i in several) for key, several in ids.items()}

    @chroma.follow_changes
    @chroma.clear_errors
    def vectors(self, name: str) -> Vectors:
        """The vectors of a transcript's passages, in order. Raises UnknownName."""
        vectors = self._vectors(self.record(name).ids())
        if vectors is None:
            raise _missing(name)
        return vectors

    def _vectors(self, ids: list[str]) -> Vectors | None:
        """The vectors of these passages, None where one is not there."""
        rows: dict[str, Any] = {}
        for batch in chroma.batches(ids, self._client):
            got = self._passages.get(ids=batch, include=["embeddings"])
            held = got["embeddings"]
            rows |= zip(got["ids"], () if held is None else held, strict=True)
        if len(rows) < len(ids):
            return None
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
    def kept(self) -> dict[str, Kept]:
        """The version before, by name, of those that were replaced or removed; the last first."""
        found = kept.find(self._kept)
        surplus = {it.key for it in kept.surplus(found, self._versions())}
        return {it.name: it for it in found if it.key not in surplus}

    @chroma.clear_errors
    def version_kept(self, it: Kept) -> tuple[Transcript, Corrections]:
        """A version that is kept, as read, with what was put right in it. Raises LibraryError."""
        return kept.read(self._kept, it)

    def _versions(self) -> dict[str, str]:
        return {r.name: r.version for r in self._stored().values()}

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
        """What is wrong with the store, one line each: what is missing, left over, or changed.

        What an unfinished write left is no problem: it is noted, and the next write deletes it.
        """
        records = self._stored().values()
        wanted = {i for r in records for i in r.ids()}
        noted = {i for r in read_records(self._notes) for i in r.ids()}
        left = len(set(self._passages.get(include=[])["ids"]) - wanted - noted)
        return [
            *(f"{r.name}: {problem}" for r in records for problem in self._wrong(r)),
            *([f"{left} passages belong to no transcript"] if left else []),
            *kept.problems(self._kept),
        ]

    def _wrong(self, record: Record) -> Iterator[str]:
        ids = record.ids()
        rows = self._held(ids)
        missing = sum(i not in rows for i in ids)
        if missing:
            yield f"{missing} passages are missing"
            return
        if record.digest and sums.digest((i, *rows[i]) for i in ids) != record.digest:
            yield "its text is not what was stored"
        try:
            vectors = self._vectors(ids)
        except chroma.Failure:
            vectors = None
        if vectors is None:
            yield "its vectors cannot be read"
        elif not sums.are_whole(vectors, record.weight):
            yield "its vectors are not what was stored"


def _missing(name: str) -> LibraryError:
    return LibraryError(f"{name}: passages are missing from the library; add the file again")
