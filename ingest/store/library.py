"""The library: passages with their vectors, and a record for each transcript, kept in Chroma.

Chroma is the one truth. A transcript exists when its record does: its passages are written first,
under ids that carry its version, the record last; a write that is cut short leaves the old
record with the old passages. Before passages are touched the records concerned are noted in a
collection of their own: the note outlives a kill, and tells the next writer what to delete.
What is replaced or removed is kept beside it, for undo (`kept`).
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import chain

from ingest import timing
from ingest.errors import LibraryError, ServerBusy, UnknownName
from ingest.index import prepared
from ingest.index.embedding import Embedder, Vectors
from ingest.index.passages import Passage
from ingest.store import chroma, kept, turns
from ingest.store.care import audit, health
from ingest.store.corrections import NO_CORRECTIONS, Corrections, corrected
from ingest.store.kept import Kept
from ingest.store.records import Record, key, make_record
from ingest.store.schema import DRAFT, NEW_KEPT, NEW_PASSAGES, NEW_RECORDS, WRITING
from ingest.store.store import Near, Store
from ingest.store.stored import join, read_records, write_passages, write_records
from ingest.transcript import Transcript
from settings import Settings

__all__ = ["Library", "Made", "Near"]

# Seconds after which the note of another on a server counts as left by one that died.
ABANDONED = 3600

# A transcript as read, its passages with their vectors, and what was put right in it.
Made = tuple[Transcript, Sequence[Passage], Vectors, Corrections]


class Library(Store):
    """An open library. One writer at a time (`writing`), any number of readers.

    Every method raises LibraryError where the database fails or its server does not answer.
    """

    def __init__(self, settings: Settings, embedder: Embedder, mend: bool = False) -> None:
        """Open the library, making it where there is none; see `Store`. Raises LibraryError."""
        self._inside = False
        self.who: Callable[[], str] = audit.user
        super().__init__(settings, embedder, mend)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer; threads of this process wait their turn. May be entered again inside.

        Raises LibraryBusy where another process writes to the folder, and ServerBusy where another
        front end goes on writing to the library on a server.
        """
        if self.is_read_only and not self.settings.chroma_url:
            raise LibraryError(f"{self.folder}: this folder can only be read")
        with self._threads:
            if self._inside:
                yield
                return
            with self._exclusive(), self._turn():
                self._inside, listed = True, None
                try:
                    self.refresh()
                    self._sweep()
                    yield
                    listed = self.listed()
                finally:
                    self._inside = False
                    health.remember(self.settings, not self.is_new, listed)

    @chroma.clear_errors
    def put(
        self,
        transcript: Transcript,
        passages: Sequence[Passage],
        vectors: Vectors,
        corrections: Corrections = NO_CORRECTIONS,
        *,
        keep: bool = False,
    ) -> None:
        """Add a transcript, or put it in the place of an older one: all or nothing.

        The transcript is the one read; passages and vectors are those of the one corrected. `keep`:
        undo can bring back what was there before under its name, be it nothing.
        """
        with timing.step("store", passages=len(passages)), self.writing():
            self.check_model()
            self._check_size()
            record = make_record(transcript, passages, corrections)
            old = self._stored().get(record.name)
            concerned = [old, record] if old else [record]
            self._note(concerned)
            if keep:
                self._keep(record.name)
            shown = corrected(transcript, corrections)
            prepared.keep(self.settings.library, record.version, shown)
            record = write_passages(
                self._client, self._passages, transcript, record, passages, vectors
            )
            write_records(self._records, [record])
            audit.write(self._log(), self.who(), _action(old, record), record.name)
            self._changed({**self._stored(), record.name: record})
            self._settle(concerned)

    def _check_size(self) -> None:
        """Raise LibraryError where the folder is as large as it may become."""
        most = self.settings.library_mb
        if most is None or self.settings.chroma_url:
            return
        megabytes = health.size(self.settings) / 1e6
        if megabytes >= most:
            raise LibraryError(
                f"{self.folder}: the library takes {megabytes:.0f} MB and may take {most} MB; "
                "remove transcripts for good, or raise ON_RECORD_LIBRARY_MB"
            )

    @chroma.clear_errors
    def remove(self, name: str, *, keep: bool = True) -> None:
        """Remove a transcript; `keep`: undo can bring it back. Raises UnknownName."""
        with self.writing():
            record = self.as_read(name)
            self._note([record])
            if keep:
                self._keep(name)
            prepared.drop(self.settings.library, record.version)
            self._records.delete(where={"name": name})
            audit.write(self._log(), self.who(), "removed", name)
            self._changed({n: r for n, r in self._stored().items() if n != name})
            self._settle([record])
            self._forget(kept.surplus(kept.find(self._kept), self._versions()))

    @chroma.clear_errors
    def forget(self, name: str) -> None:
        """Remove a transcript, and what is kept of it, for good. Raises UnknownName."""
        with self.writing():
            if name not in {*self.records(), *self.kept()}:
                raise UnknownName("transcript", name, {*self.records(), *self.kept()})
            if name in self.records():
                self.remove(name, keep=False)
            self._forget(kept.find(self._kept, name))
            audit.write(self._log(), self.who(), "removed for good", name)

    @chroma.clear_errors
    def rebuild(self, made: Iterable[Made], versions: Iterable[Sequence[kept.Row]] = ()) -> None:
        """Write every transcript anew into collections that then take the old ones' place.

        What is kept for undo goes along, and these `versions` with it (see `kept.rows_of`).
        `made` is asked for when nobody else can write. Raises LibraryBusy and ServerBusy.
        """
        cut_short = {self._name(name) for name in (NEW_PASSAGES, NEW_KEPT, DRAFT)}
        with self.writing():
            if self.settings.chroma_url and self._notes.count():
                raise ServerBusy(
                    self.settings.place, "another front end is writing to this library"
                )
            for name in chroma.collections(self._client) & cut_short:
                chroma.drop(self._client, name)
            stamp = self._stamp(_revision())
            fresh = chroma.collection(self._client, self._name(NEW_PASSAGES), stamp)
            draft = chroma.collection(self._client, self._name(DRAFT))
            for transcript, passages, vectors, corrections in made:
                record = make_record(transcript, passages, corrections)
                record = write_passages(self._client, fresh, transcript, record, passages, vectors)
                write_records(draft, [record])
            aside = chroma.collection(self._client, self._name(NEW_KEPT))
            before = (kept.rows_of(self._kept, it) for it in self.kept().values())
            for rows in chain(before, versions):
                kept.put(self._client, aside, rows)
            draft.modify(name=self._name(NEW_RECORDS))
            self._open(fresh=True)

    @chroma.clear_errors
    def take_log(self, rows: Iterable[tuple[str, dict[str, str]]]) -> None:
        """Add to the log of changes what a backup holds of it."""
        with self.writing():
            audit.put(self._log(), rows)

    def _note(self, concerned: Sequence[Record]) -> None:
        """Note what will be written."""
        write_records(self._notes, concerned, noted=int(time.time()))

    @chroma.clear_errors
    def _turn(self) -> AbstractContextManager[None]:
        """Shut other writers out of a server's library. Raises ServerBusy."""
        if not self.settings.chroma_url:
            return nullcontext()
        mark = turns.take(self._client, self._name(WRITING), self.settings.place)
        return turns.kept(self._client, mark)

    def _sweep(self) -> None:
        """Finish what writers before this one left unfinished."""
        before = time.time() - (ABANDONED if self.settings.chroma_url else -1)
        left = read_records(self._notes, {"noted": {"$lt": int(before)}})
        if left:
            self._changed(None)
            self._settle(left)

    def _settle(self, concerned: Iterable[Record]) -> None:
        """Delete the passages of these records that no current record names, then their notes."""
        for record in concerned:
            current = self._stored().get(record.name)
            keep = set(current.ids()) if current else set()
            for ids in chroma.batches((i for i in record.ids() if i not in keep), self._client):
                self._passages.delete(ids=ids)
            versions = {current.name: current.version} if current else {}
            self._forget(kept.surplus(kept.find(self._kept, record.name), versions))
            self._notes.delete(where={"key": key(record)})

    def _keep(self, name: str) -> None:
        """Keep what stands under a name, unless it is not whole and cannot be brought back."""
        record = self._stored().get(name)
        rows = self._held(record.ids()) if record else {}
        if record and len(rows) < len(record.ids()):
            return
        before = [it.order for it in kept.find(self._kept, name)]
        order = max([time.time_ns(), *(n + 1 for n in before)])
        transcript = join(record, rows) if record else None
        kept.write(self._client, self._kept, name, order, record, transcript)

    def _forget(self, versions: Iterable[Kept]) -> None:
        for it in versions:
            self._kept.delete(where={"key": it.key})

    def _changed(self, records: dict[str, Record] | None) -> None:
        """Tell every reader. `records` is what they are now, None where that is to be looked up."""
        with self._looking:
            alone = self._stored_revision() == self.revision
            self._cache = dict(sorted(records.items())) if records is not None and alone else None
            self.revision = _revision()
            self._passages.modify(
                metadata={**(self._passages.metadata or {}), "revision": self.revision}
            )


def _action(old: Record | None, new: Record) -> str:
    """What became of a transcript, in a word."""
    if old is None:
        return "added"
    same = old.sha256 == new.sha256 and old.corrections != new.corrections
    return "corrected" if same else "replaced"


def _revision() -> int:
    """A number that no two writers draw, so that none hides the other's change from readers."""
    return secrets.randbits(52) + 1
