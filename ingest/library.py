"""The Chroma store: passages with their vectors, and a record for each transcript.

Chroma is the one truth. A transcript exists when its record does: its passages are written first,
under ids that carry the file's hash, the record last; a write that is cut short leaves the old
record with the old passages. What no record names is swept at the next write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api.types import Metadata
from chromadb.api import ClientAPI
from chromadb.config import Settings as ChromaSettings
from chromadb.api.models.Collection import Collection
from chromadb.errors import NotFoundError
from filelock import FileLock, Timeout

from ingest.embedding import Embedder, Vectors
from ingest.errors import EmbeddingMismatch, LibraryBusy, LibraryError, UnknownName
from ingest.passages import Passage
from ingest.records import (
    Record,
    from_rows,
    make_record,
    passage_id,
    passage_metadata,
    position,
    to_rows,
    turn_from,
)
from ingest.transcript import Transcript
from settings import Settings

PASSAGES, NEXT, RECORDS = "passages", "passages-next", "transcripts"


@dataclass(frozen=True, slots=True)
class Near:
    """A passage near a vector: its transcript, turn number and part, and the cosine."""

    name: str
    number: int
    part: int
    cosine: float


class Library:
    """An open library. One writer at a time (`writing`), any number of readers."""

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        """Open the library, making it where there is none.

        Raises EmbeddingMismatch and LibraryError.
        """
        self.settings, self.embedder = settings, embedder
        self._lock = FileLock(settings.library / ".writer.lock")
        try:
            settings.library.mkdir(parents=True, exist_ok=True)
            self._open()
        except OSError as error:
            raise LibraryError(f"{settings.library}: cannot open the library: {error}") from error

    def _open(self) -> None:
        self._client = _client(self.settings)
        names = {c.name for c in self._client.list_collections()}
        if NEXT in names and PASSAGES not in names:  # a rebuild that was cut short while renaming
            self._client.get_collection(NEXT, embedding_function=None).modify(name=PASSAGES)
        self.is_new = PASSAGES not in names and NEXT not in names
        self._passages = self._collection(PASSAGES, self._stamp())
        self._rows = self._collection(RECORDS, {})
        self._cache: dict[str, Record] | None = None
        self.revision = self._stored_revision()

    def _stamp(self) -> dict[str, Any]:
        return {"model": self.embedder.name, "digest": self.embedder.digest, "revision": 0}

    def _collection(self, name: str, metadata: dict[str, Any]) -> Collection:
        return self._client.get_or_create_collection(
            name,
            metadata=metadata or None,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
        )

    def check_model(self) -> None:
        """Raise EmbeddingMismatch where the library's vectors come from another model."""
        made = self._passages.metadata or {}
        if made.get("digest") != self.embedder.digest:
            raise EmbeddingMismatch(str(made.get("model")), self.embedder.name)

    # Reading

    def refresh(self) -> bool:
        """Look for changes by other processes; True where there were some."""
        try:
            stored = self._stored_revision()
        except NotFoundError:  # a rebuild put another collection in its place
            stored = -1
        if stored == self.revision:
            return False
        self._client.clear_system_cache()
        self._open()
        return True

    def _stored_revision(self) -> int:
        found = self._client.get_collection(PASSAGES, embedding_function=None)
        return int((found.metadata or {}).get("revision") or 0)

    def records(self) -> dict[str, Record]:
        """Every transcript's record by name, in order of name."""
        if self._cache is None:
            got = self._rows.get(where={"pending": False}, include=["documents", "metadatas"])
            rows = zip(got["ids"], got["documents"] or [], got["metadatas"] or [], strict=True)
            self._cache = from_rows(rows)
        return self._cache

    def record(self, name: str) -> Record:
        """One record. Raises UnknownName, with the nearest names."""
        records = self.records()
        if name not in records:
            raise UnknownName("transcript", name, records)
        return records[name]

    def transcript(self, name: str) -> Transcript:
        """A whole transcript, joined again from its passages. Raises UnknownName."""
        record = self.record(name)
        texts: dict[int, list[str]] = {}
        meta: dict[int, dict[str, Any]] = {}
        for batch in _batched(record.ids(), self._batch_size()):
            got = self._passages.get(ids=batch, include=["documents", "metadatas"])
            if len(got["ids"]) != len(batch):
                raise LibraryError(
                    f"{name}: passages are missing from the library; add the file again"
                )
            rows = dict(
                zip(
                    got["ids"],
                    zip(got["documents"] or [], got["metadatas"] or [], strict=True),
                    strict=True,
                )
            )
            for row in batch:
                document, metadata = rows[row]
                number, part = position(row)
                texts.setdefault(number, []).append(document)
                if part == 0:
                    meta[number] = dict(metadata)
        turns = tuple(turn_from(n, "".join(texts[n]), meta[n]) for n in sorted(texts))
        return Transcript(
            record.name,
            record.title,
            record.date,
            record.format,
            turns,
            record.front,
            record.back,
            record.sha256,
            record.speakers,
        )

    def near(self, vector: Vectors, count: int, where: dict[str, Any] | None = None) -> list[Near]:
        """The `count` passages nearest to a unit vector, best first. `where` is Chroma's filter."""
        records = self.records()
        got = self._passages.query(
            query_embeddings=[vector.tolist()],
            n_results=max(1, min(count, self._passages.count())),
            where=where,
            include=["distances"],
        )
        found = []
        for row, distance in zip(got["ids"][0], (got["distances"] or [[]])[0], strict=True):
            name = row[: row.rindex("#")]
            if name in records and row.endswith("@" + records[name].sha256[:12]):
                number, part = position(row)
                found.append(Near(name, number, part, 1.0 - float(distance)))
        return found

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock of this library folder. Raises LibraryBusy."""
        try:
            with self._lock.acquire(timeout=0):
                self.refresh()
                self._sweep()
                yield
        except Timeout:
            raise LibraryBusy(str(self.settings.library)) from None

    def put(self, transcript: Transcript, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Add a transcript, or put it in the place of an older one: all or nothing."""
        with self.writing():
            self.check_model()
            old = self.records().get(transcript.name)
            record = make_record(transcript, passages)
            self._write_rows([r for r in (old, record) if r], pending=True)
            self._write_passages(self._passages, transcript, passages, vectors)
            self._write_rows([record])
            self._changed()
            self._sweep()

    def remove(self, name: str) -> None:
        """Remove a transcript and all that belongs to it. Raises UnknownName."""
        with self.writing():
            self._write_rows([self.record(name)], pending=True)
            self._rows.delete(where={"$and": [{"name": name}, {"pending": False}]})
            self._changed()
            self._sweep()

    def rebuild(self, made: Iterable[tuple[Transcript, Sequence[Passage], Vectors]]) -> None:
        """Write every transcript anew into a collection that then takes the old one's place."""
        with self.writing():
            with suppress(NotFoundError):  # what a rebuild that was cut short left
                self._client.delete_collection(NEXT)
            fresh = self._collection(NEXT, self._stamp())
            records = []
            for transcript, passages, vectors in made:
                self._write_passages(fresh, transcript, passages, vectors)
                records.append(make_record(transcript, passages))
            self._client.delete_collection(PASSAGES)
            fresh.modify(name=PASSAGES)
            self._passages = fresh
            self._write_rows(records)
            self._changed()

    def problems(self) -> list[str]:
        """What is wrong with the store, one line each: missing and left-over passages."""
        wanted = {i: r.name for r in self.records().values() for i in r.ids()}
        held = set(self._passages.get(include=[])["ids"])
        missing = Counter(name for i, name in wanted.items() if i not in held)
        left = len(held - wanted.keys())
        return [f"{name}: {n} passages are missing" for name, n in sorted(missing.items())] + (
            [f"{left} passages belong to no transcript"] if left else []
        )

    def _sweep(self) -> None:
        """Delete the passages of every record that was written or replaced only in part.

        Before passages are touched, the records concerned are noted as pending rows: the note
        outlives a kill, and tells the next writer what to delete.
        """
        got = self._rows.get(where={"pending": True}, include=["documents", "metadatas"])
        rows = zip(got["ids"], got["documents"] or [], got["metadatas"] or [], strict=True)
        current = self.records()
        for record in from_rows(rows).values():
            kept = current.get(record.name)
            keep = set(kept.ids()) if kept else set()
            gone = [i for i in record.ids() if i not in keep]
            for batch in _batched(gone, self._batch_size()):
                self._passages.delete(ids=batch)
        if got["ids"]:
            self._rows.delete(ids=got["ids"])

    def _write_passages(
        self, to: Collection, transcript: Transcript, passages: Sequence[Passage], vectors: Vectors
    ) -> None:
        turns = {t.number: t for t in transcript.turns}
        rows = zip(passages, np.asarray(vectors, dtype=np.float32), strict=True)
        for batch in _batched(rows, self._batch_size()):
            to.upsert(
                ids=[
                    passage_id(transcript.name, p.number, p.part, transcript.sha256)
                    for p, _ in batch
                ],
                embeddings=[v for _, v in batch],
                documents=[p.text for p, _ in batch],
                metadatas=[passage_metadata(transcript, turns[p.number], p.part) for p, _ in batch],
            )

    def _write_rows(self, records: Iterable[Record], pending: bool = False) -> None:
        for record in records:
            rows = to_rows(record)
            key = f"{record.name}@{record.sha256[:12]}" if pending else record.name
            metadata: Metadata = {"name": record.name, "rows": len(rows), "pending": pending}
            self._rows.upsert(
                ids=[f"{key}/{i}" for i in range(len(rows))],
                documents=rows,
                embeddings=np.ones((len(rows), 1), dtype=np.float32),
                metadatas=[metadata] * len(rows),
            )

    def _changed(self) -> None:
        self._cache = None
        self.revision += 1
        self._passages.modify(metadata={**self._stamp(), "revision": self.revision})

    def _batch_size(self) -> int:
        return int(self._client.get_max_batch_size())


def _client(settings: Settings) -> ClientAPI:
    options = ChromaSettings(anonymized_telemetry=False)
    if settings.chroma_url:
        url = urlsplit(settings.chroma_url)
        try:
            return chromadb.HttpClient(
                host=url.hostname or "localhost",
                port=url.port or (443 if url.scheme == "https" else 8000),
                ssl=url.scheme == "https",
                settings=options,
            )
        except ValueError as error:
            raise LibraryError(
                f"CHROMA_URL {settings.chroma_url}: no Chroma server answers there; start one with "
                "`chroma run`, or unset CHROMA_URL"
            ) from error
    return chromadb.PersistentClient(str(settings.library / "chroma"), settings=options)


def _batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
