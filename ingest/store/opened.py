"""A library opened: its collections in Chroma, whose turn it is to write, what others changed."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import Any

from filelock import FileLock, Timeout

from ingest.errors import EmbeddingMismatch, LibraryBusy, LibraryError
from ingest.index.embedding import Embedder
from ingest.store import chroma, schema
from ingest.store.care import health, upgrade
from ingest.store.care.readonly import copied, is_read_only
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
from settings import Settings


class Opened:
    """The collections of a library, of one moment, followed where other processes change them."""

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
            problem = "it is a file" if isinstance(error, FileExistsError) else error.strerror
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
        upgrade.bring_up(self._client, self.settings, self._exclusive)
        if self._name(NEW_RECORDS) in chroma.collections(self._client):
            with self._exclusive():
                self._take_over()
        self._passages = chroma.collection(self._client, self._name(PASSAGES), self._stamp(0))
        schema.check(self._passages.metadata, self.settings.place)
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

    def reopen(self) -> None:
        """Begin anew with the database, where the client that is open is of no more use."""
        self._open(fresh=True)

    def _stored_revision(self) -> int:
        found = chroma.get(self._client, self._name(PASSAGES))
        return int((found.metadata or {}).get("revision") or 0)

    def _log(self) -> chroma.Collection:
        return chroma.collection(self._client, self._name(LOG))
